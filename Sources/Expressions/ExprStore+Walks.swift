import Vocabulary

/// What a node is apart from its parts: enough to build it over others.
public struct NodeShape: Equatable, Sendable {
    /// What the node is.
    public let kind: ExprKind
    let detail: UInt16

    /// The function of a call.
    public var function: FunctionID { FunctionID(index: detail) }
}

extension ExprStore {
    /// The shape of a node.
    public func shape(_ expr: Expr) -> NodeShape { NodeShape(kind: kind(expr), detail: detail(expr)) }

    /// The node of that shape over other parts. A call is made as it stands; `Reading`'s catalogue knows exact values.
    public func build(_ shape: NodeShape, _ parts: UnsafeBufferPointer<Expr>) -> Expr {
        switch shape.kind {
        case .sum: sum(parts)
        case .scaled, .product: product(parts)
        case .power: power(parts[0], parts[1])
        case .call: call(shape.function, Array(parts))
        case .application: rebuiltApplication(Array(parts))
        case .relation: relation(Relation(rawValue: shape.detail) ?? .equal, parts[0], parts[1])
        case .conjunction: conjunction(Array(parts))
        case .disjunction: disjunction(Array(parts))
        case .negation: negation(parts[0])
        case .piecewise: piecewise(Array(parts))
        case .number, .constant, .symbol: .undefined
        }
    }

    private func rebuiltApplication(_ parts: [Expr]) -> Expr {
        let arity = (parts.count - 1) / 2
        let head = FunctionHead(name: parts[0], orders: parts[1...arity].map { UInt16(wholeValue($0) ?? 0) })
        return application(head, Array(parts[(arity + 1)...]))
    }

    /// Every expression the roots are built from, parts before wholes, each once. Walks with an explicit stack.
    ///
    /// - Parameter isLeaf: expressions that are not entered.
    public func postorder(_ roots: [Expr], isLeaf: (Expr) -> Bool = { _ in false }) -> [Expr] {
        var order: [Expr] = []
        // Fresh stamps would cost as much as the store is large. A walk that `isLeaf` begins finds none, and makes its own.
        var visits = spareVisits
        spareVisits = Visits()
        defer { spareVisits = visits }
        visits.begin(count)
        for root in roots { walk(root, &visits, &order, isLeaf) }
        return order
    }

    /// As `postorder`, into buffers that the caller keeps.
    public func postorder(_ root: Expr, _ visits: inout Visits, into order: inout [Expr], isLeaf: (Expr) -> Bool = { _ in false }) {
        visits.begin(count)
        order.removeAll(keepingCapacity: true)
        walk(root, &visits, &order, isLeaf)
    }

    /// Goes on with a walk that has begun: only what was not visited yet is appended.
    public func extend(_ root: Expr, _ visits: inout Visits, into order: inout [Expr]) {
        visits.grow(count)
        walk(root, &visits, &order) { _ in false }
    }

    @inline(__always)
    private func walk(_ root: Expr, _ visits: inout Visits, _ order: inout [Expr], _ isLeaf: (Expr) -> Bool) {
        guard visits.enter(root) else { return }
        var stack = visits.takeStack()
        defer { visits.giveStack(stack) }
        stack.append((root, 0))
        while let (node, visited) = stack.popLast() {
            // Nothing is built during a walk: the view stays good.
            let parts = childView(node)
            var next = visited == 0 && isLeaf(node) ? parts.count : Int(visited)
            var inner: Expr?
            while next < parts.count, inner == nil {
                let part = parts[next]
                next += 1
                guard visits.enter(part) else { continue }
                if childCount(part) == 0 { order.append(part) } else { inner = part }
            }
            if let inner {
                stack.append((node, UInt32(next)))
                stack.append((inner, 0))
            } else {
                order.append(node)
            }
        }
    }

    /// Whether a factor is a power whose exponent is a negative multiple of something that is no number: `y^(-n)`, which is written
    /// below the line of a quotient.
    public func isLowerable(_ factor: Expr) -> Bool {
        guard kind(factor) == .power, kind(child(factor, 1)) == .scaled else { return false }
        return isNegative(child(child(factor, 1), 0))
    }

    /// The expression without its coefficient: `x` for `3*x`.
    public func barePart(_ expr: Expr) -> Expr { kind(expr) == .scaled ? child(expr, 1) : expr }
}

/// Which nodes a walk has been at: stamps that need no clearing between walks.
public struct Visits {
    private var stamps: [UInt32] = []
    private var stamp: UInt32 = 0
    private var stack: [(Expr, UInt32)] = []

    /// No node has been visited.
    public init() {}

    mutating func begin(_ count: Int) {
        stamp &+= 1
        if stamp == 0 {
            stamps = stamps.map { _ in 0 }
            stamp = 1
        }
        grow(count)
    }

    mutating func grow(_ count: Int) {
        if stamps.count < count { stamps += Array(repeating: 0, count: max(count, stamps.count * 2) - stamps.count) }
    }

    mutating func enter(_ expr: Expr) -> Bool {
        if stamps[Int(expr.index)] == stamp { return false }
        stamps[Int(expr.index)] = stamp
        return true
    }

    mutating func takeStack() -> [(Expr, UInt32)] {
        let taken = stack
        stack = []
        return taken
    }

    mutating func giveStack(_ used: [(Expr, UInt32)]) {
        stack = used
        stack.removeAll(keepingCapacity: true)
    }
}
