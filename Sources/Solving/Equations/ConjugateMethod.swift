import Algebra
import Certified
import Expressions
import Reading
import Vocabulary

/// Equations of a complex unknown with its modulus, angle, sign, conjugate or parts: curves and regions of the plane as often as points.
///
/// Where one of these can be solved for, its value is the answer, as a condition: `abs(z) = 3`. Else `z = a + b*I` with real `a` and `b`,
/// and the real and the imaginary part of the equation by themselves.
struct ConjugateMethod {
    private let solver: Solver
    private let unknown: Expr
    private var catalogue: Catalogue { solver.catalogue }
    private var store: ExprStore { solver.store }

    /// Functions that tell more of a complex number than a power series could.
    static let functions: Set<FunctionID> = KnownFunction.complexParts.union([
        KnownFunction.absoluteValue, KnownFunction.argument, KnownFunction.sign,
    ])

    init(_ solver: Solver, _ unknown: Expr) {
        self.solver = solver
        self.unknown = unknown
    }

    /// The roots; nil for equations without such functions of the unknown.
    func roots(of expr: Expr) -> Roots? {
        let calls = store.postorder([expr]).filter { node in
            store.kind(node) == .call && ConjugateMethod.functions.contains(store.function(node)) && holds(node)
        }
        guard !calls.isEmpty else { return nil }
        if let sets = sets(expr, calls) { return sets }
        return store.symbols(in: [expr]) == [unknown] ? byParts(expr) ?? .unknown : .unknown
    }

    private func holds(_ expr: Expr) -> Bool { store.depends(expr, on: unknown) }

    // MARK: Curves

    /// The values of the only such function, each a condition; nil where the unknown stands elsewhere too.
    private func sets(_ expr: Expr, _ calls: [Expr]) -> Roots? {
        let conjugate = catalogue.call(KnownFunction.conjugate, [unknown])
        // z*conjugate(z) is the square of the modulus.
        let modulus = catalogue.call(KnownFunction.absoluteValue, [unknown])
        let product = store.product(unknown, conjugate)
        let expr = catalogue.substitute(expr, [product: store.power(modulus, 2)])
        guard let call = (calls + [modulus]).first(where: { store.postorder([expr]).contains($0) }) else { return nil }
        let place = store.symbol("value of \(call.index)")
        let rest = catalogue.substitute(expr, [call: place])
        guard !holds(rest) else { return nil }
        let isReal = store.function(call) != KnownFunction.conjugate && store.function(call) != KnownFunction.sign
        let equationSolver = EquationSolver(catalogue, solver.evaluator, place, isReal: isReal, avoiding: [])
        let values = equationSolver.roots(of: rest)
        guard values.everything.isEmpty, values.list.allSatisfy({ $0.enclosure == nil && store.isConstant($0.value) }) else { return nil }
        var result = Roots(isComplete: values.isComplete)
        for value in values.list {
            guard let set = set(call, value.value) else { return nil }
            result.join(set)
        }
        return result
    }

    /// Where a function of complex numbers has a value.
    private func set(_ call: Expr, _ value: Expr) -> Roots? {
        let constants = solver.constants
        let (function, argument) = (store.function(call), store.child(call, 0))
        func condition(_ function: FunctionID, _ value: Expr) -> Roots {
            let left = store.call(function, [argument])
            return Roots(everything: [store.relation(.equal, left, value)])
        }
        let isBare = argument == unknown
        switch function {
        case KnownFunction.absoluteValue:
            switch constants.sign(of: value) {
            case .positive: return condition(function, value)
            case .zero: return isBare ? Roots(list: [Root(value: .zero)]) : nil
            case .negative, .notReal: return Roots.none
            case .unknown: return nil
            }
        case KnownFunction.argument:
            let pi = store.constant(.pi)
            let (low, high) = (constants.order(value, store.negated(pi)), constants.order(value, pi))
            if low == .unknown || high == .unknown { return nil }
            return low == .positive && high != .positive ? condition(function, value) : Roots.none
        case KnownFunction.sign:
            if value == .zero { return isBare ? Roots(list: [Root(value: .zero)]) : nil }
            guard let parts = CartesianParts(catalogue).parts(of: value) else { return nil }
            let size = store.sum(store.power(parts.real, 2), store.power(parts.imaginary, 2))
            guard constants.order(size, .one) != .unknown else { return nil }
            guard constants.order(size, .one) == .zero else { return Roots.none }
            return condition(KnownFunction.argument, catalogue.call(KnownFunction.argument, [value]))
        case KnownFunction.conjugate:
            return isBare ? Roots(list: [Root(value: catalogue.call(function, [value]))]) : nil
        default:
            return solver.evaluator.isReal(value) == true ? condition(function, value) : nil
        }
    }

    // MARK: Parts

    /// The real and the imaginary part by themselves; nil where they cannot be told.
    private func byParts(_ expr: Expr) -> Roots? {
        let (a, b) = (store.symbol("real \(unknown.index)"), store.symbol("imaginary \(unknown.index)"))
        let inParts = catalogue.substitute(expr, [unknown: store.sum(a, store.product(b, store.constant(.imaginaryUnit)))])
        guard let parts = CartesianParts(catalogue).parts(of: inParts) else { return nil }
        let equations = [parts.real, parts.imaginary].filter { $0 != .zero }
        if equations.isEmpty { return Roots(everything: [.truth]) }
        let names = [a, b].filter { name in equations.contains { store.depends($0, on: name) } }
        guard !names.isEmpty else { return nil }
        var request = SolveRequest(equations.map { store.equation($0, .zero) }, for: names)
        request.isReal = true
        guard let set = try? solver.solve(request), set.solutions.allSatisfy({ $0.integers.isEmpty }) else { return nil }
        var result = Roots(isComplete: set.isComplete)
        let back = [
            a: store.call(KnownFunction.realPart, [unknown]), b: store.call(KnownFunction.imaginaryPart, [unknown]),
        ]
        for solution in set.solutions {
            let values = Dictionary(uniqueKeysWithValues: solution.bindings.map { ($0.name, $0.value) })
            if let real = values[a], let imaginary = values[b], store.isConstant(real), store.isConstant(imaginary),
                solution.condition == .truth
            {
                let value = store.sum(real, store.product(store.constant(.imaginaryUnit), imaginary))
                result.list.append(Root(value: value, multiplicity: 0))
            } else {
                let equations = solution.bindings.map {
                    store.relation(.equal, back[$0.name] ?? $0.name, catalogue.substitute($0.value, back))
                }
                result.everything.append(store.conjunction([catalogue.substitute(solution.condition, back)] + equations))
            }
        }
        return result
    }
}
