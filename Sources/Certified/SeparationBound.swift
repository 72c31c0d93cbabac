import Exact
import Expressions
import Vocabulary

/// A bound below which no value of an expression in rational numbers and roots can lie without being zero.
///
/// Every such value is a quotient of algebraic integers; `upper` and `lower` bound the logarithms (to base 2) of the conjugates of
/// numerator and denominator, and the degree is at most the product of the degrees of the distinct roots. A value that is not
/// zero is then at least `2^-((degree - 1)*upper + lower)` (Burnikel, Funke, Mehlhorn, Schirra and Schmitt, *A Separation Bound
/// for Real Algebraic Expressions*, 2001).
struct SeparationBound {
    private let store: ExprStore

    init(_ store: ExprStore) { self.store = store }

    private struct Size {
        var upper: Double
        var lower: Double
    }

    /// How many bits after the point decide whether the value is zero; nil for an expression that holds anything but rational
    /// numbers, `I`, roots of numbers and of polynomials, and sines and cosines of rational multiples of `pi`.
    func bits(_ root: Expr) -> Int? {
        guard let (size, degree) = measured(root) else { return nil }
        return bits(size, degree)
    }

    /// How many bits decide whether the value and another one of the same form, such as its complex conjugate, are equal.
    func bitsOfDifference(_ root: Expr) -> Int? {
        guard let (size, degree) = measured(root) else { return nil }
        // The other value may lie in a field of its own.
        return bits(Size(upper: size.upper + size.lower + 1, lower: 2 * size.lower), degree * degree)
    }

    private func bits(_ size: Size, _ degree: Double) -> Int? {
        let bits = (degree - 1) * max(size.upper, 0) + max(size.lower, 0) + 1
        return bits < 1e5 ? Int(bits) : nil
    }

    private func measured(_ root: Expr) -> (size: Size, degree: Double)? {
        guard store.isConstant(root) else { return nil }
        var sizes: [Expr: Size] = [:]
        var degree = 1.0
        var radicals: Set<[Expr]> = []
        for node in store.postorder([root]) {
            // What has no size may still stand inside an angle.
            sizes[node] = size(node, sizes, &degree, &radicals)
        }
        return sizes[root].map { ($0, degree) }
    }

    private func size(_ node: Expr, _ sizes: [Expr: Size], _ degree: inout Double, _ radicals: inout Set<[Expr]>) -> Size? {
        switch store.kind(node) {
        case .number:
            let value = store.rational(node)
            return Size(upper: Double(value.numerator.bitLength), lower: Double(value.denominator.bitLength))
        case .constant:
            return store.isConstant(node, .imaginaryUnit) ? Size(upper: 0, lower: 0) : nil
        case .sum:
            return combined(node, sizes) { Size(upper: max($0.upper + $1.lower, $0.lower + $1.upper) + 1, lower: $0.lower + $1.lower) }
        case .scaled, .product:
            return combined(node, sizes) { Size(upper: $0.upper + $1.upper, lower: $0.lower + $1.lower) }
        case .power:
            let (base, exponent) = (store.child(node, 0), store.child(node, 1))
            guard let value = store.rationalValue(exponent), let numerator = value.numerator.asInt, let root = value.denominator.asInt,
                let size = sizes[base]
            else { return nil }
            if root > 1, radicals.insert([base, store.number(root)]).inserted { degree *= Double(root) }
            let taken = self.root(size, root)
            let times = Double(numerator.magnitude)
            let power = Size(upper: taken.upper * times, lower: taken.lower * times)
            return numerator < 0 ? Size(upper: power.lower, lower: power.upper) : power
        case .call where store.function(node) == KnownFunction.sine || store.function(node) == KnownFunction.cosine:
            // Twice a sine or cosine of a rational multiple of pi is an integer of the field of the roots of unity.
            guard let turn = store.rationalValue(store.quotient(store.child(node, 0), store.constant(.pi))),
                let order = turn.denominator.asInt, order < 1_000
            else { return nil }
            if radicals.insert([store.constant(.pi), store.number(order)]).inserted { degree *= Double(2 * order) }
            return Size(upper: 1, lower: 1)
        case .call where store.function(node) == KnownFunction.cubeRoot:
            // Not always the principal root: another radical than the power of the same base.
            guard let size = sizes[store.child(node, 0)] else { return nil }
            if radicals.insert([node]).inserted { degree *= 3 }
            return self.root(size, 3)
        case .call where store.function(node) == KnownFunction.rootOf:
            // The leading coefficient times a root is an algebraic integer, and no root is larger than 1 + the largest quotient.
            let coefficients = store.childView(node).dropFirst().map { store.rational($0).bitLength }
            if radicals.insert([node]).inserted { degree *= Double(coefficients.count - 1) }
            return Size(upper: Double(coefficients.max() ?? 0) + 1, lower: Double(coefficients.last ?? 0))
        default:
            return nil
        }
    }

    private func root(_ size: Size, _ degree: Int) -> Size {
        if degree == 1 { return size }
        let k = Double(degree)
        return size.upper >= size.lower
            ? Size(upper: (size.upper + (k - 1) * size.lower) / k, lower: size.lower)
            : Size(upper: size.upper, lower: ((k - 1) * size.upper + size.lower) / k)
    }

    private func combined(_ node: Expr, _ sizes: [Expr: Size], _ combine: (Size, Size) -> Size) -> Size? {
        var result: Size?
        for part in store.childView(node) {
            guard let size = sizes[part] else { return nil }
            result = result.map { combine($0, size) } ?? size
        }
        return result
    }
}
