import Expressions
import Syntax
import Vocabulary

/// An operation with what it is applied to: a command, or a call in a statement.
public struct Call: Sendable {
    /// The expression, equation or list of assignments; several where the text has several statements.
    var subject: [Operand]
    /// Whether the expression is the line of a stream.
    var isStreaming = false
    /// Whether values of sizes were among the operands, which have been put in where the expression is read.
    private(set) var hasSizes = false
    /// What is the same on every line of a stream.
    private let question: Question

    private final class Question: Sendable {
        let operation: OperationRow
        let others: [Operand]
        let forms: [Operand.Form]
        let options: OptionValues
        let variables: Result<[Variable], Diagnostic>

        init(_ operation: OperationRow, _ others: [Operand], _ options: OptionValues) {
            self.operation = operation
            self.others = others
            self.options = options
            forms = others.map(\.form)
            do throws(Diagnostic) { variables = .success(try Call.repeatedVariables(others, forms)) } catch { variables = .failure(error) }
        }
    }

    /// The operation.
    public var operation: OperationRow { question.operation }
    /// The other operands.
    var others: [Operand] { question.others }
    /// What these are, by their syntax.
    var forms: [Operand.Form] { question.forms }
    /// The options.
    public var options: OptionValues { question.options }

    /// A command without its expression, which comes line by line.
    public init(_ operation: OperationRow, others: [Operand], options: OptionValues) {
        self.init(operation, subject: [], others: others, options: options)
    }

    init(_ operation: OperationRow, subject: [Operand], others: [Operand], options: OptionValues) {
        self.subject = subject
        question = Question(operation, others, options)
    }

    /// A variable and how often to differentiate in it.
    struct Variable: Equatable {
        let name: String
        var order = 1
    }

    /// `x = 2`: a name and its value.
    struct Binding {
        let name: String
        let value: Operand
    }

    /// The only expression.
    ///
    /// - Throws: where there is none, or there are several.
    var expression: Operand {
        get throws(Diagnostic) {
            guard let first = subject.first else { throw Diagnostic("empty-input", "an expression is expected", at: Span(0, 0)) }
            guard subject.count == 1 else {
                let end = Int(first.tree.span.end)
                throw Diagnostic("unexpected-statement", "only one expression is expected", at: Span(end, end + 1))
            }
            return first
        }
    }

    /// The variables, each with a whole number after it where it is repeated.
    func repeatedVariables() throws(Diagnostic) -> [Variable] { try question.variables.get() }

    private static func repeatedVariables(_ others: [Operand], _ forms: [Operand.Form]) throws(Diagnostic) -> [Variable] {
        var variables: [Variable] = []
        for (operand, form) in zip(others, forms) {
            switch form {
            case .name(let name): variables.append(Variable(name: try variable(name)))
            case .number:
                guard var last = variables.popLast(), last.order == 1 else {
                    throw Diagnostic.usage("a number stands after the variable it repeats: diff 'x^5' x 3")
                }
                guard let order = operand.wholeNumber, order >= 0, order <= 10_000 else {
                    throw Diagnostic.usage("a derivative's order is a whole number from 0 to 10000")
                }
                last.order = order
                variables.append(last)
            default: throw Diagnostic.usage("'\(operand.words)' is no variable: a name is expected")
            }
        }
        return variables
    }

    /// Names that are no functions.
    private static func variable(_ name: String) throws(Diagnostic) -> String {
        var copy = name
        guard copy.withUTF8({ !Vocabulary.isReserved($0) }) else {
            throw Diagnostic.usage("'\(name)' is a function: it cannot be a variable")
        }
        return name
    }

    /// The operands as variables and values, in any order.
    func variablesAndBindings() throws(Diagnostic) -> (variables: [String], bindings: [Binding]) {
        let takesVariables = operation.accepts(.variable)
        let takesValues = operation.accepts(.binding) || operation.accepts(.replacement)
        var (variables, bindings): ([String], [Binding]) = ([], [])
        for (operand, form) in zip(others, forms) {
            switch form {
            case .name(let name) where takesVariables:
                let name = try Call.variable(name)
                if operation.indices != .variables, Vocabulary.element(name)?.places.contains(where: { Int($0) == nil }) ?? false {
                    throw Diagnostic.usage("\(operation.name) takes names and entries: '\(name)' is at a place without a value")
                }
                if !variables.contains(name) { variables.append(name) }
            case .binding(let name, let value) where takesValues:
                guard !bindings.contains(where: { $0.name == name }) else {
                    throw Diagnostic.usage("'\(name)' is given a value twice")
                }
                bindings.append(Binding(name: name, value: value))
            default:
                throw Diagnostic.usage(
                    !takesValues
                        ? "'\(operand.words)' is no variable: a name is expected"
                        : takesVariables
                            ? "'\(operand.words)' is neither a variable nor a value: write VAR or VAR=VALUE"
                            : "'\(operand.words)' is no value: write VAR=VALUE")
            }
        }
        return (variables, bindings)
    }

    /// The call with other operands, from which values of sizes were taken.
    func withSizes(others: [Operand]) -> Call {
        var call = Call(operation, subject: subject, others: others, options: options)
        call.isStreaming = isStreaming
        call.hasSizes = true
        return call
    }

    /// The names in the value of an option, joined by commas.
    func names(_ option: OptionID) throws(Diagnostic) -> [String] {
        guard let text = options.text(option) else { return [] }
        var names: [String] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let name = (try? Operand(word: String(part)))?.name else {
                let word = part.drop { $0 == " " }
                throw Diagnostic.usage("'\(word)' is no variable: \(option.row.spelling) takes names, such as \(option.row.spelling) x,y")
            }
            names.append(try Call.variable(name))
        }
        return names
    }
}

extension Request {
    /// An operation by its name, with the words of a command line without the expression, and options.
    ///
    /// - Throws: words that cannot be read, and an unknown operation.
    public static func command(_ name: String, _ words: [String] = [], _ options: [OptionID: String] = [:]) throws(Diagnostic) -> Request {
        guard let operation = OperationRow.named(name) else { throw Diagnostic.usage("unknown command '\(name)'") }
        var values = OptionValues()
        for (id, text) in options { try values.set(id, text) }
        return .call(Call(operation, others: try words.map { word throws(Diagnostic) in try Operand(word: word) }, options: values))
    }
}
