/// Questions about UTF-8 bytes.
public enum Bytes {
    /// An ASCII digit.
    @inlinable public static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    /// The value of a digit of a base up to 16.
    static func digit(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte - 48 }
        let letter = (byte | 0x20) &- 97
        return letter < 6 ? letter + 10 : nil
    }

    /// The base of a number such as `0x1F`, by the letter after the zero; nil for a decimal number.
    public static func base(_ bytes: some Collection<UInt8>) -> UInt8? {
        guard bytes.count > 1, bytes.first == UInt8(ascii: "0") else { return nil }
        switch bytes[bytes.index(after: bytes.startIndex)] | 0x20 {
        case UInt8(ascii: "x"): return 16
        case UInt8(ascii: "o"): return 8
        case UInt8(ascii: "b"): return 2
        default: return nil
        }
    }

    /// An ASCII letter or an underscore.
    @inlinable public static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte == 95 }

    static func hasPrefix(_ bytes: UnsafeBufferPointer<UInt8>, _ text: String, at position: Int) -> Bool {
        var offset = position
        for byte in text.utf8 {
            guard offset < bytes.count, bytes[offset] == byte else { return false }
            offset += 1
        }
        return true
    }

    /// The length in bytes of the valid scalar at this place; nil where the bytes are not valid UTF-8.
    public static func scalarLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        let lead = bytes[position]
        let length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead < 0x80 || (lead >= 0xC2 && lead <= 0xF4), position + length <= bytes.count else { return nil }
        let slice = bytes[position..<position + length]
        return String(validating: slice, as: UTF8.self) == nil ? nil : length
    }

    /// Whether the scalar at this place shows as one visible character: no control, format or combining character.
    static func isPrintable(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        guard let length = scalarLength(bytes, at: position) else { return false }
        let text = String(decoding: bytes[position..<position + length], as: UTF8.self)
        return text.unicodeScalars.allSatisfy(isPrintable)
    }

    /// Whether a scalar shows as one visible character.
    public static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .nonspacingMark, .enclosingMark:
            false
        default: true
        }
    }

    /// The length in bytes of a superscript digit or sign at this place.
    static func superscriptLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        superscript(bytes, at: position)?.length
    }

    /// The ASCII character that a superscript stands for (`²` for `2`), and its length in bytes.
    public static func superscript(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (ascii: UInt8, length: Int)? {
        guard position + 1 < bytes.count else { return nil }
        if bytes[position] == 0xC2 {
            switch bytes[position + 1] {
            case 0xB2: return (50, 2)
            case 0xB3: return (51, 2)
            case 0xB9: return (49, 2)
            default: return nil
            }
        }
        guard position + 2 < bytes.count, bytes[position] == 0xE2, bytes[position + 1] == 0x81 else { return nil }
        switch bytes[position + 2] {
        case 0xB0: return (48, 3)
        case 0xB4...0xB9: return (bytes[position + 2] - 0xB4 + 52, 3)
        case 0xBA: return (43, 3)
        case 0xBB: return (45, 3)
        default: return nil
        }
    }
}
