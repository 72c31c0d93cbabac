import Testing

@testable import SolveAudit

@Suite("The arithmetic of the audit")
struct AuditArithmetic {
    private func relations(_ count: Int) -> [Term] {
        var generator = Generator(seed: 5)
        return (0..<count).map { _ in generator.question(Question.Manner()).relation }
    }

    @Test("what is written is read as the same formula")
    func textsReadBack() throws {
        for relation in relations(2000) {
            let read = try TermReader.term(relation.text)
            #expect(read.text == relation.text)
        }
    }

    @Test("values in doubles lie in the discs of the estimates")
    func valuesLieInDiscs() throws {
        var random = RandomNumbers(seed: 9)
        var scratch: [Double] = []
        var compared = 0
        for relation in relations(3000) where relation.operation == .equal {
            let names = ["x", "a", "b"]
            let tape = try Tape(relation.operands[0], names: names)
            for _ in 0..<5 {
                let point = names.map { _ in random.real(in: -3...3) }
                let value = tape.real(point, &scratch)
                let estimate = tape.value(point.map { Estimate($0) })
                guard !value.isNaN, estimate.isUsable else { continue }
                compared += 1
                let scale = estimate.magnitude + value.magnitude
                #expect(abs(estimate.re - value) <= 4 * estimate.radius + 1e-13 * scale, "\(relation.text) at \(point)")
            }
        }
        #expect(compared > 5000)
    }
}
