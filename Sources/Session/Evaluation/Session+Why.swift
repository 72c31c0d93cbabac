import Exact
import Expressions
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
        let program = try Compiler(store: store).program(for: nodes, inputs: free)
        var coordinates: [Double] = []
        for name in free { coordinates.append(try evaluator.value(of: point[name] ?? .zero, digits: nil, at: Span(0, 0)).doubles.real) }
        let values = PointEvaluator(program, functionLibrary).evaluate(coordinates)
        let value = Dictionary(zip(nodes, values), uniquingKeysWith: { first, _ in first })
        var lines = ["in double precision the value is \(Session.word(values.last ?? .nan))"]
        // A finite value is none of an operation in a branch that was not taken.
        let isFinite = values.last?.isFinite ?? false
        for node in nodes where !isFinite && store.childCount(node) > 0 {
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
        if lines.count == 1 { lines.append("every operation that it depends on has a finite value") }
        var answer = Answer(.explanation(lines))
        answer.notes = function.notes
        return answer
    }

    private static func word(_ number: Double) -> String { number.isNaN ? "nan" : number.shortestText }
}
