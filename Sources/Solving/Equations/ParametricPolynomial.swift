import Algebra
import Certified
import Exact
import Expressions
import Reading

/// The zeros of a polynomial whose coefficients may hold parameters: one case for each degree that it can have.
struct ParametricPolynomial {
    private let catalogue: Catalogue
    private let constants: RealConstants
    private let isReal: Bool
    private var store: ExprStore { catalogue.store }

    /// - Parameter isReal: whether only real zeros are wanted.
    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator, isReal: Bool) {
        self.catalogue = catalogue
        constants = RealConstants(catalogue, evaluator)
        self.isReal = isReal
    }

    /// The values with their conditions, which exclude one another for different degrees; nil where a degree has no known form.
    ///
    /// - Parameter coefficients: the constant term first.
    func values(_ coefficients: [Expr]) -> Roots? {
        var result = Roots()
        var rest = coefficients
        var conditions: [Expr] = []
        while true {
            while let last = rest.last, last == .zero { rest.removeLast() }
            guard let lead = rest.last else {
                result.everything.append(store.conjunction(conditions))
                return result
            }
            let isSure = store.isConstant(lead) || store.facts(of: lead).isNonzero
            if rest.count == 1 {
                if !isSure { result.everything.append(store.conjunction(conditions + [store.relation(.equal, lead, .zero)])) }
                return result
            }
            let condition = isSure ? conditions : conditions + [store.relation(.notEqual, lead, .zero)]
            if let cases = cases(rest) {
                for (zeros, own) in cases {
                    let both = store.conjunction(condition + [own])
                    for zero in zeros where both != .falsehood {
                        result.join(Roots(list: [Root(value: zero, condition: both)]))
                    }
                }
            } else if result.list.isEmpty {
                return nil
            } else {
                result.isComplete = false
            }
            if isSure { return result }
            rest.removeLast()
            // What the condition says of a parameter is put in: a = 0, or a = 2*b.
            if let (name, value) = solved(lead) {
                conditions.append(store.relation(.equal, name, value))
                rest = catalogue.substitute(rest, [name: value])
                if rest.contains(where: \.isAbsent) { return result }
            } else {
                conditions.append(store.relation(.equal, lead, .zero))
            }
        }
    }

    private func cases(_ coefficients: [Expr]) -> [(zeros: [Expr], condition: Expr)]? {
        // A polynomial without constant term.
        if let first = coefficients.firstIndex(where: { $0 != .zero }), first > 0 {
            let inner = Array(coefficients[first...])
            if inner.count == 1 { return [([.zero], .truth)] }
            return cases(inner).map { $0.map { ([.zero] + $0.zeros, $0.condition) } }
        }
        let split = factors(coefficients)?.map { cases($0) }
        if let split, split.allSatisfy({ $0?.count == 1 && $0?[0].condition == .truth }) {
            let zeros = split.flatMap { $0?[0].zeros ?? [] }
            return [(zeros.enumerated().filter { !zeros[..<$0.offset].contains($0.element) }.map(\.element), .truth)]
        }
        // Of several formulas for numbers the one whose condition holds.
        return RadicalRoots(catalogue: catalogue, isReal: isReal).cases(coefficients)?.compactMap { zeros, condition in
            guard condition != .truth, store.isConstant(condition), let holds = constants.truth(of: condition) else {
                return (zeros, condition)
            }
            return holds ? (zeros, .truth) : nil
        }
    }

    /// The coefficients of the factors over the rational numbers and the roots of numbers that stand in constant coefficients; nil where
    /// it does not split.
    private func factors(_ coefficients: [Expr]) -> [[Expr]]? {
        guard (3...ParametricPolynomial.highestDegree).contains(coefficients.count - 1), coefficients.allSatisfy({ store.isConstant($0) })
        else { return nil }
        let roots = Set(store.postorder(coefficients).filter { isRootOfNumber($0) })
        guard roots.count <= ParametricPolynomial.mostRoots else { return nil }
        let transforms = Transforms(catalogue)
        let variable = store.symbol("variable of \(coefficients[0].index)")
        let polynomial = store.sum(
            coefficients.enumerated().map { store.product($0.element, store.power(variable, store.number($0.offset))) })
        guard let product = try? transforms.factor(polynomial, over: Array(roots)) else { return nil }
        let factors = transforms.splitProduct(product).map(\.base).filter { !store.isConstant($0) }
        let split = factors.compactMap { try? transforms.coefficients($0, in: variable) }
        return split.count == factors.count && split.allSatisfy { $0.count < coefficients.count } ? split : nil
    }

    private func isRootOfNumber(_ node: Expr) -> Bool {
        if node == store.constant(.imaginaryUnit) { return true }
        return store.kind(node) == .power && store.isNumber(store.child(node, 0)) && store.rationalValue(store.child(node, 1)) != nil
    }

    private static let (highestDegree, mostRoots) = (8, 2)

    /// A parameter that the expression is linear in with a number before it, and where it is zero.
    private func solved(_ expr: Expr) -> (Expr, Expr)? {
        let terms = store.terms(expr)
        for term in terms {
            let name = store.barePart(term)
            guard store.kind(name) == .symbol else { continue }
            let others = terms.filter { $0 != term }
            guard !store.symbols(in: others).contains(name) else { continue }
            return (name, store.scaled(Rational(-1) / store.coefficient(term), store.sum(others)))
        }
        // A product is zero where its name is: a*b needs cases, a^2 does not.
        if store.kind(expr) == .power, store.kind(store.child(expr, 0)) == .symbol { return (store.child(expr, 0), .zero) }
        return nil
    }
}
