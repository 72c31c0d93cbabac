import ArgumentParser
import Session
import Vocabulary

/// Decides what to run.
enum Launch {
    /// Runs the command line and returns the exit status.
    ///
    /// A command line without options needs no option parser, whose own start costs a millisecond: a script that calls
    /// `agnesi diff EXPR VAR` a thousand times does not pay it.
    static func run(_ words: [String]) -> Int32 {
        if !words.contains(where: { $0.hasPrefix("-") && $0 != "-" }) {
            switch words.first {
            case nil: return Runner(settings: Settings()).runStatements()
            case "diff": return Runner(settings: Settings()).differentiate(Arguments.original(Array(words.dropFirst())))
            case "eval": return Runner(settings: Settings()).evaluate(Arguments.original(Array(words.dropFirst())))
            case "grad", "jacobian", "hessian":
                guard let shape = words.first.flatMap(Request.Derivatives.Shape.init) else { break }
                return Runner(settings: Settings()).derive(Request.Derivatives(shape), Arguments.original(Array(words.dropFirst())))
            case "check": return Runner(settings: Settings()).check(.init(), Arguments.original(Array(words.dropFirst())))
            case "solve": return Runner(settings: Settings()).solve(Arguments.original(Array(words.dropFirst())))
            case "stationary":
                return Runner(settings: Settings()).findStationaryPoints(Arguments.original(Array(words.dropFirst())))
            case "trace": return Runner(settings: Settings()).trace(Arguments.original(Array(words.dropFirst())), .init())
            case let word?:
                if let transform = Transform(rawValue: word) {
                    return Runner(settings: Settings()).transform(transform, Arguments.original(Array(words.dropFirst())))
                }
            }
        }
        do {
            var command = try Agnesi.parseAsRoot(words)
            try command.run()
            return 0
        } catch let status as ExitCode {
            return status.rawValue
        } catch {
            let isFailure = Agnesi.exitCode(for: error) != .success
            let text = Arguments.withoutMarks(Agnesi.fullMessage(for: error))
            if isFailure { Output.error("\(text)\n") } else { Output.text("\(text)\n") }
            return isFailure ? 2 : 0
        }
    }
}
