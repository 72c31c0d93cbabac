import Glibc
import Support
import Testing

/// Ctrl-C in a pipe.
@Suite(.serialized) struct InterruptTests {
    /// An expression whose twentieth derivative takes longer than anyone waits.
    static let long = "exp(x)^sin(x)*x^(x^x)"

    @Test("while it waits for input: the answers so far are delivered", arguments: [1, 2]) func waiting(jobs: Int) {
        let process = Running(["diff", "x", "--jobs", "\(jobs)"])
        process.write("x^2\nx^3\n")
        #expect(process.waitForOutput { $0 == "2*x\n3*x^2\n" })
        process.send(SIGINT)
        let outcome = process.finish(limit: 10)
        #expect(outcome.status == 130)
        #expect(outcome.output == "2*x\n3*x^2\n")
    }

    @Test("in the middle of a long computation", arguments: [["diff", "x", "20"], ["diff", "x", "20", "--jobs", "2"]])
    func computing(_ arguments: [String]) {
        let process = Running(arguments)
        process.write("x^20\n")
        #expect(process.waitForOutput { $0.hasSuffix("\n") })
        process.write(InterruptTests.long + "\n")
        usleep(300_000)
        process.send(SIGINT)
        let outcome = process.finish(limit: 10)
        #expect(outcome.status == 130)
        #expect(outcome.output.hasPrefix("2432902008176640000\n"))
        #expect(outcome.seconds < 8)
    }

    @Test("answers that stand in the same block as the long line are delivered") func sameBlock() {
        let process = Running(["diff", "x", "20"])
        process.write("x^20\n\(InterruptTests.long)\nx^21\n")
        usleep(500_000)
        process.send(SIGINT)
        let outcome = process.finish(limit: 10)
        #expect(outcome.status == 130)
        #expect(outcome.output.hasPrefix("2432902008176640000\n"))
    }

    @Test("in one expression and in statements", arguments: [["diff", long, "x", "20"], ["-e", "diff(\(long), x, 20)"]])
    func once(_ arguments: [String]) {
        let process = Running(arguments)
        usleep(400_000)
        process.send(SIGINT)
        let outcome = process.finish(limit: 10)
        #expect(outcome.status == 130)
        #expect(outcome.output.isEmpty)
    }

    @Test("inside a library", arguments: [["eval", "gamma(1/3)", "--digits", "1000000"], ["-e", "N(digamma(1/3), 200000)"]])
    func inLibrary(_ arguments: [String]) {
        let process = Running(arguments)
        usleep(300_000)
        process.send(SIGINT)
        let outcome = process.finish(limit: 10)
        #expect(outcome.status == 130)
        #expect(outcome.errors.contains("interrupted"))
    }

    static let commands = [
        ["diff", long, "x", "12"], ["simplify", "(sin(x)^2+cos(x)^2)^5*(x^6-1)/(x-1)+tan(x)*exp(log(x))"],
        ["solve", "sin(x)+x=cos(3*x)", "x"],
        ["eval", "gamma(1/3)+digamma(1/7)", "--digits", "20000"], ["factor", "x^60-1"], ["equal", "(a+b+c)^12", "(c+b+a)^12"],
        ["grad", "x^2*sin(y)", "x=1", "y=2"], ["check", "x^x", "x=2"], ["trace", "exp(x)*sin(x)", "x=1"], ["expand", "(a+b+c+d)^25"],
        ["apart", "1/(x^20-1)", "x"], ["stationary", "x^4+y^4-4*x*y"], ["solve", "x^2+y^2=4", "x*y=1", "x", "y"],
        ["resultant", "x^20+y*x+1", "x^15-y", "x"], ["solve", "x^2>2*x+sin(x)", "x"],
        ["-e", "N(erf(1/3), 20000); simplify(cosh(x)^2-sinh(x)^2)"],
    ]

    @Test("at any time: a command ends with its answer or with 130", arguments: commands) func atRandom(_ arguments: [String]) {
        var random = Randomness(seed: UInt64(arguments.joined().utf8.count))
        for _ in 0..<4 {
            let process = Running(arguments)
            usleep(UInt32(random.below(random.oneIn(2) ? 40_000 : 400_000)))
            process.send(SIGINT)
            let outcome = process.finish(limit: 10)
            // Before the program has begun, the system ends it: for a shell that is 130, too.
            #expect([0, 5, 130].contains(outcome.status), "\(outcome)")
        }
    }
}
