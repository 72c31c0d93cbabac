import Expressions
import Syntax

/// What a text stands for: the graph, and where it has a value.
///
/// Whatever a user can name is such a pair: a text, a definition, the body of a function, what an operation gives. The graph alone would
/// forget that `x/x` has no value at 0.
public struct Meaning: Sendable {
    /// The graph.
    public var expr: Expr
    /// Where it has a value, in the order of the text.
    public var domain: [DomainCondition] = []
    /// How many digits were asked for inside, by `N(…)`; nil: the value is exact.
    public var digits: Int?
    /// Whether it was written with vectors and matrices of symbolic size, and is to be shown so.
    public var isOfMatrices = false
    /// How the text was read, where that may surprise.
    public var notes: [Note] = []

    /// Something that has a value everywhere.
    public init(_ expr: Expr) { self.expr = expr }

    /// The meaning with expressions in place of names.
    ///
    /// - Parameter span: the text that does so, for what is wrong with a value.
    public func substituting(_ replacements: [Expr: Expr], _ catalogue: Catalogue, at span: Span? = nil) -> Meaning {
        var result = self
        result.expr = catalogue.substitute(expr, replacements)
        result.domain = domain.map { condition in
            let replaced = condition.substituting(replacements, catalogue)
            return span.map { replaced.moved(to: $0) } ?? replaced
        }
        return result
    }

    /// The meaning of a real function: it has a value only where its parts are real.
    public func amongReals(_ store: ExprStore) -> Meaning {
        var result = self
        for position in result.domain.indices { result.domain[position].mustBeReal(store) }
        return result
    }

    /// Takes in where another meaning, which is a part of this one, has a value.
    public mutating func take(in part: Meaning) {
        domain += part.domain
        takeDigits(of: part)
    }

    /// As many digits are certain as of the part that has the fewest.
    mutating func takeDigits(of part: Meaning) {
        digits = [digits, part.digits].compactMap { $0 }.min()
        if part.isOfMatrices { isOfMatrices = true }
    }
}

/// A derivative that was taken inside a text, as `diff(abs(x), x)` in `2*diff(abs(x), x)`.
public struct TakenDerivative: Hashable, Sendable {
    /// A variable, and how often it is differentiated by.
    public struct Step: Hashable, Sendable {
        /// The variable.
        public let symbol: Expr
        /// How often.
        public let order: Int
    }

    /// What was differentiated.
    public let function: Expr
    /// By what, one after another.
    public let steps: [Step]
    /// The formula.
    public private(set) var formula: Expr
    /// Where the formula is the derivative: away from kinks and the borders of branches.
    public private(set) var conditions: [Expr]
    /// Where the function may be defined on one side only, although the formula has a value: zeros of the bases of fractional powers. Each
    /// says that the place is none of them.
    public private(set) var borders: [Expr]
    /// What the names of the function have been replaced by; nil: they stand for themselves.
    private var replaced: [Expr: Expr]?

    /// A derivative at the names themselves.
    public init(
        of function: Expr, _ steps: [(symbol: Expr, order: Int)], formula: Expr, where conditions: [Expr], borders: [Expr]
    ) {
        self.function = function
        self.steps = steps.map { Step(symbol: $0.symbol, order: $0.order) }
        self.formula = formula
        self.conditions = conditions
        self.borders = borders
    }

    /// Where it was taken: what the names of the function stand for.
    public func place(_ store: ExprStore) -> [Expr: Expr] {
        replaced ?? Dictionary(store.symbols(in: [function]).map { ($0, $0) }) { first, _ in first }
    }

    func substituting(_ replacements: [Expr: Expr], _ catalogue: Catalogue) -> TakenDerivative {
        var result = self
        result.formula = catalogue.substitute(formula, replacements)
        result.conditions = catalogue.substitute(conditions, replacements)
        result.borders = catalogue.substitute(borders, replacements)
        result.replaced = place(catalogue.store).mapValues { catalogue.substitute($0, replacements) }
        return result
    }
}

/// What an operation inside a text gave, or what a name stands for: one meaning or several.
public enum Definition: Sendable {
    case meaning(Meaning)
    case list([Meaning])
    case array(ArrayMeaning)
    case indexedArray(IndexedMeaning)

    /// Whether it is a vector or a matrix.
    public var isArray: Bool {
        switch self {
        case .array, .indexedArray: true
        case .meaning, .list: false
        }
    }
}
