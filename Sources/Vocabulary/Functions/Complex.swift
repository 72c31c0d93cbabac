import Glibc

extension Vocabulary {
    /// The parts of a complex number. Of a real argument they say little; they have no complex derivative.
    static let complexFunctions: [FunctionRow] = [
        .init(
            "re", "x", "the real part", commonName: true,
            derivatives: [""], definition: "(x + conjugate(x))/2", complexRange: "y = y", realOnly: true, symmetry: .odd,
            exact: .definition,
            latex: "\\operatorname{Re}",
            double: .unary { $0 },
            rounding: .init("dx", units: 0),
            ball: .arb("acb_re"),
            examples: [("re(3)", "3")]),
        .init(
            "im", "x", "the imaginary part", commonName: true,
            derivatives: [""], definition: "(x - conjugate(x))/(2*I)", range: "0 <= y and y <= 0", complexRange: "y = y",
            realOnly: true, symmetry: .odd, exact: .definition,
            latex: "\\operatorname{Im}", double: .unary { _ in 0 },
            rounding: .init("0", units: 0),
            ball: .arb("acb_im"),
            examples: [("im(3)", "0")]),
        .init(
            "conjugate", "x", "the complex conjugate", aliases: ["conj"],
            derivatives: [""], realOnly: true, symmetry: .odd, values: "I -> -I; pi -> pi; e -> e", exact: .identity,
            latex: "\\overline{#1}", notation: .overline,
            double: .unary { $0 },
            rounding: .init("dx", units: 0),
            ball: .arb("acb_conj"),
            examples: [("conjugate(I)", "-I")]),
        .init(
            "arg", "x", "the angle of a complex number, in (-pi, pi]", commonName: true,
            derivatives: [""], definition: "im(log(x))", domain: "x != 0", range: "0 <= y and y <= pi",
            complexRange: "-pi < y and y <= pi", singular: "x = 0", jumps: "-t", realOnly: true,
            values: "1 -> 0; -1 -> pi; I -> pi/2; -I -> -pi/2", latex: "\\arg",
            double: .unary { $0 < 0 ? Double.pi : 0 },
            rounding: .init("if(abs(x) <= dx and dx > 0, 4, 0)", units: 1),
            ball: .arb("acb_arg_real"),
            examples: [("arg(I)", "pi/2")]),
    ]
}
