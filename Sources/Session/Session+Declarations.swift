import Expressions
import Reading
import Syntax
import Vocabulary

// What names are declared to be: the statement `given`, and the option of the same name.
extension Session {
    /// `given X: matrix(n, d)`: the name stands for an array, whose sizes are whole numbers above 0.
    func declare(_ name: Span, _ kind: Span, _ operand: Operand) throws(Diagnostic) -> Answer {
        let (word, declared) = (word(kind, operand.text), Vocabulary.spelledOut(word(name, operand.text)))
        guard let row = Vocabulary.kinds.first(where: { $0.word == word }) else {
            let near = Spelling.nearest(to: word, among: Vocabulary.kinds.map(\.word))
            throw Diagnostic(
                "unknown-kind", "'\(word)' is nothing that a name can be declared to be", at: kind,
                suggestion: near.map { "did you mean '\($0)'?" } ?? "write \(Vocabulary.kinds.map(\.usage).joined(separator: ", "))")
        }
        guard (try? Operand(word: declared))?.name != nil, !reader.hasValue(declared) else {
            throw Diagnostic("reserved-name", "'\(declared)' has a meaning already: it cannot be declared", at: name)
        }
        let parts = operand.isCall ? operand.children : []
        guard parts.count == row.sizes else {
            throw Diagnostic(
                "wrong-arity", "\(row.word) takes \(row.sizes) sizes, not \(parts.count)", at: kind, suggestion: "write \(row.usage)")
        }
        let symbol = store.symbol(declared)
        for property in row.entries { try? store.assume(symbol, property) }
        if row.sizes == 0 { return Answer(.none) }
        var sizes: [Expr] = []
        for part in parts { sizes.append(try size(part)) }
        let isSquare = row.structure != .general
        store.declare(symbol, ArrayShape(isSquare ? sizes + sizes : sizes, row.structure))
        return Answer(.none)
    }

    /// A size of an array: a whole number above 0, or an expression of names that are whole numbers from now on.
    private func size(_ operand: Operand) throws(Diagnostic) -> Expr {
        let size = try meaning(of: operand).expr
        if let number = store.rationalValue(size) {
            guard number.isInteger, number.signum > 0 else {
                throw Diagnostic("bad-size", "a size is a whole number above 0", at: operand.span)
            }
            return size
        }
        for name in store.symbols(in: [size]) {
            try? store.assume(name, .integer)
            if name == size { try? store.assume(store.relation(.less, .zero, name)) }
        }
        return size
    }
}
