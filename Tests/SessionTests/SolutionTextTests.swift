import Expressions
import Solving
import Syntax
import Testing

@testable import Session

/// Sets of solutions made by hand, and what is shown of them.
@Suite("Solutions as they are shown")
struct SolutionTextTests {
    private let session = Session()

    private func read(_ text: String) throws -> Expr { try session.reader.expression(text) }

    private func solution(_ values: [(String, String)], if condition: String? = nil, integers: [String] = []) throws -> Solution {
        var bindings: [Solution.Binding] = []
        for (name, value) in values { bindings.append(.init(name: session.store.symbol(name), value: try read(value))) }
        var solution = Solution(bindings, integers: integers.map { session.store.symbol($0) })
        if let condition { solution.condition = try read(condition) }
        return solution
    }

    private func found(_ solutions: [Solution], for names: [String]) -> Answer.Solutions {
        var set = SolutionSet()
        set.solutions = solutions
        return Answer.Solutions(set, for: names.map { session.store.symbol($0) })
    }

    private func written(_ found: Answer.Solutions, number: Int? = nil, _ format: Settings.Format = .text) throws -> (String, String, Int32)
    {
        var answer = Answer(.solutions(found))
        answer.isComplete = found.set.isComplete
        answer.isVerified = true
        session.settings.format = format
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        var line = "x^2 = 2"
        let status = try line.withUTF8 { bytes in try session.write(answer, bytes, number, &output, &errors) }
        return (String(decoding: output, as: UTF8.self), String(decoding: errors, as: UTF8.self), status)
    }

    @Test("of one unknown its value stands alone, of several each has its name") func names() throws {
        let one = found([try solution([("x", "-sqrt(2)")]), try solution([("x", "b/a")], if: "a != 0")], for: ["x"])
        #expect(try session.texts(one) == ["-sqrt(2)", "b/a if a != 0"])
        #expect(try session.latexTexts(one) == ["x = -\\sqrt{2}", "x = \\frac{b}{a},\\ a \\ne 0"])
        let two = found([try solution([("x", "4"), ("y", "3")]), try solution([("x", "1")])], for: ["x", "y"])
        #expect(try session.texts(two) == ["x = 4, y = 3", "x = 1"])
        #expect(try session.latexTexts(two) == ["x = 4,\\ y = 3", "x = 1"])
    }

    @Test("all numbers, and ranges of them") func ranges() throws {
        let all = try solution([])
        #expect(try session.texts(found([all], for: ["x"])) == ["all x"])
        #expect(try session.texts(found([all], for: ["x", "y"])) == ["all x, y"])
        #expect(try session.latexTexts(found([all], for: ["x", "y"])) == ["x, y \\in \\mathbb{C}"])
        #expect(try session.texts(found([try solution([], if: "a = 0 and b = 0")], for: ["x"])) == ["all x if a = 0 and b = 0"])
        let range = found([try solution([], if: "1 < x and x < 2"), try solution([], if: "x >= 5")], for: ["x"])
        #expect(try session.texts(range) == ["1 < x < 2", "x >= 5"])
        #expect(try session.latexTexts(range) == ["1 < x < 2", "x \\ge 5"])
    }

    @Test("what must be said besides is said on standard error") func remarks() throws {
        var double = try solution([("x", "1")])
        double.multiplicity = 2
        #expect(try written(found([double], for: ["x"])) == ("1\n", "note: x = 1 is a double root\n", 0))
        double.multiplicity = 7
        #expect(try written(found([double], for: ["x"]), number: 4) == ("1\n", "note: line 4: x = 1 is a root of multiplicity 7\n", 0))
        let family = found([try solution([("x", "pi*k")], integers: ["k"])], for: ["x"])
        #expect(try written(family) == ("pi*k\n", "note: k is any integer\n", 0))
        var real = found([try solution([("x", "1")])], for: ["x"])
        (real.set.isReal, real.mentionsReal) = (true, true)
        #expect(try written(real).1 == "note: complete over the real numbers\n")
        real.set.isComplete = false
        real.set.undecided = [RealInterval(lower: 0.5, upper: 0.75)]
        #expect(
            try written(real) == (
                "1\n", "note: it could not be decided between 0.5 and 0.75\nnote: these may not be all solutions\n", 5
            ))
        real.set.isComplete = true
        real.set.undecided = []
        (real.mentionsInterval, real.set.searched) = (true, (try read("-10"), try read("10")))
        #expect(try written(real).1 == "note: complete between -10 and 10\n")
    }

    @Test("no solutions are an answer, or none") func none() throws {
        var nothing = found([], for: ["x"])
        #expect(try written(nothing) == ("", "note: there is no solution\n", 1))
        #expect(try written(nothing, number: 2) == ("\n", "note: line 2: there is no solution\n", 1))
        let object = try written(nothing, .json)
        #expect(object.0.contains(#""status": "no", "verified": true, "result": "", "latex": "", "solutions": [], "complete": true"#))
        #expect(object.1 == "" && object.2 == 1)
        nothing.mentionsReal = true
        #expect(try written(nothing).1 == "note: there is no real solution\n")
        nothing.set.isComplete = false
        #expect(try written(nothing) == ("", "note: no solution was found, but there may be one\n", 5))
    }

    @Test("a stream has them on one line") func streams() throws {
        let roots = found([try solution([("x", "-1")]), try solution([("x", "1")])], for: ["x"])
        #expect(try written(roots).0 == "-1\n1\n")
        #expect(try written(roots, number: 1).0 == "-1; 1\n")
    }

    @Test("digits are certain where there is a number, and values with parameters stay exact") func digits() throws {
        var roots = found([try solution([("x", "sqrt(2)")]), try solution([("x", "I*sqrt(2)")]), try solution([("x", "a/3")])], for: ["x"])
        roots.digits = 10
        #expect(try session.texts(roots) == ["1.414213562", "1.414213562*I", "a/3"])
        #expect(try session.latexTexts(roots) == ["x = 1.414213562", "x = 1.414213562 i", "x = \\frac{a}{3}"])
    }

    @Test("JSON has every part of a solution") func members() throws {
        var half = try solution([("x", "1/2"), ("y", "2*I")])
        half.multiplicity = 2
        let object = try written(found([half], for: ["x", "y"]), .json).0
        #expect(object.contains(#""result": "x = 1/2, y = 2*I", "latex": "x = \\frac{1}{2},\\ y = 2 i""#), "\(object)")
        #expect(
            object.contains(
                #""solutions": [{"bindings": {"x": "1/2", "y": "2*I"}, "approx": {"x": [0.5, 0], "y": [0, 2]}, "multiplicity": 2, "#
                    + #""condition": null, "family": null}], "complete": true, "claim": "complete", "domain": "complex"}"#), "\(object)")
        var family = found([try solution([("x", "pi*k/a")], if: "a != 0", integers: ["k"])], for: ["x"])
        family.set.undecided = [RealInterval(lower: 0.5, upper: 0.75)]
        let other = try written(family, .json).0
        #expect(
            other.contains(#""approx": null, "multiplicity": null, "condition": "a != 0", "family": {"k": "integer"}}]"#), "\(other)")
        #expect(other.contains(#""undecided": [["0.5", "0.75"]]"#), "\(other)")
    }

    @Test("a stationary point is shown with what it is") func stationaryPoints() throws {
        var extremes = found([], for: ["x", "y"])
        extremes.points = [
            .init(solution: try solution([("x", "1"), ("y", "3")]), nature: .minimum, value: try read("-5")),
            .init(solution: try solution([("x", "0")]), nature: .notIsolated, value: nil),
        ]
        extremes.set.solutions = extremes.points.map { $0.map(\.solution) } ?? []
        #expect(try session.texts(extremes) == ["x = 1, y = 3: minimum", "x = 0: not isolated"])
        let object = try written(extremes, .json).0
        #expect(object.contains(#""family": null, "kind": "minimum", "value": "-5"}"#), "\(object)")
        #expect(object.contains(#""kind": "not isolated", "value": null}"#), "\(object)")
    }
}

extension Session {
    fileprivate func texts(_ found: Answer.Solutions) throws -> [String] { try set(found, .text) }
    fileprivate func latexTexts(_ found: Answer.Solutions) throws -> [String] { try set(found, .latex) }

    private func set(_ found: Answer.Solutions, _ format: Settings.Format) throws -> [String] {
        var notation = notation(format)
        return try parts(found).map { part throws(Diagnostic) in try notation.text(part) }
    }
}
