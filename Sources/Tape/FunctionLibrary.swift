import Exact
import Expressions
import Reading
import Syntax
import Vocabulary

/// The texts of the function table as programs: partial derivatives, kinks, formulas. Each is read and compiled on first need.
///
/// The texts are read in a store of its own, where nothing is assumed of any name.
public final class FunctionLibrary {
    private enum Text: Hashable {
        case partial(FunctionID, Int)
        case kinks(FunctionID)
        case formula(FunctionID)
        case spread(FunctionID)
        case complement(FunctionID, ofSquare: Bool)
    }

    private let store = ExprStore(budget: .unbounded)
    private let catalogue: Catalogue
    private var programs: [Text: Program?] = [:]
    private var nonnegative: [FunctionID: Bool] = [:]

    /// Nothing has been read yet.
    public init() { catalogue = Catalogue(store: store) }

    /// The partial derivative of a function of one argument or two, in its argument at that place: a program of the arguments and,
    /// as the last input, the value. Nil where none is known.
    func partial(_ function: FunctionID, _ place: Int) -> Program? {
        remembered(.partial(function, place)) {
            let row = Vocabulary.row(function)
            if let tangent = catalogue.tangent(function) {
                let rates: [Expr] = place == 0 ? [.one, .zero] : [.zero, .one]
                let arguments = symbols(2)
                return (tangent.instance(Array(arguments[0..<2]) + rates, catalogue), arguments)
            }
            guard let template = catalogue.derivative(function, row.isVariadic ? 0 : place) else { return nil }
            let count = row.isVariadic ? 2 : row.parameters.count
            let arguments = symbols(count)
            let chosen = row.isVariadic ? [arguments[place]] : Array(arguments[0..<count])
            return (template.instance(chosen + [arguments[count]], catalogue), arguments)
        }
    }

    /// The condition under which a function has a kink or a jump: a program of the arguments. Nil where it has none.
    func kinks(_ function: FunctionID) -> Program? {
        remembered(.kinks(function)) {
            guard let template = catalogue.kinks(function) else { return nil }
            let count = argumentCount(function)
            let arguments = symbols(count)
            return (template.instance(Array(arguments[0..<count]), catalogue), arguments)
        }
    }

    /// The formula by which blocks of points are evaluated: a program of the arguments. Nil for functions with a kernel.
    func formula(_ function: FunctionID) -> Program? {
        remembered(.formula(function)) {
            let row = Vocabulary.row(function)
            guard case .formula(let text) = row.block else { return nil }
            let parameters = row.isVariadic ? ["x", "y"] : row.parameters
            let arguments = symbols(parameters.count)
            let template = catalogue.template(text, parameters: parameters)
            return (template.instance(Array(arguments[0..<parameters.count]), catalogue), arguments)
        }
    }

    /// How far a function's value moves at most: a program of the arguments, the radii in which they move, and the value. Nil where
    /// nothing is known.
    func spread(_ function: FunctionID) -> Program? {
        remembered(.spread(function)) {
            let row = Vocabulary.row(function)
            guard let rounding = row.rounding else { return nil }
            let symbols = symbols(2 * row.parameters.count)
            let template = catalogue.template(rounding.spread, parameters: row.parameters + row.parameters.map { "d\($0)" } + ["f"])
            return (template.instance(symbols, catalogue), symbols)
        }
    }

    /// 1 less a function of one argument, or less its square, in a form that does not cancel; nil where the table has none.
    func complement(_ function: FunctionID, ofSquare isSquare: Bool) -> Program? {
        remembered(.complement(function, ofSquare: isSquare)) {
            let row = Vocabulary.row(function)
            let text = isSquare ? row.squareComplement : row.complement
            if text.isEmpty { return nil }
            let arguments = symbols(1)
            return (catalogue.template(text, parameters: row.parameters).instance(Array(arguments[..<1]), catalogue), arguments)
        }
    }

    /// Whether a function has no negative values at real arguments.
    func isNonnegative(_ function: FunctionID) -> Bool {
        if let known = nonnegative[function] { return known }
        let arguments = symbols(argumentCount(function)).dropLast()
        let facts = store.facts(of: store.call(function, Array(arguments)))
        nonnegative[function] = facts.isNonnegative
        return facts.isNonnegative
    }

    private func argumentCount(_ function: FunctionID) -> Int {
        let row = Vocabulary.row(function)
        return row.isVariadic ? 2 : row.parameters.count
    }

    /// Names for so many arguments, and one for the value.
    private func symbols(_ count: Int) -> [Expr] { (0...count).map { store.symbol("argument \($0)") } }

    private func remembered(_ text: Text, _ make: () -> (Expr, arguments: [Expr])?) -> Program? {
        if let known = programs[text] { return known }
        var program: Program?
        if let (expr, arguments) = make() {
            // A formula must not lead back to the function that it stands for.
            let isFormula = if case .formula = text { true } else { false }
            let compiler = isFormula ? Compiler.literal(store: store) : Compiler(store: store, library: self)
            program = try? compiler.program(for: [expr], inputs: arguments)
        }
        programs[text] = .some(program)
        return program
    }
}

extension ProgramBuilder {
    /// Takes a program's values in, with these values for its inputs, and gives its outputs.
    mutating func inline(_ program: Program, _ arguments: [Value]) -> [Value] {
        var places = [Value](repeating: 0, count: program.nodes.count)
        for (index, node) in program.nodes.enumerated() {
            switch node.operation {
            case .input: places[index] = arguments[Int(node.a)]
            case .constant: places[index] = constant(program.constants[Int(node.a)])
            default: places[index] = rebuilt(node, places[Int(node.a)], places[Int(node.b)], places[Int(node.c)])
            }
        }
        return program.outputs.map { places[Int($0)] }
    }
}
