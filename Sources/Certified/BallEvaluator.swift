import Ball
import Exact
import Expressions
import Reading
import Vocabulary

/// Evaluates expressions in complex balls: every value is an enclosure of the true one.
///
/// The values of shared parts are computed once. Balls are kept from one evaluation to the next.
public final class BallEvaluator {
    /// The store of the expressions.
    public let store: ExprStore
    private let catalogue: Catalogue
    private var balls: [ComplexBall] = []
    private var used = 0
    private var places = ExprMap<Int32>()
    private var kernels: [Kernel?]
    private var binaryKernels: [BinaryKernel?]
    private var sine: Kernel?
    private let roots = RootValues()
    /// The values of symbols, set before an evaluation.
    public var point: [Expr: ComplexBall] = [:]
    /// Whether the value of branches that cannot be told apart encloses those of all: for balls that stand for many points.
    public var joinsBranches = false
    /// The precision of the arithmetic, in bits.
    public var bits = 128

    /// - Throws: where the ball library cannot be loaded.
    public init(_ catalogue: Catalogue) throws(BallUnavailable) {
        try BallLibrary.load()
        self.catalogue = catalogue
        store = catalogue.store
        kernels = Array(repeating: nil, count: Vocabulary.functions.count)
        binaryKernels = Array(repeating: nil, count: Vocabulary.functions.count)
    }

    /// Forgets all values, for another point or precision.
    public func reset() {
        places.removeAll()
        used = 0
    }

    /// The value of an expression at `point`. A symbol without a value there makes it indeterminate.
    ///
    /// The ball belongs to the evaluator, and is good until `reset`.
    public func value(of root: Expr) -> ComplexBall {
        if let place = places[root] { return balls[Int(place)] }
        var stack: [(Expr, Int)] = [(root, 0)]
        while let (node, next) = stack.last {
            var position = next
            // Branches that are not taken are not evaluated: they may have no value there.
            let count = store.kind(node) == .piecewise ? 0 : store.childCount(node)
            while position < count, places[store.child(node, position)] != nil { position += 1 }
            if position < count {
                stack[stack.count - 1].1 = position + 1
                stack.append((store.child(node, position), 0))
                continue
            }
            if store.kind(node) == .piecewise {
                let missing = neededFirst(node)
                if !missing.isEmpty {
                    for part in missing { stack.append((part, 0)) }
                    continue
                }
            }
            stack.removeLast()
            if places[node] == nil { places.set(node, Int32(evaluate(node))) }
            if !store.budget.step() {
                let ball = register()
                balls[ball].setIndeterminate()
                return balls[ball]
            }
        }
        return balls[place(root)]
    }

    /// What must have a value before a `piecewise`: what its conditions compare, as far as they are needed, then the branches.
    private func neededFirst(_ node: Expr) -> [Expr] {
        let (possible, missing) = branches(node, known)
        return missing.map { [$0] } ?? possible.filter { places[$0] == nil }
    }

    private func known(_ expr: Expr) -> ComplexBall? { places[expr].map { balls[Int($0)] } }

    private func place(_ expr: Expr) -> Int { Int(places[expr] ?? 0) }
    private func ball(_ expr: Expr) -> ComplexBall { balls[place(expr)] }

    private func register() -> Int {
        if used == balls.count { balls.append(ComplexBall()) }
        used += 1
        return used - 1
    }

    private func evaluate(_ node: Expr) -> Int {
        let place = register()
        let result = balls[place]
        switch store.kind(node) {
        case .number:
            result.set(store.rational(node), bits: bits)
        case .constant:
            constant(store.constantID(node), into: result)
        case .symbol:
            if let value = point[node] { result.set(value) } else { result.setIndeterminate() }
        case .sum:
            result.set(0)
            for part in store.childView(node) { result.add(result, ball(part), bits: bits) }
        case .scaled, .product:
            result.set(1)
            for part in store.childView(node) { result.multiply(result, ball(part), bits: bits) }
        case .power:
            power(store.child(node, 0), store.child(node, 1), into: result)
        case .call:
            return call(node, place)
        case .piecewise:
            let possible = branches(node, known).branches
            if let first = possible.first { result.set(ball(first)) } else { result.setIndeterminate() }
            for branch in possible.dropFirst() { result.join(ball(branch)) }
        case .application:
            application(node, into: result)
        // The sizes of arrays have no values here: what is indexed is instantiated before it is evaluated.
        case .element, .binder, .matrix, .relation, .conjunction, .disjunction, .negation:
            result.setIndeterminate()
        }
        return place
    }

    private func constant(_ id: ConstantID, into result: ComplexBall) {
        switch id {
        case .pi: result.setPi(bits: bits)
        case .e: result.setE(bits: bits)
        case .imaginaryUnit: result.setImaginaryUnit()
        default: result.setIndeterminate()
        }
    }

    private func power(_ base: Expr, _ exponent: Expr, into result: ComplexBall) {
        if let whole = store.wholeValue(exponent) {
            if whole == -1 {
                let one = ComplexBall()
                one.set(1)
                result.divide(one, ball(base), bits: bits)
            } else {
                result.power(ball(base), whole, bits: bits)
            }
        } else if !nonnegativePower(ball(base), exponent, into: result) {
            if exponent == .half {
                result.squareRoot(ball(base), bits: bits)
            } else {
                result.power(ball(base), ball(exponent), bits: bits)
            }
        }
    }

    /// A positive power of a ball that reaches from zero upwards, which the library does not enclose: it lies between zero and the power of
    /// the upper end.
    private func nonnegativePower(_ base: ComplexBall, _ exponent: Expr, into result: ComplexBall) -> Bool {
        guard base.isReal, !base.isExact, base.isFinite, base.bounds(.real).lower == 0 else { return false }
        let (power, upper) = (ComplexBall(), ComplexBall())
        if exponent == .half { power.set(Rational(1, 2), bits: bits) } else { power.set(ball(exponent)) }
        guard power.realSign == .positive else { return false }
        upper.set(real: base.bounds(.real).upper, imaginary: 0)
        upper.power(upper, power, bits: bits)
        result.set(0)
        result.join(upper)
        return true
    }

    /// An abstract function by its model.
    private func application(_ node: Expr, into result: ComplexBall) {
        let model = AbstractModel(store.head(node), store)
        let (part, factor) = (ComplexBall(), ComplexBall())
        result.set(AbstractModel.offset, bits: bits)
        for (weight, argument) in zip(model.weights, store.arguments(node)) {
            factor.set(weight, bits: bits)
            part.multiply(factor, ball(argument), bits: bits)
            result.add(result, part, bits: bits)
        }
        part.setPi(bits: bits)
        factor.set(Rational(model.quarterTurns % 4, 2), bits: bits)
        part.multiply(part, factor, bits: bits)
        result.add(result, part, bits: bits)
        sine = sine ?? Kernel.named("acb_sin")
        guard let sine else { return result.setIndeterminate() }
        result.apply(sine, result, bits: bits)
        factor.set(model.scale, bits: bits)
        result.multiply(result, factor, bits: bits)
    }

    // MARK: Functions

    private func call(_ node: Expr, _ place: Int) -> Int {
        let function = store.function(node)
        let result = balls[place]
        let arguments = store.childArray(node)
        switch Vocabulary.row(function).ball {
        case .arb(let name):
            guard let kernel = kernel(function, name) else {
                result.setIndeterminate()
                break
            }
            result.apply(kernel, ball(arguments[0]), bits: bits)
        case .binary(let name), .fold(let name):
            guard let kernel = binaryKernel(function, name) else {
                result.setIndeterminate()
                break
            }
            // Of two arguments or more, folded from the left.
            result.set(ball(arguments[0]))
            for argument in arguments.dropFirst() { result.apply(kernel, result, ball(argument), bits: bits) }
        case .root:
            if let value = roots.value(store, arguments, bits) { result.set(value) } else { result.setIndeterminate() }
        case .definition:
            return definition(function, arguments)
        }
        return place
    }

    /// Where the function's value by its definition stands.
    private func definition(_ function: FunctionID, _ arguments: [Expr]) -> Int {
        guard let template = catalogue.definition(function) else {
            let place = register()
            balls[place].setIndeterminate()
            return place
        }
        let expansion =
            Vocabulary.row(function).isVariadic
            ? arguments.dropFirst().reduce(arguments[0]) { template.instance([$0, $1], catalogue) }
            : template.instance(arguments, catalogue)
        // An expansion is in simpler functions, so this nests as deep as definitions build on one another, not as inputs nest.
        let value = value(of: expansion)
        let place = register()
        balls[place].set(value)
        return place
    }

    private func kernel(_ function: FunctionID, _ name: String) -> Kernel? {
        if let known = kernels[Int(function.index)] { return known }
        let kernel = Kernel.named(name)
        kernels[Int(function.index)] = kernel
        return kernel
    }

    private func binaryKernel(_ function: FunctionID, _ name: String) -> BinaryKernel? {
        if let known = binaryKernels[Int(function.index)] { return known }
        let kernel = BinaryKernel.named(name)
        binaryKernels[Int(function.index)] = kernel
        return kernel
    }
}
