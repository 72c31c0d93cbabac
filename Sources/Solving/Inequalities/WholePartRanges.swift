import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Conditions in which the unknown stands in one whole part `floor(u)` with `u = s*x + t`: with `u = v + k`, `0 <= v < 1`, either the
/// whole number `k` goes, and the condition is one on `v` that comes again in every step, as for `mod(x, 3) < 1`; or `v` goes, and it is
/// one on `k`, as for `floor(x) > 2`.
struct WholePartRanges {
    private let question: Question
    private let solver: Solver
    private let constants: RealConstants
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }

    init(_ question: Question, _ solver: Solver) {
        self.question = question
        self.solver = solver
        constants = RealConstants(solver.catalogue, solver.evaluator)
    }

    /// The ranges; nil for other conditions.
    func ranges() -> LineSolver.Found? {
        let form = withoutCeilings(question.form)
        let parts = store.postorder([form]).filter {
            store.kind($0) == .call && store.function($0) == KnownFunction.floor && holds($0)
        }
        guard parts.count == 1, let line = AffineFamily(store.child(parts[0], 0), in: question.unknown, catalogue),
            store.isConstant(line.start), store.isConstant(line.step), constants.sign(of: line.step) != .unknown
        else { return nil }
        let (rest, whole) = (store.symbol("rest of \(parts[0].index)"), store.symbol("whole part of \(parts[0].index)"))
        let unknown = store.quotient(store.difference(store.sum(rest, whole), line.start), line.step)
        let inParts = catalogue.substitute(catalogue.substitute(form, [parts[0]: whole]), [question.unknown: unknown])
        guard let plain = ConditionForm(store).plain(tidied(inParts)) else { return nil }
        switch store.symbols(in: [plain]) {
        case [rest]: return repeated(plain, rest, line)
        case [whole]: return stepped(plain, whole, line)
        default: return nil
        }
    }

    private func holds(_ expr: Expr) -> Bool { store.depends(expr, on: question.unknown) }

    /// `-floor(-u)` for `ceil(u)`.
    private func withoutCeilings(_ condition: Expr) -> Expr {
        var replacements: [Expr: Expr] = [:]
        for node in store.postorder([condition]) where store.kind(node) == .call && holds(node) {
            guard case .ceil = Vocabulary.row(store.function(node)).exact else { continue }
            replacements[node] = store.negated(catalogue.call(KnownFunction.floor, [store.negated(store.child(node, 0))]))
        }
        return replacements.isEmpty ? condition : catalogue.substitute(condition, replacements)
    }

    /// The relations with their sides multiplied out, so that what cancels is gone.
    private func tidied(_ condition: Expr) -> Expr {
        var replacements: [Expr: Expr] = [:]
        for relation in ConditionForm(store).relations(condition) {
            let difference = Expansion(catalogue).tidied(store.difference(store.child(relation, 0), store.child(relation, 1)))
            replacements[relation] = store.relation(store.relation(relation), difference, .zero)
        }
        return replacements.isEmpty ? condition : catalogue.substitute(condition, replacements)
    }

    /// The unknown where `u` has a value.
    private func back(_ end: RealRange.End?, _ line: AffineFamily, plus whole: Expr = .zero) -> RealRange.End? {
        end.map {
            .init(value: store.quotient(store.difference(store.sum($0.value, whole), line.start), line.step), isReached: $0.isReached)
        }
    }

    private func range(_ lower: RealRange.End?, _ upper: RealRange.End?, _ line: AffineFamily, plus whole: Expr = .zero) -> RealRange {
        let (first, second) = (back(lower, line, plus: whole), back(upper, line, plus: whole))
        return constants.sign(of: line.step) == .positive ? RealRange(lower: first, upper: second) : RealRange(lower: second, upper: first)
    }

    private func own(_ condition: Expr, _ name: Expr) -> LineSolver.Found? {
        LineSolver(Question(name, condition, original: condition), solver).ranges()
    }

    private func repeated(_ condition: Expr, _ rest: Expr, _ line: AffineFamily) -> LineSolver.Found? {
        let inside = store.conjunction([condition, store.relation(.lessOrEqual, .zero, rest), store.relation(.less, rest, .one)])
        guard var found = own(inside, rest), found.integers.isEmpty, found.isComplete else { return nil }
        let equationSolver = EquationSolver(
            catalogue, solver.evaluator, question.unknown, isReal: true, avoiding: store.symbols(in: [question.form]))
        let name = equationSolver.wholeName(besides: [])
        found.ranges = found.ranges.map { .init(range: range($0.range.lower, $0.range.upper, line, plus: name)) }
        found.integers = [name]
        return found
    }

    private func stepped(_ condition: Expr, _ whole: Expr, _ line: AffineFamily) -> LineSolver.Found? {
        guard var found = own(condition, whole), found.integers.isEmpty, found.isComplete else { return nil }
        var ranges: [LineSolver.Part] = []
        for part in found.ranges {
            var (lower, upper): (RealRange.End?, RealRange.End?)
            if let end = part.range.lower {
                guard let below = constants.smallFloor(end.value) else { return nil }
                let isWhole = constants.order(end.value, store.number(below)) == .zero && end.isReached
                lower = .init(value: store.number(isWhole ? below : below + 1), isReached: true)
            }
            if let end = part.range.upper {
                guard let below = constants.smallFloor(end.value) else { return nil }
                let isOutside = constants.order(end.value, store.number(below)) == .zero && !end.isReached
                upper = .init(value: store.number(isOutside ? below : below + 1), isReached: false)
            }
            if let lower, let upper, constants.order(lower.value, upper.value) != .negative { continue }
            ranges.append(.init(range: range(lower, upper, line)))
        }
        found.ranges = constants.sign(of: line.step) == .positive ? ranges : ranges.reversed()
        return found
    }
}
