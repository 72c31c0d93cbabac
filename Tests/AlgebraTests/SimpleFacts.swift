import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// A small source of facts for the tests: what was said of expressions, the signs of constants, and a few plain consequences.
final class SimpleFacts: FactSource {
    private let store: ExprStore
    private let evaluator: BallEvaluator
    /// What was said.
    var given: [Expr: Facts] = [:]
    /// Whether names stand for real numbers where nothing else was said.
    var namesAreReal = true

    init(_ catalogue: Catalogue) throws {
        store = catalogue.store
        evaluator = try BallEvaluator(catalogue)
    }

    func facts(of expr: Expr) -> Facts {
        if let known = given[expr] { return known }
        if let number = store.rationalValue(expr) { return SimpleFacts.facts(of: number) }
        if store.isConstant(expr) { return constant(expr) }
        var facts = Facts()
        switch store.kind(expr) {
        case .symbol:
            facts.isReal = namesAreReal
        case .sum, .scaled, .product:
            let parts = store.childArray(expr).map { self.facts(of: $0) }
            facts.isReal = parts.allSatisfy(\.isReal)
            facts.isInteger = parts.allSatisfy(\.isInteger)
            let isSum = store.kind(expr) == .sum
            if parts.allSatisfy(\.isNonnegative) {
                let isPositive = isSum ? parts.contains(where: \.isPositive) : parts.allSatisfy(\.isPositive)
                facts.lower = .init(0, isStrict: isPositive)
            }
            if isSum, parts.allSatisfy(\.isNonpositive) { facts.upper = .init(0, isStrict: parts.contains(where: \.isNegative)) }
        case .power:
            let base = self.facts(of: store.child(expr, 0)), exponent = self.facts(of: store.child(expr, 1))
            facts.isReal = base.isReal && exponent.isInteger || base.isPositive && exponent.isReal
            if facts.isReal, base.isPositive || exponent.parity == .even { facts.lower = .init(0, isStrict: base.isPositive) }
        case .call:
            let row = Vocabulary.row(store.function(expr))
            facts.isReal = row.domain.isEmpty && store.childArray(expr).allSatisfy { self.facts(of: $0).isReal } || row.name == "abs"
            if facts.isReal, row.name == "abs" { facts.lower = .init(0, isStrict: false) }
            if facts.isReal, row.name == "exp" { facts.lower = .init(0, isStrict: true) }
            facts.isInteger = facts.isReal && (row.name == "floor" || row.name == "ceil")
        default: break
        }
        return facts
    }

    static func facts(of number: Rational) -> Facts {
        var facts = Facts()
        facts.isReal = true
        facts.isInteger = number.isInteger
        if number.isInteger { facts.parity = number.numerator.isOdd ? .odd : .even }
        facts.lower = .init(number, isStrict: false)
        facts.upper = facts.lower
        return facts
    }

    /// The sign of a constant, as far as balls tell.
    private func constant(_ expr: Expr) -> Facts {
        evaluator.reset()
        let ball = evaluator.value(of: expr)
        var facts = Facts()
        guard ball.isFinite, let sign = ball.realSign else { return facts }
        facts.isReal = true
        if sign == .positive { facts.lower = .init(0, isStrict: true) }
        if sign == .negative { facts.upper = .init(0, isStrict: true) }
        return facts
    }
}

extension Facts {
    /// Adds what a guard requires.
    mutating func meet(_ requirement: Guard.Requirement) {
        if requirement != .nonzero { isReal = true }
        switch requirement {
        case .positive: lower = .init(0, isStrict: true)
        case .nonnegative: lower = .init(0, isStrict: false)
        case .negative: upper = .init(0, isStrict: true)
        case .nonpositive: upper = .init(0, isStrict: false)
        case .nonzero: excludesZero = true
        case .integer: isInteger = true
        case .even:
            isInteger = true
            parity = .even
        case .odd:
            isInteger = true
            parity = .odd
        case .real, .number, .free, .condition: break
        }
    }
}
