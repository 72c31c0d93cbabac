import Session
import Support
import Syntax
import Testing

@testable import agnesi

@Suite("The grammar of the command line")
struct CommandTests {
    /// A derived command line: its words, and those that are no options nor their values.
    private struct Line {
        var words: [String] = []
        var operands: [String] = []
    }

    private static let valued = Set(OptionRow.all.filter { $0.value != .flag }.map(\.spelling))
    private static let flags = Set(OptionRow.all.filter { $0.value == .flag }.map(\.spelling) + ["--help", "-h"])

    private static func line(_ sentence: SentenceGenerator.Sentence, _ random: inout Randomness) -> Line {
        var line = Line()
        var takesValue = false
        // The program's own name is no argument.
        for terminal in sentence.terminals {
            let word = word(terminal, &random)
            if word == "agnesi" { continue }
            if takesValue {
                takesValue = false
                if line.words.last?.hasPrefix("--") == true, random.oneIn(3) {
                    line.words[line.words.count - 1] += "=\(word)"
                } else {
                    line.words.append(word)
                }
                continue
            }
            line.words.append(word)
            takesValue = valued.contains(word)
            if !takesValue, !flags.contains(word) { line.operands.append(word) }
        }
        return line
    }

    private static func word(_ terminal: Terminal, _ random: inout Randomness) -> String {
        guard case .kind(let kind) = terminal else {
            if case .spelled(let text) = terminal { return text }
            return ""
        }
        switch kind {
        case "STATEMENTS": return random.pick(["x := 2; x^2", "f(t) := t^2", "-x", "1 + 1", "# nothing", ""])
        case "EXPRESSION", "EQUATION":
            return random.pick(["x^2", "-x^2", "-(a+b)", "-.5x", "sin 2x", "-|x|", "x y", "[x, y]", "(x = 3)", "−x^2", "-3x"])
        case "NAME": return random.pick(["x", "y", "theta", "θ", "x_1", "dif"])
        case "ORDER": return random.pick(["0", "1", "3", "10000"])
        case "BINDING": return random.pick(["x=2", "y=-1/2", "theta=pi/4", "x_1 = 3", "x=0.9..1.1"])
        case "DIGITS": return random.pick(["1", "50", "1000000"])
        case "WHOLE": return random.pick(["1", "2", "256"])
        case "POSITIVE": return random.pick(["1", "0.5", "1e-3"])
        case "TEXT": return random.pick(["x > 0", "n integer", "-x", "[y, -x]", "x,y", "0..1", "f(x) := x^2", "sqrt(2)"])
        case "FILE": return random.pick(["script.agn", "-", "/dev/null", "a b.agn"])
        default: return random.pick(["sin", "diff", "pi", "+", "and"])
        }
    }

    @Test("every generated command line is accepted by the option parser", arguments: OperationRow.all.map(\.name))
    func generatedLines(name: String) throws {
        let grammar = try GrammarFile.commands()
        let operation = try #require(OperationRow.named(name))
        var random = Randomness(seed: 31)
        var generator = SentenceGenerator(grammar, seed: 32)
        for _ in 0..<40 {
            let sentence = generator.sentence(of: "\(name.lowercased())-command", length: Int.random(in: 1...14, using: &random))
            let line = CommandTests.line(sentence, &random)
            guard line.words.first == name, Set(line.words).isDisjoint(with: ["--help", "-h"]) else { continue }
            do throws(Diagnostic) {
                let words = Arguments.protected(Array(line.words.dropFirst()))
                let parsed = try OptionParser.parse(words, operation.allOptions)
                #expect([name] + parsed.words == line.operands, "\(line.words)")
            } catch {
                Issue.record("\(line.words): \(error.message)")
            }
        }
    }

    @Test(
        "options that an operation does not take, and values that are none, are refused by name",
        arguments: [
            (["diff", "x", "--bogus"], "--bogus"), (["diff", "x", "--digits", "3"], "--digits"),
            (["eval", "2", "--digits", "0"], "--digits"),
            (["eval", "2", "--digits", "x"], "--digits"), (["eval", "2", "--digits"], "--digits"),
            (["solve", "x", "--digits", "0"], "--digits"),
            (["diff", "x", "--jobs", "0"], "--jobs"), (["diff", "x", "--jobs", "257"], "--jobs"),
            (["diff", "x", "--timeout", "0"], "--timeout"),
            (["diff", "x", "--timeout", "soon"], "--timeout"), (["diff", "x", "--strict=yes"], "--strict"),
            (["solve", "x", "--for"], "--for"),
            (["stationary", "x", "--real"], "--real"), (["trace", "x", "--mode", "sideways"], "--mode"),
            (["diff", "x", "--mode", "both"], "--mode"),
            (["grad", "x^2", "--data"], "--data"), (["grad", "x^2", "--kinks", "all"], "--kinks"),
            (["check", "x", "--step", "0"], "--step"),
        ])
    func refusedLines(words: [String], option: String) throws {
        let operation = try #require(OperationRow.named(words[0]))
        let problem = #expect(throws: Diagnostic.self) { try OptionParser.parse(Array(words.dropFirst()), operation.allOptions) }
        #expect(problem?.message.contains(option) == true, "\(words): \(problem?.message ?? "")")
        #expect(problem?.exitStatus == 2)
    }

    @Test("every option belongs to an operation or to all, and stands in the table once")
    func options() {
        let used = Set(OperationRow.all.flatMap(\.allOptions) + [.execute])
        #expect(used == Set(OptionID.allCases))
        #expect(OptionRow.all.map(\.id).count == OptionID.allCases.count)
    }

    @Test("the first operand is what a command needs, and others may come from streams as the table says")
    func streams() throws {
        func leaves(_ name: String, _ words: [String]) throws -> Bool {
            try #require(OperationRow.named(name)).leavesExpression(words.map { word in try? Operand(word: word) })
        }
        #expect(try leaves("diff", []) && leaves("diff", ["x"]) && leaves("diff", ["x", "3"]) && leaves("degree", ["x"]))
        #expect(
            try !leaves("diff", ["xy", "x"]) && !leaves("diff", ["x^2"]) && !leaves("diff", ["x^2", "x"]) && !leaves("simplify", ["x"]))
        #expect(try leaves("N", ["20"]) && !leaves("N", ["pi"]) && !leaves("N", ["2", "20"]))
        #expect(try leaves("collect", ["x"]) && !leaves("collect", ["a*x", "x"]) && leaves("eval", ["x=2", "y=3"]))
        #expect(try leaves("gcd", ["x^2 - 1"]) && !leaves("equal", ["x = y"]) && leaves("solve", ["x"]) && !leaves("solve", ["x", "y"]))
    }
}
