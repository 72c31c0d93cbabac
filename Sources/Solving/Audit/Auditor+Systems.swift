import Certified
import Expressions

// Systems: equations that hold together.
extension Auditor {
    /// More unknowns are not tried: zeros are then rarely met by chance.
    private static let mostUnknowns = 4
    private static let mostTrials = 10

    /// What is against the solutions of a system, and which of them is none.
    func systemDoubts(_ equations: [Expr], _ set: SolutionSet) -> [(doubt: Doubt, solution: Int?)] {
        var unknowns: [Expr] = []
        for unknown in request.unknowns where !unknowns.contains(unknown) { unknowns.append(unknown) }
        guard unknowns.count <= Auditor.mostUnknowns, !unknowns.contains(where: { store.assumptions.facts(ofName: $0).isInteger }) else {
            return []
        }
        let isReal = (set.isReal || request.isReal) && !unknowns.contains { store.assumptions.isComplex($0) }
        let names = parameters(equations + compared, set)
        let asked = Restriction(solver, of: unknowns, in: request.interval).conditions
        let trials = (trials(names, set) ?? []).prefix(Auditor.mostTrials)
        // Where a solution is given for special values only, these come first: the time may not do for all.
        let special = trials.filter { trial in set.solutions.contains { $0.condition != .truth && closed($0, trial) != nil } }
        for trial in special + trials.filter({ !special.contains($0) }) where store.budget.step() {
            let there = solver.catalogue.substitute(equations + [domain], trial)
            guard !there.contains(where: \.isAbsent), store.symbols(in: there).allSatisfy({ unknowns.contains($0) }) else { continue }
            let conditions = store.withoutAssumptions {
                store.conjunction(there.suffix(1) + solver.catalogue.substitute(asked, trial))
            }
            let solutions = set.solutions.map { closed($0, trial) }
            let kept = solutions.indices.filter { solutions[$0] != nil }
            let members = SystemMembers(kept.compactMap { solutions[$0] }, unknowns, solver)
            let wrong = members.wrong(there.dropLast(), isReal: isReal)
            if !wrong.isEmpty { return wrong.map { (doubt(.wrong, nil, trial, names), kept[$0]) } }
            guard set.isComplete, conditions != .falsehood else { continue }
            let scan = SystemScan(there.dropLast(), unknowns, where: conditions, isReal: isReal, solver)
            if let missing = scan.first(where: { members.contains($0) == false && !store.budget.isExhausted }) {
                return [(doubt(.missing, missing, trial, names), nil)]
            }
        }
        return []
    }

    /// The solution of a system that the audit came upon, where its values have simple forms.
    func systemSolution(_ place: [PlanePoint]) -> Solution? {
        let equations = request.conditions.flatMap { solver.parts($0) }.compactMap { solver.side($0) }
        func forms(_ part: Double) -> [Expr] { ExactGuess(store).values(near: part, tolerance: 1e-7 * max(1, part.magnitude)) }
        let choices = place.map { point in
            forms(point.real).flatMap { real in
                forms(point.imaginary).map { store.sum(real, store.product($0, store.constant(.imaginaryUnit))) }
            }
        }
        let places = zip(request.unknowns, choices).reduce([[:]] as [[Expr: Expr]]) { found, choice in
            choice.1.flatMap { value in found.map { $0.merging([choice.0: value]) { $1 } } }
        }
        let exact = places.first { values in
            solver.catalogue.substitute(equations, values).allSatisfy { $0 == .zero || !$0.isAbsent && solver.constants.isProvedZero($0) }
        }
        return exact.map { values in Solution(request.unknowns.map { .init(name: $0, value: values[$0] ?? .undefined) }) }
    }
}
