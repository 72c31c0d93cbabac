import Glibc

/// How often each outcome was met.
struct Counts {
    private var byName: [String: Int] = [:]
    private var byStatus: [Int32: Int] = [:]

    mutating func add(_ name: String) { byName[name, default: 0] += 1 }

    mutating func add(_ status: Int32) { byStatus[status, default: 0] += 1 }

    var summary: String {
        let names = byName.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let statuses = byStatus.sorted { $0.key < $1.key }.map { "status \($0.key): \($0.value)" }
        return (names + statuses).joined(separator: ", ")
    }
}

/// An input that does not do what it must.
struct Failure {
    let problem: String
    let what: String
    let input: [UInt8]
    let seed: UInt64

    func report() {
        var text = "FAILURE: \(problem)\n  while: \(what)\n  input: \(Failure.escaped(input))\n  seed: \(seed)\n"
        text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// The bytes in ASCII; what is no printable character as `\xNN`.
    static func escaped(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF")
        return bytes.reduce(into: "") { text, byte in
            if byte >= 32, byte < 127, byte != UInt8(ascii: "\\") {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "\\x\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }

    /// A smaller input with a problem that begins with the same words: pieces are left out as long as the problem stays.
    static func shrunk(_ input: [UInt8], _ problem: String, by test: ([UInt8]) -> String?) -> [UInt8] {
        let kind = problem.prefix(14)
        var smallest = input
        var size = max(1, input.count / 2)
        var attempts = 0
        while attempts < 2000 {
            var isSmaller = false
            var place = 0
            while place < smallest.count, attempts < 2000 {
                var candidate = smallest
                candidate.removeSubrange(place..<min(place + size, candidate.count))
                attempts += 1
                if let again = test(candidate), again.prefix(14) == kind {
                    smallest = candidate
                    isSmaller = true
                } else {
                    place += size
                }
            }
            if size == 1, !isSmaller { break }
            size = max(1, size / 2)
        }
        return smallest
    }
}
