import Calculus
import Exact
import Expressions
import Reading
import Vocabulary

/// The same work in `ExprStore` and in a store of class instances: expressions are built, and the first three derivatives taken,
/// until there are a million distinct nodes.
///
/// The arena's side is the program's own code, function table, budget and all; the baseline does the mathematics alone.
enum StoreComparison {
    /// Prints a line each for the arena and the classes: nanoseconds a node and how many nodes there were.
    static func run(nodes: Int, runs: Int) {
        var workload = Workload(functions: ["sin", "cos", "exp"], seed: 1799)
        var trees: [Tree] = []
        let probe = Arena()
        while probe.store.count < nodes {
            let tree = workload.next()
            probe.work(on: tree)
            trees.append(tree)
        }
        var arenaTimes: [Double] = []
        var classTimes: [Double] = []
        var arenaCount = 0
        var classCount = 0
        for _ in 0..<runs {
            let arena = Arena()
            let arenaTime = seconds { for tree in trees { arena.work(on: tree) } }
            arenaCount = arena.store.count
            arenaTimes.append(arenaTime / Double(arenaCount))
            let classes = Classes()
            let classTime = seconds { for tree in trees { classes.work(on: tree) } }
            classCount = classes.store.count
            classTimes.append(classTime / Double(classCount))
            classes.store.forgetDerivatives()
        }
        print(fixed(median(arenaTimes) * 1e9, 1), arenaCount)
        print(fixed(median(classTimes) * 1e9, 1), classCount)
    }

    private final class Arena {
        let store = ExprStore()
        private let catalogue: Catalogue
        private let differentiator: Differentiator
        private let functions: [String: FunctionID]

        init() {
            catalogue = Catalogue(store: store)
            differentiator = Differentiator(catalogue)
            differentiator.begin(by: store.symbol("x"))
            functions = Dictionary(
                uniqueKeysWithValues: ["sin", "cos", "exp"].compactMap { name in
                    Vocabulary.function(named: name).map { (name, $0) }
                })
        }

        func work(on tree: Tree) {
            var expr = build(tree)
            for _ in 0..<3 { expr = (try? differentiator.derivative(of: expr)) ?? .undefined }
        }

        private func build(_ tree: Tree) -> Expr {
            switch tree {
            case .number(let value): return store.number(value)
            case .name(let name): return store.symbol(name)
            case .call(let name, let argument):
                guard let function = functions[name] else { return .undefined }
                return catalogue.call(function, build(argument))
            case .binary(let operation, let left, let right):
                let (left, right) = (build(left), build(right))
                switch operation {
                case .plus: return store.sum(left, right)
                case .minus: return store.difference(left, right)
                case .times: return store.product(left, right)
                case .divided: return store.quotient(left, right)
                case .power: return store.power(left, right)
                }
            }
        }
    }

    private final class Classes {
        let store = ClassStore()
        private let variable: ClassStore.Node
        private let names: [String: Int] = ["x": 0, "y": 1]
        private let functions: [String: ClassStore.Function] = ["sin": .sine, "cos": .cosine, "exp": .exponential]

        init() { variable = store.symbol(0) }

        func work(on tree: Tree) {
            var node = build(tree)
            for _ in 0..<3 { node = store.derivative(of: node, by: variable) }
        }

        private func build(_ tree: Tree) -> ClassStore.Node {
            switch tree {
            case .number(let value): return store.number(Rational(value))
            case .name(let name): return store.symbol(names[name] ?? 0)
            case .call(let name, let argument): return store.call(functions[name] ?? .sine, build(argument))
            case .binary(let operation, let left, let right):
                let (left, right) = (build(left), build(right))
                switch operation {
                case .plus: return store.sum([left, right])
                case .minus: return store.sum([left, store.scaled(-1, right)])
                case .times: return store.product([left, right])
                case .divided: return store.product([left, store.power(right, store.minusOne)])
                case .power: return store.power(left, right)
                }
            }
        }
    }
}
