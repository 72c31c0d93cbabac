import Glibc

/// What `Benchmarks/run` needs beside the programs it compares: the workload, a clock, and the measurements without a process.
let words = CommandLine.arguments.dropFirst()
let arguments = words.dropFirst()

switch words.first {
case "workload":
    var workload = Workload(seed: 1718)
    for _ in 0..<(arguments.first.flatMap { Int($0) } ?? 10_000) { print(workload.next().text) }
case "time":
    Command.time(Command.list(arguments.dropFirst()), runs: arguments.first.flatMap { Int($0) } ?? 5)
case "derivatives":
    HigherDerivatives.run("exp(sin(x))*tan(x)/(1+x^2)", order: 10, runs: 21)
    HigherDerivatives.run("x^x", order: 12, runs: 101)
case "stores":
    StoreComparison.run(nodes: 1_000_000, runs: 5)
default:
    print("usage: InProcess workload LINES | time RUNS [<FILE] COMMAND … [:: …] | derivatives | stores")
    exit(2)
}
