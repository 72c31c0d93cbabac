import Exact
import Expressions
import Reading
import Syntax
import Tape

// Where a value in double precision comes from, and where it is lost.
extension Session {
    /// The first operations, in the order of evaluation, that give NaN or an infinity from finite operands; or that there are none.
    func explanation(_ call: Call, _ bindings: [Call.Binding]) throws(Diagnostic) -> Answer {
        let point = try self.point(bindings)
        let operand = try call.expression
        let function = try meaning(of: operand)
        let expr = function.expr
        let free = try names(in: [expr], bindings, call)
        try requireValues(free.filter { point[$0] == nil }, operand)
        let nodes = store.postorder([expr])
        let compiler = Compiler(store: store)
        compiler.leavesRange = true
        let program = try compiler.program(for: nodes, inputs: free)
        var coordinates: [Double] = []
        for name in free { coordinates.append(try evaluator.value(of: point[name] ?? .zero, digits: nil, at: Span(0, 0)).doubles.real) }
        let values = PointEvaluator(program, functionLibrary).evaluate(coordinates)
        let value = Dictionary(zip(nodes, values), uniquingKeysWith: { first, _ in first })
        var lines = ["in double precision the value is \(Session.word(values.last ?? .nan))"]
        // A finite value is none of an operation in a branch that was not taken.
        let isFinite = values.last?.isFinite ?? false
        for node in nodes where !isFinite {
            if store.isNumber(node), value[node]?.isInfinite ?? false {
                lines.append("\(try evaluator.value(of: node, digits: nil, at: Span(0, 0)).text) is beyond the range of double precision")
            }
            if store.childCount(node) == 0 { continue }
            guard let result = value[node], !result.isFinite, store.childView(node).allSatisfy({ value[$0]?.isFinite ?? true }) else {
                continue
            }
            var operands: [String] = []
            for child in store.childView(node) where !store.isNumber(child) && !operands.contains(where: { $0.hasPrefix("\(child) ") }) {
                operands.append("\(try text.text(child)) = \(Session.word(value[child] ?? .nan))")
            }
            let kind = result.isNaN ? "has no value" : "is infinite"
            let part = "\(try text.text(node)) \(kind)"
            lines.append(operands.isEmpty ? part : "\(part) where \(operands.joined(separator: ", "))")
        }
        if lines.count == 1 {
            lines.append(
                try absence(of: function, at: point, operand).map { "the text has no value there: \($0)" }
                    ?? "every operation that it depends on has a finite value")
        }
        var answer = Answer(.explanation(lines))
        answer.notes = function.notes
        return answer
    }

    /// Why a text has no value at a point, as the canonical form of it need not show; nil where it has one, or where that is undecided.
    private func absence(of function: Meaning, at point: [Expr: Expr], _ operand: Operand) throws(Diagnostic) -> String? {
        do throws(Diagnostic) { _ = try requireValue(function, at: point, operand) } catch {
            if error.kind == .undefined { return error.message }
            if error.kind != .undecided { throw error }
        }
        return nil
    }

    private static func word(_ number: Double) -> String { number.isNaN ? "nan" : number.shortestText }
}
