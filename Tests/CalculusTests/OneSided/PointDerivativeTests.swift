import Calculus
import Expressions
import Testing

@Suite("Derivatives at points")
struct PointDerivativeTests {
    @Test("are decided", arguments: AwkwardPoints.customary + AwkwardPoints.others)
    func decided(row: AwkwardPoints.Row) throws {
        let question = PointQuestion()
        #expect(try question.text(try question.answer(row.input, at: row.point)) == row.first)
        if let second = row.second {
            #expect(try question.text(try question.answer(row.input, at: row.point, order: 2)) == second)
        }
    }

    @Test(
        "blame the smallest part that fails itself",
        arguments: [
            ("x*abs(x) + floor(x + 1)", "0", "floor(x + 1)"), ("exp(sin(abs(x)))", "0", "abs(x)"), ("sqrt(x^2)", "0", "sqrt(x^2)"),
            ("log(abs(x)) + abs(x)", "0", "log(abs(x))"), ("if(x > 0, x, sin(x)/2)", "0", "if(x > 0, x, sin(x)/2)"),
            ("max(x, 2*x, 3) + abs(x)", "0", "abs(x)"), ("x^2*abs(sin(x))/x", "pi", "abs(sin(x))"),
            ("if(x = 0, 0, x*log(abs(x)))", "0", "if(x = 0, 0, x*log(abs(x)))"),
            ("2*relu(1 - x) + x", "1", "relu(1 - x)"), ("cbrt(x)*exp(x)", "0", "cbrt(x)"), ("sqrt(x)*x + 1/x", "0", "1/x"),
            ("sign(abs(x))", "0", "sign(abs(x))"),
            ("erf(floor(x)) + abs(x)", "0", "floor(x)"),
        ].map { Blame(input: $0.0, point: $0.1, culprit: $0.2) })
    func culprits(blame: Blame) throws {
        let question = PointQuestion()
        guard case .none(let missing) = try question.answer(blame.input, at: blame.point) else {
            Issue.record("\(blame.input) has a derivative")
            return
        }
        let culprit = try question.text(missing.culprit)
        #expect(culprit == blame.culprit)
    }

    struct Blame: Sendable, CustomStringConvertible {
        let input: String
        let point: String
        let culprit: String
        var description: String { input }
    }

    @Test("Clarke's interval is given where the function is Lipschitz, and lies between the slopes")
    func clarke() throws {
        for (input, low, high) in [("abs(x)", "-1", "1"), ("min(x, 2*x)", "1", "2"), ("x - pi*abs(x)", "1 - pi", "1 + pi")] {
            let question = PointQuestion()
            guard case .none(let missing) = try question.answer(input, at: "0"), let interval = missing.clarke else {
                Issue.record("\(input) has no interval")
                continue
            }
            let (lower, upper) = (try question.reader.expression(low), try question.reader.expression(high))
            #expect(interval.low == lower && interval.high == upper, "\(input)")
        }
        for input in ["floor(x)", "cbrt(x)", "sqrt(abs(x))", "1/x", "sqrt(x)"] {
            guard case .none(let missing) = try PointQuestion().answer(input, at: "0") else {
                Issue.record("\(input) has a derivative")
                continue
            }
            #expect(missing.clarke == nil, "\(input)")
        }
    }

    @Test("a point is suspect where a part meets its kink, its singular points or the border of a branch")
    func suspects() throws {
        for (input, point, isSuspect) in [
            ("abs(x)", "0", true), ("abs(x)", "1", false), ("if(x > 1, x, 1)", "1", true), ("if(x > 1, x, 1)", "2", false),
            ("sqrt(x)", "0", true), ("sqrt(x)", "2", false), ("x^x", "0", true), ("x^x", "3", false), ("1/x", "0", true),
            ("x^5", "0", false),
            ("cbrt(x)", "0", true), ("cbrt(x)", "-8", false), ("asin(x)", "1", true), ("asin(x)", "1/2", false), ("tan(x)", "pi/2", true),
            ("gamma(x)", "1", false), ("gamma(x)", "-1", true), ("gamma(x)", "-1/2", false), ("log(x)", "-1", true),
            ("max(x, x^2)", "1", true), ("max(x, 2)", "3", false), ("floor(x)", "pi", false), ("floor(x)", "3", true),
            ("if(x = 2, 1, x)", "2", true), ("if(x = 2, abs(x), x)", "0", false), ("sin(x)^2 + exp(x)", "0", false),
            ("atan(x)", "0", false),
        ] {
            let question = PointQuestion()
            let found = try question.points.isSuspect(try question.reader.expression(input), at: try question.point(point))
            #expect(found == isSuspect, "\(input) at \(point)")
        }
    }
}
