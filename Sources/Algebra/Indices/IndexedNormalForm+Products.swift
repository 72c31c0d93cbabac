import Expressions
import Reading
import Syntax
import Vocabulary

// Products over an index.
extension IndexedNormalForm {
    /// A product of factors, each over the index by itself: powers and factors without the index before it, deltas taken out.
    func product(_ binder: Binder) -> Expr {
        let body = (try? transforms.factor(binder.body, at: Span(0, 0))) ?? binder.body
        let count = { self.count(binder.lower, binder.upper) }
        var parts = store.coefficient(body).isOne ? [] : [store.power(store.number(store.coefficient(body)), count())]
        for factor in store.bareFactors(body) { parts.append(product(factor, binder, count)) }
        return store.product(parts)
    }

    private func product(_ factor: Expr, _ binder: Binder, _ count: () -> Expr) -> Expr {
        func product(_ body: Expr) -> Expr {
            catalogue.binder(Binder(.product, binder.index, body, from: binder.lower, to: binder.upper))
        }
        if !store.depends(factor, on: binder.index) { return store.power(normal(factor), count()) }
        switch store.kind(factor) {
        case .power where store.wholeValue(store.child(factor, 1)) != nil:
            return store.power(self.product(store.child(factor, 0), binder, count), store.child(factor, 1))
        case .piecewise where store.childCount(factor) == 3:
            // One factor is another one, where the delta says so.
            let (value, condition, otherwise) = (store.child(factor, 0), store.child(factor, 1), store.child(factor, 2))
            let delta = store.piecewise([.one, condition, .zero])
            guard otherwise != .zero, let place = IndexedSums(catalogue).deltaPlace(delta, binder.index),
                store.conjuncts(condition).count == 1
            else { return product(normal(factor)) }
            let other = self.product(Binder(.product, binder.index, otherwise, from: binder.lower, to: binder.upper))
            return store.product(other, normal(catalogue.substitute(store.quotient(value, otherwise), [binder.index: place])))
        case .call where store.function(factor) == KnownFunction.exponential:
            // A product of exponentials is the exponential of a sum.
            let range = Range(index: binder.index, lower: binder.lower, upper: binder.upper)
            return catalogue.call(KnownFunction.exponential, sum(normal(store.child(factor, 0)), [range]))
        default: return product(normal(factor))
        }
    }
}
