import Exact
import Expressions
import Series

// Conditions close to a point, and lower bounds in all directions.
extension GermEvaluator {
    /// How a condition stands at all places close to the point but the point itself.
    enum Nearby {
        case holds, fails, open

        var opposite: Nearby { self == .holds ? .fails : self == .fails ? .holds : .open }
    }

    /// The answer to a question about a condition, or what must be known before.
    enum NearbyStep {
        case truth(Nearby)
        case needs([Expr])
    }

    func nearby(_ condition: Expr) throws(JetFailure) -> NearbyStep {
        var known: [Expr: Nearby] = [.truth: .holds, .falsehood: .fails]
        for node in store.postorder([condition], isLeaf: { store.kind($0) == .relation }) where known[node] == nil {
            switch store.kind(node) {
            case .relation:
                switch try relation(node) {
                case .needs(let parts): return .needs(parts)
                case .truth(let truth): known[node] = truth
                }
            case .negation: known[node] = (known[store.child(node, 0)] ?? .open).opposite
            case .conjunction, .disjunction:
                let isConjunction = store.kind(node) == .conjunction
                let parts = store.childArray(node)
                let absorbing: Nearby = isConjunction ? .fails : .holds
                let truths = parts.map { known[$0] ?? .open }
                if truths.contains(absorbing) {
                    known[node] = absorbing
                } else if !truths.contains(.open) {
                    known[node] = absorbing.opposite
                } else {
                    // x = 0 and y = 0 only where x^2 + y^2 = 0.
                    let wanted: Relation = isConjunction ? .equal : .notEqual
                    let sides = parts.filter { store.kind($0) == .relation && store.relation($0) == wanted }
                        .map { store.power(store.difference(store.child($0, 0), store.child($0, 1)), 2) }
                    let sum = store.sum(sides)
                    if sides.count < 2 { break }
                    let (found, missing) = self.known([sum])
                    if !missing.isEmpty { return .needs(missing) }
                    if found[0]?.least != nil { known[node] = absorbing }
                }
            default: break
            }
        }
        return .truth(known[condition] ?? .open)
    }

    private func relation(_ node: Expr) throws(JetFailure) -> NearbyStep {
        if !moves(node) {
            guard case .condition(let holds) = try rest.value(of: node) else { return .truth(.open) }
            return .truth(holds ? .holds : .fails)
        }
        let gap = store.difference(store.child(node, 1), store.child(node, 0))
        let (found, missing) = known([gap])
        if !missing.isEmpty { return .needs(missing) }
        var sign: Int?
        let isApart = found[0]?.least != nil
        if let germ = found[0], germ.order.signum > 0, germ.limit != .zero {
            sign = try arithmetic.nonzeroSign(germ.limit)
        } else if isApart {
            let facts = store.facts(of: gap)
            sign = facts.isNonnegative ? 1 : facts.isNonpositive ? -1 : nil
        }
        switch store.relation(node) {
        case .equal: return .truth(isApart ? .fails : .open)
        case .notEqual: return .truth(isApart ? .holds : .open)
        case .less, .lessOrEqual: return .truth(sign.map { $0 > 0 ? .holds : .fails } ?? .open)
        }
    }

    /// An order of a lower bound of something that is 0 at the point, with no slope: a sum of terms that are nowhere negative, some of
    /// which are of one variable each and bound all of these; or a function whose second derivatives are positive definite.
    func leastOrder(of node: Expr) throws(JetFailure) -> Rational? {
        let terms = store.terms(node)
        if terms.allSatisfy({ store.facts(of: $0).isNonnegative }), let order = try orderOfTerms(terms) { return order }
        guard variables.count <= 4, try Smoothness(rest, in: variables).holds(node) else { return nil }
        return try isDefinite(node) ? Rational(2) : nil
    }

    private func orderOfTerms(_ terms: [Expr]) throws(JetFailure) -> Rational? {
        var orders: [Expr: Rational] = [:]
        for term in terms {
            let names = store.symbols(in: [term]).filter { variables.contains($0) }
            guard names.count == 1 else { continue }
            var largest = Rational(0)
            for sign in [Expr.one, .minusOne] {
                let path = Path(point: point, direction: [names[0]: .one])
                guard case .series(var series) = try tool.evaluator(path, sign).value(of: term),
                    let lead = try arithmetic.leading(&series), lead.monomial.isPowerLike, lead.monomial.logs == 0
                else { return nil }
                largest = max(largest, lead.monomial.power)
            }
            orders[names[0]] = min(orders[names[0]] ?? largest, largest)
        }
        return orders.count == variables.count ? orders.values.max() : nil
    }

    /// Whether the matrix of second derivatives is positive or negative definite, by its pivots (Sylvester).
    private func isDefinite(_ node: Expr) throws(JetFailure) -> Bool {
        var rows: [[Expr]] = []
        for first in variables {
            tool.differentiator.begin(by: first)
            guard let slope = try? tool.differentiator.derivative(of: node) else { return false }
            var row: [Expr] = []
            for second in variables {
                tool.differentiator.begin(by: second)
                guard let rate = try? tool.differentiator.derivative(of: slope), case .series(let series) = try rest.value(of: rate),
                    let value = series.constant
                else { return false }
                row.append(value)
            }
            rows.append(row)
        }
        var wanted: Int?
        for pivot in rows.indices {
            let sign = try arithmetic.nonzeroSign(rows[pivot][pivot])
            guard sign != 0, wanted ?? sign == sign else { return false }
            wanted = sign
            for row in rows.indices where row > pivot {
                let factor = store.quotient(rows[row][pivot], rows[pivot][pivot])
                for column in rows.indices where column >= pivot {
                    rows[row][column] = store.difference(rows[row][column], store.product(factor, rows[pivot][column]))
                }
            }
        }
        return true
    }

    // MARK: One variable

    /// The germ of an expression in one of the variables, from its expansions on both sides.
    func germ(of node: Expr, in variable: Expr) throws(JetFailure) -> Germ? {
        guard case .series(let start) = try rest.value(of: node), let value = start.constant else { return nil }
        let path = Path(point: point, direction: [variable: .one])
        var germ: Germ?
        for sign in [Expr.one, .minusOne] {
            guard case .series(let series) = try tool.evaluator(path, sign).value(of: node) else { return nil }
            let side = try self.germ(of: series, variable, sign)
            if let other = germ { germ = try union(other, side) } else { germ = side }
        }
        guard var germ else { return nil }
        // Where the other variables move and this one does not, the value is that at the point.
        if germ.order.signum > 0, try arithmetic.nonzeroSign(store.difference(germ.limit, value)) != 0 {
            germ = .bounded(Rational(0), variables.count)
        }
        return try settled(germ, node)
    }

    private func germ(of series: JetSeries, _ variable: Expr, _ sign: Expr) throws(JetFailure) -> Germ {
        var germ = Germ.bounded(Germ.exact, variables.count)
        for term in series.terms {
            if try arithmetic.nonzeroSign(term.coefficient) == 0 { continue }
            if term.monomial == .one {
                germ.limit = term.coefficient
            } else if term.monomial == .variable, let place = variables.firstIndex(of: variable) {
                germ.slope[place] = store.product(sign, term.coefficient)
            } else {
                germ.order = try order(of: term.monomial)
                break
            }
        }
        if let error = series.error { germ.order = min(germ.order, try order(of: error)) }
        return germ
    }

    /// An order that a monomial has at least.
    private func order(of monomial: JetMonomial) throws(JetFailure) -> Rational {
        if monomial.isPowerLike { return monomial.logs > 0 ? monomial.power + Germ.belowLogarithms : monomial.power }
        for order in [8, 2, 1, 0, -8] where try arithmetic.compare(monomial, JetMonomial(power: Rational(order))) <= 0 {
            return Rational(order)
        }
        throw .undecided("a part grows too fast")
    }
}
