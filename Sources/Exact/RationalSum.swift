import CGMP

/// A sum of rational numbers under construction.
///
/// Small terms are added as they come. Large ones come over one common denominator, which is brought to lowest terms once, at the end:
/// sums of multiples of numbers with the same denominator, as of a solution that is put into an equation, need no gcd for each term.
public struct RationalSum: ~Copyable {
    private var small = Rational(0)
    /// Not in lowest terms; there is memory for it and for what it is computed with from the first large term on.
    private var large = __mpq_struct()
    private var quotient = __mpz_struct()
    private var remainder = __mpz_struct()
    private var hasLarge = false

    /// Nothing yet.
    public init() {}

    deinit {
        guard hasLarge else { return }
        var (large, quotient, remainder) = (large, quotient, remainder)
        agnesi_q_clear(&large)
        agnesi_z_clear(&quotient)
        agnesi_z_clear(&remainder)
    }

    /// Adds a term.
    public mutating func add(_ term: Rational) {
        if term.big == nil, small.big == nil {
            small = small + term
            return
        }
        if !hasLarge {
            agnesi_q_init(&large)
            agnesi_z_init(&quotient)
            agnesi_z_init(&remainder)
            hasLarge = true
        }
        term.withMPQ { agnesi_q_accumulate(&large, $0, &quotient, &remainder) }
    }

    /// What has come together, in lowest terms.
    public var value: Rational {
        hasLarge ? small + withUnsafePointer(to: large) { Rational(copyingMPQ: $0) } : small
    }
}
