import Glibc

/// Other programs that turn bytes into bytes.
enum Filter {
    /// Why a program gave nothing.
    enum Failure: Error {
        case missing(String)
        case failed(String)

        var sentence: String {
            switch self {
            case .missing(let program):
                "the program '\(program)' of Graphviz draws the graph, and is not installed; --format dot writes its text"
            case .failed(let program): "the program '\(program)' failed"
            }
        }
    }

    /// What the program writes when it has read the input. It must read all of it before it writes.
    static func run(_ words: [String], input: [UInt8]) -> Result<[UInt8], Failure> {
        let program = words[0]
        var (inward, outward): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        // A program that ends early must not end this one.
        signal(SIGPIPE, SIG_IGN)
        // The program must not hold the other ends: it would never see the end of the input.
        guard pipe(&inward) == 0, pipe(&outward) == 0 else { return .failure(.failed(program)) }
        for descriptor in inward + outward { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, inward[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, outward[1], STDOUT_FILENO)
        var arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        let problem = posix_spawnp(&process, program, &actions, nil, &arguments, environ)
        close(inward[0])
        close(outward[1])
        defer { close(outward[0]) }
        guard problem == 0 else {
            close(inward[1])
            return .failure(problem == ENOENT ? .missing(program) : .failed(program))
        }
        // A program that ends early is found out by its exit status.
        _ = write(input, to: inward[1])
        close(inward[1])
        let output = readAll(outward[0])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status == 0 ? .success(output) : .failure(.failed(program))
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
                if count >= 0 { offset += count } else if errno != EINTR { return false }
            }
            return true
        }
    }

    private static func readAll(_ descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { return bytes }
        }
    }
}
