import Expressions
import Reading

/// Rewrites the expressions of a shared graph from the leaves upwards, each once, until nothing changes any more. Walks with an
/// explicit stack, in tables that the next walk uses again.
struct BottomUpWalk: ~Copyable {
    private enum Task {
        case enter(Expr)
        case rebuild(Expr)
        /// The first expression has become the second, and becomes what that becomes.
        case follow(Expr, Expr)
    }

    private let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }
    private var results = ExprMap<Expr>()
    private var entered = ExprMap<Bool>()
    /// What expressions have become at first.
    private var successors = ExprMap<Expr>()
    private var stack: [Task] = []

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// What the expression becomes.
    ///
    /// - Parameters:
    ///   - keeps: whether an expression stays as it is, although its parts have become others.
    ///   - change: what an expression whose parts are done becomes; nil where it stays.
    mutating func result(of root: Expr, keeps: (_ expr: Expr, _ rebuilt: Expr) -> Bool, change: (Expr) -> Expr?) -> Expr {
        results.removeAll()
        entered.removeAll()
        successors.removeAll()
        stack.removeAll(keepingCapacity: true)
        stack.append(.enter(root))
        while let task = stack.popLast() {
            if !store.budget.step() { return root }
            switch task {
            case .enter(let node):
                if entered[node] != nil { continue }
                entered.set(node, true)
                stack.append(.rebuild(node))
                for part in store.childView(node) where entered[part] == nil { stack.append(.enter(part)) }
            case .rebuild(let node):
                let rebuilt = rebuilt(node)
                if rebuilt != node, !keeps(node, rebuilt) {
                    stack.append(.follow(node, rebuilt))
                    stack.append(.enter(rebuilt))
                } else if let changed = change(node) {
                    stack.append(.follow(node, changed))
                    stack.append(.enter(changed))
                } else {
                    results.set(node, node)
                }
            case .follow(let node, let other):
                results.set(node, results[other] ?? other)
                successors.set(node, other)
            }
        }
        return results[root] ?? root
    }

    /// The expressions that the result has come by: those of the root and of what became of them, but not the parts of
    /// expressions that were kept.
    func history(of root: Expr, kept: Set<Expr>) -> Set<Expr> {
        var open = [root]
        var seen: Set<Expr> = [root]
        while let node = open.popLast() {
            var next = kept.contains(node) ? [] : store.childArray(node)
            if let successor = successors[node] { next.append(successor) }
            for expr in next where seen.insert(expr).inserted { open.append(expr) }
        }
        return seen
    }

    /// One of the expressions that is used by the root, or by what it becomes, outside of branches: the root then has a value only
    /// where that has one.
    func used(of exprs: Set<Expr>, by root: Expr) -> Expr? {
        if exprs.isEmpty { return nil }
        var open = [root]
        var seen: Set<Expr> = [root]
        while let node = open.popLast() {
            if exprs.contains(node) { return node }
            var next = store.kind(node) == .piecewise ? [] : store.childArray(node)
            if let successor = successors[node] { next.append(successor) }
            for expr in next where seen.insert(expr).inserted { open.append(expr) }
        }
        return nil
    }

    private func rebuilt(_ node: Expr) -> Expr {
        let parts = store.childArray(node)
        let changed = parts.map { results[$0] ?? $0 }
        if parts == changed { return node }
        return changed.withUnsafeBufferPointer { catalogue.build(store.shape(node), $0) }
    }
}

/// Carries out recorded steps, without looking for any.
public enum StepReplay {
    /// What an expression becomes when each step is made wherever its expression stands or comes about.
    ///
    /// - Parameter kept: expressions that stay as they are, although their parts become others elsewhere.
    public static func result(
        of input: Expr, _ steps: [(before: Expr, after: Expr)], keeping kept: Set<Expr> = [], _ catalogue: Catalogue
    ) -> Expr {
        let after = Dictionary(steps.map { ($0.before, $0.after) }) { first, _ in first }
        var walk = BottomUpWalk(catalogue)
        return walk.result(of: input, keeps: { node, _ in kept.contains(node) }, change: { after[$0] })
    }
}
