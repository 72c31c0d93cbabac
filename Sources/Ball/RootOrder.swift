import Exact

/// How close the real parts of a polynomial's roots may be to zero, and to each other, without being equal.
///
/// Twice a real part is a root of the polynomial whose roots are the sums of two roots. Its degree is `d = n*(n - 1)/2`, and its
/// Mahler measure at most `2^d*M^(n - 1)`, where the measure M of the polynomial itself is at most the Euclidean length of its
/// coefficients (Landau, 1905). A root of it other than zero is then at least the reciprocal of its measure, and two different
/// roots are apart by the bound of Mahler, *An inequality for the discriminant of a polynomial*, 1964.
struct RootBounds {
    /// Real parts closer to zero than 2 to the power `-zeroBits` are zero; nil where deciding that would cost too much.
    let zeroBits: Int?
    /// Real parts closer to each other than 2 to the power `-tieBits` count as equal. Up to `mostTieBits` they are.
    let tieBits: Int
    /// No root is larger than 2 to this power.
    let sizeBits: Int

    private static let mostZeroBits = 1 << 15
    private static let mostTieBits = 1 << 12

    init(_ coefficients: [Integer]) {
        let degree = Double(coefficients.count - 1)
        let length = Double(coefficients.map(\.bitLength).max() ?? 0)
        let measure = length + Double(Int.bitWidth - coefficients.count.leadingZeroBitCount) / 2 + 1
        let sums = max(degree * (degree - 1) / 2, 1)
        let sumMeasure = sums + (degree - 1) * measure
        let zero = sumMeasure + 2
        let sumBits = Double(Int.bitWidth - Int(sums).leadingZeroBitCount)
        let tie = (sums + 2) / 2 * sumBits + (sums - 1) * sumMeasure + 2
        zeroBits = zero <= Double(RootBounds.mostZeroBits) ? Int(zero) : nil
        tieBits = Int(min(tie, Double(RootBounds.mostTieBits)))
        sizeBits = Int(length) + 1
    }

    /// With so many bits after the point everything is decided.
    var decidingBits: Int { max(zeroBits ?? 0, tieBits) }
}

/// Puts the roots that Arb found in order, if the balls are fine enough to tell it.
///
/// Whether two real parts count as equal does not depend on the precision, so neither does the order.
struct RootOrder {
    private let bounds: RootBounds
    private let bits: Int

    init(_ bounds: RootBounds, _ bits: Int) {
        self.bounds = bounds
        self.bits = bits
    }

    /// - Parameter balls: the real roots in ascending order, then pairs of conjugates, the upper one first.
    /// - Returns: nil where the balls are too wide.
    func sorted(_ balls: [ComplexBall]) -> [ComplexBall]? {
        let realCount = balls.firstIndex { !$0.isReal } ?? balls.count
        var others: [(ball: ComplexBall, pair: Int)] = []
        for position in realCount..<balls.count {
            guard clearRealPart(balls[position]) else { return nil }
            others.append((balls[position], (position - realCount) / 2))
        }
        var isDecided = true
        others.sort { left, right in
            switch precedes(left, right) {
            case .some(let answer): return answer
            case nil:
                isDecided = false
                return left.pair < right.pair
            }
        }
        return isDecided ? Array(balls[..<realCount]) + others.map(\.ball) : nil
    }

    /// Makes a real part exactly zero that cannot be anything else; false where that is not decided yet.
    private func clearRealPart(_ ball: ComplexBall) -> Bool {
        guard ball.bounds(.real).lower <= 0, ball.bounds(.real).upper >= 0, let zeroBits = bounds.zeroBits else { return true }
        let part = realPart(ball)
        if part.realSign != nil { return true }
        guard isBelow(part, zeroBits) else { return false }
        ball.clearPart(.real)
        return true
    }

    private func precedes(_ left: (ball: ComplexBall, pair: Int), _ right: (ball: ComplexBall, pair: Int)) -> Bool? {
        if left.pair != right.pair {
            let difference = ComplexBall()
            difference.subtract(realPart(left.ball), realPart(right.ball), bits: bits)
            // Far from a tie the doubles tell it.
            let sign = difference.realSign
            if sign != .zero, !isBelow(difference, bounds.tieBits) {
                guard sign != nil, isAbove(difference, bounds.tieBits) else { return nil }
                return sign == .negative
            }
        }
        let difference = ComplexBall()
        difference.subtract(imaginaryPart(left.ball), imaginaryPart(right.ball), bits: bits)
        return difference.realSign.map { $0 == .negative }
    }

    private func realPart(_ ball: ComplexBall) -> ComplexBall { part(ball, .real) }
    private func imaginaryPart(_ ball: ComplexBall) -> ComplexBall { part(ball, .imaginary) }

    private func part(_ ball: ComplexBall, _ part: ComplexBall.Part) -> ComplexBall {
        let copy = ComplexBall()
        copy.set(part: part, of: ball)
        return copy
    }

    /// Whether every point is closer to zero than 2 to the power `-exponent`.
    private func isBelow(_ ball: ComplexBall, _ exponent: Int) -> Bool {
        ball.magnitudeUpperBound < 0x1p-60 && scaled(ball, exponent).magnitudeUpperBound < 1
    }

    /// Whether no point is.
    private func isAbove(_ ball: ComplexBall, _ exponent: Int) -> Bool {
        let (lower, upper) = ball.bounds(.real)
        if exponent < 1_000, max(lower, -upper) > 0x1p-1000 { return true }
        let scaled = scaled(ball, exponent).bounds(.real)
        return max(scaled.lower, -scaled.upper) >= 1
    }

    private func scaled(_ ball: ComplexBall, _ exponent: Int) -> ComplexBall {
        let copy = ComplexBall()
        copy.set(ball)
        copy.scale(byPowerOfTwo: exponent)
        return copy
    }
}
