/// What a formula can do with its operands. The names are those of the text form; operators have none of their own.
enum Operation: String, CaseIterable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case power = "^"
    case negated = "neg"
    case less = "<"
    case lessOrEqual = "<="
    case equal = "="
    case unequal = "!="
    case and, or, not
    case sin, cos, tan, cot, sec, csc, asin, acos, atan, acot, asec, acsc
    case sinh, cosh, tanh, coth, sech, csch, asinh, acosh, atanh, acoth, asech, acsch
    case exp, log, log2, log10, sqrt, cbrt, abs, sign, floor, ceil, mod, atan2, lambertw
    case max, min
    case re, im, arg, conjugate, relu, step, sigmoid, softplus
    case choose = "if"
    case rootof

    static let named: [String: Operation] = {
        var table: [String: Operation] = [:]
        for operation in allCases where operation.rawValue.first?.isLetter == true && !operation.isWord {
            table[operation.rawValue] = operation
        }
        return table
    }()

    /// Operators that are spelled with letters.
    private var isWord: Bool { self == .and || self == .or || self == .not || self == .negated }

    var isRelation: Bool { self == .less || self == .lessOrEqual || self == .equal || self == .unequal }
    var isLogical: Bool { self == .and || self == .or || self == .not }

    /// How tightly it binds in text; calls bind tightest.
    var precedence: Int {
        switch self {
        case .or: 1
        case .and: 2
        case .not: 3
        case .less, .lessOrEqual, .equal, .unequal: 4
        case .plus, .minus: 5
        case .times, .over: 6
        case .negated: 7
        case .power: 8
        default: 10
        }
    }
}
