import Exact
import Testing

@Suite("Powers, roots, factorials, binomials")
struct IntegerRootLaws {
    @Test("The exponents of a power add and multiply")
    func powers() throws {
        var operands = Operands(seed: 11)
        for _ in 0..<1500 {
            let a = operands.integer()
            let (m, n) = (operands.below(9), operands.below(9))
            let (am, an) = (try #require(a.power(m)), try #require(a.power(n)))
            #expect(a.power(m + n) == am * an)
            #expect(a.power(m * n) == am.power(n))
        }
        #expect(Integer(0).power(0) == 1)
        #expect(Integer(1).power(Int.max) == 1)
        #expect(Integer(-1).power(Int.max) == -1)
        #expect(Integer(0).power(Int.max) == 0)
        #expect(Integer(2).power(-1) == nil)
    }

    @Test("floor(root)^n <= a < (floor(root) + 1)^n, and exact says that the left side is equal")
    func roots() throws {
        var operands = Operands(seed: 12)
        for _ in 0..<3000 {
            let a = operands.integer().magnitude
            let n = operands.below(8) + 1
            let (floor, exact) = a.root(n)
            let low = try #require(floor.power(n))
            let high = try #require((floor + 1).power(n))
            #expect(low <= a)
            #expect(a < high)
            #expect(exact == (low == a))
            let (back, isExact) = low.root(n)
            #expect(back == floor && isExact)
        }
        #expect(Integer(5).root(Int.max) == (1, false))
        #expect(Integer(Int.max).root(2) == (3_037_000_499, false))
        #expect(Integer(-8).root(3) == (0, false))
    }

    @Test("A factorial is the last one times its argument")
    func factorials() throws {
        var last = try #require(Integer.factorial(0))
        #expect(last == 1)
        for n in 1...120 {
            let next = try #require(Integer.factorial(n))
            #expect(next == last * Integer(n))
            last = next
        }
        #expect(Integer.factorial(-1) == nil)
    }

    @Test("Binomials obey Pascal's rule for arguments of any sign")
    func pascal() throws {
        for n in -30...30 {
            for k in -3...35 {
                let here = try #require(Integer.binomial(n, k))
                let above = try #require(Integer.binomial(n - 1, k))
                let left = try #require(Integer.binomial(n - 1, k - 1))
                #expect(here == above + left)
            }
        }
        #expect(Integer.binomial(10, 3) == 120)
        #expect(Integer.binomial(-1, 5) == -1)
    }

    @Test("A binomial is the quotient of factorials, also where the product is balanced")
    func binomialQuotient() throws {
        for (n, k) in [(3000, 1500), (40_000, 1200), (40_000, 38_800)] {
            let value = try #require(Integer.binomial(n, k))
            let (a, b, c) = (
                try #require(Integer.factorial(n)), try #require(Integer.factorial(k)), try #require(Integer.factorial(n - k))
            )
            #expect(value * b * c == a)
        }
        #expect(Integer.binomial(Int.max, 1) == Integer(Int.max))
        #expect(Integer.binomial(Int.max, Int.max - 1) == Integer(Int.max))
        #expect(Integer.binomial(Int.min, 1) == Integer(Int.min))
        #expect(Integer.binomial(Int.min, 2) == (Integer(Int.min) * (Integer(Int.min) - 1)).floorQuotient(2))
        #expect(Integer.binomial(-1, Int.max) == -1)
    }

    @Test("A number beyond the limit of size is nil at once")
    func predictions() {
        let start = ContinuousClock.now
        #expect(Integer(2).power(1_000_000_000_000) == nil)
        #expect(Integer(2).power(Int.max) == nil)
        #expect(Operands.far.power(Int.max) == nil)
        #expect(Integer.factorial(1_000_000_000) == nil)
        #expect(Integer.factorial(Int.max) == nil)
        #expect(Integer.binomial(Int.max, Int.max / 2) == nil)
        #expect(Integer.binomial(Int.min, Int.max) == nil)
        #expect(Rational(2, 3).power(1_000_000_000_000) == nil)
        #expect(Rational(2, 3).power(Int.min) == nil)
        #expect(Rational(1, 2).power(-1_000_000_000_000) == nil)
        for text in ["1e1000000000", "1e-1000000000", "1e99999999999999999999999999999", "0.5E1_000_000_000"] {
            #expect(rational(decimal: text) == nil)
        }
        #expect(rational(decimal: "0e1000000000") == 0)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test("The largest power of two within the limit is computed, the next one is not")
    func limit() throws {
        let largest = try #require(Integer(2).power(Integer.maximumBits - 1))
        #expect(largest.bitLength == Integer.maximumBits)
        #expect(Integer(2).power(Integer.maximumBits) == nil)
    }
}
