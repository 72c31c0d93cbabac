import Vocabulary

extension Parser {
    /// Reads an expression up to a separator.
    mutating func expression(into tree: inout SyntaxTree) throws(Diagnostic) {
        var wantsOperand = true
        while true {
            let current = tokens[position]
            if wantsOperand {
                wantsOperand = try operand(current, &tree)
            } else if isSeparator(current.kind) {
                reduce(to: Level.branch, &tree)
                guard frames.isEmpty else { throw explain(.unclosed) }
                return
            } else {
                wantsOperand = try afterOperand(current, &tree)
            }
        }
    }

    /// Reads a token where an operand must begin. Returns whether an operand is still wanted.
    private mutating func operand(_ current: Token, _ tree: inout SyntaxTree) throws(Diagnostic) -> Bool {
        switch current.kind {
        case .number:
            position += 1
            leaf(.number, current.span, &tree)
            return false
        case .name:
            return try name(current, &tree)
        case .openParenthesis:
            return try open(.group, current, &tree)
        case .openBracket:
            return try open(.vector, current, &tree)
        case .bar:
            return try open(.bar, current, &tree)
        case .operator:
            let prefix: OperatorID
            switch current.symbol {
            case .minus: prefix = .negate
            case .plus: prefix = .identity
            case .not: prefix = .not
            default: throw explain(.operandExpected)
            }
            if prefix == .not, let top = frames.last, top.kind == .operator, top.level > Level.of(.not) {
                throw explain(.operandExpected)
            }
            position += 1
            wait(
                Frame(kind: .operator, detail: prefix.rawValue, level: Level.of(prefix), start: current.start, focus: current.span))
            return true
        default:
            throw explain(.operandExpected)
        }
    }

    /// Reads a token behind an operand. Returns whether an operand is wanted next.
    private mutating func afterOperand(_ current: Token, _ tree: inout SyntaxTree) throws(Diagnostic) -> Bool {
        switch current.kind {
        case .operator:
            return try infix(current, &tree)
        case .superscript:
            position += 1
            push(.power, current.span, &tree)
            leaf(.superscript, current.span, &tree)
            return false
        case .closeParenthesis, .closeBracket:
            try close(current, &tree)
            return false
        case .bar where closesBar(&tree):
            position += 1
            return false
        case .comma:
            reduce(to: Level.branch, &tree)
            guard let top = frames.indices.last, separates(frames[top].kind) else { throw explain(.separatorOutside) }
            frames[top].count += 1
            position += 1
            return true
        case .branch, .otherwise:
            reduce(to: Level.branch + 1, &tree)
            guard let top = frames.last, top.kind == .call else { throw explain(.misplacedKeyword) }
            position += 1
            if current.kind == .branch {
                wait(Frame(kind: .branch, level: Level.branch, start: current.start, focus: current.span))
                return true
            }
            emit(.otherwise, detail: 0, count: 1, start: current.start, end: current.end, focus: current.span, &tree)
            guard endsArgument(tokens[position].kind) else { throw explain(.operatorExpected) }
            return false
        case .openBracket where isIndexable(current):
            return try open(.index, current, &tree)
        case .name, .openParenthesis, .bar:
            implicitProduct(current, &tree)
            return true
        case .number where isClosing(tokens[position - 1].kind):
            implicitProduct(current, &tree)
            return true
        default:
            throw explain(.operatorExpected)
        }
    }

    private func separates(_ kind: Frame.Kind) -> Bool {
        switch kind {
        case .call, .derivativeCall, .partialCall, .vector, .index: true
        default: false
        }
    }

    /// Whether nothing more of an argument follows. Unclosed brackets are found later.
    private func endsArgument(_ kind: Token.Kind) -> Bool {
        kind == .comma || kind == .closeParenthesis || kind == .closeBracket || isSeparator(kind)
    }

    private func isClosing(_ kind: Token.Kind) -> Bool {
        kind == .closeParenthesis || kind == .bar || kind == .operator || kind == .closeBracket
    }

    private func isIndexable(_ bracket: Token) -> Bool {
        let before = tokens[position - 1]
        return before.end == bracket.start && (before.kind == .name || before.kind == .closeBracket || before.kind == .closeParenthesis)
    }

    // MARK: Operators

    private mutating func infix(_ current: Token, _ tree: inout SyntaxTree) throws(Diagnostic) -> Bool {
        switch current.symbol {
        case .factorial, .doubleFactorial, .prime:
            position += 1
            let start = operands.last?.start ?? current.start
            emit(.operator, detail: current.symbol.rawValue, count: 1, start: start, end: current.end, focus: current.span, &tree)
            return false
        case .not, .definition:
            throw explain(.operatorExpected)
        case .equal where beginsAnotherEquation:
            throw explain(.equationAfterAnother)
        default:
            position += 1
            push(current.symbol, current.span, &tree)
            return true
        }
    }

    /// Whether an equation of the same name seems to begin within one: `x=2 x=3`.
    private var beginsAnotherEquation: Bool {
        guard let product = frames.last, product.kind == .operator, product.detail == OperatorID.implicitTimes.rawValue,
            let name = position > 1 ? tokens[position - 1] : nil, name.kind == .name, product.focus.start == name.start,
            tokens[position - 2].end < name.start, let left = operands.dropLast(2).last,
            let outside = frames.dropLast().last, outside.kind == .operator, outside.detail == OperatorID.equal.rawValue
        else { return false }
        return string(left) == string(name.span)
    }

    private mutating func push(_ symbol: OperatorID, _ span: Span, _ tree: inout SyntaxTree) {
        let row = Vocabulary.row(symbol)
        let level = Level.of(row.precedence)
        reduce(to: row.position == .infixRight ? level + 1 : level, &tree)
        wait(
            Frame(kind: .operator, detail: symbol.rawValue, level: level, start: operands.last?.start ?? span.start, focus: span))
    }

    private mutating func implicitProduct(_ next: Token, _ tree: inout SyntaxTree) {
        reduce(to: Level.tightProduct, &tree)
        var level = Level.of(.product)
        if let bare = frames.last, bare.kind == .bare, !beginsFunction(next) {
            level = Level.tightProduct
            // One note for all the factors.
            if tree.notes.last?.span != bare.focus {
                tree.notes.append(
                    Note("bare-argument", "'\(string(bare.focus))' is applied to all factors written side by side", at: bare.focus))
            }
        } else if let top = frames.last, top.kind == .operator, top.detail == OperatorID.divide.rawValue {
            tree.notes.append(Note("implicit-product-after-division", "read from left to right: a/b c is (a/b)*c", at: top.focus))
        }
        reduce(to: level, &tree)
        wait(
            Frame(
                kind: .operator, detail: OperatorID.implicitTimes.rawValue, level: level, start: operands.last?.start ?? next.start,
                focus: Span(start: next.start, end: next.start)))
    }

    /// Whether a factor written beside others begins with a function. A name such as `gamma` is a function only where it is
    /// called: `sin 2 gamma` is the sine of a product.
    private func beginsFunction(_ next: Token) -> Bool {
        guard next.kind == .name, Vocabulary.function(named: text(next.span)) != nil else { return false }
        return token(1).kind == .openParenthesis || !Vocabulary.isGreek(text(next.span))
    }

    /// Puts an operator on the stack. It remembers the bracket around, so that a bar is closed without a search.
    mutating func wait(_ frame: Frame) {
        var frame = frame
        if let top = frames.last { frame.isInBar = top.level == 0 ? top.kind == .bar : top.isInBar }
        frames.append(frame)
    }

    /// Completes all operators on the stack that bind at least as tightly as `level`.
    mutating func reduce(to level: UInt8, _ tree: inout SyntaxTree) {
        while let top = frames.last, top.level >= level, top.level > 0 {
            frames.removeLast()
            switch top.kind {
            case .bare:
                complete(bare: top, &tree)
            case .branch:
                emit(.branch, detail: 0, count: 2, start: top.start, end: top.focus.end, focus: top.focus, &tree)
            default:
                let symbol = OperatorID(rawValue: top.detail) ?? .plus
                let count: UInt32 = Vocabulary.row(symbol).position == .prefix ? 1 : 2
                emit(.operator, detail: top.detail, count: count, start: top.start, end: top.focus.end, focus: top.focus, &tree)
            }
        }
    }

    // MARK: Nodes

    func string(_ span: Span) -> String { String(decoding: text(span), as: UTF8.self) }

    mutating func leaf(_ kind: SyntaxNode.Kind, _ span: Span, _ tree: inout SyntaxTree) {
        tree.nodes.append(SyntaxNode(kind: kind, detail: 0, childCount: 0, span: span, focus: span))
        operands.append(span)
    }

    /// Appends a node over the last `count` operands, whose spans it takes the place of.
    mutating func emit(
        _ kind: SyntaxNode.Kind, detail: UInt8, count: UInt32, start: UInt32, end: UInt32, focus: Span, _ tree: inout SyntaxTree
    ) {
        var span = Span(start: start, end: end)
        if count > 0 {
            span = span.joined(operands[operands.count - Int(count)]).joined(operands[operands.count - 1])
            operands.removeLast(Int(count))
        }
        tree.nodes.append(SyntaxNode(kind: kind, detail: detail, childCount: count, span: span, focus: focus))
        if kind == .operator, detail == OperatorID.range.rawValue { tree.hasRanges = true }
        operands.append(span)
    }
}
