import Calculus
import Expressions
import Testing

@Suite("Gradients and second derivatives at points")
struct SeveralVariableTests {
    struct Row: Sendable, CustomStringConvertible {
        let input: String
        let point: String
        let gradient: String
        let hessian: String
        var description: String { "\(input) at \(point)" }

        init(_ input: String, _ point: String, _ gradient: String, _ hessian: String) {
            self.input = input
            self.point = point
            self.gradient = gradient
            self.hessian = hessian
        }
    }

    static let rows = [
        Row("max(x,y)", "x=1,y=1", "no d/dx: kink 0|1", "no gradient"),
        Row("max(x,y)", "x=2,y=1", "1, 0 smooth", "0, 0; 0, 0"),
        Row("sqrt(x^2+y^2)", "x=0,y=0", "no d/dx: kink -1|1", "no gradient"),
        Row("sqrt(x^2+y^2)", "x=3,y=4", "3/5, 4/5 smooth", "16/125, -12/125; -12/125, 9/125"),
        Row("if(x=0 and y=0, 0, x^2*y/(x^2+y^2))", "x=0,y=0", "along 1,1: 1/2, not 0", "no gradient"),
        Row("if(x=0 and y=0, 0, x*y/(x^2+y^2))", "x=0,y=0", "along 1,1: oo, not 0", "no gradient"),
        Row("if(x=0 and y=0, 0, x*y*(x^2-y^2)/(x^2+y^2))", "x=0,y=0", "0, 0 proved", "0, -1; 1, 0"),
        Row("if(x=0 and y=0, 0, x^2*y/(x^4+y^2))", "x=0,y=0", "along 1,1: 1, not 0", "no gradient"),
        Row("if(x=0 and y=0, 0, x^3/(x^2+y^2))", "x=0,y=0", "along 1,1: 1/2, not 1", "no gradient"),
        Row("x*y*sign(x)", "x=0,y=0", "0, 0 proved", "no d/dx d/dy: undefined none|none"),
        Row("abs(x*y)", "x=0,y=0", "0, 0 proved", "no d/dx d/dy: undefined none|none"),
        Row("abs(x)*y^2", "x=0,y=0", "0, 0 proved", "no d/dx d/dy: undefined none|none"),
        Row("abs(x*y)", "x=0,y=1", "no d/dx: kink -1|1", "no gradient"),
        Row("max(x,y)-max(-x,-y)", "x=0,y=0", "1, 1 proved", "0, 0; 0, 0"),
        Row("max(x,y)+min(x,y)", "x=0,y=0", "1, 1 proved", "0, 0; 0, 0"),
        Row("max(x,y)^2", "x=0,y=0", "0, 0 proved", "no d/dx d/dx: kink 0|2"),
        Row("cbrt(x^3+y^3)", "x=0,y=0", "along 1,1: cbrt(2), not 2", "no gradient"),
        Row("cbrt(x*y)", "x=0,y=0", "along 1,1: oo, not 0", "no gradient"),
        Row("sqrt(abs(x*y))", "x=0,y=0", "along 1,1: 1, not 0", "no gradient"),
        Row("abs(x+y)+abs(x-y)-2*max(abs(x),abs(y))", "x=0,y=0", "0, 0 open", "0, 0; 0, 0"),
        Row("abs(x)*abs(y)*sign(x)*sign(y)", "x=0,y=0", "0, 0 smooth", "0, 1; 1, 0"),
        Row("exp(x*y)*abs(z)", "x=1,y=2,z=0", "no d/dz: kink -exp(2)|exp(2)", "no gradient"),
        Row("exp(x*y)+abs(z)*z", "x=1,y=0,z=0", "0, 1, 0 proved", "no d/dz d/dz: kink -2|2"),
        Row("if(x=0 and y=0, 0, exp(-1/(x^2+y^2)))", "x=0,y=0", "0, 0 proved", "0, 0; 0, 0"),
        Row("relu(x-y)-relu(y-x)", "x=1/3,y=1/3", "1, -1 proved", "0, 0; 0, 0"),
        Row("x/y", "x=1,y=0", "no d/dx: undefined none|none", "no gradient"),
        Row("log(x)*y", "x=1,y=3", "3, 0 smooth", "-3, 1; 1, 0"),
        Row("atan2(y,x)", "x=1,y=0", "0, 1 smooth", "0, -1; -1, 0"),
        Row("if(x=0 and y=0, 0, x^3*y/(x^4+y^2))", "x=0,y=0", "along 1,0 (0,1): 1/2, not 0", "no gradient"),
        Row("abs(z)*y+x*z", "x=0,y=0,z=0", "0, 0, 0 proved", "no d/dy d/dz: kink -1|1"),
        Row("sin(y)*abs(x)^3", "x=0,y=0", "0, 0 proved", "0, 0; 0, 0"),
        Row("floor(x)*y", "x=0,y=0", "along -1,-1: 1, not 0", "no gradient"),
        Row("if(0<y and y<x^2, x, 0)", "x=0,y=0", "0, 0 open", "no d/dy d/dx: undefined none|none"),
        Row("x^y", "x=0,y=2", "0, 0 border", "no d/dx d/dy: undefined none|none"),
        Row("cbrt(x)*y", "x=0,y=0", "0, 0 proved", "no d/dx d/dy: pole oo|oo"),
        Row("if(x=0 and y=0, 0, (x^2+y^2)*log(x^2+y^2))", "x=0,y=0", "0, 0 proved", "no d/dx d/dx: vertical -oo|-oo"),
        Row("max(x,y)-max(-x,-y)+z*abs(z)", "x=0,y=0,z=0", "1, 1, 0 proved", "no d/dz d/dz: kink -2|2"),
    ]

    @Test("are decided", arguments: rows)
    func decided(row: Row) throws {
        let question = PointQuestion()
        let expr = try question.reader.expression(row.input)
        let point = try question.point(row.point)
        let variables = point.keys.sorted { question.store.name($0) < question.store.name($1) }
        let gradient = try question.text(try question.points.gradient(of: expr, in: variables, at: point))
        #expect(gradient == row.gradient)
        let hessian = try question.text(try question.points.hessian(of: expr, in: variables, at: point))
        #expect(hessian == row.hessian)
    }
}

extension PointQuestion {
    fileprivate func list(_ values: [Expr]) throws -> String { try values.map { try text($0) }.joined(separator: ", ") }

    fileprivate func text(_ answer: PointGradient) throws -> String {
        switch answer {
        case .exists(let values, let totality): return "\(try list(values)) \(word(totality))"
        case .noPartial(let variable, let missing): return "no d/d\(store.name(variable)): \(try text(missing))"
        case .notLinear(let direction, let curvature, let slope, let expected):
            let bend = curvature.allSatisfy { $0 == .zero } ? "" : " (\(try curvature.map { try text($0) }.joined(separator: ",")))"
            return
                "along \(try direction.map { try text($0) }.joined(separator: ","))\(bend): \(try text(slope)), not \(try text(expected))"
        case .undecided: return "undecided"
        }
    }

    private func word(_ totality: Totality) -> String {
        switch totality {
        case .smooth: "smooth"
        case .proved: "proved"
        case .undecided: "open"
        case .onBorder: "border"
        case .unsymmetric: "unsymmetric"
        }
    }

    fileprivate func text(_ answer: PointHessian) throws -> String {
        switch answer {
        case .exists(let rows, _): return try rows.map { try list($0) }.joined(separator: "; ")
        case .noEntry(let first, let second, let missing):
            return "no d/d\(store.name(first)) d/d\(store.name(second)): \(try text(missing))"
        case .notQuadratic: return "not total"
        case .noGradient: return "no gradient"
        case .undecided: return "undecided"
        }
    }
}
