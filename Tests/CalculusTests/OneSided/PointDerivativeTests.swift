import Calculus
import Expressions
import Testing

@Suite("Derivatives at points")
struct PointDerivativeTests {
    @Test("are decided", arguments: AwkwardPoints.customary + AwkwardPoints.others)
    func decided(row: AwkwardPoints.Row) throws {
        let question = PointQuestion()
        #expect(try question.text(try question.answer(row.input, at: row.point)) == row.first)
        if let second = row.second {
            #expect(try question.text(try question.answer(row.input, at: row.point, order: 2)) == second)
        }
    }
}
