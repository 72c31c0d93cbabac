import Algebra
import Calculus
import Certified
import Expressions
import Reading
import Syntax
import Tape
import Vocabulary

extension OperationRow {
    static let gradient = derivatives(
        .gradient, "the gradient, as formulas or at a point", examples: ["grad 'x^2*y'", "grad 'x^2*y' x=3 y=2", "grad 'a*x^2' x"])
    static let jacobian = derivatives(
        .jacobian, "the first derivatives of several expressions '[f, g]', a row for each",
        examples: ["jacobian '[x*y, x + y]'", "jacobian '[r*cos(t), r*sin(t)]' r t r=1 t=0"])
    static let hessian = derivatives(
        .hessian, "the second derivatives, as formulas or at a point", examples: ["hessian 'x^3*y'", "hessian 'x^2*y' x=3 y=2"])

    private static func derivatives(_ shape: Answer.Derivatives.Shape, _ summary: String, examples: [String]) -> OperationRow {
        OperationRow(
            shape.rawValue, summary,
            details: """
                The variables are those named, or all names in alphabetical order. With values for all names the numbers are certified; \
                where there is no derivative, both one-sided slopes are reported, with exit status 4. With --data: value and \
                derivatives in every row of a table.
                """,
            [.one("EXPR", .expression), .several("VAR", .variable), .several("VAR=VALUE", .binding)],
            options: [.digits, .exact, .bounds, .count, .data, .columns, .withInput, .kinks, .fast], indices: .variables,
            examples: examples
        ) { session, call throws(Diagnostic) in try session.derivatives(call, shape) }
    }
}

// `grad`, `jacobian` and `hessian`: formulas, or certified numbers at a point.
extension Session {
    fileprivate func derivatives(_ call: Call, _ shape: Answer.Derivatives.Shape) throws(Diagnostic) -> Answer {
        let (named, bindings) = try call.variablesAndBindings()
        let form = try call.valueForm()
        let point = form == .bounds ? [:] : try self.point(bindings)
        let operand = try call.expression
        if let answer = try matrixDerivatives(operand, named, bindings, shape) { return answer }
        let functions = try components(of: operand, areSeveral: shape == .jacobian)
        let given = bindings.map { store.symbol($0.name) }
        let free = try names(in: functions.map(\.expr), bindings, call)
        let variables = try named.isEmpty ? requireScalars(free, functions) : named.map { name throws(Diagnostic) in try variable(name) }
        let missing = free.filter { !given.contains($0) }
        var answer: Answer
        if form == .bounds {
            answer = try derivativeBounds(functions, variables, shape, bindings, operand)
        } else if given.isEmpty || !missing.isEmpty && !named.isEmpty {
            answer = try formulas(functions, variables, shape, point)
        } else {
            try requireValues(missing, operand)
            let numbers = { () throws(Diagnostic) in try self.numbers(functions, variables, shape, form, point) }
            answer = try form == .exact ? numbers() : store.leavingLargeNumbers(numbers)
        }
        answer.notes += functions.flatMap(\.notes)
        let asked = named + bindings.map(\.name)
        answer.notes += asked.compactMap { remark(onAbsent: $0, in: operand) }
        if call.options.has(.count) { answer.notes.append(try operationCount(functions.map(\.expr), free, shape)) }
        return answer
    }

    /// Derivatives in an array whose sizes are names, or of one; nil for others.
    private func matrixDerivatives(
        _ operand: Operand, _ named: [String], _ bindings: [Call.Binding], _ shape: Answer.Derivatives.Shape
    ) throws(Diagnostic) -> Answer? {
        guard store.hasAssumptions, !store.assumptions.arrays.isEmpty, bindings.isEmpty, named.count == 1 else { return nil }
        var answer = try matrixDerivative(operand, [Call.Variable(name: named[0], order: shape == .hessian ? 2 : 1)])
        if shape == .hessian, case .indexedArray(var meaning)? = answer?.content, meaning.array.axes.count == 4 {
            meaning.array = meaning.array.asHessianOfColumns(catalogue)
            answer?.content = .indexedArray(meaning)
            answer?.notes.append(
                Note("hessian-of-columns", "rows and columns go with vec(\(named[0])), its columns one below the other", at: Span(0, 0)))
        }
        return answer
    }

    /// The names to differentiate in where none is named.
    ///
    /// - Throws: where elements at places without values vary, too.
    private func requireScalars(_ names: [Expr], _ functions: [Component]) throws(Diagnostic) -> [Expr] {
        guard let function = functions.first(where: { store.traits($0.expr).contains(.isIndexed) }) else { return names }
        throw Diagnostic(
            "ambiguous-variable", "the entries of arrays whose sizes have no values are too many to name", at: function.span,
            suggestion: "name the variables, as in grad EXPR a x[j]", kind: .usage)
    }

    /// A function that is differentiated.
    struct Component {
        let meaning: Meaning
        /// Where it stands.
        let operand: Operand
        var expr: Expr { meaning.expr }
        var span: Span { operand.span }
        var conditions: [DomainCondition] { meaning.domain }
        var notes: [Note] { meaning.notes }

        init(_ meaning: Meaning, _ operand: Operand) {
            self.meaning = meaning
            self.operand = operand
        }
    }

    // MARK: Reading

    /// The expression, or the elements of a list `[f, g]`.
    func components(of operand: Operand, areSeveral: Bool) throws(Diagnostic) -> [Component] {
        var operands = [operand]
        if areSeveral, case .vector(let parts) = operand.form { operands = parts }
        var components: [Component] = []
        for part in operands {
            let meaning = try meaning(of: part)
            try requireNumber(meaning.expr, part.span, "an equation or a condition has no derivative")
            components.append(Component(meaning, part))
        }
        return components
    }

    // MARK: Formulas

    private func formulas(
        _ functions: [Component], _ variables: [Expr], _ shape: Answer.Derivatives.Shape, _ point: [Expr: Expr]
    ) throws(Diagnostic) -> Answer {
        var rows: [[Answer.Derivatives.Entry]] = []
        var conditions: [Expr] = []
        var isVerified: Bool? = true
        func entry(_ stage: DerivativeStage, _ variable: Expr, _ ends: [Expr], _ span: Span) throws(Diagnostic) -> Answer.Derivatives.Entry
        {
            let answer = formula(try next(stage, by: variable, at: span), at: span, ends: ends)
            guard case .expression(let derivative) = answer.content else { return .formula(.undefined) }
            let stated = domain.stated(derivative.domain, [], for: derivative.expr)
            for condition in stated where !conditions.contains(condition) { conditions.append(condition) }
            if answer.isVerified != true { isVerified = nil }
            return .formula(point.isEmpty ? derivative.expr : catalogue.substitute(derivative.expr, point))
        }
        for function in functions {
            let (stage, span) = (DerivativeStage(function.meaning), function.span)
            let ends = powerEnds(in: function.meaning.expr)
            if shape == .hessian {
                for (row, first) in variables.enumerated() {
                    let slope = try next(stage, by: first, at: span)
                    var entries: [Answer.Derivatives.Entry] = []
                    for (column, second) in variables.enumerated() {
                        entries.append(column < row ? rows[column][row] : try entry(slope, second, ends, span))
                    }
                    rows.append(entries)
                }
            } else {
                var entries: [Answer.Derivatives.Entry] = []
                for variable in variables { entries.append(try entry(stage, variable, ends, span)) }
                rows.append(entries)
            }
        }
        var answer = Answer(.derivatives(Answer.Derivatives(shape: shape, variables: variables, rows: rows)))
        answer.conditions = conditions
        answer.isVerified = isVerified
        return answer
    }

    // MARK: Numbers

    private func numbers(
        _ functions: [Component], _ variables: [Expr], _ shape: Answer.Derivatives.Shape, _ form: ValueForm, _ point: [Expr: Expr]
    ) throws(Diagnostic) -> Answer {
        try checkAssumptions(point)
        let digits: Int? = if case .digits(let count) = form { count } else { nil }
        func number(_ value: Expr, _ span: Span) throws(Diagnostic) -> Answer.Derivatives.Entry {
            if form == .exact { return .formula(value) }
            return .number(try realValue(of: value, digits: digits, at: span))
        }
        var rows: [[Answer.Derivatives.Entry]] = []
        var values: [Answer.Derivatives.Entry] = []
        var totalities: [Totality] = []
        for function in functions {
            // Where there is no value, the one-sided slopes may still say why.
            let absence = try domainProblem(function, variables, point)
            let value = catalogue.substitute(function.expr, point)
            if absence == nil, !value.isAbsent { values.append(try number(value, function.span)) }
            if shape == .hessian {
                let found = try secondDerivatives(function, variables, point, absence)
                totalities.append(found.totality)
                for row in found.rows { rows.append(try row.map { entry throws(Diagnostic) in try number(entry, function.span) }) }
            } else {
                let found = try firstDerivatives(function, variables, point, absence)
                totalities.append(found.totality)
                rows.append(try found.slopes.map { entry throws(Diagnostic) in try number(entry, function.span) })
            }
        }
        var answer = Answer(
            .derivatives(
                Answer.Derivatives(
                    shape: shape, variables: variables, rows: rows, values: values,
                    isTotal: totalities.allSatisfy { $0 == .smooth || $0 == .proved }, isOpen: totalities.contains(.undecided))))
        try tell(totalities, in: &answer)
        guard settings.verifies else { return answer }
        var areChecked = true
        for function in functions where try !isChecked(function, variables, shape) { areChecked = false }
        let agrees = agreesWithProgram(functions.map(\.expr), variables, point, rows, shape)
        answer.isVerified = areChecked ? agrees : nil
        return answer
    }

    /// Of many variables only so many are checked by forward mode; all are compared with programs.
    private static let mostChecked = 12

    /// Checks the formulas that numbers are values of against forward mode at random points, which knows no derivative column.
    ///
    /// - Throws: where they disagree.
    private func isChecked(
        _ function: Component, _ variables: [Expr], _ shape: Answer.Derivatives.Shape
    ) throws(Diagnostic) -> Bool {
        var areVerified = true
        func verified(_ expr: Expr, by variable: Expr) throws(Diagnostic) -> Expr? {
            differentiator.begin(by: variable)
            guard let slope = try? differentiator.derivative(of: expr), !slope.isAbsent else { return nil }
            switch check.check(slope, isDerivativeOf: expr, by: variable) {
            case .verified: break
            case .unchecked: areVerified = false
            case .refuted:
                throw Diagnostic(
                    "self-check-failed", "the derivative found does not agree with forward-mode differentiation; it is not shown",
                    at: function.span, kind: .selfCheck)
            }
            return slope
        }
        let stride = max(1, variables.count / Session.mostChecked)
        for place in Swift.stride(from: 0, to: variables.count, by: stride) {
            guard let slope = try verified(function.expr, by: variables[place]) else { return false }
            if shape == .hessian, try verified(slope, by: variables[(place * 7 + 1) % variables.count]) == nil { return false }
        }
        return areVerified
    }

    /// Compares numbers with those of reverse mode (or forward over reverse mode) in double precision: true where they agree, nil
    /// where doubles cannot tell.
    private func agreesWithProgram(
        _ functions: [Expr], _ variables: [Expr], _ point: [Expr: Expr], _ rows: [[Answer.Derivatives.Entry]],
        _ shape: Answer.Derivatives.Shape
    ) -> Bool? {
        let compiler = Compiler(store: store)
        let fixed = functions.map { catalogue.substitute($0, point.filter { !variables.contains($0.key) }) }
        guard let program = try? compiler.program(for: fixed, inputs: variables),
            let derivatives = try? shape == .hessian
                ? Differentiation(functionLibrary).hessian(program) : Differentiation(functionLibrary).jacobian(program)
        else { return nil }
        var coordinates: [Double] = []
        for variable in variables {
            guard let value = point[variable], let number = try? evaluator.value(of: value, digits: nil, at: Span(0, 0)) else { return nil }
            coordinates.append(number.doubles.real)
        }
        let found = PointEvaluator(derivatives.program, functionLibrary).evaluate(coordinates)
        var dense = rows.map { $0.map { _ in 0.0 } }
        for (place, entry) in derivatives.entries.enumerated() {
            dense[entry.row][entry.column] = found[derivatives.valueCount + place]
            if shape == .hessian { dense[entry.column][entry.row] = found[derivatives.valueCount + place] }
        }
        let scale = dense.joined().reduce(1e-300) { max($0, $1.magnitude) }
        for (row, entries) in rows.enumerated() {
            for (column, entry) in entries.enumerated() {
                guard case .number(let number) = entry else { return nil }
                guard (number.doubles.real - dense[row][column]).magnitude <= 1e-6 * scale else { return nil }
            }
        }
        return true
    }

    /// What programs for the value and for the derivatives cost.
    private func operationCount(
        _ functions: [Expr], _ inputs: [Expr], _ shape: Answer.Derivatives.Shape
    ) throws(Diagnostic) -> Note {
        let program = try Compiler(store: store).program(for: functions, inputs: inputs)
        let differentiation = Differentiation(functionLibrary)
        let derived =
            switch shape {
            case .gradient: try differentiation.gradient(program)
            case .jacobian: try differentiation.jacobian(program).program
            case .hessian: try differentiation.hessian(program).program
            }
        let (value, both) = (OperationCount(program, functionLibrary), OperationCount(derived, functionLibrary))
        let ratio = Double(both.cost * 100 / max(1, value.cost)) / 100
        let name = shape == .gradient ? "gradient" : shape.rawValue
        return Note(
            "operation-count",
            "the value takes \(value.total) operations (\(value.functions) of them functions), value and \(name) \(both.total) "
                + "(\(both.functions)): by cost \(ratio) times as much", at: Span(0, 0))
    }
}
