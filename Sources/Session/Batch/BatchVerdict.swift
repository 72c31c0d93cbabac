import Algebra
import Certified
import Exact
import Expressions
import Reading
import Syntax
import Tables

/// What was decided of a row that doubles cannot vouch for.
struct BatchVerdict {
    /// What is the matter with a row.
    enum Kind: Hashable, Sendable {
        case noDerivative, noValue, undecided
        /// There are partial derivatives, and it is known that these are all there is.
        case partialOnly
    }

    /// A result.
    enum Entry: Sendable {
        /// The nearest double of the exact result.
        case certified(Double)
        /// The result as it is to be shown, with the nearest double: its digits are asked for, or it is beyond the range of doubles.
        case written(String, Double)
        /// There is none, or none is known.
        case missing
        /// What the program gave stands.
        case computed
    }

    /// What is the matter; nil where all results exist.
    var kind: Kind?
    /// Why, for the user.
    var reason = ""
    /// The results, in the order of their columns.
    var entries: [Entry]

    init(entries: [Entry]) { self.entries = entries }

    init(_ kind: Kind, _ reason: String, _ entries: [Entry]) {
        self.kind = kind
        self.reason = reason
        self.entries = entries
    }

    /// The verdict on a row of which nothing is in doubt but the rounding errors: what was not decided stands as it was computed.
    var withoutOtherDoubts: BatchVerdict {
        guard kind == .undecided else { return self }
        var verdict = self
        verdict.entries = entries.map { if case .missing = $0 { .computed } else { $0 } }
        return verdict
    }
}

extension BatchShape {
    func entries(_ entry: BatchVerdict.Entry) -> [BatchVerdict.Entry] { Array(repeating: entry, count: count) }

    /// The values as computed, and no derivatives.
    var unvouched: [BatchVerdict.Entry] {
        (0..<count).map { $0 < functionCount ? .computed : .missing }
    }
}

extension Session {
    /// How long one row may take, in seconds of the processor.
    private static let patience = 2.0

    /// Decides a row exactly.
    ///
    /// - Parameter numbers: what stands in the columns, in order.
    /// - Returns: nil where the user interrupted.
    func verdict(_ question: BatchQuestion, _ shape: BatchShape, _ numbers: [Rational]) -> BatchVerdict? {
        withFreshBudget { freshVerdict(question, shape, numbers) }
    }

    private func freshVerdict(_ question: BatchQuestion, _ shape: BatchShape, _ numbers: [Rational]) -> BatchVerdict? {
        let mark = store.checkpoint()
        defer { store.rollback(to: mark) }
        var point = question.given
        for (name, number) in zip(question.names, numbers) { point[name] = store.number(number) }
        // Powers with large exponents have digits that balls tell, where the exact numbers would fill the memory.
        let verdict = store.budget.attempt(seconds: Session.patience) {
            store.leavingLargeNumbers { decide(question, shape, point) }
        }
        if store.budget.isExhausted, store.budget.exhaustion == .interrupted { return nil }
        return verdict ?? BatchVerdict(.undecided, "undecided: it would have taken too long", shape.unvouched)
    }

    private func decide(
        _ question: BatchQuestion, _ shape: BatchShape, _ point: [Expr: Expr]
    ) -> BatchVerdict {
        var verdict = BatchVerdict(entries: shape.entries(.missing))
        /// Does something and takes down why it fails.
        func attempt(_ kind: BatchVerdict.Kind, _ body: () throws(Diagnostic) -> Void) -> Bool {
            do throws(Diagnostic) {
                try body()
                return true
            } catch {
                let isUndecided = error.kind != .undefined || error.code == "undecided"
                // The first reason is shown, and what is undecided weighs most.
                if verdict.kind == nil || (isUndecided && verdict.kind != .undecided) {
                    verdict.kind = isUndecided ? .undecided : kind
                    let place = try? self.place(point, question.names + question.variables.filter { !question.names.contains($0) })
                    let isValue = kind == .noValue && !isUndecided
                    verdict.reason = isValue ? "no value \(place ?? "there"): \(error.message)" : error.message
                }
                return false
            }
        }
        guard attempt(.noValue, { () throws(Diagnostic) in try checkAssumptions(point) }) else { return verdict }
        for (number, function) in question.functions.enumerated() {
            let hasValue = attempt(.noValue) { () throws(Diagnostic) in
                verdict.entries[number] = try rowValue(function, point, question.digits)
            }
            // Doubts about a value are no reason to hide what doubles say.
            if !hasValue, verdict.kind == .undecided { verdict.entries[number] = .computed }
            guard hasValue, shape.derivatives != nil, shape.width > 0 else { continue }
            _ = attempt(.noDerivative) { () throws(Diagnostic) in
                let absence = try domainProblem(function, question.variables, point)
                let found = try firstDerivatives(function, question.variables, point, absence)
                for (variable, slope) in found.slopes.enumerated() {
                    verdict.entries[shape.place(function: number, variable: variable)] = try entry(slope, question.digits)
                }
                if verdict.kind == nil, let sentence = try sentence(on: found.totality) {
                    verdict.kind = found.totality == .undecided ? .undecided : .partialOnly
                    verdict.reason = sentence
                }
                guard shape.derivatives == .hessian else { return }
                let rows = try secondDerivatives(function, question.variables, point, absence).rows
                try take(rows, shape, question.digits, &verdict)
            }
        }
        return verdict
    }

    private func take(
        _ rows: [[Expr]], _ shape: BatchShape, _ digits: Int?, _ verdict: inout BatchVerdict
    ) throws(Diagnostic) {
        for (row, entries) in rows.enumerated() {
            for column in row..<entries.count {
                let (above, below) = (try double(entries[column]), try double(rows[column][row]))
                guard above == below else {
                    throw Diagnostic(
                        "not-differentiable", "the mixed second derivatives depend on the order of differentiation", at: Span(0, 0),
                        kind: .undefined)
                }
                verdict.entries[shape.place(row: row, column: column)] = try entry(entries[column], digits)
            }
        }
    }

    /// The value of a function at a point, as `eval` has it.
    private func rowValue(
        _ function: Component, _ point: [Expr: Expr], _ digits: Int?
    ) throws(Diagnostic) -> BatchVerdict.Entry {
        let departure = try checkDomain(function.conditions, point, isReal: true)
        let value = catalogue.substitute(try settled(function.meaning, point, function.operand).expr, point)
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: function.span) }
        if value.isAbsent { throw noValue(function) }
        if store.traits(value).contains(.isCondition) {
            guard let holds = try evaluator.decide(value, at: function.span) else {
                throw Diagnostic("undecided", "it could not be decided whether this holds", at: function.span, kind: .undecided)
            }
            return .certified(holds ? 1 : 0)
        }
        if store.traits(value).contains(.hasInfinity) { throw noValue(function) }
        let number = try evaluator.value(of: value, digits: digits, at: function.span)
        if number.imaginary != nil { throw departure ?? noValue(function) }
        return BatchVerdict.Entry(number, digits)
    }

    private func noValue(_ function: Component) -> Diagnostic {
        Diagnostic("undefined", "there is no value there", at: function.span, kind: .undefined)
    }

    private func double(_ expr: Expr) throws(Diagnostic) -> Double {
        try realValue(of: expr, digits: nil, at: Span(0, 0)).doubles.real
    }

    private func entry(_ expr: Expr, _ digits: Int?) throws(Diagnostic) -> BatchVerdict.Entry {
        BatchVerdict.Entry(try realValue(of: expr, digits: digits, at: Span(0, 0)), digits)
    }
}

extension BatchVerdict.Entry {
    fileprivate init(_ number: NumericValue, _ digits: Int?) {
        let double = number.doubles.real
        let isBeyondDoubles = double.isInfinite || (double == 0 && number.real != "0")
        self = digits != nil || isBeyondDoubles ? .written(number.real, double) : .certified(double)
    }
}
