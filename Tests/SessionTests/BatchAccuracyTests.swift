import Exact
import Session
import Support
import Tables
import Testing

/// Rows of tables where doubles lose digits, beside the certified answers at single points.
@Suite("The accuracy of batches")
struct BatchAccuracyTests {
    private static func expression(_ random: inout Randomness, _ depth: Int) -> String {
        if depth == 0 || random.oneIn(7) { return random.pick(["x", "y", "x", "y", "1", "2", "1/3", "0.1"]) }
        func part() -> String { expression(&random, depth - 1) }
        switch Int.random(in: 0..<18, using: &random) {
        case 0, 1: return "(\(part()) + \(part()))"
        case 2, 3, 4: return "(\(part()) - \(part()))"
        case 5, 6: return "(\(part())*\(part()))"
        case 7: return "(\(part())/(\(part())))"
        case 8: return "\(random.pick(["sin", "cos", "tanh", "atan", "erf", "erfc"]))(\(part()))"
        case 9: return "exp(\(part()))"
        case 10: return "log(\(part()))"
        case 11: return "sqrt(\(part()))"
        case 12: return "\(random.pick(["sigmoid", "softplus", "cosh", "sinh", "asinh"]))(\(part()))"
        case 13: return "logsumexp(\(part()), \(part()))"
        case 14: return "\(random.pick(["abs", "relu", "floor", "step"]))(\(part()))"
        case 15: return "\(random.pick(["max", "min", "atan2"]))(\(part()), \(part()))"
        case 16: return "(\(part()))^\(random.pick(["2", "3", "1/2", "-1", "5/2"]))"
        default: return "if(\(part()) < \(part()), \(part()), \(part()))"
        }
    }

    /// Far tails, close neighbours, huge and tiny numbers, and plain ones.
    private static func number(_ random: inout Randomness) -> String {
        switch random.below(8) {
        case 0: return "\(random.below(9) - 4)"
        case 1: return "\(random.below(2000) - 1000)e-3"
        case 2: return "\(random.below(90) - 45)"
        case 3: return "1.\(String(repeating: "0", count: random.below(14)))\(1 + random.below(9))"
        case 4: return "\(random.below(19) - 9)e\(random.below(60) - 30)"
        case 5: return "\(1 + random.below(9))e\(random.below(600) - 300)"
        case 6: return "-\(random.below(1000)).\(random.below(1 << 30))"
        default: return "0.\(random.below(1 << 30))"
        }
    }

    @Test("a number in a table agrees with the certified one to a relative 1e-9", arguments: [nil, Answer.Derivatives.Shape.gradient])
    func rows(shape: Answer.Derivatives.Shape?) throws {
        var random = Randomness(seed: shape == nil ? 5 : 6)
        var (compared, undecided, recomputed) = (0, 0, 0)
        for _ in 0..<(shape == nil ? 150 : 50) {
            let text = BatchAccuracyTests.expression(&random, 4)
            let points = (0..<8).map { _ in (BatchAccuracyTests.number(&random), BatchAccuracyTests.number(&random)) }
            let table = "x,y\n" + points.map { "\($0),\($1)\n" }.joined()
            guard
                let outcome = try? BatchTests.run(
                    text, shape, shape == nil ? [] : ["x", "y"], table: table, rowsPerBlock: 3 + random.below(7), reports: true)
            else { continue }
            if outcome.errors.contains("computed again") { recomputed += 1 }
            let lines = outcome.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
            for (number, (row, point)) in zip(lines, points).enumerated() {
                if outcome.errors.contains("row \(number + 1): undecided") || outcome.errors.contains("row \(number + 1): it could not") {
                    undecided += 1
                    continue
                }
                guard row.allSatisfy({ $0 != "nan" }) else { continue }
                guard let expected = BatchAccuracyTests.certified(text, shape, point) else { continue }
                compared += 1
                for (found, wanted) in zip(row, expected) {
                    #expect(BatchAccuracyTests.agree(found, wanted), "\(text) at \(point): \(row), not \(expected)")
                }
            }
        }
        #expect(compared > (shape == nil ? 300 : 80), "\(compared)")
        #expect(undecided * 20 < compared, "\(undecided) of \(compared)")
        #expect(recomputed > 4)
    }

    @Test(
        "powers with large exponents have the digits that they have at single points",
        arguments: [
            ("(1 + 1/x)^x", nil), ("(1 - y/x)^x", nil), ("1.000001^x", nil), ("(1 + y/x)^x", Answer.Derivatives.Shape.gradient),
            ("binomial(x, 3)", nil), ("x^y*(1 + 1e-12)^x", .gradient),
        ])
    func largeExponents(text: String, shape: Answer.Derivatives.Shape?) throws {
        let points = (6...17).map { ("1e\($0)", "0.5") } + [("3e100", "2")]
        let table = "x,y\n" + points.map { "\($0),\($1)\n" }.joined()
        let outcome = try BatchTests.run(text, shape, shape == nil ? [] : ["x", "y"], table: table, rowsPerBlock: 5, reports: true)
        let rows = outcome.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
        #expect(rows.count == points.count)
        var compared = 0
        for (row, point) in zip(rows, points) {
            guard let expected = BatchAccuracyTests.certified(text, shape, point) else { continue }
            compared += 1
            for (found, wanted) in zip(row, expected) {
                #expect(BatchAccuracyTests.agree(found, wanted), "\(text) at \(point): \(row), not \(expected)")
            }
        }
        #expect(compared >= 8, "\(text): \(compared)")
    }

    @Test("roots of exact powers jump and compare in tables as at single points", arguments: 0..<6)
    func exactPowers(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        for exponent in [1, 2, 3].flatMap({ above in [3, 5, 7, 11].map { (above, $0) } }) where exponent.0 < exponent.1 {
            let (above, degree) = exponent
            let points = (0..<6).map { _ in
                let base = Integer(2 + random.below(1 << (48 / above)))
                return ("\(base.power(degree) ?? base)", "\(base.power(above) ?? base)")
            }
            let power = "x^(\(above)/\(degree))"
            let text = random.pick([
                "floor(\(power))", "ceil(\(power))", "if(\(power) < y, 1, 0)", "sign(\(power) - y)", "floor(1/(\(power) - y + 1))",
            ])
            let table = "x,y\n" + points.map { "\($0),\($1)\n" }.joined()
            let rows = try BatchTests.run(text, table: table).output.split(separator: "\n").dropFirst()
            for (row, point) in zip(rows, points) {
                #expect([String(row)] == BatchAccuracyTests.certified(text, nil, point), "\(text) at \(point)")
            }
        }
        let table = "x\n" + (1...30).map { "\(1 << $0)\n" }.joined()
        let rows = try BatchTests.run("floor(x^log2(3))", table: table).output.split(separator: "\n").dropFirst()
        #expect(rows.map { Double($0) } == (1...30).map { Integer(3).power($0).map { Rational($0).doubleValue } })
    }

    private static func agree(_ found: String, _ wanted: String) -> Bool {
        if found == wanted { return true }
        guard let a = Double(found), let b = Double(wanted) else { return false }
        return (a - b).magnitude <= 1e-9 * b.magnitude && a.isFinite
    }

    private static func certified(_ text: String, _ shape: Answer.Derivatives.Shape?, _ point: (String, String)) -> [String]? {
        var settings = Settings()
        settings.verifies = false
        let bindings = ["x=\(point.0)", "y=\(point.1)"]
        let occurring = bindings.filter { text.contains($0.prefix(1)) }
        func answer(_ request: Request) -> String? {
            var (output, errors): ([UInt8], [UInt8]) = ([], [])
            var line = text
            let status = line.withUTF8 {
                Session(settings: settings).respond(to: request, $0, number: 1, output: &output, errors: &errors)
            }
            return status == 0 ? String(decoding: output, as: UTF8.self).filter { !"[] \n".contains($0) } : nil
        }
        guard let value = answer(command("eval", occurring)) else { return nil }
        guard let shape else { return [value] }
        guard let slopes = answer(command(shape.rawValue, ["x", "y"] + bindings)) else { return nil }
        return [value] + slopes.split(separator: ",").map(String.init)
    }

    @Test(
        "far tails, small roots and close neighbours keep their digits without being computed again",
        arguments: [
            ("sigmoid(x)", "40", [1, 4.248354255291589e-18]), ("sigmoid(x)", "-40", [4.248354255291589e-18, 4.248354255291589e-18]),
            ("softplus(x)", "-40", [4.248354255291589e-18, 4.248354255291589e-18]), ("tanh(x)", "20", [1, 1.6993417021166355e-17]),
            ("logsumexp(x, 0)", "-40", [4.248354255291589e-18, 4.248354255291589e-18]),
            ("1 - tanh(x)^2", "20", [1.6993417021166355e-17, -3.398683404233271e-17]), ("1 - cos(x)", "1e-8", [5e-17, 1e-8]),
            ("sqrt(x + 1) - sqrt(x)", "1e16", [5e-9, -2.5e-25]), ("(-x + sqrt(x^2 - 4))/2", "1e8", [-1e-8, 1e-16]),
            ("exp(x) - 1", "1e-10", [1.00000000005e-10, 1.0000000001]), ("log(1 + x)", "1e-10", [9.9999999995e-11, 0.9999999999]),
            ("1 - erf(x)", "6", [2.1519736712498913e-17, -2.6173012392492648e-16]),
        ] as [(String, String, [Double])])
    func stableForms(_ text: String, _ point: String, _ numbers: [Double]) throws {
        let outcome = try BatchTests.run(text, .gradient, table: "x\n\(point)\n")
        #expect(outcome.errors.isEmpty, "\(text): \(outcome.errors)")
        for (found, wanted) in zip(outcome.rows[0], numbers) {
            #expect((found - wanted).magnitude <= 1e-11 * wanted.magnitude, "\(text) at \(point): \(outcome.rows[0])")
        }
    }

    @Test(
        "cells count as they are written, beyond the range of doubles too",
        arguments: [
            ("1/x", "1e400", "1e-400", 0), ("1/x", "1e-400", "1e+400", 0), ("x - 1", "1.00000000000000000001", "1e-20", 0),
            ("exp(x)*1e-20", "-800", "3.6678745841776872e-368", 0), ("1/x", "-0", "nan", 4), ("atan2(x, -1)", "-0", "3.141592653589793", 0),
            ("x - x", "nan", "nan", 4), ("x - x", "inf", "nan", 4), ("0*x", "nan", "nan", 4), ("acsc(x)", "1e200", "1e-200", 0),
            ("asec(x)", "1.00000001", "0.00014142135564805386", 0), ("floor(x*10)", "0.3", "3", 0), ("x*1e-5", "1e-310", "1e-315", 0),
        ] as [(String, String, String, Int32)])
    func extremes(_ text: String, _ cell: String, _ answer: String, _ status: Int32) throws {
        let outcome = try BatchTests.run(text, table: "x,y\n2,1\n\(cell),1\n")
        let shown = outcome.output.split(separator: "\n").last.map(String.init) ?? ""
        #expect(BatchAccuracyTests.agree(shown, answer), "\(text) at \(cell): \(outcome.output)")
        #expect(outcome.status == status)
    }

    @Test("a number of a million digits and more is an error with its place")
    func hugeExponents() throws {
        let problem = #expect(throws: TableProblem.self) { try BatchTests.run("x + y", table: "x,y\n1,2\n3,-1e-1000000\n") }
        #expect(problem?.code == "number-size")
        #expect(problem?.row == 2)
        #expect(problem?.column == "y")
        #expect(try BatchTests.run("x + y", table: "x,y\n3,0e-1000000\n").output == "value\n3\n")
    }

    @Test("rows that lose digits are counted, and exact ones are not")
    func counts() throws {
        let table = "x,y\n1.5,1.5\n0.3,0.1\n3,1\n"
        #expect(
            try BatchTests.run("x - 3*y", table: table).errors
                == "note: 1 row was computed again, for too few digits were certain (row 2)\n")
        #expect(try BatchTests.run("x - 3*y", table: table).output == "value\n-3\n0\n0\n")
        #expect(try BatchTests.run("x - 3*y", table: table, options: [.fast: ""]).errors == "")
        #expect(try BatchTests.run("x/(3*y)", table: table, options: [.digits: "20"]).output == "value\n0.33333333333333333333\n1\n1\n")
    }
}
