import Calculus
import Expressions
import Reading
import Syntax
import Vocabulary

// Derivatives in whole vectors and matrices: those of an entry in an entry, at places that are names.
extension Session {
    /// A variable that stands for an array whose sizes are names.
    private struct Variable {
        let name: Expr
        let array: IndexedArray
        let structure: ArrayStructure
    }

    /// The derivative of a number or an array in arrays; nil where no variable and no expression is an array of symbolic size.
    func matrixDerivative(_ call: Call, _ operand: Operand) throws(Diagnostic) -> Answer? {
        guard store.hasAssumptions, !store.assumptions.arrays.isEmpty else { return nil }
        return try matrixDerivative(operand, call.repeatedVariables())
    }

    /// - Parameter variables: in what, one after another, and how often.
    func matrixDerivative(_ operand: Operand, _ variables: [Call.Variable]) throws(Diagnostic) -> Answer? {
        let declared = variables.map { variable(declared: $0.name) }
        var (function, axes): (Meaning, [[Expr]])
        switch try understand(operand).definition {
        case .meaning(let meaning):
            guard declared.contains(where: { $0 != nil }) else { return nil }
            (function, axes) = (meaning, [])
        case .indexedArray(let meaning): (function, axes) = (meaning.entry, meaning.array.axes)
        case .array, .list: return nil
        }
        try requireNumber(function.expr, operand.span, "an equation or a condition has no derivative")
        if variables.isEmpty {
            throw Diagnostic.usage("say in what to differentiate: diff EXPR VAR")
        }
        var stage = DerivativeStage(function)
        var notes: [Note] = []
        for (step, declared) in zip(variables, declared) {
            guard let declared else {
                stage.range = range(axes)
                stage = try next(stage, by: variable(step.name), step.order, at: operand.span)
                continue
            }
            for _ in 0..<step.order {
                stage = try next(stage, in: declared, after: &axes, at: operand.span)
                if let note = note(on: declared), !notes.contains(note) { notes.append(note) }
            }
        }
        var answer = formula(stage, at: operand.span)
        answer.notes = function.notes + notes
        return shaped(answer, axes)
    }

    /// The variable of a name that was declared to be an array whose sizes are names.
    private func variable(declared name: String) -> Variable? {
        let symbol = store.symbol(name)
        guard !reader.hasValue(name), let shape = store.assumptions.arrays[symbol] else { return nil }
        let isListed = IndexedArray(symbol, shape.sizes, catalogue).listed(catalogue, most: 10_000) != nil
        return isListed ? nil : Variable(name: symbol, array: IndexedArray(symbol, shape.sizes, catalogue), structure: shape.structure)
    }

    /// That the places along axes are within the sizes.
    private func range(_ axes: [[Expr]]) -> Expr {
        let places = IndexedArray(axes: axes, entry: .zero).places(store)
        return range(places, axes.flatMap { $0 })
    }

    /// The derivative in an array, whose places come after those of the axes there are.
    private func next(
        _ stage: DerivativeStage, in variable: Variable, after axes: inout [[Expr]], at span: Span
    ) throws(Diagnostic) -> DerivativeStage {
        let count = axes.count
        let places = variable.array.axes.indices.map { axis in
            variable.array.axes[axis].isEmpty ? .one : store.place(axis: count + axis)
        }
        axes += variable.array.axes
        var stage = stage
        stage.range = range(axes)
        switch variable.structure {
        case .general: return try next(stage, by: catalogue.element(variable.name, places), at: span)
        case .symmetric, .positiveDefinite:
            return try next(stage, by: catalogue.element(variable.name, places), isOfStructure: true, at: span)
        case .antisymmetric:
            // One of the two orders of places stands for both.
            let element = catalogue.element(variable.name, places)
            let isTurned = store.kind(element) == .scaled
            stage = try next(stage, by: store.barePart(element), isOfStructure: true, at: span)
            if isTurned { stage.expr = store.negated(stage.expr) }
        case .diagonal:
            stage = try next(stage, by: catalogue.element(variable.name, [places[0], places[0]]), at: span)
            stage.expr = store.piecewise([stage.expr, store.relation(.equal, places[0], places[1]), .zero])
        }
        return stage
    }

    /// What is to be said of the derivative in a structured matrix.
    private func note(on variable: Variable) -> Note? {
        let name = store.name(variable.name)
        let kind: String
        switch variable.structure {
        case .general: return nil
        case .symmetric, .positiveDefinite: kind = "symmetric"
        case .antisymmetric: kind = "antisymmetric"
        case .diagonal: kind = "diagonal"
        }
        return Note(
            "structured-variable", "\(name) is \(kind): the gradient is the \(kind) matrix G with df = tr(G'*d\(name))", at: Span(0, 0))
    }

    /// An answer for an entry as one for the array.
    private func shaped(_ answer: Answer, _ axes: [[Expr]]) -> Answer {
        guard case .expression(var meaning) = answer.content else { return answer }
        meaning.isOfMatrices = true
        var answer = answer
        guard !axes.isEmpty else {
            answer.content = .expression(meaning)
            return answer
        }
        let array = IndexedArray(axes: axes, entry: meaning.expr)
        answer.content = .indexedArray(IndexedMeaning(array, meaning))
        return answer
    }
}
