import Syntax
import Vocabulary

/// What is asked of an expression: a command with everything but the expression itself.
public enum Request: Sendable {
    /// The derivative in these variables, in order. None: in the one free name.
    case derivative([Variable])
    /// The value with these names given values.
    case value(bindings: [Binding], ValueForm)
    /// First or second derivatives in several variables, as formulas or at a point.
    case derivatives(Derivatives)
    /// Derivatives beside differences, or beside what someone claims they are.
    case check(Checking)
    /// A transform with these further arguments. `equal` on a line by itself takes an equation.
    case transform(Transform, arguments: [String])
    /// The solutions of the equations of a line.
    case solutions(Solving)
    /// The points at which the derivatives in these variables are zero. None: in all free names.
    case stationary([String])
    /// The evaluation trace of a line's expression, or of its assignments.
    case trace(Trace)
    /// The statement or statements of a line: expressions, definitions, declarations.
    case statements

    /// A variable and how often to differentiate in it.
    public struct Variable: Sendable, Equatable {
        /// The name.
        public let name: String
        /// How often to differentiate in it.
        public let order: Int

        /// Pairs them.
        public init(name: String, order: Int) {
            self.name = name
            self.order = order
        }
    }

    /// How a value is shown.
    public enum ValueForm: Sendable, Equatable {
        /// The nearest double.
        case nearest
        /// So many significant digits.
        case digits(Int)
        /// As an expression.
        case exact
        /// Numbers with the value certainly between them; names may stand for intervals.
        case bounds
        /// In double precision, operation by operation, as far as the first that has no finite value.
        case why
    }

    /// `x=2`: a name and the text of its value.
    public struct Binding: Sendable, Equatable {
        /// The name.
        public let name: String
        /// The text of the value.
        public let value: String

        /// Pairs them.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}

extension Request {
    /// Reads the variables of a derivative from the words of a command: names, each with a whole number behind it where it is
    /// repeated.
    public static func variables(_ words: [String]) throws(Diagnostic) -> [Variable] {
        var variables: [Variable] = []
        for word in words {
            if let order = Int(word) {
                guard let last = variables.popLast(), last.order == 1 else {
                    throw usage("a number stands behind the variable it repeats: diff 'x^5' x 3")
                }
                guard order >= 0, order <= 10_000 else { throw usage("a derivative's order is a whole number from 0 to 10000") }
                variables.append(Variable(name: last.name, order: order))
            } else {
                guard isName(word) else { throw usage("'\(word)' is no variable: a name is expected") }
                variables.append(Variable(name: Vocabulary.spelledOut(word), order: 1))
            }
        }
        return variables
    }

    /// Splits `x=2` into name and value; nil for a word of another form.
    public static func binding(_ word: String) -> Binding? {
        guard let sign = word.firstIndex(of: "="), sign != word.startIndex else { return nil }
        let name = word[..<sign].filter { $0 != " " }
        let value = word[word.index(after: sign)...]
        guard isName(name), !value.isEmpty, !value.hasPrefix("=") else { return nil }
        return Binding(name: Vocabulary.spelledOut(name), value: String(value))
    }

    /// Whether the word can name a variable.
    public static func isName(_ word: String) -> Bool {
        guard let first = word.unicodeScalars.first, !(first.value >= 48 && first.value <= 57) else { return false }
        let isLetter = word.unicodeScalars.allSatisfy { scalar in
            scalar == "_"
                || (scalar.value < 0x80
                    ? scalar.properties.isAlphabetic || (scalar.value >= 48 && scalar.value <= 57)
                    : scalar.properties.isAlphabetic && scalar.value < 0x400)
        }
        var copy = word
        return isLetter && copy.withUTF8 { Vocabulary.constant(named: $0) } == nil && !Vocabulary.keywords.contains { $0.word == word }
    }

    static func usage(_ message: String) -> Diagnostic { Diagnostic("usage", message, at: Span(0, 0), kind: .usage) }
}
