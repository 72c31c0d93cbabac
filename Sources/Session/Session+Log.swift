import Expressions
import Rendering

// The log that `--debug` asks for.
extension Session {
    /// How long the log of one answer becomes, in bytes.
    private static let longestLog = 4 << 20

    /// Listens to what is tried, as far as the settings want.
    ///
    /// - Parameter number: the line of a stream.
    func beginLog(_ number: Int?) {
        guard !settings.debugTopics.isEmpty else { return }
        let place = number.map { "line \($0): " } ?? ""
        var text = TextRenderer(store)
        // Handles are good now: much that is tried is rolled back.
        store.attempts = AttemptLog(settings.debugTopics) { [unowned self] topic, name, expr, outcome in
            guard attempts.count < Session.longestLog else { return }
            func shown(_ expr: Expr) -> String { (try? text.text(expr)) ?? "..." }
            let end =
                switch outcome {
                case .became(let next): "-> \(shown(next))"
                case .refused(let reason): "refused: \(reason)"
                case .found(let words): words
                }
            attempts += "debug: \(place)\(topic.rawValue): \(name): \(shown(expr)): \(end)\n".utf8
        }
    }

    /// Appends what was heard, and listens no more.
    func endLog(into errors: inout [UInt8]) {
        guard store.attempts != nil else { return }
        store.attempts = nil
        errors += attempts
        attempts.removeAll()
    }
}
