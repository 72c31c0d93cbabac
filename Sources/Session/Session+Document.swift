import Expressions
import Rendering
import Syntax

// Answers as documents.
extension Session {
    /// What an answer shows.
    ///
    /// - Parameter isStream: whether it must fit into one line.
    func document(of answer: Answer, isStream: Bool) throws(Diagnostic) -> Document {
        switch answer.content {
        case .expression(let meaning): return Document([.expression(shown(meaning))])
        case .indexedArray(let meaning): return Document([.expression(notation(of: meaning.array))])
        case .number(let value): return Document([.number(value.text)])
        case .list(let parts): return Document(parts.map { .expression($0.expr) })
        case .array(let rows, let isVector):
            let parts = try rows.map { row throws(Diagnostic) in
                try row.map { entry throws(Diagnostic) in
                    try document(of: entry, isStream: true).parts.first ?? .words("")
                }
            }
            return Document([.matrix(parts, isVector: isVector)])
        case .verdict(let verdict): return Document([.words(try sentence(verdict))])
        case .convexity(let found): return Document([.words(try sentence(found))])
        case .solutions(let found): return Document(try parts(found))
        case .derivatives(let found): return Document([part(found)])
        case .enclosure(let bounds): return Document([.number(bounds.text)])
        case .explanation(let lines): return Document(lines.map { .words($0) })
        case .check(let found): return Document(try parts(found, isStream: isStream))
        case .claim(let found): return Document(try lines(found).map { .words($0) })
        case .trace(let trace): return Document([try part(trace)])
        case .none: return Document([])
        }
    }
}
