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

/// What a session wrote on a line.
struct Response: Equatable {
    var status: Int32
    var output: String
    var errors: String
}

/// A session's answer on a line.
func respond(_ session: Session, _ request: Request, _ line: String, number: Int? = nil) -> Response {
    var copy = line
    var output: [UInt8] = []
    var errors: [UInt8] = []
    let status = copy.withUTF8 { session.respond(to: request, $0, number: number, output: &output, errors: &errors) }
    return Response(status: status, output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
}

extension Session {
    /// What a command answers on a line, before it is written.
    func answer(_ request: Request, to line: String) throws -> Answer {
        guard case .call(let call) = request else { throw Diagnostic.usage("statements have many answers") }
        return try Array(line.utf8).withUnsafeBufferPointer { bytes throws(Diagnostic) in try answer(call, to: bytes, isStreaming: false) }
    }
}
