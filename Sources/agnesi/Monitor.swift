import Glibc

/// A mutex and a condition: one thread at a time, and threads that wait for others to change something.
final class Monitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(changed)
        mutex.deallocate()
        changed.deallocate()
    }

    func lock() { pthread_mutex_lock(mutex) }

    func unlock() { pthread_mutex_unlock(mutex) }

    /// Lets others in until one of them announces a change.
    func wait() { pthread_cond_wait(changed, mutex) }

    /// Wakes those that wait.
    func announce() { pthread_cond_broadcast(changed) }
}
