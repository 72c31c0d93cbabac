/// What is asked: a relation in `x`, and how.
struct Question: Hashable {
    /// The options that go with the relations of a batch.
    struct Manner: Hashable {
        var isReal = false
        var isComplex = false
        var isWhole = false
        /// Where to look: two texts, as they are typed.
        var interval: [String] = []
        var assumption: String?

        var arguments: [String] {
            var words: [String] = []
            if isReal { words.append("--real") }
            if isComplex { words += ["--assume", "x complex"] }
            if isWhole { words += ["--assume", "x integer"] }
            if interval.count == 2 { words += ["--in", "\(interval[0])..\(interval[1])"] }
            if let assumption { words += ["--assume", assumption] }
            return words
        }

        /// Whether the parts of an equation must be real, too.
        var wantsRealParts: Bool { isReal || !interval.isEmpty || isWhole || assumption != nil }

        /// What a solution must satisfy besides the relation.
        var restriction: Term? {
            var texts: [String] = []
            if interval.count == 2 { texts.append("\(interval[0]) <= x and x <= \(interval[1])") }
            if let assumption { texts.append(assumption) }
            return texts.isEmpty ? nil : try? TermReader.term(texts.joined(separator: " and "))
        }
    }

    var relation: Term
    var manner = Manner()

    var text: String { relation.text }
    var isEquation: Bool { relation.operation == .equal }

    /// Names other than the unknown.
    var parameters: [String] { relation.names.filter { $0 != "x" && Tape.constants[$0] == nil }.sorted() }

    /// As it is typed in a shell.
    var command: String {
        (["agnesi", "solve", Question.quoted(text), "x"] + manner.arguments.map(Question.quoted)).joined(separator: " ")
    }

    static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { ($0 >= 45 && $0 <= 57) || ($0 >= 97 && $0 <= 122) }
        return isPlain && !word.isEmpty ? word : "'\(word)'"
    }
}

/// What was printed, read from its JSON.
struct Answer {
    struct Solution {
        /// The value; nil where the solution is a range that the condition describes.
        var value: Term?
        var condition: Term?
        var indices: [String]
        var text: String
    }

    var solutions: [Solution] = []
    var isComplete = false
    var isComplex = false
    var errorCode: String?
    var printed: String
    /// A text that the reader of this tool does not understand.
    var unreadable: String?

    init(line: String) {
        printed = line
        guard let json = JSONText(line), let status = json["status"]?.string else {
            errorCode = line.isEmpty ? "no-answer" : "no-json"
            return
        }
        if status == "error" {
            errorCode = json["code"]?.string ?? "error"
            printed = "error: " + (json["message"]?.string ?? "")
            return
        }
        isComplete = json["complete"]?.isTrue ?? false
        isComplex = json["domain"]?.string == "complex"
        let shown = json["result"]?.string ?? ""
        printed =
            (shown.isEmpty ? "(nothing)" : shown)
            + (isComplete ? "  [complete over the \(isComplex ? "complex" : "real") numbers]" : "  [partial]")
        for item in json["solutions"]?.items ?? [] {
            do {
                let value = item["bindings"]?["x"]?.string
                let condition = item["condition"]?.string
                let text = [value, condition.map { "if \($0)" }].compactMap { $0 }.joined(separator: " ")
                solutions.append(
                    Solution(
                        value: try value.map(TermReader.term), condition: try condition.map(TermReader.term),
                        indices: item["family"]?.keys ?? [], text: text.isEmpty ? "all x" : text))
            } catch {
                unreadable = "\(error)"
            }
        }
    }
}
