/// What each operation loses, computed.
extension ErrorBounds {
    /// Below this size the parts of a product may be too small for doubles.
    private static let smallest = 0x1p-900

    /// The rounding of a sum (Knuth, *The Art of Computer Programming* 2, 1969, 4.2.2).
    mutating func roundingOfSum(_ sum: Value, _ node: Program.Node) -> Value {
        let isSum = node.operation == .add
        let (a, b) = (node.a, isSum ? node.b : builder.negate(node.b))
        let second = builder.unsimplified(.subtract, sum, a)
        let first = builder.unsimplified(.subtract, sum, second)
        let left = builder.unsimplified(.subtract, a, first)
        let right = builder.unsimplified(.subtract, b, second)
        return magnitude(builder.unsimplified(.add, left, right))
    }

    /// What a product lacks.
    private mutating func rest(of product: Value, _ a: Value, _ b: Value) -> Value {
        let (left, right) = (halves(a), halves(b))
        var rest = builder.unsimplified(.subtract, builder.unsimplified(.multiply, left.upper, right.upper), product)
        rest = builder.unsimplified(.add, rest, builder.unsimplified(.multiply, left.upper, right.lower))
        rest = builder.unsimplified(.add, rest, builder.unsimplified(.multiply, left.lower, right.upper))
        return builder.unsimplified(.add, rest, builder.unsimplified(.multiply, left.lower, right.lower))
    }

    /// A number as the sum of two with half as many digits.
    private mutating func halves(_ value: Value) -> (upper: Value, lower: Value) {
        let wide = builder.unsimplified(.multiply, builder.constant(0x1p27 + 1), value)
        let upper = builder.unsimplified(.subtract, wide, builder.unsimplified(.subtract, wide, value))
        return (upper, builder.unsimplified(.subtract, value, upper))
    }

    mutating func roundingOfProduct(_ product: Value, _ a: Value, _ b: Value) -> Value {
        let exact = magnitude(rest(of: product, a, b))
        let isNone = builder.or(isExactZero(a), isExactZero(b))
        return chosen(exact, product, isSmall: isSmall(product), isNone: isNone)
    }

    mutating func roundingOfQuotient(_ quotient: Value, _ a: Value, _ b: Value) -> Value {
        let product = builder.unsimplified(.multiply, quotient, b)
        let lost = rest(of: product, quotient, b)
        let left = builder.unsimplified(.subtract, builder.unsimplified(.subtract, a, product), lost)
        let exact = builder.divide(magnitude(left), magnitude(b))
        let isSmall = builder.or(isSmall(quotient), self.isSmall(a))
        return chosen(exact, quotient, isSmall: isSmall, isNone: isExactZero(a))
    }

    mutating func roundingOfRoot(_ root: Value, _ a: Value) -> Value {
        let square = builder.unsimplified(.multiply, root, root)
        let lost = rest(of: square, root, root)
        let left = builder.unsimplified(.subtract, builder.unsimplified(.subtract, a, square), lost)
        let exact = builder.divide(magnitude(left), root)
        return chosen(exact, root, isSmall: isSmall(a), isNone: isExactZero(a))
    }

    /// Whether a value is 0 without an error.
    mutating func isExactZero(_ value: Value) -> Value {
        let zero = builder.constant(0)
        let isZero = builder.compare(.isEqual, value, zero)
        guard let error = bounds[Int(value)].extra else { return isZero }
        return builder.and(isZero, builder.compare(.isEqual, error, zero))
    }

    private mutating func isSmall(_ value: Value) -> Value {
        builder.compare(.isLess, magnitude(value), builder.constant(ErrorBounds.smallest))
    }

    /// The rounding as computed, the most it can be where that cannot be computed, and 0 where there is none.
    private mutating func chosen(_ exact: Value, _ value: Value, isSmall: Value, isNone: Value) -> Value {
        let most = added(scaled(magnitude(value), by: 2 * ErrorBounds.halfUnit), floor) ?? exact
        let rounding = builder.select(isSmall, most, exact)
        return builder.select(isNone, builder.constant(0), rounding)
    }
}
