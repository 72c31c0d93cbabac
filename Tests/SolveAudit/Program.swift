import Glibc

/// The program under audit, which reads a relation a line and answers each with a line of JSON.
struct Program {
    let path: String
    let timeout: Int
    private let scratch: String

    init(path: String, timeout: Int) {
        self.path = path
        self.timeout = timeout
        scratch = "/tmp/solve-audit-\(getpid())"
    }

    /// The answers to relations that are asked in the same manner. A program that dies leaves the rest to a new one.
    func answers(_ texts: [String], _ manner: Question.Manner) -> [Answer] {
        var answers: [Answer] = []
        while answers.count < texts.count {
            let lines = output(Array(texts[answers.count...]), manner)
            answers += lines.prefix(texts.count - answers.count).map(Answer.init)
            if answers.count < texts.count { answers.append(Answer(line: "")) }
        }
        return answers
    }

    private func output(_ texts: [String], _ manner: Question.Manner) -> [String] {
        let input = scratch + ".txt"
        guard let file = fopen(input, "w") else { return [] }
        fputs(texts.joined(separator: "\n") + "\n", file)
        fclose(file)
        defer { unlink(input) }
        let words = [path, "solve", "x", "--format", "json", "--timeout", "\(timeout)"] + manner.arguments
        let command = words.map { "'\($0)'" }.joined(separator: " ") + " < \(input) 2>/dev/null"
        guard let pipe = popen(command, "r") else { return [] }
        defer { pclose(pipe) }
        var lines: [String] = []
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        while true {
            let count = getline(&buffer, &capacity, pipe)
            guard count > 0, let buffer else { return lines }
            let bytes = UnsafeRawBufferPointer(start: buffer, count: count)
            guard bytes.last == 10 else { return lines }
            lines.append(String(decoding: bytes.dropLast(), as: UTF8.self))
        }
    }
}
