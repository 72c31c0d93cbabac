/// Makes a failing question smaller for as long as it fails in the same way.
struct Reduction {
    let program: Program
    let seed: UInt64

    struct Failure {
        var question: Question
        var answer: Answer
        var finding: Judge.Finding
    }

    func reduced(_ failure: Failure) -> Failure {
        var smallest = failure
        for _ in 0..<10 {
            guard let smaller = step(smallest) else { return smallest }
            smallest = smaller
        }
        return smallest
    }

    private func step(_ failure: Failure) -> Failure? {
        let relation = failure.question.relation
        var seen: Set<Term> = []
        let variants = relation.variants(Reduction.simpler).filter {
            $0.operation?.isRelation == true && $0.mentions("x") && $0.size <= relation.size && $0 != relation && seen.insert($0).inserted
        }.sorted { $0.size < $1.size }.prefix(60)
        var questions = variants.map { Question(relation: $0, manner: failure.question.manner) }
        if failure.question.manner != Question.Manner() { questions.append(Question(relation: relation)) }
        for manner in Set(questions.map(\.manner)) {
            let group = questions.filter { $0.manner == manner }
            for (question, answer) in zip(group, program.answers(group.map(\.text), manner)) {
                guard let finding = Judge(question, answer, seed: seed).finding(), finding.kind == failure.finding.kind else { continue }
                return Failure(question: question, answer: answer, finding: finding)
            }
        }
        return nil
    }

    private static func simpler(_ part: Term) -> [Term] {
        switch part {
        case .number(let value, _):
            return value == 0 || value == 1 ? [] : [.whole(1), .whole(0), .whole(2)].filter { $0 != part && value != 2 }
        case .name(let name): return name == "x" ? [] : [.whole(1)]
        case .call(let operation, let operands):
            return operation.isRelation
                ? [] : operands.filter { $0.operation?.isRelation != true } + (part.size > 2 ? [.name("x"), .whole(1)] : [])
        }
    }
}
