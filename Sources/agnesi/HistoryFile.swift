import CReadline
import Glibc

/// Where the lines of interactive sessions are kept: `agnesi/history` in the XDG state directory.
///
/// A history that cannot be read or written is no reason to stop: the session then has none.
struct HistoryFile {
    private let path: String?
    private static let lineLimit: Int32 = 10_000

    init() {
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil } }
        path = (variable("XDG_STATE_HOME") ?? variable("HOME").map { $0 + "/.local/state" }).map { $0 + "/agnesi/history" }
    }

    func load() {
        guard let path else { return }
        read_history(path)
    }

    func save() {
        guard let path else { return }
        makeDirectories(for: path)
        // The history may hold what is nobody else's business.
        umask(0o077)
        write_history(path)
        history_truncate_file(path, HistoryFile.lineLimit)
    }

    private func makeDirectories(for path: String) {
        var partial = ""
        for component in path.split(separator: "/").dropLast() {
            partial += "/" + component
            mkdir(partial, 0o755)
        }
    }
}
