import Glibc

/// What a run of the program left behind.
struct Outcome: Sendable {
    /// The exit status; 128 and the number of the signal for a process that died of one.
    var status: Int32 = -1
    var output = ""
    var errors = ""
    var seconds = 0.0
    /// The largest memory of the process, in mebibytes.
    var memory = 0

    /// The lines of the output; the last one ends with a newline like all others.
    var lines: [Substring] { output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }
}

/// The built program, run as a user runs it: by `posix_spawn`, with pipes.
enum Program {
    /// The executable that lies beside the test bundle, or the one that AGNESI_PROGRAM names: one built with a sanitizer.
    static let path: String = {
        if let chosen = getenv("AGNESI_PROGRAM") { return String(cString: chosen) }
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let own = String(decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let beside = own.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/agnesi"
        if access(beside, X_OK) == 0 { return beside }
        return #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/.build/debug/agnesi"
    }()

    /// The environment of every run: no home, so that no run sees another one's history.
    static let environment: [String] =
        ["PATH=/usr/bin:/bin", "TERM=dumb", "LC_ALL=C.UTF-8", "SWIFT_BACKTRACE=enable=no"] + passedOn

    /// What the sanitizers are told.
    private static var passedOn: [String] {
        ["ASAN_OPTIONS", "TSAN_OPTIONS"].compactMap { (name: String) -> String? in
            getenv(name).map { "\(name)=\(String(cString: $0))" }
        }
    }

    /// Where a process's standard output goes.
    enum Destination { case pipe, closed, path(String) }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - input: writes standard input piece by piece; it is called until it returns nil.
    ///   - limit: how many seconds the run may take before it is killed.
    static func run(
        _ arguments: [String], pieces input: @escaping @Sendable () -> [UInt8]?, environment: [String] = [], output: Destination = .pipe,
        limit: Double = 30
    ) -> Outcome {
        let process = Running(arguments, environment: environment, output: output)
        process.feed(input)
        return process.finish(limit: limit)
    }

    /// Runs the program with a text as standard input.
    static func run(
        _ arguments: [String], input: String = "", environment: [String] = [], output: Destination = .pipe, limit: Double = 30
    ) -> Outcome {
        run(arguments, bytes: Array(input.utf8), environment: environment, output: output, limit: limit)
    }

    /// Runs the program with bytes as standard input.
    static func run(
        _ arguments: [String], bytes: [UInt8], environment: [String] = [], output: Destination = .pipe, limit: Double = 30
    ) -> Outcome {
        let once = Pieces([bytes])
        return run(arguments, pieces: { once.next() }, environment: environment, output: output, limit: limit)
    }
}

/// Pieces of input, taken one after another by the thread that feeds a process.
final class Pieces: @unchecked Sendable {
    private var pieces: [[UInt8]]

    init(_ pieces: [[UInt8]]) { self.pieces = pieces.reversed() }

    func next() -> [UInt8]? { pieces.popLast() }
}
