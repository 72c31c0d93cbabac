import Session
import Support
import Syntax
import Testing

@Suite("Laws of bounds")
struct BoundsLaws {
    private func respond(_ request: Request, _ line: String) -> String {
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        _ = Array(line.utf8).withUnsafeBufferPointer { Session().respond(to: request, $0, output: &output, errors: &errors) }
        return String(decoding: output, as: UTF8.self)
    }

    private func numbers(_ text: String) -> [Double] { text.split { "[], \n".contains($0) }.compactMap { Double($0) } }

    private func bounds(_ line: String, _ box: [(String, String)]) -> [Double] {
        numbers(respond(command("eval", box.map { "\($0.0)=\($0.1)" }, [.bounds: ""]), line))
    }

    private func value(_ line: String, _ place: [(String, Double)]) -> Double? {
        numbers(respond(command("eval", place.map { "\($0.0)=\($0.1)" }), line)).first
    }

    @Test("bounds of short polynomials are those of their values, and nearly reached", arguments: 0..<40)
    func polynomials(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let terms = (0...2 + random.below(2)).map { _ in
            "\(random.below(9) - 4)*\(random.pick(["x^2", "x", "y", "x*y", "y^2", "x^3", "1"]))"
        }
        let line = (terms + ["0*x*y"]).joined(separator: " + ")
        let (a, b) = (Double(random.below(17)) / 4 - 2, Double(random.below(17)) / 4 - 2)
        let width = Double(1 + random.below(8)) / 4
        let found = bounds(line, [("x", "\(a)..\(a + width)"), ("y", "\(b)..\(b + width)")])
        try #require(found.count == 2, "\(line)")
        var (least, greatest) = (Double.infinity, -Double.infinity)
        let count = 8
        for row in 0...count {
            for column in 0...count {
                let place = [("x", a + width * Double(row) / Double(count)), ("y", b + width * Double(column) / Double(count))]
                guard let number = value(line, place) else { continue }
                least = min(least, number)
                greatest = max(greatest, number)
            }
        }
        #expect(found[0] <= least && greatest <= found[1], "\(line): \(found), samples from \(least) to \(greatest)")
        #expect(found[1] - found[0] <= 1.2 * (greatest - least) + 1e-9, "\(line): \(found), samples from \(least) to \(greatest)")
    }

    @Test("bounds of functions hold all values inside", arguments: 0..<24)
    func functions(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let line = random.pick([
            "sqrt(x)", "x^2.5 - x", "x*log(x + 1/10)", "exp(-x)*sin(3*x)", "abs(x - 1)*x", "relu(x - 1) - x/3", "x^pi", "max(x, 1 - x)",
            "1/(x^2 - 2*x + 2)", "if(x < 1, x, 2 - x)", "tanh(4*x - 3)", "cbrt(x - 1)^2 + x",
        ])
        let (low, high) = (Double(random.below(5)) / 4, 1.25 + Double(random.below(7)) / 4)
        let found = bounds(line, [("x", "\(low)..\(high)")])
        try #require(found.count == 2, "\(line) in \(low)..\(high)")
        for step in 0...24 {
            let x = low + (high - low) * Double(step) / 24
            if let number = value(line, [("x", x)]) { #expect(found[0] <= number && number <= found[1], "\(line) at \(x): \(found)") }
        }
    }

    @Test(
        "ends that are reached are what they are",
        arguments: [
            ("x^2", "1..2", "[1, 4]"), ("x^2 - 2*x", "0..2", "[-1, 0]"), ("x^3 - 3*x", "-2..2", "[-2, 2]"),
            ("x^2", "0.1..0.3", "[0.01, 0.09]"),
            ("sin(x)", "0..3", "[0, 1]"), ("x/(1 + x^2)", "-3..3", "[-0.5, 0.5]"), ("abs(x)", "-3..2", "[0, 3]"),
            ("1/x", "2..4", "[0.25, 0.5]"),
        ])
    func exactEnds(line: String, interval: String, expected: String) {
        #expect(respond(command("eval", ["x=\(interval)"], [.bounds: ""]), line) == expected + "\n")
    }

    @Test(
        "where every name has one value, bounds are refused as values are, and the reason is given on request",
        arguments: [
            ("x/x", "0"), ("log(x)^0", "0"), ("gamma(x)/gamma(x)", "-1"), ("sign(x)/sign(x)", "0"), ("atan2(x, x)", "0"), ("1/0^x", "-1"),
            ("subs(y/x, y = x)", "0"), ("diff(abs(x), x)", "0"), ("diff(floor(x), x)", "2"), ("diff(max(x, 1), x)", "1"), ("sqrt(x)", "-1"),
            ("diff(x*abs(x), x)", "0"), ("sqrt(x)^2", "-1"), ("x/x", "1"), ("diff(abs(x), x)", "-3"), ("if(x = 0, 1, x/x)", "0"),
        ])
    func points(line: String, place: String) {
        func status(_ operation: String, _ options: [OptionID: String] = [:]) -> Int32 {
            var (output, errors): ([UInt8], [UInt8]) = ([], [])
            return Array(line.utf8).withUnsafeBufferPointer {
                Session().respond(to: command(operation, ["x=\(place)"], options), $0, output: &output, errors: &errors)
            }
        }
        let isRefused = status("eval") == 4
        #expect(status("eval", [.bounds: ""]) == (isRefused ? 4 : 0), "\(line)")
        let reason = respond(command("eval", ["x=\(place)"], [.why: ""]), line)
        let isSaid = reason.contains("no value") || reason.contains("is infinite")
        #expect(isSaid == isRefused, "\(line): \(reason)")
        if isRefused {
            for shape in ["grad", "hessian", "jacobian"] { #expect(status(shape, [.bounds: ""]) >= 4, "\(shape) \(line)") }
        }
    }

    @Test("what is beyond the range of doubles is infinite, and is named", arguments: ["1e400", "x + 10^400", "x*1e309 - 2"])
    func beyondRange(line: String) {
        let reason = respond(command("eval", line.contains("x") ? ["x=1"] : [], [.why: ""]), line)
        #expect(reason.hasPrefix("in double precision the value is inf\n") && reason.contains("beyond the range"), "\(line): \(reason)")
    }
}
