import Syntax
import Vocabulary

/// Something a user can ask: a command of the program, and a call of the same name in a statement.
///
/// The command line, statements, streams, help, completion, the manual and the tests are all read off the rows of one table,
/// `OperationRow.all`. `CONTRIBUTING.md` tells how to add one.
public final class OperationRow: Sendable {
    /// What an operand is.
    public enum Kind: Sendable {
        /// A formula.
        case expression
        /// An equation, an inequality or a formula that is to be zero.
        case equation
        /// A name.
        case variable
        /// A name, and maybe a whole number after it that repeats it.
        case repeatedVariable
        /// `x=2`: a name and a number.
        case binding
        /// `x=y+1`: a name and an expression.
        case replacement
        /// A whole number.
        case number
        /// A word of the language.
        case topic
    }

    /// An operand, in the order in which they are written.
    public struct OperandRow: Sendable {
        /// What it is called in help: `EXPR`, `VAR`.
        public let name: String
        /// What it is.
        public let kind: Kind
        /// Whether it may be left out.
        public let isOptional: Bool
        /// Whether there may be several.
        public let isRepeated: Bool

        /// One that must be there.
        static func one(_ name: String, _ kind: Kind) -> OperandRow { .init(name: name, kind: kind, isOptional: false, isRepeated: false) }
        /// One that may be left out.
        static func maybe(_ name: String, _ kind: Kind) -> OperandRow { .init(name: name, kind: kind, isOptional: true, isRepeated: false) }
        /// Any number.
        static func several(_ name: String, _ kind: Kind) -> OperandRow {
            .init(name: name, kind: kind, isOptional: true, isRepeated: true)
        }
    }

    /// What an operation makes of what is indexed.
    public enum IndexUse: Sendable {
        /// It works with entries.
        case none
        /// It knows such forms; its variables are names.
        case forms
        /// Its variables may be elements at any places.
        case variables
    }

    /// The name of the command and of the call.
    public let name: String
    /// What it gives, in a few words.
    public let summary: String
    /// What there is to say besides.
    public let details: String
    /// What it is applied to; the first operand may come from a stream.
    public let operands: [OperandRow]
    /// The options that it takes besides those that all take.
    public let options: [OptionID]
    /// The values of `--format` that it knows besides those that all know.
    public let formats: [String]
    /// Whether an answer has many lines as text: on a stream it is JSON then.
    public let hasManyLines: Bool
    /// Command lines that show what it does; a test runs them.
    public let examples: [String]
    /// Whether it is one for numbers, which an array has for each of its entries.
    public let isEntrywise: Bool
    /// Whether what it gives may be an array.
    public let givesArrays: Bool
    /// What it makes of sums between bounds, and elements at places, that have no values.
    public let indices: IndexUse
    /// Answers a call.
    let answer: @Sendable (Session, Call) throws(Diagnostic) -> Answer

    init(
        _ name: String, _ summary: String, details: String = "", _ operands: [OperandRow], options: [OptionID] = [],
        formats: [String] = [], hasManyLines: Bool = false, isEntrywise: Bool = false, givesArrays: Bool = false,
        indices: IndexUse = .none,
        examples: [String],
        answer: @escaping @Sendable (Session, Call) throws(Diagnostic) -> Answer
    ) {
        self.name = name
        self.summary = summary
        self.details = details
        self.operands = operands
        self.options = options
        self.formats = formats
        self.hasManyLines = hasManyLines
        self.isEntrywise = isEntrywise
        self.givesArrays = givesArrays || isEntrywise
        self.indices = isEntrywise && indices == .none ? .forms : indices
        self.examples = examples
        self.answer = answer
    }

    /// The operation of that name.
    public static func named(_ name: String) -> OperationRow? {
        var copy = name
        return copy.withUTF8 { named($0) }
    }

    static func named(_ bytes: UnsafeBufferPointer<UInt8>) -> OperationRow? { index.value(for: bytes).map { all[$0] } }

    private static let index: WordIndex = {
        var index = WordIndex()
        for (place, operation) in all.enumerated() { index.insert(operation.name, place) }
        return index
    }()

    /// All options it takes.
    public var allOptions: [OptionID] { OptionID.shared + options }

    /// How the command is written: `solve EQUATION [EQUATION…] [VAR…]`.
    public var commandUsage: String {
        ([name] + operands.map { row in row.isRepeated ? "[\(row.name)…]" : row.isOptional ? "[\(row.name)]" : row.name })
            .joined(separator: " ")
    }

    /// How the call is written in a statement: `solve(EQUATION, VAR)`.
    public var callUsage: String { "\(name)(\(operands.map { $0.name.replacing("=", with: " = ") }.joined(separator: ", ")))" }

    /// How many operands there must be.
    var required: Int { operands.count { !$0.isOptional } }

    /// Whether the operands leave the expression to a stream: it is missing, or every word may be left out and at most one is a name.
    ///
    /// - Parameter words: nil stands for one that is no single expression.
    public func leavesExpression(_ words: [Operand?]) -> Bool {
        if words.count < required { return !(words.count == 1 && isEquation(words[0])) }
        var names = 0
        for word in words {
            switch word?.form {
            case .name:
                names += 1
                guard accepts(.variable, optional: true) || accepts(.repeatedVariable, optional: true) else { return false }
            case .number:
                let isOrder = names > 0 && accepts(.repeatedVariable, optional: true)
                guard isOrder || words.count == 1 && accepts(.number, optional: true) else { return false }
            case .binding:
                guard let word, isValue(word) else { return false }
            default: return false
            }
        }
        return names <= 1
    }

    /// Whether an operand gives a name a value, as the operation takes it: with other names in it, it is an equation.
    func isValue(_ word: Operand) -> Bool {
        guard case .binding(_, let value) = word.form else { return false }
        return accepts(.replacement) || accepts(.binding) && value.names.isEmpty
    }

    /// `equal 'a = b'` needs no second operand, which may be left out as the expression may.
    private func isEquation(_ word: Operand?) -> Bool { word?.holds([.equal]) ?? true }

    /// Whether the expression may come from standard input.
    public var takesStream: Bool { operands.first?.kind == .expression || operands.first?.kind == .equation }

    func accepts(_ kind: Kind, optional: Bool = false) -> Bool {
        operands.contains { $0.kind == kind && (!optional || $0.isOptional) }
    }
}
