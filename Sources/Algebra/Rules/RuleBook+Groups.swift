extension RuleBook {
    /// The groups, in the order in which they are shown.
    public static let groups: [RuleGroup] = [
        .powers, .exponentials, .logistic, .trigonometry, .inverseTrigonometry, .hyperbolics, .inverseHyperbolics, .pieces, .complexParts,
        .factorials,
        .special,
    ]

    /// All rules. They are read at their first use.
    public static let all: RuleBook = read(groups)

    /// The rules of one group; nil where there is none of that name.
    public static func group(_ name: String) -> RuleBook? {
        guard groups.contains(where: { $0.name == name }) else { return nil }
        return RuleBook(all.rules.filter { $0.group == name })
    }

    /// The texts are part of the program and tried by its tests: one that cannot be read is a mistake in them.
    private static func read(_ groups: [RuleGroup]) -> RuleBook {
        let reader = RuleReader()
        do throws(RuleError) {
            var rules: [Rule] = []
            for group in groups { rules += try reader.rules(of: group) }
            return RuleBook(rules)
        } catch {
            preconditionFailure("the rule book has a mistake: \(error)")
        }
    }
}
