import Algebra
import Calculus
import Certified
import Exact
import Expressions
import Reading
import Syntax

/// A store with everything the collections need, emptied after each row.
final class Workbench {
    let store = ExprStore(budget: Budget(seconds: 20))
    let catalogue: Catalogue
    let reader: Reader
    let differentiator: Differentiator
    let check: DerivativeCheck
    let comparison: BallComparison?
    let numbers: NumericEvaluator
    private let mark: ExprStore.Checkpoint

    init() {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        differentiator = Differentiator(catalogue)
        check = DerivativeCheck(catalogue)
        comparison = try? BallComparison(catalogue)
        numbers = NumericEvaluator(catalogue)
        // The collections write the imaginary unit as i.
        reader.environment.values["i"] = Meaning(store.constant(.imaginaryUnit))
        mark = store.checkpoint()
    }

    /// Runs a row, and forgets what it made.
    func row<T>(_ body: () -> T) -> T {
        store.budget.renew(nodes: store.count)
        defer { store.rollback(to: mark) }
        return body()
    }

    /// The derivative in the variables, each as often as it is repeated.
    func derivative(_ expr: Expr, _ variables: [(name: String, order: Int)]) throws(Diagnostic) -> Expr {
        var current = expr
        for (name, order) in variables {
            differentiator.begin(by: store.symbol(name))
            for _ in 0..<order { current = try differentiator.derivative(of: current) }
        }
        return current
    }

    /// `x=1.5,y=2` as symbols and exact values.
    ///
    /// - Parameter isDouble: whether the recorded decimals stand for the doubles nearest to them.
    func point(_ text: String, isDouble: Bool = false) -> [Expr: Expr] {
        var point: [Expr: Expr] = [:]
        for entry in text.split(separator: ",") {
            let sides = entry.split(separator: "=").map(String.init)
            guard sides.count == 2, let value = try? reader.expression(sides[1]) else { continue }
            let double = isDouble ? Double(sides[1]).flatMap { Rational(exactly: $0) } : nil
            point[store.symbol(sides[0])] = double.map { store.number($0) } ?? value
        }
        return point
    }
}
