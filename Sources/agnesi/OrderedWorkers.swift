import Glibc

/// Several workers whose answers come out in the order of what they were given.
///
/// Pieces of work pass through a ring of slots: whoever reads fills them, any worker answers them, the writer empties them in order. One
/// monitor guards the ring; the memory in use is that of the ring.
final class OrderedWorkers<Work, Result>: @unchecked Sendable {
    private enum Slot {
        case free
        case filled(Work)
        case taken
        case answered(Result)
    }

    private let jobs: Int

    // Guarded by `monitor`.
    private var slots: [Slot]
    private var filled = 0
    private var taken = 0
    private var written = 0
    private var isComplete = false
    private var isStopped = false
    private let monitor = Monitor()

    init(jobs: Int) {
        self.jobs = jobs
        slots = Array(repeating: .free, count: jobs * 4)
    }

    /// Runs until all that was read is answered and written.
    ///
    /// - Parameters:
    ///   - read: runs here, and hands pieces of work on by `give`.
    ///   - worker: runs in each worker's thread, and answers what `take` gives until that is nil.
    ///   - write: runs in a thread of its own, once for each answer, in order; where it returns false, nothing more is wanted.
    func run<Failure>(
        read: () -> Failure, worker: @escaping @Sendable (OrderedWorkers) -> Void, write: @escaping @Sendable (Result) -> Bool
    ) -> Failure {
        let threads =
            (0..<jobs).map { _ in Threads.start { worker(self) } }
            + [
                Threads.start {
                    while let result = self.next() {
                        if !write(result) { self.locked { self.isStopped = true } }
                    }
                }
            ]
        let failure = read()
        locked { isComplete = true }
        for thread in threads { pthread_join(thread, nil) }
        return failure
    }

    /// Hands a piece of work to the workers; false where nothing more is wanted.
    func give(_ work: Work) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        while !isStopped {
            let place = filled % slots.count
            if case .free = slots[place] {
                slots[place] = .filled(work)
                filled += 1
                monitor.announce()
                return true
            }
            monitor.wait()
        }
        return false
    }

    /// Answers pieces of work until there are no more.
    func answerAll(_ answer: (Work) -> Result) {
        while let (place, work) = take() {
            let result = answer(work)
            locked { slots[place] = .answered(result) }
        }
    }

    private func take() -> (place: Int, work: Work)? {
        monitor.lock()
        defer { monitor.unlock() }
        while true {
            if taken < filled {
                let place = taken % slots.count
                taken += 1
                guard case .filled(let work) = slots[place] else { continue }
                slots[place] = .taken
                return (place, work)
            }
            if isComplete { return nil }
            monitor.wait()
        }
    }

    /// The next answer in order; nil at the end.
    private func next() -> Result? {
        monitor.lock()
        defer { monitor.unlock() }
        while true {
            let place = written % slots.count
            if case .answered(let result) = slots[place] {
                slots[place] = .free
                written += 1
                monitor.announce()
                return result
            }
            if isComplete, written == filled { return nil }
            monitor.wait()
        }
    }

    private func locked(_ body: () -> Void) {
        monitor.lock()
        body()
        monitor.announce()
        monitor.unlock()
    }
}
