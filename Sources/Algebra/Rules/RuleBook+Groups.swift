extension RuleBook {
    /// The groups, in the order in which they are shown.
    public static let groups: [RuleGroup] = [
        .powers, .exponentials, .logistic, .trigonometry, .inverseTrigonometry, .hyperbolics, .inverseHyperbolics, .pieces, .complexParts,
        .factorials,
        .special,
    ]

    /// All rules.
    public static let all: RuleBook = {
        let lines = groups.flatMap { RuleLine.lines(of: $0) }
        if let places = places(of: lines) { return RuleBook(lines, places) }
        // The table is of other rules: all are read, as they are to write it anew.
        let reader = RuleReader()
        return RuleBook(lines.map { reader.known($0) })
    }()

    /// The places of rules by the table; nil where it is out of step.
    private static func places(of lines: [RuleLine]) -> [RulePlace]? {
        var table = places
        return table.withUTF8 { text in
            var entries = ByteWords(text, separator: UInt8(ascii: "\n"))
            var places: [RulePlace] = []
            for line in lines {
                guard let entry = entries.next() else { return nil }
                var words = ByteWords(entry, separator: UInt8(ascii: " "))
                guard let name = words.next(), line.name.utf8.elementsEqual(name), let place = RulePlace(&words) else { return nil }
                places.append(place)
            }
            return entries.next() == nil ? places : nil
        }
    }

    /// The rules of one group; nil where there is none of that name.
    public static func group(_ name: String) -> RuleBook? {
        guard groups.contains(where: { $0.name == name }) else { return nil }
        return RuleBook(all.rules.filter { $0.group == name })
    }

    /// The file of `places`, from the rules as they are read.
    public static func placesFile() -> String {
        let reader = RuleReader()
        let entries = groups.flatMap { RuleLine.lines(of: $0) }.map { line in
            "        \(line.name) \(RulePlace(reader.known(line).pattern).text)\n"
        }
        return """
            // Written by the tests from the rules: `make record`.

            extension RuleBook {
                /// Where each rule is looked for, in the order of the groups and of their texts, as `RulePlace` reads it.
                static let places = \"\"\"
            \(entries.joined())        \"\"\"
            }

            """
    }
}
