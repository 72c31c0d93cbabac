import Algebra
import Expressions
import Reading
import Rendering
import Syntax

extension Session {
    /// Appends an answer in the chosen format, its notes and its conditions. Returns the exit status.
    func write(
        _ answer: Answer, _ line: UnsafeBufferPointer<UInt8>, _ number: Int?, _ output: inout [UInt8], _ errors: inout [UInt8]
    ) throws(Diagnostic) -> Int32 {
        if settings.isStrict, let note = answer.notes.first { throw Diagnostic(note.code, note.message, at: note.span) }
        switch settings.format {
        case .text:
            switch answer.content {
            case .expression(let expr): try text.append(expr, to: &output)
            case .number(let value): output.append(contentsOf: value.text.utf8)
            case .none: return 0
            }
        case .latex:
            switch answer.content {
            case .expression(let expr): output.append(contentsOf: try latex.text(expr).utf8)
            case .number(let value): output.append(contentsOf: value.text.utf8)
            case .none: return 0
            }
        case .json:
            output.append(contentsOf: try json(answer, line))
        }
        output.append(UInt8(ascii: "\n"))
        for note in answer.notes { errors.append(contentsOf: DiagnosticRenderer.picture(note, input: line, line: number).utf8) }
        if settings.format != .json, !answer.conditions.isEmpty {
            let place = number.map { "line \($0): " } ?? ""
            errors.append(contentsOf: "note: \(place)holds where \(try conditionTexts(answer).joined(separator: ", "))\n".utf8)
        }
        return 0
    }

    private func conditionTexts(_ answer: Answer) throws(Diagnostic) -> [String] {
        try answer.conditions.map { condition throws(Diagnostic) in try text.text(condition) }.sorted()
    }

    private func json(_ answer: Answer, _ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> [UInt8] {
        var object = JSONWriter()
        object.member("input", String(decoding: line, as: UTF8.self))
        object.member("status", "ok")
        object.member("verified", answer.isVerified)
        switch answer.content {
        case .expression(let expr):
            object.member("result", try text.text(expr))
            object.member("latex", try latex.text(expr))
        case .number(let value):
            object.member("result", value.text)
            if value.imaginary == nil {
                object.member("value", value.doubles.real)
            } else {
                object.member("value", numbers: [value.doubles.real, value.doubles.imaginary])
            }
            object.member("exact", value.isExact)
        case .none:
            break
        }
        if !answer.conditions.isEmpty { object.member("conditions", try conditionTexts(answer)) }
        if !answer.notes.isEmpty { object.member("notes", answer.notes.map(\.message)) }
        return object.finished()
    }

    /// Appends a diagnostic as a picture or as JSON. Returns its exit status.
    ///
    /// - Parameter keepsLine: whether an empty line takes the place of the answer.
    func report(
        _ problem: Diagnostic, _ line: UnsafeBufferPointer<UInt8>, _ number: Int?, _ output: inout [UInt8], _ errors: inout [UInt8],
        keepsLine: Bool
    ) -> Int32 {
        if settings.format == .json {
            var object = JSONWriter()
            object.member("input", String(decoding: line.prefix(10_000), as: UTF8.self))
            object.member("status", "error")
            object.member("verified", nil)
            object.member("code", problem.code)
            object.member("message", problem.message)
            object.member("span", [Int(problem.span.start), Int(problem.span.end)])
            if let suggestion = problem.suggestion { object.member("suggestion", suggestion) }
            output.append(contentsOf: object.finished())
            output.append(UInt8(ascii: "\n"))
        } else if keepsLine {
            output.append(UInt8(ascii: "\n"))
        }
        errors.append(contentsOf: DiagnosticRenderer.picture(problem, input: line, line: number).utf8)
        return problem.exitStatus
    }
}
