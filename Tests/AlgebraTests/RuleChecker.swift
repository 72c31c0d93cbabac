import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Rendering
import Support

/// Tries a rule: whether both sides are equal wherever it may be used, whether it fires, and whether the cost falls.
final class RuleChecker {
    let store = ExprStore()
    let catalogue: Catalogue
    private let evaluator: BallEvaluator
    private let facts: SimpleFacts
    private let engine: RewritingEngine
    private let difference = ComplexBall()
    static let wantedPoints = 40

    init() throws {
        catalogue = Catalogue(store: store)
        evaluator = try BallEvaluator(catalogue)
        evaluator.bits = 300
        facts = try SimpleFacts(catalogue)
        engine = RewritingEngine(catalogue, facts: facts)
    }

    /// What is wrong with a rule; empty for a good one.
    func problems(of rule: Rule) -> [String] {
        let symbols = rule.variables.map { store.symbol($0) }
        let trial = Trial(
            rule: rule, symbols: symbols, left: rule.left.instance(symbols, catalogue), right: rule.right.instance(symbols, catalogue))
        var problems: [String] = []
        if trial.left == .undefined || trial.right == .undefined { return ["a side is undefined for all values"] }
        problems += useProblems(trial)
        problems += pointProblems(trial)
        problems += placeProblems(trial)
        return problems
    }

    struct Trial {
        let rule: Rule
        let symbols: [Expr]
        let left: Expr
        let right: Expr
        var bound: [Int] { symbols.indices.filter { isUsed($0) } }
        private func isUsed(_ index: Int) -> Bool { used.contains(symbols[index]) }
        private let used: Set<Expr>

        init(rule: Rule, symbols: [Expr], left: Expr, right: Expr) {
            self.rule = rule
            self.symbols = symbols
            self.left = left
            self.right = right
            used = Set(symbols)
        }
    }

    // MARK: Use

    /// Whether the rule fires on its own left side, over names or, where it wants numbers, over numbers, and makes it cheaper.
    private func useProblems(_ trial: Trial) -> [String] {
        let wantsNumbers = trial.rule.guards.contains { $0.requirement == .number }
        let choices: [[Expr]] =
            wantsNumbers
            ? [Rational(3, 5), Rational(4, 3), Rational(3, 4), Rational(12, 5)].map { value in
                trial.symbols.map { _ in store.number(value) }
            }
            : [trial.symbols]
        var problems: [String] = []
        for values in choices {
            problems.removeAll()
            facts.given.removeAll()
            facts.namesAreReal = false
            if !wantsNumbers { suppose(trial.rule, values) }
            let left = trial.rule.left.instance(values, catalogue)
            let right = trial.rule.right.instance(values, catalogue)
            if !(engine.costs.cost(of: right) < engine.costs.cost(of: left)) {
                problems.append("the cost does not fall: \(engine.costs.cost(of: left)) to \(engine.costs.cost(of: right))")
            }
            if engine.bestStep(left, RuleBook([trial.rule])) == nil { problems.append("it does not fire on its own left side") }
            if problems.isEmpty { break }
        }
        return problems
    }

    /// Lets the guards of a rule be known.
    private func suppose(_ rule: Rule, _ values: [Expr]) {
        for condition in rule.guards {
            let parts = condition.arguments.map { $0.instance(values, catalogue) }
            guard condition.requirement == .condition else {
                facts.given[parts[0], default: Facts()].meet(condition.requirement)
                continue
            }
            for relation in store.kind(parts[0]) == .conjunction ? store.childArray(parts[0]) : [parts[0]] {
                let isStrict = store.relation(relation) == .less
                let gap = store.difference(store.child(relation, 1), store.child(relation, 0))
                facts.given[gap, default: Facts()].meet(isStrict ? .positive : .nonnegative)
            }
        }
    }

    // MARK: Points

    /// The values of both sides, where both are to be had.
    private enum Verdict { case agree, differ, leftOnly, undecided }

    private func verdict(_ left: Expr, _ right: Expr) -> Verdict {
        if left == .undefined { return .undecided }
        let first = evaluator.value(of: left)
        guard first.isFinite, !first.containsNothing else { return .undecided }
        if right == .undefined { return .leftOnly }
        let second = evaluator.value(of: right)
        guard second.isFinite else { return .leftOnly }
        difference.subtract(first, second, bits: evaluator.bits)
        if difference.excludesZero { return .differ }
        let size = max(first.magnitudeUpperBound, second.magnitudeUpperBound, 1e-30)
        return difference.magnitudeUpperBound <= 1e-30 * size ? .agree : .undecided
    }

    /// Compares the sides at random points that satisfy the guards: real of both signs, whole, and complex where the guards allow.
    private func pointProblems(_ trial: Trial) -> [String] {
        var random = Randomness(seed: UInt64(store.structuralHash(trial.left)))
        let kinds = trial.symbols.map { kind(of: $0, trial) }
        var agreed = 0
        for round in 0..<6000 where agreed < RuleChecker.wantedPoints {
            evaluator.reset()
            var text = ""
            for (symbol, kind) in zip(trial.symbols, kinds) {
                let ball = ComplexBall()
                // Where most exceptions lie is always tried.
                let (real, imaginary) = round < RuleChecker.corners.count ? (RuleChecker.corners[round], 0) : kind.draw(&random)
                ball.set(real: real, imaginary: imaginary)
                evaluator.point[symbol] = ball
                text += " \(store.name(symbol)) = \(real) + \(imaginary)*I"
            }
            guard trial.rule.guards.allSatisfy({ holds($0, trial.symbols) }) else { continue }
            if let exception = trial.rule.exception, evaluator.truth(of: exception.instance(trial.symbols, catalogue)) != .fails {
                continue
            }
            switch verdict(trial.left, trial.right) {
            case .agree: agreed += 1
            case .differ: return ["the sides differ at\(text)"]
            case .leftOnly: return ["only the left side has a value at\(text)"]
            case .undecided: break
            }
        }
        return agreed < RuleChecker.wantedPoints ? ["only \(agreed) points could be compared"] : []
    }

    private static let corners: [Double] = [0, 1, -1, 2, -2]

    /// What values are drawn for a variable.
    private enum Kind {
        case whole, real, any

        func draw(_ random: inout Randomness) -> (Double, Double) {
            let choice = random.below(self == .any ? 8 : 4)
            if self == .whole { return (Double(random.below(13)) - 4, 0) }
            let dyadic = (Double(random.below(1 << 16)) + 0.5) / Double(1 << 14) - 2
            switch choice {
            case 0: return (dyadic / 8, 0)
            case 1: return (Double(random.below(17)) / 2 - 4, 0)
            case 2, 3: return (dyadic, 0)
            case 4: return (dyadic, Double(random.below(1 << 14)) / Double(1 << 10) - 7.96875)
            default: return (dyadic, Double(random.below(1 << 14)) / Double(1 << 13) - 0.96875)
            }
        }
    }

    private func kind(of symbol: Expr, _ trial: Trial) -> Kind {
        var kind = Kind.any
        for condition in trial.rule.guards {
            let parts = condition.arguments.map { $0.instance(trial.symbols, catalogue) }
            if condition.requirement == .condition, store.symbols(in: parts).contains(symbol), kind == .any { kind = .real }
            guard parts.first == symbol else { continue }
            switch condition.requirement {
            case .integer, .even, .odd: kind = .whole
            case .free, .condition, .nonzero: break
            default: if kind == .any { kind = .real }
            }
        }
        return kind
    }

    private func holds(_ condition: Guard, _ values: [Expr]) -> Bool {
        let parts = condition.arguments.map { $0.instance(values, catalogue) }
        if condition.requirement == .free { return true }
        if condition.requirement == .condition { return evaluator.truth(of: parts[0]) == .holds }
        let ball = evaluator.value(of: parts[0])
        guard ball.isFinite else { return false }
        if condition.requirement == .nonzero { return ball.excludesZero }
        guard ball.isReal else { return false }
        let value = ball.midpoint.real
        switch condition.requirement {
        case .positive: return ball.realSign == .positive
        case .negative: return ball.realSign == .negative
        case .nonnegative: return ball.realSign == .positive || ball.realSign == .zero
        case .nonpositive: return ball.realSign == .negative || ball.realSign == .zero
        case .integer: return ball.isExact && value == value.rounded()
        case .even: return ball.isExact && value == value.rounded() && value.remainder(dividingBy: 2) == 0
        case .odd: return ball.isExact && value == value.rounded() && value.remainder(dividingBy: 2) != 0
        default: return true
        }
    }

    // MARK: Places

    private static let places = [
        "0", "1", "-1", "1/2", "-1/2", "2", "-2", "pi/2", "-pi", "3", "I", "-I", "I*pi/2", "pi", "-3", "1 + I", "-pi/2",
    ]

    /// Whether `->` holds at exact places where functions have poles, jumps and branch points: the right side must have the left
    /// side's value there; and where the rule is a sum, each term must have the value of what the rule makes of the rest.
    private func placeProblems(_ trial: Trial) -> [String] {
        if trial.rule.isGeneric { return [] }
        var forms = [(trial.left, trial.right)]
        if store.kind(trial.left) == .sum {
            for term in store.childArray(trial.left) where !store.isConstant(term) {
                forms.append((store.sum([trial.right, store.negated(trial.left), term]), term))
            }
        }
        let used = store.symbols(in: [trial.left])
        let reader = Reader(store: store, catalogue: catalogue)
        let values = RuleChecker.places.prefix(used.count > 2 ? 7 : 17).compactMap { try? reader.expression($0) }
        facts.given.removeAll()
        evaluator.point.removeAll()
        var count = 1
        for _ in used { count *= values.count }
        for number in 0..<count {
            var rest = number
            var replacements: [Expr: Expr] = [:]
            for symbol in used {
                replacements[symbol] = values[rest % values.count]
                rest /= values.count
            }
            evaluator.reset()
            let arguments = trial.symbols.map { replacements[$0] ?? .zero }
            guard trial.rule.guards.allSatisfy({ holds($0, arguments) }) else { continue }
            for (left, right) in forms {
                let sides = (catalogue.substitute(left, replacements), catalogue.substitute(right, replacements))
                let verdict = verdict(sides.0, sides.1)
                if verdict == .differ || verdict == .leftOnly {
                    let place = used.map { "\(store.name($0)) = \(text(replacements[$0] ?? .zero))" }.joined(separator: ", ")
                    return [
                        "\(verdict == .differ ? "the sides differ" : "only the left side has a value") at \(place): \(text(sides.0)), \(text(sides.1))"
                    ]
                }
            }
        }
        return []
    }

    private func text(_ expr: Expr) -> String {
        var renderer = TextRenderer(store)
        return (try? renderer.text(expr)) ?? "?"
    }
}

extension ComplexBall {
    /// Whether the ball is too wide to tell anything.
    var containsNothing: Bool { !(magnitudeUpperBound < 1e300) }
}
