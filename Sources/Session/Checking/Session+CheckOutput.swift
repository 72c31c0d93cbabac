import Exact
import Expressions
import Rendering
import Syntax

// Derivatives beside differences, as tables and in JSON.
extension Session {
    /// What is to be said beside the tables.
    func addRemarks(_ variables: [Answer.Check.Variable], _ options: OptionValues, _ notes: inout [Note]) throws(Diagnostic) {
        let bordered = variables.compactMap { variable in variable.border.map { (variable.name, $0) } }
        let nearest = bordered.sorted { min($0.1.left, $0.1.right) < min($1.1.left, $1.1.right) }.prefix(Session.remarkedBorders)
        for (name, border) in nearest {
            let distance = try small(min(border.left, border.right))
            let side = border.left <= border.right ? "below" : "above"
            let isMarked = options.has(.sweep) || options.number(.step).map { border.isCrossed(by: $0, .central) } ?? false
            notes.append(
                Note(
                    "crossed-border",
                    "\(try text.text(border.condition)) fails \(distance) \(side) \(store.name(name)): differences with "
                        + "larger steps\(isMarked ? ", marked *," : "") reach over that place", at: Span(0, 0)))
        }
        if bordered.count > nearest.count {
            let rest = bordered.count - nearest.count
            notes.append(
                Note(
                    "more-borders", "there are such places beside \(rest) other \(rest == 1 ? "variable" : "variables"), too",
                    at: Span(0, 0)))
        }
    }

    /// How many places beside the point are spoken of, the nearest first.
    private static let remarkedBorders = 3

    // MARK: Text

    /// Tables, each with an empty line before it; on a stream one line.
    func parts(_ check: Answer.Check, isStream: Bool) throws(Diagnostic) -> [Document.Part] {
        if isStream { return [.words(try verdict(check))] }
        var tables = [try summary(check)]
        if check.showsSweep {
            for variable in check.variables { tables.append(try sweep(variable)) }
        }
        return tables.enumerated().map { .preset(text: ($0 > 0 ? "\n" : "") + $1.text, latex: $1.latex) }
    }

    /// One line for each check of a stream.
    private func verdict(_ check: Answer.Check) throws(Diagnostic) -> String {
        let values = check.variables.map(\.certified.text).joined(separator: ", ")
        let automatic = check.variables.map(\.automaticError).max() ?? 0
        var central = 0.0
        for variable in check.variables {
            let row = shown(.central, variable, check)
            central = max(central, row.flatMap { variable.sweep.error(.central, $0, variable.certified.doubles.real) } ?? .infinity)
        }
        return "[\(values)]: automatic within \(try small(automatic)), central differences within \(try small(central))"
    }

    /// A row for each variable.
    private func summary(_ check: Answer.Check) throws(Diagnostic) -> TextTable {
        var table = TextTable(["", "certified", "automatic", "central", "error", check.step == nil ? "best step" : "step"])
        for variable in check.variables {
            let row = shown(.central, variable, check)
            let error = row.flatMap { variable.sweep.error(.central, $0, variable.certified.doubles.real) }
            table.add([
                store.name(variable.name), variable.certified.text, try shortest(variable.reverse),
                try rounded(row?.quotients[.central], 12), try small(error),
                try row.map { row throws(Diagnostic) in try small(row.step) + mark(variable, row.step, .central) } ?? "-",
            ])
        }
        return table
    }

    /// The quotient of the step that was asked for, or of the best.
    private func shown(_ method: DifferenceSweep.Method, _ variable: Answer.Check.Variable, _ check: Answer.Check) -> DifferenceSweep.Row? {
        if let step = check.step { return variable.sweep.rows.first { $0.step == step } }
        return best(method, variable)
    }

    private func best(_ method: DifferenceSweep.Method, _ variable: Answer.Check.Variable) -> DifferenceSweep.Row? {
        variable.sweep.best(method, variable.certified.doubles.real) { !(variable.border?.isCrossed(by: $0, method) ?? false) }
    }

    private func mark(_ variable: Answer.Check.Variable, _ step: Double, _ method: DifferenceSweep.Method) -> String {
        variable.border?.isCrossed(by: step, method) ?? false ? "*" : ""
    }

    /// The errors of the differences in one variable, a row for each step, and what they should be.
    private func sweep(_ variable: Answer.Check.Variable) throws(Diagnostic) -> TextTable {
        let truth = variable.certified.doubles.real
        var table = TextTable(["\(store.name(variable.name)): step", "forward", "central", "complex", "truncation", "rounding"])
        for row in variable.sweep.rows {
            var cells = [try small(row.step)]
            for method in DifferenceSweep.Method.allCases {
                cells.append(try small(variable.sweep.error(method, row, truth)) + mark(variable, row.step, method))
            }
            cells.append(try small(variable.model?.truncation(.central, row.step)))
            cells.append(try small(variable.model?.rounding(.central, row.step)))
            table.add(cells)
        }
        var (best, expected) = (["best step"], ["by the model"])
        for method in DifferenceSweep.Method.allCases {
            best.append(try small(self.best(method, variable)?.step))
            let hasQuotients = variable.sweep.rows.contains { $0.quotients[method] != nil }
            expected.append(try small(hasQuotients ? modelStep(method, variable) : nil))
        }
        table.add(best + ["", ""], isSetOff: true)
        table.add(expected + ["", ""])
        return table
    }

    private func modelStep(_ method: DifferenceSweep.Method, _ variable: Answer.Check.Variable) -> Double? {
        // Beyond a border the Taylor series says nothing.
        let reach = variable.border?.reach(method) ?? .infinity
        return variable.model?.bestStep(method, upTo: min(variable.sweep.rows.first?.step ?? 1, reach))
    }

    /// A number with so many significant digits; `-` for none.
    private func rounded(_ number: Double?, _ digits: Int) throws(Diagnostic) -> String {
        guard let number, !number.isNaN else { return "-" }
        guard let exact = Rational(exactly: number) else { return number < 0 ? "-oo" : "oo" }
        return try evaluator.value(of: store.number(exact), digits: digits, at: Span(0, 0)).text
    }

    /// The shortest text of a double.
    private func shortest(_ number: Double) throws(Diagnostic) -> String {
        guard let exact = Rational(exactly: number) else { return number.isNaN ? "-" : number < 0 ? "-oo" : "oo" }
        return try evaluator.value(of: store.number(exact), digits: nil, at: Span(0, 0)).text
    }

    /// An error, with two digits and a power of ten: such numbers are compared by their exponents.
    private func small(_ number: Double?) throws(Diagnostic) -> String {
        PowerNotation.text(try rounded(number, 2))
    }

    // MARK: JSON

    func add(_ check: Answer.Check, to object: inout JSONWriter) throws(Diagnostic) {
        object.member("result", try verdict(check))
        var point = JSONWriter()
        for (name, value) in check.point { point.member(store.name(name), value) }
        object.member("point", objects: [point], isList: false)
        object.member("value", check.value)
        var variables = JSONWriter()
        for variable in check.variables { variables.member(store.name(variable.name), objects: [try json(variable)], isList: false) }
        object.member("variables", objects: [variables], isList: false)
    }

    private func json(_ variable: Answer.Check.Variable) throws(Diagnostic) -> JSONWriter {
        let truth = variable.certified.doubles.real
        var object = JSONWriter()
        object.member("exact", try text.text(variable.exact))
        object.member("certified", truth)
        object.member("forward", variable.forward)
        object.member("reverse", variable.reverse)
        var rows: [JSONWriter] = []
        for row in variable.sweep.rows {
            var (entry, errors) = (JSONWriter(), JSONWriter())
            entry.member("h", row.step)
            for method in DifferenceSweep.Method.allCases {
                entry.member(method.rawValue, row.quotients[method] ?? .nan)
                errors.member(method.rawValue, variable.sweep.error(method, row, truth) ?? .nan)
            }
            entry.member("errors", objects: [errors], isList: false)
            if let model = variable.model {
                entry.member("truncation", model.truncation(.central, row.step))
                entry.member("rounding", model.rounding(.central, row.step))
            }
            entry.member("crosses", variable.border?.isCrossed(by: row.step, .central) ?? false)
            rows.append(entry)
        }
        object.member("rows", objects: rows, isList: true)
        var best = JSONWriter()
        for method in DifferenceSweep.Method.allCases {
            guard let row = self.best(method, variable) else { continue }
            var entry = JSONWriter()
            entry.member("h", row.step)
            entry.member("error", variable.sweep.error(method, row, truth) ?? .nan)
            if let step = modelStep(method, variable) { entry.member("model", step) }
            best.member(method.rawValue, objects: [entry], isList: false)
        }
        object.member("best", objects: [best], isList: false)
        return object
    }
}
