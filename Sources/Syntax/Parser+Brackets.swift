import Vocabulary

extension Parser {
    // MARK: Names and calls

    /// Reads a name: a plain one, a call, a derivative `f'(x)`, or a function without parentheses. Returns whether an operand is
    /// still wanted.
    mutating func name(_ current: Token, _ tree: inout SyntaxTree) throws(Diagnostic) -> Bool {
        let next = token(1)
        if next.kind == .openParenthesis {
            if let call = partialCall(current) {
                frames.append(call)
                return try begin(next, &tree)
            }
            frames.append(Frame(kind: .call, level: 0, start: current.start, focus: current.span))
            position += 2
            return try begin(next, &tree)
        }
        if next.kind == .operator, next.symbol == .prime, next.start == current.end {
            var primes = 1
            while isOperator(1 + primes, .prime), primes < 200 { primes += 1 }
            if token(1 + primes).kind == .openParenthesis, token(1 + primes).start == token(primes).end {
                frames.append(
                    Frame(kind: .derivativeCall, detail: UInt8(primes), level: 0, start: current.start, focus: current.span))
                position += primes + 2
                return try begin(next, &tree)
            }
        }
        position += 1
        if beginsBareArgument(current, next, &tree) { return true }
        leaf(.name, current.span, &tree)
        return false
    }

    /// `D(g, 1, 2)(` as a whole; leaves the position behind the second parenthesis.
    private mutating func partialCall(_ current: Token) -> Frame? {
        guard Vocabulary.form(named: text(current.span))?.id == .partialDerivative, token(2).kind == .name else { return nil }
        var offset = 3
        while token(offset).kind == .comma, token(offset + 1).kind == .number { offset += 2 }
        guard offset > 3, token(offset).kind == .closeParenthesis, token(offset + 1).kind == .openParenthesis else { return nil }
        let focus = Span(start: token(2).start, end: token(offset - 1).end)
        position += offset + 2
        return Frame(kind: .partialCall, level: 0, start: current.start, focus: focus)
    }

    /// Whether the function name begins `sin x` or `sin^2(x)`; if so its frame is on the stack.
    private mutating func beginsBareArgument(_ current: Token, _ next: Token, _ tree: inout SyntaxTree) -> Bool {
        let bytes = text(current.span)
        guard Vocabulary.function(named: bytes) != nil, !Vocabulary.isGreek(bytes) else { return false }
        var frame = Frame(kind: .bare, level: Level.bare, start: current.start, focus: current.span)
        var offset = 0
        if next.kind == .superscript {
            frame.exponent = position
            offset = 1
        } else if next.kind == .operator, next.symbol == .power, token(1).kind == .number {
            frame.exponent = position + 1
            offset = 2
        }
        switch token(offset).kind {
        case .name, .number, .bar: break
        case .openParenthesis where offset > 0:
            // The power of a call, `sin^2(x)`: the argument is what the parentheses hold, and no more.
            frame.kind = .call
            frame.level = 0
            frames.append(frame)
            position += offset + 1
            return true
        default: return false
        }
        position += offset
        wait(frame)
        return true
    }

    /// Emits the call of a function without parentheses, and its power.
    mutating func complete(bare frame: Frame, _ tree: inout SyntaxTree) {
        emit(.call, detail: 0, count: 1, start: frame.start, end: frame.focus.end, focus: frame.focus, &tree)
        exponent(of: frame, &tree)
    }

    private mutating func exponent(of frame: Frame, _ tree: inout SyntaxTree) {
        guard frame.exponent > 0 else { return }
        let number = tokens[frame.exponent]
        let whole = operands[operands.count - 1]
        leaf(number.kind == .superscript ? .superscript : .number, number.span, &tree)
        emit(
            .operator, detail: OperatorID.power.rawValue, count: 2, start: whole.start, end: whole.end, focus: number.span, &tree)
    }

    // MARK: Brackets

    mutating func open(_ kind: Frame.Kind, _ current: Token, _ tree: inout SyntaxTree) throws(Diagnostic) -> Bool {
        position += 1
        let start = kind == .index ? operands.last?.start ?? current.start : current.start
        frames.append(Frame(kind: kind, level: 0, start: start, focus: current.span))
        if kind == .vector || kind == .group || kind == .index, closes(tokens[position].kind) { throw explain(.operandExpected) }
        return true
    }

    /// Behind the opening parenthesis of a call: a call without arguments ends at once.
    private mutating func begin(_ parenthesis: Token, _ tree: inout SyntaxTree) throws(Diagnostic) -> Bool {
        guard tokens[position].kind == .closeParenthesis, let frame = frames.popLast() else { return true }
        let kind: SyntaxNode.Kind = frame.kind == .call ? .call : frame.kind == .partialCall ? .partialCall : .derivativeCall
        emit(kind, detail: frame.detail, count: 0, start: frame.start, end: tokens[position].end, focus: frame.focus, &tree)
        position += 1
        return false
    }

    func closes(_ kind: Token.Kind) -> Bool { kind == .closeParenthesis || kind == .closeBracket }

    mutating func close(_ current: Token, _ tree: inout SyntaxTree) throws(Diagnostic) {
        reduce(to: Level.branch, &tree)
        guard let frame = frames.last else { throw explain(.unopened) }
        let isBracket = frame.kind == .vector || frame.kind == .index
        guard frame.kind != .bar, isBracket == (current.kind == .closeBracket) else { throw explain(.mismatched) }
        frames.removeLast()
        position += 1
        let count = frame.count + 1
        let kind: SyntaxNode.Kind
        switch frame.kind {
        case .call: kind = .call
        case .derivativeCall: kind = .derivativeCall
        case .partialCall: kind = .partialCall
        case .vector: kind = .vector
        case .index:
            emit(.index, detail: 0, count: count + 1, start: frame.start, end: current.end, focus: frame.focus, &tree)
            return
        default:
            closeGroup(frame, current, &tree)
            return
        }
        emit(kind, detail: frame.detail, count: count, start: frame.start, end: current.end, focus: frame.focus, &tree)
        exponent(of: frame, &tree)
    }

    /// Parentheses leave no node, only a wider span, unless they keep a relation from joining a chain.
    private mutating func closeGroup(_ frame: Frame, _ current: Token, _ tree: inout SyntaxTree) {
        let span = Span(start: frame.start, end: current.end)
        if let last = tree.nodes.last, last.kind == .operator, Vocabulary.row(last.symbol).precedence == .relation {
            emit(.parentheses, detail: 0, count: 1, start: span.start, end: span.end, focus: span, &tree)
        } else {
            operands[operands.count - 1] = span
        }
    }

    /// Closes `|x|`, if the innermost bracket is a bar.
    mutating func closesBar(_ tree: inout SyntaxTree) -> Bool {
        guard let top = frames.last, top.level == 0 ? top.kind == .bar : top.isInBar else { return false }
        reduce(to: Level.branch, &tree)
        let bracket = frames.removeLast()
        emit(.absoluteValue, detail: 0, count: 1, start: bracket.start, end: tokens[position].end, focus: bracket.focus, &tree)
        return true
    }
}
