import Exact
import Expressions
import Vocabulary

/// The function table at work in one store: its text columns compiled on first use, and the constructor of calls that knows
/// exact values, symmetries and periods.
public final class Catalogue {
    /// The store in which calls are made.
    public let store: ExprStore
    /// Compiled derivative columns. Tests plant wrong ones here.
    var derivatives: [[Template?]?]
    private var tangents: [Template?]
    private var definitions: [Template?]
    private var realDefinitions: [Template?]
    private var recurrences: [Template?]
    private var domains: [Template?]
    private var singularities: [Template?]
    private var kinkSets: [Template?]
    private var values: [[(argument: Template, value: Template)]?]
    private var periods: [Template?]
    private var ranges: [Template?]
    var knownJumps: [[JumpPlace]?]
    var knownInverses: [[Inverse]?]
    private var templateReader: TemplateReader?

    /// Starts with nothing compiled.
    public init(store: ExprStore) {
        self.store = store
        let count = Vocabulary.functions.count
        derivatives = Array(repeating: nil, count: count)
        tangents = Array(repeating: nil, count: count)
        definitions = tangents
        realDefinitions = tangents
        recurrences = tangents
        domains = tangents
        singularities = tangents
        kinkSets = tangents
        periods = tangents
        ranges = tangents
        values = Array(repeating: nil, count: count)
        knownJumps = Array(repeating: nil, count: count)
        knownInverses = Array(repeating: nil, count: count)
    }

    // MARK: Columns

    /// The partial derivative in the parameter of that position, with `f` for the call itself; nil where none is known.
    public func derivative(_ function: FunctionID, _ position: Int) -> Template? {
        let row = Vocabulary.row(function)
        if derivatives[Int(function.index)] == nil {
            derivatives[Int(function.index)] = row.derivatives.map { text in
                text.isEmpty ? nil : template(text, parameters: row.parameters + ["f"])
            }
        }
        let known = derivatives[Int(function.index)] ?? []
        return row.isVariadic ? known.first ?? nil : position < known.count ? known[position] : nil
    }

    /// The differential of the call in `x y dx dy`, for functions that have one.
    public func tangent(_ function: FunctionID) -> Template? {
        column(\.tangents, function, Vocabulary.row(function).tangent, parameters: ["x", "y", "dx", "dy"])
    }

    /// The equal expression in simpler functions. A variadic function's is in its first two arguments, `x` and `y`.
    public func definition(_ function: FunctionID) -> Template? {
        let row = Vocabulary.row(function)
        return column(\.definitions, function, row.definition, parameters: row.isVariadic ? ["x", "y"] : row.parameters)
    }

    /// The equal expression in simpler functions that holds at real arguments of the domain.
    public func realDefinition(_ function: FunctionID) -> Template? {
        let row = Vocabulary.row(function)
        return column(\.realDefinitions, function, row.realDefinition, parameters: row.parameters)
    }

    /// The equal expression in the function one place further.
    public func recurrence(_ function: FunctionID) -> Template? {
        let row = Vocabulary.row(function)
        return column(\.recurrences, function, row.recurrence, parameters: row.parameters)
    }

    /// The condition on real arguments under which the function is defined and real.
    public func domain(_ function: FunctionID) -> Template? {
        let row = Vocabulary.row(function)
        return column(\.domains, function, row.domain, parameters: row.parameters)
    }

    /// The condition under which the function has no value at all.
    public func singular(_ function: FunctionID) -> Template? {
        let row = Vocabulary.row(function)
        return column(\.singularities, function, row.singular, parameters: row.parameters)
    }

    /// The condition under which the function has a value but no derivative.
    public func kinks(_ function: FunctionID) -> Template? {
        let row = Vocabulary.row(function)
        return column(\.kinkSets, function, row.kinks, parameters: row.isVariadic ? ["x", "y"] : row.parameters)
    }

    /// The condition on `y` that all values satisfy which the function takes at real arguments; nil where nothing is known.
    public func range(_ function: FunctionID) -> Template? {
        column(\.ranges, function, Vocabulary.row(function).range, parameters: ["y"])
    }

    /// A text of the function table with parameters.
    ///
    /// All are read in one store, which is made at the first: making a store takes longer than reading a text.
    public func template(_ text: String, parameters: [String]) -> Template {
        // No expression may hold it, but a function's value may be undefined.
        if text.split(separator: " ") == ["undefined"] { return Template(.undefined, of: store, parameters: []) }
        let reader = templateReader ?? TemplateReader()
        templateReader = reader
        return reader.template(text, parameters: parameters)
    }

    private func column(
        _ cache: ReferenceWritableKeyPath<Catalogue, [Template?]>, _ function: FunctionID, _ text: String, parameters: [String]
    ) -> Template? {
        if text.isEmpty { return nil }
        if let known = self[keyPath: cache][Int(function.index)] { return known }
        let template = template(text, parameters: parameters)
        self[keyPath: cache][Int(function.index)] = template
        return template
    }

    // MARK: Calls

    /// The call of a function in canonical form: abbreviations are spelled out, exact values taken, the sign of the argument
    /// moved out of odd and even functions, multiples of the period dropped.
    public func call(_ function: FunctionID, _ arguments: [Expr]) -> Expr {
        if arguments.count == 1 { return call(function, arguments[0]) }
        if let absent = arguments.first(where: \.isAbsent) { return absent }
        let row = Vocabulary.row(function)
        if row.isNotation { return isRoot(arguments) ? store.call(function, arguments) : .undefined }
        if row.isAbbreviation, let definition = definition(function) { return definition.instance(arguments, self) }
        if store.hasAssumptions, let value = declaredChoice(function, row, arguments) { return value }
        if arguments.allSatisfy({ store.isConstant($0) }) {
            if let value = exactValue(function, row, arguments) { return value }
            if !row.isVariadic, singular(function)?.instance(arguments, self) == .truth { return .undefined }
        }
        return store.call(function, arguments)
    }

    /// The call of a function with one argument in canonical form.
    public func call(_ function: FunctionID, _ argument: Expr) -> Expr {
        if argument.isAbsent { return argument }
        let row = Vocabulary.row(function)
        if row.isAbbreviation, let definition = definition(function) { return definition.instance([argument], self) }
        if row.isVariadic { return argument }
        return call(function, row, argument)
    }

    private func call(_ function: FunctionID, _ row: FunctionRow, _ argument: Expr) -> Expr {
        if store.hasAssumptions, let value = declaredCall(function, row, argument) { return value }
        if store.coefficient(argument).signum < 0, isSymmetric(row, at: argument) {
            let value = call(function, row, store.negated(argument))
            return row.symmetry == .even ? value : store.negated(value)
        }
        if store.isConstant(argument) {
            if let reduced = reducedByPeriod(function, row, argument) { return reduced }
            if let value = exactValue(function, row, [argument]) { return value }
            if singular(function)?.instance([argument], self) == .truth { return .undefined }
            let isPart = function == KnownFunction.argument || KnownFunction.complexParts.contains(function)
            if isPart || store.traits(argument).contains(.hasImaginary), let value = ofCartesianParts(function, argument) { return value }
        }
        return store.call(function, argument)
    }

    /// Whether the function's symmetry holds at an argument: some hold for real numbers only.
    public func isSymmetric(_ row: FunctionRow, at argument: Expr) -> Bool {
        switch row.symmetry {
        case .none: false
        case .odd, .even: true
        case .oddOnReals: store.facts(of: argument).isReal
        }
    }

    /// `f(q*p)` with `0 <= q < 1` for period `p`, if the argument is a multiple of the period outside that range.
    private func reducedByPeriod(_ function: FunctionID, _ row: FunctionRow, _ argument: Expr) -> Expr? {
        // A spent budget makes no periods any more.
        guard let period = period(function), !period.isAbsent, !argument.isAbsent else { return nil }
        guard store.barePart(argument) == store.barePart(period) else { return nil }
        let turns = store.coefficient(argument) / store.coefficient(period)
        let whole = turns.floor
        if whole.isZero { return nil }
        let rest = store.scaled(turns - Rational(whole), period)
        let value = call(function, row, rest)
        return row.isAntiperiodic && whole.isOdd ? store.negated(value) : value
    }

    /// What may be added to the argument without changing the value, or with a change of its sign.
    public func period(_ function: FunctionID) -> Expr? {
        column(\.periods, function, Vocabulary.row(function).period, parameters: [])?.instance([], self)
    }

    private func exactValue(_ function: FunctionID, _ row: FunctionRow, _ arguments: [Expr]) -> Expr? {
        if arguments.count == 1 {
            for (argument, value) in specialValues(function, row) where argument.instance([], self) == arguments[0] {
                return value.instance([], self)
            }
        }
        let numbers = arguments.compactMap { store.rationalValue($0) }
        guard numbers.count == arguments.count else { return nil }
        return ExactEvaluator(catalogue: self).value(function, row, arguments, numbers)
    }

    private func specialValues(_ function: FunctionID, _ row: FunctionRow) -> [(argument: Template, value: Template)] {
        if let known = values[Int(function.index)] { return known }
        let parsed = row.values.split(separator: ";").map { entry in
            let sides = entry.split(separator: "->", maxSplits: 1).map { template(String($0), parameters: []) }
            precondition(sides.count == 2, "the function table holds the value '\(entry)'")
            return (argument: sides[0], value: sides[1])
        }
        values[Int(function.index)] = parsed
        return parsed
    }
}
