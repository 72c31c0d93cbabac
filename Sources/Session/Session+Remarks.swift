import Reading
import Syntax
import Vocabulary

// How a text was read, where something else may have been meant.
extension Session {
    /// What is to be said of the names in a text.
    ///
    /// - Parameter given: names that stand beside the text: variables, and those that are given values.
    func remarks(on operand: Operand, given: [String] = []) -> [Note] {
        // Most texts have names of one letter only, and need no second look.
        guard operand.tree.nodes[operand.nodes].contains(where: { isSuspicious($0, operand) }) else { return [] }
        let names = operand.names.filter { !reader.environment.hasValue($0) }
        var notes: [Note] = []
        if names.contains("i"), !given.contains("i"), let place = operand.place(of: "i") {
            notes.append(Note("lower-case-unit", "'i' is a name here: the imaginary unit is written I", at: place))
        }
        for name in names where name.utf8.count > 1 && name.utf8.count <= 4 && name.utf8.allSatisfy({ ($0 | 0x20) &- 97 < 26 }) {
            guard name.allSatisfy({ letter in names.contains(String(letter)) || given.contains(String(letter)) }),
                let place = operand.place(of: name)
            else { continue }
            let product = name.map(String.init).joined(separator: "*")
            notes.append(Note("one-name", "'\(name)' is one name: a product is written \(product)", at: place))
        }
        return notes
    }

    private func isSuspicious(_ node: SyntaxNode, _ operand: Operand) -> Bool {
        guard node.kind == .name else { return false }
        let length = node.focus.end - node.focus.start
        return length > 1 || operand.text[Int(node.focus.start)] == UInt8(ascii: "i")
    }

    /// What is to be said of the texts of a call.
    func remarks(on call: Call) -> [Note] {
        let given = call.others.flatMap { operand -> [String] in
            switch operand.form {
            case .name(let name): [name]
            case .binding(let name, _): [name]
            default: []
            }
        }
        return call.subject.filter(\.isLine).flatMap { remarks(on: $0, given: given) }
    }
}
