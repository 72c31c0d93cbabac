import Glibc
import Support
import Testing

/// The interactive session, through a pseudo-terminal.
@Suite(.serialized) struct TerminalTests {
    private func session(_ body: (Terminal) -> Void) {
        let terminal = Terminal()
        #expect(terminal.shows("> "))
        body(terminal)
        terminal.type(Terminal.end)
        #expect(terminal.finish() == 0, "\(terminal.everything)")
    }

    @Test("answers, ans, definitions and functions") func answers() {
        session { terminal in
            terminal.type("x + x\n")
            #expect(terminal.shows("\r\n2*x\r\n"))
            terminal.type("ans^2\n")
            #expect(terminal.shows("\r\n4*x^2\r\n"))
            terminal.type("f(t) := t^3; diff(f(x), x)\n")
            #expect(terminal.shows("\r\n3*x^2\r\n"))
            terminal.type("a := 7\n")
            terminal.type("a + 1\n")
            #expect(terminal.shows("\r\n8\r\n"))
        }
    }

    @Test("errors leave it alive") func errors() {
        session { terminal in
            let lines = [("sine(x)", "did you mean 'sin'?"), ("1/0", "division by zero"), ("(", "error: "), ("2^(10^12)", "too large")]
            for (line, words) in lines {
                terminal.type(line + "\n")
                #expect(terminal.shows(words))
            }
            terminal.type("1 + 1\n")
            #expect(terminal.shows("\r\n2\r\n"))
        }
    }

    @Test("TAB completes functions and the session's own names") func completion() {
        session { terminal in
            terminal.type("logsum\t(x, x)\n")
            #expect(terminal.shows("logsumexp(x, x)"))
            terminal.type("velocity := 3\n")
            terminal.type("2*velo\t\n")
            #expect(terminal.shows("\r\n6\r\n"))
        }
    }

    @Test("TAB twice lists what begins alike") func completionList() {
        session { terminal in
            terminal.type("sin\t\t")
            #expect(terminal.shows("sinh"))
            terminal.type("(0)\n")
            #expect(terminal.shows("\r\n0\r\n"))
        }
    }

    @Test("help and help on a name") func help() {
        session { terminal in
            terminal.type("help\n")
            #expect(terminal.shows("functions:"))
            terminal.type("help sin\n")
            #expect(terminal.shows("derivative: cos(x)"))
            terminal.type("help nothing\n")
            #expect(terminal.shows("There is no help on 'nothing'"))
        }
    }

    @Test("Ctrl-C at the prompt gives up the line only") func interruptAtPrompt() {
        session { terminal in
            terminal.type("1 + 41")
            #expect(terminal.shows("1 + 41"))
            terminal.type("\u{3}")
            #expect(terminal.shows("> "))
            terminal.type("2 + 3\n")
            #expect(terminal.shows("\r\n5\r\n"))
            terminal.type("\u{3}\u{3}")
            terminal.type("3 + 3\n")
            #expect(terminal.shows("\r\n6\r\n"))
        }
    }

    @Test("Ctrl-C during a computation gives up the computation only") func interruptComputing() {
        session { terminal in
            terminal.type("diff(\(InterruptTests.long), x, 20)\n")
            #expect(terminal.shows("20)\r\n"))
            #expect(!terminal.shows("> ", limit: 0.4))
            terminal.type("\u{3}")
            #expect(terminal.shows("interrupted", limit: 10))
            terminal.type("2 + 3\n")
            #expect(terminal.shows("\r\n5\r\n"))
        }
    }

    @Test(
        "what is typed is UTF-8 in every locale",
        arguments: [["LC_ALL=C"], ["LC_ALL=", "LANG=C"], ["LC_ALL="], ["LC_ALL=xx_XX.UTF-8"], ["LC_ALL=", "LC_CTYPE=POSIX"], []])
    func locales(_ environment: [String]) {
        let terminal = Terminal(environment: environment)
        #expect(terminal.shows("> "))
        terminal.type("−5+2\n")
        #expect(terminal.shows("\r\n-3\r\n"), "\(terminal.everything)")
        terminal.type("θ + θ\n")
        #expect(terminal.shows("\r\n2*theta\r\n"), "\(terminal.everything)")
        terminal.type(Terminal.end)
        #expect(terminal.finish() == 0)
    }

    @Test("Ctrl-C at any time leads to a prompt, and changes no answer", .timeLimit(.minutes(2))) func interruptAtRandom() {
        let long = [
            "diff(\(InterruptTests.long), x, 9)", "simplify((sin(x)^2+cos(x)^2)^5*(x^6-1)/(x-1)+tan(x)*exp(log(x)))", "solve(cos(x)=x, x)",
            "N(gamma(1/3)+digamma(1/7), 20000)", "expand((a+b+c+d)^25)", "equal(sin(3*x), 3*sin(x)-4*sin(x)^3)",
        ]
        let known = [
            ("simplify(sin(x)^2+cos(x)^2)", "1"), ("factor(x^2-1)", "(x - 1)*(x + 1)"), ("N(gamma(1/3), 10)", "2.678938535"),
            ("diff(x^3, x)", "3*x^2"), ("equal(sin(2*x), 2*sin(x)*cos(x))", "equal"), ("solve(x^2=4, x)", "-2"),
        ]
        var random = Randomness(seed: 41)
        for _ in 0..<4 {
            session { terminal in
                for _ in 0..<4 {
                    terminal.type(long[random.below(long.count)] + "\n")
                    usleep(UInt32(random.below(random.oneIn(2) ? 20_000 : 400_000)))
                    terminal.type("\u{3}")
                    // The editor gives up the line, or there is none: a fresh prompt follows in any case.
                    let (question, answer) = known[random.below(known.count)]
                    terminal.type(" \u{3}\(question)\n")
                    #expect(terminal.shows("\r\n\(answer)\r\n", limit: 10), "\(terminal.everything)")
                }
            }
        }
    }

    @Test("quit and exit leave with 0", arguments: ["quit", "exit"]) func quit(_ word: String) {
        let terminal = Terminal()
        #expect(terminal.shows("> "))
        terminal.type("1/0\n\(word)\n")
        #expect(terminal.finish() == 0)
    }

    @Test("options hold in the session") func options() {
        let terminal = Terminal(["--format", "latex"])
        #expect(terminal.shows("> "))
        terminal.type("1/x^2\n")
        #expect(terminal.shows("\\frac{1}{x^{2}}"))
        terminal.type(Terminal.end)
        #expect(terminal.finish() == 0)
    }

    @Test("a person is shown two dimensions, a pipe text") func dimensions() {
        let terminal = Terminal([])
        #expect(terminal.shows("> "))
        terminal.type("2*x/(y+1)\n")
        #expect(terminal.shows(" 2·x\r\n─────\r\ny + 1\r\n"), "\(terminal.everything)")
        terminal.type(Terminal.end)
        #expect(terminal.finish() == 0)
        #expect(Program.run(["-e", "2*x/(y+1)"]).output == "2*x/(y + 1)\n")
    }

    @Test("a window that closes ends the session") func hangUp() {
        let terminal = Terminal()
        #expect(terminal.shows("> "))
        #expect(terminal.hangUp())
    }
}
