import Glibc
import Syntax

/// Files that are read as a whole.
enum Files {
    /// The text of a file.
    static func text(of path: String) throws(Diagnostic) -> String {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path) }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    static func unreadable(_ path: String) -> Diagnostic {
        Diagnostic.usage("cannot read '\(path)': \(String(cString: strerror(errno)))")
    }
}
