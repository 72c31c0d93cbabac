import Algebra
import Calculus
import Expressions
import Reading
import Syntax
import Tape
import Vocabulary

// `grad`, `jacobian` and `hessian`: formulas, or certified numbers at a point.
extension Session {
    func derivatives(_ line: UnsafeBufferPointer<UInt8>, _ wishes: Request.Derivatives) throws(Diagnostic) -> Answer {
        let point = wishes.form == .bounds ? [:] : try self.point(wishes.bindings)
        let functions = try components(of: line, areSeveral: wishes.shape == .jacobian)
        let given = wishes.bindings.map { store.symbol($0.name) }
        let free = try names(in: functions.map(\.expr), given, line)
        let variables = wishes.variables.isEmpty ? free : wishes.variables.map { store.symbol($0) }
        let missing = free.filter { !given.contains($0) }
        var answer: Answer
        if wishes.form == .bounds {
            answer = try derivativeBounds(functions, variables, wishes, line)
        } else if given.isEmpty || !missing.isEmpty && !wishes.variables.isEmpty {
            answer = try formulas(functions, variables, wishes.shape, point, line)
        } else {
            try requireValues(missing, line)
            answer = try numbers(functions, variables, wishes, point, line)
        }
        answer.notes += functions.flatMap(\.notes)
        if wishes.counts { answer.notes.append(try operationCount(functions.map(\.expr), free, wishes.shape)) }
        return answer
    }

    /// A function that is differentiated.
    struct Component {
        let expr: Expr
        let span: Span
        let conditions: [DomainCondition]
        let notes: [Note]
        /// The derivatives taken inside the text.
        var derivatives: [InnerDerivative] = []
    }

    // MARK: Reading

    /// The expression, or the elements of a list `[f, g]`.
    func components(of line: UnsafeBufferPointer<UInt8>, areSeveral: Bool) throws(Diagnostic) -> [Component] {
        let pieces = areSeveral ? ListScanner.elements(line) : nil
        var components: [Component] = []
        for span in pieces ?? [Span(0, line.count)] {
            // Blanks in place of the rest keep the places of errors right.
            let piece = line.indices.map { $0 >= Int(span.start) && $0 < Int(span.end) ? line[$0] : UInt8(ascii: " ") }
            let expr = try piece.withUnsafeBufferPointer { bytes throws(Diagnostic) in try expression(bytes) }
            if store.traits(expr).contains(.isCondition) {
                throw Diagnostic(
                    "not-a-number", "an equation or a condition has no derivative", at: span,
                    suggestion: "write the two sides as a difference")
            }
            components.append(Component(expr: expr, span: span, conditions: reader.conditions, notes: reader.notes))
        }
        return components
    }

    // MARK: Formulas

    private func formulas(
        _ functions: [Component], _ variables: [Expr], _ shape: Request.Derivatives.Shape, _ point: [Expr: Expr],
        _ line: UnsafeBufferPointer<UInt8>
    ) throws(Diagnostic) -> Answer {
        var rows: [[Answer.Derivatives.Entry]] = []
        var conditions: [Expr] = []
        var isVerified: Bool? = true
        func entry(_ function: Component, _ steps: [(symbol: Expr, order: Int)]) throws(Diagnostic) -> Answer.Derivatives.Entry {
            let answer = try checkedDerivative(function.expr, steps, at: function.span)
            guard case .expression(let derivative) = answer.content else { return .formula(.undefined) }
            let stated = domain.stated(function.conditions, answer.conditions + innerConditions, for: derivative)
            for condition in stated where !conditions.contains(condition) { conditions.append(condition) }
            if answer.isVerified != true { isVerified = nil }
            return .formula(point.isEmpty ? derivative : catalogue.substitute(derivative, point))
        }
        for function in functions {
            if shape == .hessian {
                for (row, first) in variables.enumerated() {
                    var entries: [Answer.Derivatives.Entry] = []
                    for (column, second) in variables.enumerated() {
                        entries.append(column < row ? rows[column][row] : try entry(function, [(first, 1), (second, 1)]))
                    }
                    rows.append(entries)
                }
            } else {
                var entries: [Answer.Derivatives.Entry] = []
                for variable in variables { entries.append(try entry(function, [(variable, 1)])) }
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
        _ functions: [Component], _ variables: [Expr], _ wishes: Request.Derivatives, _ point: [Expr: Expr],
        _ line: UnsafeBufferPointer<UInt8>
    ) throws(Diagnostic) -> Answer {
        try checkAssumptions(point)
        let digits: Int? = if case .digits(let count) = wishes.form { count } else { nil }
        func number(_ value: Expr, _ span: Span) throws(Diagnostic) -> Answer.Derivatives.Entry {
            wishes.form == .exact ? .formula(value) : .number(try evaluator.value(of: value, digits: digits, at: span))
        }
        var rows: [[Answer.Derivatives.Entry]] = []
        var values: [Answer.Derivatives.Entry] = []
        var totalities: [Totality] = []
        for function in functions {
            // Where there is no value, the one-sided slopes may still say why.
            let outside = try domainProblem(function, point)
            let value = catalogue.substitute(function.expr, point)
            if outside == nil, value != .undefined { values.append(try number(value, function.span)) }
            if wishes.shape == .hessian {
                let found = try secondDerivatives(function, variables, point, outside, line)
                totalities.append(found.totality)
                for row in found.rows { rows.append(try row.map { entry throws(Diagnostic) in try number(entry, function.span) }) }
            } else {
                let found = try firstDerivatives(function, variables, point, outside, line)
                totalities.append(found.totality)
                rows.append(try found.slopes.map { entry throws(Diagnostic) in try number(entry, function.span) })
            }
        }
        var answer = Answer(
            .derivatives(
                Answer.Derivatives(
                    shape: wishes.shape, variables: variables, rows: rows, values: values,
                    isTotal: totalities.allSatisfy { $0 == .smooth || $0 == .proved }, isOpen: totalities.contains(.undecided))))
        try tell(totalities, in: &answer)
        guard settings.verifies else { return answer }
        var areChecked = true
        for function in functions where try !isChecked(function, variables, wishes.shape) { areChecked = false }
        let agrees = agreesWithProgram(functions.map(\.expr), variables, point, rows, wishes.shape)
        answer.isVerified = areChecked ? agrees : nil
        return answer
    }

    /// Of many variables only so many are checked by forward mode; all are compared with programs.
    private static let mostChecked = 12

    /// Checks the formulas that numbers are values of against forward mode at random points, which knows no derivative column.
    ///
    /// - Throws: where they disagree.
    private func isChecked(
        _ function: Component, _ variables: [Expr], _ shape: Request.Derivatives.Shape
    ) throws(Diagnostic) -> Bool {
        var areVerified = true
        func verified(_ expr: Expr, by variable: Expr) throws(Diagnostic) -> Expr? {
            differentiator.begin(by: variable)
            guard let slope = try? differentiator.derivative(of: expr), slope != .undefined else { return nil }
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
        _ shape: Request.Derivatives.Shape
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
        _ functions: [Expr], _ inputs: [Expr], _ shape: Request.Derivatives.Shape
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

/// Finds the elements of a list in brackets, without reading them.
private enum ListScanner {
    /// The places of the elements of `[f, g]`; nil for a text of another form.
    static func elements(_ line: UnsafeBufferPointer<UInt8>) -> [Span]? {
        let isBlank: (UInt8) -> Bool = { $0 == 32 || $0 == 9 || $0 == 13 }
        guard let first = line.firstIndex(where: { !isBlank($0) }), line[first] == UInt8(ascii: "["),
            let last = line.lastIndex(where: { !isBlank($0) }), line[last] == UInt8(ascii: "]")
        else { return nil }
        var spans: [Span] = []
        var depth = 0
        var start = first + 1
        for place in (first + 1)..<last {
            switch line[place] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                spans.append(Span(start, place))
                start = place + 1
            default: continue
            }
            if depth < 0 { return nil }
        }
        return spans + [Span(start, last)]
    }
}
