import Glibc

/// The middle of several measurements: on a busy machine a mean tells of the neighbours.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// The monotonic clock, in seconds.
func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// How many seconds the body takes.
func seconds(_ body: () -> Void) -> Double {
    let start = now()
    body()
    return now() - start
}

/// A process to be timed.
struct Command {
    var words: [String] = []
    /// The file that stands for standard input.
    var input = "/dev/null"

    /// Reads `RUNS [<FILE] COMMAND … [:: [<FILE] COMMAND …] …`.
    static func list(_ words: ArraySlice<String>) -> [Command] {
        words.split(separator: "::").map { words in
            guard let first = words.first, first.hasPrefix("<") else { return Command(words: Array(words)) }
            return Command(words: Array(words.dropFirst()), input: String(first.dropFirst()))
        }
    }

    struct Measurement {
        var seconds: Double
        /// The largest resident set. The kernel counts that of the starting process as a lower bound.
        var peakKiB: Int
        var status: Int32
    }

    /// Runs the command once, its output thrown away.
    func run() -> Measurement {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        var usage = rusage()
        var status: Int32 = 0
        let start = now()
        let failure = posix_spawnp(&child, words[0], &actions, nil, &arguments, environ)
        guard failure == 0 else { return Measurement(seconds: .nan, peakKiB: 0, status: failure) }
        wait4(child, &status, 0, &usage)
        return Measurement(seconds: now() - start, peakKiB: usage.ru_maxrss, status: status)
    }

    /// Times the commands in turn, so that a busy spell of the machine meets them all, and prints for each a line with the median
    /// and the least time in milliseconds and the peak of memory in KiB. One round before the first is not counted.
    static func time(_ commands: [Command], runs: Int) {
        var measurements = commands.map { _ in [Measurement]() }
        for round in 0...runs {
            for (place, command) in commands.enumerated() {
                let measurement = command.run()
                if round > 0 || runs == 1 { measurements[place].append(measurement) }
            }
        }
        for list in measurements {
            let times = list.map { $0.seconds * 1000 }
            print(fixed(median(times), 3), fixed(times.min() ?? .nan, 3), list.map(\.peakKiB).max() ?? 0)
        }
    }
}

/// A number with that many decimal places.
func fixed(_ value: Double, _ places: Int) -> String {
    guard value.isFinite else { return "-" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let digits = String(Int((value.magnitude * scale).rounded()))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = value < 0 ? "-" : ""
    return places == 0 ? sign + padded : sign + padded.dropLast(places) + "." + padded.suffix(places)
}
