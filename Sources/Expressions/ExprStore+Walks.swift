import Vocabulary

/// What a node is apart from its parts: enough to build it over others.
public struct NodeShape: Equatable, Sendable {
    /// What the node is.
    public let kind: ExprKind
    let detail: UInt16

    /// The function of a call.
    public var function: FunctionID { FunctionID(index: detail) }
    /// What a binder makes of its terms.
    public var binder: BinderID { BinderID(rawValue: detail & 0xf) ?? .sum }
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
        case .element: element(parts[0], Array(parts.dropFirst()))
        case .binder:
            binder(Binder(shape.binder, parts[0], parts[1], from: parts[2], to: parts[3]), level: Int(shape.detail >> 4))
        case .matrix: matrix(MatrixForm(rawValue: shape.detail) ?? .product, Array(parts))
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
        // Fresh marks would cost as much as the store is large. A walk that `isLeaf` begins finds none, and makes its own.
        var visits = Visits()
        swap(&visits, &spareVisits)
        visits.begin()
        for root in roots { walk(root, &visits, &order, isLeaf) }
        swap(&visits, &spareVisits)
        return order
    }

    /// As `postorder`, into buffers that the caller keeps.
    public func postorder(_ root: Expr, _ visits: inout Visits, into order: inout [Expr], isLeaf: (Expr) -> Bool = { _ in false }) {
        visits.begin()
        order.removeAll(keepingCapacity: true)
        walk(root, &visits, &order, isLeaf)
    }

    /// Goes on with a walk that has begun: only what was not visited yet is appended.
    public func extend(_ root: Expr, _ visits: inout Visits, into order: inout [Expr]) {
        walk(root, &visits, &order) { _ in false }
    }

    @inline(__always)
    private func walk(_ root: Expr, _ visits: inout Visits, _ order: inout [Expr], _ isLeaf: (Expr) -> Bool) {
        guard let marks = visits.marks.marks(upTo: count), marks.set(root, ()) else { return }
        visits.stack.push((root, 0))
        while let (node, visited) = visits.stack.pop() {
            // Nothing is built during a walk: the view stays good.
            let parts = childView(node)
            var next = visited == 0 && isLeaf(node) ? parts.count : Int(visited)
            var inner: Expr?
            while next < parts.count, inner == nil {
                let part = parts[next]
                next += 1
                guard marks.set(part, ()) else { continue }
                if kind(part).isLeaf { order.append(part) } else { inner = part }
            }
            if let inner {
                visits.stack.push((node, UInt32(next)))
                visits.stack.push((inner, 0))
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

/// Which nodes a walk has been at, and where it is. It is made once and used for one walk after another.
public struct Visits: ~Copyable {
    fileprivate var marks = ExprMap<Void>()
    /// The nodes that are open, with how many of their parts were visited.
    fileprivate var stack = Frames<(Expr, UInt32)>()

    /// No node has been visited.
    public init() {}

    fileprivate mutating func begin() { marks.removeAll() }
}
