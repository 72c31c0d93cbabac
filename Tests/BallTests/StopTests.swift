import Ball
import Exact
import Glibc
import Testing

/// Operations of the library that are stopped from outside.
@Suite(.serialized) struct StopTests {
    /// Seconds that the processor has worked for this thread: how busy the machine is does not matter.
    private static func worked() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Runs an operation that is to be stopped after a while; how long it took beyond that, in seconds.
    private func overtime(_ body: () -> Void) -> Double {
        let end = StopTests.worked() + 0.03
        let watch = BallLibrary.Watch(bytes: 0) { StopTests.worked() > end }
        watch.during(body)
        return StopTests.worked() - end
    }

    private typealias Operation = (ComplexBall, ComplexBall, Int) -> Void

    private var operations: [(name: String, run: Operation)] {
        let kernels: [(name: String, run: Operation)] = Kernel.names.map { name in
            (name, { result, argument, bits in if let kernel = Kernel.named(name) { result.apply(kernel, argument, bits: bits) } })
        }
        return kernels + others
    }

    private var others: [(name: String, run: Operation)] {
        [
            ("gamma", { $0.gamma($1, bits: $2) }), ("digamma", { $0.digamma($1, bits: $2) }),
            ("polygamma", { $0.polygamma($1, $1, bits: $2) }), ("beta", { $0.beta($1, $1, bits: $2) }), ("erf", { $0.erf($1, bits: $2) }),
            ("erfc", { $0.erfc($1, bits: $2) }), ("lambertW", { $0.lambertW($1, bits: $2) }), ("atan2", { $0.atan2($1, $1, bits: $2) }),
            ("power", { $0.power($1, $1, bits: $2) }), ("whole power", { $0.power($1, 1_000_003, bits: $2) }),
            ("quotient", { $0.divide($1, $1, bits: $2) }), ("square root", { $0.squareRoot($1, bits: $2) }),
            ("pi", { result, _, bits in result.setPi(bits: bits) }), ("e", { result, _, bits in result.setE(bits: bits) }),
            (
                "digits",
                { result, argument, bits in
                    result.set(argument)
                    _ = result.certifiedDigits(bits / 4, part: .real)
                }
            ),
        ]
    }

    @Test("every operation ends soon after it is stopped, and works as before afterwards", .timeLimit(.minutes(5)))
    func stopped() throws {
        try BallLibrary.load()
        let bits = 4_000_000
        let third = ball(Rational(1, 3), bits: bits)
        let small = ball(Rational(1, 3))
        var stopCount = 0
        for (name, run) in operations {
            let before = make { run($0, small, 192) }
            let result = ComplexBall()
            let overtime = overtime { run(result, third, bits) }
            if overtime > 0 { stopCount += 1 }
            #expect(overtime < 0.1, "\(name) took \(overtime) s too long")
            let after = make { run($0, small, 192) }
            #expect(before.isFinite == after.isFinite && before.overlaps(after), "\(name)")
            #expect(before.relativeAccuracyBits == after.relativeAccuracyBits, "\(name)")
        }
        #expect(stopCount > 40)
    }

    @Test("stops by the hundred leave no memory behind") func memory() throws {
        try BallLibrary.load()
        let third = ball(Rational(1, 3), bits: 1_000_000)
        func resident() -> Int {
            var usage = rusage()
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss / 1024
        }
        func stopMany() {
            for _ in 0..<30 { _ = overtime { make { $0.gamma(third, bits: 1_000_000) }.scale(byPowerOfTwo: 0) } }
        }
        stopMany()
        let before = resident()
        for _ in 0..<4 { stopMany() }
        #expect(resident() - before < 100)
    }

    @Test("an operation that lacks memory is stopped, too") func lackOfMemory() throws {
        try BallLibrary.load()
        let third = ball(Rational(1, 3), bits: 1_000_000)
        let result = ComplexBall()
        BallLibrary.Watch(bytes: 3_000_000) { false }.during { result.digamma(third, bits: 1_000_000) }
        #expect(!result.isFinite)
        result.digamma(third, bits: 128)
        #expect(result.isFinite)
    }
}
