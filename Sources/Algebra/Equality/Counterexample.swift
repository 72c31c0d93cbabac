import Ball
import Certified
import Exact
import Expressions
import Reading

/// Looks for points at which two expressions certainly differ: small numbers first, which a user can check by hand.
final class Counterexample {
    enum Outcome {
        /// A point at which both have values that differ.
        case found([(name: Expr, value: Expr)])
        /// No such point; the number of points at which the values agree to some thirty digits.
        case none(agreed: Int)
    }

    /// How long the points on jumps may take, in seconds; what is left of them then is not tried.
    private static let patience = 2.0

    private let catalogue: Catalogue
    private let store: ExprStore
    private let evaluator: BallEvaluator
    private let settledJumps: SettledJumps
    private let difference = ComplexBall()

    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.catalogue = catalogue
        store = catalogue.store
        self.evaluator = evaluator
        settledJumps = SettledJumps(catalogue, evaluator, ZeroTest(catalogue, evaluator))
    }

    /// What is compared: two expressions, and where the texts they were read from have values.
    struct Sides {
        let left: Expr
        let right: Expr
        let conditions: [DomainCondition]
    }

    /// Tries small numbers that satisfy the assumptions.
    func search(_ sides: Sides, points count: Int) -> Outcome {
        let symbols = names(sides)
        return search(sides, symbols, points(symbols, count: symbols.isEmpty ? 1 : count)) { compare(sides, $0) }
    }

    /// Tries points on the jumps of both sides, with constants settled exactly.
    func searchOnJumps(_ sides: Sides) -> Outcome {
        let symbols = names(sides)
        return store.budget.attempt(seconds: Counterexample.patience) {
            search(sides, symbols, JumpPoints(catalogue, evaluator).points(of: sides.left, sides.right, symbols)) {
                compareExactly(sides, $0)
            }
        } ?? .none(agreed: 0)
    }

    /// The names of both sides, and those that assumptions tie to them.
    private func names(_ sides: Sides) -> [Expr] { SamplePoint.related(store.symbols(in: [sides.left, sides.right]), store) }

    private func search(
        _ sides: Sides, _ symbols: [Expr], _ points: [[Expr: Expr]], _ compare: ([Expr: Expr]) -> Comparison
    ) -> Outcome {
        var agreed = 0
        var complexPoint: [Expr: Expr]?
        for point in points {
            if !store.budget.step() { break }
            var outcome = compare(point)
            if case .differ = outcome, !haveValues(sides, point) { outcome = .unknown }
            switch outcome {
            case .differ(isReal: true): return .found(listed(point, symbols))
            // A point at which the values are real is easier to check.
            case .differ(isReal: false): complexPoint = complexPoint ?? point
            case .agree: agreed += 1
            case .unknown: break
            }
        }
        if let complexPoint { return .found(listed(complexPoint, symbols)) }
        return .none(agreed: agreed)
    }

    /// Whether the texts of both sides have values at a point: 0^0 has one in balls, but none for us, and `x/x` has none at 0.
    private func haveValues(_ sides: Sides, _ point: [Expr: Expr]) -> Bool {
        if [sides.left, sides.right].contains(where: { catalogue.substitute($0, point).isAbsent }) { return false }
        return sides.conditions.allSatisfy { condition in
            let needed = catalogue.substitute(catalogue.condition(condition.requirement, isComplex: true), point)
            let guardCondition = catalogue.substitute(condition.guardCondition, point)
            evaluator.reset()
            return evaluator.truth(of: needed) != .fails || evaluator.truth(of: guardCondition) == .fails
        }
    }

    private func listed(_ point: [Expr: Expr], _ symbols: [Expr]) -> [(name: Expr, value: Expr)] {
        symbols.map { (name: $0, value: point[$0] ?? $0) }
    }

    private enum Comparison {
        case differ(isReal: Bool)
        case agree, unknown
    }

    private func compare(_ sides: Sides, _ point: [Expr: Expr]) -> Comparison {
        evaluator.atRisingPrecision {
            evaluator.move(to: point)
            guard store.assumptions.openConditions.allSatisfy({ evaluator.truth(of: $0) == .holds }) else { return .unknown }
            return compared(sides.left, sides.right, sides)
        } ?? .unknown
    }

    /// The same by substitution, so that a value on a jump is the value there.
    private func compareExactly(_ sides: Sides, _ point: [Expr: Expr]) -> Comparison {
        let all = catalogue.substitute([sides.left, sides.right] + store.assumptions.openConditions, point)
        guard !all.contains(where: \.isAbsent) else { return .unknown }
        let settled = all.map { settledJumps.settled($0) }
        guard !settled.contains(where: \.isAbsent) else { return .unknown }
        return evaluator.atRisingPrecision {
            guard settled[2...].allSatisfy({ evaluator.truth(of: $0) == .holds }) else { return .unknown }
            return compared(settled[0], settled[1], sides)
        } ?? .unknown
    }

    /// What the values at the evaluator's point say; nil where they are not accurate enough.
    private func compared(_ left: Expr, _ right: Expr, _ sides: Sides) -> Comparison? {
        let (a, b) = (evaluator.value(of: left), evaluator.value(of: right))
        guard a.isFinite, b.isFinite else { return .unknown }
        // In real numbers a formula without `I` has no value there: where neither has one there is nothing to compare.
        if isRealFormula(sides.left), isRealFormula(sides.right), a.isCertainlyNotReal, b.isCertainlyNotReal { return .unknown }
        difference.subtract(a, b, bits: evaluator.bits)
        if difference.excludesZero { return .differ(isReal: a.realSign != nil && b.realSign != nil) }
        let size = max(a.magnitudeUpperBound, b.magnitudeUpperBound, 1e-10)
        return difference.isNegligible(beside: size) ? .agree : nil
    }

    private func isRealFormula(_ expr: Expr) -> Bool {
        !store.isConstant(expr) && !store.traits(expr).contains(.hasImaginary) && !store.hasComplexName(expr)
    }

    // MARK: Points

    /// Small numbers, both signs first, then larger and smaller ones.
    private static let numbers: [Rational] = [
        2, -1, 3, Rational(1, 2), 0, -2, Rational(-1, 3), 5, Rational(3, 2), -3, Rational(2, 3), 7, Rational(-5, 2), Rational(1, 10), 20,
        Rational(-1, 10), Rational(9, 10), -20, Rational(11, 10), Rational(-9, 10), 4, Rational(-11, 10), Rational(1, 100), 1000, -1000,
        Rational(17, 5), Rational(-7, 3), Rational(5, 4), Rational(1, 3), 11, Rational(-13, 2), 6, Rational(-1, 100),
    ]

    /// Points that satisfy what is assumed of single names.
    func points(_ symbols: [Expr], count: Int) -> [[Expr: Expr]] {
        if symbols.isEmpty { return [[:]] }
        let choices = symbols.map { values(for: $0) }
        guard choices.allSatisfy({ !$0.isEmpty }) else { return [] }
        return (0..<count).map { number in
            var point: [Expr: Expr] = [:]
            for (position, symbol) in symbols.enumerated() {
                // Different strides: the coordinates do not move together.
                let index = position == 0 ? number : number * (2 * position + 1) + 5 * position + number / 7
                point[symbol] = choices[position][index % choices[position].count]
            }
            return point
        }
    }

    private func values(for symbol: Expr) -> [Expr] {
        let facts = store.assumptions.facts(ofName: symbol)
        var numbers = Counterexample.numbers
        if let lower = facts.lower { numbers += Counterexample.numbers.map { lower.value + $0.magnitude } }
        if let upper = facts.upper { numbers += Counterexample.numbers.map { upper.value - $0.magnitude } }
        if let lower = facts.lower, let upper = facts.upper {
            numbers += (0...16).map { lower.value + (upper.value - lower.value) * Rational($0, 16) }
        }
        var seen: Set<Rational> = []
        var values = numbers.filter { seen.insert($0).inserted }.map { store.number($0) }
            .filter { store.isPossible($0, for: symbol) && !(facts.excludesZero && $0 == .zero) }
        if store.assumptions.isComplex(symbol) {
            let unit = store.constant(.imaginaryUnit)
            values = values.enumerated().map { offset, value in
                offset % 3 == 0 ? value : store.sum(value, store.product(Counterexample.imaginary(offset, store), unit))
            }
        }
        return values
    }

    private static func imaginary(_ offset: Int, _ store: ExprStore) -> Expr {
        store.number(numbers[(offset * 5 + 1) % numbers.count])
    }
}
