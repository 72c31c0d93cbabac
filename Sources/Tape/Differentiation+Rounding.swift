import Syntax

extension Differentiation {
    /// How far rounding may carry the outputs: for each the sum, over all operations, of the magnitude of its derivative in the
    /// result of the operation, times that result. In units of the machine precision it bounds the error to first order (Bauer,
    /// *Computational Graphs and Rounding Error*, 1974); divided by the output's magnitude it is the condition number of the
    /// computation.
    ///
    /// - Parameter ofData: whether the inputs are themselves rounded, and those constants that are not short binary fractions.
    public func roundingSensitivity(_ program: Program, at point: [Double], ofData: Bool = false) throws(Diagnostic) -> [Double] {
        // Each operation's result gets an error of its own, an input that is 0.
        var builder = ProgramBuilder(inputCount: program.inputCount + program.nodes.count, capacity: program.nodes.count * 3)
        var places = [Value](repeating: 0, count: program.nodes.count)
        var plain = [Value](repeating: 0, count: program.nodes.count)
        for (index, node) in program.nodes.enumerated() {
            switch node.operation {
            case .input: places[index] = builder.input(Int(node.a))
            case .constant: places[index] = builder.constant(program.constants[Int(node.a)])
            default: places[index] = builder.rebuilt(node, places[Int(node.a)], places[Int(node.b)], places[Int(node.c)])
            }
            plain[index] = places[index]
            let isRounded =
                switch node.operation {
                case .input: ofData
                case .constant: ofData && program.constants[Int(node.a)].significandWidth > 40
                default: !node.operation.isCondition
                }
            if isRounded {
                let error = builder.input(program.inputCount + index)
                places[index] = builder.add(places[index], error)
            }
        }
        let perturbed = builder.program(program.outputs.map { places[Int($0)] } + plain)
        let values = PointEvaluator(perturbed, partials.library).evaluate(point + [Double](repeating: 0, count: program.nodes.count))
        return try program.outputs.indices.map { output throws(Diagnostic) in
            let gradient = try gradient(perturbed.selecting([output]))
            let slopes = PointEvaluator(gradient, partials.library).evaluate(
                point + [Double](repeating: 0, count: program.nodes.count))
            var sum = 0.0
            for index in program.nodes.indices {
                let term = (slopes[1 + program.inputCount + index] * values[program.outputs.count + index]).magnitude
                if term.isFinite { sum += term }
            }
            return sum
        }
    }
}
