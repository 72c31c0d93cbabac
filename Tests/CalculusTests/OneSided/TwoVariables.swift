import Calculus
import Exact
import Expressions

/// Judges gradients and second derivatives in two variables at the origin.
struct TwoVariables {
    private let question = PointQuestion()
    private let oracle: DifferenceOracle

    init() { oracle = DifferenceOracle(question) }

    /// What is wrong with the answers for a text; `agreed` counts what was found right.
    func problems(_ text: String, _ agreed: inout Int) throws -> [String] {
        let store = question.store
        guard let expr = try? question.reader.expression(text) else { return [] }
        let (x, y, s) = (store.symbol("x"), store.symbol("y"), store.symbol("s"))
        let point: [Expr: Expr] = [x: .zero, y: .zero]
        var problems: [String] = []
        func note(_ verdict: DifferenceOracle.Verdict, _ claim: String) {
            switch verdict {
            case .agrees: agreed += 1
            case .silent: break
            case .differs(let what): problems.append("\(claim), but \(what)")
            }
        }
        /// Along a line or a parabola the expression is one in one variable.
        func along(_ direction: [Expr], _ curvature: [Expr]) -> Expr {
            let path = zip(direction, curvature).map { store.sum(store.product($0, s), store.product($1, store.power(s, 2))) }
            return question.catalogue.substitute(expr, [x: path[0], y: path[1]])
        }
        switch try question.points.gradient(of: expr, in: [x, y], at: point) {
        case .exists(let slopes, _):
            for direction in [[3, 7], [-2, 9], [5, -4], [1, 0], [0, 1]] {
                let numbers = direction.map { store.number($0) }
                let expected = store.sum(zip(numbers, slopes).map { store.product($0, $1) })
                let line = along(numbers, [.zero, .zero])
                note(
                    oracle.judge(.exists(expected), of: line, by: s, at: [s: .zero]),
                    "slope \(try question.text(expected)) along \(direction)")
            }
        case .noPartial(let variable, let missing):
            let line = question.catalogue.substitute(expr, [variable == x ? y : x: .zero])
            note(oracle.judge(.none(missing), of: line, by: variable, at: [variable: .zero]), try question.text(missing))
        case .notLinear(let direction, let curvature, let slope, let expected):
            let verdict = try question.points.derivative(of: along(direction, curvature), by: s, at: [s: .zero])
            if case .exists(let found) = verdict, try question.isZero(store.difference(found, expected)) {
                problems.append("the slope along \(try direction.map { try question.text($0) }) fits")
            }
            if case .finite(let value) = slope, try question.isZero(store.difference(value, expected)) {
                problems.append("the slopes are equal")
            }
            agreed += 1
        case .undecided: break
        }
        if case .exists(let rows, _) = try question.points.hessian(of: expr, in: [x, y], at: point) {
            for (row, first) in [x, y].enumerated() {
                for (column, second) in [x, y].enumerated() where row != column {
                    let claim = "second derivative \(try question.text(rows[row][column])) in \(store.name(first)), \(store.name(second))"
                    note(oracle.judgeMixed(rows[row][column], of: expr, first, second, at: point), claim)
                }
            }
        }
        return problems
    }
}
