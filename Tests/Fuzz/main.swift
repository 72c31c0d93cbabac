import Glibc

/// Feeds random inputs to the parser and to sessions, and stops at the first that does not do what every input must: end in
/// time, with a documented exit status, and with an answer exactly where the status says so.
///
///     Fuzz [parser N] [diff N] [seed S] [keep]
///
/// With `keep` it goes on behind a failure. The same numbers and seed give the same inputs.
struct Plan {
    var parser = 1_000_000
    var answers = 100_000
    var seed: UInt64 = 1
    var keepsGoing = false

    init?(_ words: ArraySlice<String>) {
        var rest = words
        while let word = rest.popFirst() {
            if word == "keep" {
                keepsGoing = true
                continue
            }
            guard let text = rest.popFirst(), let number = UInt64(text), number < 1 << 60 else { return nil }
            switch word {
            case "parser": parser = Int(number)
            case "diff": answers = Int(number)
            case "seed": seed = number
            default: return nil
            }
        }
    }
}

guard let plan = Plan(CommandLine.arguments.dropFirst()) else {
    print("usage: Fuzz [parser N] [diff N] [seed S] [keep]")
    exit(2)
}

var counts = Counts()
var failures = 0
Watchdog.install(seed: plan.seed)

@MainActor func fail(_ problem: String, _ what: String, _ input: [UInt8], by test: ([UInt8]) -> String?) {
    failures += 1
    let smallest = Failure.shrunk(input, problem, by: test)
    Failure(problem: test(smallest) ?? problem, what: what, input: smallest, seed: plan.seed).report()
    if !plan.keepsGoing { exit(1) }
}

var mutator = Mutator(seed: plan.seed)
for _ in 0..<plan.parser {
    let input = mutator.input(wildness: 7)
    Watchdog.begin("parsing", input)
    guard let problem = Parsing.problem(input, &counts) else { continue }
    fail(problem, "parsing", input) { Parsing.problem($0, &counts) }
}

mutator = Mutator(seed: plan.seed &+ 1)
var answering = Answering()
for round in 0..<plan.answers {
    let input = mutator.input(wildness: 3)
    // Derivatives most of the time; each other question in one of eight rounds.
    let other = Answering.Question.allCases[1 + round / 2 % 6]
    let question = round % 2 == 0 ? .derivative : other
    Watchdog.begin(question.label, input)
    guard let problem = answering.problem(question, input, &counts) else { continue }
    fail(problem, "\(question.label)", input) {
        Watchdog.begin(question.label, $0)
        return answering.problem(question, $0, &counts)
    }
}

print("seed \(plan.seed): \(plan.parser) parsed, \(plan.answers) answered, \(failures) failures; \(counts.summary)")
exit(failures == 0 ? 0 : 1)
