import Glibc
import Testing

/// Standard output that cannot take the answers.
@Suite struct OutputTests {
    static let runs: [([String], String)] = [
        (["diff", "x^2", "x"], ""), (["diff", "x"], "x^2\nx^3\n"), (["diff", "x", "--jobs", "2"], "x^2\nx^3\n"), (["-e", "1 + 1"], ""),
        (["--help"], ""),
        (["--version"], ""), (["help", "sin"], ""), ([], "1 + 1\n"),
    ]

    @Test("a full disk is an error", arguments: runs) func fullDisk(_ arguments: [String], _ input: String) {
        let outcome = Program.run(arguments, input: input, output: .path("/dev/full"))
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("cannot write the answer: No space left on device"))
    }

    @Test("a closed standard output is an error", arguments: runs) func closed(_ arguments: [String], _ input: String) {
        let outcome = Program.run(arguments, input: input, output: .closed)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("cannot write the answer: Bad file descriptor"))
    }

    @Test("a reader that goes away ends an endless stream", arguments: [1, 3]) func readerGoesAway(jobs: Int) {
        let ends = Running.pipe()
        let process = Running(["diff", "x", "--jobs", "\(jobs)"], output: .path("/proc/\(getpid())/fd/\(ends[1])"))
        process.feed { Array(String(repeating: "x^2\n", count: 1000).utf8) }
        var first = [UInt8](repeating: 0, count: 4)
        _ = read(ends[0], &first, 4)
        close(ends[0])
        close(ends[1])
        let outcome = process.finish()
        #expect(first == Array("2*x\n".utf8))
        #expect(outcome.status == 128 + SIGPIPE)
        #expect(outcome.errors.isEmpty)
    }
}
