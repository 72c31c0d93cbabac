import Glibc

/// Standard output and standard error: bytes to `write(2)`, nothing lost without a word.
enum Output {
    static func text(_ text: String) { write(Array(text.utf8), to: STDOUT_FILENO) }

    static func error(_ text: String) { write(Array(text.utf8), to: STDERR_FILENO) }

    /// Writes all bytes and empties the buffer.
    static func flush(_ bytes: inout [UInt8], to descriptor: Int32) {
        if !bytes.isEmpty { write(bytes, to: descriptor) }
        bytes.removeAll(keepingCapacity: true)
    }

    /// A reader that went away ends the process as it ends every filter; another failure is reported, with exit status 2.
    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
                if count >= 0 {
                    offset += count
                } else if errno == EPIPE {
                    signal(SIGPIPE, SIG_DFL)
                    raise(SIGPIPE)
                } else if errno != EINTR && errno != EAGAIN {
                    if descriptor == STDERR_FILENO { return }
                    let reason = String(cString: strerror(errno))
                    write(Array("error: cannot write the answer: \(reason)\n".utf8), to: STDERR_FILENO)
                    Glibc.exit(2)
                }
            }
        }
    }
}
