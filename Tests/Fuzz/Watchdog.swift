import Glibc

/// Knows what is being tried, and says so when the process dies or does not come back.
///
/// The input is copied to memory that a signal handler may read; the handlers run on a stack of their own, since an overflow of
/// the other one is among what they report.
enum Watchdog {
    private static let capacity = 1 << 16
    nonisolated(unsafe) private static let input = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    nonisolated(unsafe) private static var count = 0
    nonisolated(unsafe) private static var label: StaticString = "starting"
    nonisolated(unsafe) private static var startedAt = 0.0
    nonisolated(unsafe) private static var clock: clockid_t = CLOCK_MONOTONIC
    nonisolated(unsafe) static var seed: UInt64 = 0
    /// How long one input may take, in seconds of the processor: other work on the machine does not count.
    static let limit = 3.0

    static func install(seed: UInt64) {
        self.seed = seed
        pthread_getcpuclockid(pthread_self(), &clock)
        startedAt = now()
        var stack = stack_t()
        stack.ss_size = 1 << 16
        stack.ss_sp = malloc(stack.ss_size)
        sigaltstack(&stack, nil)
        var action = sigaction()
        action.sa_flags = Int32(bitPattern: UInt32(SA_ONSTACK)) | Int32(bitPattern: 0x8000_0000)
        action.__sigaction_handler.sa_handler = { number in
            Watchdog.describe("the process dies of a signal")
            raise(number)
        }
        for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE] { sigaction(signal, &action, nil) }
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ in Watchdog.watch() }, nil)
    }

    static func begin(_ what: StaticString, _ bytes: [UInt8]) {
        let kept = min(bytes.count, capacity)
        bytes.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { input.update(from: base, count: kept) }
        }
        count = kept
        label = what
        startedAt = now()
    }

    private static func watch() -> UnsafeMutableRawPointer? {
        while true {
            usleep(200_000)
            if now() - startedAt > limit {
                describe("one input takes more than 3 s")
                _exit(1)
            }
        }
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    // MARK: What a signal handler may call

    private static func describe(_ what: StaticString) {
        put("FAILURE: ")
        put(what)
        put("\n  while: ")
        put(label)
        put("\n  input: ")
        for position in 0..<count { put(escaped: input[position]) }
        put("\n  seed: ")
        put(number: seed)
        put("\n")
    }

    private static func put(_ text: StaticString) { _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount) }

    private static func put(byte: UInt8) {
        var copy = byte
        _ = write(STDERR_FILENO, &copy, 1)
    }

    private static func put(escaped byte: UInt8) {
        if byte >= 32, byte < 127, byte != UInt8(ascii: "\\") { return put(byte: byte) }
        put("\\x")
        put(digit: byte >> 4)
        put(digit: byte & 15)
    }

    private static func put(digit: UInt8) { put(byte: digit < 10 ? 48 + digit : 55 + digit) }

    private static func put(number: UInt64) {
        var divisor: UInt64 = 10_000_000_000_000_000_000
        var hasBegun = false
        while divisor > 0 {
            let digit = UInt8(number / divisor % 10)
            if digit != 0 || hasBegun || divisor == 1 {
                put(byte: 48 + digit)
                hasBegun = true
            }
            divisor /= 10
        }
    }
}
