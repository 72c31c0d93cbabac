import Ball
import Certified
import Exact
import Expressions

/// Numbers between boundary points, with small numerators and denominators.
struct SampleNumbers {
    private let constants: RealConstants
    private var store: ExprStore { constants.store }

    init(_ constants: RealConstants) { self.constants = constants }

    /// A number between two constants; nil for an end: without end on that side. Nil where none is found.
    func between(_ lower: Expr?, _ upper: Expr?) -> Expr? {
        switch (lower, upper) {
        case (nil, nil): return .zero
        case (let lower?, nil):
            guard let bound = constants.bounds(lower)?.upper, let number = Rational(exactly: bound) else { return nil }
            return store.number(Rational(max(number.floor + 1, 0)))
        case (nil, let upper?):
            guard let bound = constants.bounds(upper)?.lower, let number = Rational(exactly: bound) else { return nil }
            return store.number(Rational(min(number.ceil - 1, 0)))
        case (let lower?, let upper?):
            guard let below = constants.bounds(lower)?.upper, let above = constants.bounds(upper)?.lower, below < above,
                let first = Rational(exactly: below), let last = Rational(exactly: above)
            else { return store.scaled(Rational(1, 2), store.sum(lower, upper)) }
            return store.number(SampleNumbers.simplest(above: first, below: last))
        }
    }

    /// Further numbers between the same ends, on both sides of one that lies there already: near the ends, and far out.
    func further(_ lower: Expr?, _ upper: Expr?, around sample: Expr) -> [Expr] {
        let far = store.number(40)
        return [
            lower.map { between($0, sample) } ?? store.difference(sample, far),
            upper.map { between(sample, $0) } ?? store.sum(sample, far),
        ].compactMap { $0 }
    }

    /// The number with the least denominator between two others, found by their continued fractions (Stern 1858, Brocot 1861).
    static func simplest(above lower: Rational, below upper: Rational) -> Rational {
        if lower.signum < 0, upper.signum > 0 { return 0 }
        if upper.signum <= 0 { return -simplest(above: -upper, below: -lower) }
        var terms: [Rational] = []
        var (low, high): (Rational, Rational?) = (lower, upper)
        while true {
            let whole = Rational(low.floor)
            if high.map({ whole + 1 < $0 }) ?? true {
                terms.append(whole + 1)
                break
            }
            terms.append(whole)
            let next = high.map { ($0 - whole).inverse } ?? 0
            high = low == whole ? nil : (low - whole).inverse
            low = next
        }
        return terms.dropLast().reversed().reduce(terms[terms.count - 1]) { $1 + $0.inverse }
    }
}
