import Algebra
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Which constants and which members of families are whole numbers.
struct WholeNumbers {
    private let catalogue: Catalogue
    private let constants: RealConstants
    private var store: ExprStore { catalogue.store }
    /// Families whose steps have a larger denominator are not taken apart.
    private static let longestPeriod = 64

    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.catalogue = catalogue
        constants = RealConstants(catalogue, evaluator)
    }

    /// Whether a constant is a whole number, of the parity that is wanted; nil where that is not decided.
    func isWhole(_ value: Expr, _ parity: Facts.Parity?) -> Bool? {
        if let number = store.rationalValue(value) { return number.isInteger && hasParity(number.numerator, parity) }
        if value == .undefined || constants.sign(of: value) == .notReal { return false }
        guard let below = constants.smallFloor(value) else { return nil }
        switch constants.order(value, store.number(below)) {
        case .zero: return hasParity(Integer(below), parity)
        case .positive: return false
        default: return nil
        }
    }

    private func hasParity(_ number: Integer, _ parity: Facts.Parity?) -> Bool { parity.map { number.isOdd == ($0 == .odd) } ?? true }

    /// Whether what is known of a value makes it a whole number, of the parity that is wanted.
    func isKnown(_ value: Expr, _ parity: Facts.Parity?) -> Bool {
        let facts = store.facts(of: value)
        return facts.isReal && facts.isInteger && (parity == nil || facts.parity == parity)
    }

    /// The condition that a value with parameters is a whole number.
    func condition(_ value: Expr, _ parity: Facts.Parity?) -> Expr {
        // Half of it, or of what comes before it, is whole; a value is so where its opposite is.
        var value = value
        if Expansion(catalogue).isNegative(value) { value = store.negated(value) }
        if parity == .odd { value = store.difference(value, .one) }
        if parity != nil { value = Expansion(catalogue).scaled(value, by: Rational(1, 2)) }
        return store.relation(.equal, value, catalogue.call(KnownFunction.floor, [value]))
    }

    // MARK: Families

    /// What is to be put in for the name of a whole number so that a value is whole: numbers, or other families of them. Nil where that is
    /// not known.
    func choices(_ value: Expr, in name: Expr, _ parity: Facts.Parity?) -> [Expr]? {
        guard store.symbols(in: [value]) == [name], let line = AffineFamily(value, in: name, catalogue) else { return nil }
        if let start = store.rationalValue(line.start), let step = store.rationalValue(line.step) {
            let scale = parity == nil ? step.denominator : step.denominator * 2
            guard let period = scale.asInt, period <= WholeNumbers.longestPeriod else { return nil }
            let turns = (0..<period).filter { turn in
                let member = start + step * Rational(turn)
                return member.isInteger && hasParity(member.numerator, parity)
            }
            if turns.count == period { return [name] }
            return turns.map { store.sum(store.number($0), store.scaled(Rational(period), name)) }
        }
        guard let start = LogarithmicSum(line.start, catalogue), let step = LogarithmicSum(line.step, catalogue) else { return nil }
        // A sum of logarithms of algebraic numbers is 0 or transcendental, so that it must be 0.
        guard constants.sign(of: step.logarithms) != .unknown, constants.sign(of: step.logarithms) != .zero else { return nil }
        let turn = store.negated(store.quotient(start.logarithms, step.logarithms))
        guard let isTurn = isWhole(turn, nil) else { return nil }
        guard isTurn, let number = constants.smallFloor(turn) else { return [] }
        let member = store.sum(start.algebraic, store.scaled(Rational(number), step.algebraic))
        return isWhole(member, parity).map { $0 ? [store.number(number)] : [] }
    }
}

/// An algebraic number and logarithms of algebraic numbers with algebraic factors: the sum of these is 0 or
/// transcendental (Baker, *Linear forms in the logarithms of algebraic numbers*, 1966).
struct LogarithmicSum {
    /// The algebraic part.
    let algebraic: Expr
    /// The sum of the logarithms.
    let logarithms: Expr

    /// Nil for other constants.
    init?(_ value: Expr, _ catalogue: Catalogue) {
        let store = catalogue.store
        let expanded = Expansion(catalogue).tidied(value)
        var (algebraic, logarithms): ([Expr], [Expr]) = ([], [])
        for term in store.terms(expanded) {
            if LogarithmicSum.isAlgebraic(term, store) {
                algebraic.append(term)
                continue
            }
            let bare = store.barePart(term)
            let factors = store.factors(bare)
            let others = factors.filter { !LogarithmicSum.isAlgebraic($0, store) }
            guard others.count == 1, LogarithmicSum.isLogarithm(others[0], catalogue) else { return nil }
            logarithms.append(term)
        }
        self.algebraic = store.sum(algebraic)
        self.logarithms = store.sum(logarithms)
    }

    /// Whether a constant is an algebraic number by its form.
    private static func isAlgebraic(_ value: Expr, _ store: ExprStore) -> Bool {
        store.postorder([value]) { store.isAlgebraicNumber($0) }.allSatisfy { node in
            switch store.kind(node) {
            case .number, .sum, .product, .scaled: true
            case .constant: node == store.constant(.imaginaryUnit)
            case .power: store.rationalValue(store.child(node, 1)) != nil
            case .call: store.isAlgebraicNumber(node)
            default: false
            }
        }
    }

    /// Whether a constant is pi, or the logarithm or the inverse of an angle's or a hyperbolic function of an algebraic number.
    private static func isLogarithm(_ value: Expr, _ catalogue: Catalogue) -> Bool {
        let store = catalogue.store
        if value == store.constant(.pi) { return true }
        guard store.kind(value) == .call, store.childCount(value) == 1, isAlgebraic(store.child(value, 0), store) else { return false }
        return functions(catalogue).contains(store.function(value))
    }

    /// The functions that stand in the inverses of the exponential, of the angles' functions and of the hyperbolic ones.
    private static func functions(_ catalogue: Catalogue) -> Set<FunctionID> {
        let store = catalogue.store
        let directs = KnownFunction.angleFunctions.union(KnownFunction.anglesByDefinition).union([KnownFunction.exponential])
        var result: Set<FunctionID> = []
        let third = store.number(Rational(1, 3))
        for inverse in directs.flatMap({ catalogue.inverses($0) }) {
            let value = inverse.argument(for: third, [third], catalogue)
            for node in store.postorder([value]) where store.kind(node) == .call { result.insert(store.function(node)) }
        }
        return result
    }
}
