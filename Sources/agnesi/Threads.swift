import Glibc

/// Threads of the system.
enum Threads {
    private final class Work: @unchecked Sendable {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    /// Starts a thread, which must be joined.
    static func start(_ body: @escaping () -> Void) -> pthread_t {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let failure = pthread_create(
            &thread, nil,
            { raw in
                if let raw { Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        guard failure == 0 else {
            Output.error("error: there is no memory for another thread\n")
            Process.exit(6)
        }
        return thread
    }
}
