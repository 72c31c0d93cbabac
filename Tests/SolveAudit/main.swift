import Glibc

/// Asks the program random equations and inequalities, and audits what it claims by a scan that shares no code with it.
///
///     SolveAudit PROGRAM [count N] [seed S] [timeout SECONDS] [reduce N]
///
/// The same numbers and seed give the same questions. Of each kind of failure some are made smaller, `reduce` in all.
struct Plan {
    var program: String
    var count = 3000
    var seed: UInt64 = 1
    var timeout = 3
    var reductions = 40

    init?(_ words: ArraySlice<String>) {
        var rest = words
        guard let program = rest.popFirst() else { return nil }
        self.program = program
        while let word = rest.popFirst() {
            guard let text = rest.popFirst(), let number = Int(text), number >= 0 else { return nil }
            switch word {
            case "count": count = number
            case "seed": seed = UInt64(number)
            case "timeout": timeout = number
            case "reduce": reductions = number
            default: return nil
            }
        }
    }
}

guard let plan = Plan(CommandLine.arguments.dropFirst()) else {
    print("usage: SolveAudit PROGRAM [count N] [seed S] [timeout SECONDS] [reduce N]")
    exit(2)
}
var audit = Audit(plan)
audit.run()
exit(audit.failures == 0 ? 0 : 1)
