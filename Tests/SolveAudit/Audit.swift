import Glibc

/// Runs batches of questions and counts what comes back.
struct Audit {
    private let plan: Plan
    private let program: Program
    private(set) var failures = 0
    private var counts: [String: Int] = [:]
    private var kinds: [String: Int] = [:]
    /// How often failures of the same kind in questions of the same operations were seen, as asked and made smaller.
    private var alike: [String: Int] = [:]
    private var shown: [String: Int] = [:]
    private var reductions = 0

    init(_ plan: Plan) {
        self.plan = plan
        program = Program(path: plan.program, timeout: plan.timeout)
    }

    mutating func run() {
        let batchSize = 100
        for batch in 0..<((plan.count + batchSize - 1) / batchSize) {
            let seed = plan.seed &* 1_000_003 &+ UInt64(batch)
            var generator = Generator(seed: seed)
            let manner = generator.manner()
            let questions = (0..<min(batchSize, plan.count - batch * batchSize)).map { _ in generator.question(manner) }
            for (question, answer) in zip(questions, program.answers(questions.map(\.text), manner)) { judge(question, answer, seed) }
            if batch % 20 == 19 { print("# \((batch + 1) * batchSize) asked, \(failures) false") }
            fflush(nil)
        }
        for (kind, count) in kinds.sorted(by: { $0.value > $1.value }) { print("\(count) times: \(kind)") }
        let outcomes = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        print("seed \(plan.seed): \(plan.count) asked, \(failures) false claims; \(outcomes)")
    }

    private mutating func judge(_ question: Question, _ answer: Answer, _ seed: UInt64) {
        let outcome = answer.errorCode ?? (answer.solutions.isEmpty ? "none" : "some")
        counts[outcome + (answer.errorCode == nil && !answer.isComplete ? " partial" : ""), default: 0] += 1
        guard let finding = Judge(question, answer, seed: seed).finding() else { return }
        failures += 1
        kinds[finding.kind.rawValue, default: 0] += 1
        let failure = Reduction.Failure(question: question, answer: answer, finding: finding)
        // Of questions that look alike the first few are made smaller, and of failures that then look alike the first few are shown.
        guard reductions < plan.reductions, Audit.isNew(&alike, failure, atMost: 2) else { return }
        reductions += 1
        let smallest = Reduction(program: program, seed: seed).reduced(failure)
        if Audit.isNew(&shown, smallest, atMost: 2) { report(smallest) }
    }

    private static func isNew(_ groups: inout [String: Int], _ failure: Reduction.Failure, atMost limit: Int) -> Bool {
        groups[Audit.group(failure), default: 0] += 1
        return groups[Audit.group(failure), default: 0] <= limit
    }

    /// Failures of one kind in questions made of the same operations.
    private static func group(_ failure: Reduction.Failure) -> String {
        let operations = Set(failure.question.relation.parts.compactMap { $0.operation?.rawValue }).subtracting([
            "+", "-", "*", "/", "neg", "=",
        ])
        return failure.finding.kind.rawValue + " " + operations.sorted().joined(separator: " ")
    }

    private func report(_ failure: Reduction.Failure) {
        print(
            """
            [\(failure.finding.kind.rawValue)]
              \(failure.question.command)
              printed: \(failure.answer.printed.prefix(400))
              found:   \(failure.finding.detail)
            """)
    }
}
