import ArgumentParser
import Session
import Support
import Testing
import Vocabulary

@testable import agnesi

@Suite("The grammar of the command line")
struct CommandTests {
    /// A derived command line: its words, and those that are no options nor their values.
    private struct Line {
        var words: [String] = []
        var operands: [String] = []
    }

    private static func line(_ sentence: SentenceGenerator.Sentence, _ random: inout Randomness) -> Line {
        var line = Line()
        var takesValue = false
        var isBehindTerminator = false
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
            takesValue = [
                "--format", "--timeout", "--jobs", "--against", "--step", "--digits", "--assume", "--extension", "--for", "--in", "--near",
                "--mode", "--wrt", "--data", "--kinks",
                "-e",
            ]
            .contains(word)
            let isOption =
                !isBehindTerminator
                && (takesValue
                    || [
                        "--strict", "--steps", "--no-verify", "--sweep", "--exact", "--real", "--with-input", "--fast", "--bounds", "--why",
                        "--count",
                        "--help", "-h", "--version", "--",
                    ]
                    .contains(word))
            if word == "--" { isBehindTerminator = true }
            if !isOption { line.operands.append(word) }
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
        case "EXPRESSION":
            return random.pick(["x^2", "-x^2", "-(a+b)", "-.5x", "sin 2x", "-|x|", "x y", "[x, y]", "(x = 3)", "−x^2", "-3x"])
        case "NAME": return random.pick(["x", "y", "theta", "θ", "x_1", "dif"])
        case "ORDER": return random.pick(["0", "1", "3", "10000"])
        case "BINDING": return random.pick(["x=2", "y=-1/2", "theta=pi/4", "x_1 = 3", "z=x=y"])
        case "NAMES": return random.pick(["x", "x,y", "theta, x_1"])
        case "INTERVAL": return random.pick(["0..1", "-pi..pi", "-.5..1/2", "-1...5"])
        case "VALUES": return random.pick(["2", "-1/2", "x=2", "x=-1,y=atan2(1, 2)", "2+3*I"])
        case "DIGITS": return random.pick(["1", "50", "1000000"])
        case "CLAIM": return random.pick(["2*x", "-x", "[y, -x]", "-(a+b)"])
        case "STEP": return random.pick(["1e-4", "0.001", "1"])
        case "SECONDS": return random.pick(["1", "0.5", "1e3"])
        case "ASSUMPTION": return random.pick(["x > 0", "-1 < x", "n integer", "x < y and y != 0", "-x >= 1"])
        case "ASSIGNMENTS": return random.pick(["z = w*x + b; h = sin(z)", "y = x^2; y + 1", "a = x;"])
        case "THOUSAND": return random.pick(["1", "12", "1000"])
        case "ROOT": return random.pick(["sqrt(2)", "I", "-2^(1/3)"])
        case "JOBS": return random.pick(["1", "2", "256"])
        case "FILE": return random.pick(["script.agn", "-", "/dev/null", "a b.agn"])
        default: return random.pick(["sin", "diff", "pi", "+", "and"])
        }
    }

    /// What the option parser makes of the words; nil where it only asks for help or the version.
    private static func parse(_ words: [String]) throws -> ParsableCommand? {
        do {
            return try Agnesi.parseAsRoot(Arguments.protected(words))
        } catch {
            guard Agnesi.exitCode(for: error) == .success else { throw error }
            return nil
        }
    }

    @Test("every generated command line is accepted by the option parser")
    func generatedLines() throws {
        let grammar = try GrammarFile.commands()
        var random = Randomness(seed: 31)
        var generator = SentenceGenerator(grammar, seed: 32)
        var (commands, transforms): (Set<String>, Set<String>) = ([], [])
        for number in 0..<600 {
            // There are many transforms: every third line is one.
            let rule = number % 3 == 0 ? "transform" : grammar.start
            let line = CommandTests.line(generator.sentence(of: rule, length: Int.random(in: 1...14, using: &random)), &random)
            let command: ParsableCommand?
            do { command = try CommandTests.parse(line.words) } catch {
                Issue.record("\(line.words): \(Agnesi.message(for: error))")
                continue
            }
            guard let command else { continue }
            commands.insert("\(type(of: command))")
            switch command {
            case let diff as Diff:
                let words = Arguments.original(diff.words)
                #expect(["diff"] + words == line.operands, "\(line.words)")
                let isExpressionGiven = words.first.map { !Request.isName($0) } ?? false
                #expect(throws: Never.self, "\(line.words)") { try Request.variables(Array(words.dropFirst(isExpressionGiven ? 1 : 0))) }
            case let eval as Eval:
                let words = Arguments.original(eval.words)
                #expect(["eval"] + words == line.operands, "\(line.words)")
                #expect(words.filter { Request.binding($0) == nil }.count <= 1, "\(line.words)")
            case let derivatives as any DerivativeCommand:
                let words = Arguments.original(derivatives.words)
                #expect([type(of: derivatives).shape.rawValue] + words == line.operands, "\(line.words)")
            case let check as Check:
                let words = Arguments.original(check.words)
                #expect(["check"] + words == line.operands, "\(line.words)")
                #expect(throws: Never.self, "\(line.words)") {
                    var wishes = Request.Checking()
                    try wishes.add(Array(words.dropFirst()))
                }
            case let solve as Solve:
                let words = Arguments.original(solve.words)
                #expect(["solve"] + words == line.operands, "\(line.words)")
                #expect(throws: Never.self, "\(line.words)") {
                    _ = try Request.equationsAndUnknowns(words, isStream: false)
                    _ = try solve.unknowns.map { try Request.unknowns(Arguments.original($0)) }
                    _ = try solve.interval.map { try Request.interval(Arguments.original($0)) }
                    _ = try solve.near.map { try Request.start(Arguments.original($0)) }
                }
            case let trace as Trace:
                let words = Arguments.original(trace.words)
                #expect(["trace"] + words == line.operands, "\(line.words)")
                #expect(throws: Never.self, "\(line.words)") { try trace.wrt.map { try Request.unknowns(Arguments.original($0)) } }
            case let stationary as Stationary:
                #expect(["stationary"] + Arguments.original(stationary.words) == line.operands, "\(line.words)")
            case let transform as any TransformCommand:
                let name = type(of: transform).transform.rawValue
                #expect([name] + Arguments.original(transform.words) == line.operands, "\(line.words)")
                transforms.insert(name)
            case let run as Run: #expect(["run", Arguments.original(run.file)] == line.operands, "\(line.words)")
            case let help as Help: #expect(["help"] + [help.topic].compactMap { $0 } == line.operands, "\(line.words)")
            case is Agnesi: #expect(line.operands.isEmpty, "\(line.words)")
            default: #expect(!Set(line.words).isDisjoint(with: ["--help", "-h"]), "\(line.words)")
            }
        }
        #expect(transforms == Set(Transform.allCases.map(\.rawValue)), "\(transforms.sorted())")
        let all: Set = ["Agnesi", "Check", "Diff", "Eval", "Grad", "Hessian", "Jacobian", "Solve", "Stationary", "Trace", "Run", "Help"]
        #expect(commands.isSuperset(of: all), "\(commands.sorted())")
    }

    @Test(
        "command lines that the grammar has not are refused",
        arguments: [
            ["--bogus"], ["bogus"], ["diff", "x", "--bogus"], ["--format", "yaml"], ["eval", "2", "--format"],
            ["eval", "2", "--digits", "0"],
            ["eval", "2", "--digits", "x"], ["eval", "2", "--digits", "5", "--exact"], ["run"], ["run", "a", "b"], ["--jobs", "0"],
            ["--jobs", "257"], ["--timeout", "0"], ["--timeout", "soon"], ["-e"], ["--strict=yes"], ["help", "sin", "cos"], ["--exact"],
            ["diff", "x", "--digits", "3"], ["solve", "x", "--digits", "0"], ["solve", "x", "--in", "0..1", "--near", "1"],
            ["solve", "x", "--for"], ["stationary", "x", "--real"], ["trace", "x", "--mode", "sideways"], ["trace", "x", "--digits", "0"],
            ["trace", "x", "--wrt"], ["trace", "x", "--format", "png"], ["diff", "x", "--mode", "both"],
            ["eval", "x^2", "--with-input"], ["grad", "x^2", "--kinks", "count"], ["grad", "x^2", "--data"],
            ["grad", "x^2", "--data", "a.csv", "--kinks", "all"],
            ["check", "x", "--step", "0"], ["check", "x", "--against"], ["check", "x", "--sweep", "--against", "1"],
        ])
    func refusedLines(words: [String]) {
        #expect(throws: (any Error).self) { try CommandTests.parse(words) }
    }

    @Test("the grammar names every command and option, and no others")
    func words() throws {
        let written = try GrammarFile.commands().spellings
        let commands = Agnesi.configuration.subcommands.map { $0._commandName }
        let texts = [Agnesi.helpMessage()] + Agnesi.configuration.subcommands.map { Agnesi.helpMessage(for: $0) }
        var options: Set<String> = []
        for word in texts.joined(separator: " ").split(whereSeparator: { !($0.isLetter || $0 == "-") }) {
            if word.hasPrefix("--") && word.count > 2 || word.hasPrefix("-") && word.count == 2 && word != "--" {
                options.insert(String(word))
            }
        }
        let known = options.union(commands)
        let values: Set<String> = ["agnesi", "--", "-"]
        let formats = Set(Settings.Format.allCases.map(\.rawValue) + GraphFormat.allCases.map(\.rawValue))
        let modes = Set(Request.Trace.Mode.allCases.map(\.rawValue) + ["count", "report"])
        #expect(known.subtracting(written).isEmpty, "not in the grammar: \(known.subtracting(written).sorted())")
        #expect(written.subtracting(known).subtracting(values) == formats.union(modes))
    }
}
