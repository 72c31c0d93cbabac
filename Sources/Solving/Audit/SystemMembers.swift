import Ball
import Certified
import Expressions

/// The points that an answer about several unknowns gives, as a set that can be asked.
struct SystemMembers {
    private let solutions: [Solution]
    private let unknowns: [Expr]
    private let solver: Solver
    private var store: ExprStore { solver.store }
    private var evaluator: BallEvaluator { solver.evaluator }
    /// So many whole numbers are tried for one name, and for two.
    private static let reach = (one: 60, two: 12)
    /// Values of unknowns that are free, in whose places a point is tried.
    private static let free = [17.0 / 13, -23.0 / 7, 5.0 / 3]

    /// - Parameter solutions: those of a system without parameters.
    init(_ solutions: [Solution], _ unknowns: [Expr], _ solver: Solver) {
        self.solutions = solutions
        self.unknowns = unknowns
        self.solver = solver
    }

    /// Whether a point is given; nil where that cannot be told.
    func contains(_ point: [PlanePoint]) -> Bool? {
        var isOpen = false
        for solution in solutions {
            guard let turns = turns(of: solution.integers, [SystemMembers.reach.one, SystemMembers.reach.two]) else { return nil }
            for whole in turns where store.budget.step() {
                switch holds(solution, whole, point) {
                case true: return true
                case nil: isOpen = true
                default: break
                }
            }
            if !reaches(solution, point) { isOpen = true }
        }
        return isOpen ? nil : false
    }

    /// Whether the members that are tried go farther out than a point, in each direction in which they are counted.
    private func reaches(_ solution: Solution, _ point: [PlanePoint]) -> Bool {
        let reach = solution.integers.count == 1 ? SystemMembers.reach.one : SystemMembers.reach.two
        return solution.integers.allSatisfy { name in
            zip(unknowns, point).contains { unknown, number in
                guard let binding = solution.bindings.first(where: { $0.name == unknown }), store.depends(binding.value, on: name) else {
                    return false
                }
                return [reach, -reach].allSatisfy { turn in
                    let place = Dictionary(solution.integers.map { ($0, SystemMembers.ball(PlanePoint($0 == name ? Double(turn) : 0))) }) {
                        $1
                    }
                    evaluator.begin(bits: 64, at: place)
                    let value = evaluator.value(of: binding.value)
                    return value.isFinite && PlanePoint(value.midpoint.real, value.midpoint.imaginary).magnitude > number.magnitude + 1
                }
            }
        }
    }

    /// Numbers for the names that stand for whole ones; nil where these are too many.
    private func turns(of names: [Expr], _ reach: [Int]) -> [[Expr: Int]]? {
        guard names.count <= reach.count else { return nil }
        return names.reduce([[:]]) { found, name in
            (-reach[names.count - 1]...reach[names.count - 1]).flatMap { turn in found.map { $0.merging([name: turn]) { $1 } } }
        }
    }

    private func holds(_ solution: Solution, _ whole: [Expr: Int], _ point: [PlanePoint]) -> Bool? {
        var place = whole.mapValues { SystemMembers.ball(PlanePoint(Double($0))) }
        for (name, number) in zip(unknowns, point) where !solution.bindings.contains(where: { $0.name == name }) {
            place[name] = SystemMembers.ball(number)
        }
        evaluator.begin(bits: 128, at: place)
        for (name, number) in zip(unknowns, point) {
            guard let binding = solution.bindings.first(where: { $0.name == name }) else { continue }
            let value = evaluator.value(of: binding.value)
            guard value.isFinite else { return whole.isEmpty ? nil : false }
            let found = PlanePoint(value.midpoint.real, value.midpoint.imaginary)
            if (found - number).magnitude > 1e-6 * max(1, number.magnitude) { return false }
        }
        if solution.condition == .truth { return true }
        // At the end of a range rounding may decide.
        for (name, number) in zip(unknowns, point) { place[name] = SystemMembers.ball(number) }
        return evaluator.decides(solution.condition, at: place, [128]) == true ? true : nil
    }

    /// Solutions of which a member is certainly not real, where only real ones were asked for, or certainly solves an equation not.
    func wrong(_ equations: [Expr], isReal: Bool) -> [Int] {
        solutions.indices.filter { position in
            let solution = solutions[position]
            let turns = turns(of: solution.integers, [2, 1, 1]) ?? []
            return turns.contains { whole in store.budget.step() && isWrong(solution, whole, equations, isReal) }
        }
    }

    private func isWrong(_ solution: Solution, _ whole: [Expr: Int], _ equations: [Expr], _ isReal: Bool) -> Bool {
        var place = whole.mapValues { SystemMembers.ball(PlanePoint(Double($0))) }
        let bound = Set(solution.bindings.map(\.name))
        for (position, name) in unknowns.enumerated() where !bound.contains(name) {
            place[name] = SystemMembers.ball(PlanePoint(SystemMembers.free[position % SystemMembers.free.count]))
        }
        guard solution.bindings.allSatisfy({ $0.enclosure == nil }) else { return false }
        if solution.condition != .truth, evaluator.decides(solution.condition, at: place, [128]) != true { return false }
        evaluator.begin(bits: 192, at: place)
        let values = solution.bindings.map { binding in
            // The evaluator uses its balls again.
            let value = ComplexBall()
            value.set(evaluator.value(of: binding.value))
            return (binding.name, value)
        }
        guard values.allSatisfy(\.1.isFinite) else { return false }
        if isReal, values.contains(where: { isOutsideReals($0.1) }) { return true }
        evaluator.begin(bits: 192, at: place.merging(values) { $1 })
        return equations.contains { equation in
            let value = evaluator.value(of: equation)
            return value.isFinite && value.excludesZero
        }
    }

    private func isOutsideReals(_ ball: ComplexBall) -> Bool {
        let bounds = ball.bounds(.imaginary)
        return bounds.lower > 0 || bounds.upper < 0
    }

    private static func ball(_ point: PlanePoint) -> ComplexBall {
        let ball = ComplexBall()
        ball.set(real: point.real, imaginary: point.imaginary)
        return ball
    }
}
