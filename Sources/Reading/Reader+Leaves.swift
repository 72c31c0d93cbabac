import Exact
import Expressions
import Syntax
import Vocabulary

extension Reader {
    func number(_ node: SyntaxNode) throws(Diagnostic) -> Expr {
        let bytes = text(node.focus)
        if bytes.count == 1 { return store.number(Int(bytes[0]) - 48) }
        guard let value = Rational(decimal: bytes) else {
            throw Diagnostic("too-large", "the number would be too large to write down", at: node.span, kind: .limit)
        }
        return store.number(value)
    }

    /// Superscript digits with an optional sign.
    func superscript(_ node: SyntaxNode) throws(Diagnostic) -> Expr {
        var digits: [UInt8] = []
        var position = Int(node.focus.start)
        while position < node.focus.end, let (ascii, length) = Bytes.superscript(bytes, at: position) {
            digits.append(ascii)
            position += length
        }
        guard let value = Int(String(decoding: digits, as: UTF8.self)) else {
            throw Diagnostic("malformed-number", "this superscript is not a whole number", at: node.span)
        }
        return store.number(value)
    }

    func name(_ node: SyntaxNode) throws(Diagnostic) -> Expr {
        let bytes = text(node.focus)
        if let constant = Vocabulary.constant(named: bytes) {
            if constant == .undefined { throw undefined(node.span) }
            return store.constant(constant)
        }
        if bytes.allSatisfy({ $0 < 0x80 }) {
            if !environment.isEmpty, let value = environment.values[String(decoding: bytes, as: UTF8.self)] { return value }
            if let known = store.existingSymbol(bytes) { return known }
            if Vocabulary.isReserved(bytes) { throw missingArguments(node) }
            return store.symbol(bytes)
        }
        let spelled = Vocabulary.spelledOut(string(node.focus))
        return environment.values[spelled] ?? store.symbol(spelled)
    }

    private func missingArguments(_ node: SyntaxNode) -> Diagnostic {
        let name = string(node.focus)
        // sin^-1(x) means the inverse to some and the reciprocal to others.
        let isPower = bytes[Int(node.focus.end)...].first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "^")
        let suggestion = isPower ? "write \(name)(x)^n, or a\(name)(x) for the inverse" : "write \(name)(x)"
        return Diagnostic("missing-argument", "the function '\(name)' needs an argument", at: node.focus, suggestion: suggestion)
    }
}
