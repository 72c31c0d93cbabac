import Algebra
import Calculus
import Certified
import Expressions
import Reading
import Syntax

// Points at which the formula of a derivative says nothing: kinks, borders of branches, zeros of its denominators. Whether there is a
// derivative, and what the expression does beside the point, is told by expansions on both sides.
extension StationaryPoints {
    /// What is known of such a point.
    enum Joint {
        /// The ordinary derivatives hold.
        case none
        case stationary(Nature)
        /// There is no derivative, or another one than zero.
        case notStationary
        case undecided
    }

    /// What a point of one variable is, if formulas may fail there.
    func joint(at place: [Expr: Expr]) throws(Diagnostic) -> Joint {
        guard place.count == 1, let (variable, value) = place.first, store.isConstant(value), store.symbols(in: [expr]) == [variable],
            try pointDerivatives.isSuspect(expr, at: place)
        else { return .none }
        switch try pointDerivatives.derivative(of: expr, by: variable, at: place) {
        case .none: return .notStationary
        case .undecided: return .undecided
        case .exists(let slope):
            switch solver.constants.sign(of: slope) {
            case .zero: break
            case .unknown: return .undecided
            default: return .notStationary
            }
        }
        guard let (left, right) = try pointDerivatives.signsBeside(expr, by: variable, at: place) else { return .undecided }
        if left == 0 || right == 0 { return .stationary(.notIsolated) }
        return .stationary(left != right ? .inflection : left > 0 ? .minimum : .maximum)
    }

    /// What the members of a family are, as far as a few tell: all alike, or undecided.
    func joint(of family: Solution) throws(Diagnostic) -> Joint {
        guard variables.count == 1, family.integers.count == 1 else { return .none }
        var kinds: Set<Bool> = []
        for turn in [0, 1, -1, 2, 5] {
            let whole = [family.integers[0]: store.number(turn)]
            if catalogue.substitute(family.condition, whole) == .falsehood { continue }
            switch try joint(at: [variables[0]: catalogue.substitute(family.bindings[0].value, whole)]) {
            case .none: kinds.insert(true)
            case .notStationary: kinds.insert(false)
            case .stationary, .undecided: return .undecided
            }
        }
        return kinds.count > 1 ? .undecided : kinds == [false] ? .notStationary : .none
    }

    /// The points at which the formula of the derivative in one variable has no value, or does not hold; nil where not all are known.
    func joints(_ request: SolveRequest) throws(Diagnostic) -> [Solution]? {
        let domain = Domain(catalogue)
        let needed =
            request.conditions.flatMap { store.conjuncts(domain.condition(of: $0)) } + outcome.conditions.flatMap { store.conjuncts($0) }
        var found: [Solution] = []
        for condition in needed where store.kind(condition) == .relation && store.relation(condition) != .equal {
            let (left, right) = (store.child(condition, 0), store.child(condition, 1))
            guard store.depends(condition, on: variables[0]) else { continue }
            var border = request
            border.conditions = [store.equation(left, right)]
            let set = try solver.solve(border)
            guard set.isComplete else { return nil }
            for solution in set.solutions where !found.contains(where: { $0.bindings == solution.bindings }) {
                guard solution.bindings.count == 1, solution.condition == .truth else { return nil }
                found.append(solution)
            }
        }
        return found
    }

    /// Whether the formulas of the derivatives certainly say nothing of a solution.
    func isOutside(_ solution: Solution) -> Bool {
        let place = Dictionary(solution.bindings.map { ($0.name, $0.value) }) { first, _ in first }
        return catalogue.substitute(outcome.conditions, place).contains { condition in
            condition == .falsehood || store.isConstant(condition) && solver.constants.truth(of: condition) == false
        }
    }

    /// Adds the points of one variable that the formula of the derivative does not show, and says whether all are known; nil where there are
    /// other names, or whole ranges are stationary, and the conditions are left to the reader.
    func addJoints(_ request: SolveRequest) throws(Diagnostic) -> Bool? {
        guard variables.count == 1, store.symbols(in: [expr]) == variables,
            !outcome.points.contains(where: { $0.solution.bindings.isEmpty })
        else { return nil }
        guard let joints = try joints(request) else { return false }
        for solution in joints where !outcome.set.solutions.contains(where: { $0.bindings == solution.bindings }) {
            for whole in solution.integers.isEmpty ? [0] : [0, 1] {
                let turns = Dictionary(solution.integers.map { ($0, store.number(whole)) }) { first, _ in first }
                let place = [variables[0]: catalogue.substitute(solution.bindings[0].value, turns)]
                switch try joint(at: place) {
                case .stationary(let nature) where solution.integers.isEmpty && solution.bindings[0].enclosure == nil:
                    outcome.set.solutions.append(solution)
                    outcome.points.append(Point(solution: solution, nature: nature, value: value(solution)))
                case .notStationary: continue
                default: return false
                }
            }
        }
        return true
    }
}
