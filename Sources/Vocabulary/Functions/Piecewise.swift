import Glibc

extension Vocabulary {
    /// Functions with kinks or jumps. Their derivatives hold away from the points named in `kinks`.
    static let piecewiseFunctions: [FunctionRow] = [
        .init(
            "abs", "x", "the absolute value",
            derivatives: ["sign(x)"], definition: "if(x < 0, -x, x)", inverses: ["y", "-y"], range: "y >= 0",
            complexRange: "y >= 0", kinks: "x = 0", realOnly: true, symmetry: .even,
            exact: .definition, latex: "\\left|#1\\right|", notation: .bars, double: .unary { fabs($0) }, block: .instruction(.magnitude),
            ball: .arb("acb_abs_real"),
            examples: [("abs(-3)", "3"), ("diff(abs(x), x)", "sign(x)")]),
        .init(
            "sign", "x", "the sign: -1, 0 or 1", aliases: ["sgn", "signum"],
            derivatives: ["0"], definition: "if(x < 0, -1, if(x > 0, 1, 0))", range: "floor(y) = y and -1 <= y and y <= 1", kinks: "x = 0",
            jumps: "0", realOnly: true,
            symmetry: .odd, exact: .definition, latex: "\\operatorname{sgn}", double: .unary { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 },
            block: .formula("if(x < 0, -1, if(x > 0, 1, 0))"),
            ball: .arb("acb_sign_real"),
            examples: [("sign(-1/2)", "-1"), ("diff(sign(x), x)", "0")]),
        .init(
            "floor", "x", "the greatest integer that is not greater",
            derivatives: ["0"], range: "floor(y) = y", kinks: "floor(x) = x", jumps: "k", realOnly: true, exact: .floor,
            latex: "\\left\\lfloor #1\\right\\rfloor", notation: .floor,
            double: .unary { floor($0) }, block: .instruction(.floor), ball: .arb("acb_floor_real"),
            examples: [("floor(-3/2)", "-2")]),
        .init(
            "ceil", "x", "the least integer that is not less", aliases: ["ceiling"],
            derivatives: ["0"], definition: "-floor(-x)", range: "floor(y) = y", kinks: "floor(x) = x", jumps: "k", realOnly: true,
            exact: .ceil,
            latex: "\\left\\lceil #1\\right\\rceil", notation: .ceiling,
            double: .unary { ceil($0) }, block: .formula("-floor(-x)"), ball: .arb("acb_ceil_real"),
            examples: [("ceil(-3/2)", "-1")]),
        .init(
            "step", "x", "the unit step: 0 where x < 0, else 1", aliases: ["heaviside"],
            derivatives: ["0"], definition: "if(x < 0, 0, 1)", range: "floor(y) = y and 0 <= y and y <= 1", kinks: "x = 0", jumps: "0",
            realOnly: true,
            exact: .definition, latex: "\\operatorname{step}", double: .unary { $0 < 0 ? 0 : 1 }, block: .formula("if(x < 0, 0, 1)"),
            ball: .definition,
            examples: [("step(0)", "1"), ("step(-2)", "0")]),
        .init(
            "relu", "x", "the rectifier, max(x, 0)",
            derivatives: ["step(x)"], definition: "if(x > 0, x, 0)", range: "y >= 0", kinks: "x = 0", realOnly: true,
            exact: .definition, latex: "\\operatorname{relu}", double: .unary { $0 > 0 ? $0 : 0 }, block: .formula("max(x, 0)"),
            ball: .definition,
            examples: [("relu(-2)", "0"), ("diff(relu(x), x)", "step(x)")]),
        .init(
            "max", "x", "the greatest of its arguments", variadic: true,
            tangent: "if(x > y, dx, dy)", definition: "if(x > y, x, y)", kinks: "x = y", realOnly: true, exact: .definition, latex: "\\max",
            double: .fold { $0 > $1 ? $0 : $1 }, block: .instruction(.greater), ball: .fold("max"),
            examples: [("max(1, 3, 2)", "3"), ("diff(max(x, 0), x)", "if(x > 0, 1, 0)")]),
        .init(
            "min", "x", "the least of its arguments", variadic: true,
            tangent: "if(x < y, dx, dy)", definition: "if(x < y, x, y)", kinks: "x = y", realOnly: true, exact: .definition, latex: "\\min",
            double: .fold { $0 < $1 ? $0 : $1 }, block: .instruction(.lesser), ball: .fold("min"),
            examples: [("min(1, 3, 2)", "1")]),
        .init(
            "mod", "x y", "the remainder x - y*floor(x/y), with the sign of y", commonName: true,
            derivatives: ["1", "-floor(x/y)"], definition: "x - y*floor(x/y)", abbreviation: true, domain: "y != 0", singular: "y = 0",
            kinks: "floor(x/y) = x/y", realOnly: true,
            exact: .definition, latex: "\\operatorname{mod}", double: .definition, ball: .definition,
            examples: [("mod(7, 3)", "1"), ("mod(-1, 3)", "2")]),
    ]
}
