import Exact
import Expressions
import Polynomials

/// A polynomial in whole numbers by its terms.
struct IntegerPolynomial {
    /// A number times powers of the variables.
    struct Term {
        let coefficient: Integer
        /// The variables that occur, with their exponents.
        let powers: [(variable: Int, exponent: Int)]
    }

    /// The terms with variables.
    private(set) var terms: [Term] = []
    /// The term without.
    private(set) var constant: Integer = 0

    init(_ polynomial: Polynomial) {
        var (terms, constant): ([Term], Integer) = ([], 0)
        polynomial.forEachTerm { exponents, coefficient in
            let powers = exponents.indices.filter { exponents[$0] > 0 }.map { (variable: $0, exponent: Int(exponents[$0])) }
            if powers.isEmpty { constant = coefficient } else { terms.append(Term(coefficient: coefficient, powers: powers)) }
        }
        (self.terms, self.constant) = (terms, constant)
    }

    /// The coefficients of a polynomial in one variable, the constant first, where the others have values; nil where powers are too large.
    func coefficients(in variable: Int, at values: [Integer]) -> [Integer]? {
        var result = [constant]
        for term in terms {
            var (own, degree) = (term.coefficient, 0)
            for (name, exponent) in term.powers {
                if name == variable {
                    degree = exponent
                } else {
                    guard let power = values[name].power(exponent) else { return nil }
                    own = own * power
                }
            }
            while result.count <= degree { result.append(0) }
            result[degree] = result[degree] + own
        }
        while let last = result.last, last.isZero, result.count > 1 { result.removeLast() }
        return result
    }
}

/// Bounds of whole numbers that satisfy polynomial equations and inequalities, by what each term leaves to the others
/// (Davis, *Constraint propagation with interval labels*, 1987); of a definite quadratic polynomial by the inverse of its matrix.
struct IntegerBounds {
    /// The smallest number, and the greatest; nil where there is none.
    private(set) var ranges: [(lower: Integer?, upper: Integer?)]
    /// Whether no number is left for one of them.
    private(set) var isEmpty = false
    private let budget: Budget
    /// The bounds are made narrower no more often than this.
    private static let mostRounds = 40

    /// An interval of rational numbers without ends where they are nil.
    private typealias Interval = (lower: Rational?, upper: Rational?)

    init(_ ranges: [(lower: Integer?, upper: Integer?)], _ budget: Budget) {
        self.ranges = ranges
        self.budget = budget
    }

    /// Whether all numbers are bounded.
    var areFinite: Bool { ranges.allSatisfy { $0.lower != nil && $0.upper != nil } }

    /// Makes the bounds narrower.
    ///
    /// - Parameters:
    ///   - equations: what is zero.
    ///   - inequalities: what is not positive.
    mutating func narrow(_ equations: [IntegerPolynomial], _ inequalities: [IntegerPolynomial]) {
        for equation in equations { narrowQuadratic(equation) }
        for _ in 0..<IntegerBounds.mostRounds where budget.step() && !isEmpty {
            let before = ranges
            for equation in equations { narrow(equation, isEquation: true) }
            for inequality in inequalities { narrow(inequality, isEquation: false) }
            if zip(before, ranges).allSatisfy({ $0.lower == $1.lower && $0.upper == $1.upper }) { return }
        }
    }

    /// Each term is what the others leave.
    private mutating func narrow(_ polynomial: IntegerPolynomial, isEquation: Bool) {
        let intervals = polynomial.terms.map { interval($0) }
        for (place, term) in polynomial.terms.enumerated() {
            var (least, greatest): (Rational?, Rational?) = (Rational(polynomial.constant), Rational(polynomial.constant))
            for (other, interval) in intervals.enumerated() where other != place {
                least = sum(least, interval.lower)
                greatest = sum(greatest, interval.upper)
            }
            // least + term <= 0, and greatest + term >= 0 of an equation.
            restrict(term, to: (isEquation ? greatest.map { -$0 } : nil, least.map { -$0 }))
        }
    }

    private func sum(_ left: Rational?, _ right: Rational?) -> Rational? {
        guard let left, let right else { return nil }
        return left + right
    }

    private mutating func restrict(_ term: IntegerPolynomial.Term, to value: Interval) {
        let factor = Rational(term.coefficient).inverse
        let monomial = scaled(value, factor)
        if term.powers.count == 1 { return restrict(term.powers[0].variable, term.powers[0].exponent, to: monomial) }
        // Where the product is not zero no factor is: each is at most as large as the product.
        guard let lower = monomial.lower, let upper = monomial.upper, lower.signum > 0 || upper.signum < 0 else { return }
        let size = max(lower.magnitude, upper.magnitude)
        for (variable, exponent) in term.powers { restrict(variable, exponent, to: (exponent % 2 == 0 ? 0 : -size, size)) }
    }

    /// The numbers whose power lies between bounds.
    private mutating func restrict(_ variable: Int, _ exponent: Int, to value: Interval) {
        if exponent % 2 == 0 {
            guard let upper = value.upper else { return }
            guard upper.signum >= 0 else { return isEmpty = true }
            let size = upper.floor.root(exponent).floor
            return meet(variable, -size, size)
        }
        let lower = value.lower.map { -floorRoot(-$0, exponent) }
        let upper = value.upper.map { floorRoot($0, exponent) }
        meet(variable, lower, upper)
    }

    /// The greatest whole number whose odd power is not above a number.
    private func floorRoot(_ value: Rational, _ exponent: Int) -> Integer {
        if value.signum >= 0 { return value.floor.root(exponent).floor }
        let size = -value.floor
        let (below, isExact) = size.root(exponent)
        return -(isExact ? below : below + 1)
    }

    private mutating func meet(_ variable: Int, _ lower: Integer?, _ upper: Integer?) {
        if let lower { ranges[variable].lower = ranges[variable].lower.map { max($0, lower) } ?? lower }
        if let upper { ranges[variable].upper = ranges[variable].upper.map { min($0, upper) } ?? upper }
        if let least = ranges[variable].lower, let greatest = ranges[variable].upper, least > greatest { isEmpty = true }
    }

    // MARK: Values of terms

    private func interval(_ term: IntegerPolynomial.Term) -> Interval {
        var product: Interval = (1, 1)
        for (variable, exponent) in term.powers { product = times(product, power(variable, exponent)) }
        return scaled(product, Rational(term.coefficient))
    }

    private func power(_ variable: Int, _ exponent: Int) -> Interval {
        let (lower, upper) = ranges[variable]
        func raised(_ number: Integer?) -> Rational? { number.flatMap { $0.power(exponent) }.map { Rational($0) } }
        let ends = (raised(lower), raised(upper))
        if exponent % 2 == 1 { return ends }
        if let lower, lower.signum >= 0 { return ends }
        if let upper, upper.signum <= 0 { return (ends.1, ends.0) }
        guard let first = ends.0, let second = ends.1 else { return (0, nil) }
        return (0, max(first, second))
    }

    private func scaled(_ interval: Interval, _ factor: Rational) -> Interval {
        let ends = (interval.lower.map { $0 * factor }, interval.upper.map { $0 * factor })
        return factor.signum > 0 ? ends : (ends.1, ends.0)
    }

    private func times(_ left: Interval, _ right: Interval) -> Interval {
        if let a = left.lower, let b = left.upper, let c = right.lower, let d = right.upper {
            let corners = [a * c, a * d, b * c, b * d]
            return (corners.min(), corners.max())
        }
        // Of one sign both: the product is bounded on one side at least.
        func isAbove(_ interval: Interval) -> Bool { interval.lower.map { $0.signum >= 0 } ?? false }
        func isBelow(_ interval: Interval) -> Bool { interval.upper.map { $0.signum <= 0 } ?? false }
        if isAbove(left), isAbove(right), let first = left.lower, let second = right.lower { return (first * second, nil) }
        if isBelow(left), isBelow(right) { return (0, nil) }
        if isAbove(left) && isBelow(right) || isBelow(left) && isAbove(right) { return (nil, 0) }
        return (nil, nil)
    }

    // MARK: Definite quadratic polynomials

    /// `x'*Q*x + b'*x + c = 0` with a definite matrix Q is `(x - m)'*Q*(x - m) = r`, so that no `|x - m|` is above the root of r times
    /// the entry of the inverse of Q on its diagonal.
    private mutating func narrowQuadratic(_ polynomial: IntegerPolynomial) {
        let names = Set(polynomial.terms.flatMap { $0.powers.map(\.variable) }).sorted()
        guard names.count > 1, names.count <= 12, polynomial.terms.allSatisfy({ $0.powers.reduce(0) { $0 + $1.exponent } <= 2 }) else {
            return
        }
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
        var rows = Array(repeating: Array(repeating: Rational(0), count: names.count), count: names.count)
        var linear = Array(repeating: Rational(0), count: names.count)
        for term in polynomial.terms {
            let own = term.powers.compactMap { power in places[power.variable].map { ($0, power.exponent) } }
            let coefficient = Rational(term.coefficient)
            if own.count == 2 {
                rows[own[0].0][own[1].0] = coefficient / 2
                rows[own[1].0][own[0].0] = coefficient / 2
            } else if own[0].1 == 2 {
                rows[own[0].0][own[0].0] = coefficient
            } else {
                linear[own[0].0] = coefficient
            }
        }
        let sign = Rational(rows[0][0].signum)
        guard sign.signum != 0 else { return }
        let isDefinite = (1...names.count).allSatisfy { size in
            RationalMatrix(rows: size, columns: size, budget: budget) { rows[$0][$1] * sign }.determinant.signum > 0
        }
        guard isDefinite,
            let inverse = RationalMatrix(rows: names.count, columns: names.count, budget: budget, { rows[$0][$1] * sign }).inverse
        else { return }
        let half = linear.map { $0 * sign / 2 }
        let middle = names.indices.map { row in names.indices.reduce(Rational(0)) { $0 - inverse[row, $1] * half[$1] } }
        let excess = names.indices.reduce(-Rational(polynomial.constant) * sign) { $0 - middle[$1] * half[$1] }
        guard excess.signum >= 0 else { return isEmpty = true }
        for (place, name) in names.enumerated() {
            let size = Rational((excess * inverse[place, place]).floor.root(2).floor + 1)
            meet(name, -(size - middle[place]).floor, (size + middle[place]).floor)
        }
    }
}
