import CGMP

extension Integer {
    /// Reads ASCII decimal digits. Nil when there are none, when another byte is among them, or when the number is predicted to
    /// have more than `maximumBits` bits.
    public init?(digits: UnsafeBufferPointer<UInt8>) {
        self.init(digits: digits, negative: false)
    }

    /// Reads decimal digits with an optional `-` before them. Nil when the text is not that, or when the number is predicted to
    /// have more than `maximumBits` bits.
    public init?(_ text: String) {
        var text = text
        let value = text.withUTF8 { bytes -> Integer? in
            bytes.first == UInt8(ascii: "-")
                ? Integer(digits: UnsafeBufferPointer(rebasing: bytes.dropFirst()), negative: true)
                : Integer(digits: bytes, negative: false)
        }
        guard let value else { return nil }
        self = value
    }

    private init?(digits: UnsafeBufferPointer<UInt8>, negative: Bool) {
        guard !digits.isEmpty, digits.allSatisfy({ $0 &- 48 <= 9 }) else { return nil }
        let significant = digits.drop { $0 == 48 }
        if significant.count <= 18 {
            let value = significant.reduce(0) { $0 &* 10 &+ Int($1 &- 48) }
            self.init(negative ? 0 &- value : value)
            return
        }
        if Double(significant.count) * Integer.bitsPerDigit > Double(Integer.maximumBits) { return nil }
        self = withUnsafeTemporaryAllocation(of: CChar.self, capacity: significant.count + 1) { text in
            for (index, digit) in significant.enumerated() {
                text[index] = CChar(truncatingIfNeeded: digit)
            }
            text[significant.count] = 0
            let start = UnsafePointer(text.baseAddress)
            return Integer.computed { result in
                // Digits only: reading them cannot fail.
                if let start { _ = agnesi_z_set_digits(result, start, 10) }
                if negative { agnesi_z_neg(result, result) }
            }
        }
    }

    /// Reads digits of a base from 2 to 16. Nil where there are none, where another byte is among them, or where there are too many.
    public init?(digits: UnsafeBufferPointer<UInt8>, base: Int) {
        guard !digits.isEmpty, digits.count * 4 <= Integer.maximumBits else { return nil }
        var text = digits.map { CChar(truncatingIfNeeded: $0) }
        text.append(0)
        var isRead = false
        let value = Integer.computed { result in isRead = agnesi_z_set_digits(result, text, CInt(base)) == 0 }
        guard isRead else { return nil }
        self = value
    }

    /// log2(10).
    static let bitsPerDigit = 3.321928094887362

    /// The decimal digits, with `-` before a negative number.
    public var description: String {
        if let value = asInt { return value.description }
        return withDigits { digits in String(decoding: digits, as: UTF8.self) }
    }

    /// Appends what `description` says, as ASCII.
    public func appendDigits(to bytes: inout [UInt8]) {
        guard let value = asInt else {
            withDigits { digits in bytes.append(contentsOf: digits) }
            return
        }
        if value >= 0 && value <= 9 {
            bytes.append(48 &+ UInt8(truncatingIfNeeded: value))
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
            var start = 20
            var rest = value.magnitude
            repeat {
                start -= 1
                buffer[start] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest != 0
            if value < 0 {
                start -= 1
                buffer[start] = UInt8(ascii: "-")
            }
            bytes.append(contentsOf: UnsafeMutableBufferPointer(rebasing: buffer[start...]))
        }
    }

    /// Calls `body` with the text that GMP writes.
    private func withDigits<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        withMPZ { a in
            withUnsafeTemporaryAllocation(byteCount: agnesi_z_digits_capacity(a), alignment: 1) { buffer in
                let count = buffer.withMemoryRebound(to: CChar.self) { text in
                    text.baseAddress.map { agnesi_z_get_digits($0, a) } ?? 0
                }
                return body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }
}
