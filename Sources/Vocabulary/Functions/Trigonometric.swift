import Glibc

extension Vocabulary {
    /// Sine and its relatives; arguments in radians.
    static let trigonometricFunctions: [FunctionRow] = [
        .init(
            "sin", "x", "the sine of an angle in radians",
            derivatives: ["cos(x)"], definition: "(exp(I*x) - exp(-I*x))/(2*I)", squareComplement: "cos(x)^2",
            inverses: ["asin(y) + 2*pi*k", "pi - asin(y) + 2*pi*k"], range: "-1 <= y and y <= 1", symmetry: .odd, period: "pi",
            antiperiodic: true,
            values: """
                0 -> 0; pi/12 -> (sqrt(6) - sqrt(2))/4; pi/6 -> 1/2; pi/4 -> sqrt(2)/2; pi/3 -> sqrt(3)/2; \
                5*pi/12 -> (sqrt(6) + sqrt(2))/4; pi/2 -> 1; 7*pi/12 -> (sqrt(6) + sqrt(2))/4; 2*pi/3 -> sqrt(3)/2; \
                3*pi/4 -> sqrt(2)/2; 5*pi/6 -> 1/2; 11*pi/12 -> (sqrt(6) - sqrt(2))/4
                """,
            latex: "\\sin", double: .unary { sin($0) }, block: .joint("sin_u10", pair: "sincos_u10", isSecond: false),
            rounding: .init("dx"),
            ball: .arb("acb_sin"),
            examples: [("sin(pi/6)", "1/2"), ("diff(sin(x)^2, x)", "2*cos(x)*sin(x)")]),
        .init(
            "cos", "x", "the cosine of an angle in radians",
            derivatives: ["-sin(x)"], definition: "(exp(I*x) + exp(-I*x))/2", complement: "2*sin(x/2)^2", squareComplement: "sin(x)^2",
            inverses: ["acos(y) + 2*pi*k", "-acos(y) + 2*pi*k"], range: "-1 <= y and y <= 1", symmetry: .even, period: "pi",
            antiperiodic: true,
            values: """
                0 -> 1; pi/12 -> (sqrt(6) + sqrt(2))/4; pi/6 -> sqrt(3)/2; pi/4 -> sqrt(2)/2; pi/3 -> 1/2; \
                5*pi/12 -> (sqrt(6) - sqrt(2))/4; pi/2 -> 0; 7*pi/12 -> (sqrt(2) - sqrt(6))/4; 2*pi/3 -> -1/2; \
                3*pi/4 -> -sqrt(2)/2; 5*pi/6 -> -sqrt(3)/2; 11*pi/12 -> -(sqrt(6) + sqrt(2))/4
                """,
            latex: "\\cos", double: .unary { cos($0) }, block: .joint("cos_u10", pair: "sincos_u10", isSecond: true),
            rounding: .init("dx"),
            ball: .arb("acb_cos"),
            examples: [("cos(pi)", "-1")]),
        .init(
            "tan", "x", "the tangent, sin(x)/cos(x)",
            derivatives: ["tan(x)^2 + 1"], definition: "sin(x)/cos(x)", inverses: ["atan(y) + pi*k"],
            domain: "cos(x) != 0", singular: "cos(x) = 0", symmetry: .odd, period: "pi",
            values: """
                0 -> 0; pi/12 -> 2 - sqrt(3); pi/6 -> sqrt(3)/3; pi/4 -> 1; pi/3 -> sqrt(3); 5*pi/12 -> 2 + sqrt(3); \
                pi/2 -> undefined; 7*pi/12 -> -2 - sqrt(3); 2*pi/3 -> -sqrt(3); 3*pi/4 -> -1; 5*pi/6 -> -sqrt(3)/3; \
                11*pi/12 -> sqrt(3) - 2
                """,
            latex: "\\tan", double: .unary { tan($0) }, block: .sleef("tan_u10"),
            rounding: .init("3/2*(1 + f^2)*dx/max(1 - 2*dx*(1 + abs(f)), 0)"),
            ball: .arb("acb_tan"),
            examples: [("tan(pi/4)", "1"), ("diff(tan(x), x)", "tan(x)^2 + 1")]),
        .init(
            "cot", "x", "the cotangent, cos(x)/sin(x)",
            derivatives: ["-cot(x)^2 - 1"], definition: "cos(x)/sin(x)", inverses: ["acot(y) + pi*k"],
            domain: "sin(x) != 0", singular: "sin(x) = 0", symmetry: .odd, period: "pi",
            values: """
                0 -> undefined; pi/12 -> 2 + sqrt(3); pi/6 -> sqrt(3); pi/4 -> 1; pi/3 -> sqrt(3)/3; 5*pi/12 -> 2 - sqrt(3); \
                pi/2 -> 0; 7*pi/12 -> sqrt(3) - 2; 2*pi/3 -> -sqrt(3)/3; 3*pi/4 -> -1; 5*pi/6 -> -sqrt(3); \
                11*pi/12 -> -2 - sqrt(3)
                """,
            latex: "\\cot", double: .unary { 1 / tan($0) }, block: .formula("1/tan(x)"), ball: .arb("acb_cot"),
            examples: [("cot(pi/4)", "1")]),
        .init(
            "sec", "x", "the secant, 1/cos(x)",
            derivatives: ["sec(x)*tan(x)"], definition: "1/cos(x)", inverses: ["asec(y) + 2*pi*k", "-asec(y) + 2*pi*k"],
            domain: "cos(x) != 0", range: "y >= 1 or y <= -1", singular: "cos(x) = 0", symmetry: .even,
            period: "pi", antiperiodic: true,
            values: """
                0 -> 1; pi/6 -> 2*sqrt(3)/3; pi/4 -> sqrt(2); pi/3 -> 2; pi/2 -> undefined; 2*pi/3 -> -2; \
                3*pi/4 -> -sqrt(2); 5*pi/6 -> -2*sqrt(3)/3
                """,
            latex: "\\sec", double: .unary { 1 / cos($0) }, block: .formula("1/cos(x)"), ball: .arb("acb_sec"),
            examples: [("sec(pi/3)", "2")]),
        .init(
            "csc", "x", "the cosecant, 1/sin(x)",
            derivatives: ["-csc(x)*cot(x)"], definition: "1/sin(x)", inverses: ["acsc(y) + 2*pi*k", "pi - acsc(y) + 2*pi*k"],
            domain: "sin(x) != 0", range: "y >= 1 or y <= -1", singular: "sin(x) = 0", symmetry: .odd,
            period: "pi", antiperiodic: true,
            values: """
                0 -> undefined; pi/6 -> 2; pi/4 -> sqrt(2); pi/3 -> 2*sqrt(3)/3; pi/2 -> 1; 2*pi/3 -> 2*sqrt(3)/3; \
                3*pi/4 -> sqrt(2); 5*pi/6 -> 2
                """,
            latex: "\\csc", double: .unary { 1 / sin($0) }, block: .formula("1/sin(x)"), ball: .arb("acb_csc"),
            examples: [("csc(pi/6)", "2")]),
    ]
}
