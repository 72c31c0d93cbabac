import Algebra
import Certified
import Exact
import Expressions
import Reading

/// Values of parameters of which the roots that were found say nothing: a method divided by what vanishes there, or a root has no value.
/// The equation is solved again with them.
struct SpecialCases {
    private let solver: Solver
    private let unknown: Expr
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }
    /// More values are not gone through.
    private static let most = 6

    init(_ solver: Solver, _ unknown: Expr) {
        self.solver = solver
        self.unknown = unknown
    }

    /// The values of parameters, by name, at which a divisor of a root vanishes, or what a method took not to be zero; nil where they are
    /// not known.
    ///
    /// - Parameter domain: where the equation has a value: what it excludes itself is no case.
    func values(of roots: [Root], _ domain: [Expr]) -> [[Expr: Expr]]? {
        var values: [[Expr: Expr]] = []
        let tidier = StatedConditions(Transforms(catalogue), solver.evaluator, store)
        for root in roots {
            let conditions = conjuncts(root.condition)
            // What the root's own condition says of parameters holds in the case, too.
            let given = Dictionary(conditions.compactMap { equation($0, root) }) { first, _ in first }
            let sides = conditions.filter { store.kind($0) == .relation }.flatMap { [store.child($0, 0), store.child($0, 1)] }
            let defined = ([root.value] + sides).flatMap { conjuncts(Domain(catalogue).condition(of: $0)) }
            var divisors: Set<Expr> = []
            let plain = (conditions + defined).flatMap { tidier.partsOfOne($0) }
            for condition in plain where store.kind(condition) == .relation && store.relation(condition) == .notEqual {
                guard !domain.contains(condition), isOfParameters(condition, root) else { continue }
                let divisor = catalogue.substitute(store.difference(store.child(condition, 0), store.child(condition, 1)), given)
                guard !divisor.isAbsent, divisors.insert(divisor).inserted, !store.isConstant(divisor) else { continue }
                guard let zeros = zeros(of: divisor, conditions) else { return nil }
                for (name, value) in zeros {
                    let own = given.mapValues { catalogue.substitute($0, [name: value]) }.merging([name: value]) { first, _ in first }
                    if !values.contains(own) { values.append(own) }
                }
            }
        }
        return values.count <= SpecialCases.most ? values : nil
    }

    /// `c = pi/2` and `c = -pi/2` for `cos(c) = 0 and -pi < c <= pi`: a condition with the values that an equation in one parameter gives it.
    func solved(_ condition: Expr) -> [Expr] {
        let parts = conjuncts(condition)
        for part in parts where store.kind(part) == .relation && store.relation(part) == .equal {
            let names = store.symbols(in: [part])
            guard names.count == 1, names[0] != unknown, store.child(part, 0) != names[0],
                let zeros = zeros(of: store.difference(store.child(part, 0), store.child(part, 1)), parts)
            else { continue }
            let others = parts.filter { $0 != part }
            return zeros.map { name, value in
                store.conjunction([store.relation(.equal, name, value)] + catalogue.substitute(others, [name: value]))
            }.filter { $0 != .falsehood && !$0.isAbsent }
        }
        return [condition]
    }

    private func isOfParameters(_ condition: Expr, _ root: Root) -> Bool {
        !store.symbols(in: [condition]).contains { $0 == unknown || root.integers.contains($0) }
    }

    /// The parameter and its value in `a = 0` or `a = 2*b`.
    private func equation(_ condition: Expr, _ root: Root) -> (Expr, Expr)? {
        guard store.kind(condition) == .relation, store.relation(condition) == .equal, isOfParameters(condition, root),
            store.kind(store.child(condition, 0)) == .symbol,
            !store.symbols(in: [store.child(condition, 1)]).contains(store.child(condition, 0))
        else { return nil }
        return (store.child(condition, 0), store.child(condition, 1))
    }

    private func conjuncts(_ condition: Expr) -> [Expr] {
        store.conjuncts(condition)
    }

    /// Where an expression in parameters is zero; nil where that is not known, or not for single values of one of them.
    ///
    /// - Parameter conditions: what else holds of them.
    private func zeros(of expr: Expr, _ conditions: [Expr]) -> [(Expr, Expr)]? {
        guard let product = try? Transforms(catalogue).factor(expr) else { return nil }
        var values: [(Expr, Expr)] = []
        for (base, exponent) in Transforms(catalogue).splitProduct(product) {
            if store.isConstant(base) || store.facts(of: base).isNonzero { continue }
            guard let sign = store.rationalValue(exponent)?.signum else { return nil }
            if sign < 0 { continue }
            guard let own = zeros(ofFactor: base, conditions) else { return nil }
            values += own
        }
        return values
    }

    private func zeros(ofFactor expr: Expr, _ conditions: [Expr]) -> [(Expr, Expr)]? {
        let names = store.symbols(in: [expr])
        if let name = names.first(where: { isLinear(expr, in: $0) }) {
            let (constant, slope) = line(expr, in: name)
            return [(name, Expansion(catalogue).quotient(store.negated(constant), slope))]
        }
        guard names.count == 1 else { return nil }
        let equationSolver = EquationSolver(catalogue, solver.evaluator, names[0], isReal: true, avoiding: names)
        let roots = equationSolver.roots(of: expr)
        guard roots.isComplete, roots.everything.isEmpty else { return nil }
        var values: [(Expr, Expr)] = []
        for root in roots.list {
            guard let members = members(root, names[0], conditions) else { return nil }
            for value in members {
                let there = catalogue.substitute(expr, [names[0]: value])
                if solver.evaluator.isReal(value) == false || there.isAbsent || solver.evaluator.isNonzero(there) { continue }
                values.append((names[0], value))
            }
        }
        return values
    }

    /// The values of a root of an expression in one parameter that its other conditions allow; nil where they are not counted.
    private func members(_ root: Root, _ name: Expr, _ conditions: [Expr]) -> [Expr]? {
        guard root.enclosure == nil else { return nil }
        if store.isConstant(root.value) { return [root.value] }
        let own = conditions.filter { store.symbols(in: [$0]) == [name] }
        let place = Restriction.Place(values: [name: root.value], condition: root.condition, integers: root.integers)
        return FamilyBounds(solver, place, own)?.members()?.compactMap { $0.values[name] }
    }

    /// Whether a parameter stands in an expression with a number before it, and nowhere else.
    private func isLinear(_ expr: Expr, in name: Expr) -> Bool {
        let terms = store.terms(expr)
        let own = terms.filter { store.depends($0, on: name) }
        return own.count == 1 && store.barePart(own[0]) == name
    }

    private func line(_ expr: Expr, in name: Expr) -> (constant: Expr, slope: Expr) {
        let terms = store.terms(expr)
        let others = terms.filter { store.barePart($0) != name }
        let slope = terms.first { store.barePart($0) == name }.map { store.number(store.coefficient($0)) } ?? .one
        return (store.sum(others), slope)
    }
}

extension SingleEquation {
    /// Adds what is a solution where parameters have values of which the roots say nothing.
    func addSpecialCases(of roots: Roots, to set: inout SolutionSet) {
        // Of polynomials each degree has its case already.
        let kind = EquationKind([expr], [unknown], store)
        guard depth < SingleEquation.deepest, store.symbols(in: [expr]).count > 1, roots.isComplete, !kind.isAlgebraic || kind.holdsRoots
        else { return }
        let raw = roots.list.filter { root in
            root.enclosure == nil && ParameterConditions(solver).stated([root.condition], integers: root.integers) != nil
        }
        guard let values = SpecialCases(solver, unknown).values(of: raw, domain) else {
            (set.isComplete, set.searched) = (false, nil)
            return
        }
        for value in values where store.budget.step() { addCase(value, to: &set) }
    }

    private func addCase(_ there: [Expr: Expr], to set: inout SolutionSet) {
        let own = catalogue.substitute(expr, there)
        guard !own.isAbsent else { return }
        var request = request
        request.conditions = catalogue.substitute(request.conditions, there)
        request.domain = request.domain.map { $0.substituting(there, catalogue) }
        let special = inner(own, request).solutions()
        if !special.isComplete { (set.isComplete, set.searched) = (false, nil) }
        let isSo = there.sorted { store.name($0.key) < store.name($1.key) }.map { store.relation(.equal, $0.key, $0.value) }
        let conditions = ParameterConditions(solver)
        let general = set.solutions
        for var solution in special.solutions {
            let known = set.solutions.firstIndex { isSame($0, solution, there) }
            // What a range says of the unknown stays as it is: an end that is assumed of it, too, would be left out.
            let parts = store.conjuncts(solution.condition)
            let range = solution.bindings.isEmpty ? parts.filter { store.depends($0, on: unknown) } : []
            guard let own = conditions.stated(isSo + parts.filter { !range.contains($0) }, integers: solution.integers) else { continue }
            let stated = store.withoutAssumptions { store.conjunction([own] + range) }
            if general.contains(where: { isCovered(solution, by: $0, where: stated, there) }) { continue }
            if let known {
                set.solutions[known].condition = conditions.either(set.solutions[known].condition, stated)
            } else {
                solution.condition = stated
                set.solutions.append(solution)
            }
        }
    }

    /// Whether the general answer says already what a solution is under a condition: every number, or members of a family.
    private func isCovered(_ special: Solution, by general: Solution, where condition: Expr, _ values: [Expr: Expr]) -> Bool {
        guard general.bindings.count == special.bindings.count else { return false }
        let conditions = ParameterConditions(solver)
        let known = conditions.parts(condition).compactMap { conditions.given($0) }
        let there = values.merging(known.map { ($0.name, $0.value) }) { $1 }
        let holds = catalogue.substitute(general.condition, there)
        guard holds == .truth || store.supposing(condition, { store.decided(holds) }) == true else { return false }
        guard let own = general.bindings.first, let binding = special.bindings.first else { return true }
        let values = catalogue.substitute([own.value, binding.value], there)
        guard !values.contains(where: \.isAbsent), own.enclosure == nil, binding.enclosure == nil, general.integers.count == 1 else {
            return false
        }
        let family = Root(value: values[0], multiplicity: 0, integers: general.integers)
        return FamilyMembers(solver).isInside(values[1], special.integers, of: family)
    }

    /// Whether a solution, for these values of parameters, is another one that was found for them.
    private func isSame(_ general: Solution, _ special: Solution, _ values: [Expr: Expr]) -> Bool {
        guard general.bindings.count == special.bindings.count, general.integers.count == special.integers.count else { return false }
        let names = Dictionary(uniqueKeysWithValues: zip(special.integers, general.integers))
        if general.bindings.isEmpty {
            // What is said of the unknown itself must be the same.
            return catalogue.substitute(general.condition, values) == catalogue.substitute(special.condition, names)
        }
        return zip(general.bindings, special.bindings).allSatisfy { first, second in
            let (left, right) = (catalogue.substitute(first.value, values), catalogue.substitute(second.value, names))
            if left.isAbsent || first.enclosure != nil || second.enclosure != nil { return false }
            if left == right { return true }
            let difference = store.difference(left, right)
            if store.isConstant(difference) { return solver.constants.sign(of: difference) == .zero }
            return Expansion(catalogue).tidied(difference) == .zero || (try? Transforms(catalogue).together(difference)) == .zero
        }
    }
}
