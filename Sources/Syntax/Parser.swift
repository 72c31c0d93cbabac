import Vocabulary

/// Reads one statement after another from source text.
///
/// Operator precedence parsing (Pratt, *Top Down Operator Precedence*, 1973) with explicit stacks: the depth of nesting is
/// bounded by memory alone. Nodes are emitted in post-order. When the text cannot be read, a second pass over the tokens
/// (`Explanation`) finds the words for it; the parser itself only knows where it stopped.
public struct Parser {
    var bytes: UnsafeBufferPointer<UInt8>
    var tokens: [Token] = []
    var position = 0
    var frames: [Frame] = []
    var operands: [Span] = []

    /// What the parser needed where it stopped.
    enum Failure {
        case operandExpected, operatorExpected, unopened, mismatched, unclosed, separatorOutside, misplacedKeyword, statementExpected
        case equationAfterAnother
    }

    /// Prepares for the text: splits it into tokens.
    ///
    /// - Throws: the first byte that begins no token.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) throws(Diagnostic) {
        self.bytes = bytes
        guard bytes.count < Int(UInt32.max) else {
            throw Diagnostic("input-too-long", "the input is longer than 4 GiB", at: Span(0, 0), kind: .limit)
        }
        try scan()
    }

    private mutating func scan() throws(Diagnostic) {
        tokens.reserveCapacity(min(bytes.count + 1, 1024))
        var lexer = Lexer(bytes)
        try lexer.scan(into: &tokens)
    }

    /// Reads another text with the same buffers.
    public mutating func restart(_ bytes: UnsafeBufferPointer<UInt8>) throws(Diagnostic) {
        self.bytes = bytes
        tokens.removeAll(keepingCapacity: true)
        position = 0
        try scan()
    }

    /// Whether the text holds no further statement.
    public var isAtEnd: Bool { tokens[position].kind == .end }

    /// The next statement. An empty statement is returned for nothing between two separators.
    public mutating func statement(into tree: inout SyntaxTree) throws(Diagnostic) {
        tree.clear()
        frames.removeAll(keepingCapacity: true)
        operands.removeAll(keepingCapacity: true)
        let start = tokens[position].start
        let head = position
        if isSeparator(tokens[position].kind) {
            tree.span = Span(start: start, end: start)
        } else {
            try heading(into: &tree)
            if takesExpression(tree.statement) {
                try expression(into: &tree)
                try endDeclaredType(tree, from: head)
            } else if case .definition = tree.statement {
                throw explain(.operandExpected, from: head)
            } else if case .assumption(_, nil) = tree.statement {
                throw explain(.operandExpected, from: head)
            }
            tree.span = Span(start: start, end: tokens[max(position - 1, head)].end)
        }
        guard isSeparator(tokens[position].kind) else { throw explain(.operatorExpected, from: head) }
        if tokens[position].kind != .end { position += 1 }
    }

    /// Skips to behind the next separator: what is left of a statement that cannot be read.
    public mutating func skipStatement() {
        while !isSeparator(tokens[position].kind) { position += 1 }
        if tokens[position].kind != .end { position += 1 }
    }

    /// Whether an expression follows the heading of a statement.
    private func takesExpression(_ statement: Statement) -> Bool {
        switch statement {
        case .expression: true
        case .declaration, .empty: false
        case .definition, .assumption, .given: !isSeparator(tokens[position].kind)
        }
    }

    func isSeparator(_ kind: Token.Kind) -> Bool { kind == .semicolon || kind == .newline || kind == .end }

    func text(_ span: Span) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(span.start)..<Int(span.end)])
    }

    func token(_ offset: Int) -> Token { tokens[min(position + offset, tokens.count - 1)] }

    func isOperator(_ offset: Int, _ symbol: OperatorID) -> Bool {
        let token = token(offset)
        return token.kind == .operator && token.symbol == symbol
    }
}

/// An entry of the operator stack: an operator that waits for its right operand, or an open bracket.
struct Frame {
    enum Kind { case `operator`, group, call, derivativeCall, partialCall, vector, index, bar, bare, branch }

    var kind: Kind
    /// The operator of an operator; the number of primes of a derivative.
    var detail: UInt8 = 0
    /// How tightly it binds; brackets bind not at all.
    var level: UInt8
    /// How many arguments are complete.
    var count: UInt32 = 0
    /// Where the text of the node begins.
    var start: UInt32
    /// The name or the operator's spelling.
    var focus: Span
    /// Whether the innermost bracket around an operator is a bar.
    var isInBar = false
    /// The exponent of `sin^2 x`, as a token position; 0 where there is none.
    var exponent = 0
}

/// Binding strengths on the operator stack: the table's, spread out to make room for a function without parentheses, whose
/// argument extends over the factors written side by side (`sin 2x`).
enum Level {
    static let branch: UInt8 = 1
    static let bare = of(.product) + 2
    static let tightProduct = of(.product) + 4

    static func of(_ precedence: Precedence) -> UInt8 { precedence.rawValue * 10 }
    static func of(_ symbol: OperatorID) -> UInt8 { of(Vocabulary.row(symbol).precedence) }
}
