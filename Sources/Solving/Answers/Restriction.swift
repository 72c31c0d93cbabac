import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading

/// What is asked of the unknowns besides the equations: what is assumed of them, and the interval in which one is looked for. Every
/// candidate, every family and every range passes through it.
struct Restriction {
    /// Relations, and what `and` and `or` make of them.
    let conditions: [Expr]
    /// The unknowns that are whole numbers, with their parities.
    private let whole: [(name: Expr, parity: Facts.Parity?)]
    /// The unknowns that are real numbers.
    let real: Set<Expr>
    private let solver: Solver
    private let constants: RealConstants
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }
    private var numbers: WholeNumbers { WholeNumbers(solver.catalogue, solver.evaluator) }

    /// - Parameter interval: the ends between which a single unknown is looked for.
    init(_ solver: Solver, of unknowns: [Expr], in interval: (lower: Expr, upper: Expr)?) {
        self.solver = solver
        let store = solver.store
        constants = RealConstants(solver.catalogue, solver.evaluator)
        let assumptions = store.assumptions
        var conditions = unknowns.map { AssumedNumbers($0, store).condition }
        for case .condition(let condition) in store.statements(about: unknowns) { conditions.append(condition) }
        self.conditions = store.withoutAssumptions {
            if let interval, let unknown = unknowns.first {
                conditions.append(store.relation(.lessOrEqual, interval.lower, unknown))
                conditions.append(store.relation(.lessOrEqual, unknown, interval.upper))
            }
            let joined = store.conjunction(conditions)
            if joined == .truth { return [] }
            return store.conjuncts(joined)
        }
        whole = unknowns.filter { assumptions.facts(ofName: $0).isInteger && !assumptions.isComplex($0) }.map {
            ($0, assumptions.facts(ofName: $0).parity)
        }
        real = Set(unknowns.filter { assumptions.hasRealDeclaration(of: $0) || interval != nil })
    }

    /// Whether nothing is asked.
    var isEmpty: Bool { conditions.isEmpty && whole.isEmpty && real.isEmpty }

    /// Values of the unknowns, with what is demanded of the names in them.
    struct Place {
        var values: [Expr: Expr]
        var condition = Expr.truth
        /// The names that stand for any whole number.
        var integers: [Expr] = []
    }

    // MARK: Constants

    /// Whether constants are allowed as values of the unknowns; nil where that is not decided, or where not all of them are known.
    func allows(_ values: [Expr: Expr]) -> Bool? {
        var isOpen = false
        for (name, value) in values where real.contains(name) && store.isConstant(value) {
            if solver.evaluator.isReal(value) == false { return false }
        }
        for (name, parity) in whole {
            guard let value = values[name], store.isConstant(value) else { continue }
            guard let isWhole = numbers.isWhole(value, parity) else {
                isOpen = true
                continue
            }
            if !isWhole { return false }
        }
        for condition in conditions {
            switch constants.truth(of: store.withoutAssumptions { catalogue.substitute(condition, values) }) {
            case true: break
            case false: return false
            case nil: isOpen = true
            }
        }
        return isOpen ? nil : true
    }

    /// Whether values that are known by their enclosures, beside others that are constants, are allowed; nil where that is not decided.
    func allows(_ enclosures: [Expr: Enclosure], beside values: [Expr: Expr] = [:]) -> Bool? {
        for (name, _) in whole {
            guard let enclosure = enclosures[name] else { continue }
            if Rational(enclosure.upper.floor) < enclosure.lower { return false }
            return nil
        }
        let evaluator = solver.evaluator
        let known = values.filter { enclosures[$0.key] == nil }
        evaluator.reset()
        evaluator.bits = 256 + (enclosures.values.map { $0.value.real.utf8.count * 4 }.max() ?? 0)
        evaluator.point = enclosures.mapValues { $0.ball(bits: evaluator.bits) }
        var isOpen = false
        for condition in conditions {
            switch evaluator.truth(of: store.withoutAssumptions { catalogue.substitute(condition, known) }) {
            case .holds: break
            case .fails: return false
            case .undecided: isOpen = true
            }
        }
        return isOpen ? nil : true
    }

    // MARK: Parameters and families

    /// What values without names for whole numbers must satisfy, of their parameters.
    func demanded(of values: [Expr: Expr]) -> [Expr] {
        let whole = whole.compactMap { name, parity in
            values[name].flatMap { numbers.isKnown($0, parity) ? nil : numbers.condition($0, parity) }
        }
        return whole + store.withoutAssumptions { catalogue.substitute(conditions, values) }
    }

    /// The part of a family of values of one unknown that is allowed, and whether it is all of it.
    func allowed(_ root: Root, _ unknown: Expr) -> (roots: [Root], isComplete: Bool) {
        let part = allowed(Place(values: [unknown: root.value], condition: root.condition, integers: root.integers))
        let roots = part.places.map { place in
            var next = root
            next.value = place.values[unknown] ?? root.value
            next.condition = place.condition
            next.integers = place.integers
            if place.integers != root.integers { next.multiplicity = 0 }
            return next
        }
        return (roots, part.isComplete)
    }

    /// The part of a place that is allowed.
    ///
    /// - Returns: the places that are left, and whether they are all.
    func allowed(_ place: Place) -> (places: [Place], isComplete: Bool) {
        if isEmpty { return ([place], true) }
        if place.values.values.contains(where: \.isAbsent) { return ([], true) }
        if place.integers.isEmpty, place.values.values.allSatisfy({ store.isConstant($0) }), place.condition == .truth,
            let isAllowed = allows(place.values)
        {
            return (isAllowed ? [place] : [], true)
        }
        guard let narrowed = wholePlaces(place) else { return ([], false) }
        var (result, isComplete): ([Place], Bool) = ([], true)
        for part in narrowed {
            let own = satisfying(part)
            result += own.places
            isComplete = isComplete && own.isComplete
        }
        return (result, isComplete)
    }

    /// The parts of a place at which the values that are to be whole are so; nil where they are not known.
    private func wholePlaces(_ place: Place) -> [Place]? {
        var places = [place]
        for (name, parity) in whole {
            var next: [Place] = []
            for place in places {
                guard let value = place.values[name], let parts = parts(of: place, where: value, parity) else {
                    if place.values[name] != nil { return nil }
                    next.append(place)
                    continue
                }
                next += parts
            }
            places = next
        }
        return places
    }

    private func parts(of place: Place, where value: Expr, _ parity: Facts.Parity?) -> [Place]? {
        if store.isConstant(value) { return numbers.isWhole(value, parity).map { $0 ? [place] : [] } }
        if declaring(place.integers + wholeParameters(place), { numbers.isKnown(value, parity) }) { return [place] }
        let counted = store.symbols(in: [value]).filter { place.integers.contains($0) }
        if counted.isEmpty {
            var next = place
            next.condition = store.conjunction([place.condition, numbers.condition(value, parity)])
            return [next]
        }
        guard counted.count == 1 else { return nil }
        if let choices = numbers.choices(value, in: counted[0], parity) {
            return choices.map { choice in
                var next = place
                next.values = place.values.mapValues { Expansion(catalogue).tidied(catalogue.substitute($0, [counted[0]: choice])) }
                next.condition = catalogue.substitute(place.condition, [counted[0]: choice])
                if !store.symbols(in: [choice]).contains(counted[0]) { next.integers.removeAll { $0 == counted[0] } }
                return next
            }
        }
        if let line = AffineFamily(value, in: counted[0], catalogue), !store.isConstant(line.start),
            declaring(counted, { numbers.isKnown(store.product(line.step, counted[0]), parity.map { _ in .even }) })
        {
            // The parameters alone decide.
            var next = place
            next.condition = store.conjunction([place.condition, numbers.condition(line.start, parity)])
            return [next]
        }
        return members(place).flatMap { members in
            var kept: [Place] = []
            for member in members {
                guard let value = member.values.values.first, let isWhole = numbers.isWhole(value, parity) else { return nil }
                if isWhole { kept.append(member) }
            }
            return kept
        }
    }

    /// The parameters that are whole numbers by a condition `a = floor(a)`.
    private func wholeParameters(_ place: Place) -> [Expr] {
        store.symbols(in: [place.condition]).filter { name in
            let parts = store.conjuncts(place.condition)
            return parts.contains(numbers.condition(name, nil))
        }
    }

    /// Does something where names stand for whole numbers.
    private func declaring<Result>(_ names: [Expr], _ body: () -> Result) -> Result {
        guard let name = names.first else { return body() }
        return store.supposing(name, .integer) { declaring(Array(names.dropFirst()), body) } ?? body()
    }

    /// The part of a place that satisfies the conditions.
    private func satisfying(_ place: Place) -> (places: [Place], isComplete: Bool) {
        if let members = members(place) { return filtered(members) }
        if let (certain, open) = FamilyBounds(solver, place, conditions)?.split() {
            let (kept, others) = (filtered(open), demanding(certain.place, certain.conditions))
            return (kept.places + others.places, kept.isComplete && others.isComplete)
        }
        return demanding(place, conditions)
    }

    /// The members of a family at equal distances that may lie between bounds, each by itself; nil where there is no such family, where
    /// it is not bounded, or where there are too many of them.
    private func members(_ place: Place) -> [Place]? { FamilyBounds(solver, place, conditions)?.members() }

    /// The part of a place that satisfies conditions, which it then states.
    private func demanding(_ place: Place, _ conditions: [Expr]) -> (places: [Place], isComplete: Bool) {
        var open: [Expr] = []
        for condition in conditions {
            let own = store.withoutAssumptions { catalogue.substitute(condition, place.values) }
            switch constants.truth(of: own) {
            case true: continue
            case false: return ([], true)
            case nil: open.append(own)
            }
        }
        if open.isEmpty { return ([place], true) }
        // A constant of which it is not decided is not shown.
        if open.contains(where: { store.isConstant($0) }) { return ([], false) }
        if place.integers.count == 1, store.symbols(in: open + [place.condition]) == place.integers,
            let counted = counted(place, place.integers[0], open)
        {
            return counted
        }
        guard let stated = ParameterConditions(solver).stated([place.condition] + open, integers: place.integers) else {
            return ([], true)
        }
        var next = place
        next.condition = stated
        return ([next], true)
    }

    private func filtered(_ members: [Place]) -> (places: [Place], isComplete: Bool) {
        var (kept, isComplete): ([Place], Bool) = ([], true)
        for member in members {
            let isConstant = member.values.values.allSatisfy { store.isConstant($0) } && member.condition == .truth
            guard isConstant else {
                let own = satisfying(member)
                kept += own.places
                isComplete = isComplete && own.isComplete
                continue
            }
            switch allows(member.values) {
            case true: kept.append(member)
            case false: break
            case nil: isComplete = false
            }
        }
        return (kept, isComplete)
    }

    /// The members that satisfy conditions on their whole number alone; nil where these are not known.
    private func counted(_ place: Place, _ name: Expr, _ open: [Expr]) -> (places: [Place], isComplete: Bool)? {
        let numbers = store.supposing(name, .integer) { () -> SolutionSet in
            InequalitySolver(solver).solve(SolveRequest([store.conjunction(open + [place.condition])], for: [name]))
        }
        guard let numbers, numbers.isComplete, numbers.solutions.allSatisfy(\.integers.isEmpty) else { return nil }
        let whole = WholeCondition(solver, name)
        let places = numbers.solutions.compactMap { solution -> Place? in
            var next = place
            if let number = solution.bindings.first?.value {
                next.values = place.values.mapValues { catalogue.substitute($0, [name: number]) }
                next.condition = .truth
                next.integers = []
            } else {
                next.condition = whole.tidied(solution.condition)
            }
            return next.condition == .falsehood ? nil : next
        }
        return (places, true)
    }
}

extension Enclosure {
    /// All numbers between the ends.
    func ball(bits: Int) -> ComplexBall {
        let (ball, radius, factor) = (ComplexBall(), ComplexBall(), ComplexBall())
        ball.set(decimal, bits: bits)
        radius.set(realMidpoint: 0, radius: 1)
        factor.set((upper - lower) / 2, bits: bits)
        radius.multiply(radius, factor, bits: bits)
        ball.add(ball, radius, bits: bits)
        return ball
    }
}
