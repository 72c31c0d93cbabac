import CReadline
import Glibc

/// Where the lines of interactive sessions are kept: `agnesi/history` in the XDG state directory.
///
/// Each line is appended as it is accepted, under a lock, so that sessions side by side lose nothing of each other, and none loses
/// anything when it is killed. A history that cannot be read or written is no reason to stop: the session then has none.
struct HistoryFile {
    private let directory: String?
    private static let lineLimit: Int32 = 10_000

    init() {
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil } }
        directory = (variable("XDG_STATE_HOME") ?? variable("HOME").map { $0 + "/.local/state" }).map { $0 + "/agnesi" }
    }

    /// Reads the lines of earlier sessions, and drops the oldest where there are too many.
    func load() {
        withLock { path in
            read_history(path)
            history_truncate_file(path, HistoryFile.lineLimit)
        }
    }

    /// Keeps a line.
    func append(_ line: String) {
        withLock { path in
            let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { return }
            defer { close(descriptor) }
            // One write: a line is there as a whole or not at all.
            let bytes = Array(line.utf8) + [10]
            _ = write(descriptor, bytes, bytes.count)
        }
    }

    /// The lock is on the directory, for the file itself is replaced when it is shortened.
    private func withLock(_ body: (String) -> Void) {
        guard let directory else { return }
        makeDirectories(directory)
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        body(directory + "/history")
    }

    /// The history may hold what is nobody else's business.
    private func makeDirectories(_ path: String) {
        umask(0o077)
        var partial = ""
        for component in path.split(separator: "/") {
            partial += "/" + component
            mkdir(partial, 0o755)
        }
    }
}
