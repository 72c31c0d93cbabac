import Glibc

extension Vocabulary {
    /// The error function, the gamma function and their relatives.
    static let specialFunctions: [FunctionRow] = [
        .init(
            "erf", "x", "the error function",
            derivatives: ["2*exp(-x^2)/sqrt(pi)"], complement: "erfc(x)", range: "-1 < y and y < 1", symmetry: .odd, increasing: true,
            values: "0 -> 0",
            latex: "\\operatorname{erf}", double: .unary { erf($0) }, block: .sleef("erf_u10", weight: 30),
            rounding: .init("6/5*dx*exp(-max(abs(x) - dx, 0)^2)"),
            ball: .arb("acb_hypgeom_erf"),
            examples: [("diff(erf(x), x)", "2*exp(-x^2)/sqrt(pi)")]),
        .init(
            "erfc", "x", "the complementary error function, 1 - erf(x)",
            derivatives: ["-2*exp(-x^2)/sqrt(pi)"], definition: "1 - erf(x)", complement: "erf(x)", range: "0 < y and y < 2",
            values: "0 -> 1",
            latex: "\\operatorname{erfc}", double: .unary { erfc($0) }, block: .sleef("erfc_u15", weight: 30),
            rounding: .init("6/5*dx*exp(-max(abs(x) - dx, 0)^2)", units: 3, mayVanish: true),
            ball: .arb("acb_hypgeom_erfc"),
            examples: [("erfc(0)", "1")]),
        .init(
            "gamma", "x", "the gamma function, (x - 1)! for whole x",
            derivatives: ["gamma(x)*digamma(x)"], recurrence: "gamma(x + 1)/x", domain: "x > 0 or floor(x) != x",
            singular: "x <= 0 and floor(x) = x",
            positive: "x > 0", values: "1/2 -> sqrt(pi)", exact: .gamma, latex: "\\Gamma", double: .unary { tgamma($0) },
            block: .sleef("tgamma_u10", weight: 30),
            rounding: .init(
                "if(dx*(log(1 + x + dx) + 2/max(x - dx, 0)) < 1, 2*abs(f)*dx*(log(1 + x + dx) + 2/max(x - dx, 0)), oo)", mayVanish: true),
            ball: .arb("acb_gamma"),
            examples: [("gamma(5)", "24"), ("gamma(1/2)", "sqrt(pi)")]),
        .init(
            "lgamma", "x", "the logarithm of the gamma function",
            derivatives: ["digamma(x)"], recurrence: "lgamma(x + 1) - log(x)", domain: "x > 0", singular: "x <= 0 and floor(x) = x",
            jumps: "-t", values: "1 -> 0; 2 -> 0",
            latex: "\\log\\Gamma", double: .unary { $0 > 0 ? lgamma($0) : .nan },
            rounding: .init("dx*(log(1 + x + dx) + 2/max(x - dx, 0))", units: 4, absolute: 4),
            ball: .arb("acb_lgamma"),
            examples: [("diff(lgamma(x), x)", "digamma(x)")]),
        .init(
            "digamma", "x", "the logarithmic derivative of the gamma function",
            derivatives: ["polygamma(1, x)"], recurrence: "digamma(x + 1) - 1/x", domain: "x > 0 or floor(x) != x",
            singular: "x <= 0 and floor(x) = x",
            latex: "\\psi", double: .unary { NumericKernels.polygamma(0, $0) },
            rounding: .init("dx*(1/max(x - dx, 0) + 1/max(x - dx, 0)^2)", units: 100, absolute: 100),
            ball: .arb("acb_digamma"),
            examples: [("diff(digamma(x), x)", "polygamma(1, x)")]),
        .init(
            "polygamma", "n x", "the n-th derivative of digamma",
            derivatives: ["", "polygamma(n + 1, x)"], recurrence: "polygamma(n, x + 1) - (-1)^n*factorial(n)/x^(n + 1)",
            domain: "n >= 0 and floor(n) = n and (x > 0 or floor(x) != x)",
            singular: "x <= 0 and floor(x) = x", latex: "\\psi^{(#1)}\\left(#2\\right)",
            double: .binary { NumericKernels.polygamma($0, $1) },
            rounding: .init("if(dn > 0, oo, dx*abs(polygamma(n + 1, max(x - dx, 0))))", units: 200, absolute: 100),
            ball: .binary("polygamma"),
            examples: [("diff(polygamma(1, x), x)", "polygamma(2, x)")]),
        .init(
            "beta", "x y", "Euler's beta function, gamma(x)*gamma(y)/gamma(x + y)",
            derivatives: ["beta(x, y)*(digamma(x) - digamma(x + y))", "beta(x, y)*(digamma(y) - digamma(x + y))"],
            definition: "gamma(x)*gamma(y)/gamma(x + y)", domain: "x > 0 and y > 0",
            singular: "x <= 0 and floor(x) = x or y <= 0 and floor(y) = y", positive: "x > 0 and y > 0", exact: .definition,
            latex: "\\operatorname{B}",
            double: .binary { tgamma($0) * tgamma($1) / tgamma($0 + $1) },
            rounding: .init(
                "if((dx + dy)*(log(1 + x + y + dx + dy) + 2/max(x - dx, 0) + 2/max(y - dy, 0)) < 1/2, 4*f*(dx + dy)*(log(1 + x + y + dx + dy) + 2/max(x - dx, 0) + 2/max(y - dy, 0)), oo)",
                units: 40, mayVanish: true),
            ball: .definition,
            examples: [("beta(2, 3)", "1/12")]),
        .init(
            "factorial", "x", "x!, gamma(x + 1)",
            derivatives: ["factorial(x)*digamma(x + 1)"], definition: "gamma(x + 1)", domain: "x >= 0 or floor(x) != x",
            singular: "x < 0 and floor(x) = x", positive: "x > -1", exact: .factorial, latex: "#1!", notation: .postfix("!"),
            double: .unary { tgamma($0 + 1) },
            rounding: .init(
                "if(dx*(log(2 + x + dx) + 2/max(1 + x - dx, 0)) < 1, 2*abs(f)*dx*(log(2 + x + dx) + 2/max(1 + x - dx, 0)), oo)", units: 10,
                mayVanish: true),
            ball: .definition,
            examples: [("5!", "120")]),
        .init(
            "doublefactorial", "x", "x!!, the product x*(x - 2)*(x - 4)*… of a whole number and those of its parity below it",
            derivatives: [
                "doublefactorial(x)*(log(2)/2 + digamma(x/2 + 1)/2 - pi*sin(pi*x)*log(pi/2)/4)"
            ],
            definition: "2^(x/2)*gamma(x/2 + 1)*(pi/2)^((cos(pi*x) - 1)/4)", domain: "x > -2 or floor(x/2) != x/2",
            singular: "x < 0 and floor(x/2) = x/2", positive: "x > -2", exact: .doubleFactorial, latex: "#1!!", notation: .postfix("!!"),
            double: .definition,
            ball: .definition,
            examples: [("7!!", "105"), ("8!!", "384")]),
        .init(
            "binomial", "n k", "the binomial coefficient, n!/(k!*(n - k)!)", aliases: ["choose"],
            derivatives: [
                "binomial(n, k)*(digamma(n + 1) - digamma(n - k + 1))", "binomial(n, k)*(digamma(n - k + 1) - digamma(k + 1))",
            ],
            definition: "gamma(n + 1)/(gamma(k + 1)*gamma(n - k + 1))", domain: "n > -1",
            singular: "n < 0 and floor(n) = n and (k < 0 or floor(k) != k)",
            exact: .binomial, latex: "\\binom{#1}{#2}", double: .binary { tgamma($0 + 1) / (tgamma($1 + 1) * tgamma($0 - $1 + 1)) },
            block: .scalar(weight: 90),
            rounding: .init(
                "if((dn + dk)*(log(3 + abs(n) + abs(k) + dn + dk) + 2/max(1 + k - dk, 0) + 2/max(1 + n - k - dn - dk, 0)) < 1/2, 4*abs(f)*(dn + dk)*(log(3 + abs(n) + abs(k) + dn + dk) + 2/max(1 + k - dk, 0) + 2/max(1 + n - k - dn - dk, 0)), oo)",
                units: 60, mayVanish: true),
            ball: .binary("binomial"),
            examples: [("binomial(5, 2)", "10")]),
        .init(
            "lambertw", "x", "the principal branch of the inverse of w*exp(w)",
            derivatives: ["1/(x + exp(lambertw(x)))"], inverses: ["y*exp(y)"], domain: "x >= -1/e", range: "y >= -1",
            jumps: "-exp(-1) - t", increasing: true, values: "0 -> 0; e -> 1; -exp(-1) -> -1", latex: "W",
            double: .unary { NumericKernels.lambertW($0) },
            rounding: .init("dx/(exp(lambertw(x - dx))*(1 + lambertw(x - dx)))", units: 100),
            ball: .arb("acb_lambertw_0"),
            examples: [("lambertw(e)", "1")]),
        .init(
            "lambertwm1", "x", "the branch of the inverse of w*exp(w) with values below -1, for x between -1/e and 0",
            branch: ("lambertw", -1), derivatives: ["1/(x + exp(lambertwm1(x)))"], inverses: ["y*exp(y)"], domain: "x >= -1/e and x < 0",
            range: "y <= -1", singular: "x = 0", jumps: "-t", values: "-exp(-1) -> -1", latex: "W_{-1}",
            double: .unary { NumericKernels.lambertWMinusOne($0) },
            // The slope is least at -2, and grows towards both ends.
            rounding: .init(
                """
                dx*max(1/(exp(lambertwm1(x - dx))*(-1 - lambertwm1(x - dx))), 1/(exp(lambertwm1(x + dx))*(-1 - lambertwm1(x + dx))))
                """, units: 100),
            ball: .arb("acb_lambertw_m1"),
            examples: [("lambertw(-1, -exp(-1))", "-1")]),
        .init(
            "rootof", "p k",
            "the k-th root of a polynomial p in one name with rational coefficients: first the real ones, then the others by real part",
            latex: "\\operatorname{root}_{#2}\\left(#1\\right)", double: .definition, ball: .root,
            examples: [("rootof(2*x^5 - 2*x - 2, 1)", "rootof(x^5 - x - 1, 1)"), ("rootof(3*t - 2, 1)", "2/3")]),
    ]
}
