/// A handle to an expression in an `ExprStore`: four bytes, equal exactly when the expressions are the same.
///
/// A child's handle is always smaller than its parent's: the order of handles is a topological order.
public struct Expr: Hashable, Sendable, BitwiseCopyable {
    /// The position of the node in its store.
    public let index: UInt32

    /// The expression at that position, or the traits with those bits.
    @inlinable public init(index: UInt32) { self.index = index }

    /// The expression without a value, which every operation on it returns.
    public static let undefined = Expr(index: 0)
    /// What a constructor returns once the budget is spent, as does every operation on it: nothing is known of its value. It must not be
    /// taken for `undefined`, for that is a fact: an equation without a value has no solution.
    public static let unfinished = Expr(index: 1)
    /// The number 0.
    public static let zero = Expr(index: 2)
    /// The number 1.
    public static let one = Expr(index: 3)
    /// The number -1.
    public static let minusOne = Expr(index: 4)
    /// The number 2.
    public static let two = Expr(index: 5)
    /// The number 1/2.
    public static let half = Expr(index: 6)
    /// The condition that always holds.
    public static let truth = Expr(index: 7)
    /// The condition that never holds.
    public static let falsehood = Expr(index: 8)

    /// Whether there is nothing to go on with: the expression is `undefined` or `unfinished`.
    @inlinable public var isAbsent: Bool { index <= Expr.unfinished.index }

    /// Whether the handle means the same in every store.
    public var isNamed: Bool { index < ExprStore.reservedCount }
}

/// What an expression is made of.
public enum ExprKind: UInt8, Sendable, BitwiseCopyable {
    /// An exact rational number.
    case number
    /// A named constant: `pi`, `e`, `I`, …
    case constant
    /// A name that stands for a number.
    case symbol
    /// A sum of at least two terms: at most one number, the others with distinct bare parts.
    case sum
    /// A number other than 0 and 1 times an expression that is neither a number, nor scaled.
    case scaled
    /// A product of at least two factors, none of them a number, with distinct bases.
    case product
    /// A base and an exponent.
    case power
    /// A function of the table and its arguments.
    case call
    /// An abstract function, or a derivative of one, and its arguments.
    case application
    /// Two expressions and how they compare.
    case relation
    case conjunction, disjunction, negation
    /// Values and conditions in turn, and a last value for otherwise.
    case piecewise
    /// An array's name, and places of which one at least is no number.
    case element
    /// A sum or product over an index, or a condition for every value of one: the index, what depends on it, where it begins and ends.
    case binder
    /// A notation of vectors and matrices, for what has their entries in expressions: it is there to be shown, and nothing is worked out
    /// with it.
    case matrix

    /// Whether expressions of this kind are built from nothing.
    @inlinable var isLeaf: Bool { @inline(__always) get { rawValue <= ExprKind.symbol.rawValue } }
    /// Whether expressions of this kind have exactly two parts, which their nodes keep.
    @inlinable var isPair: Bool { @inline(__always) get { self == .scaled || self == .power } }
}

/// Facts about an expression that hold of everything it is built from.
public struct ExprTraits: OptionSet, Sendable, BitwiseCopyable {
    /// The traits as bits.
    public let rawValue: UInt8
    /// The expression at that position, or the traits with those bits.
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A symbol occurs.
    public static let hasSymbol = ExprTraits(rawValue: 1)
    /// The imaginary unit occurs, or a root of a negative number.
    public static let hasImaginary = ExprTraits(rawValue: 2)
    /// An abstract function occurs.
    public static let hasApplication = ExprTraits(rawValue: 4)
    /// Infinity occurs.
    public static let hasInfinity = ExprTraits(rawValue: 8)
    /// A relation or another condition: it has a truth value, not a number.
    public static let isCondition = ExprTraits(rawValue: 16)
    /// An element of an array, or an index that is bound, occurs.
    public static let isIndexed = ExprTraits(rawValue: 32)

    /// The traits that a composite takes over from its children.
    static let inherited: ExprTraits = [.hasSymbol, .hasImaginary, .hasApplication, .hasInfinity, .isIndexed]
}

/// How two expressions compare.
public enum Relation: UInt16, Sendable {
    case equal, notEqual, less, lessOrEqual

    /// The relation that holds exactly where this one does not, and whether its sides are exchanged.
    var opposite: (relation: Relation, isExchanged: Bool) {
        switch self {
        case .equal: (.notEqual, false)
        case .notEqual: (.equal, false)
        case .less: (.lessOrEqual, true)
        case .lessOrEqual: (.less, true)
        }
    }
}
