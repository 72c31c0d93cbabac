import Support
import Syntax
import Testing
import Vocabulary

@testable import Reading
@testable import Session

/// Random smooth functions of x and y, as texts.
private struct SmoothTexts {
    var random: Randomness

    mutating func draw(_ depth: Int) -> String {
        if depth == 0 { return random.pick(["x", "y", "x", "2", "x*y", "1/3"]) }
        switch random.below(8) {
        case 0: return "sin(\(draw(depth - 1)))"
        case 1: return "exp(-(\(draw(depth - 1)))^2/4)"
        case 2: return "log(2 + (\(draw(depth - 1)))^2)"
        case 3: return "atan(\(draw(depth - 1)))"
        case 4: return "(\(draw(depth - 1)))*(\(draw(depth - 1)))"
        case 5: return "(\(draw(depth - 1)))/(2 + cos(\(draw(depth - 1))))"
        default: return "(\(draw(depth - 1)) + \(draw(depth - 1)))"
        }
    }

    /// A function that varies in both variables.
    mutating func function() -> String { "(x + 2*y^2)*(\(draw(3))) + \(draw(2))" }
}

@Suite("Derivatives beside differences")
struct CheckTests {
    private func answer(_ session: Session, _ line: String, _ point: [(String, String)]) throws -> Answer {
        try session.answer(command("check", point.map { "\($0.0)=\($0.1)" }, [.sweep: ""]), to: line)
    }

    private func check(_ line: String, _ point: [(String, String)]) throws -> (check: Answer.Check, answer: Answer) {
        let answer = try answer(Session(), line, point)
        guard case .check(let check) = answer.content else {
            Issue.record("\(line) has no check")
            throw Diagnostic.usage("")
        }
        return (check, answer)
    }

    @Test("errors of smooth functions follow the model, and the best are as small as they should be", arguments: 1...12)
    func errors(seed: UInt64) throws {
        var texts = SmoothTexts(random: Randomness(seed: seed))
        for _ in 0..<4 {
            let line = texts.function()
            let point = [("x", "\(texts.random.below(30))/16"), ("y", "-\(1 + texts.random.below(30))/16")]
            let (check, answer) = try check(line, point)
            #expect(answer.isVerified == true, "\(line) at \(point)")
            for variable in check.variables {
                let truth = variable.certified.doubles.real
                let model = try #require(variable.model, "\(line) at \(point)")
                let scale = max(1, model.coefficients.reduce(0) { max($0, $1.magnitude) })
                #expect(variable.automaticError <= 1e-13 * scale, "\(line) at \(point)")
                for row in variable.sweep.rows where row.step <= 1e-3 {
                    for method in DifferenceSweep.Method.allCases {
                        let error = try #require(variable.sweep.error(method, row, truth), "\(line) at \(point): \(method)")
                        let bound = 4 * (model.truncation(method, row.step) + model.rounding(method, row.step)) + 1e-15 * scale
                        // Where a coefficient happens to be small, the next ones count.
                        let rest = scale * 100 * (method == .forward ? row.step * row.step : row.step * row.step * row.step)
                        #expect(error <= bound + rest, "\(line) at \(point): \(method) with \(row.step)")
                    }
                }
                let central = try #require(variable.sweep.best(.central, truth) { _ in true })
                let error = try #require(variable.sweep.error(.central, central, truth))
                #expect(error <= 100 * scale * 3.7e-11, "\(line) at \(point)")
                let complex = try #require(variable.sweep.rows.last?.quotients[.complex])
                #expect((complex - truth).magnitude <= 1e-12 * max(truth.magnitude, 1e-3 * scale), "\(line) at \(point)")
            }
        }
    }

    @Test("large steps show the truncation, small steps the rounding", arguments: ["exp(x)", "sin(x)", "log(x)", "x^5", "atan(x)*x"])
    func bothEnds(line: String) throws {
        let variable = try #require(try check(line, [("x", "1.3")]).check.variables.first)
        let truth = variable.certified.doubles.real
        let model = try #require(variable.model)
        for method in [DifferenceSweep.Method.forward, .central] {
            let first = try #require(variable.sweep.rows.first)
            let last = try #require(variable.sweep.rows.last)
            let error = try #require(variable.sweep.error(method, first, truth))
            #expect(error / model.truncation(method, first.step) > 0.8 && error / model.truncation(method, first.step) < 1.25, "\(line)")
            #expect(try #require(variable.sweep.error(method, last, truth)) > 1e-3, "\(line)")
            let best = try #require(variable.sweep.best(method, truth) { _ in true })
            let expected = model.bestStep(method, upTo: 0.1)
            #expect(best.step < 300 * expected && best.step > expected / 300, "\(line): \(best.step), expected \(expected)")
        }
    }

    @Test("steps that reach over a kink, a pole or a border are known", arguments: [-1.0, 1], [1e-2, 3e-5, 1e-9])
    func borders(side: Double, distance: Double) throws {
        let place = "(1/2 + (\(side))*\(distance))"
        for (text, method) in [
            ("abs(x - \(place))*x", DifferenceSweep.Method.central), ("1/(x - \(place))", .central), ("floor(x - \(place))", .central),
            ("if(x < \(place), x, x^2)", .central), ("log((\(side))*(\(place) - x))", .central), ("max(x, \(place))^2", .central),
        ] {
            let variable = try #require(try check(text, [("x", "1/2")]).check.variables.first)
            let border = try #require(variable.border, "\(text)")
            let found = side < 0 ? border.left : border.right
            #expect(found <= distance * 1.001 && found >= distance * 0.95, "\(text): \(found)")
            #expect(border.isCrossed(by: distance * 2, method) && !border.isCrossed(by: distance / 2, method), "\(text)")
            #expect(border.isCrossed(by: distance * 2, .forward) == (side > 0), "\(text)")
        }
        #expect(try check("sin(x) + 1/(2 + x^2)", [("x", "1/2")]).check.variables.first?.border == nil)
    }

    @Test("functions of real numbers only have no complex step", arguments: ["abs(x)", "sign(x)*x^2", "cbrt(x)", "max(x, 0)*x"])
    func realOnly(line: String) throws {
        let variable = try #require(try check(line, [("x", "-2")]).check.variables.first)
        #expect(variable.sweep.rows.allSatisfy { $0.quotients[.complex] == nil }, "\(line)")
    }

    @Test("at a kink that has a derivative, the certified one is told from the automatic one")
    func kink() throws {
        let (check, answer) = try check("2*x*sign(x)*sign(x)", [("x", "0")])
        let variable = try #require(check.variables.first)
        #expect(variable.certified.text == "2" && variable.automaticError > 0 && answer.isVerified == nil)
        #expect(answer.notes.contains { $0.code == "one-sided-automatic" })
        #expect(variable.sweep.rows.allSatisfy { $0.quotients[.central] == 2 })
        #expect(throws: Diagnostic.self) { try self.check("(2*x*sign(x) + 1)*sign(x)", [("x", "0")]) }
    }

    @Test("a planted wrong row of the table ends in exit status 7", arguments: ["-cos(x)", "cos(x)*1.000001", "sin(x)"])
    func plantedRow(column: String) throws {
        let session = Session()
        let sine = try #require(Vocabulary.function(named: "sin"))
        session.catalogue.derivatives[Int(sine.index)] = [session.catalogue.template(column, parameters: ["x", "f"])]
        let problem = #expect(throws: Diagnostic.self) { try self.answer(session, "x*sin(x^2)", [("x", "1.25")]) }
        #expect(problem?.kind == .selfCheck)
    }

    @Test(
        "lost digits are no failure of the check",
        arguments: ["(1 - cos(x))/x^2", "(exp(x) - 1 - x)/x^2", "sin(10^15*x)/x", "x^300*10^250"])
    func conditioning(line: String) throws {
        for place in ["1e-8", "1/3*1e-5", "0.1"] { #expect(try check(line, [("x", place)]).check.variables.count == 1, "\(line)") }
    }
}
