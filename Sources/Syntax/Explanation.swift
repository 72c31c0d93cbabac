import Vocabulary

/// The second pass: words for a text that could not be read.
///
/// The parser knows only where it stopped and what it needed there; here the tokens around that place are looked at again, and
/// the likeliest mistake is named.
extension Parser {
    /// The diagnostic for a failure at the current token, in the statement whose first token is `head`.
    func explain(_ failure: Failure, from head: Int = 0) -> Diagnostic {
        let current = token(0)
        let before = position > 0 ? tokens[position - 1] : nil
        switch failure {
        case .operandExpected: return missingOperand(current, before)
        case .operatorExpected: return unexpected(current, before, head)
        case .unopened: return closesNothing(current)
        case .mismatched: return mismatched(current)
        case .unclosed: return unclosed()
        case .separatorOutside: return misplacedComma(current, before)
        case .misplacedKeyword: return misplacedKeyword(current)
        case .statementExpected: return malformedStatement(current, before, head)
        case .equationAfterAnother:
            return Diagnostic(
                "equation-after-another", "an equation begins within another one", at: before?.span ?? current.span,
                suggestion: "write 'and' or ';' between them")
        }
    }

    // MARK: An operand is missing

    private func missingOperand(_ current: Token, _ before: Token?) -> Diagnostic {
        if let before, before.end == current.start {
            if let unknown = unknownOperator(before, current) { return unknown }
            if before.kind == .bar, current.kind == .bar { return empty(before, current) }
        }
        if let before, opens(before.kind), closes(current.kind) { return empty(before, current) }
        if isSeparator(current.kind) { return unexpectedEnd(current, before) }
        if let before, closes(current.kind) || current.kind == .comma, let missing = missingRight(of: before) { return missing }
        switch current.kind {
        case .operator where current.symbol == .not:
            return Diagnostic(
                "misplaced-not", "'not' needs parentheses after '\(before.map { string($0.span) } ?? "")'", at: current.span,
                suggestion: "write (not …)")
        case .operator where current.symbol == .factorial || current.symbol == .doubleFactorial:
            return Diagnostic(
                "missing-operand", "the operator '\(string(current.span))' needs something on its left", at: current.span,
                suggestion: "write 'not' for the opposite of a condition")
        case .operator, .superscript:
            return Diagnostic("missing-operand", "the operator '\(string(current.span))' needs something on its left", at: current.span)
        case .comma, .closeParenthesis, .closeBracket:
            return Diagnostic("missing-operand", "an expression is expected before '\(string(current.span))'", at: current.span)
        case .otherwise:
            return Diagnostic(
                "missing-operand", "a value is expected before 'otherwise'", at: current.span,
                suggestion: "write piecewise(a if c, b otherwise)")
        case .branch:
            return misplacedKeyword(current)
        default:
            return cannotStand(current)
        }
    }

    /// Two operators that touch, of which other languages make one.
    private func unknownOperator(_ before: Token, _ current: Token) -> Diagnostic? {
        guard before.kind == .operator, current.kind == .operator else { return nil }
        let span = before.span.joined(current.span)
        let suggestion: String
        switch (before.symbol, current.symbol) {
        case (.equal, .equal):
            return Diagnostic("unknown-operator", "equality is written with one sign", at: span, suggestion: "write '='")
        case (.notEqual, .equal), (.less, .greater): suggestion = "write '!='"
        case (.equal, .less): suggestion = "write '<='"
        case (.equal, .greater): suggestion = "write '>='"
        case (.divide, .divide): suggestion = "write floor(a/b) for the whole quotient"
        case (.power, .power), (.power, .times): suggestion = "write '^'"
        default: return nil
        }
        return Diagnostic("unknown-operator", "there is no operator '\(string(span))'", at: span, suggestion: suggestion)
    }

    private func empty(_ before: Token, _ current: Token) -> Diagnostic {
        Diagnostic("empty-parentheses", "there is nothing between these", at: before.span.joined(current.span))
    }

    private func unexpectedEnd(_ current: Token, _ before: Token?) -> Diagnostic {
        guard let before, !isSeparator(before.kind) else { return Diagnostic("empty-input", "an expression is expected", at: current.span) }
        if let missing = missingRight(of: before) { return missing }
        if before.kind == .bar, let bars = touchingBars() {
            return bars.areOperator
                ? Parser.doubleBar(bars.span) : Diagnostic("empty-parentheses", "there is nothing between these", at: bars.span)
        }
        return Diagnostic("unexpected-end", "the input ends where an expression is expected", at: before.span)
    }

    private func missingRight(of before: Token) -> Diagnostic? {
        switch before.kind {
        case .operator:
            Diagnostic("missing-operand", "the operator '\(string(before.span))' needs something on its right", at: before.span)
        case .branch:
            Diagnostic("missing-operand", "a condition is expected after 'if'", at: before.span)
        case .assume:
            Diagnostic("missing-operand", "a condition is expected after 'assume'", at: before.span, suggestion: "write 'assume x > 0'")
        default: nil
        }
    }

    // MARK: Something else than an operand

    private func unexpected(_ current: Token, _ before: Token?, _ head: Int) -> Diagnostic {
        if tokens[head].kind == .function { return malformedStatement(current, before, head) }
        if let before, before.kind == .otherwise {
            return Diagnostic("misplaced-keyword", "nothing follows 'otherwise' in a branch", at: current.span)
        }
        switch current.kind {
        case .number: return unexpectedNumber(current, before)
        case .operator where current.symbol == .definition:
            return Diagnostic(
                "misplaced-definition", "a definition has a name on its left", at: current.span,
                suggestion: "write name := … or f(x) := …, or '=' for an equation")
        case .operator where current.symbol == .not:
            return Diagnostic(
                "missing-operator", "there is no operator between '\(before.map { string($0.span) } ?? "")' and 'not'", at: current.span,
                suggestion: "write 'and not'")
        case .closeParenthesis, .closeBracket: return closesNothing(current)
        case .comma: return misplacedComma(current, before)
        case .openBracket: return unexpectedBracket(current, before)
        case .branch, .otherwise: return misplacedKeyword(current)
        case .colon:
            return Diagnostic(
                "unexpected-word", "':' stands only in a declaration", at: current.span, suggestion: "write ':=' for a definition")
        default: return cannotStand(current)
        }
    }

    private func unexpectedNumber(_ current: Token, _ before: Token?) -> Diagnostic {
        guard let before else { return cannotStand(current) }
        let (left, right) = (string(before.span), string(current.span))
        if before.kind == .number, before.end == current.start {
            return Diagnostic("malformed-number", "a number has only one decimal point", at: before.span.joined(current.span))
        }
        var suggestion = before.kind == .superscript ? "write '*' between them" : "write \(left)*\(right)"
        if before.kind == .number, isThousand(right) { suggestion += ", or \(left)_\(right) for one number" }
        return Diagnostic(
            "missing-operator", "there is no operator between '\(left)' and '\(right)'", at: current.span, suggestion: suggestion)
    }

    private func unexpectedBracket(_ current: Token, _ before: Token?) -> Diagnostic {
        guard let before else { return cannotStand(current) }
        if before.end == current.start, before.kind != .number {
            return Diagnostic(
                "missing-operator", "only names and what is in brackets can be indexed", at: current.span,
                suggestion: "put parentheses around what is indexed")
        }
        let left = string(before.span)
        let suggestion: String
        switch before.kind {
        case .name where Vocabulary.function(named: text(before.span)) != nil: suggestion = "write \(left)([…])"
        case .name: suggestion = "write \(left)[…] for an element, \(left)*[…] for a product"
        default: suggestion = "write '*' between them"
        }
        return Diagnostic("missing-operator", "there is no operator between '\(left)' and '['", at: current.span, suggestion: suggestion)
    }

    /// What follows a comma or blank in `1,000` and `1 000`.
    private func isThousand(_ digits: String) -> Bool { digits.utf8.count == 3 && digits.utf8.allSatisfy(Bytes.isDigit) }

    private func cannotStand(_ current: Token) -> Diagnostic {
        switch current.kind {
        case .assume, .given, .function:
            Diagnostic("unexpected-word", "'\(string(current.span))' begins a statement of its own", at: current.span)
        default:
            Diagnostic("unexpected-word", "'\(string(current.span))' cannot stand here", at: current.span)
        }
    }

    private func misplacedKeyword(_ current: Token) -> Diagnostic {
        if let top = frames.last, top.kind == .branch {
            return Diagnostic(
                "misplaced-keyword", "this branch has a condition already", at: current.span, suggestion: "write ',' before the next branch"
            )
        }
        return Diagnostic(
            "misplaced-keyword", "'\(string(current.span))' stands only inside piecewise(…)", at: current.span,
            suggestion: "write if(condition, a, b)")
    }

    private func misplacedComma(_ current: Token, _ before: Token?) -> Diagnostic {
        var suggestion: String?
        let next = token(1)
        if let before, before.kind == .number, next.kind == .number, before.end == current.start, current.end == next.start {
            let (left, right) = (string(before.span), string(next.span))
            suggestion = isThousand(right) ? "write \(left)_\(right), or \(left).\(right) for a fraction" : "write \(left).\(right)"
        } else if let bracket = frames.last(where: { $0.level == 0 }), bracket.kind == .group {
            suggestion = "write [a, b] for a vector"
        } else if statementBegins(with: .given) {
            suggestion = "write one 'given' for each array"
        }
        return Diagnostic(
            "misplaced-comma", "a comma stands only between the arguments of a call or the elements of a vector", at: current.span,
            suggestion: suggestion)
    }

    // MARK: Statements

    private func statementBegins(with kind: Token.Kind) -> Bool {
        let separator = tokens[..<position].lastIndex { isSeparator($0.kind) }
        return tokens[separator.map { $0 + 1 } ?? 0].kind == kind
    }

    private func malformedStatement(_ current: Token, _ before: Token?, _ head: Int) -> Diagnostic {
        let isDeclaration = tokens[head].kind == .function
        let span = isSeparator(current.kind) ? before?.span ?? current.span : current.span
        let message: String
        switch before?.kind {
        case .function, .given, .comma, .colon: message = "a name is expected \(isSeparator(current.kind) ? "after this" : "here")"
        case .name where !isDeclaration && position == head + 2:
            message = "':' is expected \(isSeparator(current.kind) ? "after this" : "here")"
        default: message = isDeclaration ? "a declaration holds names and no more" : "a declaration ends after the type"
        }
        var suggestion = isDeclaration ? "write 'function f, g'" : "write 'given X: matrix(N, d)'"
        if isDeclaration, current.kind == .openParenthesis { suggestion = "write 'function f' to declare, f(x) := … to define" }
        return Diagnostic("malformed-statement", message, at: span, suggestion: suggestion)
    }

    // MARK: Brackets

    private func closesNothing(_ current: Token) -> Diagnostic {
        Diagnostic("unbalanced-parenthesis", "this '\(string(current.span))' closes nothing", at: current.span)
    }

    private func mismatched(_ current: Token) -> Diagnostic {
        guard let frame = frames.last(where: { $0.level == 0 }) else { return closesNothing(current) }
        return Diagnostic(
            "unbalanced-parenthesis",
            "'\(string(current.span))' does not close '\(opening(frame))' at column \(column(of: place(of: frame)))",
            at: current.span, suggestion: "write '\(closing(frame))'")
    }

    private func unclosed() -> Diagnostic {
        guard let frame = frames.last(where: { $0.level == 0 }) else { return unexpectedEnd(token(0), token(-1)) }
        let place = place(of: frame)
        if frame.kind == .bar, let bars = touchingBars(), bars.areOperator { return Parser.doubleBar(bars.span) }
        return Diagnostic(
            "unbalanced-parenthesis", "this '\(opening(frame))' is never closed", at: place, suggestion: "add '\(closing(frame))'")
    }

    /// The innermost two bars that are open, where they touch. In `a || b` the first is read as the beginning of a factor `|…|`.
    private func touchingBars() -> (span: Span, areOperator: Bool)? {
        guard let inner = frames.lastIndex(where: { $0.level == 0 }), inner > 0, frames[inner - 1].kind == .bar, frames[inner].kind == .bar,
            frames[inner - 1].focus.end == frames[inner].focus.start
        else { return nil }
        let isFactor = inner > 1 && frames[inner - 2].kind == .operator && frames[inner - 2].detail == OperatorID.implicitTimes.rawValue
        return (frames[inner - 1].focus.joined(frames[inner].focus), isFactor)
    }

    private static func doubleBar(_ span: Span) -> Diagnostic {
        Diagnostic("unknown-operator", "there is no operator '||'", at: span, suggestion: "write 'or'")
    }

    private func opens(_ kind: Token.Kind) -> Bool { kind == .openParenthesis || kind == .openBracket }

    /// Where the bracket itself stands: a call remembers only its name.
    private func place(of frame: Frame) -> Span {
        guard frame.kind == .call || frame.kind == .derivativeCall || frame.kind == .partialCall else { return frame.focus }
        var offset = Int(frame.focus.end)
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "(") { offset += 1 }
        return Span(offset, offset + 1)
    }

    /// The column of a place in its line, from 1, counted in Unicode scalars.
    private func column(of place: Span) -> Int {
        var column = 1
        var offset = Int(place.start)
        while offset > 0, bytes[offset - 1] != UInt8(ascii: "\n") {
            offset -= 1
            // Every byte but those that continue a scalar begins one.
            if bytes[offset] & 0xC0 != 0x80 { column += 1 }
        }
        return column
    }

    private func opening(_ frame: Frame) -> String {
        switch frame.kind {
        case .vector, .index: "["
        case .bar: "|"
        default: "("
        }
    }

    private func closing(_ frame: Frame) -> String {
        switch frame.kind {
        case .vector, .index: "]"
        case .bar: "|"
        default: ")"
        }
    }
}
