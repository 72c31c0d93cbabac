import Glibc

/// A collection of test material: tab-separated rows, with comments that begin with `#`.
struct Collection {
    let name: String
    let rows: [[String]]

    init?(path: String) {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[..<count] }
        name = String(path.split(separator: "/").last ?? "")
        rows = bytes.split(separator: 10).filter { $0.first != UInt8(ascii: "#") }.map { line in
            line.split(separator: 9, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}

/// Counts outcomes by reason, and lists the rows that need a word (CONFORMANCE_EXAMPLES bounds how many of each kind).
struct Tally {
    private var counts: [String: Int] = [:]
    private var examples: [String: [String]] = [:]
    private(set) var total = 0

    mutating func count(_ outcome: String, _ example: String = "") {
        total += 1
        counts[outcome, default: 0] += 1
        if !example.isEmpty, examples[outcome, default: []].count < Tally.shown { examples[outcome, default: []].append(example) }
    }

    func number(_ outcome: String) -> Int { counts[outcome] ?? 0 }

    func print(_ title: String) {
        Swift.print("\(title): \(total) rows")
        for (outcome, count) in counts.sorted(by: { ($0.value, $1.key) > ($1.value, $0.key) }) {
            Swift.print("  \(outcome): \(count) (\(String(percent: count, of: total)))")
            for example in examples[outcome] ?? [] { Swift.print("      \(example.prefix(500))") }
        }
    }

    private static let shown = getenv("CONFORMANCE_EXAMPLES").flatMap { Int(String(cString: $0)) } ?? 200
}

extension String {
    init(percent part: Int, of whole: Int) {
        let hundredths = whole == 0 ? 0 : part * 10_000 / whole
        self = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) %"
    }
}
