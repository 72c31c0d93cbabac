import Exact
import Support

/// A seeded generator of operands: the same seed gives the same operands.
struct Operands {
    private var random: Randomness

    init(seed: UInt64) {
        random = Randomness(seed: seed)
    }

    mutating func word() -> UInt64 { random.next() }

    /// A number from 0 up to `bound`, not included.
    mutating func below(_ bound: Int) -> Int { random.below(bound) }

    /// A number of random length, from 0 to 64 bits.
    mutating func int() -> Int {
        Int(truncatingIfNeeded: Int64(bitPattern: word()) >> Int64(below(64)))
    }

    /// One of the numbers around the border between the inline and the GMP form.
    mutating func boundary() -> Integer {
        Operands.boundaries[below(Operands.boundaries.count)]
    }

    /// An integer of mixed size: tiny, up to 64 bits, at a border, or of up to 400 bits.
    mutating func integer() -> Integer {
        switch below(5) {
        case 0: return Integer(below(7) - 3)
        case 1, 2: return Integer(int())
        case 3: return boundary()
        default:
            var value = Integer(int())
            for _ in 0..<below(6) {
                value = value * Operands.twoTo64 + Integer(int())
            }
            return value
        }
    }

    mutating func nonzeroInteger() -> Integer {
        let value = integer()
        return value.isZero ? 1 : value
    }

    mutating func rational() -> Rational {
        switch below(5) {
        case 0: return Rational(below(13) - 6, below(6) + 1)
        case 1: return Rational(Integer(int()))
        case 2:
            let d = int()
            return Rational(int(), d == 0 ? 1 : d)
        default: return Rational(integer(), nonzeroInteger())
        }
    }

    mutating func nonzeroRational() -> Rational {
        let value = rational()
        return value.isZero ? 1 : value
    }

    static let twoTo64 = Integer(Int.max) + Integer(Int.max) + 2
    static let boundaries: [Integer] = {
        let halves: [Integer] = [Integer(Int.max), twoTo64, Integer(1 << 32), Integer(3_037_000_499), Integer(1 << 53)]
        return halves.flatMap { half in
            [-2, -1, 0, 1, 2].flatMap { (step: Integer) in [half + step, -(half + step)] }
        } + [0, 1, -1]
    }()

    /// Far above 64 bits: adding it to an inline value and taking it away again goes through GMP.
    static let far = twoTo64 * twoTo64 * twoTo64
}
