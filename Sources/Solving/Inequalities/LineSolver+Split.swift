import Certified
import Expressions
import Reading

// Periodic relations beside others.
extension LineSolver {
    /// Relations with finitely many boundary points part the line; beyond the outermost of these only periodic ones count.
    func split(_ points: BoundaryPoints) -> Found? {
        var (numbers, fixed): ([Expr], [Expr]) = ([], [])
        var isPeriodic = true
        for relation in ConditionForm(store).relations(question.form) {
            guard let (functions, own) = boundary(relation) else { return nil }
            if own.families.isEmpty {
                fixed.append(relation)
                numbers += own.numbers
            } else if CommonPeriod(equationSolver, constants).period(of: functions) == nil {
                isPeriodic = false
            }
        }
        guard let ordered = constants.sorted(numbers) else { return nil }
        guard let first = ordered.first, let last = ordered.last else {
            // What is the same everywhere is put in, and the rest is periodic.
            guard isPeriodic, !fixed.isEmpty, let rest = tail(from: .zero, isAbove: true, fixed) else { return nil }
            return LineSolver(Question(question.unknown, rest, original: question.original), solver).ranges()
        }
        guard let below = tail(from: first, isAbove: false, fixed), let above = tail(from: last, isAbove: true, fixed),
            isPeriodic || (below == .falsehood && above == .falsehood), let middle = middle(points, first, last)
        else { return nil }
        let name = equationSolver.wholeName(besides: [])
        guard let left = tails(below, from: first, isAbove: false, name), let right = tails(above, from: last, isAbove: true, name) else {
            return nil
        }
        var found = middle
        let finite = left.cut + middle.ranges.map(\.range) + right.cut
        guard let ranges = joined(finite) else { return nil }
        found.ranges = left.families + ranges.map { Part(range: $0) } + right.families
        found.integers = [name]
        found.isComplete = middle.isComplete && left.isComplete && right.isComplete
        found.isConfirmed = middle.isConfirmed && left.isConfirmed && right.isConfirmed
        return found
    }

    /// What the condition is beyond a number: relations that are the same all the way are put in.
    private func tail(from end: Expr, isAbove: Bool, _ fixed: [Expr]) -> Expr? {
        guard let sample = SampleNumbers(constants).between(isAbove ? end : nil, isAbove ? nil : end) else { return nil }
        let truth = PointTruth(equationSolver, constants)
        var values: [Expr: Expr] = [:]
        for relation in fixed {
            guard let holds = truth.truth(of: relation, at: sample) else { return nil }
            values[relation] = holds ? .truth : .falsehood
        }
        return equationSolver.catalogue.substitute(question.form, values)
    }

    /// The ranges between two numbers, which belong to it.
    private func middle(_ points: BoundaryPoints, _ first: Expr, _ last: Expr) -> Found? {
        guard let members = points.members(from: first, to: last, constants),
            let ordered = constants.sorted([first, last] + points.numbers + members),
            let low = ordered.firstIndex(where: { constants.order($0, first) == .zero }),
            let high = ordered.firstIndex(where: { constants.order($0, last) == .zero })
        else { return nil }
        var table = SignTable(equationSolver, constants, form: question.form, original: question.original)
        let all = table.pieces(ordered)
        // Half-line, point, interval, point and so on.
        let pieces = all[(2 * low + 1)...(2 * high + 1)]
        return Found(
            ranges: LinePiece.joined(Array(pieces)).map { Part(range: $0) }, isComplete: pieces.allSatisfy { $0.truth != nil },
            isConfirmed: table.isConfirmed, steps: steps(points, table))
    }

    /// What a periodic condition leaves of a half-line.
    private func tails(
        _ condition: Expr, from end: Expr, isAbove: Bool, _ name: Expr
    ) -> (families: [Part], cut: [RealRange], isComplete: Bool, isConfirmed: Bool)? {
        if condition == .falsehood { return ([], [], true, true) }
        let bound = RealRange.End(value: end, isReached: false)
        let whole = isAbove ? RealRange(lower: bound, upper: nil) : RealRange(lower: nil, upper: bound)
        if condition == .truth { return ([], [whole], true, true) }
        let inner = LineSolver(Question(question.unknown, condition, original: condition), solver)
        guard let (functions, points) = boundary(condition), points.numbers.isEmpty,
            let period = CommonPeriod(equationSolver, constants).period(of: functions),
            let periodic = inner.periodicRanges(points, period)
        else { return nil }
        guard let ranges = periodic.ranges else {
            guard let found = inner.onLine([], points), found.isComplete else { return nil }
            return ([], found.ranges.isEmpty ? [] : [whole], true, found.isConfirmed)
        }
        guard let tails = PeriodicTails(ranges, from: end, isAbove: isAbove, name, constants) else { return nil }
        return (
            tails.families.map { Part(range: $0.range, condition: $0.condition) }, tails.cut, ranges.isComplete, periodic.table.isConfirmed
        )
    }

    /// Ranges in ascending order, those that meet made one.
    private func joined(_ ranges: [RealRange]) -> [RealRange]? {
        var list: [RealRange] = []
        for range in ranges {
            if let upper = list.last?.upper, let lower = range.lower {
                switch constants.order(upper.value, lower.value) {
                case .zero where upper.isReached || lower.isReached:
                    list[list.count - 1].upper = range.upper
                    continue
                case .unknown, .notReal: return nil
                default: break
                }
            }
            list.append(range)
        }
        return list
    }
}
