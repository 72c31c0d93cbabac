import Algebra
import Ball
import Certified
import Expressions
import Reading

/// Solves inequalities, and what `and`, `or` and `not` make of them and of equations, over the real numbers.
///
/// The zeros of a few functions part the line (`BoundaryFunctions`). Between two of them the condition is true throughout or false
/// throughout, so that one number tells (`SignTable`). Where all functions are periodic, one period is enough.
struct InequalitySolver {
    private let solver: Solver
    private var catalogue: Catalogue { solver.catalogue }
    private var store: ExprStore { solver.store }

    init(_ solver: Solver) { self.solver = solver }

    /// The numbers that satisfy all conditions of a request.
    func solve(_ request: SolveRequest) -> SolutionSet {
        var set = SolutionSet()
        set.isReal = true
        set.isComplete = false
        guard request.unknowns.count == 1, !store.assumptions.isComplex(request.unknowns[0]) else { return set }
        let unknown = request.unknowns[0]
        let assumed = AssumedNumbers(unknown, store)
        return store.hidingAssumptions(about: [unknown]) {
            let question = Question(request, assumed, solver)
            guard let question else { return set }
            if store.symbols(in: [question.form]).allSatisfy({ $0 == unknown }) {
                answer(question, assumed, &set)
            } else {
                answerByCases(question, assumed, &set)
            }
            return set
        }
    }

    private func answer(_ question: Question, _ assumed: AssumedNumbers, _ set: inout SolutionSet) {
        guard let found = WholePartRanges(question, solver).ranges() ?? LineSolver(question, solver).ranges() else { return }
        set.isComplete = found.isComplete && !store.budget.isExhausted
        set.isVerified = found.isConfirmed ? true : nil
        set.steps = found.steps
        guard assumed.isWhole else {
            set.solutions = found.ranges.map { solution($0.range, question.unknown, found.integers, if: $0.condition) }
            return
        }
        // Which members of a family are whole is another question.
        guard found.integers.isEmpty else {
            set.isComplete = false
            return
        }
        let constants = solver.constants
        for range in found.ranges {
            guard let allowed = assumed.allowed(range.range, constants) else {
                set.isComplete = false
                continue
            }
            set.solutions += allowed.map { solution($0, question.unknown, []) }
        }
    }

    /// With other names: cases, which are compared with the question at many points.
    private func answerByCases(_ question: Question, _ assumed: AssumedNumbers, _ set: inout SolutionSet) {
        let isReal = store.symbols(in: [question.form]).allSatisfy { !store.assumptions.isComplex($0) }
        guard isReal, let cases = ParametricInequality(question, solver).cases() else { return }
        let agrees = CaseTrial(question, solver).agrees(cases)
        if agrees == false { return }
        set.isComplete = !store.budget.isExhausted
        set.isVerified = agrees
        set.solutions = cases.compactMap { found in
            let condition = store.conjunction([found.range, found.condition])
            guard store.kind(found.range) == .relation, store.relation(found.range) == .equal,
                store.child(found.range, 0) == question.unknown
            else { return Solution([], condition: condition) }
            // Of whole numbers a range holds some or none, a number is one of them or is left out.
            if assumed.isWhole {
                let value = store.child(found.range, 1)
                guard store.isNumber(value) else { return Solution([], condition: condition) }
                if !assumed.allows(store.facts(of: value)) { return nil }
            }
            return Solution([.init(name: question.unknown, value: store.child(found.range, 1))], condition: found.condition)
        }
    }

    private func solution(_ range: RealRange, _ unknown: Expr, _ integers: [Expr], if count: Expr = .truth) -> Solution {
        if range.isLine { return Solution([]) }
        let isFamily = [range.lower, range.upper].contains { end in end.map { store.symbols(in: [$0.value]) != [] } ?? false }
        let tidy = isFamily ? range : range.mapped { solver.tidied($0) }
        let condition = tidy.condition(on: unknown, store)
        let names = integers.filter { store.depends(condition, on: $0) }
        if let point = tidy.point { return Solution([.init(name: unknown, value: point)], condition: count, integers: names) }
        return Solution([], condition: store.conjunction([condition, count]), integers: names)
    }
}

/// What is asked of one unknown.
struct Question {
    let unknown: Expr
    /// Everything that must hold, as it was given.
    let original: Expr
    /// The same without `not` and branches.
    let form: Expr

    /// A condition without `not` and branches, and what it was made from.
    init(_ unknown: Expr, _ form: Expr, original: Expr) {
        self.unknown = unknown
        self.form = form
        self.original = original
    }

    /// Nil where a condition is none of real numbers.
    init?(_ request: SolveRequest, _ assumed: AssumedNumbers, _ solver: Solver) {
        let store = solver.store
        unknown = request.unknowns[0]
        var parts = request.conditions.map { store.traits($0).contains(.isCondition) ? $0 : store.equation($0, .zero) }
        parts.append(assumed.condition)
        if let interval = request.interval {
            parts.append(store.relation(.lessOrEqual, interval.lower, unknown))
            parts.append(store.relation(.lessOrEqual, unknown, interval.upper))
        }
        // A power of a number that is not positive has values here and there only.
        for base in request.domain.compactMap(\.requirement.base) where store.isConstant(base) {
            guard RealConstants(solver.catalogue, solver.evaluator).sign(of: base) == .positive else { return nil }
        }
        let conditionForm = ConditionForm(store)
        guard let plain = conditionForm.plain(store.conjunction(parts)) else { return nil }
        // What the text requires and the relations no longer show holds for all of them.
        let definedness = Definedness(solver.catalogue)
        let relations = conditionForm.relations(plain)
        let known = Set(definedness.conditions(of: relations))
        let isJoined =
            store.kind(plain) == .relation
            || store.kind(plain) == .conjunction && store.childArray(plain).allSatisfy { store.kind($0) == .relation }
        let required = request.domain.filter { isJoined || !definedness.isCovered($0.requirement, by: known) }.map {
            solver.catalogue.condition($0)
        }
        original = store.conjunction(parts + required)
        let all = store.conjunction([plain] + required)
        guard let form = conditionForm.plain(EvenRoots(unknown, solver.catalogue).asMagnitudes(all)),
            store.traits(form).isDisjoint(with: [.hasImaginary, .hasApplication, .hasInfinity])
        else { return nil }
        self.form = form
    }
}
