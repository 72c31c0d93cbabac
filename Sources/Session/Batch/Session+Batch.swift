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
        /// The expression or the list of expressions.
        let operand: Operand
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
        /// How many digits are certified in every row; nil: rows are doubles.
        let digits: Int?
        /// Whether rounding errors are bounded, and rows that lose digits computed again.
        let boundsErrors: Bool
    }

    /// Compiles the expression of a call for tables with these columns.
    ///
    /// - Throws: where a name is neither a column nor given a value, or both; and what is wrong with the text.
    public func batch(_ text: [UInt8], _ call: Call, columns: [String]) throws(Diagnostic) -> Batch {
        try withFreshBudget { () throws(Diagnostic) in
            do throws(Diagnostic) {
                var call = call
                call.subject = try Operand.statements(text, isLine: true)
                return try batch(call, columns)
            } catch {
                throw error.span == Span(0, 0) && error.source == nil ? error.moved(to: Span(0, text.count)) : error
            }
        }
    }

    private func batch(_ call: Call, _ columns: [String]) throws(Diagnostic) -> Batch {
        let options = call.options
        if options.has(.exact) || options.has(.bounds) || options.has(.why) || options.has(.count) {
            throw Diagnostic.usage("--exact, --bounds, --why and --count are for one point")
        }
        try options.exclude(.fast, .digits)
        let operand = try call.expression
        let (named, bindings) = try call.variablesAndBindings()
        let point = try self.point(bindings)
        let derivatives = Answer.Derivatives.Shape(rawValue: call.operation.name)
        var places: [Expr: Int] = [:]
        for (place, column) in columns.enumerated() {
            guard let name = (try? Operand(word: column))?.name.map({ store.symbol($0) }), places[name] == nil else { continue }
            places[name] = place
        }
        let arrays = try columnArrays(call, Set(places.keys))
        giveWidths(of: arrays)
        let functions =
            derivatives == nil
            ? [Component(try meaning(of: operand), operand)] : try components(of: operand, areSeveral: derivatives == .jacobian)
        let notes = functions.flatMap(\.notes) + columnNotes(columns, operand)
        if settings.isStrict, let note = notes.first { throw Diagnostic(note.code, note.message, at: note.span) }
        if functions.count == 1, let split = try rowSplit(functions[0].meaning, arrays, at: operand.span) {
            return try totals(split, call, places, arrays, notes)
        }
        try rejectContradictions(bindings, places, operand)
        let free = try names(in: functions, bindings.filter { !named.contains($0.name) }, places, call)
        let variables =
            derivatives == nil ? [] : named.isEmpty ? free.filter { places[$0] != nil } : named.map { store.symbol($0) }
        let missing = (free + variables).filter { places[$0] == nil && point[$0] == nil }
        try rejectMissing(missing, columns, operand)
        try checkAssumptions(point)
        let names = (variables + free.filter { !variables.contains($0) }).filter { places[$0] != nil }
        let replaced = point.filter { !variables.contains($0.key) }
        let occurring = Set(functions.flatMap { function in store.postorder([function.expr]).filter { store.kind($0) == .symbol } })
        let question = BatchQuestion(
            operand: operand, functions: try functions.map { function throws(Diagnostic) in try substituted(function, replaced) },
            shape: BatchShape(
                derivatives: derivatives, functionCount: functions.count, variables: variables.map { store.name($0) }),
            variables: variables, names: names, given: point, isSilent: names.map { !occurring.contains($0) },
            digits: options.whole(.digits), boundsErrors: !options.has(.fast))
        let plan = try self.plan(question, columns: names.compactMap { places[$0] })
        return Batch(session: self, question: question, plan: plan, notes: notes)
    }

    /// Sums over all rows, and what is made of them.
    private func totals(
        _ split: RowSplit, _ call: Call, _ places: [Expr: Int], _ arrays: ColumnArrays, _ notes: [Note]
    ) throws(Diagnostic) -> Batch {
        let operand = try call.expression
        let derivatives = Answer.Derivatives.Shape(rawValue: call.operation.name)
        if derivatives == .hessian || derivatives == .jacobian || call.options.has(.digits) || call.options.has(.withInput) {
            throw Diagnostic.usage("over all rows of a table there are values and gradients, in double precision: eval and grad")
        }
        let (named, bindings) = try call.variablesAndBindings()
        let point = try self.point(bindings)
        if let count = split.rowCount, point[count] != nil || places[count] != nil {
            throw Diagnostic.usage("'\(store.name(count))' is the number of rows: the table says it")
        }
        let columns = store.symbols(in: split.terms.map(\.expr)).filter { places[$0] != nil && point[$0] == nil }
        let outer = store.symbols(in: [split.outer] + split.needs).filter { !split.sums.contains($0) && $0 != split.rowCount }
        let parameters = store.symbols(in: split.terms.map(\.expr) + outer).filter { !columns.contains($0) }
        try rejectMissing(parameters.filter { point[$0] == nil }, Array(places.keys.map { store.name($0) }), operand)
        for name in point.keys where !parameters.contains(name) && !operand.mentions(store.name(name)) {
            throw Diagnostic.usage("'\(store.name(name))' does not occur")
        }
        let variables =
            try derivatives == nil ? [] : named.isEmpty ? parameters : named.map { name throws(Diagnostic) in try variable(name) }
        for variable in variables where !parameters.contains(variable) {
            throw Diagnostic.usage("'\(store.name(variable))' is no name that is the same in every row")
        }
        let fixed = point.filter { !variables.contains($0.key) }
        let question = BatchQuestion(
            operand: operand,
            functions: try split.terms.map { term throws(Diagnostic) in try substituted(Component(term, operand), fixed) },
            shape: BatchShape(
                derivatives: derivatives == nil ? nil : .jacobian, functionCount: split.terms.count,
                variables: variables.map { store.name($0) }),
            variables: variables, names: columns, given: point, isSilent: columns.map { _ in false }, digits: nil,
            boundsErrors: !call.options.has(.fast))
        let plan = try self.plan(question, columns: columns.compactMap { places[$0] })
        let inputs = split.sums + parameters + [split.rowCount].compactMap { $0 }
        let closing = try Compiler(store: store, library: functionLibrary).program(for: [split.outer], inputs: inputs)
        let values = try parameters.map { name throws(Diagnostic) in
            try evaluator.value(of: point[name] ?? .undefined, digits: nil, at: Span(0, 0)).doubles.real
        }
        let excluded = store.negation(store.conjunction(split.needs))
        let exclusions =
            try excluded == .falsehood
            ? nil
            : Compiler(store: store, library: functionLibrary).program(for: [store.piecewise([.one, excluded, .zero])], inputs: inputs)
        let differentiation = Differentiation(functionLibrary)
        let (program, hasKinks) = differentiation.withKinks(try differentiation.gradient(closing))
        let totals = RowTotals(
            program: program, hasKinks: hasKinks, exclusions: exclusions, sumCount: split.sums.count, values: values,
            variables: variables.compactMap { parameters.firstIndex(of: $0) })
        let shape = BatchShape(derivatives: derivatives, functionCount: 1, variables: variables.map { store.name($0) })
        return Batch(session: self, question: question, plan: plan, notes: notes, totals: (totals, shape))
    }

    /// Appends what is wrong with the question. Returns the exit status that belongs to it.
    public func report(_ problem: Diagnostic, on text: [UInt8], output: inout [UInt8], errors: inout [UInt8]) -> Int32 {
        text.withUnsafeBufferPointer { report(problem, $0, nil, &output, &errors, keepsLine: false) }
    }

    private func substituted(_ function: Component, _ values: [Expr: Expr]) throws(Diagnostic) -> Component {
        if values.isEmpty { return function }
        let meaning = function.meaning.substituting(values, catalogue)
        if meaning.expr.isAbsent { throw Diagnostic("undefined", "there is no value there", at: function.span, kind: .undefined) }
        return Component(meaning, function.operand)
    }

    /// The names of the functions, by name; also those that stand in the text only, as in `x/x`.
    ///
    /// - Throws: where a value is given for a name that does not occur.
    private func names(
        in functions: [Component], _ given: [Call.Binding], _ places: [Expr: Int], _ call: Call
    ) throws(Diagnostic) -> [Expr] {
        let columns = places.keys.filter { name in call.subject.contains { $0.mentions(store.name(name)) } }
        return try names(in: functions.map(\.expr) + Array(columns), given, call)
    }

    // MARK: Names

    /// That columns with the names of constants are not read.
    private func columnNotes(_ columns: [String], _ operand: Operand) -> [Note] {
        columns.compactMap { column in
            guard let place = operand.place(of: column), (try? Operand(word: column))?.isConstantName ?? false else { return nil }
            return Note("constant-column", "'\(column)' is the constant, not the column of that name", at: place)
        }
    }

    private func rejectContradictions(
        _ bindings: [Call.Binding], _ places: [Expr: Int], _ operand: Operand
    ) throws(Diagnostic) {
        let given = bindings.map { store.symbol($0.name) }
        for name in given where places[name] != nil {
            throw Diagnostic(
                "column-and-value", "'\(store.name(name))' is a column of the table, and a value is given for it",
                at: operand.place(of: store.name(name)) ?? operand.span, suggestion: "leave out \(store.name(name))=…", kind: .usage)
        }
    }

    private func rejectMissing(_ missing: [Expr], _ columns: [String], _ operand: Operand) throws(Diagnostic) {
        guard let first = missing.first else { return }
        var names: [String] = []
        for name in missing where !names.contains(store.name(name)) { names.append(store.name(name)) }
        let shown = columns.filter { !$0.isEmpty }
        let near = Spelling.nearest(to: names[0], among: shown) ?? shown.first { $0.lowercased() == names[0].lowercased() }
        let list = shown.prefix(8).joined(separator: ", ") + (shown.count > 8 ? ", …" : "")
        throw Diagnostic(
            "missing-value", "the table has no column and no value is given for \(names.joined(separator: ", "))",
            at: operand.place(of: store.name(first)) ?? operand.span,
            suggestion: near.map { "did you mean '\($0)'?" } ?? "the columns are \(list)", kind: .usage)
    }

    // MARK: Programs

    private func plan(_ question: BatchQuestion, columns: [Int]) throws(Diagnostic) -> BatchPlan {
        let span = question.operand.span
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
        let boundsErrors = question.boundsErrors
        return BatchPlan(
            columns: columns, resultNames: shape.names, shape: shape, inputs: inputs,
            programs: boundsErrors ? programs.bounded(.quick, functionLibrary) : programs,
            thorough: boundsErrors ? programs.bounded(.thorough, functionLibrary) : nil, places: places, digits: question.digits,
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
                // A value is looked for where the text has one, a derivative where it has values on all sides.
                let need = question.shape.derivatives == nil ? catalogue.condition(condition) : catalogue.interior(condition)
                parts.append(store.negation(need))
                // What is exactly on a border is looked at.
                let borders = condition.requirement.derivative?.borders ?? []
                parts += borders.map { store.conjunction([condition.guardCondition, store.negation($0)]) }
            }
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
