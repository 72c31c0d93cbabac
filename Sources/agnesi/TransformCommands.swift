import ArgumentParser
import Session
import Vocabulary

/// A command that transforms an expression: the first word, or each line of standard input; the other words are its operands.
protocol TransformCommand: ParsableCommand {
    static var transform: Transform { get }
    var shared: SharedOptions { get }
    var words: [String] { get }
}

extension TransformCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: transform.rawValue, abstract: "\(transform.summary.prefix(1).uppercased())\(transform.summary.dropFirst()).",
            discussion: "Without an expression, or with '-', each line of standard input is one.")
    }

    func run() throws { try finish(shared.runner.transform(Self.transform, Arguments.original(words))) }
}

/// The commands of all transforms.
let transformCommands: [any ParsableCommand.Type] = [
    Simplify.self, Expand.self, Factor.self, Together.self, Apart.self, Collect.self, Equal.self, GreatestCommonDivisor.self,
    LeastCommonMultiple.self, Quotient.self, Remainder.self, Resultant.self, Discriminant.self, Coefficients.self, Degree.self,
]

struct Simplify: TransformCommand {
    static let transform = Transform.simplify
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The expression.") var words: [String] = []
}

struct Expand: TransformCommand {
    static let transform = Transform.expand
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The expression.") var words: [String] = []
}

struct Together: TransformCommand {
    static let transform = Transform.together
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The expression.") var words: [String] = []
}

struct Apart: TransformCommand {
    static let transform = Transform.apart
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The expression and the variable.") var words: [String] = []
}

struct Collect: TransformCommand {
    static let transform = Transform.collect
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The expression and the name to collect by.") var words: [String] = []
}

struct Equal: TransformCommand {
    static let transform = Transform.equal
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The two expressions, or an equation.") var words: [String] = []
}

struct GreatestCommonDivisor: TransformCommand {
    static let transform = Transform.gcd
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The two polynomials.") var words: [String] = []
}

struct LeastCommonMultiple: TransformCommand {
    static let transform = Transform.lcm
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The two polynomials.") var words: [String] = []
}

struct Quotient: TransformCommand {
    static let transform = Transform.quo
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The two polynomials and the variable.") var words: [String] = []
}

struct Remainder: TransformCommand {
    static let transform = Transform.rem
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The two polynomials and the variable.") var words: [String] = []
}

struct Resultant: TransformCommand {
    static let transform = Transform.resultant
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The two polynomials and the variable.") var words: [String] = []
}

struct Discriminant: TransformCommand {
    static let transform = Transform.discriminant
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The polynomial and the variable.") var words: [String] = []
}

struct Coefficients: TransformCommand {
    static let transform = Transform.coefficients
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The polynomial and the variable.") var words: [String] = []
}

struct Degree: TransformCommand {
    static let transform = Transform.degree
    @OptionGroup var shared: SharedOptions
    @Argument(help: "The polynomial and the variable.") var words: [String] = []
}

struct Factor: TransformCommand {
    static let transform = Transform.factor
    @OptionGroup var shared: SharedOptions

    @Option(help: ArgumentHelp("Factors over the rational numbers with this root, such as 'sqrt(2)' or 'I'.", valueName: "root"))
    var `extension`: String?

    @Argument(help: "The expression.") var words: [String] = []

    func run() throws {
        let operands = Arguments.original(words) + (`extension`.map { [Arguments.original($0)] } ?? [])
        try finish(shared.runner.transform(.factor, operands))
    }
}
