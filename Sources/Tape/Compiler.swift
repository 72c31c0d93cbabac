import Exact
import Expressions
import Syntax
import Vocabulary

/// Compiles expressions to programs. Nothing is simplified; what the canonical form hides is recovered: quotients, differences,
/// square roots, whole powers, and the forms of `log` and `exp` that lose no accuracy (`Compiler+StableForms.swift`).
public final class Compiler {
    typealias Value = Program.Value

    let store: ExprStore
    /// The value of a constant that has no kernel, such as an algebraic number.
    private let constantValue: (Expr) -> Double?
    var builder = ProgramBuilder(inputCount: 0)
    /// Whether formulas are evaluated as they are written.
    let isLiteral: Bool
    /// Whether numbers beyond the range of doubles become infinities and zeros, as in arithmetic; else they are NaN, which vouches for
    /// nothing.
    public var leavesRange = false
    /// Where the forms of functions are found that do not cancel.
    private(set) lazy var library = FunctionLibrary()
    private var places = ExprMap<Value>()
    private var visits = Visits()
    private var order: [Expr] = []

    /// - Parameters:
    ///   - library: where the forms of functions are found that do not cancel.
    ///   - constantValue: gives the double nearest to a constant that the table has no double kernel for, or that may cancel.
    public init(store: ExprStore, library: FunctionLibrary? = nil, constantValue: @escaping (Expr) -> Double? = { _ in nil }) {
        self.store = store
        self.constantValue = constantValue
        isLiteral = false
        if let library { self.library = library }
    }

    private init(literal store: ExprStore) {
        self.store = store
        constantValue = { _ in nil }
        isLiteral = true
    }

    /// A compiler that takes formulas as they are written: only logarithms near 1 and exponentials near 0 have forms of their own.
    static func literal(store: ExprStore) -> Compiler { Compiler(literal: store) }

    /// The program that computes the roots.
    ///
    /// - Parameter inputs: the symbols that a point gives values to, in order.
    /// - Throws: for a name that is not among them, for complex numbers and abstract functions, and when the budget is spent.
    public func program(for roots: [Expr], inputs: [Expr]) throws(Diagnostic) -> Program {
        try program(for: roots.map { (nil, $0) }, inputs: inputs)
    }

    /// The program of a list of assignments, kept as written: a name stands for its value in what comes after. All values are
    /// outputs, in order.
    public func program(for assignments: [(name: Expr?, value: Expr)], inputs: [Expr]) throws(Diagnostic) -> Program {
        builder = ProgramBuilder(inputCount: inputs.count, capacity: 256)
        places.removeAll()
        for (number, input) in inputs.enumerated() { places.set(input, builder.input(number)) }
        builder.inputOrder = naturalOrder(inputs)
        var outputs: [Value] = []
        for (name, expr) in assignments {
            outputs.append(try lowered(expr))
            if let name { places.set(name, value(expr)) }
        }
        return builder.program(outputs)
    }

    /// The value of an expression that no other need have been compiled for.
    func lowered(_ expr: Expr) throws(Diagnostic) -> Value {
        store.postorder(expr, &visits, into: &order)
        var open = [(nodes: order, next: 0)]
        while let (nodes, next) = open.last {
            guard next < nodes.count else {
                open.removeLast()
                continue
            }
            if places[nodes[next]] == nil {
                // A difference of squares is no part of the sum that it helps to compute.
                if let numerator = differenceForm(nodes[next])?.numerator, places[numerator] == nil {
                    store.postorder(numerator, &visits, into: &order) { self.places[$0] != nil }
                    open.append((order, 0))
                    continue
                }
                places.set(nodes[next], try lower(nodes[next]))
                guard store.budget.step() else { throw Diagnostic.exhausted(store.budget.exhaustion, at: Span(0, 0)) }
            }
            open[open.count - 1].next += 1
        }
        return value(expr)
    }

    /// The names by their letters, then by the numbers behind them.
    private func naturalOrder(_ inputs: [Expr]) -> [Int32] {
        let keys = inputs.map { input in
            let name = store.nameBytes(input)
            let digits = name.reversed().prefix { $0 &- 48 < 10 }.prefix(9)
            return (
                stem: String(decoding: name.dropLast(digits.count), as: UTF8.self),
                number: digits.reversed().reduce(0) { $0 * 10 + Int($1 &- 48) }
            )
        }
        return inputs.indices.sorted { (keys[$0].stem, keys[$0].number, $0) < (keys[$1].stem, keys[$1].number, $1) }.map { Int32($0) }
    }

    /// The value of a part, which comes before the whole.
    func value(_ expr: Expr) -> Value { places[expr] ?? 0 }

    private func lower(_ node: Expr) throws(Diagnostic) -> Value {
        switch store.kind(node) {
        case .number: return builder.constant(double(store.rational(node)))
        case .constant: return try constant(node)
        case .symbol:
            throw Diagnostic("missing-value", "no value is given for \(store.name(node))", at: Span(0, 0), kind: .usage)
        case .sum: return sum(node)
        case .scaled: return scaled(store.rational(store.child(node, 0)), value(store.child(node, 1)))
        case .product: return product(node)
        case .power: return power(node)
        case .call: return try call(node)
        case .application:
            throw Diagnostic(
                "abstract-function", "nothing is known of the function '\(store.name(store.head(node).name))': it has no value",
                at: Span(0, 0),
                kind: .undecided)
        case .element, .binder, .matrix:
            // The bounds and the places have values where what is indexed has been instantiated.
            let name = store.symbols(in: [node]).first.map { store.name($0) } ?? "the index"
            throw Diagnostic("missing-value", "no value is given for \(name)", at: Span(0, 0), kind: .usage)
        case .relation: return relation(node)
        case .conjunction: return folded(node) { builder.and($0, $1) }
        case .disjunction: return folded(node) { builder.or($0, $1) }
        case .negation: return builder.not(value(store.child(node, 0)))
        case .piecewise: return piecewise(node)
        }
    }

    /// The nearest double; NaN where that would be infinite, or too small to have its digits.
    private func double(_ number: Rational) -> Double {
        let nearest = number.doubleValue
        return nearest.isNormal || number.isZero || leavesRange ? nearest : .nan
    }

    private func constant(_ node: Expr) throws(Diagnostic) -> Value {
        switch store.constantID(node) {
        case .pi: builder.constant(.pi)
        case .e: builder.constant(2.718281828459045)
        case .infinity: builder.constant(.infinity)
        case .undefined: builder.constant(.nan)
        case .truth: builder.constant(1)
        case .falsehood: builder.constant(0)
        case .imaginaryUnit:
            throw Diagnostic("complex", "a program on real numbers cannot hold the imaginary unit", at: Span(0, 0), kind: .undefined)
        }
    }

    // MARK: Arithmetic

    private func sum(_ node: Expr) -> Value {
        if let form = differenceForm(node) { return quotient(form) }
        var terms: [Value] = []
        let fused = exponentialLessOne(node) ?? complement(node)
        if let fused { terms.append(fused.value) }
        let constants = store.childView(node).filter { store.isConstant($0) }
        var rest: [Expr] = []
        for term in store.childView(node) where term != fused?.term && !(fused != nil && store.isNumber(term)) { rest.append(term) }
        // Constants that may cancel are added exactly.
        if fused == nil, constants.count > 1, let number = constantValue(store.sum(constants)) {
            rest.removeAll { constants.contains($0) }
            terms.append(builder.constant(number))
        }
        return total(terms + rest.map { value($0) })
    }

    /// Few terms are added as they stand, many by halves.
    func total(_ terms: [Value]) -> Value {
        if terms.count > 8 { return builder.sum(terms) }
        var result = terms.first ?? builder.constant(0)
        for term in terms.dropFirst() { result = builder.add(result, term) }
        return result
    }

    /// A rational multiple. A unit fraction is a division, which rounds once.
    func scaled(_ factor: Rational, _ value: Value) -> Value {
        let number = double(factor)
        let reciprocal = (Rational(1) / factor).doubleValue
        let isUnitFraction = Rational(exactly: reciprocal) == Rational(1) / factor
        if isUnitFraction, Rational(exactly: number) != factor {
            let divisor = builder.constant(reciprocal)
            return builder.divide(value, divisor)
        }
        let constant = builder.constant(number)
        return builder.multiply(constant, value)
    }

    private func product(_ node: Expr) -> Value {
        var numerator: Value?
        var denominator: Value?
        // Constant factors come last, so that the same product with others is found again.
        var constant: Value?
        let absorbed = logisticQuotient(node)
        if let absorbed { numerator = absorbed.value }
        for factor in store.childView(node) {
            if let absorbed, factor == absorbed.exponential || factor == absorbed.reciprocal { continue }
            if store.isConstant(factor) {
                constant = constant.map { builder.multiply($0, value(factor)) } ?? value(factor)
            } else if let below = reciprocalPower(factor) {
                denominator = denominator.map { builder.multiply($0, below) } ?? below
            } else {
                let above = value(factor)
                numerator = numerator.map { builder.multiply($0, above) } ?? above
            }
        }
        guard let denominator else {
            guard let numerator else { return constant ?? builder.constant(1) }
            return constant.map { builder.multiply($0, numerator) } ?? numerator
        }
        guard let numerator else { return builder.divide(constant ?? builder.constant(1), denominator) }
        let quotient = builder.divide(numerator, denominator)
        return constant.map { builder.multiply($0, quotient) } ?? quotient
    }

    /// What stands below the line for a power with a negative number as exponent.
    private func reciprocalPower(_ factor: Expr) -> Value? {
        guard store.kind(factor) == .power, let exponent = store.rationalValue(store.child(factor, 1)), exponent.signum < 0,
            logistic(factor) == nil
        else { return nil }
        return power(value(store.child(factor, 0)), -exponent)
    }

    private func power(_ node: Expr) -> Value {
        if let logistic = logistic(node) { return logistic }
        let base = value(store.child(node, 0))
        guard let exponent = store.rationalValue(store.child(node, 1)) else { return builder.power(base, value(store.child(node, 1))) }
        if exponent.signum < 0 {
            let below = power(base, -exponent)
            let one = builder.constant(1)
            return builder.divide(one, below)
        }
        return power(base, exponent)
    }

    /// The largest exponent that is multiplied out: beyond it the error of the product passes that of the power function.
    private static let largestProduct = 32

    /// A power with a positive rational exponent: products and square roots where there are few of them.
    private func power(_ base: Value, _ exponent: Rational) -> Value {
        let twice = exponent * Rational(2)
        if let halves = twice.asInt, halves <= 2 * Compiler.largestProduct {
            if halves == 1 { return builder.squareRoot(base) }
            let whole = builder.power(base, whole: halves / 2)
            if halves % 2 == 0 { return whole }
            let root = builder.squareRoot(base)
            return builder.multiply(whole, root)
        }
        let number = builder.constant(exponent.doubleValue)
        return builder.power(base, number)
    }

    // MARK: Functions, conditions, cases

    private func call(_ node: Expr) throws(Diagnostic) -> Value {
        if let stable = stableLogarithm(node) { return stable }
        let function = store.function(node)
        let row = Vocabulary.row(function)
        let arguments = store.childView(node).map { value($0) }
        switch row.double {
        case .unary: return builder.call(function, arguments[0])
        case .binary: return builder.call(function, arguments[0], arguments[1])
        case .fold:
            if function == KnownFunction.logSumExp, arguments.count > 2 { return logSumExp(arguments) }
            var result = arguments[0]
            for argument in arguments.dropFirst() { result = builder.call(function, result, argument) }
            return result
        case .definition:
            if store.isConstant(node), let number = constantValue(node) { return builder.constant(number) }
            throw Diagnostic(
                "no-kernel", "'\(row.calledName)' cannot be evaluated in double precision", at: Span(0, 0), kind: .undecided)
        }
    }

    private func relation(_ node: Expr) -> Value {
        let (left, right) = (value(store.child(node, 0)), value(store.child(node, 1)))
        switch store.relation(node) {
        case .equal: return builder.compare(.isEqual, left, right)
        case .notEqual: return builder.compare(.isNotEqual, left, right)
        case .less: return builder.compare(.isLess, left, right)
        case .lessOrEqual: return builder.compare(.isLessOrEqual, left, right)
        }
    }

    private func folded(_ node: Expr, _ join: (Value, Value) -> Value) -> Value {
        let parts = store.childView(node).map { value($0) }
        return parts.dropFirst().reduce(parts[0], join)
    }

    private func piecewise(_ node: Expr) -> Value {
        let parts = store.childView(node).map { value($0) }
        var result = parts[parts.count - 1]
        var place = parts.count - 3
        while place >= 0 {
            result = builder.select(parts[place + 1], parts[place], result)
            place -= 2
        }
        return result
    }
}
