/// Finds the word that was probably meant.
public enum Spelling {
    /// The nearest word by edits (insertions, deletions, changes and exchanges of neighbours; Damerau, 1964), if it is near
    /// enough for a word of that length.
    public static func nearest(to word: String, among words: [String]) -> String? {
        let allowance = word.count < 3 ? 0 : word.count < 6 ? 1 : 2
        guard allowance > 0, word.count < 40 else { return nil }
        var best: (distance: Int, word: String)?
        for candidate in words where abs(candidate.count - word.count) <= allowance {
            let distance = edits(Array(word.lowercased().utf8), Array(candidate.lowercased().utf8))
            if distance <= allowance, best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
        }
        return best?.word
    }

    private static func edits(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var older: [Int] = []
        var old = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var cost = min(old[j + 1] + 1, row[j] + 1, old[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
                row.append(cost)
            }
            (older, old) = (old, row)
        }
        return old[b.count]
    }
}
