import Expressions
import Glibc

/// The memory that the process may take.
enum Memory {
    /// Half of the machine's memory, but not more than this many bytes, unless the system allows less.
    private static let most = 4 << 30

    /// Sets the limit. Where the system has one of its own (`ulimit -v`), computations are cut short at half of it: memory that grows
    /// is copied on the way.
    static func limit() {
        let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        var system = rlimit()
        let isLimited = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &system) == 0 && system.rlim_cur < 1 << 62
        let addressable = isLimited ? Int(system.rlim_cur) / 2 : .max
        MemoryLimit.set(descriptor: descriptor, resident: min(most, machine / 2), addressable: addressable)
        if isLimited { endPolitely() }
    }

    /// An allocation that fails all the same ends the process by a signal: where memory is scarce, the reason is told.
    private static func endPolitely() {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { number in
            guard MemoryLimit.shareInUse > Memory.scarce else {
                signal(number, SIG_DFL)
                raise(number)
                return
            }
            let message: StaticString = "error: out of memory\n"
            _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
            _exit(6)
        }
        for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS] { sigaction(number, &action, nil) }
    }

    /// From this share of the limit on a failure is put down to want of memory.
    private static let scarce = 0.5
}
