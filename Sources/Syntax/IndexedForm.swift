import Vocabulary

/// A sum or product over an index, `sum(a, k = 1..n)`, or a condition for all its values, as it stands in a tree.
public struct IndexedForm: Sendable {
    /// All its nodes.
    public let nodes: Range<Int>
    /// Which of them it is.
    public let id: FormID
    /// What is added up or multiplied, or holds.
    public let body: Range<Int>
    /// The node of the index, a name.
    public let index: Int
    /// Where the index begins and ends.
    public let lower: Range<Int>, upper: Range<Int>
}

extension SyntaxTree {
    /// The sums and products over an index in a range of nodes, inner ones before those that hold them.
    public func indexedForms(in range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> [IndexedForm] {
        let starts = subtrees(in: range).starts
        func start(_ place: Int) -> Int { starts[place - range.lowerBound] }
        return range.compactMap { place in
            // The last nodes are `… ..`, `… =`, and the call.
            guard isNode(place, .call, 2), place - start(place) >= 5, isOperator(place - 1, .equal), isOperator(place - 2, .range) else {
                return nil
            }
            let (equation, end) = (start(place - 1), place - 3)
            let word = UnsafeBufferPointer(rebasing: bytes[Int(nodes[place].focus.start)..<Int(nodes[place].focus.end)])
            guard nodes[equation].kind == .name, start(place - 2) == equation + 1, let id = indexed(word) else { return nil }
            return IndexedForm(
                nodes: start(place)..<(place + 1), id: id, body: start(place)..<equation, index: equation,
                lower: (equation + 1)..<start(end), upper: start(end)..<(end + 1))
        }
    }

    /// The form that a word spells with an index.
    private func indexed(_ word: UnsafeBufferPointer<UInt8>) -> FormID? {
        if let form = Vocabulary.form(named: word) { return [.sum, .product, .every].contains(form.id) ? form.id : nil }
        let function = Vocabulary.function(named: word)
        return function == KnownFunction.maximum ? .maximum : function == KnownFunction.minimum ? .minimum : nil
    }

    private func isNode(_ place: Int, _ kind: SyntaxNode.Kind, _ count: UInt32) -> Bool {
        nodes[place].kind == kind && nodes[place].childCount == count
    }

    private func isOperator(_ place: Int, _ symbol: OperatorID) -> Bool {
        isNode(place, .operator, 2) && nodes[place].symbol == symbol
    }
}
