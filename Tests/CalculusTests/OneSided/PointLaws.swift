import Algebra
import Calculus
import Certified
import Exact
import Expressions
import Reading
import Syntax
import Testing
import Vocabulary

@Suite("Laws of derivatives at points")
struct PointLaws {
    @Test("the table of awkward points agrees with difference quotients")
    func tableAgrees() throws {
        var agreed = 0
        for row in AwkwardPoints.customary + AwkwardPoints.others {
            let question = PointQuestion()
            let (expr, point, x) = (
                try question.reader.expression(row.input), try question.point(row.point), question.store.symbol("x")
            )
            let answer = try question.points.derivative(of: expr, by: x, at: point)
            let oracle = DifferenceOracle(question)
            switch oracle.judge(answer, of: expr, by: x, at: point) {
            case .agrees: agreed += 1
            case .silent: break
            case .differs(let what): Issue.record("\(row): \(try question.text(answer)), but \(what)")
            }
            if case .exists(let second) = try question.points.derivative(of: expr, by: x, order: 2, at: point),
                case .differs(let what) = oracle.judgeSecond(second, of: expr, by: x, at: point)
            {
                Issue.record("\(row): second derivative \(try question.text(second)), but \(what)")
            }
        }
        #expect(agreed > 100)
    }

    @Test("random compositions agree with difference quotients", arguments: 1...12)
    func compositionsAgree(seed: Int) throws {
        var generator = KinkedExpressions(seed: UInt64(seed))
        var (agreed, undecided) = (0, 0)
        let count = 30
        for _ in 0..<count {
            let question = PointQuestion()
            let (place, text) = generator.next()
            let (point, x) = (try question.point(place), question.store.symbol("x"))
            guard let expr = try? question.reader.expression(text), question.store.traits(expr).contains(.hasSymbol) else { continue }
            let answer = try question.points.derivative(of: expr, by: x, at: point)
            let oracle = DifferenceOracle(question)
            switch oracle.judge(answer, of: expr, by: x, at: point) {
            case .agrees: agreed += 1
            case .silent: if case .undecided = answer { undecided += 1 }
            case .differs(let what): Issue.record("\(text) at \(place): \(try question.text(answer)), but \(what)")
            }
            if case .exists(let second) = try question.points.derivative(of: expr, by: x, order: 2, at: point),
                case .differs(let what) = oracle.judgeSecond(second, of: expr, by: x, at: point)
            {
                Issue.record("\(text) at \(place): second derivative \(try question.text(second)), but \(what)")
            }
            if case .none(let missing) = answer {
                let own = try question.points.derivative(of: missing.culprit, by: x, at: point)
                if case .none = own {} else { Issue.record("\(text) at \(place): \(try question.text(missing.culprit)) is innocent") }
            }
        }
        #expect(agreed >= count / 2 && undecided <= 3, "\(agreed) agreed, \(undecided) were undecided")
    }

    @Test("gradients and second derivatives of random compositions agree with differences", arguments: 1...8)
    func gradientsAgree(seed: Int) throws {
        var generator = KinkedExpressions(seed: UInt64(seed) + 1_000)
        var agreed = 0
        for _ in 0..<25 {
            let text = generator.nextOfTwo()
            for problem in try TwoVariables().problems(text, &agreed) { Issue.record("\(text): \(problem)") }
        }
        #expect(agreed >= 25)
    }

    /// The functions of one argument, each at points of its domain.
    static let functions = Vocabulary.functions.filter {
        $0.parameters.count == 1 && !$0.isVariadic && !$0.isAbbreviation && !($0.derivatives.first ?? "").isEmpty
    }.map(\.name)

    @Test("expansions of smooth functions are those of repeated differentiation", arguments: functions)
    func expansionsAgree(name: String) throws {
        let question = PointQuestion()
        let (store, catalogue) = (question.store, question.catalogue)
        let (x, differentiator) = (store.symbol("x"), Differentiator(catalogue))
        let numbers = NumericEvaluator(catalogue)
        for inner in ["x", "x^2 + x/3"] {
            for place in ["1/3", "7/5", "-3/5"] {
                let point = try question.point(place)
                let call = try question.reader.expression("\(name)(\(inner))")
                let value = catalogue.substitute(call, point)
                if try question.points.isSuspect(call, at: point) { continue }
                // The border of a branch makes the expansion necessary.
                let hidden = store.piecewise([value, store.relation(.equal, x, try #require(point[x])), call])
                #expect(try question.points.isSuspect(hidden, at: point))
                differentiator.begin(by: x)
                var expected = call
                for order in 1...4 {
                    expected = try differentiator.derivative(of: expected)
                    let answer = try question.points.derivative(of: hidden, by: x, order: order, at: point)
                    guard case .exists(let found) = answer else {
                        Issue.record("\(name)(\(inner)) at \(place), order \(order): \(try question.text(answer))")
                        continue
                    }
                    let difference = store.difference(found, catalogue.substitute(expected, point))
                    let shifted = try numbers.value(of: store.sum(difference, .one), digits: 20, at: Span(0, 0))
                    #expect(shifted.doubles.real == 1, "\(name)(\(inner)) at \(place), order \(order)")
                }
            }
        }
    }

    @Test("a reflection exchanges the sides", arguments: AwkwardPoints.customary + AwkwardPoints.others)
    func reflection(row: AwkwardPoints.Row) throws {
        let question = PointQuestion()
        let (store, catalogue) = (question.store, question.catalogue)
        let (expr, x) = (try question.reader.expression(row.input), store.symbol("x"))
        let start = try #require(try question.point(row.point)[x])
        let mirrored = catalogue.substitute(expr, [x: store.difference(store.scaled(Rational(2), start), x)])
        let answer = try question.points.derivative(of: expr, by: x, at: [x: start])
        let other = try question.points.derivative(of: mirrored, by: x, at: [x: start])
        switch (answer, other) {
        case (.exists(let one), .exists(let two)):
            let shown = "\(try question.text(one)), \(try question.text(two))"
            #expect(try question.isZero(store.sum(one, two)), "\(shown)")
        case (.none(let one), .none(let two)):
            #expect(one.reason == two.reason)
            #expect((one.clarke == nil) == (two.clarke == nil))
            #expect((one.left.slope == .undefined) == (two.right.slope == .undefined))
            if case .finite(let left) = one.left.slope, case .finite(let right) = two.right.slope {
                #expect(try question.isZero(store.sum(left, right)))
            }
        case (.undecided, .undecided): break
        default: Issue.record("\(try question.text(answer)) became \(try question.text(other))")
        }
    }

    @Test("what is undecided says so, and names without a value do too")
    func undecided() throws {
        let question = PointQuestion()
        // Equal on one side only, and only there is their difference proved to be zero.
        #expect(try question.text(try question.answer("max(atan(max(x, -1)), atan(min(x, 1)))", at: "0")) == "1")
        for input in ["a*abs(x)", "re(exp(I*x)) + abs(x)", "if(x = 0, 0, x*sin(1/x))"] {
            guard case .undecided(let sentence) = try question.answer(input, at: "0") else {
                Issue.record("\(input) was decided")
                continue
            }
            #expect(!sentence.isEmpty)
        }
    }

    @Test("a spent budget is an error, not an answer")
    func budget() throws {
        let store = ExprStore(budget: Budget(nodes: 600))
        let catalogue = Catalogue(store: store)
        let reader = Reader(store: store, catalogue: catalogue)
        let expr = try reader.expression("abs(exp(sin(exp(sin(exp(sin(x + sqrt(2)))))))-exp(sin(exp(sin(exp(sin(x^2 + sqrt(2))))))))")
        #expect(throws: Diagnostic.self) {
            try PointDerivatives(catalogue).derivative(of: expr, by: store.symbol("x"), order: 6, at: [store.symbol("x"): .zero])
        }
    }
}

extension PointQuestion {
    /// Whether a constant is zero to many digits.
    func isZero(_ expr: Expr) throws -> Bool {
        try NumericEvaluator(catalogue).value(of: store.sum(expr, .one), digits: 20, at: Span(0, 0)).doubles.real == 1
    }
}
