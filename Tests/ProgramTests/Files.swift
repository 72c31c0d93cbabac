import Foundation

/// Temporary directories, and whole files as text.
enum Files {
    /// A directory of its own for a test, gone afterwards.
    static func withDirectory(_ body: (String) -> Void) {
        var template = Array("/tmp/agnesi-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { preconditionFailure("no temporary directory: \(String(cString: strerror(errno)))") }
        let path = String(cString: made)
        defer { try? FileManager.default.removeItem(atPath: path) }
        body(path)
    }

    static func write(_ text: String, to path: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        _ = Running.write(Array(text.utf8), to: descriptor)
        close(descriptor)
    }

    /// The text of a file; nil where there is none.
    static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        let gathered = Gathered()
        gathered.gather(descriptor)
        return gathered.text
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
