import Support
import Syntax
import Testing

@testable import Session

@Suite("Claimed derivatives")
struct ClaimTests {
    private let session = Session()

    private func claim(_ line: String, _ claim: String, _ words: [String] = []) throws -> Answer.Claim {
        let answer = try session.answer(command("check", words, [.against: claim]), to: line)
        guard case .claim(let claim) = answer.content else { throw Diagnostic.usage("") }
        return claim
    }

    private func faults(_ line: String, _ wrong: String, _ words: [String] = []) throws -> [String] {
        let found = try claim(line, wrong, words)
        #expect(found.verdict == .wrong, "\(line): \(wrong)")
        return found.components.compactMap(\.fault)
    }

    /// The partial derivatives of a text, as texts.
    private func gradient(_ line: String) -> [String] {
        ["x", "y"].map { variable in
            var (output, errors): ([UInt8], [UInt8]) = ([], [])
            var copy = line
            let request = command("diff", [variable])
            _ = copy.withUTF8 { session.respond(to: request, $0, output: &output, errors: &errors) }
            return String(decoding: output.dropLast(), as: UTF8.self)
        }
    }

    private static let functions = [
        "x^2*sin(3*y) + x*y", "exp(x*y) - x^3", "log(x^2 + y^2)", "tanh(2*x + y) + y^2*x", "x^y + y", "(x + y)^4/(1 + x^2)",
        "sqrt(x^2 + 3*y^2) + x", "atan2(y, x) + x*y^2", "sigmoid(x*y + 1) + x + 3*y",
    ]

    @Test("a gradient is right, in any form and at any point", arguments: functions)
    func right(line: String) throws {
        let gradient = gradient(line)
        let list = "[\(gradient.joined(separator: ", "))]"
        #expect(try claim(line, list).verdict == .right, "\(line): \(list)")
        for operation in ["expand", "simplify", "together"] {
            let other = "[\(gradient.map { "\(operation)(\($0))" }.joined(separator: ", "))]"
            #expect(try claim(line, other).verdict == .right, "\(line): \(other)")
        }
        let place = try claim(line, list, ["x=3/2", "y=2/3"])
        #expect(place.verdict == .right && place.isIdentical == true, "\(line)")
        for (place, variable) in ["x", "y"].enumerated() {
            #expect(try claim(line, gradient[place], [variable]).verdict == .right, "\(line) in \(variable)")
        }
    }

    @Test("a planted factor, sign or exchange is found and named", arguments: functions)
    func factors(line: String) throws {
        let gradient = gradient(line)
        for (factor, words) in [
            ("2", "is too large by the factor 2"), ("-1", "has the wrong sign"), ("1/3", "is too small by the factor 3"),
            ("-2/3", "is too small by the factor 3/2, with the wrong sign"), ("pi", "off by the factor pi"),
            ("y", "the factor y is too much"),
        ] {
            for words_ in [[], ["x=5/4", "y=1/2"]] {
                let found = try claim(line, "[(\(factor))*(\(gradient[0])), \(gradient[1])]", words_)
                #expect(found.verdict == .wrong && found.components[1].verdict == .right, "\(line): \(factor)")
                #expect(found.components[0].fault?.contains(words) == true, "\(line), \(factor): \(found.components[0].fault ?? "nil")")
            }
        }
        let exchanged = try claim(line, "[\(gradient[1]), \(gradient[0])]")
        let names = exchanged.exchanged.map { [session.store.name($0.0), session.store.name($0.1)] }
        #expect(exchanged.verdict == .wrong && names == ["x", "y"], "\(line)")
    }

    @Test(
        "a term that is missing, too much or wrong is named",
        arguments: [
            ("x^2*sin(3*x)", "2*x*sin(3*x)", "the term 3*x^2*cos(3*x) is missing"),
            ("x^2*sin(3*x)", "2*x*sin(3*x) + x^2*cos(3*x)", "the term 3*x^2*cos(3*x) is too small by the factor 3"),
            ("x^2*sin(3*x)", "2*x*sin(3*x) - 3*x^2*cos(3*x)", "the term 3*x^2*cos(3*x) has the wrong sign"),
            ("x^3 + x^2", "3*x^2 + 2*x + 1", "the term 1 is too much"), ("x^x", "x^x", "the term x^x*log(x) is missing"),
            ("sin(x^2)", "cos(x^2)", "the factor 2*x is missing"), ("exp(sin(x))", "exp(sin(x))", "the factor cos(x) is missing"),
            ("log10(x)", "1/x", "it is off by the factor log(10)"), ("x^2 + 5*x", "2*x", "the term 5 is missing"),
        ])
    func terms(line: String, wrong: String, words: String) throws {
        #expect(try faults(line, wrong) == [words])
        #expect(try faults(line, wrong, ["x=3/2"]) == [words])
    }

    @Test("a claim that holds at a point only is right there, and said to be wrong elsewhere")
    func pointOnly() throws {
        let found = try claim("x^2 + y", "[4, 1]", ["x=2", "y=7"])
        #expect(found.verdict == .right && found.isIdentical == false)
        #expect(try claim("x^2 + y", "[4, 1]").verdict == .wrong)
        #expect(try claim("x^2", "1/x", ["x=0"]).verdict == .wrong)
    }

    @Test("a decimal that is claimed is right to its last place", arguments: 1...16)
    func rounded(places: Int) throws {
        for (line, point) in [("sin(x)", "x=1"), ("exp(x)/7", "x=2/3"), ("x^3", "x=1/3"), ("-log(x)", "x=5")] {
            let request = command("grad", [point], [.digits: "\(places)"])
            var (output, errors): ([UInt8], [UInt8]) = ([], [])
            _ = Array(line.utf8).withUnsafeBufferPointer { session.respond(to: request, $0, output: &output, errors: &errors) }
            let text = String(decoding: output, as: UTF8.self).filter { !"[]\n".contains($0) }
            #expect(try claim(line, text, [point]).verdict == .right, "\(line) at \(point): \(text)")
            guard text.contains("."), let last = text.last?.wholeNumberValue else { continue }
            let wrong = text.dropLast() + "\((last + 5) % 10)"
            #expect(try claim(line, String(wrong), [point]).verdict == .wrong, "\(line) at \(point): \(wrong)")
        }
    }

    @Test("a decimal with an exponent or a point is rounded though it is whole", arguments: 1...16)
    func roundedWhole(digits: Int) throws {
        // exp(100) and exp(10), to more digits than are claimed.
        for (point, exponent, text) in [("x=100", 43, "26881171418161354484"), ("x=10", 4, "22026465794806716517")] {
            let kept = text.prefix(digits)
            let isUp = try #require(text.dropFirst(digits).first?.wholeNumberValue) >= 5
            let number = try #require(Int(kept)) + (isUp ? 1 : 0)
            #expect(try claim("exp(x)", "\(number)e\(exponent + 1 - digits)", [point]).verdict == .right, "\(point): \(number)")
            #expect(try claim("exp(x)", "\(number + 1)e+\(exponent + 1 - digits)", [point]).verdict == .wrong, "\(point): \(number)")
        }
        #expect(try claim("exp(x)", "22026.", ["x=10"]).verdict == .right)
        #expect(try claim("exp(x)", "22026", ["x=10"]).verdict == .wrong)
    }

    @Test("whole numbers and fractions that are claimed are exact, and a tolerance is allowed besides")
    func tolerance() throws {
        #expect(try claim("sin(x)", "1", ["x=1/10"]).verdict == .wrong)
        #expect(try claim("sin(x)", "54/100", ["x=1"]).verdict == .wrong)
        let answer = try session.answer(command("check", ["x=1"], [.against: "1/2", .tolerance: "0.05"]), to: "sin(x)")
        guard case .claim(let found) = answer.content else { throw Diagnostic.usage("") }
        #expect(found.verdict == .right)
    }

    @Test("names with a value are parameters, where others have none")
    func parameters() throws {
        #expect(try claim("a*x^2", "4*x", ["a=2"]).verdict == .right)
        #expect(try claim("a*x^2", "4*x", ["x", "a=2"]).verdict == .right)
        #expect(try claim("a*x^2", "4*x", ["x", "a=3"]).verdict == .wrong)
        let found = try claim("a*x^2", "4*x", ["x", "a=2", "x=5"])
        #expect(found.verdict == .right && found.isIdentical == true)
    }

    @Test(
        "a claim need not agree where there is no derivative", arguments: ["x/abs(x)", "if(x > 0, 1, -1)", "if(x >= 0, 1, -1)", "sign(x)"])
    func kinks(text: String) throws {
        #expect(try claim("abs(x)", text).verdict == .right)
        #expect(throws: Diagnostic.self) { try self.claim("abs(x)", text, ["x=0"]) }
    }

    @Test(
        "what formulas give outside the domain of the function says nothing about a claim",
        arguments: [
            ("log(x)^2", "2*log(x)/abs(x)"), ("acosh(-x)", "-1/sqrt(x^2 - 1)"), ("asin(x)*x", "asin(x) + x/sqrt(1 - x^2)"),
            ("sqrt(x)*x", "3*sqrt(abs(x))/2"), ("log(x) + log(y)", "1/abs(x)"), ("x^y", "y*x^y/abs(x)"),
        ])
    func domains(line: String, text: String) throws {
        #expect(try claim(line, text, ["x"]).verdict == .right, "\(line)")
        let wrong = try claim(line, "2*(\(text))", ["x"])
        #expect(wrong.verdict == .wrong && wrong.components[0].fault == "it is too large by the factor 2", "\(line)")
    }

    @Test("as many derivatives must be claimed as there are variables")
    func sizes() {
        for (text, words) in [("2*x*y", []), ("[1, 2, 3]", []), ("[y, x]", ["x"])] as [(String, [String])] {
            #expect(throws: Diagnostic.self, "\(text)") { try self.claim("x^2*y", text, words) }
        }
    }

    @Test("what nobody can decide is undecided")
    func undecided() throws {
        let found = try claim("x*sin(10^-300*gamma(1/5))", "10^-300*gamma(1/5)")
        #expect(found.verdict == .undecided && found.verdict.exitStatus == 5)
    }
}
