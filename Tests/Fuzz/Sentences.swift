import Support
import Vocabulary

/// Writes sentences of the language: well-formed, so that what lies behind the parser is reached.
struct Sentences {
    private static let functions = Vocabulary.functions.map { (name: $0.name, count: $0.parameters.count, isVariadic: $0.isVariadic) }
    private static let leaves = [
        "x", "x", "x", "x", "y", "t", "n", "2", "3", "1", "0", "5", "10", "1/2", "0.1", "pi", "e", "I", "1e-3", "(-1)", "7/3", "100",
        "a_1", "θ",
    ]
    private static let infix = [" + ", " - ", "*", "/", "^", "+", "-", " * ", "*", "+"]
    private static let relations = [" = ", " < ", " <= ", " > ", " >= ", " != "]
    private static let exponents = ["2", "3", "(1/2)", "-1", "(-2)", "(2/3)", "x", "n", "10", "50", "(-1/2)", "0"]

    private var random: Randomness

    init(seed: UInt64) { random = Randomness(seed: seed) }

    mutating func sentence() -> [UInt8] {
        Array(expression(depth: 1 + random.below(random.oneIn(10) ? 7 : 4)).utf8)
    }

    private mutating func expression(depth: Int) -> String {
        if depth <= 0 || random.oneIn(8) { return random.pick(Sentences.leaves) }
        switch random.below(16) {
        case 0...5: return expression(depth: depth - 1) + random.pick(Sentences.infix) + expression(depth: depth - 1)
        case 6, 7: return "(" + expression(depth: depth - 1) + ")" + random.pick(Sentences.infix) + "(" + expression(depth: depth - 1) + ")"
        case 8: return "(" + expression(depth: depth - 1) + ")^" + random.pick(Sentences.exponents)
        case 9: return "-" + expression(depth: depth - 1)
        case 10: return special(depth: depth)
        case 11: return random.pick(["2", "3 ", "x ", ""]) + "(" + expression(depth: depth - 1) + ")"
        default: return call(depth: depth)
        }
    }

    private mutating func call(depth: Int) -> String {
        let function = random.pick(Sentences.functions)
        let count = function.count + (function.isVariadic ? random.below(3) : 0)
        let arguments = (0..<max(1, count)).map { _ in expression(depth: depth - 1) }
        return function.name + "(" + arguments.joined(separator: ", ") + ")"
    }

    private mutating func condition(depth: Int) -> String {
        let relation = expression(depth: depth - 1) + random.pick(Sentences.relations) + expression(depth: depth - 1)
        switch random.below(6) {
        case 0: return "not (" + relation + ")"
        case 1: return relation + random.pick([" and ", " or "]) + condition(depth: depth - 1)
        default: return relation
        }
    }

    private mutating func special(depth: Int) -> String {
        let inside = depth - 1
        switch random.below(7) {
        case 0: return "|" + expression(depth: inside) + "|"
        case 1: return "if(\(condition(depth: inside)), \(expression(depth: inside)), \(expression(depth: inside)))"
        case 2: return "piecewise(\(expression(depth: inside)) if \(condition(depth: inside)), \(expression(depth: inside)) otherwise)"
        case 3: return "diff(\(expression(depth: inside)), x)"
        case 4: return "subs(\(expression(depth: inside)), x = \(expression(depth: inside)))"
        case 5: return "(" + expression(depth: inside) + ")!"
        default: return "indicator(" + condition(depth: inside) + ")"
        }
    }
}
