import Calculus
import Expressions
import Testing

@Suite("Derivatives at points")
struct PointDerivativeTests {
    struct Row: Sendable, CustomStringConvertible {
        let input: String
        let point: String
        let first: String
        var second: String?
        var description: String { "\(input) at \(point)" }

        init(_ input: String, _ point: String, _ first: String, _ second: String? = nil) {
            self.input = input
            self.point = point
            self.first = first
            self.second = second
        }
    }

    static let awkward = [
        Row("abs(x)", "0", "kink -1|1"),
        Row("max(x,0)-max(-x,0)", "0", "1"),
        Row("if(x>0,x,0)-if(-x>0,-x,0)", "0", "1"),
        Row("sqrt(x^2)", "0", "kink -1|1"),
        Row("x*abs(x)", "0", "0", "kink -2|2"),
        Row("sqrt(x^4)", "0", "0", "2"),
        Row("(x^2)^(3/2)", "0", "0", "0"),
        Row("cbrt(x^3)", "0", "1"),
        Row("if(x=0, 1, sin(x)/x)", "0", "0", "-1/3"),
        Row("if(x=1, 1, x^2)", "1", "2"),
        Row("if(x>0, sqrt(x), 0)", "-1", "0"),
        Row("x^x", "0", "definedOnOneSide none|-oo"),
        Row("max(x, x^2)", "1", "kink 1|2"),
        Row("floor(x)", "1", "jump oo|0"),
        Row("sign(x)*x^2", "0", "0", "kink -2|2"),
        Row("log(1+exp(x))", "800", "exp(800)/(exp(800) + 1)"),
        Row("if(x=0, 0, exp(-1/x^2))", "0", "0", "0"),
        Row("sqrt(x^2 + 4*x^2)^2", "0", "0"),
        Row("2*x*sign(x)*sign(x)", "0", "2"),
        Row("(2*x*sign(x)+1)*sign(x)", "0", "jump oo|oo"),
    ]

    @Test("are decided", arguments: awkward)
    func decided(row: Row) throws {
        let question = PointQuestion()
        #expect(try question.text(try question.answer(row.input, at: row.point)) == row.first)
        if let second = row.second {
            #expect(try question.text(try question.answer(row.input, at: row.point, order: 2)) == second)
        }
    }
}
