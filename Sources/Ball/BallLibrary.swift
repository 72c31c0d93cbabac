import CFLINT

/// Why balls cannot be computed on this machine.
public struct BallUnavailable: Error, Sendable, CustomStringConvertible {
    /// One sentence for the user.
    public let sentence: String

    /// The sentence.
    public var description: String { sentence }
}

/// The FLINT library behind all balls, opened on first need.
public enum BallLibrary {
    /// Opens the library; later calls cost nothing and give the same answer, on any thread.
    public static func load() throws(BallUnavailable) {
        if let reason = agnesi_flint_load() {
            throw BallUnavailable(sentence: String(cString: reason))
        }
    }

    /// Frees the constants and pools that the library keeps for the calling thread.
    ///
    /// For a thread about to end; no ball made on the thread may still be alive.
    public static func releaseThreadMemory() {
        agnesi_flint_cleanup()
    }

    /// Who may stop the operations of the library, and what they may use.
    ///
    /// An operation on balls that is stopped gives the whole plane; who computes with balls asks what has stopped it before
    /// believing that there is nothing better.
    public final class Watch {
        private let bytes: Int
        private let stop: () -> Bool

        /// - Parameters:
        ///   - bytes: how much memory one operation may take.
        ///   - stop: asked every few milliseconds while an operation runs.
        public init(bytes: Int, stop: @escaping () -> Bool) {
            self.bytes = bytes
            self.stop = stop
        }

        /// Keeps watch over the operations of this thread while something is done.
        public func during<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
            let outside = agnesi_guard_set(agnesi_watch(poll: Watch.ask, context: Unmanaged.passUnretained(self).toOpaque(), bytes: bytes))
            defer {
                _ = agnesi_guard_set(outside)
                withExtendedLifetime(self) {}
            }
            return try body()
        }

        private static let ask: agnesi_poll = { context in
            guard let context else { return 0 }
            return Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue().stop() ? 1 : 0
        }
    }
}
