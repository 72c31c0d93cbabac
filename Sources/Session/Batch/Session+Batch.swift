import Exact
import Expressions
import Reading
import Syntax
import Tape
import Vocabulary

// An expression over the columns of a table: reading it, and compiling it for blocks of rows.
extension Session {
    /// What a batch is about: the expression as it was read, and what its names stand for.
    struct BatchQuestion {
        /// The text.
        let text: [UInt8]
        /// The functions, with the given values in the place of names.
        let functions: [Component]
        /// Which results a row has.
        let shape: BatchShape
        /// What derivatives are taken in.
        let variables: [Expr]
        /// The names that columns stand for, in the order of `BatchPlan.columns`.
        let names: [Expr]
        /// The names that have the same value in every row.
        let given: [Expr: Expr]
        /// Whether a name stands in the text only: the functions do not depend on it.
        let isSilent: [Bool]
        /// What is asked for.
        let wishes: Request.Batch
    }

    /// Compiles an expression for tables with these columns.
    ///
    /// - Throws: where a name is neither a column nor given a value, or both; and what is wrong with the text.
    public func batch(_ text: [UInt8], _ wishes: Request.Batch, columns: [String]) throws(Diagnostic) -> Batch {
        try withFreshBudget { () throws(Diagnostic) in
            try text.withUnsafeBufferPointer { line throws(Diagnostic) in try batch(line, wishes, columns) }
        }
    }

    private func batch(
        _ line: UnsafeBufferPointer<UInt8>, _ wishes: Request.Batch, _ columns: [String]
    ) throws(Diagnostic) -> Batch {
        let point = try self.point(wishes.bindings)
        let functions =
            wishes.shape == nil ? [try valueComponent(line)] : try components(of: line, areSeveral: wishes.shape == .jacobian)
        let notes = functions.flatMap(\.notes)
        if settings.isStrict, let note = notes.first { throw Diagnostic(note.code, note.message, at: note.span) }
        var places: [Expr: Int] = [:]
        for (place, column) in columns.enumerated() where Request.isName(column) {
            let name = store.symbol(Vocabulary.spelledOut(column))
            if places[name] == nil { places[name] = place }
        }
        try rejectContradictions(wishes, places, line)
        let free = try names(in: functions, given: Array(point.keys).filter { !wishes.variables.contains(store.name($0)) }, places, line)
        let variables =
            wishes.shape == nil
            ? [] : wishes.variables.isEmpty ? free.filter { places[$0] != nil } : wishes.variables.map { store.symbol($0) }
        let missing = (free + variables).filter { places[$0] == nil && point[$0] == nil }
        try rejectMissing(missing, columns, line)
        try checkAssumptions(point)
        let names = (variables + free.filter { !variables.contains($0) }).filter { places[$0] != nil }
        let replaced = point.filter { !variables.contains($0.key) }
        let occurring = Set(functions.flatMap { function in store.postorder([function.expr]).filter { store.kind($0) == .symbol } })
        let question = BatchQuestion(
            text: Array(line), functions: try functions.map { function throws(Diagnostic) in try substituted(function, replaced) },
            shape: BatchShape(
                derivatives: wishes.shape, functionCount: functions.count, variables: variables.map { store.name($0) }),
            variables: variables, names: names, given: point, isSilent: names.map { !occurring.contains($0) }, wishes: wishes)
        let plan = try self.plan(question, columns: names.compactMap { places[$0] })
        return Batch(session: self, question: question, plan: plan, notes: notes)
    }

    /// Appends what is wrong with the question. Returns the exit status that belongs to it.
    public func report(_ problem: Diagnostic, on text: [UInt8], output: inout [UInt8], errors: inout [UInt8]) -> Int32 {
        text.withUnsafeBufferPointer { report(problem, $0, nil, &output, &errors, keepsLine: false) }
    }

    /// An expression whose values are asked for; it may be a condition.
    private func valueComponent(_ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> Component {
        let expr = try expression(line)
        return Component(
            expr: expr, span: Span(0, line.count), conditions: reader.conditions, notes: reader.notes, derivatives: innerDerivatives)
    }

    private func substituted(_ function: Component, _ values: [Expr: Expr]) throws(Diagnostic) -> Component {
        if values.isEmpty { return function }
        let expr = catalogue.substitute(function.expr, values)
        if expr == .undefined { throw Diagnostic("undefined", "there is no value there", at: function.span, kind: .undefined) }
        let conditions = function.conditions.map { condition in
            var condition = condition
            condition.guardCondition = catalogue.substitute(condition.guardCondition, values)
            return condition
        }
        let derivatives = function.derivatives.map { inner in
            InnerDerivative(
                function: catalogue.substitute(inner.function, values), steps: inner.steps,
                formula: catalogue.substitute(inner.formula, values), conditions: catalogue.substitute(inner.conditions, values))
        }
        return Component(expr: expr, span: function.span, conditions: conditions, notes: function.notes, derivatives: derivatives)
    }

    /// The names of the functions, by name; also those that stand in the text only, as in `x/x`.
    ///
    /// - Throws: where a value is given for a name that does not occur.
    private func names(
        in functions: [Component], given: [Expr], _ places: [Expr: Int], _ line: UnsafeBufferPointer<UInt8>
    ) throws(Diagnostic) -> [Expr] {
        let columns = places.keys.filter { name in
            // A column may bear the name of a function.
            place(of: name, in: line) != nil && Vocabulary.function(named: store.name(name)) == nil
        }
        return try names(in: functions.map(\.expr) + Array(columns), given, line)
    }

    // MARK: Names

    private func rejectContradictions(
        _ wishes: Request.Batch, _ places: [Expr: Int], _ line: UnsafeBufferPointer<UInt8>
    ) throws(Diagnostic) {
        let given = wishes.bindings.map { store.symbol($0.name) }
        for name in given where places[name] != nil {
            throw Diagnostic(
                "column-and-value", "'\(store.name(name))' is a column of the table, and a value is given for it",
                at: place(of: name, in: line) ?? Span(0, line.count), suggestion: "leave out \(store.name(name))=…", kind: .usage)
        }
    }

    private func rejectMissing(_ missing: [Expr], _ columns: [String], _ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) {
        guard let first = missing.first else { return }
        var names: [String] = []
        for name in missing where !names.contains(store.name(name)) { names.append(store.name(name)) }
        let shown = columns.filter { !$0.isEmpty }
        let near = Spelling.nearest(to: names[0], among: shown) ?? shown.first { $0.lowercased() == names[0].lowercased() }
        let list = shown.prefix(8).joined(separator: ", ") + (shown.count > 8 ? ", …" : "")
        throw Diagnostic(
            "missing-value", "the table has no column and no value is given for \(names.joined(separator: ", "))",
            at: place(of: first, in: line) ?? Span(0, line.count),
            suggestion: near.map { "did you mean '\($0)'?" } ?? "the columns are \(list)", kind: .usage)
    }

    // MARK: Programs

    private func plan(_ question: BatchQuestion, columns: [Int]) throws(Diagnostic) -> BatchPlan {
        let span = Span(0, question.text.count)
        do throws(Diagnostic) { return try compiled(question, columns) } catch {
            throw error.span == Span(0, 0) ? error.moved(to: span) : error
        }
    }

    private func compiled(_ question: BatchQuestion, _ columns: [Int]) throws(Diagnostic) -> BatchPlan {
        let shape = question.shape
        var inputs: [BatchPlan.Input] = []
        let names = question.variables + question.names.filter { !question.variables.contains($0) }
        for name in names {
            if let value = question.given[name] {
                let number = try evaluator.value(of: value, digits: nil, at: Span(0, 0)).doubles.real
                let isExact = store.rationalValue(value).map { Rational(exactly: number) == $0 } ?? false
                inputs.append(.constant(number, error: isExact ? 0 : number.ulp / 2))
            } else {
                inputs.append(.column(question.names.firstIndex(of: name) ?? 0))
            }
        }
        let compiler = Compiler(store: store, library: functionLibrary) { [evaluator] constant in
            try? evaluator.value(of: constant, digits: nil, at: Span(0, 0)).doubles.real
        }
        let values = try compiler.program(for: question.functions.map(\.expr), inputs: names)
        let (results, places) = try derived(values, shape)
        var programs = BatchPlan.Programs(results: results)
        // The value where a kink is met is right: only derivatives are in doubt.
        if shape.derivatives != nil { (programs.results, programs.hasKinks) = Differentiation(functionLibrary).withKinks(results) }
        let excluded = exclusions(question)
        if excluded != .falsehood { programs.exclusions = try? compiler.program(for: [excluded], inputs: names) }
        let boundsErrors = question.wishes.boundsErrors
        return BatchPlan(
            columns: columns, resultNames: shape.names, shape: shape, inputs: inputs,
            programs: boundsErrors ? programs.bounded(.quick, functionLibrary) : programs,
            thorough: boundsErrors ? programs.bounded(.thorough, functionLibrary) : nil, places: places, digits: question.wishes.digits,
            wholeColumns: wholeColumns(question))
    }

    private func wholeColumns(_ question: BatchQuestion) -> [BatchPlan.WholeColumn] {
        question.names.indices.compactMap { column in
            let facts = store.assumptions.facts(ofName: question.names[column])
            guard facts.isInteger else { return nil }
            return BatchPlan.WholeColumn(column: column, remainder: facts.parity.map { $0 == .even ? 0 : 1 })
        }
    }

    /// The program of all results that can be other than 0, and their columns.
    private func derived(_ values: Program, _ shape: BatchShape) throws(Diagnostic) -> (Program, places: [Int]) {
        let differentiation = Differentiation(functionLibrary)
        var outputs = Array(0..<shape.functionCount)
        var places = outputs
        func add(_ output: Int, _ place: Int) {
            outputs.append(output)
            places.append(place)
        }
        switch shape.derivatives {
        case nil: return (values, places)
        case .gradient:
            for variable in 0..<shape.width { add(1 + variable, shape.place(function: 0, variable: variable)) }
            return (try differentiation.gradient(values).selecting(outputs), places)
        case .jacobian:
            let found = try differentiation.jacobian(values)
            for (number, entry) in found.entries.enumerated() where entry.column < shape.width {
                add(found.valueCount + number, shape.place(function: entry.row, variable: entry.column))
            }
            return (found.program.selecting(outputs), places)
        case .hessian:
            let found = try differentiation.hessian(values)
            for variable in 0..<shape.width { add(1 + variable, shape.place(function: 0, variable: variable)) }
            for (number, entry) in found.entries.enumerated() where entry.row < shape.width {
                // The entries are those of the lower triangle.
                add(found.valueCount + number, shape.place(row: entry.column, column: entry.row))
            }
            return (found.program.selecting(outputs), places)
        }
    }

    /// Where the text has no value, or what is assumed does not hold, as a condition.
    private func exclusions(_ question: BatchQuestion) -> Expr {
        let statements = store.statements(about: question.names)
        let replaced = question.given.filter { !question.variables.contains($0.key) }
        // Under the assumptions themselves nothing would contradict them.
        return store.withoutAssumptions {
            var parts: [Expr] = []
            for condition in question.functions.flatMap(\.conditions) {
                let needed = catalogue.condition(condition.requirement)
                parts.append(store.conjunction([condition.guardCondition, store.negation(needed)]))
            }
            for condition in question.functions.flatMap(\.derivatives).flatMap(\.conditions) { parts.append(store.negation(condition)) }
            for statement in statements {
                switch statement {
                case .condition(let condition): parts.append(store.negation(condition))
                case .property(let name, let property): parts.append(store.negation(property.condition(name, store)))
                }
            }
            return store.disjunction(catalogue.substitute(parts, replaced))
        }
    }
}

extension PropertyID {
    /// What the property says of the size of a number, as a condition.
    fileprivate func condition(_ name: Expr, _ store: ExprStore) -> Expr {
        switch self {
        case .real, .complex, .integer, .even, .odd: .truth
        case .positive: store.relation(.less, .zero, name)
        case .negative: store.relation(.less, name, .zero)
        case .nonnegative: store.relation(.lessOrEqual, .zero, name)
        case .nonpositive: store.relation(.lessOrEqual, name, .zero)
        case .nonzero: store.relation(.notEqual, name, .zero)
        }
    }
}
