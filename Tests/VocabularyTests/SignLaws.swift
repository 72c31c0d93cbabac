import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Testing
import Vocabulary

/// What rows say of order and sign, which facts are inferred from.
@Suite("Order and sign in the function table")
struct SignLaws {
    private let store = ExprStore()
    private let catalogue: Catalogue

    init() { catalogue = Catalogue(store: store) }

    private static let rows = Vocabulary.functions.map(\.name)

    private func value(_ id: FunctionID, _ sample: [Rational], _ evaluator: BallEvaluator) -> ComplexBall? {
        let arguments = sample.map { store.number($0) }
        if let domain = catalogue.domain(id), evaluator.truth(of: domain.instance(arguments, catalogue)) != .holds { return nil }
        let copy = ComplexBall()
        copy.set(evaluator.value(of: store.call(id, arguments)))
        return copy.isFinite ? copy : nil
    }

    @Test("a function marked so increases, and another that has an inverse and an interval as its domain does not", arguments: rows)
    func increase(name: String) throws {
        let id = try #require(Vocabulary.function(named: name))
        let row = Vocabulary.row(id)
        guard row.parameters.count == 1, !row.isVariadic else { return }
        let evaluator = try BallEvaluator(catalogue)
        evaluator.bits = 200
        let samples = (Samples.values + [0, 1, 2, 3, -1, -2, 5]).sorted()
        var (last, steps, falls): (ComplexBall?, Int, Int) = (nil, 0, 0)
        for sample in samples {
            evaluator.reset()
            guard let value = value(id, [sample], evaluator) else { continue }
            if let last {
                let difference = ComplexBall()
                difference.subtract(value, last, bits: 200)
                if difference.realSign == .positive { steps += 1 } else { falls += 1 }
            }
            last = value
        }
        if row.isIncreasing { #expect(steps > 3 && falls == 0, "\(name): \(steps) up, \(falls) down") }
        if !row.isIncreasing, row.inverses.count == 1, row.symmetry == .odd, row.period.isEmpty {
            #expect(falls > 0 || row.domain.contains("or") || row.domain.contains("!="), "\(name) increases, and its row does not say so")
        }
    }

    @Test("a function is positive where its row says so", arguments: rows)
    func positive(name: String) throws {
        let id = try #require(Vocabulary.function(named: name))
        let row = Vocabulary.row(id)
        if row.positive.isEmpty { return }
        let condition = catalogue.template(row.positive, parameters: row.parameters)
        let evaluator = try BallEvaluator(catalogue)
        var tried = 0
        for sample in Samples.points(count: row.parameters.count) {
            evaluator.reset()
            guard evaluator.truth(of: condition.instance(sample.map { store.number($0) }, catalogue)) == .holds else { continue }
            let value = try #require(self.value(id, sample, evaluator))
            #expect(value.realSign == .positive, "\(name) at \(sample)")
            tried += 1
        }
        #expect(tried > 3)
    }

    @Test("facts about calls hold at points of the argument", arguments: rows)
    func factsOfCalls(name: String) throws {
        let id = try #require(Vocabulary.function(named: name))
        let row = Vocabulary.row(id)
        let evaluator = try BallEvaluator(catalogue)
        let symbols = row.parameters.map { store.symbol($0) } + (row.isVariadic ? [store.symbol("y")] : [])
        let mark = store.checkpoint()
        for sample in Samples.points(count: symbols.count) {
            // Each coordinate is bounded by itself, so that everything known of the call is used.
            for (symbol, value) in zip(symbols, sample) {
                try store.assume(store.relation(.lessOrEqual, symbol, store.number(value)))
                try store.assume(store.relation(.lessOrEqual, store.number(value - Rational(1, 9)), symbol))
            }
            let call = store.call(id, symbols)
            let facts = store.facts(of: call)
            evaluator.reset()
            evaluator.point = Samples.balls(symbols, sample)
            let value = evaluator.value(of: call)
            if value.isFinite, facts.isReal {
                let (lower, upper) = value.bounds(.real)
                #expect(value.bounds(.imaginary).lower <= 0 && value.bounds(.imaginary).upper >= 0, "\(name) at \(sample)")
                if let bound = facts.lower { #expect(upper >= bound.value.doubleValue, "\(name) at \(sample)") }
                if let bound = facts.upper { #expect(lower <= bound.value.doubleValue, "\(name) at \(sample)") }
                if facts.isNonzero { #expect(!value.isExactZero) }
                if facts.isInteger { #expect(lower.rounded(.up) <= upper, "\(name) at \(sample)") }
            }
            store.rollback(to: mark)
        }
    }
}
