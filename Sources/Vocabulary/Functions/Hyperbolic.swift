import Glibc

extension Vocabulary {
    /// The hyperbolic functions.
    static let hyperbolicFunctions: [FunctionRow] = [
        .init(
            "sinh", "x", "the hyperbolic sine, (e^x - e^-x)/2",
            derivatives: ["cosh(x)"], definition: "(exp(x) - exp(-x))/2", inverses: ["asinh(y) + 2*pi*I*k", "pi*I - asinh(y) + 2*pi*I*k"],
            symmetry: .odd, increasing: true, values: "0 -> 0", latex: "\\sinh", double: .unary { sinh($0) }, block: .sleef("sinh_u10"),
            rounding: .init("if(dx < 1, 2*(1 + abs(f))*dx, oo)"),
            ball: .arb("acb_sinh"),
            examples: [("diff(sinh(x), x)", "cosh(x)")]),
        .init(
            "cosh", "x", "the hyperbolic cosine, (e^x + e^-x)/2",
            derivatives: ["sinh(x)"], definition: "(exp(x) + exp(-x))/2", complement: "-2*sinh(x/2)^2",
            squareComplement: "-sinh(x)^2", inverses: ["acosh(y) + 2*pi*I*k", "-acosh(y) + 2*pi*I*k"],
            range: "y >= 1", symmetry: .even, values: "0 -> 1", latex: "\\cosh", double: .unary { cosh($0) }, block: .sleef("cosh_u10"),
            rounding: .init("if(dx < 1, 2*f*dx, oo)"),
            ball: .arb("acb_cosh"),
            examples: [("diff(cosh(x), x)", "sinh(x)")]),
        .init(
            "tanh", "x", "the hyperbolic tangent, sinh(x)/cosh(x)",
            derivatives: ["1 - tanh(x)^2"], definition: "sinh(x)/cosh(x)", complement: "2*sigmoid(-2*x)",
            squareComplement: "sech(x)^2", inverses: ["atanh(y) + pi*I*k"],
            range: "-1 < y and y < 1", singular: "cosh(x) = 0", symmetry: .odd, increasing: true, values: "0 -> 0", latex: "\\tanh",
            double: .unary { tanh($0) }, block: .sleef("tanh_u10"),
            rounding: .init("dx/(1 + max(abs(x) - dx, 0)^2)"),
            ball: .arb("acb_tanh"),
            examples: [("diff(tanh(x), x)", "1 - tanh(x)^2")]),
        .init(
            "coth", "x", "the hyperbolic cotangent, cosh(x)/sinh(x)",
            derivatives: ["1 - coth(x)^2"], definition: "cosh(x)/sinh(x)", inverses: ["acoth(y) + pi*I*k"],
            domain: "x != 0", range: "y > 1 or y < -1", singular: "sinh(x) = 0", symmetry: .odd, latex: "\\coth",
            double: .unary { 1 / tanh($0) }, block: .formula("1/tanh(x)"), ball: .arb("acb_coth"),
            examples: [("diff(coth(x), x)", "1 - coth(x)^2")]),
        .init(
            "sech", "x", "the hyperbolic secant, 1/cosh(x)",
            derivatives: ["-sech(x)*tanh(x)"], definition: "1/cosh(x)", inverses: ["asech(y) + 2*pi*I*k", "-asech(y) + 2*pi*I*k"],
            range: "0 < y and y <= 1", singular: "cosh(x) = 0", symmetry: .even, values: "0 -> 1",
            latex: "\\operatorname{sech}", double: .unary { 1 / cosh($0) }, block: .formula("2*exp(-abs(x))/(1 + exp(-abs(x))^2)"),
            ball: .arb("acb_sech"),
            examples: [("sech(0)", "1")]),
        .init(
            "csch", "x", "the hyperbolic cosecant, 1/sinh(x)",
            derivatives: ["-csch(x)*coth(x)"], definition: "1/sinh(x)", inverses: ["acsch(y) + 2*pi*I*k", "pi*I - acsch(y) + 2*pi*I*k"],
            domain: "x != 0", singular: "sinh(x) = 0", symmetry: .odd, latex: "\\operatorname{csch}",
            double: .unary { 1 / sinh($0) }, block: .formula("1/sinh(x)"), ball: .arb("acb_csch"),
            examples: [("diff(csch(x), x)", "-coth(x)*csch(x)")]),
    ]

    /// The inverses of the hyperbolic functions, on their principal branches: `acoth(x) = atanh(1/x)`, `asech(x) = acosh(1/x)`,
    /// `acsch(x) = asinh(1/x)`. The derivatives hold on the whole complex plane, hence the separate roots.
    static let inverseHyperbolicFunctions: [FunctionRow] = [
        .init(
            "asinh", "x", "the inverse hyperbolic sine", aliases: ["arcsinh", "arsinh"],
            derivatives: ["1/sqrt(x^2 + 1)"], definition: "log(x + sqrt(x^2 + 1))", inverses: ["sinh(y)"], jumps: "I + I*t; -I - I*t",
            symmetry: .odd,
            increasing: true, values: "0 -> 0; I -> I*pi/2", latex: "\\operatorname{arsinh}", double: .unary { asinh($0) },
            block: .sleef("asinh_u10"),
            rounding: .init("3*dx/(2*(1 + max(abs(x) - dx, 0)))"),
            ball: .arb("acb_asinh"),
            examples: [("diff(asinh(x), x)", "1/sqrt(x^2 + 1)")]),
        .init(
            "acosh", "x", "the inverse hyperbolic cosine", aliases: ["arccosh", "arcosh"],
            derivatives: ["1/(sqrt(x - 1)*sqrt(x + 1))"], definition: "log(x + sqrt(x - 1)*sqrt(x + 1))", inverses: ["cosh(y)"],
            domain: "x >= 1", range: "y >= 0", jumps: "1 - t", increasing: true, values: "1 -> 0; -1 -> I*pi; 0 -> I*pi/2",
            latex: "\\operatorname{arcosh}",
            double: .unary { acosh($0) }, block: .sleef("acosh_u10"),
            rounding: .init("dx/(sqrt(max(x - dx - 1, 0))*sqrt(max(x - dx + 1, 0)))"),
            ball: .arb("acb_acosh"),
            examples: [("acosh(1)", "0")]),
        .init(
            "atanh", "x", "the inverse hyperbolic tangent", aliases: ["arctanh", "artanh"],
            derivatives: ["1/(1 - x^2)"], definition: "(log(1 + x) - log(1 - x))/2", inverses: ["tanh(y)"],
            domain: "-1 < x and x < 1", singular: "x = 1 or x = -1", jumps: "1 + t; -1 - t", symmetry: .odd, increasing: true,
            values: "0 -> 0",
            latex: "\\operatorname{artanh}", double: .unary { atanh($0) }, block: .sleef("atanh_u10"),
            rounding: .init("dx/(max(1 - abs(x) - dx, 0)*(1 + abs(x)))"),
            ball: .arb("acb_atanh"),
            examples: [("diff(atanh(x), x)", "1/(1 - x^2)")]),
        .init(
            "acoth", "x", "the inverse hyperbolic cotangent, atanh(1/x)", aliases: ["arccoth", "arcoth"],
            derivatives: ["1/(1 - x^2)"], definition: "atanh(1/x)", inverses: ["coth(y)"],
            domain: "x > 1 or x < -1", singular: "x = 1 or x = -1 or x = 0",
            jumps: "1/(1 + t); -1/(1 + t)", symmetry: .odd, latex: "\\operatorname{arcoth}", double: .unary { atanh(1 / $0) },
            block: .formula("sign(x)*log1p(2/(abs(x) - 1))/2"),
            ball: .definition,
            examples: [("diff(acoth(x), x)", "1/(1 - x^2)")]),
        .init(
            "asech", "x", "the inverse hyperbolic secant, acosh(1/x)", aliases: ["arcsech", "arsech"],
            derivatives: ["-1/(x^2*sqrt(1/x - 1)*sqrt(1/x + 1))"], definition: "acosh(1/x)", inverses: ["sech(y)"],
            domain: "0 < x and x <= 1", range: "y >= 0", singular: "x = 0", jumps: "-t; 1 + t", values: "1 -> 0",
            latex: "\\operatorname{arsech}", double: .unary { acosh(1 / $0) }, block: .formula("asinh(sqrt((1 - x)*(1 + x)/x)/sqrt(x))"),
            ball: .definition,
            examples: [("asech(1)", "0")]),
        .init(
            "acsch", "x", "the inverse hyperbolic cosecant, asinh(1/x)", aliases: ["arccsch", "arcsch"],
            derivatives: ["-1/(x^2*sqrt(1/x^2 + 1))"], definition: "asinh(1/x)", inverses: ["csch(y)"],
            domain: "x != 0", singular: "x = 0", jumps: "I/(1 + t); -I/(1 + t)", symmetry: .odd, latex: "\\operatorname{arcsch}",
            double: .unary { asinh(1 / $0) }, block: .formula("asinh(1/x)"), ball: .definition,
            examples: [("diff(acsch(x), x)", "-1/(x^2*sqrt(1/x^2 + 1))")]),
    ]
}
