import Glibc

/// A complex number that is known to lie in a disc, with what is doubtful about it. Radii follow the operations to first order and are
/// generous; this is a second opinion, not a proof.
struct Estimate {
    struct Doubts: OptionSet {
        let rawValue: UInt8
        /// There is no value.
        static let undefined = Doubts(rawValue: 1)
        /// The disc meets a jump, a pole or a cut: nothing is known.
        static let blurred = Doubts(rawValue: 2)
        /// A real operand gave a value that is not real.
        static let leavesReals = Doubts(rawValue: 4)
        /// The value rests on a convention, such as on which side a cut belongs to.
        static let convention = Doubts(rawValue: 8)
        static let useless: Doubts = [.undefined, .blurred]
    }

    var re: Double
    var im = 0.0
    var radius = 0.0
    /// Certainly real; its imaginary part is exactly 0.
    var isReal = true
    var doubts: Doubts = []

    static let rounding = 0x1p-52
    /// Products that are smaller have lost digits, or are 0 though no factor is.
    static let tiniest = 0x1p-1000

    init(_ value: Double, radius: Double = 0) {
        re = value
        self.radius = radius
    }

    init(re: Double, im: Double, radius: Double = 0, isReal: Bool = false) {
        self.re = re
        self.im = im
        self.radius = radius
        self.isReal = isReal
    }

    static func unknown(_ doubts: Doubts) -> Estimate {
        var result = Estimate(.nan)
        result.doubts = doubts
        return result
    }

    static let imaginaryUnit = Estimate(re: 0, im: 1)
    static let pi = Estimate(Double.pi, radius: 1.3e-16)

    var magnitude: Double { im == 0 ? Swift.abs(re) : hypot(re, im) }
    /// The magnitude of the farthest point of the disc.
    private var reach: Double { magnitude + radius }
    var isExact: Bool { radius == 0 }
    var isExactZero: Bool { radius == 0 && re == 0 && im == 0 }
    var isUsable: Bool { doubts.isDisjoint(with: .useless) }
    /// Whether a real number lies in the disc.
    var mayBeReal: Bool { isReal || Swift.abs(im) <= radius }
    /// Whether 0 lies in the disc.
    var mayBeZero: Bool { magnitude <= radius }
    var isExactWhole: Bool { isReal && radius == 0 && re == re.rounded() && Swift.abs(re) < 0x1p53 }

    func with(_ more: Doubts) -> Estimate {
        var copy = self
        copy.doubts.formUnion(more)
        return copy
    }

    /// Beyond the range of doubles nothing is known; below it, not even whether a value is 0.
    func checked() -> Estimate {
        re.isFinite && im.isFinite && radius.isFinite ? self : .unknown(doubts.union(.blurred))
    }

    static func + (a: Estimate, b: Estimate) -> Estimate {
        let doubts = a.doubts.union(b.doubts)
        if !doubts.isDisjoint(with: .useless) { return .unknown(doubts) }
        let re = a.re + b.re
        let im = a.im + b.im
        // Knuth's error of a sum (The Art of Computer Programming, vol. 2, 4.2.2).
        let part = re - a.re
        let isExact = (a.re - (re - part)) + (b.re - part) == 0 && a.im * b.im == 0
        var result = Estimate(re: re, im: im, isReal: a.isReal && b.isReal)
        result.radius = a.radius + b.radius + (isExact ? 0 : rounding * result.magnitude)
        result.doubts = doubts
        return result.checked()
    }

    static prefix func - (a: Estimate) -> Estimate {
        var result = a
        result.re = -a.re
        result.im = -a.im
        return result
    }

    static func - (a: Estimate, b: Estimate) -> Estimate { a + -b }

    static func * (a: Estimate, b: Estimate) -> Estimate {
        let doubts = a.doubts.union(b.doubts)
        if !doubts.isDisjoint(with: .useless) { return .unknown(doubts) }
        if a.isExactZero || b.isExactZero { return Estimate(0).with(doubts) }
        if a.reach * b.reach < tiniest { return .unknown(doubts.union(.blurred)) }
        var result = Estimate(re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re, isReal: a.isReal && b.isReal)
        let isExact = a.im == 0 && b.im == 0 ? fma(a.re, b.re, -result.re) == 0 && result.re != 0 : a.isWholes && b.isWholes
        result.radius = a.magnitude * b.radius + b.magnitude * a.radius + a.radius * b.radius
        if !isExact { result.radius += 4 * rounding * a.magnitude * b.magnitude }
        if result.isReal { result.im = 0 }
        result.doubts = doubts
        return result.checked()
    }

    /// Both parts small whole numbers: products are exact.
    private var isWholes: Bool {
        radius == 0 && re == re.rounded() && im == im.rounded() && Swift.abs(re) < 1e7 && Swift.abs(im) < 1e7
    }

    static func / (a: Estimate, b: Estimate) -> Estimate {
        let doubts = a.doubts.union(b.doubts)
        if !doubts.isDisjoint(with: .useless) { return .unknown(doubts) }
        if b.isExactZero { return .unknown(doubts.union(.undefined)) }
        if b.mayBeZero { return .unknown(doubts.union(.blurred)) }
        if a.isExactZero { return Estimate(0).with(doubts) }
        if a.reach / b.reach < tiniest { return .unknown(doubts.union(.blurred)) }
        let size = b.magnitude
        var result: Estimate
        var isExact = false
        if b.im == 0 {
            result = Estimate(re: a.re / b.re, im: a.im / b.re, isReal: a.isReal && b.isReal)
            isExact = a.im == 0 && fma(result.re, b.re, -a.re) == 0
        } else {
            let scale = 1 / size
            let c = b.re * scale
            let d = b.im * scale
            result = Estimate(re: (a.re * c + a.im * d) * scale, im: (a.im * c - a.re * d) * scale)
        }
        result.radius = (a.radius + result.magnitude * b.radius) / (size - b.radius)
        if !isExact { result.radius += 6 * rounding * result.magnitude }
        result.doubts = doubts
        return result.checked()
    }

    /// A real number and its error, from a C function; `slope` bounds the derivative over the disc.
    func applied(_ value: Double, slope: Double) -> Estimate {
        Estimate(value, radius: radius * slope + 4 * Estimate.rounding * Swift.abs(value)).with(doubts).checked()
    }

    /// The same for a number that is not real.
    func applied(re: Double, im: Double, slope: Double) -> Estimate {
        var result = Estimate(re: re, im: im)
        result.radius = radius * slope + 8 * Estimate.rounding * result.magnitude
        return result.with(doubts).checked()
    }
}
