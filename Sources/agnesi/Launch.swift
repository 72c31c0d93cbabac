import Session
import Syntax

/// Decides what to run.
enum Launch {
    /// Runs the command line and returns the exit status.
    ///
    /// Words without options need no option parser, whose own start takes longer than most answers: a script that calls
    /// `agnesi diff EXPR VAR` a thousand times does not pay for it.
    static func run(_ words: [String]) -> Int32 {
        guard let first = words.first else { return Runner(OptionValues()).runStatements() }
        if ["--version", "-V"].contains(Arguments.original(first)), words.count == 1 {
            Output.text(Session.version + "\n")
            return 0
        }
        if isOption(first) {
            guard let place = commandPlace(words) else { return runProgram(words) }
            return run([words[place]] + words[..<place] + words[(place + 1)...])
        }
        let rest = Array(words.dropFirst())
        if let operation = OperationRow.named(first) { return run(operation, rest) }
        switch first {
        case "run": return run(rest, OptionID.shared, help: OperationHelp.script) { $0.runScript($1) }
        case "help": return help(Arguments.original(rest))
        default: return runUnknown(Arguments.original(first), words)
        }
    }

    /// Where a command stands after options that all commands have, as in `--format json diff EXPR`.
    private static func commandPlace(_ words: [String]) -> Int? {
        guard let place = words.firstIndex(where: { $0 == "run" || OperationRow.named($0) != nil }),
            let parsed = try? OptionParser.parse(Array(words[..<place]), OptionID.shared), parsed.words.isEmpty
        else { return nil }
        return place
    }

    private static func isOption(_ word: String) -> Bool { word.hasPrefix("-") && word != "-" }

    private static func run(_ operation: OperationRow, _ words: [String]) -> Int32 {
        run(words, operation.allOptions, help: operation.help, see: operation.name) { $0.run(operation, $1) }
    }

    /// Options and statements, without a command.
    private static func runProgram(_ words: [String]) -> Int32 {
        return run(words, OptionID.shared + [.execute], help: OperationHelp.overview) { runner, words in
            let statements = runner.options.all(.execute) + words
            return runner.runStatements(statements.isEmpty ? nil : statements)
        }
    }

    /// A word that is no command: a statement, unless it looks like a mistyped command.
    private static func runUnknown(_ word: String, _ words: [String]) -> Int32 {
        let isWord = word.count > 1 && word.allSatisfy { $0.isLetter || $0 == "-" || $0 == "_" } && !Session.isConstant(word)
        guard isWord else { return runProgram(words) }
        let near = Session.nearest(to: word, among: OperationRow.all.map(\.name) + ["run", "help"])
        return Runner(OptionValues()).fail(Diagnostic.usage("unknown command '\(word)'", near), see: nil)
    }

    /// Parses options, if there are any, and does something with the other words.
    private static func run(
        _ words: [String], _ options: [OptionID], help: @autoclosure () -> String, see: String? = nil,
        _ body: (Runner, [String]) -> Int32
    ) -> Int32 {
        guard words.contains(where: isOption) else { return body(Runner(OptionValues()), Arguments.original(words)) }
        if words.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            Output.text(help())
            return 0
        }
        do throws(Diagnostic) {
            let (values, words) = try OptionParser.parse(words, options)
            let runner = Runner(values)
            if let status = runner.redirectOutput() { return status }
            return body(runner, words)
        } catch {
            var values = OptionValues()
            if let place = words.firstIndex(where: { $0.hasPrefix("--format") }) {
                let isJSON = words[place] == "--format=json" || words[place...].prefix(2) == ["--format", "json"]
                if isJSON { try? values.set(.format, "json") }
            }
            return Runner(values).fail(error, see: see)
        }
    }

    private static func help(_ words: [String]) -> Int32 {
        guard let topic = words.first, topic != "--help", topic != "-h" else {
            Output.text(OperationHelp.overview)
            return 0
        }
        let session = Session()
        guard let text = topic == "run" ? OperationHelp.script : session.help(on: topic) else {
            return Runner(OptionValues()).fail(
                Diagnostic.usage("there is no help on '\(topic)'", session.nearestTopic(to: topic)), see: nil)
        }
        Output.text(text)
        return 0
    }
}
