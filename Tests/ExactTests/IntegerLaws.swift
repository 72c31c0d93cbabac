import Exact
import Testing

@Suite("Integer")
struct IntegerLaws {
    @Test("Integers form a commutative ring")
    func ring() {
        var operands = Operands(seed: 1)
        for _ in 0..<4000 {
            let (a, b, c) = (operands.integer(), operands.integer(), operands.integer())
            #expect(a + b == b + a)
            #expect(a * b == b * a)
            #expect((a + b) + c == a + (b + c))
            #expect((a * b) * c == a * (b * c))
            #expect(a * (b + c) == a * b + a * c)
            #expect(a + 0 == a)
            #expect(a * 1 == a)
            #expect(a * 0 == 0)
            #expect(a - b == a + (-b))
            #expect(a - a == 0)
            #expect(-(-a) == a)
        }
    }

    @Test("An operation whose operands are the same variable sees the old value on both sides")
    func aliasing() {
        var operands = Operands(seed: 2)
        for _ in 0..<2000 {
            let a = operands.integer()
            #expect(a + a == a * 2)
            #expect(a * a == a.power(2))
            var sum = a
            sum += sum
            var difference = a
            difference -= difference
            var product = a
            product *= product
            #expect(sum == a * 2)
            #expect(difference == 0)
            #expect(product == a * a)
            #expect(Integer.gcd(a, a) == a.magnitude)
        }
    }

    @Test("A product divided by a factor is the other factor")
    func exactDivision() {
        var operands = Operands(seed: 3)
        for _ in 0..<4000 {
            let (a, b) = (operands.integer(), operands.nonzeroInteger())
            let (quotient, remainder) = (a * b).quotientAndRemainder(dividingBy: b)
            #expect(quotient == a)
            #expect(remainder == 0)
            #expect((a * b).floorQuotient(b) == a)
        }
    }

    @Test("Quotient and remainder make up the dividend, and the remainder is short and has its sign")
    func division() {
        var operands = Operands(seed: 4)
        for _ in 0..<4000 {
            let (a, b) = (operands.integer(), operands.nonzeroInteger())
            let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
            #expect(quotient * b + remainder == a)
            #expect(remainder.magnitude < b.magnitude)
            #expect(remainder.isZero || remainder.signum == a.signum)
            let rest = a - a.floorQuotient(b) * b
            #expect(rest.isZero || rest.signum == b.signum)
            #expect(rest.magnitude < b.magnitude)
        }
    }

    @Test("The least Int divided by -1 leaves the inline form without a trap")
    func leastInt() {
        let least = Integer(Int.min)
        #expect(least.quotientAndRemainder(dividingBy: -1).quotient == Integer(Int.max) + 1)
        #expect(least.floorQuotient(-1) == Integer(Int.max) + 1)
        #expect(-least == Integer(Int.max) + 1)
        #expect((-least).asInt == nil)
        #expect((-(-least)).asInt == Int.min)
        #expect(least.magnitude.description == "9223372036854775808")
        #expect(Integer.gcd(least, 0) == -least)
        #expect(Integer.gcd(least, least) == -least)
        #expect(Integer(-2).power(63)?.asInt == Int.min)
    }

    @Test("The gcd divides both, leaves coprime parts, and scales with a common factor")
    func gcd() {
        var operands = Operands(seed: 5)
        for _ in 0..<3000 {
            let (a, b, c) = (operands.integer(), operands.nonzeroInteger(), operands.integer())
            let g = Integer.gcd(a, b)
            #expect(g.signum == 1)
            let (x, xRest) = a.quotientAndRemainder(dividingBy: g)
            let (y, yRest) = b.quotientAndRemainder(dividingBy: g)
            #expect(xRest == 0 && yRest == 0)
            #expect(Integer.gcd(x, y) == 1)
            #expect(Integer.gcd(a * c, b * c) == g * c.magnitude)
            #expect(Integer.gcd(b, a) == g)
        }
        #expect(Integer.gcd(0, 0) == 0)
    }

    @Test("The inline path and the GMP path give the same number in the same form")
    func pathsAgree() {
        var operands = Operands(seed: 6)
        let far = Operands.far
        for _ in 0..<4000 {
            let (a, b) = (Integer(operands.int()), Integer(operands.int()))
            #expect(((a + far) + b) - far == a + b)
            #expect(((a + far) - b) - far == a - b)
            #expect(((a * far) * b).floorQuotient(far) == a * b)
            #expect((a * far < b * far) == (a < b))
            #expect(Integer.gcd(a * far, b * far).floorQuotient(far) == Integer.gcd(a, b))
            #expect(((a + far) - far).asInt == a.asInt)
            if !b.isZero {
                let small = a.quotientAndRemainder(dividingBy: b)
                let big = (a * far).quotientAndRemainder(dividingBy: b * far)
                #expect(small.quotient == big.quotient)
                #expect(small.remainder * far == big.remainder)
                #expect(a.floorQuotient(b) == (a * far).floorQuotient(b * far))
            }
        }
    }

    @Test("The order is the sign of the difference")
    func order() {
        var operands = Operands(seed: 7)
        for _ in 0..<4000 {
            let (a, b) = (operands.integer(), operands.integer())
            let sign = (a - b).signum
            #expect((a < b) == (sign < 0))
            #expect((a == b) == (sign == 0))
            #expect((a > b) == (sign > 0))
        }
    }

    @Test("Equal integers have equal hashes however they were computed")
    func hashing() {
        var operands = Operands(seed: 8)
        for _ in 0..<2000 {
            let (a, b) = (operands.integer(), operands.integer())
            let same = (a + Operands.far + b) - Operands.far - b
            #expect(same == a)
            #expect(same.hashValue == a.hashValue)
            if !a.isZero { #expect(a != -a) }
        }
        #expect(Set(Operands.boundaries).count == Set(Operands.boundaries.map(\.description)).count)
    }

    @Test("The properties agree with arithmetic")
    func properties() {
        var operands = Operands(seed: 9)
        for _ in 0..<2000 {
            let a = operands.integer()
            #expect(a.isZero == (a == 0))
            #expect(a.isOne == (a == 1))
            #expect(a.isOdd == !a.quotientAndRemainder(dividingBy: 2).remainder.isZero)
            #expect(a.magnitude == (a < 0 ? -a : a))
            #expect(a.asInt.map { Integer($0) } ?? a == a)
            #expect((a.asInt == nil) == (a > Integer(Int.max) || a < Integer(Int.min)))
            let bits = a.bitLength
            if let above = Integer(2).power(bits) { #expect(a.magnitude < above) }
            if bits > 0, let lower = Integer(2).power(bits - 1) { #expect(a.magnitude >= lower) }
            #expect(a.withMPZ { Integer(copyingMPZ: $0) } == a)
        }
        #expect(Integer(0).bitLength == 0)
    }
}
