import Certified
import Exact
import Expressions
import Polynomials
import Reading
import Vocabulary

/// Expressions as quotients of polynomials in kernels, reduced by the relations that the kernels satisfy.
///
/// Two expressions with the same normal form are equal wherever both are defined. The converse holds as far as the kernels are
/// independent: that is Schanuel's conjecture where it is about constants, and is not relied on.
final class NormalForm {
    let catalogue: Catalogue
    let store: ExprStore
    let ring: PolynomialRing
    var hints: KernelHints
    private(set) var kernels: [FieldKernel] = []
    private var places: [Expr: Int] = [:]
    private var values: [Expr: RationalFunction] = [:]
    let zero: RationalFunction
    let one: RationalFunction
    let language: Language
    /// Decides on which branch the roots and logarithms of constants lie.
    let evaluator: BallEvaluator?
    /// What calls have come to in other fields.
    let readings: CallReadings?
    /// Real factors of unknown sign that were met in roots and logarithms: the cases a proof may be split into.
    var openSigns: [Expr] = []

    /// What trigonometric and hyperbolic functions become.
    enum Language {
        /// They have been rewritten as exponentials before.
        case exponential
        /// Sines and cosines; squares of sines are written in cosines.
        case cosines
        /// Sines and cosines; squares of cosines are written in sines.
        case sines
    }

    private init(
        _ catalogue: Catalogue, _ hints: KernelHints, _ language: Language, _ evaluator: BallEvaluator?, _ readings: CallReadings?
    ) {
        self.catalogue = catalogue
        self.evaluator = evaluator
        self.readings = readings
        self.language = language
        store = catalogue.store
        self.hints = hints
        ring = PolynomialRing(variableCount: hints.capacity, order: .lexicographic, budget: catalogue.store.budget)
        zero = RationalFunction(Rational(0), in: ring)
        one = RationalFunction(Rational(1), in: ring)
    }

    /// Converts expressions into one field; begins again while the kernels turn out to need finer roots.
    ///
    /// - Parameters:
    ///   - signs: real expressions whose signs are taken to be known.
    ///   - readings: keeps what calls come to for other conversions into that language.
    static func of(
        _ roots: [Expr], _ catalogue: Catalogue, in language: Language = .exponential, signs: [Expr: Int] = [:],
        evaluator: BallEvaluator? = nil, readings: CallReadings? = nil
    ) throws(NormalFormFailure) -> (form: NormalForm, values: [RationalFunction]) {
        var hints = KernelHints()
        hints.signs = signs
        for _ in 0..<24 {
            let form = NormalForm(catalogue, hints, language, evaluator, readings)
            do throws(NormalFormFailure) {
                var values: [RationalFunction] = []
                for root in roots { values.append(try form.value(of: root)) }
                return (form, values)
            } catch {
                guard case .refine = error else { throw error }
                hints = form.hints
            }
        }
        throw .tooLarge
    }

    // MARK: Conversion

    /// The value of an expression in exponentials, logarithms, roots and functions without a definition.
    func value(of root: Expr) throws(NormalFormFailure) -> RationalFunction {
        for node in store.postorder([root], isLeaf: { self.values[$0] != nil || self.reading(of: $0) != nil }) where values[node] == nil {
            values[node] = try nodeValue(node)
            if !store.budget.step() { throw .tooLarge }
        }
        return try known(root)
    }

    private func reading(of expr: Expr) -> CallReading? {
        store.kind(expr) == .call ? readings?.reading(of: expr) : nil
    }

    private func known(_ expr: Expr) throws(NormalFormFailure) -> RationalFunction {
        guard let value = values[expr] else { throw .tooLarge }
        return value
    }

    private func nodeValue(_ node: Expr) throws(NormalFormFailure) -> RationalFunction {
        switch store.kind(node) {
        case .number:
            return number(store.rational(node))
        case .constant:
            return try constant(node)
        case .symbol:
            return try symbol(node)
        case .sum:
            var result = zero
            for part in store.childArray(node) { result = try checked(result + known(part)) }
            return result
        case .scaled, .product:
            var result = one
            for part in store.childArray(node) { result = try reduced(result * known(part)) }
            return result
        case .power:
            return try power(store.child(node, 0), store.child(node, 1))
        case .call:
            if let reading = reading(of: node) { return try value(of: reading, store.function(node)) }
            var arguments: [RationalFunction] = []
            for part in store.childArray(node) { arguments.append(try known(part)) }
            return try call(node, arguments)
        case .application, .element, .binder, .matrix, .piecewise, .relation, .conjunction, .disjunction, .negation:
            return try variable(FieldKernel(kind: .opaque, expr: node))
        }
    }

    private func value(of reading: CallReading, _ function: FunctionID) throws(NormalFormFailure) -> RationalFunction {
        switch reading {
        case .kernel(let call, let isTurned): try kernel(call, isTurned: isTurned)
        case .angle(let angle): try angleFunction(function, angle)
        }
    }

    private func constant(_ node: Expr) throws(NormalFormFailure) -> RationalFunction {
        switch store.constantID(node) {
        case .imaginaryUnit: return try unity(Rational(1, 2))
        case .e: return try exponential(one)
        case .pi: return try variable(FieldKernel(kind: .symbol(degree: 1), expr: node))
        default: throw .undefined
        }
    }

    private func symbol(_ node: Expr) throws(NormalFormFailure) -> RationalFunction {
        let degree = hints.symbolDegrees[node] ?? 1
        let isNegative = degree > 1 && sign(of: node) == -1
        let root = store.power(isNegative ? store.negated(node) : node, store.number(Rational(1, degree)))
        let value = try power(variable(FieldKernel(kind: .symbol(degree: degree), expr: root)), degree)
        return isNegative ? -value : value
    }

    private func power(_ base: Expr, _ exponent: Expr) throws(NormalFormFailure) -> RationalFunction {
        let value = try known(base)
        if let rational = store.rationalValue(exponent) { return try power(value, rational) }
        if store.facts(of: exponent).isInteger, let result = try wholePower(value, known(exponent)) { return result }
        return try exponential(reduced(known(exponent) * logarithm(value)))
    }

    /// A power whose exponent is a whole number, though not known which: the powers of the factors.
    private func wholePower(_ base: RationalFunction, _ exponent: RationalFunction) throws(NormalFormFailure) -> RationalFunction? {
        var sum = zero
        for (polynomial, sign) in [(base.numerator, 1), (base.denominator, -1)] {
            let factors = polynomial.factors()
            if factors.factors.isEmpty && factors.content.isOne { continue }
            var own = try logarithm(number(Rational(factors.content)))
            for (factor, multiplicity) in factors.factors {
                if let place = factor.singleVariable, case .exponential(let term, let unit) = kernels[place].kind {
                    own = try checked(own + term * number(unit * Rational(multiplicity)))
                } else {
                    own = try checked(own + logarithm(RationalFunction(factor)) * number(multiplicity))
                }
            }
            sum = try checked(sum + own * number(sign))
        }
        return try exponential(reduced(sum * exponent))
    }

    /// A rational power.
    func power(_ base: RationalFunction, _ exponent: Rational) throws(NormalFormFailure) -> RationalFunction {
        guard let numerator = exponent.numerator.asInt, let denominator = exponent.denominator.asInt, denominator <= 64 else {
            throw .tooLarge
        }
        if base.isZero {
            if numerator > 0 { return zero }
            throw .undefined
        }
        return try power(denominator == 1 ? base : root(base, denominator), numerator)
    }

    /// A whole power.
    func power(_ base: RationalFunction, _ exponent: Int) throws(NormalFormFailure) -> RationalFunction {
        if base.isZero, exponent <= 0 { throw .undefined }
        guard exponent.magnitude <= 4096, let result = base.power(exponent) else { throw .tooLarge }
        return try reduced(result)
    }

    // MARK: Kernels

    /// The variable of a kernel; the same expression gives the same variable.
    func variable(_ kernel: FieldKernel) throws(NormalFormFailure) -> RationalFunction {
        if let place = places[kernel.expr] { return variable(at: place) }
        guard kernels.count < hints.capacity else {
            guard hints.capacity < 96 else { throw .tooLarge }
            hints.capacity *= 2
            throw .refine
        }
        places[kernel.expr] = kernels.count
        kernels.append(kernel)
        return variable(at: kernels.count - 1)
    }

    /// What a value stands for, as an expression in canonical form.
    func expression(_ value: RationalFunction) -> Expr {
        store.quotient(expression(value.numerator), expression(value.denominator))
    }

    /// What a polynomial in the kernels stands for.
    func expression(_ polynomial: Polynomial) -> Expr {
        var terms: [Expr] = []
        polynomial.forEachTerm { exponents, coefficient in
            var factors = [store.number(Rational(coefficient))]
            for (place, kernel) in kernels.enumerated() where exponents[place] > 0 {
                factors.append(store.power(kernel.expr, Int(exponents[place])))
            }
            terms.append(store.product(factors))
        }
        return store.sum(terms)
    }

    /// The sign of a real expression, as far as it is known or taken to be known.
    func sign(of expr: Expr) -> Int? {
        if let known = hints.signs[expr] { return known }
        if let known = hints.signs[store.negated(expr)] { return -known }
        let facts = store.facts(of: expr)
        return facts.isPositive ? 1 : facts.isNegative ? -1 : nil
    }

    // MARK: Reduction

    /// The value with every root's power below its degree.
    func reduced(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        var result = try checked(value)
        for place in kernels.indices.reversed() {
            guard let relation = try relation(place) else { continue }
            result = try reduced(result, place, relation)
        }
        return result
    }

    /// `variable^degree = base`.
    private struct Relation {
        let degree: Int
        let base: RationalFunction
    }

    private func relation(_ place: Int) throws(NormalFormFailure) -> Relation? {
        switch kernels[place].kind {
        case .root(let base, let degree): return Relation(degree: degree, base: base)
        case .magnitude(let argument): return Relation(degree: 2, base: try checked(argument * argument))
        case .cofunction(let square): return Relation(degree: 2, base: square)
        // Orders are powers of 2 as far as possible; others are left to the zero test of constants.
        case .unity(let order): return Relation(degree: order, base: -one)
        default: return kernels[place].order.map { Relation(degree: $0, base: one) }
        }
    }

    private func reduced(_ value: RationalFunction, _ place: Int, _ relation: Relation) throws(NormalFormFailure) -> RationalFunction {
        let isProper = value.numerator.degree(in: place) < relation.degree && value.denominator.degree(in: place) < relation.degree
        if isProper { return value }
        let numerator = try reduced(value.numerator, place, relation)
        let denominator = try reduced(value.denominator, place, relation)
        if denominator.isZero { throw .undefined }
        return try quotient(numerator, denominator)
    }

    private func reduced(_ polynomial: Polynomial, _ place: Int, _ relation: Relation) throws(NormalFormFailure) -> RationalFunction {
        if polynomial.degree(in: place) < relation.degree { return RationalFunction(polynomial) }
        var result = zero
        let variable = variable(at: place)
        for (power, coefficient) in polynomial.coefficients(in: place) {
            let (turns, rest) = power.quotientAndRemainder(dividingBy: relation.degree)
            let low = try self.raised(variable, rest)
            let high = try self.raised(relation.base, turns)
            result = try checked(result + RationalFunction(coefficient) * low * high)
        }
        return try reduced(result)
    }

    private func raised(_ base: RationalFunction, _ exponent: Int) throws(NormalFormFailure) -> RationalFunction {
        guard let result = base.power(exponent) else { throw .tooLarge }
        return result
    }

    /// Stops where polynomials grow beyond what a decision is worth.
    func checked(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        guard value.numerator.termCount + value.denominator.termCount <= 20_000, !store.budget.isExhausted else { throw .tooLarge }
        return value
    }
}
