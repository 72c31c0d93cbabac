import Exact
import Expressions
import Support
import Testing
import Vocabulary

/// Which names an expression holds.
@Suite struct SymbolTests {
    /// Random expressions over names and applications of abstract functions, with what they hold by construction.
    private func grow(_ store: ExprStore, _ random: inout Randomness, names: Int) -> [(expr: Expr, names: Set<String>)] {
        var grown: [(expr: Expr, names: Set<String>)] = [(store.number(3), [])]
        // Names come in any order, so that handles that were forgotten come to stand for others.
        for number in (0..<names).shuffled(using: &random) { grown.append((store.symbol("v\(number)"), ["v\(number)"])) }
        for round in 0..<120 {
            let (left, right) = (random.pick(grown), random.pick(grown))
            let both = left.names.union(right.names)
            switch random.below(4) {
            case 0:
                grown.append(
                    (
                        store.power(store.sum([left.expr, right.expr, store.symbol("w\(round)")]), store.number(-1)),
                        both.union(["w\(round)"])
                    ))
            case 1: grown.append((store.power(left.expr, store.sum([right.expr, store.symbol("p")])), both.union(["p"])))
            case 2:
                // A function's name is no name, unless it is one as well.
                let head = FunctionHead(name: store.symbol(random.oneIn(2) ? "f" : "v0"), orders: [0, 1])
                grown.append((store.application(head, [left.expr, right.expr]), both))
            default: grown.append((store.call(KnownFunction.exponential, [store.sum([left.expr, right.expr])]), both))
            }
        }
        return grown
    }

    @Test("they are those it was built from, whatever was asked before and forgotten since") func law() {
        for seed in 1...8 {
            let store = ExprStore()
            var random = Randomness(seed: UInt64(seed))
            for _ in 0..<3 {
                let mark = store.checkpoint()
                for (expr, names) in grow(store, &random, names: 3).shuffled(using: &random) {
                    let found = store.symbols(in: [expr]).map { store.name($0) }
                    #expect(found == found.sorted())
                    // What cancels is gone.
                    #expect(Set(found).isSubset(of: names))
                    #expect(Set(found) == walked(store, expr))
                }
                store.rollback(to: mark)
            }
        }
    }

    private func walked(_ store: ExprStore, _ root: Expr) -> Set<String> {
        var names: Set<String> = []
        if store.kind(root) == .symbol { names.insert(store.name(root)) }
        for node in store.postorder([root]) {
            let parts = store.childArray(node)
            let held = store.kind(node) == .application ? parts.suffix((parts.count - 1) / 2) : parts[...]
            for part in held where store.kind(part) == .symbol { names.insert(store.name(part)) }
        }
        return names
    }

    /// Asking each part for all that it holds would be five thousand million steps.
    @Test("asking every part of a deep expression takes no longer than asking it", .timeLimit(.minutes(1))) func deep() {
        let store = ExprStore()
        var expr = store.symbol("x")
        for _ in 0..<100_000 { expr = store.power(store.sum([expr, .one]), store.number(-1)) }
        #expect(store.postorder([expr]).allSatisfy { store.symbols(in: [$0]).count <= 1 })
    }
}
