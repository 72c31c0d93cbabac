import Expressions

/// One solution of an equation or a system, or a family of them.
public struct Solution: Hashable, Sendable {
    /// The unknowns with their values, in the order of the request. An unknown that is absent is free: every number will do.
    public var bindings: [Binding]
    /// How often the solution counts as a root of a polynomial; nil where that has no meaning.
    public var multiplicity: Int?
    /// What must hold for it to be one, of parameters or of unknowns that are free or given by inequalities; `truth`: always.
    public var condition: Expr
    /// Names in the values and the condition that stand for any whole number.
    public var integers: [Expr]

    /// An unknown and its value.
    public struct Binding: Hashable, Sendable {
        /// The unknown.
        public let name: Expr
        /// Its value; where that has no closed form, a decimal number near it.
        public let value: Expr
        /// Where the value lies, if it has no closed form.
        public let enclosure: Enclosure?

        /// An unknown and its value.
        public init(name: Expr, value: Expr, enclosure: Enclosure? = nil) {
            self.name = name
            self.value = value
            self.enclosure = enclosure
        }
    }

    /// A solution that holds without condition.
    public init(_ bindings: [Binding], multiplicity: Int? = nil, condition: Expr = .truth, integers: [Expr] = []) {
        self.bindings = bindings
        self.multiplicity = multiplicity
        self.condition = condition
        self.integers = integers
    }
}

/// What solving found out.
public struct SolutionSet: Sendable {
    /// The solutions: real ones in ascending order, then the others. For inequalities one entry an interval, without bindings.
    public var solutions: [Solution] = []
    /// Whether it is proved that there are no others.
    public var isComplete = true
    /// Whether only real solutions were looked for.
    public var isReal = false
    /// Where, within the interval that was searched, nothing could be decided.
    public var undecided: [RealInterval] = []
    /// The interval that was searched numerically, which the claim of completeness is about.
    public var searched: (lower: Expr, upper: Expr)?
    /// Whether every solution was substituted and found right; nil where that could not be told for one of them.
    public var isVerified: Bool? = true
    /// What an audit found against them; the claims are withdrawn then.
    public var doubts: [Doubt] = []
    /// How the solutions were found: each step's method, the equation before it and what it became.
    public var steps: [Step] = []

    /// A step on the way.
    public struct Step: Sendable {
        /// The method, as a phrase.
        public let name: String
        /// The expression that is to be zero.
        public let before: Expr
        /// What took its place.
        public let after: Expr
    }

    /// No solutions, proved.
    public init() {}
}
