import Exact
import Expressions
import Polynomials

/// Random polynomials and fractions of one ring.
public struct RandomPolynomials {
    /// The ring of all of them.
    public let ring: PolynomialRing
    /// What they are drawn from.
    public var random: Randomness

    /// The sequence of that seed, in a ring of its own.
    public init(seed: UInt64, variables: Int = 3, order: PolynomialRing.Order = .lexicographic) {
        ring = PolynomialRing(variableCount: variables, order: order)
        random = Randomness(seed: seed)
    }

    /// A number of two digits at most; one in four has many, where large ones are asked for.
    public mutating func integer(large: Bool = false) -> Integer {
        let small = Integer(random.below(41) - 20)
        if !large || !random.oneIn(4) { return small }
        return small * Integer(random.below(1 << 40)) * Integer(random.below(1 << 40)) + Integer(random.below(1000))
    }

    /// A polynomial with at most so many terms, and at most that degree in each variable.
    public mutating func polynomial(terms: Int = 6, degree: Int = 4, large: Bool = false) -> Polynomial {
        var builder = PolynomialBuilder(ring)
        for _ in 0..<random.below(terms + 1) {
            builder.add(integer(large: large), (0..<ring.variableCount).map { _ in random.below(degree + 1) })
        }
        return builder.polynomial()
    }

    /// A polynomial other than 0.
    public mutating func nonzero(terms: Int = 6, degree: Int = 4, large: Bool = false) -> Polynomial {
        while true {
            let candidate = polynomial(terms: terms, degree: degree, large: large)
            if !candidate.isZero { return candidate }
        }
    }

    /// A fraction of such polynomials.
    public mutating func fraction(terms: Int = 4, degree: Int = 2) -> RationalFunction {
        RationalFunction(polynomial(terms: terms, degree: degree), over: nonzero(terms: terms, degree: degree))
            ?? RationalFunction(ring.zero)
    }

    /// A number for each variable.
    public mutating func point() -> [Int: Integer] {
        Dictionary(uniqueKeysWithValues: (0..<ring.variableCount).map { ($0, integer()) })
    }
}

extension Polynomial {
    /// The value at a point that gives every variable a value.
    public func value(at point: [Int: Integer]) -> Integer { evaluated(at: point).constantValue ?? 0 }
}
