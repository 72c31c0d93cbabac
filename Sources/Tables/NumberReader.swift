/// Reads numbers from bytes, correctly rounded.
///
/// A number has an optional sign, digits with an optional point, and an optional exponent (`3`, `-.5`, `2.`, `+1.5E-7`); or it is
/// `nan`, `inf` or `infinity` in any case, with an optional sign. Too large numbers are infinite and too small ones 0, as rounding
/// to the nearest has it; blocks of rows name the rows where that happened.
public struct NumberReader: Sendable {
    let powers = PowersOfTen.shared

    /// How many readable bytes must follow a number.
    static let padding = 16

    /// A reader; all are alike.
    public init() {}

    /// The number that the bytes are, without blanks; nil if they are none.
    public func number(_ bytes: [UInt8]) -> Double? {
        if bytes.isEmpty { return nil }
        let padded = bytes + [UInt8](repeating: 0, count: NumberReader.padding)
        return padded.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return nil }
            var (end, value) = parts(start)
            if end == start { (end, value) = scanWord(start) }
            return end == start + bytes.count ? value : nil
        }
    }

    /// The common number that begins at `start` and its end, which is `start` if there is none: not a word, and neither too large nor
    /// too small for a normal double.
    ///
    /// The bytes must end with one that is part of no number, and `padding` more must be readable.
    @inline(__always)
    func scan(_ start: UnsafePointer<UInt8>) -> (end: UnsafePointer<UInt8>, value: Double) {
        let (end, value) = parts(start)
        // Below are zero and what is too small, above is what is infinite.
        let least = Double.leastNormalMagnitude.bitPattern
        if value.magnitude.bitPattern &- least >= Double.infinity.bitPattern &- least, !NumberReader.isZero(start, end) {
            return (start, 0)
        }
        return (end, value)
    }

    /// Whether a number is written as a word: `nan`, `inf`, `infinity`.
    public static func isWord(_ text: ArraySlice<UInt8>) -> Bool {
        text.first { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }.map {
            $0 | 0x20 == UInt8(ascii: "n") || $0 | 0x20 == UInt8(ascii: "i")
        }
            ?? false
    }

    /// Whether a number that is not 0 has an exponent of more than a million.
    static func hasLargeExponent(_ text: [UInt8]) -> Bool {
        guard !isWord(text[...]), let place = text.lastIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return false }
        if !text[..<place].contains(where: { $0 &- 49 < 9 }) { return false }
        let digits = text[(place + 1)...].drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "0") }
        return digits.count > 6
    }

    /// Whether all digits of a number are 0.
    @inline(never)
    private static func isZero(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
        var place = start
        while place < end, place.pointee | 0x20 != UInt8(ascii: "e") {
            if place.pointee &- 49 < 9 { return false }
            place += 1
        }
        return true
    }

    @inline(__always)
    private func parts(_ start: UnsafePointer<UInt8>) -> (end: UnsafePointer<UInt8>, value: Double) {
        var place = start
        let isNegative = place.pointee == UInt8(ascii: "-")
        // Signs are as good as random: no branch depends on them.
        let sign: UInt64 = isNegative ? 1 << 63 : 0
        place += isNegative || place.pointee == UInt8(ascii: "+") ? 1 : 0
        let first = place
        var digits: UInt64 = 0
        var exponent = 0
        scanDigits(&place, &digits)
        var count = place - first
        if place.pointee == UInt8(ascii: ".") {
            place += 1
            let fraction = place
            scanDigits(&place, &digits)
            exponent = fraction - place
            count &-= exponent
        }
        if count == 0 { return (start, 0) }
        var written = 0
        if place.pointee | 0x20 == UInt8(ascii: "e") {
            guard let end = scanExponent(place, &written) else { return (start, 0) }
            place = end
            exponent &+= written
        }
        let magnitude = count <= 19 ? magnitude(digits, exponent) : long(first, place, exponent: written)
        return (place, Double(bitPattern: magnitude.bitPattern | sign))
    }

    /// Adds the digits at `place`; more than 19 of them overflow silently.
    ///
    /// Eight bytes are taken at once, so that no branch depends on how many digits there are.
    @inline(__always)
    private func scanDigits(_ place: inout UnsafePointer<UInt8>, _ digits: inout UInt64) {
        while true {
            let eight = UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self)) ^ 0x3030_3030_3030_3030
            // The lowest sign bit marks the first byte that is none from 0 to 9; behind it carries may do what they like.
            let marks = ((eight &+ 0x7676_7676_7676_7676) | eight) & 0x8080_8080_8080_8080
            if marks == 0 {
                digits = digits &* 100_000_000 &+ NumberReader.value(eight)
                place += 8
                continue
            }
            let count = marks.trailingZeroBitCount >> 3
            // Zeros come in front of fewer digits. Two shifts, for none by the whole width.
            let aligned = (eight &<< 8) &<< UInt64(truncatingIfNeeded: 56 &- count &* 8)
            digits = digits &* powers.whole(count) &+ NumberReader.value(aligned)
            place += count
            return
        }
    }

    /// The value of eight digits, the first in the lowest byte: neighbours are joined to pairs, and pairs to the whole.
    @inline(__always)
    private static func value(_ digits: UInt64) -> UInt64 {
        let pairs = (digits &* 10) &+ (digits >> 8)
        let odd = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let even = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (odd &+ even) >> 32
    }

    /// The end of the exponent that begins with the `e` at `start`, nil if digits are missing.
    @inline(__always)
    private func scanExponent(_ start: UnsafePointer<UInt8>, _ exponent: inout Int) -> UnsafePointer<UInt8>? {
        var place = start + 1
        let isNegative = place.pointee == UInt8(ascii: "-")
        if isNegative || place.pointee == UInt8(ascii: "+") { place += 1 }
        let first = place
        var size = 0
        while place.pointee &- 48 <= 9 {
            // Larger ones differ no more, unless a field had so many zeros before its digits.
            if size < 1 << 32 { size = size &* 10 &+ Int(place.pointee &- 48) }
            place += 1
        }
        exponent = isNegative ? -size : size
        return place == first ? nil : place
    }

    /// Reads `nan`, `inf` or `infinity`.
    @inline(never)
    private func scanWord(_ start: UnsafePointer<UInt8>) -> (end: UnsafePointer<UInt8>, value: Double) {
        var place = start
        let isNegative = place.pointee == UInt8(ascii: "-")
        if isNegative || place.pointee == UInt8(ascii: "+") { place += 1 }
        func matches(_ word: StaticString) -> Bool {
            for index in 0..<word.utf8CodeUnitCount where place[index] | 0x20 != word.utf8Start[index] { return false }
            return true
        }
        if matches("nan") { return (place + 3, .nan) }
        guard matches("inf") else { return (start, 0) }
        return (place + (matches("infinity") ? 8 : 3), isNegative ? -.infinity : .infinity)
    }
}
