/// An operator of the language.
public enum OperatorID: UInt8, Sendable, CaseIterable {
    case definition
    case or, and, not
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case range
    case plus, minus
    case times, divide, implicitTimes, elementwiseTimes, elementwiseDivide
    case negate, identity
    case power, elementwisePower
    case factorial, doubleFactorial, prime
}

/// How tightly an operator binds. Parser and printers share these, so that what is printed re-parses to the same expression.
public enum Precedence: UInt8, Sendable, Comparable {
    case none, definition, disjunction, conjunction, negation, relation, range, sum, product, prefix, power, postfix, atom

    /// Whether the left binds less tightly.
    @inlinable public static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
}

/// One row of the table of operators.
public struct OperatorRow: Sendable {
    /// Which operator.
    public let id: OperatorID
    /// The spelling that is printed.
    public let spelling: String
    /// Other spellings that are read.
    public let aliases: [String]
    /// How tightly it binds.
    public let precedence: Precedence
    /// Where it stands.
    public let position: Position
    /// The LaTeX form.
    public let latex: String
    /// What it means.
    public let summary: String

    /// Where the operator stands. Infix operators group to the left unless said otherwise.
    public enum Position: Sendable { case prefix, infix, infixRight, postfix }
}

extension Vocabulary {
    /// All operators, in the order of `OperatorID`.
    public static let operators: [OperatorRow] = [
        .init(
            id: .definition, spelling: ":=", aliases: [], precedence: .definition, position: .infix, latex: ":=",
            summary: "defines a name or a function"),
        .init(
            id: .or, spelling: "or", aliases: [], precedence: .disjunction, position: .infix, latex: "\\lor",
            summary: "at least one of two conditions"),
        .init(
            id: .and, spelling: "and", aliases: [], precedence: .conjunction, position: .infix, latex: "\\land", summary: "both conditions"),
        .init(
            id: .not, spelling: "not", aliases: [], precedence: .negation, position: .prefix, latex: "\\lnot",
            summary: "the opposite of a condition"),
        .init(id: .equal, spelling: "=", aliases: [], precedence: .relation, position: .infix, latex: "=", summary: "an equation"),
        .init(
            id: .notEqual, spelling: "!=", aliases: ["≠"], precedence: .relation, position: .infix, latex: "\\ne", summary: "differs from"),
        .init(id: .less, spelling: "<", aliases: [], precedence: .relation, position: .infix, latex: "<", summary: "is less than"),
        .init(
            id: .lessOrEqual, spelling: "<=", aliases: ["≤"], precedence: .relation, position: .infix, latex: "\\le", summary: "is at most"),
        .init(id: .greater, spelling: ">", aliases: [], precedence: .relation, position: .infix, latex: ">", summary: "is greater than"),
        .init(
            id: .greaterOrEqual, spelling: ">=", aliases: ["≥"], precedence: .relation, position: .infix, latex: "\\ge",
            summary: "is at least"),
        .init(
            id: .range, spelling: "..", aliases: [], precedence: .range, position: .infix, latex: "\\ldots",
            summary: "the range of an index"),
        .init(id: .plus, spelling: "+", aliases: [], precedence: .sum, position: .infix, latex: "+", summary: "the sum"),
        .init(id: .minus, spelling: "-", aliases: ["−"], precedence: .sum, position: .infix, latex: "-", summary: "the difference"),
        .init(
            id: .times, spelling: "*", aliases: ["·", "×", "⋅"], precedence: .product, position: .infix, latex: "\\cdot",
            summary: "the product"),
        .init(id: .divide, spelling: "/", aliases: ["÷"], precedence: .product, position: .infix, latex: "/", summary: "the quotient"),
        .init(
            id: .implicitTimes, spelling: "", aliases: [], precedence: .product, position: .infix, latex: "\\,",
            summary: "the product, written side by side"),
        .init(
            id: .elementwiseTimes, spelling: ".*", aliases: [], precedence: .product, position: .infix, latex: "\\odot",
            summary: "the product, element by element"),
        .init(
            id: .elementwiseDivide, spelling: "./", aliases: [], precedence: .product, position: .infix, latex: "\\oslash",
            summary: "the quotient, element by element"),
        .init(id: .negate, spelling: "-", aliases: ["−"], precedence: .prefix, position: .prefix, latex: "-", summary: "the negative"),
        .init(
            id: .identity, spelling: "+", aliases: [], precedence: .prefix, position: .prefix, latex: "+", summary: "the expression itself"),
        .init(id: .power, spelling: "^", aliases: ["**"], precedence: .power, position: .infixRight, latex: "^", summary: "the power"),
        .init(
            id: .elementwisePower, spelling: ".^", aliases: [], precedence: .power, position: .infixRight, latex: "^{\\circ}",
            summary: "the power, element by element"),
        .init(id: .factorial, spelling: "!", aliases: [], precedence: .postfix, position: .postfix, latex: "!", summary: "the factorial"),
        .init(
            id: .doubleFactorial, spelling: "!!", aliases: [], precedence: .postfix, position: .postfix, latex: "!!",
            summary: "the double factorial: 7!! is 7*5*3*1"),
        .init(
            id: .prime, spelling: "'", aliases: [], precedence: .postfix, position: .postfix, latex: "^{\\mathsf T}",
            summary: "the transpose; after an abstract function its derivative"),
    ]

    /// The row of an operator.
    public static func row(_ id: OperatorID) -> OperatorRow { operators[Int(id.rawValue)] }
}
