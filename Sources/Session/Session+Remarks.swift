import Reading
import Syntax
import Vocabulary

// How a text was read, where something else may have been meant.
extension Session {
    /// What is to be said of the names in a text.
    ///
    /// - Parameter given: names that stand beside the text: variables, and those that are given values.
    func remarks(on operand: Operand, given: [String] = []) -> [Note] {
        guard mayBeMisread(operand) else { return [] }
        let names = operand.names.filter { !reader.hasValue($0) }
        var notes: [Note] = []
        if names.contains("i"), !given.contains("i"), !operand.placeNames.contains("i"), let place = operand.place(of: "i") {
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

    /// What is to be said of a variable that does not occur in a text; nil where it does, or no name stands there at all.
    func remark(onAbsent variable: String, in operand: Operand) -> Note? {
        let names = operand.names
        if operand.mentions(variable) || names.isEmpty || operand.isOfDefinitions(reader) { return nil }
        // Elements come about where an index has values.
        if let array = variable.split(separator: "[").first, array.count < variable.count, operand.mentions(String(array)) { return nil }
        if sizeNames(in: operand).contains(variable) { return nil }
        let product = names.first { $0.utf8.count > 1 && $0.contains(variable) && !$0.contains("_") }
        let hint = product.map { "; '\($0)' is one name, and a product is written with *" } ?? ""
        return Note("missing-variable", "the variable '\(variable)' does not occur\(hint)", at: operand.span)
    }

    /// Whether there is a name such as `i` or `xy`: most texts need no second look.
    private func mayBeMisread(_ operand: Operand) -> Bool {
        let (text, nodes) = (operand.source.bytes, operand.source.tree.nodes)
        return nodes[operand.nodes].contains { node in
            guard node.kind == .name, case let length = node.focus.end - node.focus.start, length <= 4 else { return false }
            if length == 1 { return text[Int(node.focus.start)] == UInt8(ascii: "i") }
            return text[Int(node.focus.start)..<Int(node.focus.end)].allSatisfy { ($0 | 0x20) &- 97 < 26 }
        }
    }

    /// What is to be said of the texts of a call.
    func remarks(on call: Call) -> [Note] {
        guard call.subject.contains(where: { $0.isLine && mayBeMisread($0) }) else { return [] }
        let given = call.forms.flatMap { form -> [String] in
            switch form {
            case .name(let name): [name]
            case .binding(let name, _): [name]
            default: []
            }
        }
        return call.subject.filter(\.isLine).flatMap { remarks(on: $0, given: given) }
    }
}
