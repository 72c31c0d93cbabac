import Algebra
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Equations in sines and cosines: all angles become whole multiples of one, multiple angles polynomials in its sine and cosine; then
/// factors, and else the tangent of half the angle.
struct AngleMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }

    init(_ solver: EquationSolver) { self.solver = solver }

    func roots(of expr: Expr) -> Roots? {
        let plain = inSinesAndCosines(expr)
        guard let unit = unitAngle(plain) else { return nil }
        let name = store.symbol("angle \(unit.index)")
        let (sine, cosine) = (store.symbol("sine of \(unit.index)"), store.symbol("cosine of \(unit.index)"))
        var replacements: [Expr: Expr] = [:]
        for node in angles(plain) {
            guard let (turns, rest) = multiple(store.child(node, 0), of: unit) else { return nil }
            replacements[node] = expanded(isSine: store.function(node) == KnownFunction.sine, turns, rest, sine, cosine)
        }
        let polynomial = catalogue.substitute(plain, replacements)
        guard !solver.holdsUnknown(polynomial), !polynomial.isAbsent else { return nil }
        let inAngle = catalogue.substitute(
            reduced(polynomial, sine, cosine),
            [sine: store.call(KnownFunction.sine, [name]), cosine: store.call(KnownFunction.cosine, [name])])
        // The whole problem in one angle; then the angle is solved for the unknown.
        let inner = EquationSolver(catalogue, solver.evaluator, name, isReal: solver.isReal, avoiding: store.symbols(in: [expr]))
        // What is only enclosed is no value to go on from.
        inner.search.isByNumbers = false
        guard let roots = inner.angleRoots(inAngle), roots.list.allSatisfy({ $0.enclosure == nil }) else { return nil }
        solver.wholeNames.formUnion(inner.wholeNames)
        var result = Roots(everything: roots.everything, isComplete: roots.isComplete)
        for root in roots.list {
            var own = solver.roots(of: store.difference(unit, root.value))
            for position in own.list.indices {
                own.list[position].integers = root.integers + own.list[position].integers
                own.list[position].condition = store.conjunction([root.condition, own.list[position].condition])
                own.list[position].multiplicity = 0
            }
            result.join(own)
        }
        return result
    }

    /// Tangents and their like by sine and cosine.
    private func inSinesAndCosines(_ expr: Expr) -> Expr {
        var replacements: [Expr: Expr] = [:]
        for node in store.postorder([expr])
        where store.kind(node) == .call && KnownFunction.anglesByDefinition.contains(store.function(node)) {
            guard solver.holdsUnknown(node), !Vocabulary.row(store.function(node)).period.isEmpty,
                let definition = catalogue.definition(store.function(node))
            else { continue }
            let value = definition.instance(store.childArray(node), catalogue)
            if angles(value).isEmpty { continue }
            replacements[node] = value
        }
        return replacements.isEmpty ? expr : catalogue.substitute(expr, replacements)
    }

    private func angles(_ expr: Expr) -> [Expr] {
        store.postorder([expr]).filter {
            store.kind($0) == .call && (store.function($0) == KnownFunction.sine || store.function($0) == KnownFunction.cosine)
                && solver.holdsUnknown($0)
        }
    }

    /// The angle of which all others are whole multiples, up to parts free of the unknown.
    private func unitAngle(_ expr: Expr) -> Expr? {
        var unit: Expr?
        var ratios: [Rational] = []
        let arguments = angles(expr).map { live(store.child($0, 0)) }
        guard let first = arguments.first else { return nil }
        for argument in arguments {
            guard let ratio = store.rationalValue(store.quotient(argument, first)) else { return nil }
            ratios.append(ratio)
        }
        var denominator: Integer = 1
        for ratio in ratios { denominator = Integer.lcm(denominator, ratio.denominator) }
        var common: Integer = 0
        for ratio in ratios { common = Integer.gcd(common, (ratio * Rational(denominator)).numerator) }
        guard !common.isZero else { return nil }
        unit = store.scaled(Rational(common, denominator), first)
        return unit
    }

    /// The terms of an angle that hold the unknown.
    private func live(_ angle: Expr) -> Expr {
        guard store.kind(angle) == .sum else { return angle }
        return store.sum(store.childArray(angle).filter { solver.holdsUnknown($0) })
    }

    private func multiple(_ angle: Expr, of unit: Expr) -> (turns: Int, rest: Expr)? {
        let part = live(angle)
        guard let turns = store.rationalValue(store.quotient(part, unit))?.asInt, turns.magnitude <= 40 else { return nil }
        return (turns, store.difference(angle, part))
    }

    /// `sin(n*t + rest)` and `cos(n*t + rest)` in the sine and cosine of t.
    private func expanded(isSine: Bool, _ turns: Int, _ rest: Expr, _ sine: Expr, _ cosine: Expr) -> Expr {
        let known = AngleParts(
            cosine: catalogue.call(KnownFunction.cosine, [rest]), sine: catalogue.call(KnownFunction.sine, [rest]))
        let multiple = AngleParts(cosine: cosine, sine: sine).multiplied(by: turns, catalogue)
        return isSine
            ? store.sum(store.product(multiple.sine, known.cosine), store.product(multiple.cosine, known.sine))
            : store.difference(store.product(multiple.cosine, known.cosine), store.product(multiple.sine, known.sine))
    }

    /// The numerator, with squares of the sine replaced where that leaves one of the two only, or else of the cosine.
    private func reduced(_ expr: Expr, _ sine: Expr, _ cosine: Expr) -> Expr {
        // Forms of one degree are best left: they are polynomials in the tangent.
        if isHomogeneous(numerator(expr), sine, cosine) { return numerator(expr) }
        for (kept, other) in [(cosine, sine), (sine, cosine)] {
            let square = store.difference(.one, store.power(kept, 2))
            guard
                let remainder = try? solver.transforms.remainder(
                    numerator(expr), store.difference(store.power(other, 2), square), in: other)
            else { continue }
            if !store.depends(remainder, on: other) { return remainder }
            let product = (try? solver.transforms.factor(remainder)) ?? remainder
            if store.kind(product) != .sum { return product }
        }
        return numerator(expr)
    }

    /// Whether all terms have the same degree in sine and cosine together.
    private func isHomogeneous(_ expr: Expr, _ sine: Expr, _ cosine: Expr) -> Bool {
        let scale = store.symbol("scale of \(sine.index)")
        let scaled = catalogue.substitute(expr, [sine: store.product(scale, sine), cosine: store.product(scale, cosine)])
        guard let degree = try? solver.transforms.degree(scaled, in: scale), degree > 1 else { return false }
        return Expansion(catalogue).tidied(store.difference(scaled, store.product(store.power(scale, degree), expr))) == .zero
    }

    private func numerator(_ expr: Expr) -> Expr {
        guard let product = try? solver.transforms.factor(expr) else { return expr }
        return store.product(
            solver.transforms.splitProduct(product).filter { (_, exponent) in
                (store.rationalValue(exponent)?.signum ?? 1) > 0
            }.map { store.power($0.base, $0.exponent) })
    }
}

extension EquationSolver {
    /// The zeros of an expression in the sine and cosine of the unknown: factor by factor, each in one of the two or in the tangent of
    /// half the angle.
    func angleRoots(_ expr: Expr) -> Roots? {
        guard let product = try? transforms.factor(expr) else { return nil }
        if !holdsUnknown(product) { return roots(of: product) }
        var result = Roots()
        for (base, exponent) in transforms.splitProduct(product) {
            if let value = store.rationalValue(exponent), value.signum < 0 { continue }
            if !holdsUnknown(base) {
                guard !store.isConstant(base) else { continue }
                result.everything.append(store.relation(.equal, base, .zero))
                continue
            }
            guard let own = angleFactorRoots(base) else { return nil }
            result.join(own)
        }
        return result
    }

    private func angleFactorRoots(_ factor: Expr) -> Roots? {
        guard let polynomial = KernelPolynomial(factor, unknown, store) else { return nil }
        if polynomial.live.count == 1 {
            let place = polynomial.live[0]
            guard let coefficients = polynomial.coefficients(in: place) else { return nil }
            return roots(in: polynomial.kernels.list[place].expression, coefficients)
        }
        if let roots = tangentRoots(polynomial) ?? evenRoots(factor) ?? HarmonicMethod(self).roots(of: factor) { return roots }
        // sin = 2*t/(1 + t^2), cos = (1 - t^2)/(1 + t^2) with t = tan(x/2); the angle pi, where t has no value, stands apart.
        let half = store.symbol("tangent of \(unknown.index)")
        let square = store.power(half, 2)
        let below = store.power(store.sum(.one, square), -1)
        let (sine, cosine) = (store.call(KnownFunction.sine, [unknown]), store.call(KnownFunction.cosine, [unknown]))
        // A spent budget makes neither.
        guard sine != cosine else { return nil }
        let substituted = catalogue.substitute(
            factor,
            [sine: store.product([store.number(2), half, below]), cosine: store.product(store.difference(.one, square), below)])
        guard !holdsUnknown(substituted) else { return nil }
        let inner = EquationSolver(catalogue, evaluator, half, isReal: isReal, avoiding: store.symbols(in: [factor]))
        inner.search.isByNumbers = false
        let values = inner.roots(of: substituted)
        guard values.list.allSatisfy({ $0.enclosure == nil }) else { return nil }
        let name = wholeName(besides: [])
        let turn = store.product([store.number(2), store.constant(.pi), name])
        var result = Roots(everything: values.everything, isComplete: values.isComplete)
        for var root in values.list {
            root.value = store.sum(store.product(store.number(2), catalogue.call(KnownFunction.inverseTangent, [root.value])), turn)
            root.integers.append(name)
            root.multiplicity = 0
            result.list.append(root)
        }
        let pi = store.constant(.pi)
        let there = catalogue.substitute(factor, [unknown: pi])
        if there == .zero || (store.isConstant(there) && !evaluator.isNonzero(there) && EqualityProof(catalogue).proves(there)) {
            result.list.append(Root(value: store.sum(pi, turn), multiplicity: 0, integers: [name]))
        } else if !store.isConstant(there) {
            let condition = store.relation(.equal, there, .zero)
            result.list.append(Root(value: store.sum(pi, turn), multiplicity: 0, condition: condition, integers: [name]))
        }
        return result
    }

    /// Factors whose terms all have even degree in sine and cosine, such as `4*sin(x)*cos(x) - 1`, are fractions in the tangent, and
    /// come again after half a turn.
    private func evenRoots(_ factor: Expr) -> Roots? {
        let tangent = store.symbol("tangent of \(unknown.index)")
        let below = store.power(store.sum(.one, store.power(tangent, 2)), store.number(Rational(-1, 2)))
        let (sine, cosine) = (
            store.call(KnownFunction.sine, [unknown]), store.call(KnownFunction.cosine, [unknown])
        )
        guard sine != cosine else { return nil }
        let substituted = catalogue.substitute(
            factor, [sine: store.product(tangent, below), cosine: below])
        guard !holdsUnknown(substituted),
            store.postorder([substituted]).allSatisfy({
                store.kind($0) != .power || store.isWhole(store.child($0, 1))
            })
        else { return nil }
        let inner = EquationSolver(
            catalogue, evaluator, tangent, isReal: isReal, avoiding: store.symbols(in: [factor]))
        inner.search.isByNumbers = false
        let values = inner.roots(of: substituted)
        guard values.list.allSatisfy({ $0.enclosure == nil }) else { return nil }
        let name = wholeName(besides: [])
        let turn = store.product(store.constant(.pi), name)
        var result = Roots(everything: values.everything, isComplete: values.isComplete)
        for var root in values.list {
            root.value = store.sum(catalogue.call(KnownFunction.inverseTangent, [root.value]), turn)
            root.integers.append(name)
            root.multiplicity = 0
            result.list.append(root)
        }
        // The right angle, where the tangent has no value.
        let right = store.product(.half, store.constant(.pi))
        let there = store.equation(catalogue.substitute(factor, [unknown: right]), .zero)
        guard there != .falsehood,
            !(store.isConstant(there)
                && evaluator.isNonzero(catalogue.substitute(factor, [unknown: right])))
        else {
            return result
        }
        result.list.append(
            Root(
                value: store.sum(right, turn), multiplicity: 0,
                condition: store.isConstant(there) ? .truth : there, integers: [name]))
        return result
    }

    /// Forms of one degree in sine and cosine, such as `a*sin(x)^2 + b*sin(x)*cos(x)`, are polynomials in the tangent.
    private func tangentRoots(_ polynomial: KernelPolynomial) -> Roots? {
        guard polynomial.live.count == 2 else { return nil }
        let (first, second) = (polynomial.live[0], polynomial.live[1])
        let parts = Set([first, second].map { polynomial.kernels.list[$0].expression })
        guard parts == [store.call(KnownFunction.sine, [unknown]), store.call(KnownFunction.cosine, [unknown])] else { return nil }
        var degree: Int?
        var isHomogeneous = true
        polynomial.numerator.forEachTerm { exponents, _ in
            let own = Int(exponents[first] + exponents[second])
            if degree == nil { degree = own } else if degree != own { isHomogeneous = false }
        }
        guard isHomogeneous, let degree, degree > 0 else { return nil }
        let isSineFirst = store.function(polynomial.kernels.list[first].expression) == KnownFunction.sine
        guard let coefficients = polynomial.coefficients(in: isSineFirst ? first : second) else { return nil }
        let cosine = polynomial.kernels.list[isSineFirst ? second : first].expression
        let inTangent = coefficients.map { catalogue.substitute($0, [cosine: .one]) }
        // The factor is irreducible: where the cosine is zero it is not.
        return roots(in: store.call(KnownFunction.tangent, [unknown]), inTangent)
    }
}
