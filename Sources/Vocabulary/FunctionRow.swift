/// One row of the function table: everything Agnesi knows about a function a user can type.
///
/// Symbolic columns are text in Agnesi's own syntax. They are parsed once, on first use, by `Reading`; the tests parse and
/// prove every one of them. Parameters are named in `parameters` and may be used in every symbolic column; in `tangent`
/// the differential of parameter `x` is written `dx`; in `inverses` and `range`, `y` stands for the function's value.
///
/// A class, so that code that wants one column does not copy them all.
public final class FunctionRow: Sendable {
    /// The name a user types, and the name that is printed.
    public let name: String
    /// Other spellings that read as this function.
    public let aliases: [String]
    /// Of which function this is another branch, and its number there: it is written as a call of that function with the number before
    /// the argument, `lambertw(-1, x)`. Nil for most.
    public let branch: (of: String, number: Int)?
    /// What a user calls it by: a branch has the name of its function.
    public var calledName: String { branch?.of ?? name }
    /// The parameters' names. A variadic function repeats its last parameter.
    public let parameters: [String]
    /// Whether any number of further arguments may follow the last parameter.
    public let isVariadic: Bool
    /// One sentence: what the function is.
    public let summary: String
    /// The partial derivatives, one for each parameter; empty where `tangent` is given instead or none is known.
    public let derivatives: [String]
    /// The differential of the whole call in the parameters and their differentials (`dx` for `x`), for functions whose
    /// derivative chooses between arguments, such as `max`.
    public let tangent: String
    /// An equal expression in simpler functions. A row marked `isAbbreviation` is replaced by it when it is read.
    public let definition: String
    /// An equal expression in simpler functions at real arguments of the domain, where `definition` is complex; empty: none.
    public let realDefinition: String
    /// An equal expression in the function one place further, `f(x + 1)`, which leads away from the poles on the left; empty: none.
    public let recurrence: String
    /// Whether reading replaces a call by `definition` (as `sqrt(x)` is a power).
    public let isAbbreviation: Bool
    /// `1 - f` in a form that loses no accuracy in double precision where `f` is near 1; empty: none.
    public let complement: String
    /// The same for `1 - f^2`.
    public let squareComplement: String
    /// All solutions `x` of `f(x) = y`, as families over an integer `k`.
    public let inverses: [String]
    /// The condition on real arguments under which the function is defined and real; empty: everywhere.
    public let domain: String
    /// The condition that every value at a real argument of the domain satisfies; empty: none known.
    public let range: String
    /// The condition that every value satisfies, at complex arguments too, where all of them are real numbers; empty: not so.
    public let complexRange: String
    /// Where the function has a pole or another singularity, in the real and the complex plane; empty: nowhere.
    public let singular: String
    /// Where the function is defined but has no derivative; empty: nowhere.
    public let kinks: String
    /// Where the value jumps, on the real line and in the complex plane: the places as expressions in `t`, any number that is not
    /// negative (a branch cut is a ray or a segment), and `k`, any whole number; separated by `;`, those of several parameters by `,`.
    public let jumps: String
    /// Whether the function is one of real numbers only, so that it has no complex derivative.
    public let isRealOnly: Bool
    /// Whether `f(-x)` is `f(x)`, `-f(x)` or neither, and where.
    public let symmetry: Symmetry
    /// `p` where `f(x + p) = ±f(x)`; empty: not periodic.
    public let period: String
    /// Whether the sign changes over one `period`.
    public let isAntiperiodic: Bool
    /// Whether the function increases strictly over the whole of its real domain, which is an interval.
    public let isIncreasing: Bool
    /// A condition on real arguments under which the value is positive, where `range` does not say it; empty: none known.
    public let positive: String
    /// Exact values: `argument -> value` pairs, separated by `;`.
    public let values: String
    /// How the value at exact numbers is found, beyond `values`.
    public let exact: ExactEvaluation
    /// The LaTeX form: a command that precedes the parenthesised arguments, or a template with `#1`, `#2`.
    public let latex: String
    /// How a call is set in two dimensions and in markup.
    public let notation: CallNotation
    /// The function on doubles.
    public let double: DoubleKernel
    /// The function on many doubles at once.
    public let block: BlockKernel
    /// How the double kernel and the block kernel err; nil for instructions and formulas, whose errors follow from their parts.
    public let rounding: Rounding?
    /// The function on complex balls.
    public let ball: BallKernel
    /// Whether the word may name a variable as well, where no parenthesis follows: `re` and `im` often do.
    public let isCommonName: Bool
    /// Inputs and the answers they print, executed by the tests and by `help`.
    public let examples: [Example]

    /// How a function behaves when its argument changes sign.
    public enum Symmetry: Sendable { case none, odd, oddOnReals, even }

    /// How a function of exact numbers is evaluated exactly.
    public enum ExactEvaluation: Sendable, Equatable {
        case none, identity, definition, realDefinition, floor, ceil, factorial, doubleFactorial, gamma, binomial
        /// To that base, of its powers.
        case logarithm(base: Int)
    }

    /// An input and the text it prints.
    public struct Example: Sendable {
        /// What is typed.
        public let input: String
        /// What is printed.
        public let output: String
    }

    init(
        _ name: String, _ parameters: String, _ summary: String, aliases: [String] = [], variadic: Bool = false, commonName: Bool = false,
        branch: (of: String, number: Int)? = nil, derivatives: [String] = [], tangent: String = "", definition: String = "",
        realDefinition: String = "", recurrence: String = "", abbreviation: Bool = false, complement: String = "",
        squareComplement: String = "",
        inverses: [String] = [], domain: String = "", range: String = "", complexRange: String = "", singular: String = "",
        kinks: String = "", jumps: String = "",
        realOnly: Bool = false, symmetry: Symmetry = .none, period: String = "", antiperiodic: Bool = false,
        increasing: Bool = false, positive: String = "", values: String = "", exact: ExactEvaluation = .none, latex: String,
        notation: CallNotation = .call,
        double: DoubleKernel, block: BlockKernel = .scalar(), rounding: Rounding? = nil, ball: BallKernel, examples: [(String, String)] = []
    ) {
        self.name = name
        self.aliases = aliases
        self.branch = branch
        self.parameters = parameters.split(separator: " ").map(String.init)
        self.isVariadic = variadic
        self.isCommonName = commonName
        self.summary = summary
        self.derivatives = derivatives
        self.tangent = tangent
        self.definition = definition
        self.realDefinition = realDefinition
        self.recurrence = recurrence
        self.isAbbreviation = abbreviation
        self.complement = complement
        self.squareComplement = squareComplement
        self.inverses = inverses
        self.domain = domain
        self.range = range
        self.complexRange = complexRange
        self.singular = singular
        self.kinks = kinks
        self.jumps = jumps
        self.isRealOnly = realOnly
        self.symmetry = symmetry
        self.period = period
        self.isAntiperiodic = antiperiodic
        self.isIncreasing = increasing
        self.positive = positive
        self.values = values
        self.exact = exact
        self.latex = latex
        self.notation = notation
        self.double = double
        self.block = block
        self.rounding = rounding
        self.ball = ball
        self.examples = examples.map { Example(input: $0.0, output: $0.1) }
    }

    /// Whether `definition` chooses between cases, by the sign of the argument or the order of two arguments.
    public var isDefinedByCases: Bool { definition.hasPrefix("if(") }

    /// Whether calls are numbers in a notation of their own: what is typed is read into whole numbers, and these are the arguments
    /// of the call.
    public var isNotation: Bool {
        if case .root = ball { return true }
        return false
    }

    /// Whether the function may be called with this many arguments.
    public func accepts(count: Int) -> Bool {
        isVariadic ? count >= parameters.count : count == parameters.count
    }
}

/// A function on doubles. Values outside the real domain are `nan`.
public enum DoubleKernel: Sendable {
    case unary(@convention(c) (Double) -> Double)
    case binary(@convention(c) (Double, Double) -> Double)
    /// Folds the arguments of a variadic function from the left.
    case fold(@convention(c) (Double, Double) -> Double)
    /// Evaluated through `definition`.
    case definition
}

/// A function on many doubles at once.
public enum BlockKernel: Sendable {
    /// The double kernel, one number after another.
    case scalar(weight: Int = 30)
    /// SLEEF's function of that name and accuracy: `sin_u10`. Its weight is what it costs, in additions.
    case sleef(String, weight: Int = 10)
    /// The same, and a function of SLEEF that gives this value, or another row's, as the first or second of two.
    case joint(String, pair: String, isSecond: Bool)
    /// An instruction of its own.
    case instruction(BlockInstruction)
    /// A formula in the parameters that loses no accuracy in double precision, as the definition may.
    case formula(String)
}

/// How a kernel on doubles errs, and how it passes the errors of its arguments on.
public struct Rounding: Sendable {
    /// The kernel's own error, in half units in the last place of the value.
    public let units: Double
    /// Where that holds of the sum of the value and 1 only, as near the zeros of a series: the same for an absolute error.
    public let absolute: Double
    /// How far the value moves at most where the argument `x` moves by at most `dx`, in the parameters, these radii and the value `f`;
    /// infinite or undefined where nothing can be said.
    public let spread: String
    /// Whether the value may be too small for a double where the arguments are not.
    public let mayVanish: Bool

    init(_ spread: String, units: Double = 2, absolute: Double = 0, mayVanish: Bool = false) {
        self.units = units
        self.absolute = absolute
        self.spread = spread
        self.mayVanish = mayVanish
    }
}

/// Functions that are single instructions of a processor.
public enum BlockInstruction: Sendable {
    case magnitude, floor, greater, lesser
}

/// A function on complex balls.
public enum BallKernel: Sendable {
    /// The named Arb function (or the shim's, of the same signature) of one argument.
    case arb(String)
    /// The named operation of the ball library on two arguments.
    case binary(String)
    /// The named operation of two arguments, folded from the left.
    case fold(String)
    /// A root of a polynomial: the arguments are its number, from 1 on, and the coefficients, from the constant one on.
    case root
    /// Evaluated through `definition`.
    case definition
}

/// How a call of a function is set on paper.
public enum CallNotation: Sendable {
    /// The name and the arguments in parentheses.
    case call
    /// `|x|`.
    case bars
    case floor, ceiling
    /// The root of that degree.
    case root(Int)
    /// After its argument, as `n!`.
    case postfix(String)
    /// A line over the argument.
    case overline
}
