import Certified
import Expressions
import Reading
import Vocabulary

/// Equations with one whole part `floor(u)`: it becomes a whole number k, and what is found for k counts where `k <= u < k + 1`.
struct WholePartMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }
    private var constants: RealConstants { RealConstants(catalogue, solver.evaluator) }
    /// More values of k are not taken one by one.
    private static let mostMembers = 200

    init(_ solver: EquationSolver) { self.solver = solver }

    func roots(of expr: Expr) -> Roots? {
        guard solver.isReal, store.symbols(in: [expr]) == [solver.unknown] else { return nil }
        let parts = store.postorder([expr]).filter {
            store.kind($0) == .call && store.function($0) == KnownFunction.floor
                && solver.holdsUnknown($0)
        }
        guard parts.count == 1 else { return nil }
        let name = solver.wholeName(besides: [])
        let reduced = catalogue.substitute(expr, [parts[0]: name])
        guard !reduced.isAbsent else { return nil }
        let inner = store.child(parts[0], 0)
        if !solver.holdsUnknown(reduced) { return values(of: reduced, name, inner) }
        solver.reserve(name)
        let found = solver.roots(of: reduced)
        guard found.isComplete, found.everything.isEmpty else { return nil }
        var result = Roots()
        for root in found.list {
            guard root.enclosure == nil, root.integers.isEmpty, root.condition == .truth,
                let own = members(root, name, inner)
            else {
                return nil
            }
            result.join(own)
        }
        return result
    }

    /// The whole part is one of a few numbers: ranges of the unknown.
    private func values(of reduced: Expr, _ name: Expr, _ inner: Expr) -> Roots? {
        let numbers = EquationSolver(
            catalogue, solver.evaluator, name, isReal: true, avoiding: [solver.unknown]
        ).roots(of: reduced)
        guard numbers.isComplete, numbers.everything.isEmpty else { return nil }
        var result = Roots()
        for number in numbers.list {
            guard number.integers.isEmpty, number.condition == .truth,
                let below = constants.smallFloor(number.value)
            else { return nil }
            switch constants.order(number.value, store.number(below)) {
            case .zero:
                let (lower, upper) = (store.number(below), store.number(below + 1))
                result.everything.append(
                    store.conjunction([
                        store.relation(.lessOrEqual, lower, inner), store.relation(.less, inner, upper),
                    ]))
            case .positive: continue
            default: return nil
            }
        }
        return result
    }

    /// The members of a family at which the inner expression has the whole part that they were found for; nil where that is not linear.
    private func members(_ root: Root, _ name: Expr, _ inner: Expr) -> Roots? {
        guard store.depends(root.value, on: name) else {
            return store.isConstant(root.value) ? Roots(list: [root]) : nil
        }
        let rest = store.difference(catalogue.substitute(inner, [solver.unknown: root.value]), name)
        guard !rest.isAbsent else { return nil }
        let plain = Expansion(catalogue).tidied(rest)
        if store.isConstant(plain) {
            // All members are, or none: 0 <= rest < 1.
            guard let below = constants.smallFloor(plain) else { return nil }
            var family = root
            family.integers = [name]
            family.multiplicity = 0
            return below == 0 ? Roots(list: [family]) : Roots.none
        }
        guard let line = AffineFamily(plain, in: name, catalogue), store.isConstant(line.start),
            store.isConstant(line.step),
            let (first, last) = line.turns(from: .zero, to: .one, constants),
            last - first < WholePartMethod.mostMembers
        else { return nil }
        var result = Roots()
        for number in first...max(first, last) where number <= last {
            guard let below = constants.smallFloor(line.member(number, store)) else { return nil }
            guard below == 0 else { continue }
            result.list.append(
                Root(value: catalogue.substitute(root.value, [name: store.number(number)]), multiplicity: 0)
            )
        }
        return result
    }
}
