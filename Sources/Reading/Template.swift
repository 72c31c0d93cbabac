import Exact
import Expressions
import Syntax
import Vocabulary

/// An expression with parameters, ready to be built in any store with arguments in their place: most are texts of the function table, read
/// by `Catalogue.template`.
///
/// What is kept is the list of its nodes in topological order.
public struct Template: Sendable {
    private enum Step: Sendable {
        case number(Rational)
        case constant(ConstantID)
        case parameter(Int)
        case node(NodeShape, children: Range<Int>)
    }

    private var steps: [Step] = []
    private var children: [Int32] = []

    /// An expression of some store as a template. It may hold no symbols but the parameters.
    public init(_ root: Expr, of store: ExprStore, parameters symbols: [Expr]) {
        var positions: [Expr: Int] = [:]
        for node in store.postorder([root]) {
            positions[node] = steps.count
            if let parameter = symbols.firstIndex(of: node) {
                steps.append(.parameter(parameter))
            } else if let value = store.rationalValue(node) {
                steps.append(.number(value))
            } else if store.kind(node) == .constant {
                steps.append(.constant(store.constantID(node)))
            } else {
                precondition(store.kind(node) != .symbol, "a template holds '\(store.name(node))', which is no parameter")
                let start = children.count
                for child in store.childArray(node) { children.append(Int32(positions[child] ?? 0)) }
                steps.append(.node(store.shape(node), children: start..<children.count))
            }
        }
    }

    /// The expression with the arguments in place of the parameters.
    public func instance(_ arguments: [Expr], _ catalogue: Catalogue) -> Expr {
        arguments.withUnsafeBufferPointer { instance($0, catalogue) }
    }

    /// The expression with the arguments in place of the parameters.
    func instance(_ arguments: UnsafeBufferPointer<Expr>, _ catalogue: Catalogue) -> Expr {
        let store = catalogue.store
        return withUnsafeTemporaryAllocation(of: Expr.self, capacity: steps.count) { values in
            for (position, step) in steps.enumerated() {
                let value: Expr
                switch step {
                case .number(let number): value = store.number(number)
                case .constant(let id): value = store.constant(id)
                case .parameter(let parameter): value = arguments[parameter]
                case .node(let shape, let range):
                    value = withUnsafeTemporaryAllocation(of: Expr.self, capacity: range.count) { parts in
                        for (offset, child) in range.enumerated() {
                            parts.initializeElement(at: offset, to: values[Int(children[child])])
                        }
                        return catalogue.build(shape, UnsafeBufferPointer(parts))
                    }
                }
                values.initializeElement(at: position, to: value)
            }
            return values.last ?? .undefined
        }
    }
}
