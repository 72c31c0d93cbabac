import Algebra
import Ball
import Certified
import Exact
import Expressions

/// Compares the cases of an answer with the question at many points: numbers for the unknown and for the other names.
struct CaseTrial {
    private let question: Question
    private let solver: Solver
    private var store: ExprStore { solver.store }

    init(_ question: Question, _ solver: Solver) {
        self.question = question
        self.solver = solver
    }

    /// Whether the answer was right wherever both could be told; nil where that was at few points. What compares numbers that are not real
    /// does not hold: a case whose condition says so is none.
    func agrees(_ cases: [ParametricInequality.Case]) -> Bool? {
        let answer = store.disjunction(cases.map { store.conjunction([$0.range, $0.condition]) })
        let symbols = store.symbols(in: [question.original, question.form])
        let evaluator = solver.evaluator
        let numbers: [Rational] = [2, -1, Rational(1, 2), 0, 3, Rational(-3, 2), 1, Rational(7, 3), -4, Rational(-1, 5), 11, -2, 5]
        var agreed = 0
        for round in 0..<(numbers.count * numbers.count) where store.budget.step() {
            var point: [Expr: ComplexBall] = [:]
            var index = round
            for symbol in symbols {
                let value = numbers[index % numbers.count]
                index = index / numbers.count + index * 5 + 3
                guard store.isPossible(store.number(value), for: symbol) else { continue }
                let ball = ComplexBall()
                ball.set(value, bits: 256)
                point[symbol] = ball
            }
            guard point.count == symbols.count else { continue }
            guard let expected = evaluator.decides(question.original, at: point, [256], unordered: false),
                let found = evaluator.decides(answer, at: point, [256], unordered: false)
            else { continue }
            if expected != found { return false }
            agreed += 1
        }
        return agreed >= 20 ? true : nil
    }
}
