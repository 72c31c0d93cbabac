import Session
import Support
import Testing

/// Rows of a batch beside the certified answers at single points.
@Suite("The law of batches")
struct BatchLawTests {
    private static func expression(_ random: inout Randomness, _ depth: Int) -> String {
        if depth == 0 || random.oneIn(6) { return random.pick(["x", "y", "2", "1/3", "x", "y"]) }
        func part() -> String { expression(&random, depth - 1) }
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1: return "(\(part()) + \(part()))"
        case 2: return "(\(part()) - \(part()))"
        case 3, 4: return "(\(part())*\(part()))"
        case 5: return "(\(part())/(\(part())^2 + 1))"
        case 6: return "sin(\(part()))"
        case 7: return "exp(-(\(part()))^2)"
        case 8: return "log((\(part()))^2 + 1)"
        case 9: return "abs(\(part()))"
        case 10: return "max(\(part()), \(part()))"
        default: return "if(\(part()) < \(part()), \(part()), \(part()))"
        }
    }

    /// The numbers in the JSON of one point: the value, and then the derivatives; nil where there is an error.
    private static func certified(_ text: String, _ point: [(String, String)]) -> [Double]? {
        let request = command("grad", point.map(\.0) + point.map { "\($0.0)=\($0.1)" })
        var settings = Settings()
        settings.format = .json
        settings.verifies = false
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        var line = text
        let status = line.withUTF8 {
            Session(settings: settings).respond(to: request, $0, number: 1, output: &output, errors: &errors)
        }
        // Partial derivatives that are not known to be a gradient are shown, too.
        guard status == 0 || status == 5 else { return nil }
        let json = String(decoding: output, as: UTF8.self)
        func number(after key: String) -> Double? {
            guard let start = json.firstRange(of: key)?.upperBound else { return nil }
            return Double(json[start...].prefix { !", }\n".contains($0) })
        }
        let numbers = ["\"value\": "] + point.map { "\"\($0.0)\": " }
        let found = numbers.compactMap { number(after: $0) }
        return status == 0 || found.count == numbers.count ? found : nil
    }

    @Test("each row is what the certified gradient at its point is")
    func rows() throws {
        var random = Randomness(seed: 71)
        var compared = 0
        for _ in 0..<60 {
            let text = BatchLawTests.expression(&random, 4)
            let points = (0..<6).map { _ in
                // Few different numbers, so that kinks and borders are met.
                (random.pick(["0", "1", "-1", "0.5", "1.7", "-2.25", "3"]), random.pick(["0", "1", "-1", "0.3", "2.5", "1e-3", "-0.7"]))
            }
            let table = "x,y\n" + points.map { "\($0),\($1)\n" }.joined()
            let outcome = try BatchTests.run(text, .gradient, ["x", "y"], table: table, rowsPerBlock: 4)
            #expect(outcome.output == (try BatchTests.run(text, .gradient, ["x", "y"], table: table, rowsPerBlock: 3)).output)
            for (row, point) in zip(outcome.rows, points) {
                guard let expected = BatchLawTests.certified(text, [("x", point.0), ("y", point.1)]) else {
                    #expect(row.contains { $0.isNaN }, "\(text) at \(point): \(row)")
                    continue
                }
                guard expected.count == 3 else { continue }
                compared += 1
                let scale = expected.reduce(1) { max($0, $1.magnitude) }
                for (found, wanted) in zip(row, expected) {
                    #expect((found - wanted).magnitude <= 1e-12 * scale, "\(text) at \(point): \(row), not \(expected)")
                }
            }
        }
        #expect(compared > 200, "\(compared)")
    }
}
