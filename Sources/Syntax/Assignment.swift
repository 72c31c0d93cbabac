extension SyntaxTree {
    /// The two sides of `name = expression`; nil for a statement of another form.
    public var assignment: (name: Span, value: SyntaxTree)? {
        guard statement == .expression, nodes.count >= 3, let root = nodes.last, root.kind == .operator, root.symbol == .equal,
            root.childCount == 2, nodes[0].kind == .name
        else { return nil }
        // Where the subtrees that wait for their parent begin: the sides are two, and the left one is the name alone.
        var starts: [Int] = []
        for (position, node) in nodes.dropLast().enumerated() {
            let count = Int(node.childCount)
            let start = count == 0 ? position : starts[starts.count - count]
            starts.removeLast(count)
            starts.append(start)
        }
        guard starts == [0, 1] else { return nil }
        var value = self
        value.nodes = Array(nodes[1..<(nodes.count - 1)])
        value.span = value.nodes.last?.span ?? span
        return (nodes[0].focus, value)
    }
}
