import Expressions
import Reading

/// A heading of the rule book with its rules as text, one a line:
///
///     name   left -> right where guard, guard
///     name   left ~> right unless condition where guard
///
/// `->` holds wherever the left side is defined; `~>` holds but where its condition does. Lines that begin with `#` are remarks.
public struct RuleGroup: Sendable {
    /// The word that selects the group.
    public let name: String
    /// The heading.
    public let title: String
    /// The names of the variables, as in `u v whole n m`: those behind `whole` stand for whole numbers.
    public let variables: String
    /// The rules, a line each.
    public let text: String

    /// Keeps the text; `RuleReader` reads it.
    public init(_ name: String, _ title: String, variables: String, _ text: String) {
        self.name = name
        self.title = title
        self.variables = variables
        self.text = text
    }
}

/// A rule that rewrites expressions of one shape into equal ones of another.
///
/// A class, so that looking at a rule does not copy its parts.
public final class Rule: Sendable {
    /// The name, unique in the book.
    public let name: String
    /// The name of its group.
    public let group: String
    /// The rule as it is written, without its name.
    public let text: String
    /// The variables; templates take their values in this order.
    public let variables: [String]
    /// What is rewritten.
    public let left: Template
    /// What takes its place.
    public let right: Template
    /// What must be known before the rule is used.
    public let guards: [Guard]
    /// Where the rule does not hold, although the left side is defined there; nil where there is no such place (`->`).
    public let exception: Template?
    let pattern: Pattern
    /// The terms of the right side.
    let rightTerms: [TermHeads]

    init(
        name: String, group: String, text: String, variables: [String], left: Template, right: Template, guards: [Guard],
        exception: Template?, pattern: Pattern, rightTerms: [TermHeads]
    ) {
        self.name = name
        self.group = group
        self.text = text
        self.variables = variables
        self.left = left
        self.right = right
        self.guards = guards
        self.exception = exception
        self.pattern = pattern
        self.rightTerms = rightTerms
    }

    /// Whether the rule holds only generically (`~>`).
    public var isGeneric: Bool { exception != nil }
}

/// A rule that cannot be read.
public struct RuleError: Error, CustomStringConvertible {
    /// What is wrong, and with which rule.
    public let description: String
}

/// Something that must be known of what the variables stand for.
public struct Guard: Sendable {
    /// What is required.
    public enum Requirement: Sendable {
        case real, positive, negative, nonnegative, nonpositive, nonzero, integer, even, odd
        /// An exact rational number.
        case number
        /// The first expression does not hold the second.
        case free
        /// A condition, decided by facts.
        case condition
    }

    /// What is required.
    public let requirement: Requirement
    /// Of what.
    public let arguments: [Template]

    static let names: [String: Requirement] = [
        "real": .real, "positive": .positive, "negative": .negative, "nonnegative": .nonnegative, "nonpositive": .nonpositive,
        "nonzero": .nonzero, "integer": .integer, "even": .even, "odd": .odd, "number": .number, "free": .free,
    ]

    /// Whether the guard is known to hold for these values of the variables.
    func holds(_ values: [Expr], _ catalogue: Catalogue, _ source: any FactSource) -> Bool {
        let parts = arguments.map { $0.instance(values, catalogue) }
        if parts.contains(where: \.isAbsent) { return false }
        let store = catalogue.store
        let facts = requirement == .free || requirement == .condition ? Facts() : source.facts(of: parts[0])
        switch requirement {
        case .real: return facts.isReal
        case .positive: return facts.isPositive
        case .negative: return facts.isNegative
        case .nonnegative: return facts.isNonnegative
        case .nonpositive: return facts.isNonpositive
        case .nonzero: return facts.isNonzero
        case .integer: return facts.isInteger
        case .even: return facts.parity == .even
        case .odd: return facts.parity == .odd
        case .number: return store.isNumber(parts[0])
        case .free: return !store.postorder([parts[0]]).contains(parts[1])
        case .condition: return Guard.isKnown(parts[0], store, source)
        }
    }

    /// Whether facts decide that a condition holds. Junctions nest no deeper than the text of a rule.
    static func isKnown(_ condition: Expr, _ store: ExprStore, _ source: any FactSource) -> Bool {
        if condition == .truth { return true }
        switch store.kind(condition) {
        case .conjunction: return store.childArray(condition).allSatisfy { isKnown($0, store, source) }
        case .disjunction: return store.childArray(condition).contains { isKnown($0, store, source) }
        case .relation:
            let (left, right) = (store.child(condition, 0), store.child(condition, 1))
            let difference = source.facts(of: store.difference(right, left))
            switch store.relation(condition) {
            case .equal: return false
            case .notEqual: return difference.isNonzero || source.facts(of: store.difference(left, right)).isNonzero
            case .less: return difference.isPositive || areApart(source.facts(of: left), source.facts(of: right), isStrict: true)
            case .lessOrEqual:
                return difference.isNonnegative || areApart(source.facts(of: left), source.facts(of: right), isStrict: false)
            }
        default: return false
        }
    }

    private static func areApart(_ left: Facts, _ right: Facts, isStrict: Bool) -> Bool {
        guard left.isReal, right.isReal, let upper = left.upper, let lower = right.lower else { return false }
        if upper.value != lower.value { return upper.value < lower.value }
        return !isStrict || upper.isStrict || lower.isStrict
    }
}
