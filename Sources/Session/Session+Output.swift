import Algebra
import Arrays
import Certified
import Expressions
import Reading
import Rendering
import Syntax

extension Session {
    /// Appends an answer in the chosen format, its notes and its conditions. Returns the exit status.
    ///
    /// - Parameter call: what was asked; nil for a statement.
    func write(
        _ answer: Answer, _ line: UnsafeBufferPointer<UInt8>, _ number: Int?, _ output: inout [UInt8], _ errors: inout [UInt8],
        of call: Call? = nil
    ) throws(Diagnostic) -> Int32 {
        if settings.isStrict, let note = answer.notes.first { throw Diagnostic(note.code, note.message, at: note.span) }
        if case .none = answer.content, settings.format != .json { return 0 }
        if settings.format == .json {
            output.append(contentsOf: try json(answer, line, call))
        } else {
            try append(answer, number, to: &output)
        }
        if number != nil || !isEmpty(answer.content) { output.append(UInt8(ascii: "\n")) }
        if settings.isQuiet { return exitStatus(answer) }
        for note in answer.notes { errors.append(contentsOf: DiagnosticRenderer.picture(note, input: line, line: number).utf8) }
        if settings.format != .json {
            let conditions = try conditionTexts(answer)
            if !conditions.isEmpty {
                let place = number.map { "line \($0): " } ?? ""
                errors.append(contentsOf: "note: \(place)\(reach(answer)) where \(conditions.joined(separator: ", "))\n".utf8)
            }
            try appendSteps(answer, number, to: &errors)
        }
        if case .solutions(let found) = answer.content {
            if settings.format != .json { try appendRemarks(found, number, to: &errors) }
        } else if !answer.isComplete {
            let place = number.map { "line \($0): " } ?? ""
            errors.append(contentsOf: "note: \(place)time ran out: there may be a simpler form\n".utf8)
        }
        if case .trace(let trace) = answer.content { reportObstacles(trace, line, number, to: &errors) }
        return exitStatus(answer)
    }

    /// How far an answer reaches that has conditions.
    private func reach(_ answer: Answer) -> String {
        // A function may have an edge where they do not hold.
        if case .convexity = answer.content { "on every convex set" } else { "holds" }
    }

    /// Whether nothing is shown: no solutions.
    private func isEmpty(_ content: Answer.Content) -> Bool {
        if case .solutions(let found) = content, settings.format != .json { found.set.solutions.isEmpty } else { false }
    }

    private func exitStatus(_ answer: Answer) -> Int32 {
        switch answer.content {
        case .verdict(.different): 1
        case .verdict(.undecided): 5
        case .convexity(let found): found.outcome.exitStatus
        case .trace(let trace) where !trace.obstacles.isEmpty: 4
        case .claim(let found): found.verdict.exitStatus
        case .derivatives(let found) where found.isOpen: 5
        case .solutions(let found) where answer.isComplete && found.set.solutions.isEmpty: 1
        default: answer.isComplete ? 0 : 5
        }
    }

    /// Appends what was found. Several parts stand on lines of their own, or joined by `; ` in a stream.
    private func append(_ answer: Answer, _ number: Int?, to output: inout [UInt8]) throws(Diagnostic) {
        // The common answer needs no document.
        if case .expression(let meaning) = answer.content, settings.format == .text {
            return try text.append(shown(meaning), to: &output)
        }
        // Two dimensions do not fit into the one line that a line of a stream has.
        let format = number != nil && settings.format == .pretty ? .text : settings.format
        var notation = notation(format)
        for (position, part) in try document(of: answer, isStream: number != nil).parts.enumerated() {
            if position > 0 { output.append(contentsOf: (number == nil ? "\n" : "; ").utf8) }
            output.append(contentsOf: try notation.text(part).utf8)
        }
    }

    func sentence(_ verdict: Equality.Verdict) throws(Diagnostic) -> String {
        switch verdict {
        case .proved: return "equal"
        case .undecided: return "undecided"
        case .different(let point):
            return point.isEmpty ? "different" : "different at \(try assignments(point))"
        }
    }

    /// A point: `x = 1, y = 2`.
    func assignments(_ point: [(name: Expr, value: Expr)]) throws(Diagnostic) -> String {
        try point.map { part throws(Diagnostic) in "\(store.name(part.name)) = \(try text.text(part.value))" }.joined(separator: ", ")
    }

    private func appendSteps(_ answer: Answer, _ number: Int?, to errors: inout [UInt8]) throws(Diagnostic) {
        let place = number.map { "line \($0): " } ?? ""
        for step in answer.steps.map(named) {
            errors.append(contentsOf: "step: \(place)\(step.name): \(try inline(step.before)) -> \(try inline(step.after))\n".utf8)
        }
    }

    private func conditionTexts(_ answer: Answer) throws(Diagnostic) -> [String] {
        var conditions = answer.conditions
        switch answer.content {
        case .expression(let meaning): conditions = domain.stated(meaning.domain, conditions, for: meaning.expr)
        case .indexedArray(let meaning): conditions = domain.stated(meaning.text.domain, conditions, for: meaning.array.entry)
        case .array(let rows, _):
            // There are arrays of arrays.
            let parts = rows.joined().flatMap { if case .array(let inner, _) = $0.content { Array(inner.joined()) } else { [$0] } }
            let entries = parts.compactMap { if case .expression(let meaning) = $0.content { meaning } else { nil } }
            conditions += parts.flatMap(\.conditions)
            conditions = domain.stated(entries.flatMap(\.domain), conditions, for: entries.map(\.expr))
        default: break
        }
        if conditions.isEmpty { return [] }
        let isOfMatrices: Bool =
            switch answer.content {
            case .expression(let meaning): meaning.isOfMatrices
            case .indexedArray: true
            default: false
            }
        if isOfMatrices {
            let notation = MatrixNotation(catalogue)
            conditions = conditions.map { notation.number($0) }
        }
        return try conditions.map { condition throws(Diagnostic) in try inline(condition) }.sorted()
    }

    /// An expression within a line of words: in the notation of the answer where that is one for lines.
    func inline(_ expr: Expr) throws(Diagnostic) -> String {
        settings.format.isInline ? "$\(try latex.text(expr))$" : try text.text(expr)
    }

    private func stepObject(_ step: Answer.Step) throws(Diagnostic) -> JSONWriter {
        let step = named(step)
        var object = JSONWriter()
        object.member("rule", step.name)
        object.member("before", try text.text(step.before))
        object.member("after", try text.text(step.after))
        return object
    }

    private func status(_ answer: Answer) -> String {
        switch answer.content {
        case .verdict(.different): "no"
        case .verdict(.undecided): "partial"
        case .convexity(let found): found.outcome.status
        case .trace(let trace) where !trace.obstacles.isEmpty: "error"
        case .claim(let found): found.verdict.status
        case .derivatives(let found) where found.isOpen: "partial"
        case .solutions(let found) where answer.isComplete && found.set.solutions.isEmpty: "no"
        default: answer.isComplete ? "ok" : "partial"
        }
    }

    private func json(_ answer: Answer, _ line: UnsafeBufferPointer<UInt8>, _ call: Call?) throws(Diagnostic) -> [UInt8] {
        var object = JSONWriter()
        add(line, call, to: &object)
        object.member("status", status(answer))
        object.member("verified", answer.isVerified)
        switch answer.content {
        case .expression(let meaning):
            let expr = shown(meaning)
            object.member("result", try text.text(expr))
            object.member("latex", try latex.text(expr))
        case .indexedArray(let meaning):
            let expr = notation(of: meaning.array)
            object.member("result", try text.text(expr))
            object.member("latex", try latex.text(expr))
            let array = meaning.array
            object.member(
                "shape", try array.axes.map { axis throws(Diagnostic) in try axis.isEmpty ? "1" : text.text(store.product(axis)) })
        case .number(let value):
            object.member("result", value.text)
            if value.imaginary == nil {
                object.member("value", value.doubles.real)
            } else {
                object.member("value", numbers: [value.doubles.real, value.doubles.imaginary])
            }
            object.member("exact", value.isExact)
        case .list(let parts):
            let texts = try parts.map { part throws(Diagnostic) in try text.text(part.expr) }
            object.member("result", texts.joined(separator: "; "))
            let entries = try zip(parts, texts).map { part, text throws(Diagnostic) in
                var entry = JSONWriter()
                entry.member("result", text)
                entry.member("latex", try latex.text(part.expr))
                return entry
            }
            object.member("list", objects: entries, isList: true)
        case .array(let rows, _):
            for (name, format) in [("result", Format.text), ("latex", .latex)] {
                var notation = notation(format)
                object.member(
                    name, try document(of: answer, isStream: true).parts.map { part throws(Diagnostic) in try notation.text(part) }.joined()
                )
            }
            var plain = notation(.text)
            object.member(
                "entries",
                lists: try rows.map { row throws(Diagnostic) in
                    try row.map { entry throws(Diagnostic) in
                        try document(of: entry, isStream: true).parts.map { part throws(Diagnostic) in try plain.text(part) }.joined()
                    }
                })
        case .convexity(let found): try add(found, to: &object)
        case .verdict(let verdict):
            let words: String = try sentence(verdict)
            object.member("result", String(words.prefix { $0 != " " }))
            if case .different(let point) = verdict { try add(point, to: &object) }
        case .solutions(let found): try add(found, to: &object)
        case .derivatives(let found): try add(found, to: &object)
        case .check(let found): try add(found, to: &object)
        case .claim(let found): try add(found, to: &object)
        case .enclosure(let bounds):
            object.member("result", bounds.text)
            object.member("bounds", numbers: [bounds.lower, bounds.upper])
        case .explanation(let lines): object.member("result", lines)
        case .trace(let trace): try add(trace, to: &object)
        case .none:
            break
        }
        if settings.showsSteps { object.member("steps", objects: try answer.steps.map(stepObject), isList: true) }
        let conditions = try conditionTexts(answer)
        if !conditions.isEmpty { object.member("conditions", conditions) }
        if !answer.notes.isEmpty { object.member("notes", answer.notes.map(\.message)) }
        return object.finished()
    }

    /// Adds a point: exact values of names.
    func add(_ point: [(name: Expr, value: Expr)], to object: inout JSONWriter) throws(Diagnostic) {
        var coordinates = JSONWriter()
        for (name, value) in point { coordinates.member(store.name(name), try text.text(value)) }
        object.member("point", objects: [coordinates], isList: false)
    }

    /// Adds what was asked: the line, the command, and all operands.
    private func add(_ line: UnsafeBufferPointer<UInt8>, _ call: Call?, to object: inout JSONWriter) {
        let text = String(decoding: line.prefix(Session.longestInput), as: UTF8.self)
        object.member("input", text)
        object.member("command", call?.operation.name ?? "statement")
        object.member("inputs", [text] + (call?.others.map(\.words) ?? []))
    }

    /// So many bytes of an input are repeated in JSON.
    private static let longestInput = 1_000_000

    /// Appends a diagnostic as a picture or as JSON. Returns its exit status.
    ///
    /// - Parameter keepsLine: whether an empty line takes the place of the answer.
    func report(
        _ problem: Diagnostic, _ line: UnsafeBufferPointer<UInt8>, _ number: Int?, _ output: inout [UInt8], _ errors: inout [UInt8],
        keepsLine: Bool, of call: Call? = nil
    ) -> Int32 {
        if settings.format == .json {
            var object = JSONWriter()
            add(UnsafeBufferPointer(rebasing: line.prefix(10_000)), call, to: &object)
            object.member("status", "error")
            object.member("verified", nil)
            object.member("code", problem.code)
            object.member("message", problem.message)
            object.member("span", [Int(problem.span.start), Int(problem.span.end)])
            if let suggestion = problem.suggestion { object.member("suggestion", suggestion) }
            for detail in problem.details { object.member(detail) }
            output.append(contentsOf: object.finished())
            output.append(UInt8(ascii: "\n"))
        } else if keepsLine {
            output.append(UInt8(ascii: "\n"))
        }
        let picture =
            problem.source.map { $0.withUnsafeBufferPointer { DiagnosticRenderer.picture(problem, input: $0, line: number) } }
            ?? DiagnosticRenderer.picture(problem, input: line, line: number)
        errors.append(contentsOf: picture.utf8)
        return problem.exitStatus
    }

    /// Appends what is wrong with a command, in one line, and where to read more. Returns its exit status.
    public static func report(
        _ problem: Diagnostic, see topic: String?, isJSON: Bool, output: inout [UInt8], errors: inout [UInt8]
    ) -> Int32 {
        if isJSON {
            var object = JSONWriter()
            object.member("input", problem.source.map { String(decoding: $0, as: UTF8.self) } ?? "")
            object.member("command", topic ?? "")
            object.member("inputs", [String]())
            object.member("status", "error")
            object.member("verified", nil)
            object.member("code", problem.code)
            object.member("message", problem.message)
            if let suggestion = problem.suggestion { object.member("suggestion", suggestion) }
            output.append(contentsOf: object.finished())
            output.append(UInt8(ascii: "\n"))
        }
        if let text = problem.source, problem.code != "usage" {
            errors.append(contentsOf: text.withUnsafeBufferPointer { DiagnosticRenderer.picture(problem, input: $0) }.utf8)
            return problem.exitStatus
        }
        let hint = problem.suggestion.map { ": \($0)" } ?? ""
        let pointer = topic.map { "  see agnesi \($0) --help\n" } ?? "  see agnesi --help\n"
        errors.append(contentsOf: "error: \(DiagnosticRenderer.sentence(problem.message + hint))\n\(pointer)".utf8)
        return problem.exitStatus
    }
}
