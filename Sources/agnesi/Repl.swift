import CReadline
import Glibc
import Session

/// The interactive session on GNU Readline: history, completion, and errors that leave it alive.
struct Repl {
    private let session: Session
    private let history = HistoryFile()
    /// Completion is asked for by a C function without context.
    nonisolated(unsafe) private static var current: Session?

    init(settings: Settings) { session = Session(settings: settings) }

    /// Reads lines until the end of the input or `quit`. Returns the exit status.
    func run() -> Int32 {
        Repl.current = session
        Signals.surviveInterruptions()
        let terminal = keepOutput()
        defer { terminal.map(restore) }
        agnesi_readline_start("agnesi", Repl.complete, Repl.interrupted)
        history.load()
        Output.text("Agnesi 0.1.0. Type 'help' for help, 'quit' or Ctrl-D to leave.\n")
        while let line = next() {
            let words = line.split(separator: " ")
            if line.allSatisfy({ $0 == " " || $0 == "\t" }) { continue }
            agnesi_history_add(line)
            history.append(line)
            if line == "quit" || line == "exit" { break }
            if words.first == "help", words.count <= 2 {
                help(words.count == 2 ? String(words[1]) : nil)
            } else {
                respond(line)
            }
        }
        return 0
    }

    /// Ctrl-C makes the terminal drop what it has not shown yet, the prompt included: not in a session.
    private func keepOutput() -> termios? {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        var changed = settings
        changed.c_lflag |= tcflag_t(NOFLSH)
        tcsetattr(STDIN_FILENO, TCSANOW, &changed)
        return settings
    }

    private func restore(_ settings: termios) {
        var settings = settings
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }

    private func next() -> String? {
        Signals.clear()
        guard let raw = agnesi_readline_line("> ") else {
            Output.text("\n")
            return nil
        }
        defer { free(raw) }
        return String(cString: raw)
    }

    private func help(_ topic: String?) {
        if let topic {
            Output.text(session.help(on: topic) ?? "There is no help on '\(topic)'.\n")
        } else {
            Output.text(session.helpOverview())
        }
    }

    private func respond(_ line: String) {
        var output: [UInt8] = []
        var errors: [UInt8] = []
        var copy = line
        copy.withUTF8 { _ = session.respond(to: .statements, $0, output: &output, errors: &errors) }
        Output.flush(&output, to: STDOUT_FILENO)
        Output.flush(&errors, to: STDERR_FILENO)
    }

    // MARK: Callbacks

    /// Ctrl-C at the prompt gives up the line, not the session.
    private static let interrupted: @convention(c) () -> Int32 = {
        if Signals.isInterrupted {
            Signals.clear()
            agnesi_readline_abandon_line()
        }
        return 0
    }

    /// The completions of a word, as a list that Readline frees: what they have in common, then each, then nil.
    private static let complete: @convention(c) (UnsafePointer<CChar>?, CInt, CInt) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
        { word, _, _ in
            agnesi_readline_settle_completion()
            guard let word, let session = current else { return nil }
            let matches = session.completions(of: String(cString: word))
            guard let first = matches.first, let raw = calloc(matches.count + 2, MemoryLayout<UnsafeMutablePointer<CChar>?>.stride) else {
                return nil
            }
            let list = raw.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
            list[0] = strdup(matches.dropFirst().reduce(first) { String(zip($0, $1).prefix { $0 == $1 }.map(\.0)) })
            for (position, match) in matches.enumerated() { list[position + 1] = strdup(match) }
            return list
        }
}
