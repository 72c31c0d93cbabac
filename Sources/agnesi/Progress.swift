import Expressions
import Glibc

/// How far a long run has come: a line on the terminal, written anew at most five times a second and gone at the end. Nothing is
/// shown where standard error is no terminal, or where the answers themselves appear on one.
struct Progress {
    private let isShown = Process.isTerminal(STDERR_FILENO) && !Process.isTerminal(STDOUT_FILENO)
    private var last = Budget.clock()
    private var isOnScreen = false
    private static let pause = 0.2

    /// Shows how many rows are done, unless that was shown just now.
    mutating func show(_ rows: Int) {
        guard isShown else { return }
        let now = Budget.clock()
        guard now - last >= Progress.pause else { return }
        last = now
        isOnScreen = true
        Output.error("\r\u{1B}[K\(rows) rows")
    }

    /// Takes the line away.
    mutating func erase() {
        if isOnScreen { Output.error("\r\u{1B}[K") }
        isOnScreen = false
    }
}
