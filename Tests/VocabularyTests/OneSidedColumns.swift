import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Testing
import Vocabulary

/// The columns that expansions on one side of a point rest on.
@Suite("Columns for one-sided expansions")
struct OneSidedColumns {
    private let store = ExprStore()
    private let catalogue: Catalogue

    init() { catalogue = Catalogue(store: store) }

    private func expect(
        _ name: String, _ template: Template, at arguments: [Rational], _ evaluator: BallEvaluator, compared: inout Int
    ) throws {
        let id = try #require(Vocabulary.function(named: name))
        let inputs = arguments.map { store.number($0) }
        let (left, right) = (catalogue.call(id, inputs), template.instance(inputs, catalogue))
        if catalogue.domain(id)?.instance(inputs, catalogue) == .falsehood || left == .undefined || right == .undefined { return }
        evaluator.reset()
        evaluator.bits = 256
        let (first, difference) = (ComplexBall(), ComplexBall())
        first.set(evaluator.value(of: left))
        difference.subtract(first, evaluator.value(of: right), bits: 256)
        guard first.isFinite, difference.isFinite else { return }
        #expect(difference.magnitudeUpperBound < 1e-40 * max(1, first.magnitudeUpperBound), "\(name) at \(arguments)")
        compared += 1
    }

    @Test("recurrences and real definitions have the value of the function, on both sides of zero")
    func equalExpressions() throws {
        let evaluator = try BallEvaluator(catalogue)
        var seen = 0
        for (index, row) in Vocabulary.functions.enumerated() {
            let id = FunctionID(index: UInt16(index))
            for template in [catalogue.recurrence(id), catalogue.realDefinition(id)].compactMap({ $0 }) {
                seen += 1
                var compared = 0
                for first in [Rational(-7, 3), Rational(-1, 2), Rational(0), Rational(1, 3), Rational(2)] {
                    if row.parameters.count == 1 {
                        try expect(row.name, template, at: [first], evaluator, compared: &compared)
                        continue
                    }
                    for second in [Rational(-9, 5), Rational(-2), Rational(0), Rational(3, 4), Rational(3)] {
                        try expect(row.name, template, at: [first, second], evaluator, compared: &compared)
                    }
                }
                #expect(compared >= 2, "\(row.name)")
            }
        }
        #expect(seen >= 5)
    }

    @Test("the bounds of an increasing function on the whole line are its limits")
    func boundsAreLimits() throws {
        let evaluator = try BallEvaluator(catalogue)
        var seen = 0
        for (index, row) in Vocabulary.functions.enumerated() where row.isIncreasing && row.domain.isEmpty && !row.range.isEmpty {
            let id = FunctionID(index: UInt16(index))
            let y = store.symbol("y")
            let range = catalogue.template(row.range, parameters: ["y"]).instance([y], catalogue)
            for part in store.kind(range) == .conjunction ? store.childArray(range) : [range] where store.kind(part) == .relation {
                let isUpper = store.child(part, 0) == y
                let bound = store.child(part, isUpper ? 1 : 0)
                let far = catalogue.call(id, store.number(isUpper ? 1_000_000 : -1_000_000))
                evaluator.reset()
                evaluator.bits = 256
                let distance = ComplexBall()
                distance.set(evaluator.value(of: store.difference(far, bound)))
                #expect(distance.magnitudeUpperBound < 1e-5, "\(row.name) does not come close to \(row.range)")
                seen += 1
            }
        }
        #expect(seen >= 7)
    }
}
