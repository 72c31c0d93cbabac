import Session
import Support
import Vocabulary

/// Makes new inputs of old ones: on bytes, where the lexer's borders are, and on tokens, where the parser's and the reader's are.
struct Mutator {
    private static let fragments: [[UInt8]] =
        [
            "²", "³", "⁻¹", "⁺", "π", "∞", "θ", "≠", "≤", "·", "×", "÷", "−", "é", "日", "😀", "\u{9B}", "\u{A0}", "\u{202E}", "\u{FEFF}",
            "x\u{301}",
            "\n", "\r", "\t", "\0", "\u{1B}[31m", ";", "#", "''", "!!", "..", "...", "::", ":=", "==", "<>", "!=", "**", "|", "||",
            "^^", "--", "++", ",,",
            "()", "[]", "1e", "1e+", "1_", "1__0", "0x1F", "1.2.3", "1..", "@", "$", "%", "&", "\\", "\"", "`", "~", "{", "}", "?",
        ].map { Array($0.utf8) } + [
            [0xFF], [0xC3], [0xE2, 0x81], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80], [0xCE],
            [0xC2],
        ]

    private static let numbers: [[UInt8]] = [
        "0", "1", "2", "3", "-1", "1/2", "1/3", "-2/3", "10", "63", "64", "100", "170", "200", "255", "256", "1000", "65535", "65536",
        "99999", "1000000",
        "2147483647", "2147483648", "4294967295", "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "18446744073709551616", "3037000500", "0.5", "0.1", "1e10", "1e18", "1e19", "1e100", "1e308", "1e309", "1e-308", "1e-400",
        "1e5000", "1e-5000",
        "1e999999999", "1e-999999999", "1e99999999999999999999", "123456789012345678901234567890",
        "340282366920938463463374607431768211456",
    ].map { Array($0.utf8) }

    private static let words: [[UInt8]] =
        (Vocabulary.functions.map(\.name) + Vocabulary.forms.map(\.name) + OperationRow.all.map(\.name) + Vocabulary.constants.map(\.name)
        + Vocabulary.keywords.map(\.word) + Vocabulary.operators.map(\.spelling)
        + ["x", "y", "z", "n", "t", "(", ")", "[", "]", ",", "x_1", "ans", "("])
        .map { Array($0.utf8) }

    /// Mutations of mutations would grow without end.
    private static let longest = 20_000

    private var random: Randomness
    private var sentences: Sentences

    init(seed: UInt64) {
        random = Randomness(seed: seed)
        sentences = Sentences(seed: seed ^ 0xA5A5_5A5A)
    }

    /// The next input.
    ///
    /// - Parameter wildness: how many of eight inputs are mutated; the others are sentences as they come.
    mutating func input(wildness: Int) -> [UInt8] {
        let isWild = random.below(8) < wildness
        var bytes = random.oneIn(isWild ? 3 : 1) ? sentences.sentence() : random.pick(Corpus.seeds)
        guard isWild else { return bytes }
        for _ in 0...random.below(4) { if random.oneIn(2) { mutateBytes(&bytes) } else { mutateTokens(&bytes) } }
        return Array(bytes.prefix(Mutator.longest))
    }

    // MARK: Bytes

    private mutating func mutateBytes(_ bytes: inout [UInt8]) {
        let place = random.below(bytes.count + 1)
        let end = min(bytes.count, place + 1 + random.below(8))
        switch random.below(9) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
        case 1 where place < bytes.count: bytes[place] = UInt8(random.below(256))
        case 2: bytes.insert(UInt8(32 + random.below(95)), at: place)
        case 3: bytes.insert(contentsOf: random.pick(Mutator.fragments), at: place)
        case 4: bytes.removeSubrange(place..<end)
        case 5: bytes.removeSubrange(place...)
        case 6:
            let other = random.pick(Corpus.seeds)
            bytes = Array(bytes[..<place]) + other[random.below(other.count + 1)...]
        case 7:
            // Depth and length: the same few bytes many times over.
            let piece = Array(bytes[place..<end])
            let count = random.oneIn(50) ? 2000 : 1 + random.below(12)
            bytes.insert(contentsOf: (0..<count).flatMap { _ in piece }, at: place)
        default:
            let other = random.below(bytes.count + 1)
            if place < bytes.count, other < bytes.count { bytes.swapAt(place, other) }
        }
    }

    // MARK: Tokens

    private mutating func mutateTokens(_ bytes: inout [UInt8]) {
        var tokens = Mutator.tokens(bytes)
        let place = random.below(tokens.count + 1)
        let isInside = place < tokens.count
        switch random.below(9) {
        case 0 where isInside: tokens[place] = random.pick(Mutator.words)
        case 1 where isInside: tokens[place] = random.pick(Mutator.numbers)
        case 2: tokens.insert(random.pick(Mutator.words), at: place)
        case 3: tokens.insert(random.pick(Mutator.numbers), at: place)
        case 4 where isInside: tokens.remove(at: place)
        case 5 where isInside: tokens.swapAt(place, random.below(tokens.count))
        case 6:
            let other = random.below(tokens.count + 1)
            let range = min(place, other)..<max(place, other)
            tokens.insert(contentsOf: tokens[range], at: place)
        case 7:
            let other = random.below(tokens.count + 1)
            let (low, high) = (min(place, other), max(place, other))
            let count = random.oneIn(60) ? 500 : 1 + random.below(3)
            let opening = Array(random.pick(["(", "sin(", "-(", "sqrt(1+", "exp("]).utf8)
            tokens.insert(contentsOf: Array(repeating: [UInt8(ascii: ")")], count: count), at: high)
            tokens.insert(contentsOf: Array(repeating: opening, count: count), at: low)
        default:
            let other = Mutator.tokens(random.pick(Corpus.seeds))
            tokens.insert(contentsOf: other, at: place)
        }
        bytes = Array(tokens.joined(separator: random.oneIn(4) ? [UInt8(ascii: " ")] : []))
    }

    /// Runs of letters and digits, and single bytes otherwise: coarser than the lexer's tokens on purpose.
    private static func tokens(_ bytes: [UInt8]) -> [[UInt8]] {
        func isWord(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || byte == 95 || byte >= 0x80 }
        var tokens: [[UInt8]] = []
        for byte in bytes {
            if let last = tokens.last?.last, isWord(last), isWord(byte) {
                tokens[tokens.count - 1].append(byte)
            } else {
                tokens.append([byte])
            }
        }
        return tokens
    }
}
