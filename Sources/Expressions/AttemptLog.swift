/// Hears what is tried on the way to an answer and what comes of it, for those who work on rules and methods.
///
/// It hangs on the store, which all that rewrite and solve have; where there is none, nothing is made up for it.
public struct AttemptLog {
    /// What is listened to.
    public enum Topic: String, CaseIterable, Sendable {
        /// Rules and forms, in rewriting.
        case rules
        /// Methods and candidates, in solving.
        case solve
    }

    /// What came of an attempt.
    public enum Outcome {
        /// The expression became another one.
        case became(Expr)
        /// Nothing, for a reason.
        case refused(String)
        /// What was found, in words.
        case found(String)
    }

    /// What is listened to; all else is not made up.
    public let topics: Set<Topic>
    /// Takes the topic, the name of the rule or method, what it was tried on, and what came of it. The handles are good during the call.
    public let hear: (Topic, String, Expr, Outcome) -> Void

    /// Listens to topics.
    public init(_ topics: Set<Topic>, hear: @escaping (Topic, String, Expr, Outcome) -> Void) {
        self.topics = topics
        self.hear = hear
    }
}

extension ExprStore {
    /// Tells the log of an attempt, if one listens.
    @inline(__always)
    public func log(
        _ topic: AttemptLog.Topic, _ name: @autoclosure () -> String, _ expr: Expr, _ outcome: @autoclosure () -> AttemptLog.Outcome
    ) {
        guard let attempts, attempts.topics.contains(topic) else { return }
        attempts.hear(topic, name(), expr, outcome())
    }
}
