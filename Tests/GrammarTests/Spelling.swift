import Support
import Vocabulary

/// Writes the tokens of a derived sentence as text.
struct Spelling {
    private let names = ["x", "y", "z_1", "alpha", "θ", "f", "g", "M", "pi", "gamma", "oo", "π", "piecewise", "ans", "Ω0", "x_1"]
    private let numbers = ["0", "2", "17", "0.5", ".25", "1_000", "3e2", "4.5e-3", "6."]
    private let superscripts = ["²", "³", "⁻¹", "¹⁰"]
    private let functions = ["sin", "cos", "log", "exp", "abs", "atan2", "ln", "max"]

    /// A token as text.
    func text(_ terminal: Terminal, _ random: inout Randomness) -> String {
        guard case .kind(let kind) = terminal else {
            if case .spelled(let text) = terminal { return text }
            return ""
        }
        switch kind {
        case "NUMBER", "NEXT-NUMBER": return random.pick(numbers)
        case "SUPERSCRIPT": return random.pick(superscripts)
        case "NAME": return random.pick(names)
        case "APPLIED", "POWERED", "FUNCTION": return random.pick(functions)
        case "TOUCHING-BRACKET": return "["
        case "TOUCHING-PRIME": return "'"
        case "TOUCHING-PARENTHESIS": return "("
        case "OPENING-BAR", "CLOSING-BAR": return "|"
        default: return "\n"
        }
    }

    /// Whether the token stands directly behind the one before.
    func touches(_ terminal: Terminal) -> Bool {
        if case .kind(let kind) = terminal { kind.hasPrefix("TOUCHING-") } else { false }
    }

    /// The sentence with a blank between tokens that need not touch.
    func text(_ terminals: [Terminal], _ random: inout Randomness) -> String {
        var result = ""
        for terminal in terminals { result += (touches(terminal) ? "" : " ") + text(terminal, &random) }
        return result
    }
}
