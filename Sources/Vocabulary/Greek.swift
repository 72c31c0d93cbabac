extension Vocabulary {
    /// Whether the word is the name of a Greek letter; such a word may name a variable even where it also names a function.
    public static func isGreek(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.count < 8
            && greek.contains { row in
                row.name.utf8.count == bytes.count && row.name.utf8.elementsEqual(bytes)
            }
    }

    /// The name with its Greek letters spelled out: `θ_1` is `theta_1`. A name without them is returned as it is.
    public static func spelledOut(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 >= 0x80 }) else { return name }
        return name.unicodeScalars.map { scalar in
            greek.first { $0.letter.unicodeScalars.first == scalar }?.name ?? String(scalar)
        }.joined()
    }
}
