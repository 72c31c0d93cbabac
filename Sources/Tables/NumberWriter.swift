/// Writes doubles as the shortest text that reads back, in the program's style: `2`, `0.1`, `1e-05`, `1.5e+20`, `nan`, `-inf`.
///
/// The text is that of `Double.description` without `.0`: exponents below 10^-4 and above 2^53. Zero keeps its sign.
public struct NumberWriter: Sendable {
    let powers = PowersOfTen.shared

    /// The longest text, `-1.2345678901234567e-308`, and the bytes that are written over behind a text.
    static let room = 48

    /// A writer; all are alike.
    public init() {}

    /// Appends a number.
    public func write(_ value: Double, to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberWriter.room) { buffer in
            guard let start = buffer.baseAddress else { return }
            let end = put(value, at: start)
            bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
        }
    }

    /// Writes a number to memory with `room` for it: the end of the text.
    @inline(__always)
    func put(_ value: Double, at start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        // Signs are as good as random: no branch depends on them.
        start.pointee = UInt8(ascii: "-")
        var place = start + (value.sign == .minus && !value.isNaN ? 1 : 0)
        let magnitude = value.magnitude
        guard magnitude > 0, magnitude < .infinity else { return NumberWriter.writeWord(magnitude, to: place) }
        let decimal = ShortestDecimal(magnitude, powers)
        // Seventeen digits, zeros behind: one, and twice eight.
        let count = digitCount(decimal.digits)
        let digits = decimal.digits &* powers.whole(17 &- count)
        let upper = digits / 100_000_000
        let first = upper / 100_000_000
        let middle = NumberWriter.eightDigits(upper &- first &* 100_000_000)
        let last = NumberWriter.eightDigits(digits &- upper &* 100_000_000)
        let significant =
            last != 0 ? 17 &- last.leadingZeroBitCount / 8 : middle != 0 ? 9 &- middle.leadingZeroBitCount / 8 : 1
        let exponent = decimal.exponent &+ count &- 1
        if magnitude >= 1e-4, magnitude <= 0x1p53 {
            if exponent < 0 {
                NumberWriter.store(0x3030_3030_3030_2E30, at: place)
                place += 1 &- exponent
                NumberWriter.store(first, middle, last, at: place)
                return place + significant
            }
            NumberWriter.store(first, middle, last, at: place)
            if significant <= exponent &+ 1 { return place + exponent + 1 }
            // The digits behind the point move by one.
            var fraction = place + exponent + 1
            let (a, b) = (NumberWriter.load(fraction), NumberWriter.load(fraction + 8))
            fraction.pointee = UInt8(ascii: ".")
            fraction += 1
            NumberWriter.store(a, at: fraction)
            NumberWriter.store(b, at: fraction + 8)
            return place + significant + 1
        }
        NumberWriter.store(first, middle, last, at: place + 1)
        place[0] = place[1]
        place[1] = UInt8(ascii: ".")
        place += significant == 1 ? 1 : significant &+ 1
        return NumberWriter.writeExponent(exponent, to: place)
    }

    /// `e`, a sign and at least two digits.
    @inline(__always)
    private static func writeExponent(_ exponent: Int, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        var place = start
        place[0] = UInt8(ascii: "e")
        place[1] = exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+")
        place += 2
        var size = UInt64(exponent.magnitude)
        if size >= 100 {
            place.pointee = UInt8(truncatingIfNeeded: 48 &+ size / 100)
            place += 1
            size %= 100
        }
        place[0] = UInt8(truncatingIfNeeded: 48 &+ size / 10)
        place[1] = UInt8(truncatingIfNeeded: 48 &+ size % 10)
        return place + 2
    }

    @inline(never)
    private static func writeWord(_ magnitude: Double, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        let word: StaticString = magnitude.isNaN ? "nan" : magnitude == 0 ? "0" : "inf"
        start.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
        return start + word.utf8CodeUnitCount
    }

    /// How many decimal digits a number from 1 to 10^17 - 1 has: 1233 / 2^12 is the decimal logarithm of 2.
    @inline(__always)
    private func digitCount(_ number: UInt64) -> Int {
        let guess = ((64 &- number.leadingZeroBitCount) &* 1233) >> 12
        return number < powers.whole(guess) ? guess : guess &+ 1
    }

    /// Eight bytes of one digit each, the first in the lowest byte; halves, quarters and eighths are parted side by side.
    @inline(__always)
    private static func eightDigits(_ number: UInt64) -> UInt64 {
        let half = number / 10_000
        let halves = half | (number &- half &* 10_000) << 32
        let hundreds = ((halves &* 10_486) >> 20) & 0x0000_007F_0000_007F
        let quarters = hundreds | (halves &- hundreds &* 100) << 16
        let tens = ((quarters &* 103) >> 10) & 0x000F_000F_000F_000F
        return tens | (quarters &- tens &* 10) << 8
    }

    @inline(__always)
    private static func store(_ bytes: UInt64, at place: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(place).storeBytes(of: bytes.littleEndian, as: UInt64.self)
    }

    @inline(__always)
    private static func load(_ place: UnsafeMutablePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
    }

    @inline(__always)
    private static func store(_ first: UInt64, _ middle: UInt64, _ last: UInt64, at place: UnsafeMutablePointer<UInt8>) {
        place.pointee = UInt8(truncatingIfNeeded: 48 &+ first)
        store(middle | 0x3030_3030_3030_3030, at: place + 1)
        store(last | 0x3030_3030_3030_3030, at: place + 9)
    }
}
