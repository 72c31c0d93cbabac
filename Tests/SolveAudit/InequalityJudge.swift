import Glibc

/// Compares the ranges of an answer with the truth of an inequality at points inside, outside and next to every end.
struct InequalityJudge {
    private let question: Question
    private let answer: Answer
    private let members: Members
    private let parameters: [Double]

    init(_ question: Question, _ answer: Answer, _ members: Members, _ parameters: [Double]) {
        self.question = question
        self.answer = answer
        self.members = members
        self.parameters = parameters
    }

    func finding(_ random: inout RandomNumbers) -> Judge.Finding? {
        let names = ["x"] + question.parameters
        guard let relation = try? Tape(question.relation, names: names) else { return nil }
        let restriction = question.manner.restriction.flatMap { try? Tape($0, names: names) }
        let constants = parameters.map { Estimate($0) }
        for member in members.values where member.isCertain && member.value.isReal && member.value.isExact && member.value.magnitude < 40 {
            let truth = relation.value([member.value] + constants)
            if truth.doubts.contains(.undefined) || truth.isUsable && truth.re == 0 {
                return Judge.Finding(kind: .noSolution, detail: Judge.shown(member.value.re))
            }
        }
        for x in points(&random) {
            if members.hasRepeatedRanges, x.magnitude > 8 { continue }
            if question.manner.isWhole, !x.isExactWhole { continue }
            let truth = relation.value([x] + constants)
            let allowed = restriction?.value([x] + constants) ?? Estimate(1)
            guard allowed.isUsable, allowed.re == 1 || !members.isEverything else { continue }
            let isMissing = truth.doubts.contains(.undefined)
            if !isMissing, !truth.isUsable || !truth.doubts.isDisjoint(with: [.leavesReals, .convention]) { continue }
            let isSolution = !isMissing && truth.re == 1 && allowed.re == 1
            let isListed = members.isInRange(x)
            let isValue = members.values.contains {
                $0.value.isReal && Swift.abs($0.value.re - x.re) <= 1e-12 * (1 + x.magnitude) + $0.value.radius
            }
            if !isSolution, isListed == true {
                let word = isMissing ? "it is not defined" : allowed.re == 1 ? "it does not hold" : "nothing was asked for"
                return Judge.Finding(kind: .wrongInside, detail: "\(Judge.shown(x.re)), where \(word)")
            }
            if isSolution, answer.isComplete || answer.errorCode != nil, isListed == false, !isValue {
                return Judge.Finding(kind: .wrongOutside, detail: "\(Judge.shown(x.re)), where it holds")
            }
        }
        return nil
    }

    private func points(_ random: inout RandomNumbers) -> [Estimate] {
        let isDense = question.parameters.isEmpty
        var places = (0..<(isDense ? 160 : 50)).map { _ in random.real(in: -6...6) }
        for _ in 0..<20 {
            let size = pow(10, random.real(in: -4...3))
            places += [size, -size]
        }
        places += (-24...24).map { Double($0) / 4 }
        for end in members.ends(answer, parameters: question.parameters) where end.isFinite {
            for step in [1e-6, 1e-3, 0.05] { places += [end - step * (1 + Swift.abs(end)), end + step * (1 + Swift.abs(end))] }
            if end == (end * 64).rounded() / 64 { places.append(end) }
        }
        for member in members.values where member.value.isReal && member.value.magnitude < 20 {
            for step in [1e-6, 1e-3] { places += [member.value.re - step, member.value.re + step] }
        }
        return places.map { Estimate($0) }
    }
}
