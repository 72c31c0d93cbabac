import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Solves `kernel = value` for the unknown, by the inverse of the outermost function or power.
struct KernelInversion {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }

    init(_ solver: EquationSolver) { self.solver = solver }

    /// The zeros of the kernel less a value; nil where the kernel has no known inverse.
    ///
    /// - Parameter root: what is known of the value: its conditions and whole numbers.
    func roots(_ kernel: Expr, equal value: Expr, _ root: Root) -> Roots? {
        if value.isAbsent { return value == .undefined ? Roots.none : .unknown }
        if kernel == solver.unknown {
            var own = root
            own.value = value
            own.multiplicity = 1
            return Roots(list: [own])
        }
        switch store.kind(kernel) {
        case .call: return call(kernel, value, root)
        case .power: return power(store.child(kernel, 0), store.child(kernel, 1), value, root)
        case .sum, .scaled, .product: return inner(kernel, value, root)
        default: return nil
        }
    }

    /// The zeros of an inner expression less a value.
    private func inner(_ expr: Expr, _ value: Expr, _ root: Root, condition: Expr = .truth, integer: Expr? = nil) -> Roots {
        if value.isAbsent { return value == .undefined ? .none : .unknown }
        var roots = linear(expr, value).map { Roots(list: [Root(value: $0)]) } ?? solver.roots(of: store.difference(expr, value))
        let names = root.integers + (integer.map { [$0] } ?? [])
        for position in roots.list.indices {
            var own = roots.list[position]
            own.condition = store.conjunction([root.condition, condition, own.condition])
            own.integers = names.filter { store.depends(own.value, on: $0) } + own.integers.filter { !names.contains($0) }
            own.multiplicity = 0
            roots.list[position] = own
        }
        roots.everything = roots.everything.map { store.conjunction([root.condition, condition, $0]) }
        return roots
    }

    /// The unknown where an expression that is linear in it, with a constant before it, has a value: term by term, so that
    /// `(pi/6 + 2*pi*k)/2` does not become one fraction.
    private func linear(_ expr: Expr, _ value: Expr) -> Expr? {
        if expr == solver.unknown { return value }
        guard let line = AffineFamily(expr, in: solver.unknown, catalogue), store.isConstant(line.step), !solver.holdsUnknown(line.start)
        else {
            return nil
        }
        return Expansion(catalogue).tidied(store.quotient(store.difference(value, line.start), line.step))
    }

    // MARK: Functions

    private func call(_ kernel: Expr, _ value: Expr, _ root: Root) -> Roots? {
        let function = store.function(kernel)
        let row = Vocabulary.row(function)
        guard store.childCount(kernel) == row.parameters.count, !row.inverses.isEmpty, !row.isVariadic else { return nil }
        let arguments = store.childArray(kernel)
        guard !arguments.dropFirst().contains(where: { solver.holdsUnknown($0) }) else { return nil }
        var result = Roots()
        // Which complex numbers are principal values is not said of parameters.
        if store.traits(value).contains(.hasImaginary), !store.isConstant(value), root.integers.isEmpty, !row.jumps.isEmpty {
            return .unknown
        }
        let range = catalogue.range(function)
        let condition = rangeCondition(range, row, value)
        if condition == .falsehood { return Roots.none }
        if let members = members(of: root, value, range) {
            // Of a family of values only few lie in the range: each by itself.
            var result = Roots()
            for member in members {
                guard let own = call(kernel, member.value, member) else { return nil }
                result.join(own)
            }
            return result
        }
        // Values of the argument, not of the unknown.
        var inverses: [Expr] = []
        for own in catalogue.inverses(function) {
            // Real values have real logarithms: turns about the imaginary axis lead away.
            if solver.isReal, own.leavesReals { continue }
            let name = solver.wholeName(besides: root.integers + store.symbols(in: [value]))
            let counts = own.turns != .none && !(solver.isReal && own.turns == .imaginary)
            var inverse = own.argument(for: value, turn: counts ? name : .zero, arguments, catalogue)
            if own.turns != .none { inverse = direct(inverse, function, value) }
            // At the ends of the range two families are one.
            if counts, inverses.contains(where: { isTurned($0, inverse, name) }) { continue }
            inverses.append(inverse)
            result.join(inner(arguments[0], inverse, root, condition: condition, integer: counts ? name : nil))
        }
        return result
    }

    /// Whether two families of values are one, counted from another member.
    private func isTurned(_ left: Expr, _ right: Expr, _ name: Expr) -> Bool {
        if left == right { return true }
        guard let family = AffineFamily(left, in: name, catalogue) else { return false }
        let turns = Expansion(catalogue).tidied(store.quotient(store.difference(right, left), family.step))
        return store.rationalValue(turns)?.isInteger == true
    }

    /// The members of a family of values that lie between the ends of a range; nil where there is no family, or no two ends.
    private func members(of root: Root, _ value: Expr, _ range: Template?) -> [Root]? {
        let names = store.symbols(in: [value])
        guard solver.isReal, names.count == 1, solver.wholeNames.contains(names[0]), let range else { return nil }
        let place = store.symbol("value of \(value.index)")
        let condition = range.instance([place], catalogue)
        var ends: (lower: Expr?, upper: Expr?)
        for part in store.kind(condition) == .conjunction ? store.childArray(condition) : []
        where store.kind(part) == .relation {
            guard store.relation(part) == .less || store.relation(part) == .lessOrEqual else { continue }
            if store.child(part, 1) == place { ends.lower = store.child(part, 0) }
            if store.child(part, 0) == place { ends.upper = store.child(part, 1) }
        }
        let name = names[0]
        guard let lower = ends.lower, let upper = ends.upper,
            let family = AffineFamily(value, in: name, catalogue),
            let (first, last) = family.turns(
                from: lower, to: upper, RealConstants(catalogue, solver.evaluator)),
            last - first < KernelInversion.mostMembers
        else { return nil }
        guard first <= last else { return [] }
        return (first...last).map { number in
            let turn = store.number(number)
            var member = root
            member.value = catalogue.substitute(value, [name: turn])
            member.condition = catalogue.substitute(root.condition, [name: turn])
            member.integers.removeAll { $0 == name }
            return member
        }
    }

    /// More members are not taken one by one.
    private static let mostMembers = 200

    /// `v + 2*pi*k` for `asin(sin(v)) + 2*pi*k`: with all inverses together, v is as good as the inverse of its value.
    private func direct(_ inverse: Expr, _ function: FunctionID, _ value: Expr) -> Expr {
        guard store.kind(value) == .call, store.function(value) == function,
            store.childCount(value) == 1
        else { return inverse }
        var replacements: [Expr: Expr] = [:]
        for node in store.postorder([inverse])
        where store.kind(node) == .call && store.childArray(node) == [value] {
            replacements[node] = store.child(value, 0)
        }
        return replacements.isEmpty ? inverse : catalogue.substitute(inverse, replacements)
    }

    /// What the function's range says of a value with parameters; false where a constant lies outside.
    private func rangeCondition(_ range: Template?, _ row: FunctionRow, _ value: Expr) -> Expr {
        guard let range, solver.isReal || row.isRealOnly || row.name == Vocabulary.row(KnownFunction.squareRoot).name else {
            return .truth
        }
        let condition = range.instance([value], catalogue)
        if !store.isConstant(value) { return store.decided(condition).map { $0 ? .truth : .falsehood } ?? condition }
        // Of values that are not real the check of the solution decides.
        if !solver.isReal, solver.evaluator.isReal(value) == false { return .truth }
        return solver.evaluator.decides(condition, [192]) == false ? .falsehood : .truth
    }

    // MARK: Powers

    func power(_ base: Expr, _ exponent: Expr, _ value: Expr, _ root: Root) -> Roots? {
        switch (solver.holdsUnknown(base), solver.holdsUnknown(exponent)) {
        case (true, false): return fixedExponent(base, exponent, value, root)
        case (false, true): return fixedBase(base, exponent, value, root)
        default:
            guard var roots = LambertMethod(solver).selfPower(base, exponent, value, root) else { return nil }
            // Powers of zero are 0 and 1, too.
            if value == .zero || value == .one { roots.join(inner(base, .zero, root)) }
            return roots
        }
    }

    private func fixedExponent(_ base: Expr, _ exponent: Expr, _ value: Expr, _ root: Root) -> Roots? {
        if value == .zero {
            if let number = store.rationalValue(exponent), number.signum < 0 { return Roots.none }
            return inner(base, .zero, root, condition: store.isConstant(exponent) ? .truth : store.relation(.less, .zero, exponent))
        }
        guard let number = store.rationalValue(exponent), let above = number.numerator.asInt, let below = number.denominator.asInt else {
            if !solver.isReal, store.isConstant(exponent), store.isConstant(value) { return complexPower(base, exponent, value, root) }
            // A real power of a positive number has one inverse, and so has a positive power of zero; the power with exponent 0 is 1
            // everywhere. What whole exponents make of negative numbers is not told.
            let isPositive = store.relation(.less, .zero, value)
            var roots = inner(
                base, store.power(value, store.power(exponent, .minusOne)), root, condition: solver.isReal ? isPositive : .truth)
            let vanishes = store.conjunction([store.equation(value, .zero), store.relation(.less, .zero, exponent)])
            if solver.isReal, vanishes != .falsehood { roots.join(inner(base, .zero, root, condition: vanishes)) }
            if !store.isConstant(exponent), !store.facts(of: base).isPositive { roots.isComplete = false }
            let isOne = store.equation(value, .one)
            if isOne != .falsehood, !store.isConstant(exponent), !store.facts(of: exponent).isNonzero {
                roots.everything.append(
                    store.conjunction([root.condition, isOne, store.relation(.equal, exponent, .zero)]))
            }
            return roots
        }
        if !solver.isReal, below > 1, above.magnitude > 1, store.isConstant(value) { return complexPower(base, exponent, value, root) }
        if !solver.isReal, above.magnitude == 1, below > 1, store.isConstant(value), !mayBeRoot(value, below) { return Roots.none }
        let raised = store.power(value, above < 0 ? -below : below)
        guard above.magnitude <= 64 else { return nil }
        // A root of even order is not negative; where the value holds parameters that is said. Of what may be no real number the check of
        // the solution tells.
        var condition = Expr.truth
        let isComplex = store.traits(value).contains(.hasImaginary) || store.hasComplexName(value)
        let mayBeOrdered = !isComplex && (solver.isReal || store.facts(of: value).isReal)
        if below % 2 == 0, !store.isConstant(value), mayBeOrdered, !isRoot(value, below) {
            condition = store.relation(.lessOrEqual, .zero, value)
            if let decided = store.decided(condition) { condition = decided ? .truth : .falsehood }
            if condition == .falsehood { return Roots.none }
        }
        var result = Roots()
        // Zero is a principal root, whatever the others are.
        if below > 1, !store.isConstant(value), !mayBeOrdered, !store.facts(of: value).isNonzero {
            result.join(inner(base, .zero, root, condition: store.conjunction([condition, store.equation(value, .zero)])))
        }
        for candidate in RadicalRoots(catalogue: catalogue, isReal: solver.isReal).powerZeros(raised, Int(above.magnitude)) {
            result.join(inner(base, candidate, root, condition: condition))
        }
        return result
    }

    /// Whether a value is written as a principal root of that order, or of a higher one: `sqrt(a)`, whatever `a` is.
    private func isRoot(_ value: Expr, _ order: Int) -> Bool {
        guard store.kind(value) == .power, let exponent = store.rationalValue(store.child(value, 1)) else { return false }
        return exponent.magnitude <= Rational(1, order)
    }

    /// Whether a constant may be a principal root: its angle lies above -pi/order, and not above pi/order.
    private func mayBeRoot(_ value: Expr, _ order: Int) -> Bool {
        let angle = catalogue.call(KnownFunction.argument, [value])
        let constants = RealConstants(catalogue, solver.evaluator)
        let end = store.scaled(Rational(1, Int(order)), store.constant(.pi))
        switch constants.order(angle, store.negated(end)) {
        case .negative, .zero: return false
        default: return constants.order(angle, end) != .positive
        }
    }

    /// `u^c = v` over the complex numbers for a constant c: `log(u) = (log(v) + 2*pi*I*k)/c` for the k with which the imaginary part lies
    /// above -pi, and not above pi.
    private func complexPower(_ base: Expr, _ exponent: Expr, _ value: Expr, _ root: Root) -> Roots? {
        let cartesian = CartesianParts(catalogue)
        let name = solver.wholeName(besides: root.integers)
        let pi = store.constant(.pi)
        let turn = store.product([store.number(2), pi, store.constant(.imaginaryUnit), name])
        let logarithm = store.quotient(store.sum(catalogue.call(KnownFunction.logarithm, [value]), turn), exponent)
        guard let parts = cartesian.parts(of: logarithm) else { return nil }
        func candidate(_ whole: Expr?) -> Expr {
            let (real, imaginary) = (parts.real, parts.imaginary)
            let power = store.sum(real, store.product(store.constant(.imaginaryUnit), Expansion(catalogue).tidied(imaginary)))
            let own = whole.map { catalogue.substitute(power, [name: $0]) } ?? power
            let angle = whole.map { catalogue.substitute(imaginary, [name: $0]) } ?? imaginary
            if store.rationalValue(store.quotient(Expansion(catalogue).tidied(angle), pi)) != nil,
                let parts = cartesian.parts(of: catalogue.call(KnownFunction.exponential, [own]))
            {
                return store.sum(parts.real, store.product(store.constant(.imaginaryUnit), parts.imaginary))
            }
            return catalogue.call(KnownFunction.exponential, [Expansion(catalogue).tidied(own)])
        }
        let constants = RealConstants(catalogue, solver.evaluator)
        let angle = Expansion(catalogue).tidied(parts.imaginary)
        guard store.depends(angle, on: name) else {
            let (low, high) = (constants.order(angle, store.negated(pi)), constants.order(angle, pi))
            if low == .unknown || high == .unknown { return nil }
            guard low == .positive, high != .positive else { return Roots.none }
            return inner(base, candidate(nil), root, integer: name)
        }
        guard let family = AffineFamily(angle, in: name, catalogue),
            let (first, last) = family.turns(from: store.negated(pi), to: pi, constants), last - first < KernelInversion.mostMembers
        else { return nil }
        var result = Roots()
        for number in first...max(first, last) where number <= last {
            if constants.order(family.member(number, store), store.negated(pi)) == .zero { continue }
            result.join(inner(base, candidate(store.number(number)), root))
        }
        return result
    }

    /// `(-1)^u = v` among the real numbers: 1 for even `u`, -1 for odd ones.
    private func alternating(_ exponent: Expr, _ value: Expr, _ root: Root) -> Roots {
        guard let sign = store.wholeValue(value), abs(sign) == 1 else {
            return store.rationalValue(value) == nil && !solver.evaluator.isNonzero(store.difference(store.power(value, 2), .one))
                ? .unknown : .none
        }
        let name = solver.wholeName(besides: root.integers)
        let even = store.scaled(2, name)
        return inner(exponent, sign == 1 ? even : store.sum(even, .one), root, integer: name)
    }

    /// Where a base may be zero: its powers are 0 for positive exponents, and 1 for the exponent 0.
    private func zeroBase(_ base: Expr, _ exponent: Expr, _ value: Expr, _ root: Root) -> Roots {
        let isZero = store.equation(base, .zero)
        let vanishes = store.conjunction([root.condition, isZero, store.equation(value, .zero), store.relation(.less, .zero, exponent)])
        var roots = Roots(everything: vanishes == .falsehood ? [] : [vanishes])
        let isOne = store.conjunction([isZero, store.equation(value, .one)])
        if isOne != .falsehood { roots.join(inner(exponent, .zero, root, condition: isOne)) }
        return roots
    }

    /// `b^u = v`: `u = log(v)/log(b)`, over the complex numbers up to turns.
    private func fixedBase(_ base: Expr, _ exponent: Expr, _ value: Expr, _ root: Root) -> Roots? {
        if value == .zero { return base == .zero ? nil : Roots.none }
        // Powers of zero are 0 or, for the exponent 0, 1.
        if base == .zero {
            return store.isConstant(value) && solver.evaluator.isNonzero(store.difference(value, .one))
                ? Roots.none : value == .one ? inner(exponent, .zero, root) : nil
        }
        var condition = Expr.truth
        if solver.isReal, store.isConstant(base), store.isConstant(value), solver.evaluator.sign(ofConstant: base) == -1 {
            if base == .minusOne { return alternating(exponent, value, root) }
            // Of a negative number only whole powers are real.
            let sizes = [base, value].map { catalogue.call(KnownFunction.absoluteValue, [$0]) }
            return inner(exponent, ExactLogarithm(catalogue).quotient(sizes[1], sizes[0]), root)
        }
        if solver.isReal {
            condition = store.relation(.less, .zero, value)
            if store.isConstant(value) {
                if solver.evaluator.sign(ofConstant: value) == -1 || solver.evaluator.isReal(value) == false { return Roots.none }
                condition = .truth
            } else if let decided = store.decided(condition) {
                condition = decided ? .truth : .falsehood
            }
            if condition == .falsehood { return Roots.none }
        }
        let logarithm = catalogue.call(KnownFunction.logarithm, [value])
        let below = catalogue.call(KnownFunction.logarithm, [base])
        if below == .zero { return nil }
        if solver.isReal {
            var roots = inner(exponent, ExactLogarithm(catalogue).quotient(value, base), root, condition: condition)
            // Powers of 1 are 1.
            let isOne = store.conjunction([store.equation(base, .one), store.equation(value, .one)])
            if !store.isConstant(base), isOne != .falsehood { roots.everything.append(store.conjunction([root.condition, isOne])) }
            if !store.isConstant(base), !store.facts(of: base).isNonzero { roots.join(zeroBase(base, exponent, value, root)) }
            return roots
        }
        let name = solver.wholeName(besides: root.integers + store.symbols(in: [value]))
        let turn = store.product([store.number(2), store.constant(.pi), store.constant(.imaginaryUnit), name])
        let inverse = store.quotient(store.sum(logarithm, turn), below)
        return inner(exponent, inverse, root, integer: name)
    }
}
