import Glibc

extension Vocabulary {
    /// Exponentials, logarithms and roots.
    static let elementaryFunctions: [FunctionRow] = [
        .init(
            "exp", "x", "the exponential function, e^x",
            derivatives: ["exp(x)"], inverses: ["log(y) + 2*pi*I*k"], range: "y > 0",
            period: "I*pi", antiperiodic: true, increasing: true, values: "0 -> 1; 1 -> e; I*pi/2 -> I", latex: "\\exp",
            double: .unary { exp($0) }, block: .sleef("exp_u10"),
            rounding: .init("if(dx < 1, 2*f*dx, oo)", mayVanish: true),
            ball: .arb("acb_exp"),
            examples: [("exp(0)", "1"), ("diff(exp(2*x), x)", "2*exp(2*x)")]),
        .init(
            "log", "x", "the natural logarithm", aliases: ["ln"],
            derivatives: ["1/x"], inverses: ["exp(y)"], domain: "x > 0", singular: "x = 0",
            jumps: "-t", increasing: true, values: "1 -> 0; e -> 1; -1 -> I*pi; I -> I*pi/2", latex: "\\log", double: .unary { log($0) },
            block: .sleef("log_u10"),
            rounding: .init("dx/max(x - dx, 0)"),
            ball: .arb("acb_log"),
            examples: [("log(e)", "1"), ("diff(log(x), x)", "1/x")]),
        .init(
            "log2", "x", "the logarithm to base 2",
            derivatives: ["1/(x*log(2))"], definition: "log(x)/log(2)", inverses: ["2^y"], domain: "x > 0", singular: "x = 0",
            jumps: "-t", increasing: true, values: "1 -> 0; 2 -> 1; 4 -> 2; 8 -> 3; 1/2 -> -1",
            exact: .logarithm(base: 2), latex: "\\log_2",
            double: .unary { log2($0) },
            block: .sleef("log2_u10"),
            rounding: .init("3*dx/(2*max(x - dx, 0))"),
            ball: .definition,
            examples: [("log2(8)", "3")]),
        .init(
            "log10", "x", "the logarithm to base 10",
            derivatives: ["1/(x*log(10))"], definition: "log(x)/log(10)", inverses: ["10^y"], domain: "x > 0", singular: "x = 0",
            jumps: "-t", increasing: true, values: "1 -> 0; 10 -> 1", exact: .logarithm(base: 10),
            latex: "\\log_{10}",
            double: .unary { log10($0) }, block: .sleef("log10_u10"),
            rounding: .init("dx/(2*max(x - dx, 0))"), ball: .definition,
            examples: [("log10(1000)", "3")]),
        .init(
            "log1p", "x", "log(1 + x), whose decimals keep their accuracy where x is small",
            derivatives: ["1/(x + 1)"], definition: "log(1 + x)", abbreviation: true, inverses: ["exp(y) - 1"], domain: "x > -1",
            singular: "x = -1", jumps: "-1 - t", increasing: true, values: "0 -> 0", latex: "\\operatorname{log1p}",
            double: .unary { log1p($0) },
            block: .sleef("log1p_u10"), rounding: .init("dx/max(1 + x - dx, 0)"), ball: .definition,
            examples: [("log1p(x)", "log(x + 1)"), ("log1p(0)", "0")]),
        .init(
            "expm1", "x", "e^x - 1, whose decimals keep their accuracy where x is small",
            derivatives: ["exp(x)"], definition: "exp(x) - 1", abbreviation: true, inverses: ["log(y + 1) + 2*pi*I*k"], range: "y > -1",
            increasing: true, values: "0 -> 0", latex: "\\operatorname{expm1}", double: .unary { expm1($0) },
            block: .sleef("expm1_u10"),
            rounding: .init("if(dx < 1, 2*(f + 1)*dx, oo)"),
            ball: .definition,
            examples: [("expm1(x)", "exp(x) - 1"), ("expm1(0)", "0")]),
        .init(
            "sqrt", "x", "the principal square root, x^(1/2)",
            derivatives: ["1/(2*sqrt(x))"], definition: "x^(1/2)", abbreviation: true, inverses: ["y^2"],
            domain: "x >= 0", range: "y >= 0", jumps: "-t", increasing: true, latex: "\\sqrt{#1}", double: .unary { sqrt($0) },
            ball: .arb("acb_sqrt"),
            examples: [("sqrt(8)", "2*sqrt(2)"), ("sqrt(-4)", "2*I")]),
        .init(
            "cbrt", "x", "the real cube root, also of negative numbers",
            derivatives: ["1/(3*cbrt(x)^2)"], inverses: ["y^3"], jumps: "-t", symmetry: .oddOnReals,
            increasing: true,
            values: "0 -> 0; 1 -> 1; 8 -> 2; 27 -> 3; 64 -> 4; 125 -> 5; 216 -> 6; 343 -> 7; 512 -> 8; 729 -> 9; 1000 -> 10",
            latex: "\\sqrt[3]{#1}", notation: .root(3), double: .unary { cbrt($0) }, block: .sleef("cbrt_u10"),
            rounding: .init("2*dx/f^2"),
            ball: .arb("acb_cbrt_real"),
            examples: [("cbrt(-8)", "-2"), ("diff(cbrt(x), x)", "1/(3*cbrt(x)^2)")]),
        .init(
            "root", "x n", "the principal n-th root, x^(1/n)",
            derivatives: ["x^(1/n - 1)/n", "-x^(1/n)*log(x)/n^2"], definition: "x^(1/n)", abbreviation: true,
            inverses: ["y^n"], domain: "x >= 0 and n != 0", singular: "n = 0", latex: "\\sqrt[#2]{#1}",
            double: .binary { pow($0, 1 / $1) }, ball: .definition,
            examples: [("root(32, 5)", "2")]),
        .init(
            "sigmoid", "x", "the logistic function, 1/(1 + e^-x)",
            derivatives: ["sigmoid(x)*(1 - sigmoid(x))"], definition: "1/(1 + exp(-x))",
            complement: "sigmoid(-x)", inverses: ["log(y/(1 - y)) + 2*pi*I*k"],
            range: "0 < y and y < 1", increasing: true, values: "0 -> 1/2", latex: "\\sigma", double: .unary { 1 / (1 + exp(-$0)) },
            block: .formula("if(x < 0, exp(-abs(x)), 1)/(1 + exp(-abs(x)))"),
            ball: .definition,
            examples: [("diff(sigmoid(x), x)", "sigmoid(x)*(1 - sigmoid(x))")]),
        .init(
            "softplus", "x", "the smooth ramp, log(1 + e^x)",
            derivatives: ["sigmoid(x)"], definition: "log(1 + exp(x))", inverses: ["log(exp(y) - 1)"], range: "y > 0",
            jumps: "log(1 + t) + I*pi*(2*k + 1)", increasing: true, values: "0 -> log(2)", latex: "\\operatorname{softplus}",
            double: .unary { $0 > 0 ? $0 + log1p(exp(-$0)) : log1p(exp($0)) }, block: .formula("max(x, 0) + log1p(exp(-abs(x)))"),
            ball: .definition,
            examples: [("diff(softplus(x), x)", "sigmoid(x)")]),
        .init(
            "logsumexp", "x", "the logarithm of a sum of exponentials, log(e^x + e^y + …)", variadic: true,
            derivatives: ["exp(x - f)"], definition: "log(exp(x) + exp(y))", latex: "\\operatorname{logsumexp}",
            double: .fold { a, b in max(a, b) + log1p(exp(-abs(a - b))) }, block: .formula("max(x, y) + log1p(exp(-abs(x - y)))"),
            ball: .definition,
            examples: [("diff(logsumexp(x, y), x)", "exp(x - logsumexp(x, y))")]),
    ]
}
