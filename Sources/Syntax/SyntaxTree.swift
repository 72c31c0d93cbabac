import Vocabulary

/// A node of the syntax tree. Children precede their parent in `SyntaxTree.nodes`.
public struct SyntaxNode: Sendable {
    /// What the node is.
    public var kind: Kind
    /// The operator, where `kind` is `.operator`; the number of primes, where it is `.derivativeCall`.
    public var detail: UInt8
    /// How many of the subtrees before this node are its children.
    public var childCount: UInt32
    /// All the text of the node.
    public var span: Span
    /// The part that names it: a name, a number, an operator's spelling.
    public var focus: Span

    /// The kinds of nodes.
    public enum Kind: UInt8, Sendable {
        /// A number; `focus` is its text.
        case number
        /// A number written in superscript digits.
        case superscript
        /// A name or constant.
        case name
        /// `f(a, b)`; `focus` is the name.
        case call
        /// `f'(x)`; `detail` counts the primes.
        case derivativeCall
        /// `D(g, 1, 2)(x, y)`; `focus` spans `g, 1, 2`.
        case partialCall
        /// `|x|`.
        case absoluteValue
        /// An operator with one or two children.
        case `operator`
        /// `[a, b]`.
        case vector
        /// `x[i, j]`; the first child is `x`.
        case index
        /// `a if c`.
        case branch
        /// `a otherwise`.
        case otherwise
        /// A set of parentheses: kept because `(a < b) < c` is no chain.
        case parentheses
    }

    /// The operator of a node of that kind.
    public var symbol: OperatorID { OperatorID(rawValue: detail) ?? .plus }
}

/// What kind of statement was read.
public enum Statement: Sendable, Equatable {
    /// Nothing but blanks and comments.
    case empty
    /// An expression or relation.
    case expression
    /// `name := …`, or `name(parameters) := …`.
    case definition(name: Span, parameters: [Span]?)
    /// `function f, g`.
    case declaration([Span])
    /// `assume x > 0` (the condition is the tree) or `assume n integer` (name and property).
    case assumption(name: Span, property: Span?)
    /// `given X: matrix(N, d)`; the tree holds the dimensions.
    case given(name: Span, type: Span)
}

/// One parsed statement: nodes in post-order, so that a single forward loop with a stack visits the tree, however deep it is.
///
/// A tree is reused from line to line; its arrays keep their capacity.
public struct SyntaxTree: Sendable {
    /// What kind of statement the tree belongs to.
    public internal(set) var statement: Statement = .empty
    /// The nodes, children before parents.
    public internal(set) var nodes: [SyntaxNode] = []
    /// How the text was read, where that may surprise.
    public internal(set) var notes: [Note] = []
    /// Whether a range such as `1..n` stands in the text.
    public internal(set) var hasRanges = false
    /// The text of the statement.
    public internal(set) var span = Span(0, 0)

    /// An empty tree, to be filled by a parser.
    public init() {}

    /// Where the subtrees in a range of nodes begin: that of each node, and the topmost ones.
    public func subtrees(in range: Range<Int>) -> (starts: [Int], top: [Int]) {
        var (starts, top): ([Int], [Int]) = ([], [])
        for place in range {
            let count = Int(nodes[place].childCount)
            let start = count == 0 ? place : top[top.count - count]
            top.removeLast(count)
            top.append(start)
            starts.append(start)
        }
        return (starts, top)
    }

    mutating func clear() {
        statement = .empty
        nodes.removeAll(keepingCapacity: true)
        notes.removeAll(keepingCapacity: true)
        hasRanges = false
    }
}
