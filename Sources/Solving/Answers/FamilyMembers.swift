import Algebra
import Certified
import Exact
import Expressions
import Reading

/// Families of solutions: those that belong together as one.
struct FamilyMembers {
    private let solver: Solver
    private var store: ExprStore { solver.store }

    init(_ solver: Solver) { self.solver = solver }

    /// Families that lie in others are left out; two that halve each other's distances become one.
    func merged(_ roots: [Root]) -> [Root] {
        var roots = roots.map { withoutGaps($0) }
        var isChanged = true
        while isChanged, store.budget.step() {
            isChanged = false
            search: for first in roots.indices {
                for second in roots.indices where second != first {
                    guard let joined = joined(roots[first], roots[second]) else { continue }
                    roots[first] = joined
                    roots.remove(at: second)
                    isChanged = true
                    break search
                }
            }
        }
        return roots
    }

    /// A family of which every second, third, … member counts, with these only.
    private func withoutGaps(_ root: Root) -> Root {
        guard root.integers.count == 1, root.condition != .truth else { return root }
        let name = root.integers[0]
        for part in store.conjuncts(root.condition) {
            guard let (step, first) = WholeCondition(solver, name).progression(part), step > 1 else { continue }
            let member = store.sum(store.product([store.number(step), name]), store.number(first))
            let values = solver.catalogue.substitute(
                [root.value, store.conjunction(store.conjuncts(root.condition).filter { $0 != part })], [name: member])
            guard !values.contains(where: \.isAbsent) else { continue }
            var plain = root
            (plain.value, plain.condition) = (values[0], values[1])
            return plain
        }
        return root
    }

    /// One family for two, the second of which lies in the first or between its members.
    private func joined(_ left: Root, _ right: Root) -> Root? {
        if isMirrored(left, right) || isMember(right, of: left) { return left }
        guard let first = AffineFamily(left, solver.catalogue) else { return nil }
        if store.isConstant(right.value) {
            return right.enclosure == nil && left.condition == .truth && right.condition == .truth
                && turns(from: first, to: right.value).map(\.isInteger) == true ? left : nil
        }
        guard let second = AffineFamily(right, solver.catalogue), let ratio = rational(store.quotient(second.step, first.step)),
            let turns = turns(from: first, to: second.start)
        else { return nil }
        if ratio.isInteger, !ratio.isZero, turns.isInteger { return joined(left, holding: right, every: ratio, from: turns) }
        guard ratio.magnitude.isOne, (turns * 2).isInteger else { return nil }
        guard let near = excluded(left), let far = excluded(right) else { return nil }
        // Counted at half the distance, members of the first are the even ones.
        var root = without(near.map { $0 * 2 } + far.map { (turns + ratio * $0) * 2 }, left)
        root.value = store.sum(first.start, store.product([.half, first.step, left.integers[0]]))
        return root
    }

    /// A family that holds the members of another, which are every n-th of its own: it leaves out what both leave out.
    private func joined(_ left: Root, holding right: Root, every ratio: Rational, from turns: Rational) -> Root? {
        if left.condition == .truth { return left }
        guard let own = excluded(left), let others = excluded(right) else { return nil }
        let missing = own.filter { number in
            let turn = (number - turns) / ratio
            return !turn.isInteger || others.contains(turn)
        }
        return without(missing, left)
    }

    /// The family without the members of these numbers only.
    private func without(_ numbers: [Rational], _ root: Root) -> Root {
        var result = root
        result.condition = store.conjunction(numbers.map { store.relation(.notEqual, root.integers[0], store.number($0)) })
        return result
    }

    /// Whether all members of a family, or a single value, are members of another whose distances may hold parameters.
    func isInside(_ value: Expr, _ integers: [Expr], of family: Root) -> Bool {
        guard let outer = AffineFamily(family.value, in: family.integers.first ?? .undefined, solver.catalogue) else {
            return value == family.value
        }
        func turns(_ difference: Expr) -> Rational? {
            store.rationalValue(Expansion(solver.catalogue).tidied(store.quotient(difference, outer.step)))
        }
        if integers.isEmpty { return turns(store.difference(value, outer.start))?.isInteger == true }
        guard integers.count == 1, let inner = AffineFamily(value, in: integers[0], solver.catalogue) else { return false }
        return turns(inner.step)?.isInteger == true && turns(store.difference(inner.start, outer.start))?.isInteger == true
    }

    /// Whether a number is one of the first members of a family, whatever its distances.
    private func isMember(_ root: Root, of family: Root) -> Bool {
        guard family.integers.count == 1, store.isConstant(root.value), root.enclosure == nil, root.condition == .truth else {
            return false
        }
        return (-2...2).contains { number in
            let whole = [family.integers[0]: store.number(number)]
            return solver.catalogue.substitute(family.value, whole) == root.value
                && solver.catalogue.substitute(family.condition, whole) == .truth
        }
    }

    /// Whether two families are one that is counted in opposite directions: `(2*pi*k + a)^2` and `(2*pi*k - a)^2`.
    private func isMirrored(_ left: Root, _ right: Root) -> Bool {
        guard left.integers.count == 1, right.integers.count == 1, left.condition == right.condition,
            !store.symbols(in: [left.condition]).contains(left.integers[0])
        else { return false }
        let turned = solver.catalogue.substitute(right.value, [right.integers[0]: store.negated(left.integers[0])])
        if turned.isAbsent { return false }
        return turned == left.value || Expansion(solver.catalogue).tidied(store.difference(turned, left.value)) == .zero
    }

    /// The numbers of the members that the conditions of a family leave out; nil for other conditions.
    private func excluded(_ root: Root) -> [Rational]? {
        if root.condition == .truth { return [] }
        var numbers: [Rational] = []
        for part in store.conjuncts(root.condition) {
            guard store.kind(part) == .relation, store.relation(part) == .notEqual else { return nil }
            let sides = [store.child(part, 0), store.child(part, 1)]
            guard sides.contains(root.integers[0]), let number = sides.firstResult(of: { store.rationalValue($0) }) else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private func turns(from family: AffineFamily, to value: Expr) -> Rational? {
        rational(store.quotient(store.difference(value, family.start), family.step))
    }

    /// The rational number that a constant is, with a small denominator; nil for another.
    private func rational(_ value: Expr) -> Rational? {
        if let number = store.rationalValue(value) { return number }
        let bounds = solver.evaluator.bounds(of: value)
        let middle = (bounds.lower + bounds.upper) / 2
        guard middle.isFinite, abs(middle) < 1e9 else { return nil }
        for denominator in 1...12 {
            let above = (middle * Double(denominator)).rounded()
            guard abs(above / Double(denominator) - middle) < 1e-12 * max(1, abs(middle)) else { continue }
            let guess = Rational(Int(above), denominator)
            return solver.constants.isProvedZero(store.difference(value, store.number(guess))) ? guess : nil
        }
        return nil
    }
}
