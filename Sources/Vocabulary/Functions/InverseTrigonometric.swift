import Glibc

extension Vocabulary {
    /// The inverses of the trigonometric functions, on their principal branches: `acot(x) = atan(1/x)`, `asec(x) = acos(1/x)`,
    /// `acsc(x) = asin(1/x)`.
    static let inverseTrigonometricFunctions: [FunctionRow] = [
        .init(
            "asin", "x", "the inverse sine", aliases: ["arcsin"],
            derivatives: ["1/sqrt(1 - x^2)"], definition: "-I*log(I*x + sqrt(1 - x^2))", inverses: ["sin(y)"],
            domain: "-1 <= x and x <= 1", range: "-pi/2 <= y and y <= pi/2", jumps: "1 + t; -1 - t", symmetry: .odd,
            increasing: true, values: "0 -> 0; 1/2 -> pi/6; sqrt(2)/2 -> pi/4; sqrt(3)/2 -> pi/3; 1 -> pi/2", latex: "\\arcsin",
            double: .unary { asin($0) }, block: .sleef("asin_u10"),
            rounding: .init("dx/sqrt(max(1 - abs(x) - dx, 0)*(1 + abs(x)))"),
            ball: .arb("acb_asin"),
            examples: [("asin(1/2)", "pi/6"), ("diff(asin(x), x)", "1/sqrt(1 - x^2)")]),
        .init(
            "acos", "x", "the inverse cosine", aliases: ["arccos"],
            derivatives: ["-1/sqrt(1 - x^2)"], definition: "pi/2 + I*log(I*x + sqrt(1 - x^2))", inverses: ["cos(y)"],
            domain: "-1 <= x and x <= 1", range: "0 <= y and y <= pi",
            jumps: "1 + t; -1 - t",
            values: """
                0 -> pi/2; 1/2 -> pi/3; sqrt(2)/2 -> pi/4; sqrt(3)/2 -> pi/6; 1 -> 0; -1/2 -> 2*pi/3; -sqrt(2)/2 -> 3*pi/4; \
                -sqrt(3)/2 -> 5*pi/6; -1 -> pi
                """,
            latex: "\\arccos", double: .unary { acos($0) }, block: .sleef("acos_u10"),
            rounding: .init("dx/sqrt(max(1 - abs(x) - dx, 0)*(1 + abs(x)))"),
            ball: .arb("acb_acos"),
            examples: [("acos(-1)", "pi")]),
        .init(
            "atan", "x", "the inverse tangent", aliases: ["arctan"],
            derivatives: ["1/(x^2 + 1)"], definition: "I*(log(1 - I*x) - log(1 + I*x))/2", inverses: ["tan(y)"],
            range: "-pi/2 < y and y < pi/2", singular: "x = I or x = -I", jumps: "I + I*t; -I - I*t", symmetry: .odd,
            increasing: true, values: "0 -> 0; sqrt(3)/3 -> pi/6; 1 -> pi/4; sqrt(3) -> pi/3", latex: "\\arctan",
            double: .unary { atan($0) }, block: .sleef("atan_u10"),
            rounding: .init("dx/(1 + max(abs(x) - dx, 0)^2)"),
            ball: .arb("acb_atan"),
            examples: [("atan(1)", "pi/4"), ("diff(atan(x), x)", "1/(x^2 + 1)")]),
        .init(
            "acot", "x", "the inverse cotangent, atan(1/x)", aliases: ["arccot"],
            derivatives: ["-1/(x^2 + 1)"], definition: "atan(1/x)", inverses: ["cot(y)"],
            range: "-pi/2 < y and y <= pi/2", kinks: "x = 0",
            jumps: "0; I/(1 + t); -I/(1 + t)",
            values: "0 -> pi/2; 1 -> pi/4; sqrt(3) -> pi/6; sqrt(3)/3 -> pi/3; -1 -> -pi/4; -sqrt(3) -> -pi/6; -sqrt(3)/3 -> -pi/3",
            latex: "\\operatorname{arccot}", double: .unary { $0 == 0 ? .pi / 2 : atan(1 / $0) },
            block: .formula("if(x = 0, pi/2, atan(1/x))"), ball: .definition,
            examples: [("acot(1)", "pi/4")]),
        .init(
            "asec", "x", "the inverse secant, acos(1/x)", aliases: ["arcsec"],
            derivatives: ["1/(x^2*sqrt(1 - 1/x^2))"], definition: "acos(1/x)", inverses: ["sec(y)"],
            domain: "x >= 1 or x <= -1", range: "0 <= y and y <= pi", singular: "x = 0",
            jumps: "1/(1 + t); -1/(1 + t)", values: "1 -> 0; 2 -> pi/3; sqrt(2) -> pi/4; -1 -> pi; -2 -> 2*pi/3; -sqrt(2) -> 3*pi/4",
            latex: "\\operatorname{arcsec}", double: .unary { acos(1 / $0) },
            block: .formula("atan2(sqrt(abs(x) - 1)*sqrt(abs(x) + 1), sign(x))"),
            ball: .definition,
            examples: [("asec(2)", "pi/3")]),
        .init(
            "acsc", "x", "the inverse cosecant, asin(1/x)", aliases: ["arccsc"],
            derivatives: ["-1/(x^2*sqrt(1 - 1/x^2))"], definition: "asin(1/x)", inverses: ["csc(y)"],
            domain: "x >= 1 or x <= -1", range: "-pi/2 <= y and y <= pi/2", singular: "x = 0", jumps: "1/(1 + t); -1/(1 + t)",
            symmetry: .odd,
            values: "1 -> pi/2; 2 -> pi/6; sqrt(2) -> pi/4", latex: "\\operatorname{arccsc}",
            double: .unary { asin(1 / $0) }, block: .formula("atan2(sign(x), sqrt(abs(x) - 1)*sqrt(abs(x) + 1))"), ball: .definition,
            examples: [("acsc(2)", "pi/6")]),
        .init(
            "atan2", "y x", "the angle of the point (x, y), in (-pi, pi]",
            derivatives: ["x/(x^2 + y^2)", "-y/(x^2 + y^2)"], definition: "-I*log((x + I*y)/sqrt(x^2 + y^2))",
            realDefinition: "if(x > 0, atan(y/x), if(y > 0, pi/2 - atan(x/y), if(y < 0, -pi/2 - atan(x/y), pi)))",
            domain: "x != 0 or y != 0",
            singular: "x = 0 and y = 0", kinks: "y = 0 and x < 0", jumps: "0, -t", realOnly: true, exact: .realDefinition,
            latex: "\\operatorname{atan2}",
            double: .binary { atan2($0, $1) }, block: .sleef("atan2_u10"),
            rounding: .init(
                "8/5*(abs(x)*dy + abs(y)*dx)/(max(abs(x) - dx, 0)^2 + max(abs(y) - dy, 0)^2) + if(dy > 0 and abs(y) <= dy and x < dx, 7, 0)",
                mayVanish: true),
            ball: .binary("atan2"),
            examples: [("diff(atan2(y, x), y)", "x/(x^2 + y^2)"), ("atan2(-1, 0)", "-pi/2"), ("atan2(1, -1)", "3*pi/4")]),
    ]
}
