/// The first 128 binary digits of the powers of ten that doubles need, from 10^-342 to 10^324.
///
/// The number of exponent `e` stands for 10^e = number · 2^s with the whole s that puts the number between 2^127 and 2^128; further
/// digits are cut off. Reading and writing of doubles share the table; computing it takes some ten microseconds.
struct PowersOfTen: @unchecked Sendable {
    /// The table is made on first need and stays.
    static let shared = PowersOfTen()

    static let least = -342
    static let greatest = 324

    /// The number of 10^0. The memory is never written again nor freed, which makes the pointer safe to share.
    private let one: UnsafePointer<UInt128>
    /// The powers of ten that are doubles, from 10^0 to 10^22.
    private let exact: UnsafePointer<Double>
    /// The powers of ten that count digits, from 10^0 to 10^19.
    private let whole: UnsafePointer<UInt64>

    /// The first 128 digits of 10^`exponent`.
    @inline(__always)
    subscript(exponent: Int) -> UInt128 { one[exponent] }

    /// 10^`exponent`, which is a double for exponents up to 22.
    @inline(__always)
    func double(_ exponent: Int) -> Double { exact[exponent] }

    /// 10^`exponent`, for exponents up to 19.
    @inline(__always)
    func whole(_ exponent: Int) -> UInt64 { whole[exponent] }

    private init() {
        let table = UnsafeMutablePointer<UInt128>.allocate(capacity: PowersOfTen.greatest - PowersOfTen.least + 1)
        let one = table - PowersOfTen.least
        // 10^e and 5^e have the same digits. 5^324 has 753 of them.
        var power = LongNumber(limbCount: 12)
        power.limbs[0] = 1
        for exponent in 0...PowersOfTen.greatest {
            one[exponent] = power.leading
            power.multiplyByFive()
        }
        // 2^1023 / 5^342 keeps 229 digits. Cutting off after every division cuts off the same as after the last one.
        var reciprocal = LongNumber(limbCount: 16)
        reciprocal.limbs[15] = 1 << 63
        for exponent in 1...(-PowersOfTen.least) {
            reciprocal.divideByFive()
            one[-exponent] = reciprocal.leading
        }
        self.one = UnsafePointer(one)

        let exact = UnsafeMutablePointer<Double>.allocate(capacity: 23)
        var product = 1.0
        for exponent in 0...22 {
            exact[exponent] = product
            product *= 10
        }
        self.exact = UnsafePointer(exact)

        let whole = UnsafeMutablePointer<UInt64>.allocate(capacity: 20)
        whole[0] = 1
        for exponent in 1...19 { whole[exponent] = whole[exponent - 1] * 10 }
        self.whole = UnsafePointer(whole)
    }
}

/// A whole number of fixed size, lowest part first.
private struct LongNumber {
    var limbs: [UInt64]

    init(limbCount: Int) { limbs = [UInt64](repeating: 0, count: limbCount) }

    mutating func multiplyByFive() {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = limbs[index].multipliedFullWidth(by: 5)
            let (low, isOver) = product.low.addingReportingOverflow(carry)
            limbs[index] = low
            carry = product.high + (isOver ? 1 : 0)
        }
    }

    mutating func divideByFive() {
        var rest: UInt64 = 0
        for index in limbs.indices.reversed() {
            (limbs[index], rest) = UInt64(5).dividingFullWidth((high: rest, low: limbs[index]))
        }
    }

    /// The first 128 binary digits, zeros behind a number that has fewer.
    var leading: UInt128 {
        let top = limbs.lastIndex { $0 != 0 } ?? 0
        func limb(_ index: Int) -> UInt64 { index < 0 ? 0 : limbs[index] }
        let shift = limbs[top].leadingZeroBitCount
        // The smart shift by the whole width is 0.
        let high = limb(top) << shift | limb(top - 1) >> (64 - shift)
        let low = limb(top - 1) << shift | limb(top - 2) >> (64 - shift)
        return UInt128(high) << 64 | UInt128(low)
    }
}
