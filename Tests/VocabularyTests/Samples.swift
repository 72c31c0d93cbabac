import Ball
import Exact
import Expressions

/// Points at which functions are tried: both signs, small and large, near the edges of common domains, never a whole number.
enum Samples {
    static let values: [Rational] = [
        Rational(1, 3), Rational(-1, 3), Rational(7, 5), Rational(-7, 5), Rational(999, 1000), Rational(-999, 1000), Rational(1001, 1000),
        Rational(-1001, 1000), Rational(1, 1000), Rational(-1, 1000), Rational(29, 7), Rational(-29, 7), Rational(1, 2) + Rational(1, 97),
        Rational(-367, 1000),
    ]

    /// Points for a function of that many arguments.
    static func points(count: Int) -> [[Rational]] {
        if count == 1 { return values.map { [$0] } + [[Rational(1)], [Rational(2)]] }
        var points: [[Rational]] = []
        for (position, value) in values.enumerated() {
            for offset in [1, 3, 5, 8] {
                points.append((0..<count).map { $0 == 0 ? value : values[(position + offset * $0) % values.count] })
            }
        }
        // Some functions want a whole first argument.
        return points + [1, 2, 5].flatMap { whole in values.map { [Rational(whole)] + Array(repeating: $0, count: count - 1) } }
    }

    static func balls(_ symbols: [Expr], _ sample: [Rational]) -> [Expr: ComplexBall] {
        var point: [Expr: ComplexBall] = [:]
        for (symbol, value) in zip(symbols, sample) {
            let ball = ComplexBall()
            ball.set(value, bits: 600)
            point[symbol] = ball
        }
        return point
    }
}
