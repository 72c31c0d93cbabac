import Glibc

/// The program on a terminal of its own, as in a window: keys go in, what the screen shows comes out.
final class Terminal {
    private let main: Int32
    private let process: pid_t
    private let screen = Gathered()
    private let reader: pthread_t
    private var seen = 0

    // Linux's TIOCSPTLCK and TIOCGPTN, and the C library's POSIX_SPAWN_SETSID, whose headers are not imported.
    private static let unlock: UInt = 0x4004_5431
    private static let number: UInt = 0x8004_5430
    private static let newSession: Int16 = 0x80

    /// - Parameters:
    ///   - arguments: answers are text unless another format is asked for.
    ///   - environment: HOME, for a session with a history.
    init(_ arguments: [String] = ["--format", "text"], environment: [String] = []) {
        main = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (unlocked, number) = (CInt(0), CInt(0))
        _ = ioctl(main, Terminal.unlock, &unlocked)
        _ = ioctl(main, Terminal.number, &number)
        let name = "/dev/pts/\(number)"
        var size = winsize(ws_row: 40, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(main, UInt(TIOCSWINSZ), &size)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        // The first terminal a new session opens becomes its controlling terminal: Ctrl-C is sent to whom it controls.
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        process = Running.spawn([Program.path] + arguments, environment, &actions, flags: Terminal.newSession)
        let (screen, descriptor) = (screen, fcntl(main, F_DUPFD_CLOEXEC, 3))
        reader = Running.thread { screen.gather(descriptor) }
    }

    /// Types keys; `\u{3}` is Ctrl-C. A key that only the line editor understands goes in once it is listening: before
    /// that the terminal itself takes Ctrl-D for an end of file, and forgets it when the editor takes over.
    func type(_ keys: String) {
        if keys == Terminal.end || keys == Terminal.previous { waitForEditor() }
        _ = Running.write(Array(keys.utf8), to: main)
    }

    /// Ctrl-D.
    static let end = "\u{4}"
    /// Ctrl-P, the line before.
    static let previous = "\u{10}"

    /// The main end of a pseudo-terminal answers for the other end's settings.
    private func waitForEditor(limit: Double = 20) {
        let end = Running.now() + limit
        var settings = termios()
        while tcgetattr(main, &settings) == 0, settings.c_lflag & tcflag_t(ICANON) != 0, Running.now() < end { usleep(2000) }
    }

    /// Waits until the screen shows a text behind what was waited for before. False if that takes too long.
    func shows(_ text: String, limit: Double = 20) -> Bool {
        let end = Running.now() + limit
        while true {
            let all = Array(screen.text.utf8)
            if let place = Terminal.place(of: Array(text.utf8), in: all[min(seen, all.count)...]) {
                seen = place
                return true
            }
            if Running.now() > end { return false }
            usleep(5000)
        }
    }

    /// Everything the screen has shown.
    var everything: String { screen.text }

    /// Waits for the end of the program; kills it when the limit is reached.
    func finish(limit: Double = 20) -> Int32 {
        var status: Int32 = 0
        let end = Running.now() + limit
        while waitpid(process, &status, WNOHANG) == 0 {
            if Running.now() > end { kill(process, SIGKILL) }
            usleep(5000)
        }
        close(main)
        pthread_join(reader, nil)
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(process, signal) }

    /// Closes the window. Whether the program ends of itself, however it ends.
    func hangUp(limit: Double = 10) -> Bool {
        kill(process, SIGHUP)
        return finish(limit: limit) != 128 + SIGKILL
    }

    /// The position behind the first occurrence.
    private static func place(of text: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= text.count else { return nil }
        for start in bytes.startIndex...(bytes.endIndex - text.count) where bytes[start..<start + text.count].elementsEqual(text) {
            return start + text.count
        }
        return nil
    }
}
