import Vocabulary

extension Parser {
    /// Reads what stands before the expression of a statement: `f(x) :=`, `assume`, `given X:`, `function f`.
    mutating func heading(into tree: inout SyntaxTree) throws(Diagnostic) {
        tree.statement = .expression
        let head = position
        switch tokens[position].kind {
        case .function:
            position += 1
            tree.statement = .declaration(try names(from: head))
        case .assume:
            position += 1
            let name = token(0)
            if name.kind == .name, token(1).kind == .name, isSeparator(token(2).kind) {
                tree.statement = .assumption(name: name.span, property: token(1).span)
                position += 2
            } else {
                tree.statement = .assumption(name: name.span, property: nil)
            }
        case .given:
            position += 1
            let name = try take(.name, from: head)
            _ = try take(.colon, from: head)
            let type = try take(.name, from: head)
            guard token(0).kind == .openParenthesis || isSeparator(token(0).kind) else { throw explain(.statementExpected, from: head) }
            position -= 1
            tree.statement = .given(name: name.span, type: type.span)
        case .name:
            definitionHeading(into: &tree)
        default:
            break
        }
    }

    private mutating func take(_ kind: Token.Kind, from head: Int) throws(Diagnostic) -> Token {
        let current = token(0)
        guard current.kind == kind else { throw explain(.statementExpected, from: head) }
        position += 1
        return current
    }

    /// Behind `given X: matrix(N, d)`: nothing may follow the type.
    mutating func endDeclaredType(_ tree: SyntaxTree, from head: Int) throws(Diagnostic) {
        guard case .given(_, let type) = tree.statement, let last = tree.nodes.last else { return }
        guard last.focus != type || (last.kind != .name && last.kind != .call) else { return }
        let end = tree.nodes.first { $0.focus == type && $0.kind != .name }?.span.end ?? type.end
        position = tokens[head...].firstIndex { $0.start >= end } ?? position
        throw explain(.statementExpected, from: head)
    }

    private mutating func definitionHeading(into tree: inout SyntaxTree) {
        let name = token(0).span
        if isOperator(1, .definition) {
            tree.statement = .definition(name: name, parameters: nil)
            position += 2
            return
        }
        guard token(1).kind == .openParenthesis else { return }
        var parameters: [Span] = []
        var offset = 2
        while token(offset).kind == .name {
            parameters.append(token(offset).span)
            guard token(offset + 1).kind == .comma else { break }
            offset += 2
        }
        offset += 1
        if token(offset - 1).kind == .name, token(offset).kind == .closeParenthesis, isOperator(offset + 1, .definition) {
            tree.statement = .definition(name: name, parameters: parameters)
            position += offset + 2
        }
    }

    private mutating func names(from head: Int) throws(Diagnostic) -> [Span] {
        var names: [Span] = []
        while true {
            names.append(try take(.name, from: head).span)
            guard token(0).kind == .comma else { return names }
            position += 1
        }
    }
}
