import Exact

// Intervals with rational ends that a value may or may not reach. Ends stay short: a long one is rounded outward.
extension Facts {
    /// Ends with more bits in numerator or denominator are rounded.
    private static let longestEnd = 64

    /// A lower bound, rounded down where the number is long. Nil where nothing short is left to say.
    static func lower(_ value: Rational, isStrict: Bool) -> Bound? {
        if value.bitLength <= longestEnd { return Bound(value, isStrict: isStrict) }
        let size = value.numerator.bitLength - value.denominator.bitLength
        if size > 200 { return value.signum > 0 ? Bound(Rational(1 << 62), isStrict: true) : nil }
        if size < -200 { return Bound(value.signum > 0 ? 0 : Rational(-1, 1 << 60), isStrict: true) }
        let shift = 60 - size
        guard let scale = Rational(2).power(shift), let back = Rational(2).power(-shift) else { return nil }
        let whole = (value * scale).floor
        let rounded = Rational(whole) * back
        return Bound(rounded, isStrict: isStrict || rounded != value)
    }

    /// An upper bound, rounded up where the number is long.
    static func upper(_ value: Rational, isStrict: Bool) -> Bound? { lower(-value, isStrict: isStrict).map(opposite) }

    static func opposite(_ bound: Bound) -> Bound { Bound(-bound.value, isStrict: bound.isStrict) }

    /// The greater of two lower bounds: both hold.
    static func tighter(lower first: Bound?, _ second: Bound?) -> Bound? {
        guard let first, let second else { return first ?? second }
        if first.value == second.value { return first.isStrict ? first : second }
        return first.value > second.value ? first : second
    }

    /// The smaller of two upper bounds.
    static func tighter(upper first: Bound?, _ second: Bound?) -> Bound? {
        tighter(lower: first.map(opposite), second.map(opposite)).map(opposite)
    }

    /// The smaller of two lower bounds: one of them holds.
    static func looser(lower first: Bound?, _ second: Bound?) -> Bound? {
        guard let first, let second else { return nil }
        if first.value == second.value { return first.isStrict ? second : first }
        return first.value < second.value ? first : second
    }

    /// The greater of two upper bounds.
    static func looser(upper first: Bound?, _ second: Bound?) -> Bound? {
        looser(lower: first.map(opposite), second.map(opposite)).map(opposite)
    }

    /// The end of an interval: nil for an infinite one, of which the side is known.
    private struct End {
        let value: Rational?
        let isReached: Bool
        let isUpper: Bool

        init(_ bound: Bound?, isUpper: Bool) {
            value = bound?.value
            isReached = bound.map { !$0.isStrict } ?? false
            self.isUpper = isUpper
        }

        var signum: Int { value?.signum ?? (isUpper ? 1 : -1) }
        var isReachedZero: Bool { isReached && value?.isZero ?? false }
    }

    /// The bounds of the product of two values: a bilinear function takes its extremes in the corners, and zero times infinity
    /// counts as zero.
    static func productBounds(_ a: Facts, _ b: Facts) -> (lower: Bound?, upper: Bound?) {
        if a.lower == nil, a.upper == nil, b.lower == nil, b.upper == nil { return (nil, nil) }
        var (least, greatest): (Bound?, Bound?) = (nil, nil)
        var (isBoundedBelow, isBoundedAbove) = (true, true)
        for x in [End(a.lower, isUpper: false), End(a.upper, isUpper: true)] {
            for y in [End(b.lower, isUpper: false), End(b.upper, isUpper: true)] {
                let isReached = (x.isReached && y.isReached) || x.isReachedZero || y.isReachedZero
                let corner: Rational
                if let first = x.value, let second = y.value {
                    corner = first * second
                } else {
                    switch x.signum * y.signum {
                    case 0: corner = 0
                    case 1...:
                        isBoundedAbove = false
                        continue
                    default:
                        isBoundedBelow = false
                        continue
                    }
                }
                let bound = Bound(corner, isStrict: !isReached)
                least = least.map { looser(lower: $0, bound) ?? $0 } ?? bound
                greatest = greatest.map { looser(upper: $0, bound) ?? $0 } ?? bound
            }
        }
        return (
            isBoundedBelow ? least.flatMap { lower($0.value, isStrict: $0.isStrict) } : nil,
            isBoundedAbove ? greatest.flatMap { upper($0.value, isStrict: $0.isStrict) } : nil
        )
    }

    /// The bounds of `1/x`. A bound of zero on the one side that `x` is on leaves the other end open.
    static func reciprocalBounds(_ facts: Facts) -> (lower: Bound?, upper: Bound?) {
        if let low = facts.lower, low.value.signum >= 0 {
            let top = low.value.isZero ? nil : upper(low.value.inverse, isStrict: low.isStrict)
            let bottom = facts.upper.flatMap { $0.value.isZero ? nil : lower($0.value.inverse, isStrict: $0.isStrict) }
            return (bottom ?? Bound(0, isStrict: true), top)
        }
        if let high = facts.upper, high.value.signum <= 0 {
            let (bottom, top) = reciprocalBounds(facts.negated)
            return (top.map(opposite), bottom.map(opposite))
        }
        return (nil, nil)
    }

    /// Encloses `value^exponent` for a number that is not negative and a positive exponent; nil where that is long work.
    static func powerEnclosure(_ value: Rational, _ exponent: Rational) -> (lower: Rational, upper: Rational)? {
        guard let top = exponent.numerator.asInt, let root = exponent.denominator.asInt, top <= 1000, root <= 60,
            value.bitLength * top <= 4096, let power = value.power(top)
        else { return nil }
        if root == 1 { return (power, power) }
        // root(power) = root(power * 2^(shift * root)) / 2^shift
        let shift = 40
        guard let scale = Integer(2).power(shift * root) else { return nil }
        let scaled = power * Rational(scale)
        let whole = scaled.floor
        let (floor, isExact) = whole.root(root)
        let unit = Rational(Integer(1), Integer(1 << shift))
        let lower = Rational(floor) * unit
        let isExactly = isExact && scaled.isInteger
        return (lower, isExactly ? lower : Rational(floor + 1) * unit)
    }
}
