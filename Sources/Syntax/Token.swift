import Vocabulary

/// A lexical element of the source text.
public struct Token: Sendable {
    /// What the token is.
    public var kind: Kind
    /// The operator, where `kind` is `.operator`.
    public var symbol: OperatorID
    /// The first byte.
    public var start: UInt32
    /// The byte behind the last.
    public var end: UInt32

    /// The kinds of tokens.
    public enum Kind: UInt8, Sendable {
        case number, superscript, name
        case `operator`
        case openParenthesis, closeParenthesis, openBracket, closeBracket
        case comma, semicolon, newline, bar, colon
        case branch, otherwise
        case assume, given, function
        case end
    }

    @inlinable var span: Span { Span(start: start, end: end) }
}
