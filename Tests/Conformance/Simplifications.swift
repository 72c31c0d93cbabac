import Algebra
import Certified
import Expressions
import Glibc
import Reading
import Rendering
import Syntax

/// Whether `simplify` keeps the value, never raises the cost, leaves its own answers alone, and is quick.
struct Simplifications {
    private let bench = Workbench()
    private let simplifier: Simplifier
    private var tally = Tally()
    private var times: [Double] = []
    private var logarithms = 0.0
    private static let patience = 1.0

    private init() { simplifier = Simplifier(bench.catalogue) }

    /// Both sides of identities.
    static func runIdentities(_ collection: Collection) -> Bool {
        run("simplified sides of identities", collection.rows.flatMap { $0.prefix(2) })
    }

    /// Numerical expressions, which are to get shorter by a tenth, give or take what a busy machine leaves undone.
    static func runFPCore(_ collection: Collection) -> Bool {
        run("simplified numerical expressions", collection.rows.map { $0[0] }, mostNodes: 0.92)
    }

    /// Derivatives of the first antiderivatives.
    static func runDerivatives(_ collection: Collection) -> Bool {
        let rows = collection.rows.filter { $0.count >= 3 }.prefix(1000)
        return run("simplified derivatives", rows.map { $0[2] }, variables: rows.map { $0[1] })
    }

    private static func run(
        _ title: String, _ inputs: [String], variables: [String]? = nil, mostNodes: Double = .infinity
    ) -> Bool {
        var trial = Simplifications()
        for (position, input) in inputs.enumerated() { trial.judge(input, by: variables?[position]) }
        trial.tally.print(title)
        let mean = exp(trial.logarithms / Double(max(trial.times.count, 1)))
        let sorted = trial.times.sorted()
        let (median, slowest) = (sorted.isEmpty ? 0 : sorted[sorted.count / 2], sorted.last ?? 0)
        Swift.print(
            "  nodes out/in, geometric mean: \(Double(Int(mean * 10_000)) / 10_000); median \(Int(median * 1e6)) µs,"
                + " slowest \(Int(slowest * 1000)) ms")
        let broken = ["VALUE CHANGED", "dearer", "not idempotent", "not replayable"].map { trial.tally.number($0) }
        return broken.allSatisfy { $0 == 0 } && mean <= mostNodes
    }

    private mutating func judge(_ input: String, by variable: String?) {
        bench.store.budget.renew(nodes: bench.store.count)
        let (outcome, detail) = bench.row { judged(input, variable) }
        simplifier.forget()
        tally.count(outcome, outcome == "kept" ? "" : "\(input)   \(detail)")
    }

    private mutating func judged(_ input: String, _ variable: String?) -> (String, String) {
        let store = bench.store
        guard var expr = try? bench.reader.expression(input) else { return ("not read", "") }
        if let variable {
            guard let derivative = try? bench.derivative(expr, [(variable, 1)]) else { return ("no derivative", "") }
            expr = derivative
        }
        let begun = Budget.clock()
        let found = simplifier.simplify(expr)
        let taken = Budget.clock() - begun
        let (before, after) = (simplifier.costs.cost(of: expr), simplifier.costs.cost(of: found.result))
        times.append(taken)
        logarithms += log(Double(after.nodes) / Double(max(before.nodes, 1)))
        if getenv("CONFORMANCE_COSTS") != nil {
            Swift.print("cost\t\(before.nodes)\t\(after.nodes)\t\(Int(taken * 1e6))\t\(input)\t\(text(found.result))")
        }
        if after > before { return ("dearer", text(found.result)) }
        if found.replayed(bench.catalogue) != found.result { return ("not replayable", text(found.result)) }
        let again = simplifier.simplify(found.result).result
        if again != found.result, taken < Simplifications.patience { return ("not idempotent", "\(text(found.result))   \(text(again))") }
        switch bench.comparison?.compare(expr, found.result, on: .real, wanted: 8) {
        case .differ: return ("VALUE CHANGED", text(found.result))
        case .agree: break
        default: return ("not compared", text(found.result))
        }
        if taken > Simplifications.patience || store.budget.isExhausted { return ("slow", "\(Int(taken * 1000)) ms") }
        return ("kept", "")
    }

    private func text(_ expr: Expr) -> String {
        var renderer = TextRenderer(bench.store)
        return (try? renderer.text(expr)) ?? "?"
    }
}
