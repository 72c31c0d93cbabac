import Algebra
import Ball
import Certified
import Exact
import Expressions
import Polynomials
import Reading

/// Substitutes solutions into the conditions they are to satisfy.
struct Verification {
    private let solver: Solver
    private let domain: [DomainCondition]
    let isReal: Bool
    private var catalogue: Catalogue { solver.catalogue }
    private var evaluator: BallEvaluator { solver.evaluator }
    private var store: ExprStore { solver.store }

    /// - Parameters:
    ///   - domain: where the text of the equations has a value.
    ///   - isReal: whether all its parts must be real.
    init(_ solver: Solver, domain: [DomainCondition], isReal: Bool) {
        self.solver = solver
        self.domain = domain
        self.isReal = isReal
    }

    /// What came of it.
    enum Outcome {
        /// Both sides agree, and the text has a value there.
        case holds
        /// It is no solution.
        case fails
        /// Not for all values of the parameters, or not decided.
        case open
        /// Some members of a family are solutions, others are not; or some values of the parameters give one, others do not.
        case mixed
        /// No values of the parameters are known for which the condition holds.
        case nowhere
    }

    /// Tries values of unknowns in expressions that are to be zero.
    ///
    /// - Parameters:
    ///   - integers: names in the values that stand for whole numbers; several of each are tried.
    ///   - condition: what is demanded of the parameters.
    func check(_ expressions: [Expr], at values: [Expr: Expr], integers: [Expr], condition: Expr) -> Outcome {
        if integers.isEmpty { return checkMember(expressions, at: values, condition: condition) }
        var outcomes: [Outcome] = []
        for number in Verification.members {
            let whole = Dictionary(integers.enumerated().map { ($0.element, store.number(number + $0.offset)) }) { first, _ in first }
            let bound = catalogue.substitute(condition, whole)
            if bound == .falsehood || (store.isConstant(bound) && isFalse(bound)) { continue }
            let outcome = checkMember(expressions, at: values.mapValues { catalogue.substitute($0, whole) }, condition: bound)
            if outcome != .nowhere { outcomes.append(outcome) }
        }
        if outcomes.isEmpty { return .nowhere }
        if outcomes.allSatisfy({ $0 == .fails }) { return .fails }
        if outcomes.contains(.fails) || outcomes.contains(.mixed) { return .mixed }
        return outcomes.contains(.open) ? .open : .holds
    }

    /// The whole numbers that are tried for each name that stands for any.
    private static let members = [0, 1, -1, 2, -3, 4]

    private func checkMember(_ expressions: [Expr], at point: [Expr: Expr], condition: Expr) -> Outcome {
        if point.values.contains(.undefined) { return .fails }
        var isOpen = false
        for requirement in domain {
            // `(-2)^2` has a value, though `(-2)^x` asks for a positive base; powers that have none show it.
            if requirement.requirement.base != nil { continue }
            let wanted = catalogue.substitute(catalogue.condition(requirement, isComplex: !isReal), point)
            if wanted == .undefined { return .fails }
            if store.isConstant(wanted), isFalse(wanted) { return .fails }
        }
        var parametric: [Expr] = []
        for value in catalogue.substitute(expressions, point) where value != .zero {
            if value.isAbsent { return value == .undefined ? .fails : .open }
            guard store.isConstant(value) else {
                parametric.append(value)
                continue
            }
            switch checkConstant(value) {
            case .holds: break
            case .fails: return .fails
            case .mixed, .open, .nowhere: isOpen = true
            }
        }
        if parametric.isEmpty { return isOpen ? .open : .holds }
        let outcome = checkParametric(parametric, condition)
        return outcome == .holds && isOpen ? .open : outcome
    }

    /// What excludes single values of parameters at which a solution is none: where an argument stands exactly on a jump, as of `acot` at 0.
    ///
    /// Values that are tried elsewhere never lie there.
    ///
    /// - Parameter suspects: expressions where one of which is zero the solution may be none.
    /// - Returns: what must hold besides, and whether that leaves all; what is not decided is left out.
    func exceptions(
        _ expressions: [Expr], at point: [Expr: Expr], condition: Expr, suspects: [Expr]
    ) -> (conditions: [Expr], areAll: Bool) {
        let values = catalogue.substitute(expressions, point).filter { !store.isConstant($0) }
        var exceptions: [Expr] = []
        var areAll = true
        for suspect in suspects where store.budget.step() {
            let there = store.equation(suspect, .zero)
            if store.decided(there) == false { continue }
            switch checkAlong(there, values, condition) {
            case .holds, .nowhere: break
            case .fails: exceptions.append(store.negation(there))
            case .open, .mixed:
                exceptions.append(store.negation(there))
                areAll = false
            }
        }
        for node in store.postorder(values) where !store.isConstant(node) && store.budget.step() {
            let (places, arguments) = catalogue.jumps(at: node)
            guard let argument = arguments.first, arguments.count == 1, !store.isConstant(argument) else { continue }
            for place in places {
                let target = place.point(.zero, .zero, catalogue)
                // Lines and series of places are met by more than single values.
                guard target == place.point(.one, .one, catalogue), let jump = target.first, !jump.isAbsent else { continue }
                let there = store.relation(.equal, argument, jump)
                let exception = store.negation(there)
                if store.decided(there) == false || exceptions.contains(exception) { continue }
                let demanded = store.conjunction([condition, there])
                if demanded == .falsehood { continue }
                if case .fails = checkParametric(values, demanded) { exceptions.append(exception) }
            }
        }
        return (exceptions, areAll)
    }

    /// Right at all places that are tried where an equation of the parameters holds, or wrong at all of them. Their coordinates are exact, for
    /// conditions have equal sides there.
    private func checkAlong(_ equation: Expr, _ values: [Expr], _ condition: Expr) -> Outcome {
        guard let ways = solved(equation) else { return .open }
        let constants = RealConstants(catalogue, evaluator)
        var outcomes: [Outcome] = []
        for (name, value) in ways {
            let others = store.symbols(in: values + [condition, value]).filter { $0 != name }
            for round in 0..<(others.isEmpty ? 1 : Verification.enough) {
                var point = Dictionary(
                    uniqueKeysWithValues: others.enumerated().map { position, symbol in
                        (symbol, store.number(Verification.numbers[(round + 3 * position) % Verification.numbers.count]))
                    })
                point[name] = catalogue.substitute(value, point)
                switch constants.truth(of: catalogue.substitute(condition, point)) {
                case false: continue
                case nil: outcomes.append(.open)
                case true:
                    let own = catalogue.substitute(values, point).map { $0 == .zero ? .holds : checkConstant($0) }
                    outcomes.append(own.contains(.fails) ? .fails : own.allSatisfy { $0 == .holds } ? .holds : .open)
                }
            }
        }
        guard let first = outcomes.first else { return .nowhere }
        return outcomes.allSatisfy { $0 == first } ? first : outcomes.contains(.open) ? .open : .mixed
    }

    /// Whether a constant condition certainly fails: sides that are proved equal are not different.
    private func isFalse(_ condition: Expr) -> Bool {
        solver.constants.truth(of: condition) == false
    }

    private func checkConstant(_ value: Expr) -> Outcome {
        var hasValue = false
        let outcome: Outcome? = evaluator.atRisingPrecision([192, 640]) {
            let ball = evaluator.value(of: value)
            guard ball.isFinite else { return nil }
            hasValue = true
            if ball.excludesZero { return .fails }
            return evaluator.bits == 640 && ball.isNegligible() ? .holds : nil
        }
        if let outcome { return outcome }
        // What is proved of a value that does not exist means nothing.
        if !hasValue {
            let condition = Domain(catalogue).condition(of: value, isComplex: true)
            switch RealConstants(catalogue, evaluator).truth(of: condition) {
            case true: break
            case false: return .fails
            case nil: return .open
            }
        }
        return EqualityProof(catalogue).proves(value) ? .holds : .open
    }

    /// Right at all points that satisfy the condition, or wrong at all of them, as far as balls tell.
    private func checkParametric(_ values: [Expr], _ condition: Expr) -> Outcome {
        let outcomes = obeying(condition, values).map { checkObeying($0.values, $0.condition) }.filter { $0 != .nowhere }
        guard let first = outcomes.first else { return .nowhere }
        if outcomes.allSatisfy({ $0 == first }) { return first }
        return outcomes.contains(.open) ? .open : .mixed
    }

    private func checkObeying(_ values: [Expr], _ condition: Expr) -> Outcome {
        if values.isEmpty { return .holds }
        if values.contains(.undefined) { return .fails }
        if values.contains(.unfinished) { return .open }
        let trials = trials(of: values, where: condition, most: areIdentities(values) ? Verification.enough : .max)
        if trials.wrong == 0, trials.right >= Verification.enough { return .holds }
        if trials.wrong > 0 { return trials.right == 0 ? .fails : .mixed }
        return trials.isNowhere ? .nowhere : .open
    }

    /// Whether an expression is zero with more than single values of the parameters that satisfy a condition.
    func vanishesOnStretch(_ value: Expr, where condition: Expr) -> Bool {
        trials(of: [value], where: condition).right >= Verification.enough
    }

    private static let enough = 3

    /// Whether all are zero wherever they have a value, as fractions of polynomials in names; false also where that takes too long.
    ///
    /// Reading them once takes less than their balls at many points, which are left to show that there are values.
    private func areIdentities(_ values: [Expr]) -> Bool {
        store.budget.attempt(seconds: Verification.patience) {
            guard let kernels = try? Kernels(store, of: values),
                kernels.list.allSatisfy({ store.kind($0.expression) == .symbol })
            else { return false }
            var reader = PolynomialReader(kernels)
            return values.allSatisfy { (try? reader.read($0))?.isZero ?? false }
        } ?? false
    }

    /// Seconds of processor time.
    private static let patience = 0.2

    /// With how many values of the parameters the expressions are zero, and with how many they are not.
    ///
    /// - Parameter most: after so many of the first nothing more is tried.
    private func trials(
        of values: [Expr], where condition: Expr, most: Int = .max
    ) -> (right: Int, wrong: Int, isNowhere: Bool) {
        var (right, wrong, isNowhere) = (0, 0, true)
        let symbols = store.symbols(in: values + [condition])
        func tryPoint(_ point: [Expr: Expr]) {
            evaluator.reset()
            evaluator.bits = Verification.parametricBits
            evaluator.point = point.mapValues { number in
                let ball = ComplexBall()
                ball.set(store.rationalValue(number) ?? 0, bits: Verification.parametricBits)
                return ball
            }
            // Where the condition has no value, or is not decided, nothing is said.
            guard evaluator.truth(of: condition) == .holds else { return }
            isNowhere = false
            let balls = values.map { evaluator.value(of: $0) }
            guard balls.allSatisfy(\.isFinite) else { return }
            if balls.contains(where: \.excludesZero) {
                wrong += 1
            } else if balls.allSatisfy({ $0.isNegligible() }) {
                right += 1
            }
        }
        let numbers = Verification.numbers
        func tryRound(_ round: Int) {
            let point = symbols.enumerated().map { position, symbol in
                (symbol, store.number(numbers[(round * (position + 1) + 3 * position) % numbers.count]))
            }
            if point.allSatisfy({ store.isPossible($0.1, for: $0.0) }) { tryPoint(Dictionary(uniqueKeysWithValues: point)) }
        }
        for round in 0..<Verification.firstRounds where right < most { tryRound(round) }
        if right >= most { return (right, wrong, isNowhere) }
        for point in ParameterPoints(solver).points(where: condition, trying: values) { tryPoint(point) }
        // Where few of them satisfy what is demanded.
        for round in Verification.firstRounds..<numbers.count where right + wrong < Verification.enough { tryRound(round) }
        return (right, wrong, isNowhere)
    }

    /// What parameters are put to where values are compared, and how precisely.
    private static let numbers: [Rational] = [
        2, 3, Rational(1, 2), 5, -1, Rational(-3, 2), Rational(7, 3), -4, Rational(1, 5), 11, Rational(-1, 3), Rational(9, 7),
        Rational(-1, 5), Rational(1, 3), Rational(-1, 9), Rational(3, 4), Rational(1, 8), Rational(-2, 11), 40, Rational(2, 3), -30,
        Rational(1, 20), Rational(-1, 16), Rational(9, 10), Rational(-12, 5), Rational(17, 5),
    ]
    private static let firstRounds = 12
    private static let parametricBits = 320

    /// The values and the rest of the condition where names have the values that equations in the condition give them: one of each for
    /// every way to satisfy these.
    private func obeying(_ condition: Expr, _ values: [Expr], depth: Int = 0) -> [(values: [Expr], condition: Expr)] {
        let conditions = store.conjuncts(condition)
        let ways = depth < Verification.mostEquations ? conditions.firstResult(of: { solved($0) }) : nil
        guard let ways else { return [(values.filter { $0 != .zero }, condition)] }
        return ways.flatMap { name, value -> [(values: [Expr], condition: Expr)] in
            let next = catalogue.substitute([condition] + values, [name: value])
            if [.undefined, .falsehood].contains(next[0]) { return [] }
            if store.isConstant(next[0]), RealConstants(catalogue, evaluator).truth(of: next[0]) == false { return [] }
            return obeying(next[0], Array(next.dropFirst()), depth: depth + 1)
        }
    }

    private static let mostEquations = 6

    /// `a = 1/b` for `a*b - 1 = 0`: a name that an equation gives, by itself or as what it is linear in, or else its zeros.
    private func solved(_ condition: Expr) -> [(name: Expr, value: Expr)]? {
        guard store.kind(condition) == .relation, store.relation(condition) == .equal else { return nil }
        let (left, right) = (store.child(condition, 0), store.child(condition, 1))
        if store.kind(left) == .symbol, !store.depends(right, on: left) { return [(left, right)] }
        let difference = store.difference(left, right)
        let names = store.symbols(in: [difference])
        for name in names {
            guard let parts = try? Transforms(catalogue).coefficients(difference, in: name), parts.count == 2 else { continue }
            return [(name, store.negated(store.quotient(parts[0], parts[1])))]
        }
        return names.firstResult { name in
            let zeros = zeros(of: difference, name)
            return zeros.isEmpty ? nil : zeros.map { (name, $0) }
        }
    }

    /// Values of a name with which an expression is zero, by the factors in which it stands in one kernel.
    private func zeros(of expr: Expr, _ name: Expr) -> [Expr] {
        let transforms = Transforms(catalogue)
        guard let product = try? transforms.factor(expr) else { return [] }
        return transforms.splitProduct(product).flatMap { base, exponent -> [Expr] in
            guard store.rationalValue(exponent).map({ $0.signum > 0 }) ?? false, store.depends(base, on: name),
                let polynomial = KernelPolynomial(base, name, store), polynomial.live.count == 1,
                let coefficients = polynomial.coefficients(in: polynomial.live[0])
            else { return [] }
            let equationSolver = EquationSolver(catalogue, evaluator, name, isReal: true, avoiding: store.symbols(in: [expr]))
            equationSolver.search.isByNumbers = false
            let roots = equationSolver.roots(in: polynomial.kernels.list[polynomial.live[0]].expression, coefficients)
            return (roots?.list ?? []).filter { $0.enclosure == nil && $0.condition == .truth }.prefix(Verification.mostZeros).map { root in
                catalogue.substitute(root.value, Dictionary(root.integers.map { ($0, Expr.zero) }) { first, _ in first })
            }
        }
    }

    private static let mostZeros = 3
}
