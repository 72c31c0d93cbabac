import Algebra
import Certified
import Exact
import Expressions
import Groebner
import Polynomials
import Reading
import Vocabulary

/// Components with free unknowns or parameters, solved from the bottom of their lexicographic basis: of every unknown one element
/// tells the values, where the element's leading coefficient is not zero. Where it is zero, there is a smaller system.
struct TriangularSystem {
    private let solver: SystemSolver
    private let reading: PolynomialReading
    private let budget: Budget
    private var store: ExprStore { solver.store }

    init(_ solver: SystemSolver, _ reading: PolynomialReading, _ budget: Budget) {
        self.solver = solver
        self.reading = reading
        self.budget = budget
    }

    /// Values found for the unknowns from the bottom up to some place.
    private struct Branch {
        var values: [Expr: Expr] = [:]
        var conditions: [Expr] = []

        /// With other conditions.
        func demanding(_ conditions: [Expr]) -> Branch { Branch(values: values, conditions: conditions) }
    }

    /// The solutions in a component.
    func solutions(of component: GroebnerBasis, in system: PartialSolution) -> PartialSolutions {
        guard let basis = component.converted(to: .lexicographic, budget: budget) else { return .unknown }
        let levels = Dictionary(grouping: basis.polynomials) { polynomial in polynomial.usedVariables.first ?? -1 }
        let parameters = reading.variables(.parameter)
        if parameters.contains(where: { levels[$0] != nil }) { return constrained(basis, system) }
        for variable in reading.variables(.number) {
            for polynomial in levels[variable, default: []] {
                // Numbers and parameters together.
                if polynomial.usedVariables.contains(where: { parameters.contains($0) }) { return constrained(basis, system) }
                if solver.evaluator.isNonzero(reading.write(polynomial)) { return .none }
            }
        }
        var result = PartialSolutions.none
        var branches = [Branch()]
        var leads: [Polynomial] = []
        for variable in reading.variables(.unknown).reversed() + reading.variables(.root).reversed() {
            guard let elements = levels[variable] else { continue }
            let element = simplest(elements, variable)
            for factor in element.leadingCoefficient(in: variable).factors().factors where !leads.contains(factor.polynomial) {
                leads.append(factor.polynomial)
            }
            var next: [Branch] = []
            for branch in branches {
                guard let found = extended(branch, by: element, variable) else {
                    result.isComplete = false
                    continue
                }
                next += found
            }
            branches = next
        }
        let denominators = reading.denominators.map { store.relation(.notEqual, $0, .zero) }
        for branch in branches {
            var own = system
            own.equations = []
            own.conditions += denominators + branch.conditions
            if let solution = own.substituting(branch.values, solver.catalogue) { result.list.append(solution) }
        }
        let special = specialCases(basis, leads.filter { !isNonzero($0) }, system)
        return CaseMerging(solver).merged(result, special)
    }

    /// A system that asks something of the parameters: each way to satisfy that is a system of its own.
    private func constrained(_ basis: GroebnerBasis, _ system: PartialSolution) -> PartialSolutions {
        var next = system
        next.equations = basis.polynomials.map { reading.write($0) }
        return solver.solutions(of: next)
    }

    /// The element of least degree; among these one whose leading coefficient is a number, else a short one.
    private func simplest(_ elements: [Polynomial], _ variable: Int) -> Polynomial {
        func weight(_ element: Polynomial) -> (Int, Int, Int) {
            let lead = element.leadingCoefficient(in: variable)
            return (element.degree(in: variable), lead.isConstant ? 0 : lead.totalDegree * 16 + lead.termCount, element.termCount)
        }
        return elements.min { weight($0) < weight($1) } ?? elements[0]
    }

    /// Whether a factor of a leading coefficient is known not to vanish.
    private func isNonzero(_ factor: Polynomial) -> Bool {
        if factor.isConstant { return true }
        let expr = reading.write(factor)
        return store.isConstant(expr) ? solver.evaluator.isNonzero(expr) : store.facts(of: expr).isNonzero
    }

    // MARK: One level

    /// The branch with the values of one variable more; nil where they have no known form.
    private func extended(_ branch: Branch, by element: Polynomial, _ variable: Int) -> [Branch]? {
        let degree = element.degree(in: variable)
        var coefficients = Array(repeating: Expr.zero, count: degree + 1)
        for part in element.coefficients(in: variable) {
            coefficients[part.power] = solver.catalogue.substitute(reading.write(part.coefficient), branch.values)
        }
        if coefficients.contains(where: \.isAbsent) { return nil }
        var conditions = branch.conditions
        for factor in element.leadingCoefficient(in: variable).factors().factors where !isNonzero(factor.polynomial) {
            let value = reduced(solver.catalogue.substitute(reading.write(factor.polynomial), branch.values))
            // What vanishes on the branch is left to the special cases.
            if value == .zero || store.isConstant(value) && !solver.evaluator.isNonzero(value) { return [] }
            if store.isConstant(value) || store.facts(of: value).isNonzero { continue }
            conditions.append(store.relation(.notEqual, value, .zero))
        }
        let isRoot = reading.roles[variable] == .root
        if isRoot { return [branch.demanding(conditions + principal(coefficients, variable))] }
        guard let zeros = zeros(coefficients, reading.expression(variable)) else { return nil }
        return zeros.map { zero in
            var next = branch.demanding(conditions)
            next.values[reading.expression(variable)] = zero
            return next
        }
    }

    /// What makes a value the principal root, where it has parameters: a square root is not negative.
    private func principal(_ coefficients: [Expr], _ variable: Int) -> [Expr] {
        guard coefficients.count == 2, let exponent = store.rationalValue(reading.kernel(variable).exponent),
            !exponent.denominator.isOdd
        else { return [] }
        let value = reduced(store.negated(store.quotient(coefficients[0], coefficients[1])))
        if store.isConstant(value) || store.facts(of: value).isNonnegative { return [] }
        return [store.relation(.lessOrEqual, .zero, value)]
    }

    /// The values of an unknown at which a polynomial in it is zero.
    private func zeros(_ coefficients: [Expr], _ unknown: Expr) -> [Expr]? {
        if coefficients.count == 2 { return [reduced(store.negated(store.quotient(coefficients[0], coefficients[1])))] }
        let sum = store.sum(coefficients.enumerated().map { store.product($0.element, store.power(unknown, $0.offset)) })
        let product = (try? solver.transforms.factor(sum)) ?? sum
        var zeros: [Expr] = []
        for (base, exponent) in solver.transforms.splitProduct(product) where solver.holds(base, [unknown]) {
            guard let power = store.wholeValue(exponent), power > 0 else { return nil }
            guard let polynomial = KernelPolynomial(base, unknown, store), polynomial.live.count == 1,
                let own = polynomial.coefficients(in: polynomial.live[0]),
                let values = own.count == 3 ? quadratic(own) : RadicalRoots(catalogue: solver.catalogue).zeros(own)
            else { return nil }
            for value in values.map(reduced) where !zeros.contains(value) { zeros.append(value) }
        }
        return zeros
    }

    /// Both zeros of a quadratic polynomial. Squares come out of the root as they are: the other sign gives the other zero.
    private func quadratic(_ coefficients: [Expr]) -> [Expr]? {
        let (c, b, a) = (coefficients[0], coefficients[1], coefficients[2])
        let forms = RadicalRoots(catalogue: solver.catalogue)
        if coefficients.allSatisfy({ store.isConstant($0) }) { return forms.zeros(coefficients) }
        let discriminant = store.difference(store.power(b, 2), store.product([store.number(4), a, c]))
        guard let product = try? solver.transforms.factor(discriminant) else { return forms.zeros(coefficients) }
        var (outside, inside): ([Expr], [Expr]) = ([], [])
        for (base, exponent) in solver.transforms.splitProduct(product) {
            guard let power = store.wholeValue(exponent), !store.isConstant(base) else {
                inside.append(store.power(base, exponent))
                continue
            }
            let half = power >= 0 ? power / 2 : (power - 1) / 2
            outside.append(store.power(base, half))
            inside.append(store.power(base, power - 2 * half))
        }
        let radicand = store.product(inside)
        // A sum with a number before it reads better multiplied out.
        let shown = store.kind(radicand) == .scaled ? Expansion(solver.catalogue).tidied(radicand) : radicand
        let content = Expansion(solver.catalogue).squareContent(of: shown)
        let rest = store.scaled(Rational(1) / (content * content), shown)
        let root = store.scaled(content, store.product(store.product(outside), store.squareRoot(rest)))
        return [-1, 1].map { sign in
            store.quotient(store.sum(store.negated(b), store.scaled(Rational(sign), root)), store.product(store.number(2), a))
        }
    }

    /// A value in lowest terms, with powers of roots worked out, where that makes it no longer.
    private func reduced(_ value: Expr) -> Expr {
        if store.isNumber(value) || store.kind(value) == .symbol { return value }
        guard let joined = try? solver.transforms.together(value) else { return value }
        return store.postorder([joined]).count <= store.postorder([value]).count + 4 ? joined : value
    }

    // MARK: Special cases

    /// The solutions at which a leading coefficient vanishes, one case for each factor.
    private func specialCases(_ basis: GroebnerBasis, _ factors: [Polynomial], _ system: PartialSolution) -> [CaseMerging.Case] {
        var cases: [CaseMerging.Case] = []
        var excluded: [Expr] = []
        for factor in factors {
            var next = system
            let expr = reading.write(factor)
            next.equations = basis.polynomials.map { reading.write($0) } + [expr]
            next.conditions += excluded
            let condition = store.relation(.notEqual, expr, .zero)
            cases.append(CaseMerging.Case(condition: condition, solutions: solver.solutions(of: next)))
            if !solver.holds(expr, system.unknowns) { excluded.append(condition) }
        }
        return cases
    }
}
