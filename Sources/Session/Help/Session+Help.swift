import Algebra
import Certified
import Expressions
import Reading
import Vocabulary

extension Session {
    /// What `help TOPIC` shows: the row of a function with its examples run live, or of a constant, an operator, a
    /// keyword; the groups of rules, one group, one rule.
    ///
    /// - Returns: nil for an unknown topic.
    public func help(on topic: String) -> String? {
        if let function = Vocabulary.function(named: topic) { return help(Vocabulary.row(function)) }
        if let operation = OperationRow.named(topic) { return operation.help }
        if let row = Vocabulary.forms.first(where: { $0.name == topic }) { return "\(row.usage)\n  \(row.summary)\n" }
        if let row = Vocabulary.constants.first(where: { $0.name == topic || $0.aliases.contains(topic) }) {
            return "\(row.name)\n  \(row.summary)\n"
        }
        if let row = Vocabulary.keywords.first(where: { $0.word == topic }) {
            return "\(row.word)\n  \(row.summary)\n" + (topic == "assume" ? helpOnProperties() : topic == "given" ? helpOnKinds() : "")
        }
        if let row = Vocabulary.properties.first(where: { $0.word == topic }) {
            return "assume NAME \(row.word)\n  \(row.summary)\n"
                + (Vocabulary.kinds.contains { $0.word == topic } ? "given NAME: \(topic)\n" : "")
        }
        if let row = Vocabulary.kinds.first(where: { $0.word == topic }) {
            return "given NAME: \(row.usage)\n  \(row.summary)\n"
        }
        if let row = Vocabulary.operators.first(where: { $0.spelling == topic || $0.aliases.contains(topic) }) {
            return "\(row.spelling)\n  \(row.summary)\n"
        }
        if let row = Vocabulary.greek.first(where: { $0.letter == topic || $0.name == topic }) {
            return "\(row.name)\n  the Greek letter \(row.letter): both spellings are the same name\n"
        }
        return topic == "rules" ? RuleBook.helpOverview() : RuleBook.help(on: topic)
    }

    /// What `info NAME` shows: a definition of the session, or what help knows.
    func known(of topic: String) -> String? {
        let name = Vocabulary.spelledOut(topic)
        let environment = reader.environment
        if let function = environment.functions[name] {
            let parameters = function.parameters.map { store.name($0) }.joined(separator: ", ")
            return "\(name)(\(parameters)) := \((try? text.text(function.body.expr)) ?? "…")\n"
        }
        if let value = environment.values[name] { return "\(name) := \((try? text.text(value.expr)) ?? "…")\n" }
        if let list = environment.lists[name] {
            let parts = list.map { (try? text.text($0.expr)) ?? "…" }
            return "\(name) := a list: \(parts.joined(separator: "; "))\n"
        }
        if let array = environment.arrays[name] {
            var plain = notation(.text)
            return "\(name) := \((try? document(of: answer(array), isStream: true).parts.map { try plain.text($0) }.joined()) ?? "…")\n"
        }
        if environment.abstractFunctions.contains(name) { return "\(name)\n  an abstract function\n" }
        return help(on: topic)
    }

    /// The topic that a mistyped word may mean.
    public func nearestTopic(to topic: String) -> String? {
        let known = Vocabulary.words + OperationRow.all.map(\.name) + reader.environment.names
        return Session.nearest(to: topic, among: known)
    }

    /// Whether a word is a constant or a Greek letter, and so an expression by itself.
    public static func isConstant(_ word: String) -> Bool {
        var copy = word
        return copy.withUTF8 { Vocabulary.constant(named: $0) != nil || Vocabulary.isGreek($0) }
    }

    /// `did you mean 'x'?` for a mistyped word.
    public static func nearest(to word: String, among words: [String]) -> String? {
        Spelling.nearest(to: word, among: words).map { "did you mean '\($0)'?" }
    }

    private func helpOnProperties() -> String {
        var text = """
              A condition (assume -1 < x <= 1, assume x < y), or a name and what it is (assume n integer). What is assumed stays so
              until the end of the session, and more may be assumed of the same name. Names are real unless they are said to be complex.

            """
        for row in Vocabulary.properties {
            text += "  \(row.word)\(String(repeating: " ", count: 13 - row.word.count))\(row.summary)\n"
        }
        return text
    }

    private func helpOnKinds() -> String {
        var text = """
              Sizes are whole numbers above 0. What is declared stays so until the end of the session; what is assumed of an array, as
              assume x > 0, is assumed of its entries.

            """
        for row in Vocabulary.kinds { text += "  \(row.usage)\(String(repeating: " ", count: 17 - row.usage.count))\(row.summary)\n" }
        return text
    }

    /// The list of topics that `help` alone shows.
    public func helpOverview() -> String {
        var text = "Type an expression, name := expression, f(x) := expression, assume x > 0, or diff(expression, x).\n\n"
        text += wrapped("functions", Vocabulary.functions.map(\.name))
        text += wrapped("operations", OperationRow.all.map(\.name) + Vocabulary.forms.map(\.name).filter { OperationRow.named($0) == nil })
        text += wrapped("constants", Vocabulary.constants.map(\.name))
        return text + "\nhelp NAME tells more about each, help rules about rewriting.\n"
    }

    private func wrapped(_ title: String, _ words: [String]) -> String {
        var text = "\(title):\n"
        var line = " "
        for word in words {
            if line.count + word.count > 76 {
                text += line + "\n"
                line = " "
            }
            line += " " + word
        }
        return text + line + "\n"
    }

    private func help(_ row: FunctionRow) -> String {
        var text = "\(row.name)(\(row.parameters.joined(separator: ", "))\(row.isVariadic ? ", …" : ""))\n  \(row.summary)\n"
        func fact(_ name: String, _ value: String) { if !value.isEmpty { text += "  \(name): \(value)\n" } }
        fact("also", row.aliases.joined(separator: ", "))
        fact("equals", row.definition)
        fact("derivative", row.tangent.isEmpty ? row.derivatives.map { $0.isEmpty ? "unknown" : $0 }.joined(separator: "; ") : row.tangent)
        fact("inverse", row.inverses.joined(separator: "; "))
        fact("defined where", row.domain)
        fact("values", row.range)
        fact("singular where", row.singular)
        fact("no derivative where", row.kinks)
        for example in row.examples {
            text += "  > \(example.input)\n    \(live(example.input))\n"
        }
        return text
    }

    /// What an input prints, in a session of its own.
    private func live(_ input: String) -> String {
        var copy = input
        var output: [UInt8] = []
        var errors: [UInt8] = []
        let session = Session()
        copy.withUTF8 { _ = session.respond(to: .statements, $0, output: &output, errors: &errors) }
        return String(decoding: output.isEmpty ? errors : output, as: UTF8.self).split(separator: "\n").joined(separator: "\n    ")
    }

    /// The words that complete a prefix: those of the vocabulary and those of the session.
    public func completions(of prefix: String) -> [String] {
        Set(
            Vocabulary.words + OperationRow.all.map(\.name) + Vocabulary.properties.map(\.word) + Vocabulary.kinds.map(\.word)
                + reader.environment.names + ["help", "quit"]
        )
        .filter {
            $0.hasPrefix(prefix)
        }.sorted()
    }
}
