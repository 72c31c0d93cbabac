import Algebra
import Ball
import Certified
import Expressions
import Vocabulary

/// Conditions of solutions as a person would write them: `m != 3`, without those that follow from others.
struct StatedConditions {
    let transforms: Transforms
    let evaluator: BallEvaluator
    let store: ExprStore

    init(_ transforms: Transforms, _ evaluator: BallEvaluator, _ store: ExprStore) {
        self.transforms = transforms
        self.evaluator = evaluator
        self.store = store
    }

    /// The conditions that are not known to hold, in their plain form; nil where one of them is known to fail.
    func tidied(_ conditions: [Expr]) -> [Expr]? {
        var kept: [Expr] = []
        var open = conditions
        repeat {
            guard let plain = plain(open) else { return nil }
            kept = plain
            open = withoutNonzero(kept)
        } while open != kept
        // Conditions that contradict one another: 0 < y and y < 0.
        if kept.count > 1, store.supposing(store.conjunction(kept), { true }) == nil { return nil }
        let nonzero = kept.compactMap { isNonzero($0) }
        return kept.filter { condition in
            if store.kind(condition) == .disjunction { return !store.childArray(condition).contains { isFactor($0, in: kept) } }
            guard let expr = isNonzero(condition) else { return true }
            return !hasSign(expr, by: kept) && !follows(expr, from: nonzero.filter { $0 != expr })
        }
    }

    /// The open parts of conditions, each once and in its plain form; nil where one is known to fail.
    private func plain(_ conditions: [Expr]) -> [Expr]? {
        var kept: [Expr] = []
        for condition in conditions.flatMap(parts).map(primitive).flatMap(parts) {
            var condition = condition
            if let decided = store.decided(condition) { condition = decided ? .truth : .falsehood }
            if condition != .truth, condition != .falsehood, store.isConstant(condition) { condition = truth(of: condition) }
            if condition == .falsehood { return nil }
            if condition != .truth, !kept.contains(condition) { kept.append(condition) }
        }
        return kept
    }

    /// The conditions, the first that says more than it must by others in a shorter form.
    private func withoutNonzero(_ conditions: [Expr]) -> [Expr] {
        var result = conditions
        for (place, condition) in conditions.enumerated() {
            guard let shorter = withoutNonzero(condition, conditions), shorter != condition else { continue }
            result[place] = shorter
            break
        }
        return result
    }

    /// What is not decided of a constant here, the substitution into the equations decides.
    private func truth(of condition: Expr) -> Expr {
        evaluator.decides(condition, [192]) == false ? .falsehood : .truth
    }

    /// `g = 0` for `A^2*g = 0`, where `A` is not zero by another condition; nil for other conditions.
    private func withoutNonzero(_ condition: Expr, _ others: [Expr]) -> Expr? {
        guard store.kind(condition) == .relation, store.relation(condition) == .equal, store.child(condition, 1) == .zero,
            store.kind(store.child(condition, 0)) == .product
        else { return nil }
        let nonzero = others.compactMap { isNonzero($0) }
        let factors = transforms.splitProduct(store.child(condition, 0))
        let open = factors.filter { !nonzero.contains($0.base) }
        guard open.count < factors.count else { return nil }
        return open.isEmpty ? .falsehood : equation(store.product(open.map { store.power($0.base, $0.exponent) }))
    }

    /// What must not be zero by a condition.
    func isNonzero(_ condition: Expr) -> Expr? {
        guard store.kind(condition) == .relation, store.relation(condition) == .notEqual else { return nil }
        return store.difference(store.child(condition, 0), store.child(condition, 1))
    }

    /// A product that is not zero as conditions of its factors.
    private func parts(_ condition: Expr) -> [Expr] {
        if store.kind(condition) == .conjunction { return store.childArray(condition).flatMap { partsOfOne($0) } }
        return partsOfOne(condition)
    }

    func partsOfOne(_ condition: Expr) -> [Expr] {
        if let positive = positive(condition) { return positive }
        if let square = ofSquare(condition) { return square }
        return isNonzero(condition).flatMap { nonzeroFactors($0) } ?? [condition]
    }

    /// Whether an expression is not zero because it is positive or negative.
    private func hasSign(_ expr: Expr, by conditions: [Expr]) -> Bool {
        conditions.contains(store.relation(.less, .zero, expr)) || conditions.contains(store.relation(.less, expr, .zero))
    }

    /// Whether `u != 0` follows from a product with the factor u that is said to be positive, negative or not zero.
    private func isFactor(_ condition: Expr, in conditions: [Expr]) -> Bool {
        guard let expr = isNonzero(condition) else { return false }
        return conditions.contains { other in
            guard store.kind(other) == .relation, store.relation(other) == .less || store.relation(other) == .notEqual,
                store.child(other, 0) == .zero || store.child(other, 1) == .zero
            else { return false }
            let product = store.difference(store.child(other, 0), store.child(other, 1))
            return transforms.splitProduct(product).contains { $0.base == store.barePart(expr) }
        }
    }

    /// Whether an expression is not zero because others are not: a sum of squares of which one is not.
    private func follows(_ expr: Expr, from others: [Expr]) -> Bool {
        var squares: [Expr] = []
        if let sum = SquareSum(expr, store) {
            squares = sum.forms
        } else if store.kind(expr) == .sum {
            let terms = store.childArray(expr)
            let facts = terms.map { store.facts(of: $0) }
            guard facts.allSatisfy(\.isNonnegative) || facts.allSatisfy(\.isNonpositive) else { return false }
            squares = terms
        }
        return squares.contains { isProduct($0, of: others) }
    }

    /// Whether every factor that is no number is one of the expressions, up to a number.
    private func isProduct(_ expr: Expr, of factors: [Expr]) -> Bool {
        transforms.splitProduct(expr).allSatisfy { base, _ in
            if let number = store.rationalValue(base) { return !number.isZero }
            return factors.contains { factor in
                if store.barePart(base) == store.barePart(factor) { return true }
                guard let quotient = try? transforms.together(store.quotient(base, factor)) else { return false }
                return store.isNumber(quotient) && quotient != .zero
            }
        }
    }
}
