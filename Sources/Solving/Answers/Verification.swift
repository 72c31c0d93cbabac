import Algebra
import Ball
import Exact
import Expressions
import Reading

/// Substitutes solutions into the conditions they are to satisfy.
struct Verification {
    let catalogue: Catalogue
    let evaluator: BallEvaluator
    let domain: [DomainCondition]
    let isReal: Bool
    private var store: ExprStore { catalogue.store }

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
            let whole = Dictionary(uniqueKeysWithValues: integers.enumerated().map { ($0.element, store.number(number + $0.offset)) })
            let bound = catalogue.substitute(condition, whole)
            if bound == .falsehood || (store.isConstant(bound) && isFalse(bound)) { continue }
            outcomes.append(checkMember(expressions, at: values.mapValues { catalogue.substitute($0, whole) }, condition: bound))
        }
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
            let guardCondition = catalogue.substitute(requirement.guardCondition, point)
            // `(-2)^2` has a value, though `(-2)^x` asks for a positive base; powers that have none show it.
            if case .positive = requirement.requirement { continue }
            let demanded = catalogue.substitute(catalogue.condition(requirement.requirement, isComplex: !isReal), point)
            if demanded == .undefined { return .fails }
            let wanted = store.disjunction([store.negation(guardCondition), demanded])
            if store.isConstant(wanted), isFalse(wanted) { return .fails }
        }
        for expr in expressions {
            let value = catalogue.substitute(expr, point)
            if value == .zero { continue }
            if value == .undefined { return .fails }
            switch store.isConstant(value) ? checkConstant(value) : checkParametric(value, condition) {
            case .holds: break
            case .fails: return .fails
            case .mixed: return .mixed
            case .open: isOpen = true
            }
        }
        return isOpen ? .open : .holds
    }

    /// Whether a constant condition certainly fails: sides that are proved equal are not different.
    private func isFalse(_ condition: Expr) -> Bool {
        if condition == .falsehood { return true }
        evaluator.reset()
        evaluator.point = [:]
        evaluator.bits = 256
        switch evaluator.truth(of: condition) {
        case .holds: return false
        case .fails: return true
        case .undecided: break
        }
        guard store.kind(condition) == .relation, store.relation(condition) == .notEqual || store.relation(condition) == .less else {
            return false
        }
        return ZeroQuestion(catalogue).isZero(store.difference(store.child(condition, 0), store.child(condition, 1)))
    }

    private func checkConstant(_ value: Expr) -> Outcome {
        evaluator.point = [:]
        var outcome = Outcome.open
        for precision in [192, 640] {
            evaluator.reset()
            evaluator.bits = precision
            let ball = evaluator.value(of: value)
            guard ball.isFinite else { continue }
            if ball.excludesZero { return .fails }
            if ball.magnitudeUpperBound < 1e-40 { outcome = .holds }
        }
        if case .open = outcome, ZeroQuestion(catalogue).isZero(value) { return .holds }
        return outcome
    }

    /// What is tried for parameters; those behind the twelfth where few of the others satisfy what is demanded.
    private static let numbers: [Rational] = [
        2, 3, Rational(1, 2), 5, -1, Rational(-3, 2), Rational(7, 3), -4, Rational(1, 5), 11, Rational(-1, 3), Rational(9, 7),
        Rational(-1, 5), Rational(1, 3), Rational(-1, 9), Rational(3, 4), Rational(1, 8), Rational(-2, 11), 40, Rational(2, 3), -30,
        Rational(1, 20), Rational(-1, 16), Rational(9, 10), Rational(-12, 5), Rational(17, 5),
    ]

    /// Proved, or right at points that satisfy the condition; refuted where every point tells so.
    private func checkParametric(_ value: Expr, _ condition: Expr) -> Outcome {
        if let (name, only) = ParameterConditions.single(in: condition, store) {
            // No number that is tried would be the only one that counts.
            let (there, rest) = (catalogue.substitute(value, [name: only]), catalogue.substitute(condition, [name: only]))
            if there == .undefined { return .fails }
            return there == .zero ? .holds : store.isConstant(there) ? checkConstant(there) : checkParametric(there, rest)
        }
        var (right, wrong) = (0, 0)
        let symbols = store.symbols(in: [value, condition])
        let numbers = Verification.numbers
        for round in 0..<numbers.count {
            var point: [Expr: Expr] = [:]
            for (position, symbol) in symbols.enumerated() {
                point[symbol] = store.number(numbers[(round * (position + 1) + 3 * position) % numbers.count])
            }
            if round >= 12, right + wrong >= 3 { break }
            guard symbols.allSatisfy({ store.isPossible(point[$0] ?? .zero, for: $0) }) else { continue }
            let there = catalogue.substitute(condition, point)
            if there == .falsehood || (there != .truth && isFalse(there)) { continue }
            let number = catalogue.substitute(value, point)
            if number == .undefined { continue }
            if number == .zero {
                right += 1
                continue
            }
            switch checkConstant(number) {
            case .holds: right += 1
            case .fails: wrong += 1
            case .open, .mixed: break
            }
        }
        if wrong == 0, right >= 3 { return .holds }
        if wrong > 0 { return right == 0 ? .fails : .mixed }
        return .open
    }
}
