import Ball
import Exact
import Expressions

/// Where the coordinates of sample points are drawn from.
public enum SampleDomain: String, Sendable {
    /// Positive, of either sign, and complex, in this order.
    case complex
    case real, positive
    /// Between 0 and 1.
    case unit
}

/// Pseudo-random points at which expressions are sampled: a function of the names alone, so that a check can be repeated.
///
/// Coordinates satisfy what is assumed of their names, whatever the domain. Names that were said to be complex have complex values
/// at every other point. Conditions on several names are not satisfied by themselves: `satisfyAssumptions` does that.
public enum SamplePoint {
    /// A value of the symbol in each lane: positive in the first, of either sign in the second until that finds no values.
    public static func pair(_ symbol: Expr, _ store: ExprStore, _ round: UInt64) -> SIMD2<Double> {
        var pair = SIMD2(coordinate(symbol, store, round * 2), coordinate(symbol, store, round * 2 + 1))
        if let facts = store.assumptions.names[symbol], facts.isReal {
            for lane in 0..<2 { pair[lane] = value(near: Rational(exactly: pair[lane]) ?? 1, satisfying: facts).doubleValue }
        }
        return pair
    }

    /// The values of symbols at the sample point of that number.
    public static func point(_ symbols: [Expr], _ store: ExprStore, _ number: UInt64, _ domain: SampleDomain) -> [Expr: ComplexBall] {
        var point: [Expr: ComplexBall] = [:]
        for symbol in symbols {
            let ball = ComplexBall()
            switch domain {
            // Positive coordinates first: most functions are defined there.
            case .complex: ball.set(self.ball(symbol, store, number < 8 ? number * 2 : number, isComplex: number >= 12))
            case .real: ball.set(self.ball(symbol, store, number < 8 ? number * 2 : number, isComplex: false))
            case .positive: ball.set(self.ball(symbol, store, number * 2, isComplex: false))
            case .unit: ball.set(self.ball(symbol, store, number * 6 + 2, isComplex: false))
            }
            point[symbol] = ball
        }
        return point
    }

    /// A real or complex value of the symbol.
    public static func ball(_ symbol: Expr, _ store: ExprStore, _ number: UInt64, isComplex: Bool) -> ComplexBall {
        let (ball, shift) = (ComplexBall(), ComplexBall())
        var isComplex = isComplex
        var real = coordinate(symbol, store, number)
        var imaginary = isComplex || store.hasAssumptions ? coordinate(symbol, store, number + 1000) / 2 : 0
        if let facts = store.assumptions.names[symbol] {
            if facts.isReal {
                // A number that is no binary fraction, as below.
                let raw = (Rational(exactly: real) ?? 1) + Rational(1, 1009)
                ball.set(value(near: raw, satisfying: facts), bits: 600)
                return ball
            }
            isComplex = isComplex || number % 2 == 0
            // One quadrant after the other: principal values differ from one to the next.
            let quadrant = number / 2 % 4
            real *= quadrant == 1 || quadrant == 2 ? -1 : 1
            imaginary *= quadrant >= 2 ? -1 : 1
        }
        ball.set(real: real, imaginary: isComplex ? imaginary : 0)
        // A coordinate that is no dyadic number: whole multiples of it do not meet the jumps of floor.
        shift.set(Rational(1, 1009), bits: 600)
        ball.add(ball, shift, bits: 600)
        return ball
    }

    /// A dyadic number; negative at times where `number` is 1 modulo 4.
    private static func coordinate(_ symbol: Expr, _ store: ExprStore, _ number: UInt64) -> Double {
        var bits = store.nameHash(symbol) &+ number &* 0x9e37_79b9_7f4a_7c15
        bits = (bits ^ (bits >> 29)) &* 0xbf58_476d_1ce4_e5b9
        bits ^= bits >> 32
        let magnitude = magnitude(number, Double(bits & 0xFFFF) / 65536)
        return number % 4 == 1 && bits & 0x10000 != 0 ? -magnitude : magnitude
    }

    /// Mostly 0.25 to 2.25; at times smaller or larger, for functions that are real only there.
    private static func magnitude(_ number: UInt64, _ unit: Double) -> Double {
        if number % 5 == 4 { return 0.015625 + 0.25 * unit }
        if number % 3 == 2 { return 0.0625 + 0.875 * unit }
        if number % 7 == 6 { return 3 + 8 * unit }
        return 0.25 + 2 * unit
    }
}
