import Certified
import Expressions
import Reading

// Equality of what is indexed: refuted at small sizes, proved by a normal form, or by that of what is under the sums.
extension Equality {
    /// Compares expressions in which an index is bound, or a place is no number.
    func decideIndexed(_ left: Expr, _ right: Expr, where conditions: [DomainCondition]) -> Verdict {
        let samples = SizeSamples([left, right], catalogue)
        let needs = conditions.map { catalogue.condition($0) }
        for point in samples.points {
            guard let sides = samples.instances(of: [left, right], at: point, where: needs) else { continue }
            let own = conditions.map { $0.substituting(point, catalogue) }
            guard case .different(let values) = decide(sides[0], sides[1], where: own) else { continue }
            let sizes = samples.names.compactMap { name in point[name].map { (name: name, value: $0) } }
            return .different(at: sizes + values)
        }
        let isProved = store.supposing(wholeNumbers: samples.names, sizes: samples.sizes) { provesIndexed(left, right, samples) }
        return isProved ? .proved : .undecided(agreedAt: samples.points.count)
    }

    private func provesIndexed(_ left: Expr, _ right: Expr, _ samples: SizeSamples) -> Bool {
        if proves(generalised(store.difference(left, right)), .zero) { return true }
        let transforms = Transforms(catalogue)
        let form = IndexedNormalForm(catalogue, transforms, samples)
        let difference = form.mergingPlaces(form.normal(store.difference(form.normal(left), form.normal(right))))
        return isZero((try? transforms.expand(difference)) ?? difference, depth: 0)
    }

    /// Whether an expression is zero with sums for names, or a sum of sums over the same bounds of what is zero.
    private func isZero(_ expr: Expr, depth: Int) -> Bool {
        if expr.isAbsent { return false }
        if expr == .zero || proves(generalised(expr), .zero) { return true }
        guard depth < 4, store.traits(expr).contains(.isIndexed) else { return false }
        guard let term = store.terms(expr).first(where: { outermost($0) != nil }), let range = outermost(term) else { return false }
        return catalogue.opening(range) { binder in
            var (inside, rest): ([Expr], [Expr]) = ([], [])
            for term in store.terms(expr) {
                guard let own = outermost(term), case let other = store.binder(own), other.lower == binder.lower,
                    other.upper == binder.upper
                else {
                    rest.append(term)
                    continue
                }
                let body = catalogue.substitute(other.body, [other.index: binder.index])
                inside.append(store.product(store.quotient(term, own), body))
            }
            return isZero(store.sum(inside), depth: depth + 1) && isZero(store.sum(rest), depth: depth + 1)
        }
    }

    /// The expression with names for elements and sums: what holds whatever these are holds of them.
    private func generalised(_ expr: Expr) -> Expr {
        let isIndexed = { (node: Expr) in [.element, .binder].contains(self.store.kind(node)) }
        var names: [Expr: Expr] = [:]
        for node in store.postorder([expr], isLeaf: isIndexed) where isIndexed(node) {
            let name = store.symbol("entry \(names.count)")
            if store.kind(node) == .element { store.inheritFacts(name, of: store.child(node, 0)) }
            names[node] = name
        }
        return names.isEmpty ? expr : catalogue.substitute(expr, names)
    }

    /// A sum over an index that is a factor of a term.
    private func outermost(_ term: Expr) -> Expr? {
        store.bareFactors(term).first { store.kind($0) == .binder && store.binder($0).id == .sum }
    }
}
