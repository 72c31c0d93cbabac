import Calculus
import Exact
import Expressions
import Reading
import Syntax
import Vocabulary

// Derivatives in whole vectors and matrices: those of an entry in an entry, at places that are names.
extension Session {
    /// A variable that stands for an array.
    private struct Variable {
        let name: Expr
        let array: IndexedArray
        /// The entries, where the sizes are whole numbers.
        let listed: ArrayValue?
        let structure: ArrayStructure
    }

    /// The derivative of a number or an array in arrays; nil where no variable is one, and the expression is no array of symbolic size.
    func matrixDerivative(_ call: Call, _ operand: Operand) throws(Diagnostic) -> Answer? {
        guard store.hasAssumptions, !store.assumptions.arrays.isEmpty else { return nil }
        let variables = try call.repeatedVariables()
        guard var answer = try matrixDerivative(operand, variables) else { return nil }
        guard case .indexedArray(var meaning) = answer.content, case .indexedArray(let function) = try understand(operand).definition,
            let name = variables.first?.name, meaning.array.axes.count > function.array.axes.count
        else { return answer }
        let isTurned = call.options.text(.layout) == "denominator"
        if isTurned { meaning.array = meaning.array.movingAxes(function.array.axes.count, catalogue) }
        answer.content = .indexedArray(meaning)
        let (first, last) = isTurned ? (name, "the expression") : ("the expression", name)
        answer.notes.append(
            Note(
                "layout",
                "the first indices are those of \(first), the last those of \(last) (\(isTurned ? "denominator" : "numerator") layout)",
                at: Span(0, 0)))
        return answer
    }

    /// - Parameter variables: in what, one after another, and how often.
    func matrixDerivative(_ operand: Operand, _ variables: [Call.Variable]) throws(Diagnostic) -> Answer? {
        var declared: [Variable?] = []
        for variable in variables { declared.append(try self.variable(declared: variable.name, operand)) }
        let isListed = declared.contains { $0?.listed != nil }
        let definition = try understand(operand).definition
        if isListed { return try listedDerivative(definition, zip(variables, declared).map { ($0, $1) }, at: operand.span) }
        var (function, axes): (Meaning, [[Expr]])
        switch definition {
        case .meaning(let meaning):
            guard declared.contains(where: { $0 != nil }) else { return nil }
            (function, axes) = (meaning, [])
        case .indexedArray(let meaning): (function, axes) = (meaning.entry, meaning.array.axes)
        case .array where declared.contains(where: { $0 != nil }):
            throw unfit(operand.span)
        case .array, .list: return nil
        }
        try requireNumber(function.expr, operand.span, "an equation or a condition has no derivative")
        if variables.isEmpty { throw Diagnostic.usage("say in what to differentiate: diff EXPR VAR") }
        var stage = DerivativeStage(function)
        var notes: [Note] = []
        for (step, declared) in zip(variables, declared) {
            guard let declared else {
                stage.range = range(axes)
                stage = try next(stage, by: try variable(step.name), step.order, at: operand.span)
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

    private func unfit(_ span: Span) -> Diagnostic {
        Diagnostic(
            "not-supported-yet", "of arrays with listed entries and arrays whose sizes are names there is no derivative in one another",
            at: span, suggestion: "give all sizes values, as in --with n=3", kind: .unsupported)
    }

    /// The variable of a name that was declared to be an array.
    private func variable(declared name: String, _ operand: Operand) throws(Diagnostic) -> Variable? {
        let symbol = store.symbol(name)
        guard !reader.hasValue(name), let shape = store.assumptions.arrays[symbol] else { return nil }
        switch try understand(Operand(word: name)).definition {
        case .array(let meaning):
            return Variable(
                name: symbol, array: IndexedArray(symbol, shape.sizes, catalogue), listed: meaning.array, structure: shape.structure)
        case .indexedArray(let meaning): return Variable(name: symbol, array: meaning.array, listed: nil, structure: shape.structure)
        case .meaning, .list: return nil
        }
    }

    /// The derivatives of numbers in the entries of arrays, each by itself.
    private func listedDerivative(
        _ definition: Definition, _ variables: [(step: Call.Variable, array: Variable?)], at span: Span
    ) throws(Diagnostic) -> Answer {
        var (functions, sizes): ([Meaning], [Int])
        switch definition {
        case .meaning(let meaning): (functions, sizes) = ([meaning], [])
        case .array(let meaning): (functions, sizes) = (meaning.entries, meaning.array.sizes)
        case .indexedArray, .list: throw unfit(span)
        }
        for function in functions { try requireNumber(function.expr, span, "an equation or a condition has no derivative") }
        var stages = functions.map { (stage: DerivativeStage($0), factor: Rational(1)) }
        for (step, array) in variables {
            guard let array, let listed = array.listed else {
                guard array == nil else { throw unfit(span) }
                for place in stages.indices {
                    stages[place].stage = try next(stages[place].stage, by: try variable(step.name), step.order, at: span)
                }
                continue
            }
            for _ in 0..<step.order {
                var further: [(stage: DerivativeStage, factor: Rational)] = []
                for (stage, factor) in stages {
                    for entry in listed.entries {
                        // An entry that stands at several places has an equal part of the derivative at each, as a gradient has that is
                        // symmetric.
                        let name = store.barePart(entry)
                        let count = listed.entries.count { store.barePart($0) == name }
                        let own = entry == .zero ? stage.with(.zero) : try next(stage, by: name, at: span)
                        further.append((own, factor * store.coefficient(entry) / Rational(max(count, 1))))
                    }
                }
                stages = further
                sizes += listed.sizes
            }
        }
        guard sizes.count <= 2 else {
            throw Diagnostic(
                "not-supported-yet", "the derivative has \(sizes.count) indices: arrays with listed entries have at most two", at: span,
                suggestion: "name the entries, as in diff EXPR x[1] x[2]", kind: .unsupported)
        }
        let entries = stages.map { stage, factor -> Answer in
            var stage = stage
            stage.expr = store.product(store.number(factor), stage.expr)
            return formula(stage, at: span)
        }
        guard !sizes.isEmpty else { return entries[0] }
        let width = sizes.count == 1 ? entries.count : sizes[1]
        var answer = Answer(
            .array(stride(from: 0, to: entries.count, by: width).map { Array(entries[$0..<($0 + width)]) }, isVector: sizes.count == 1))
        answer.isVerified = entries.allSatisfy { $0.isVerified == true } ? true : nil
        return answer
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
