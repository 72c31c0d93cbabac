import Glibc
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

    @Test("a second time, where the first was ignored: it ends all the same") func twice() {
        let process = Running(["eval", "gamma(1/3)", "--digits", "1000000"])
        usleep(300_000)
        process.send(SIGINT)
        usleep(300_000)
        process.send(SIGINT)
        #expect(process.finish(limit: 10).status == 130)
    }
}
