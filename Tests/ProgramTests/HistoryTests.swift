import Glibc
import Testing

/// The history of interactive sessions.
@Suite(.serialized) struct HistoryTests {
    private func session(_ environment: [String], _ body: (Terminal) -> Void) {
        let terminal = Terminal(environment: environment)
        #expect(terminal.shows("> "))
        body(terminal)
        terminal.type(Terminal.end)
        #expect(terminal.finish() == 0, "\(terminal.everything)")
    }

    @Test("what was typed is found again in the next session") func again() {
        Files.withDirectory { home in
            session(["HOME=\(home)"]) { terminal in
                terminal.type("111 + 222\n")
                #expect(terminal.shows("\r\n333\r\n"))
            }
            #expect(Files.read(home + "/.local/state/agnesi/history") == "111 + 222\n")
            session(["HOME=\(home)"]) { terminal in
                terminal.type(Terminal.previous)
                #expect(terminal.shows("111 + 222"))
                terminal.type("\n")
                #expect(terminal.shows("\r\n333\r\n"))
            }
            #expect(Files.read(home + "/.local/state/agnesi/history")?.hasPrefix("111 + 222\n") == true)
        }
    }

    @Test("sessions side by side keep the lines of all, in the order in which they were accepted") func sideBySide() {
        Files.withDirectory { home in
            let sessions = (0..<3).map { _ in Terminal(environment: ["XDG_STATE_HOME=\(home)"]) }
            for session in sessions { #expect(session.shows("> ")) }
            var lines = ""
            for round in 0..<4 {
                for (place, session) in sessions.enumerated() {
                    session.type("\(round) + \(place)*100\n")
                    #expect(session.shows("\r\n\(round + place * 100)\r\n"))
                    lines += "\(round) + \(place)*100\n"
                }
            }
            for session in sessions {
                session.type(Terminal.end)
                #expect(session.finish() == 0)
            }
            #expect(Files.read(home + "/agnesi/history") == lines)
        }
    }

    @Test("a session that is killed leaves its lines", arguments: [SIGHUP, SIGTERM, SIGKILL]) func killed(_ signal: Int32) {
        Files.withDirectory { home in
            let terminal = Terminal(environment: ["XDG_STATE_HOME=\(home)"])
            #expect(terminal.shows("> "))
            terminal.type("40 + 2\n")
            #expect(terminal.shows("\r\n42\r\n"))
            terminal.send(signal)
            _ = terminal.finish()
            #expect(Files.read(home + "/agnesi/history") == "40 + 2\n")
        }
    }

    @Test("XDG_STATE_HOME is honoured") func stateDirectory() {
        Files.withDirectory { home in
            session(["HOME=\(home)", "XDG_STATE_HOME=\(home)/state"]) { terminal in
                terminal.type("4 + 5\n")
                #expect(terminal.shows("\r\n9\r\n"))
            }
            #expect(Files.read(home + "/state/agnesi/history") == "4 + 5\n")
            #expect(!Files.exists(home + "/.local"))
        }
    }

    @Test("the history is nobody else's to read") func permissions() {
        Files.withDirectory { home in
            session(["HOME=\(home)"]) { $0.type("1\n") }
            var status = stat()
            #expect(stat(home + "/.local/state/agnesi/history", &status) == 0)
            #expect(status.st_mode & 0o077 == 0)
        }
    }

    @Test(
        "without a place for a history there is none, and no complaint",
        arguments: [
            "HOME=/nonexistent", "HOME=/proc", "HOME=", "HOME=relative", "XDG_STATE_HOME=/dev/null",
        ])
    func noPlace(_ variable: String) {
        let terminal = Terminal(environment: [variable])
        #expect(terminal.shows("> "))
        terminal.type("4 + 5\n")
        #expect(terminal.shows("\r\n9\r\n"))
        terminal.type(Terminal.end)
        #expect(terminal.finish() == 0)
        #expect(!terminal.everything.contains("error"))
    }

    @Test("a history that is no readable file is left alone") func unreadable() {
        Files.withDirectory { home in
            mkdir(home + "/agnesi", 0o755)
            mkdir(home + "/agnesi/history", 0o755)
            session(["XDG_STATE_HOME=\(home)"]) { terminal in
                terminal.type("4 + 5\n")
                #expect(terminal.shows("\r\n9\r\n"))
            }
            #expect(Files.exists(home + "/agnesi/history"))
        }
    }

    @Test("a history of bytes that are no text does no harm") func garbage() {
        Files.withDirectory { home in
            mkdir(home + "/agnesi", 0o755)
            let descriptor = open(home + "/agnesi/history", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
            _ = Running.write([0xFF, 0, 0x1B, 0x5B, 10, 0xC3, 10] + [UInt8](repeating: 0x41, count: 1 << 20), to: descriptor)
            close(descriptor)
            session(["XDG_STATE_HOME=\(home)"]) { terminal in
                terminal.type("4 + 5\n")
                #expect(terminal.shows("\r\n9\r\n"))
            }
        }
    }
}
