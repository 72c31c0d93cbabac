import Glibc
import Synchronization

/// What a computation may use: nodes, output and time. Every loop whose length the input controls draws on it.
///
/// A budget is spent once and stays spent until `renew()`. Ctrl-C spends it from outside.
public final class Budget {
    /// Why a computation was cut short.
    public enum Exhaustion: Sendable { case nodes, size, time, interrupted }

    /// Set by the signal handler; shared by all budgets of the process.
    public static let isInterrupted = Atomic<Bool>(false)

    /// The reason, once the budget is spent.
    public private(set) var exhaustion: Exhaustion?

    private var nodeLimit: Int
    /// How many parts the nodes of a store may have together: a product of n factors has n derivatives of n factors each.
    private static let childLimit = 64 << 20
    private let nodeAllowance: Int
    private let timeAllowance: Double?
    private var deadline: Double?
    /// The end of what is only tried, by the thread's processor time.
    private var processorDeadline: Double?
    private var ticks = 0

    /// - Parameters:
    ///   - nodes: how many expressions a store may hold.
    ///   - seconds: how long a computation may take.
    public init(nodes: Int = 12_000_000, seconds: Double? = nil) {
        nodeAllowance = nodes
        nodeLimit = nodes
        timeAllowance = seconds
        deadline = seconds.map { Budget.clock() + $0 }
    }

    /// Starts afresh, for the next statement. `nodes` are in the store already.
    public func renew(nodes: Int) {
        exhaustion = nil
        nodeLimit = nodes + nodeAllowance
        deadline = timeAllowance.map { Budget.clock() + $0 }
    }

    /// Whether the computation must stop.
    public var isExhausted: Bool { exhaustion != nil }

    /// Cuts the computation short.
    public func exhaust(_ reason: Exhaustion) {
        if exhaustion == nil { exhaustion = reason }
    }

    /// Draws one step. False once the computation must stop; the clock is read every 1024 steps.
    @inline(__always) public func step() -> Bool {
        ticks &+= 1
        if ticks & 1023 == 0 { poll() }
        return exhaustion == nil
    }

    func allowsNode(_ count: Int, children: Int) -> Bool {
        if count >= nodeLimit || children >= Budget.childLimit { exhaust(.nodes) }
        return step()
    }

    /// Looks at the clock and at the signal flag.
    public func poll() {
        if Budget.isInterrupted.load(ordering: .relaxed) { exhaust(.interrupted) }
        if let deadline, Budget.clock() > deadline { exhaust(.time) }
        if let processorDeadline, Budget.processorClock() > processorDeadline { exhaust(.time) }
    }

    /// Does something that may take at most so long; nil where it took longer, and the computation then goes on without it.
    ///
    /// What counts is the processor time of the thread: how busy the machine is changes no answer.
    public func attempt<Result>(seconds: Double, _ body: () -> Result) -> Result? {
        let outside = processorDeadline
        let own = Budget.processorClock() + seconds
        guard outside.map({ own < $0 }) ?? true else { return isExhausted ? nil : body() }
        processorDeadline = own
        let result = body()
        processorDeadline = outside
        if exhaustion == .time {
            exhaustion = nil
            poll()
            return nil
        }
        return result
    }

    /// Does something whose value may be too large to be written down; nil where it is, and the computation then goes on without it.
    public func withinSize<Result>(_ body: () -> Result) -> Result? {
        guard !isExhausted else { return nil }
        let result = body()
        guard exhaustion == .size else { return result }
        exhaustion = nil
        return nil
    }

    /// The time left, in seconds; infinite without a limit.
    public var remainingTime: Double { deadline.map { $0 - Budget.clock() } ?? .infinity }

    /// Seconds of a clock that never goes back.
    public static func clock() -> Double { seconds(CLOCK_MONOTONIC) }

    /// Seconds that the processor has worked for this thread.
    public static func processorClock() -> Double { seconds(CLOCK_THREAD_CPUTIME_ID) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
