// What an expression is made of, in the words of the one who asks: a single term is a sum of one.
extension ExprStore {
    /// The terms of a sum; another expression is one term.
    public func terms(_ expr: Expr) -> [Expr] { parts(expr, .sum) }

    /// The factors of a product without a number in front; another expression is one factor.
    public func factors(_ expr: Expr) -> [Expr] { parts(expr, .product) }

    /// The factors of a term beside its coefficient: none of a number.
    public func bareFactors(_ term: Expr) -> [Expr] { isNumber(term) ? [] : factors(kind(term) == .scaled ? child(term, 1) : term) }

    /// The conditions that must hold together; another condition is one.
    public func conjuncts(_ condition: Expr) -> [Expr] { parts(condition, .conjunction) }

    /// The conditions of which one must hold; another condition is one.
    public func disjuncts(_ condition: Expr) -> [Expr] { parts(condition, .disjunction) }

    private func parts(_ expr: Expr, _ kind: ExprKind) -> [Expr] { self.kind(expr) == kind ? childArray(expr) : [expr] }

    /// The branches of a piecewise expression with their conditions, and the value elsewhere, which is `undefined` where there is none.
    public func branches(_ expr: Expr) -> (list: [(value: Expr, condition: Expr)], otherwise: Expr) {
        let parts = childArray(expr)
        let list = stride(from: 0, to: parts.count - 1, by: 2).map { (value: parts[$0], condition: parts[$0 + 1]) }
        return (list, parts.last ?? .undefined)
    }

    /// The value of the first branch whose condition holds, else the value elsewhere; nil where it is not decided which one that is.
    public func takenBranch<Failure: Error>(
        of expr: Expr, where holds: (_ condition: Expr) throws(Failure) -> Bool?
    ) throws(Failure) -> Expr? {
        let (list, otherwise) = branches(expr)
        for branch in list {
            guard let isTaken = try holds(branch.condition) else { return nil }
            if isTaken { return branch.value }
        }
        return otherwise
    }

    /// Whether a name stands in an expression.
    ///
    /// - Parameter symbol: a name, or an element: the expression depends on it where it holds elements of that array.
    public func depends(_ expr: Expr, on symbol: Expr) -> Bool {
        guard traits(expr).contains(.hasSymbol) else { return false }
        if kind(symbol) != .element { return symbols(in: [expr]).contains(symbol) }
        let prefix = nameBytes(child(symbol, 0)) + [UInt8(ascii: "[")]
        return postorder([expr]).contains { node in
            kind(node) == .element ? child(node, 0) == child(symbol, 0) : kind(node) == .symbol && nameBytes(node).starts(with: prefix)
        }
    }

    /// Whether a term is a number times powers of names and constants.
    public func isMonomial(_ term: Expr) -> Bool {
        let bare = barePart(term)
        return kind(bare) == .product ? childView(bare).allSatisfy(isNamePower) : isNamePower(bare)
    }

    /// Whether a factor is a number, a constant, a name, or a name with a number as its exponent.
    public func isNamePower(_ factor: Expr) -> Bool {
        switch kind(factor) {
        case .symbol, .constant, .number: true
        case .power: kind(child(factor, 0)) == .symbol && isNumber(child(factor, 1))
        default: false
        }
    }
}
