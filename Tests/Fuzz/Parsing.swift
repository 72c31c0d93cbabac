import Syntax

/// What must hold of the parser, whatever it is given.
enum Parsing {
    /// A sentence about what is wrong; nil where nothing is.
    static func problem(_ bytes: [UInt8], _ counts: inout Counts) -> String? {
        bytes.withUnsafeBufferPointer { buffer in
            var parser: Parser
            do throws(Diagnostic) { parser = try Parser(buffer) } catch {
                counts.add("unreadable")
                return problem(error, buffer.count)
            }
            var tree = SyntaxTree()
            var statements = 0
            var isAccepted = true
            while !parser.isAtEnd {
                statements += 1
                guard statements <= buffer.count + 1 else { return "the parser does not advance" }
                do throws(Diagnostic) {
                    try parser.statement(into: &tree)
                    if let problem = problem(tree, buffer.count) { return problem }
                } catch {
                    isAccepted = false
                    if let problem = problem(error, buffer.count) { return problem }
                    parser.skipStatement()
                }
            }
            counts.add(isAccepted ? "accepted" : "unreadable")
            return nil
        }
    }

    private static func problem(_ diagnostic: Diagnostic, _ count: Int) -> String? {
        if diagnostic.exitStatus != 3 { return "the parser reports exit status \(diagnostic.exitStatus): \(diagnostic.message)" }
        if diagnostic.message.isEmpty || diagnostic.message.hasSuffix(".") { return "the message '\(diagnostic.message)' is no sentence" }
        let span = diagnostic.span
        if span.start > span.end || Int(span.end) > count { return "the diagnostic '\(diagnostic.message)' points outside, at \(span)" }
        return nil
    }

    /// Whether the nodes are one tree in post-order (or none), each with its span inside the text.
    private static func problem(_ tree: SyntaxTree, _ count: Int) -> String? {
        var depth = 0
        for node in tree.nodes {
            for span in [node.span, node.focus] where span.start > span.end || Int(span.end) > count {
                return "a node's span \(span) is outside"
            }
            guard Int(node.childCount) <= depth else { return "a node has more children than there are" }
            depth += 1 - Int(node.childCount)
        }
        switch tree.statement {
        case .expression, .definition, .assumption(_, property: nil): if depth != 1 { return "an expression has \(depth) roots" }
        case .empty, .declaration: if depth != 0 { return "a statement without an expression has one" }
        default: if depth > 1 { return "an expression has \(depth) roots" }
        }
        return nil
    }
}
