import Exact
import Expressions

/// Reads expressions as fractions of polynomials in their kernels. Shared parts are read once.
public struct PolynomialReader: ~Copyable {
    private let kernels: Kernels
    private let store: ExprStore
    private let ring: PolynomialRing
    private let limit: Polynomial.SizeLimit
    private var places = ExprMap<Int32>()
    private var values: [RationalFunction] = []

    // The monomial under construction.
    private var exponents: [Int]
    private var coefficient = Rational(1)

    /// A reader of expressions whose kernels are these.
    public init(_ kernels: Kernels, limit: Polynomial.SizeLimit = .standard) {
        self.kernels = kernels
        self.limit = limit
        store = kernels.store
        ring = kernels.ring
        exponents = Array(repeating: 0, count: ring.variableCount)
    }

    /// The value of an expression that was among the roots of the kernels, or is built from their kernels by sums, products and
    /// whole powers.
    public mutating func read(_ expr: Expr) throws(PolynomialFailure) -> RationalFunction {
        for node in store.postorder([expr], isLeaf: { self.kernels.isLeaf($0) }) where places[node] == nil {
            guard store.budget.step(stepsOfMonomial) else { throw .exhausted }
            if kernels.isLeaf(node) || store.isNumber(node) { continue }
            switch store.kind(node) {
            case .sum: keep(try sum(node), for: node)
            case .product, .scaled, .power:
                if !isMonomial(node) { keep(try product(node), for: node) }
            default: throw .notANumber
            }
        }
        let result = try value(expr)
        if store.budget.isExhausted { throw .exhausted }
        return result
    }

    /// What a monomial costs, which has an exponent for every variable.
    private var stepsOfMonomial: Int { 1 + exponents.count / 64 }

    private mutating func keep(_ value: RationalFunction, for node: Expr) {
        places.set(node, Int32(values.count))
        values.append(value)
    }

    /// The value of a part that has been read, or is a monomial.
    private mutating func value(_ node: Expr) throws(PolynomialFailure) -> RationalFunction {
        if let place = places[node] { return values[Int(place)] }
        guard readMonomial(node) else { throw .notANumber }
        return monomial()
    }

    // MARK: Monomials

    /// Whether a product or power whose parts have been read is a number times whole powers of kernels.
    ///
    /// Parts that are none have a value already. Where kernels are powers themselves exponents may become too large, which reading tells.
    private mutating func isMonomial(_ node: Expr) -> Bool {
        guard kernels.arePlain else { return readMonomial(node) }
        let parts = store.childView(node)
        if store.kind(node) == .power { return places[parts[0]] == nil }
        return parts.allSatisfy { places[$0] == nil }
    }

    /// Reads a number times whole powers of kernels into `coefficient` and `exponents`; false for anything else.
    private mutating func readMonomial(_ node: Expr) -> Bool {
        for position in exponents.indices { exponents[position] = 0 }
        coefficient = Rational(1)
        var bare = node
        if store.kind(node) == .scaled, !kernels.isLeaf(node) {
            coefficient = store.rational(store.child(node, 0))
            bare = store.child(node, 1)
        }
        guard store.kind(bare) == .product, !kernels.isLeaf(bare) else { return readFactor(bare) }
        return store.childView(bare).allSatisfy { readFactor($0) }
    }

    private mutating func readFactor(_ factor: Expr) -> Bool {
        if let place = kernels.occurrence(factor) { return multiply(place, 1) }
        switch store.kind(factor) {
        case .number:
            coefficient = coefficient * store.rational(factor)
            return true
        case .power:
            guard let exponent = store.wholeValue(store.child(factor, 1)), exponent.magnitude < Kernels.exponentLimit,
                let place = kernels.occurrence(store.child(factor, 0))
            else { return false }
            return multiply(place, exponent)
        default:
            return false
        }
    }

    private mutating func multiply(_ place: Int, _ power: Int) -> Bool {
        let variable = kernels.plainVariables[place]
        if variable >= 0 {
            exponents[Int(variable)] += power
            return true
        }
        let occurrence = kernels.occurrences[place]
        if !occurrence.coefficient.isOne {
            guard let factor = occurrence.coefficient.power(power) else { return false }
            coefficient = coefficient * factor
        }
        for factor in occurrence.factors {
            let (product, overflow) = factor.power.multipliedReportingOverflow(by: power)
            guard !overflow, product.magnitude < 1 << 40 else { return false }
            exponents[factor.variable] += product
        }
        return true
    }

    /// The monomial that was read.
    private func monomial() -> RationalFunction {
        let above = ring.monomial(exponents.map { max($0, 0) }, coefficient: coefficient.numerator)
        let below = ring.monomial(exponents.map { max(-$0, 0) }, coefficient: coefficient.denominator)
        return RationalFunction(lowestTerms: above, below)
    }

    // MARK: Sums and products

    private mutating func sum(_ node: Expr) throws(PolynomialFailure) -> RationalFunction {
        var builder = PolynomialBuilder(ring)
        // Terms with denominators wait until all are known.
        var waiting: [(coefficient: Rational, exponents: [Int])] = []
        var others: [RationalFunction] = []
        for position in 0..<store.childCount(node) {
            guard store.budget.step(stepsOfMonomial) else { throw .exhausted }
            let term = store.child(node, position)
            if let place = places[term] {
                others.append(values[Int(place)])
            } else if !readMonomial(term) {
                throw .notANumber
            } else if exponents.allSatisfy({ $0 >= 0 }), coefficient.isInteger {
                builder.add(coefficient, exponents)
            } else {
                waiting.append((coefficient, exponents))
            }
        }
        others.append(RationalFunction(builder.polynomial()))
        if !waiting.isEmpty { others.append(laurent(waiting)) }
        return balanced(others, +)
    }

    /// The sum of monomials with denominators and negative exponents.
    private func laurent(_ terms: [(coefficient: Rational, exponents: [Int])]) -> RationalFunction {
        var denominator: Integer = 1
        var lowest = Array(repeating: 0, count: ring.variableCount)
        for term in terms {
            denominator = Integer.lcm(denominator, term.coefficient.denominator)
            for (position, exponent) in term.exponents.enumerated() { lowest[position] = min(lowest[position], exponent) }
        }
        var builder = PolynomialBuilder(ring)
        for term in terms {
            let factor = term.coefficient.numerator * denominator.dividedExactly(by: term.coefficient.denominator)
            builder.add(factor, zip(term.exponents, lowest).map { $0 - $1 })
        }
        let below = ring.monomial(lowest.map { -$0 }, coefficient: denominator)
        return RationalFunction(builder.polynomial(), over: below) ?? RationalFunction(ring.zero)
    }

    private mutating func product(_ node: Expr) throws(PolynomialFailure) -> RationalFunction {
        switch store.kind(node) {
        case .power:
            let base = try value(store.child(node, 0))
            let exponent = store.wholeValue(store.child(node, 1)) ?? 1
            if exponent < 0, base.isZero { throw store.budget.isExhausted ? .exhausted : .undefined }
            guard let power = base.power(exponent, limit: limit) else { throw store.budget.isExhausted ? .exhausted : .tooLarge }
            return power
        case .scaled:
            return RationalFunction(store.rational(store.child(node, 0)), in: ring) * (try value(store.child(node, 1)))
        default:
            var factors: [RationalFunction] = []
            for position in 0..<store.childCount(node) { factors.append(try value(store.child(node, position))) }
            guard PolynomialSize.allowsProduct(factors.map(\.numerator)), PolynomialSize.allowsProduct(factors.map(\.denominator)) else {
                throw .tooLarge
            }
            // Small factors first: neighbours of like size cost least.
            factors.sort { $0.numerator.termCount + $0.denominator.termCount < $1.numerator.termCount + $1.denominator.termCount }
            return balanced(factors, *)
        }
    }

    /// Combines neighbours until one is left; there is at least one.
    private func balanced(
        _ parts: [RationalFunction], _ combine: (RationalFunction, RationalFunction) -> RationalFunction
    ) -> RationalFunction {
        var level = parts
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2).map {
                $0 + 1 < level.count ? combine(level[$0], level[$0 + 1]) : level[$0]
            }
        }
        return level[0]
    }
}
