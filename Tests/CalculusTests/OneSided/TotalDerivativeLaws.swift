import Algebra
import Ball
import Calculus
import Certified
import Exact
import Expressions
import Support
import Testing

@Suite("Laws of total derivatives")
struct TotalDerivativeLaws {
    /// How far `(f(p + h) - f(p) - slope·h)/|h|` is from zero for a small `h`, in balls; nil where there is no value.
    private func defect(
        _ question: PointQuestion, _ expr: Expr, _ slopes: [Expr], _ step: [Expr], _ evaluator: BallEvaluator
    ) -> Double? {
        let (store, catalogue) = (question.store, question.catalogue)
        let names = ["x", "y"].map { store.symbol($0) }
        let there = catalogue.substitute(expr, Dictionary(uniqueKeysWithValues: zip(names, step)))
        let here = catalogue.substitute(expr, Dictionary(uniqueKeysWithValues: names.map { ($0, Expr.zero) }))
        let linear = store.sum(zip(slopes, step).map { store.product($0, $1) })
        let size = store.squareRoot(store.sum(step.map { store.power($0, 2) }))
        let value = store.quotient(store.sum([there, store.negated(here), store.negated(linear)]), size)
        if there == .undefined || here == .undefined { return nil }
        evaluator.reset()
        evaluator.bits = 4_096
        evaluator.point = [:]
        let ball = evaluator.value(of: value)
        return ball.isFinite ? ball.magnitudeUpperBound : nil
    }

    private static let functions = [
        "if(0 < y and y < x^2, x, 0)", "if(x = 0 and y = 0, 0, x*y^3/(x^2 + y^6))", "if(x = y^3, y, 0)",
        "if(x = 0 and y = 0, 0, x^2*y/(x^4 + y^2))",
        "if(x = 0 and y = 0, 0, x^2*y^2/(x^2 + y^2))", "if(y > abs(x)^3, y, 0)", "cbrt(x)*y", "cbrt(x^2*y)*abs(x)^(1/4)",
        "max(x, y) + min(x, y)",
        "relu(x - y) - relu(y - x)", "if(x^2 + y^2 = 0, 0, (x^2 + y^2)*log(x^2 + y^2))", "if(x*y = 0, x + y, 0)", "sqrt(abs(x*y))*cbrt(x)",
        "if(x^2 + x*y + y^2 = 0, 0, x^4/(x^2 + x*y + y^2))", "floor(x)*y^2", "if(y < x^2, x^2, y)*y", "max(x^2, abs(y))*x",
        "if(x != 0 or y != 0, exp(-1/(x^2 + y^2)), 0)", "if(y = 0, x^2, 0) + x*abs(y)^(1/3)", "sign(x)*y*abs(y)",
    ]

    /// A step from the origin along a random curve, of a size that shows what goes to zero.
    private func step(_ random: inout Randomness, _ store: ExprStore) -> [Expr] {
        let size = store.power(.two, store.number(-200))
        func coordinate(_ power: Int) -> Expr {
            let sign = random.oneIn(2) ? 1 : -1
            return store.scaled(Rational(sign * (1 + random.below(9)), 7), store.power(size, store.number(power)))
        }
        let power = [1, 1, 2, 3, 4][random.below(5)]
        switch random.below(6) {
        case 0: return [coordinate(1), .zero]
        case 1: return [.zero, coordinate(1)]
        case 2, 3: return [coordinate(1), coordinate(power)]
        default: return [coordinate(power), coordinate(1)]
        }
    }

    @Test("a gradient that is said to be one agrees with difference quotients along random curves", arguments: 0..<8)
    func agreesAlongCurves(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        var generator = KinkedExpressions(seed: seed + 100)
        let own = TotalDerivativeLaws.functions.enumerated().filter { UInt64($0.offset % 8) == seed }.map(\.element)
        var proved = 0
        for line in own + (0..<40).map({ _ in generator.nextOfTwo() }) {
            let question = PointQuestion()
            let store = question.store
            let (x, y) = (store.symbol("x"), store.symbol("y"))
            guard let expr = try? question.reader.expression(line), !store.isConstant(expr),
                case .exists(let slopes, let totality) = try question.points.gradient(of: expr, in: [x, y], at: [x: .zero, y: .zero]),
                totality == .smooth || totality == .proved
            else { continue }
            let evaluator = try BallEvaluator(question.catalogue)
            proved += 1
            for _ in 0..<24 {
                guard let defect = defect(question, expr, slopes, step(&random, store), evaluator) else { continue }
                #expect(defect < 1e-6, "\(line): \(defect)")
            }
        }
        #expect(proved > 3)
    }

    @Test("what only has partial derivatives is never said to have a gradient", arguments: functions.prefix(6) + ["if(x*y = 0, x + y, 0)"])
    func partialOnly(line: String) throws {
        let question = PointQuestion()
        let (x, y) = (question.store.symbol("x"), question.store.symbol("y"))
        let expr = try question.reader.expression(line)
        if case .exists(_, let totality) = try question.points.gradient(of: expr, in: [x, y], at: [x: .zero, y: .zero]) {
            #expect(line.contains("x^2*y^2") == (totality == .proved || totality == .smooth), "\(line): \(totality)")
        }
    }
}
