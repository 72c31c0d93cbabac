import Glibc
import Synchronization

/// What a computation may use: nodes, output and time. Every loop whose length the input controls draws on it.
///
/// A budget is spent once and stays spent until `renew()`. Ctrl-C spends it from outside, and so does the memory of the process.
public final class Budget {
    /// Why a computation was cut short.
    public enum Exhaustion: Sendable { case nodes, size, time, memory, interrupted }

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
    /// How many steps are drawn until the clock is read.
    private var ticks = Budget.stepsBetweenPolls
    private static let stepsBetweenPolls = 256
    /// When the memory is measured next.
    private var nextMeasurement = 0.0
    private static let measurementPause = 0.005
    private let isBounded: Bool

    /// A budget that nothing spends, for what the program makes of its own texts: tables that are made at their first use must not
    /// depend on who asks for them first.
    public static var unbounded: Budget { Budget(nodes: .max, seconds: nil, isBounded: false) }

    /// - Parameters:
    ///   - nodes: how many expressions a store may hold.
    ///   - seconds: how long a computation may take.
    public convenience init(nodes: Int = 12_000_000, seconds: Double? = nil) {
        self.init(nodes: nodes, seconds: seconds, isBounded: true)
    }

    private init(nodes: Int, seconds: Double?, isBounded: Bool) {
        self.isBounded = isBounded
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

    /// Draws one step, or several for what takes longer. False once the computation must stop; the clock is read every 256 steps.
    @inline(__always) public func step(_ count: Int = 1) -> Bool {
        ticks &-= count
        if ticks <= 0 || Budget.isInterrupted.load(ordering: .relaxed) { poll() }
        return exhaustion == nil
    }

    func allowsNode(_ count: Int, children: Int) -> Bool {
        if count >= nodeLimit || children >= Budget.childLimit { exhaust(.nodes) }
        return step()
    }

    /// Looks at the signal flag, at the clocks and at the memory.
    public func poll() {
        ticks = Budget.stepsBetweenPolls
        guard isBounded else { return }
        if Budget.isInterrupted.load(ordering: .relaxed) { exhaust(.interrupted) }
        let now = Budget.clock()
        if let deadline, now > deadline { exhaust(.time) }
        if let processorDeadline, Budget.processorClock() > processorDeadline { exhaust(.time) }
        if now > nextMeasurement {
            nextMeasurement = now + Budget.measurementPause
            if MemoryLimit.isReached { exhaust(.memory) }
        }
    }

    /// Does something that may take at most so long; nil where it took longer, and the computation then goes on without it.
    ///
    /// What counts is the processor time of the thread: how busy the machine is changes no answer.
    public func attempt<Result>(seconds: Double, _ body: () -> Result) -> Result? {
        if isExhausted { return nil }
        let (result, isCut) = limited(seconds: seconds, body)
        return isCut || isExhausted ? nil : result
    }

    /// Does something that may take at most so long, and says whether it was cut short; the computation then goes on with what there is.
    public func limited<Result, Failure: Error>(
        seconds: Double, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> (result: Result, isCut: Bool) {
        let outside = processorDeadline
        let own = Budget.processorClock() + seconds
        // A limit outside that comes first is no limit of this.
        guard own < outside ?? .infinity else { return (try body(), false) }
        processorDeadline = own
        defer { processorDeadline = outside }
        let result = try body()
        processorDeadline = outside
        guard exhaustion == .time else { return (result, false) }
        exhaustion = nil
        poll()
        return (result, true)
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

    /// The processor time left to what is limited, in seconds; infinite without a limit.
    public var remainingWork: Double { processorDeadline.map { $0 - Budget.processorClock() } ?? .infinity }

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
