import Expressions
import Glibc
import Synchronization

/// The process as the system sees it.
enum Process {
    static func exit(_ status: Int32) -> Never {
        Glibc.exit(status)
    }

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// How many columns the terminal of standard output has; nil where it is none.
    static var columns: Int? {
        var size = winsize()
        guard isTerminal(STDOUT_FILENO), ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Whether standard input is a pipe, a file or a socket: something that may hold a stream of expressions.
    static var hasStreamInput: Bool {
        var status = stat()
        guard fstat(STDIN_FILENO, &status) == 0 else { return false }
        return [S_IFIFO, S_IFREG, S_IFSOCK].contains(status.st_mode & S_IFMT)
    }
}

/// Ctrl-C and time limits spend the budget of whatever is being computed, and that stops libraries too. If the process has not come
/// round after a while, an alarm ends it.
enum Signals {
    /// How long a command may take to end after Ctrl-C, in microseconds.
    private static let interruptionGrace = 80_000
    /// How long it may take beyond its time, in seconds.
    private static let grace: UInt32 = 1
    /// Whether an interruption may end the process at last; the interactive session lives on.
    private static let isMortal = Atomic<Bool>(true)

    static func install() {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in
            Budget.isInterrupted.store(true, ordering: .relaxed)
            if Signals.isMortal.load(ordering: .relaxed) { Signals.endSoon() }
        }
        // Without SA_RESTART: a blocked read ends with EINTR.
        sigaction(SIGINT, &action, nil)
        var lastResort = sigaction()
        lastResort.__sigaction_handler.sa_handler = { _ in
            let isInterrupted = Budget.isInterrupted.load(ordering: .relaxed)
            let message: StaticString = isInterrupted ? "error: interrupted\n" : "error: the time limit was reached\n"
            _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
            _exit(isInterrupted ? 130 : 6)
        }
        sigaction(SIGALRM, &lastResort, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    private static func endSoon() {
        var pause = itimerval()
        pause.it_value.tv_usec = interruptionGrace
        setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &pause, nil)
    }

    /// Ends the process some time after the limit of a command that answers one input.
    static func limit(_ seconds: Double?) {
        if let seconds, seconds < 1e6 { alarm(UInt32(seconds.rounded(.up)) + grace) }
    }

    static var isInterrupted: Bool { Budget.isInterrupted.load(ordering: .relaxed) }

    /// An interruption ends what is being computed, not the process.
    static func surviveInterruptions() { isMortal.store(false, ordering: .relaxed) }

    /// Forgets an interruption, when the user goes on.
    static func clear() { Budget.isInterrupted.store(false, ordering: .relaxed) }
}
