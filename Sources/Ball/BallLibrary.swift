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
}
