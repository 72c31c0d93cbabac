import Syntax
import Testing

@testable import Session

/// A command without its expression: the name of an operation, the other words, and options.
func command(_ name: String, _ words: [String] = [], _ options: [OptionID: String] = [:]) -> Request {
    do throws(Diagnostic) { return try Request.command(name, words, options) } catch {
        Issue.record("\(name) \(words): \(error.message)")
        return .statements
    }
}

extension Session {
    /// What a command answers on a line, before it is written.
    func answer(_ request: Request, to line: String) throws -> Answer {
        guard case .call(let call) = request else { throw Diagnostic.usage("statements have many answers") }
        return try Array(line.utf8).withUnsafeBufferPointer { bytes throws(Diagnostic) in try answer(call, to: bytes, isStreaming: false) }
    }
}
