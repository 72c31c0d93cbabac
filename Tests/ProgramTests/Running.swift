import Glibc

/// A process that is running. Threads feed its input and gather what it writes.
final class Running: @unchecked Sendable {
    private(set) var process: pid_t = 0
    private var input: Int32 = -1
    private var readers: [pthread_t] = []
    private let start = Running.now()
    private let gathered: [Gathered] = [Gathered(), Gathered()]

    /// - Parameter launcher: a program that runs another one, with its own words; nothing for none.
    init(_ arguments: [String], environment: [String] = [], output: Program.Destination = .pipe, launcher: [String] = []) {
        // A child must not hold the other ends: they would never see the end of the input.
        let (toChild, fromChild, errors) = (Running.pipe(), Running.pipe(), Running.pipe())
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
        posix_spawn_file_actions_adddup2(&actions, errors[1], 2)
        switch output {
        case .pipe: posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
        case .closed: posix_spawn_file_actions_addclose(&actions, 1)
        case .path(let path): posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
        }
        process = Running.spawn(launcher + [Program.path] + arguments, environment, &actions, flags: 0)
        for descriptor in [toChild[0], fromChild[1], errors[1]] { close(descriptor) }
        input = toChild[1]
        signal(SIGPIPE, SIG_IGN)
        for (position, descriptor) in [fromChild[0], errors[0]].enumerated() {
            let gathered = gathered[position]
            readers.append(Running.thread { gathered.gather(descriptor) })
        }
    }

    /// - Parameter line: the program and its arguments.
    static func spawn(_ line: [String], _ environment: [String], _ actions: inout posix_spawn_file_actions_t, flags: Int16) -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        posix_spawnattr_setflags(&attributes, flags | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
        // Threads of a test runner block signals and ignore some; a shell's children do neither.
        var (defaults, blocked) = (sigset_t(), sigset_t())
        for signal in [SIGPIPE, SIGINT, SIGHUP] { sigaddset(&defaults, signal) }
        sigemptyset(&blocked)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        var words = line.map { strdup($0) } + [nil]
        var variables = (Program.environment + environment).map { strdup($0) } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var process: pid_t = 0
        pthread_mutex_lock(spawning)
        defer { pthread_mutex_unlock(spawning) }
        let failure = posix_spawn(&process, line[0], &actions, &attributes, &words, &variables)
        precondition(failure == 0, "\(line[0]): \(String(cString: strerror(failure)))")
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
        return process
    }

    /// Writes pieces to the process's input until there is none left, then closes it.
    func feed(_ pieces: @escaping @Sendable () -> [UInt8]?) {
        let descriptor = input
        input = -1
        readers.append(
            Running.thread {
                while let piece = pieces(), Running.write(piece, to: descriptor) {}
                close(descriptor)
            })
    }

    /// Writes to the process's input and leaves it open.
    func write(_ text: String) { _ = Running.write(Array(text.utf8), to: input) }

    /// Ends the process's input.
    func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// Waits until the output so far satisfies a condition. False if that takes too long.
    func waitForOutput(limit: Double = 20, _ isReached: (String) -> Bool) -> Bool {
        let end = Running.now() + limit
        while !isReached(gathered[0].text) {
            if Running.now() > end { return false }
            usleep(5000)
        }
        return true
    }

    func send(_ signal: Int32) { kill(process, signal) }

    /// Waits for the end of the process; kills it when the limit is reached.
    func finish(limit: Double = 30) -> Outcome {
        var status: Int32 = 0
        var usage = rusage()
        let end = Running.now() + limit
        while wait4(process, &status, WNOHANG, &usage) == 0 {
            if Running.now() > end { kill(process, SIGKILL) }
            usleep(2000)
        }
        let seconds = Running.now() - start
        closeInput()
        for reader in readers { pthread_join(reader, nil) }
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        return Outcome(
            status: code, output: gathered[0].text, errors: gathered[1].text, seconds: seconds, memory: Running.memory(usage))
    }

    /// The memory of a process that ended, in mebibytes; 0 where it was no more than that of the tests themselves, which the kernel
    /// counts in: a process begins as a copy of the one that makes it.
    private static func memory(_ usage: rusage) -> Int {
        var own = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &own)
        return usage.ru_maxrss > own.ru_maxrss ? usage.ru_maxrss / 1024 : 0
    }

    // MARK: Tools

    /// Held while a descriptor exists that other children would inherit, and while children are made.
    nonisolated(unsafe) private static let spawning = {
        let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        return mutex
    }()

    /// A pipe that no child inherits unasked: the end to read from and the end to write to.
    static func pipe() -> [Int32] {
        pthread_mutex_lock(spawning)
        defer { pthread_mutex_unlock(spawning) }
        var ends: [Int32] = [0, 0]
        precondition(Glibc.pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return ends
    }

    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// False once nobody reads any more.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 { return false }
            offset += count
        }
        return true
    }

    private final class Work { let body: () -> Void; init(_ body: @escaping () -> Void) { self.body = body } }

    static func thread(_ body: @escaping () -> Void) -> pthread_t {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { raw in
                if let raw { Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body() }
                return nil
            }, Unmanaged.passRetained(Work(body)).toOpaque())
        return thread
    }
}

/// What comes out of a descriptor, gathered by a thread of its own.
final class Gathered: @unchecked Sendable {
    private var bytes: [UInt8] = []
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() { pthread_mutex_init(mutex, nil) }
    deinit { mutex.deallocate() }

    var text: String {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads to the end and closes.
    func gather(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            // A terminal whose other side is gone fails with EIO: that is its end.
            if count <= 0 { break }
            pthread_mutex_lock(mutex)
            bytes.append(contentsOf: buffer[..<count])
            pthread_mutex_unlock(mutex)
        }
        close(descriptor)
    }
}
