/// A problem with an input: what, where, and what to do about it.
public struct Diagnostic: Error, Sendable, Equatable {
    /// The problem's name, a phrase such as `unknown-function`; scripts may rely on it.
    public let code: String
    /// One sentence without a full stop.
    public let message: String
    /// The bytes of the input that the caret points at.
    public let span: Span
    /// What to write instead, shown behind the caret.
    public let suggestion: String?
    /// What went wrong, which decides the exit status.
    public let kind: Kind
    /// Further facts for formats that have members for them.
    public var details: [Detail] = []
    /// The text that the place is in, where that is not the line: a word of the command line, the value of an option.
    public private(set) var source: [UInt8]?

    /// A fact about a problem.
    public struct Detail: Sendable, Equatable {
        /// What it is.
        public let name: String
        /// A text, a number, or several.
        public let value: Value

        /// The kinds of facts.
        public enum Value: Sendable, Equatable {
            case text(String)
            case number(Double)
            case numbers([Double])
            /// Numbers by name.
            case point([String], [Double])
        }

        /// Pairs them.
        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// The classes of problems that exit statuses distinguish.
    public enum Kind: Sendable {
        /// The text could not be read.
        case unreadable
        /// The text is read, but has no meaning yet.
        case unsupported
        /// There is no value there: division by zero, outside a domain, no derivative.
        case undefined
        /// The question could not be decided.
        case undecided
        /// A time, size or memory limit was reached.
        case limit
        /// The command was called wrongly.
        case usage
        /// An answer failed its own check.
        case selfCheck
        /// The user interrupted.
        case interrupted
        /// The answer is "no".
        case negative
    }

    /// A problem or remark at a place.
    public init(_ code: String, _ message: String, at span: Span, suggestion: String? = nil, kind: Kind = .unreadable) {
        self.code = code
        self.message = message
        self.span = span
        self.suggestion = suggestion
        self.kind = kind
    }

    /// The process exit status that belongs to the problem.
    public var exitStatus: Int32 {
        switch kind {
        case .negative: 1
        case .usage: 2
        case .unreadable, .unsupported: 3
        case .undefined: 4
        case .undecided: 5
        case .limit: 6
        case .selfCheck: 7
        case .interrupted: 130
        }
    }

    /// The same problem at another place.
    public func moved(to span: Span) -> Diagnostic {
        var moved = Diagnostic(code, message, at: span, suggestion: suggestion, kind: kind)
        moved.details = details
        return moved
    }

    /// The same problem, in a text of its own. What is known to be about another one stays so.
    public func about(_ text: [UInt8]) -> Diagnostic {
        var changed = self
        if changed.source == nil { changed.source = text }
        return changed
    }
}

/// A remark about how an input was read; with `--strict` it counts as an error.
public struct Note: Sendable, Equatable {
    /// The remark's name.
    public let code: String
    /// One sentence without a full stop.
    public let message: String
    /// The bytes it is about.
    public let span: Span

    /// A problem or remark at a place.
    public init(_ code: String, _ message: String, at span: Span) {
        self.code = code
        self.message = message
        self.span = span
    }
}
