extension RuleBook {
    /// What the arrows mean, for readers.
    private static let introduction = """
        A rule is used where its left side is found, where facts decide its guards, and where the answer becomes no longer.
        '->' holds wherever the left side is defined, '~>' but where the condition after 'unless' holds. Variables stand for any
        expression, those after 'whole' for whole numbers. The order of sums and products does not matter, and a sum may hold more
        terms, carry a factor, or be turned round: 'A + B -> C' is used as 'C - A -> B', too.
        """

    /// What `help rules` shows: the groups.
    public static func helpOverview() -> String {
        var text = introduction + "\n\n"
        for group in groups {
            let count = all.rules.count { $0.group == group.name }
            text += "  \(padded(group.name, 24))\(padded(String(count), 5))\(group.title)\n"
        }
        return text + "\nhelp GROUP lists the rules of a group, help RULE shows one.\n"
    }

    /// What `help` shows of a group or a rule of that name; nil where there is none.
    public static func help(on name: String) -> String? {
        if let group = groups.first(where: { $0.name == name }) {
            return "\(group.title)\n  variables \(group.variables)\n" + listing(group).map { "  \($0)\n" }.joined()
        }
        guard let rule = all.rule(named: name), let group = groups.first(where: { $0.name == rule.group }) else { return nil }
        return "\(rule.name)\n  \(rule.text)\n  group: \(group.name) (\(group.title)); variables \(group.variables)\n"
    }

    /// The page `docs/rules.md`.
    public static func page() -> String {
        var text = "# Rules\n\nWritten by the tests from the rule book, `Sources/Algebra/Rules`: `make record`.\n\n\(introduction)\n"
        for group in groups {
            text += "\n## \(group.title)\n\nGroup `\(group.name)`, variables `\(group.variables)`.\n\n```\n"
            text += listing(group).map { "\($0)\n" }.joined() + "```\n"
        }
        return text
    }

    private static func listing(_ group: RuleGroup) -> [Substring] {
        group.text.split(separator: "\n").map { $0.drop { $0 == " " } }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
