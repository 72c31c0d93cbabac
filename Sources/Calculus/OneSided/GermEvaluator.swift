import Exact
import Expressions
import Reading
import Series
import Vocabulary

/// Finds the germs of an expression and its parts at a point, as far as the rules here go. What is found is proved.
final class GermEvaluator {
    let store: ExprStore
    let catalogue: Catalogue
    let arithmetic: SeriesArithmetic
    let variables: [Expr]
    let rest: SideEvaluator
    let tool: OneSidedTool
    let point: [Expr: Expr]
    private var germs: [Expr: Germ?] = [:]
    private var moving: [Expr: Bool] = [:]
    /// Larger expressions are left aside.
    private static let largest = 4_000

    init(_ tool: OneSidedTool, _ variables: [Expr], _ point: [Expr: Expr]) {
        self.tool = tool
        self.variables = variables
        self.point = point
        store = tool.store
        arithmetic = tool.arithmetic
        catalogue = tool.arithmetic.catalogue
        rest = tool.evaluator(Path(point: point, direction: [:], isAtRest: true), .one)
    }

    /// What becomes of one node.
    enum Step {
        case germ(Germ?)
        case needs([Expr])
    }

    /// The total derivative of an expression, if it is proved that there is one.
    func totalDerivative(of root: Expr) throws(JetFailure) -> [Expr]? {
        guard store.postorder([root]).count <= GermEvaluator.largest else { return nil }
        var found = try germ(of: root)
        if found.map({ $0.order <= Rational(1) }) ?? true { found = try germOfPieces(root) }
        guard let germ = found else { return nil }
        guard case .series(let series) = try rest.value(of: root), let value = series.constant,
            try arithmetic.nonzeroSign(store.difference(value, germ.limit)) == 0
        else { return nil }
        return germ.slope
    }

    /// The germ of an expression; nil where none is found.
    func germ(of root: Expr) throws(JetFailure) -> Germ? {
        var stack = [root]
        while let node = stack.last {
            try arithmetic.draw()
            if germs[node] != nil {
                stack.removeLast()
                continue
            }
            switch try step(node) {
            case .germ(let germ):
                germs[node] = .some(germ)
                stack.removeLast()
            case .needs(let parts):
                guard stack.count < GermEvaluator.largest else { return nil }
                stack += parts
            }
        }
        return germs[root] ?? nil
    }

    /// Whether a node holds one of the variables.
    func moves(_ node: Expr) -> Bool {
        if let known = moving[node] { return known }
        let answer = store.symbols(in: [node]).contains { variables.contains($0) }
        moving[node] = answer
        return answer
    }

    private func step(_ node: Expr) throws(JetFailure) -> Step {
        if !moves(node) {
            guard !store.traits(node).contains(.isCondition), case .series(let series) = try rest.value(of: node),
                let value = series.constant
            else { return .germ(nil) }
            return .germ(try constant(value))
        }
        if store.kind(node) == .symbol { return .germ(try variable(node)) }
        let names = store.symbols(in: [node]).filter { variables.contains($0) }
        if names.count == 1, !store.traits(node).contains(.isCondition) { return .germ(try germ(of: node, in: names[0])) }
        switch store.kind(node) {
        case .sum, .scaled, .product: return try arithmetic(node)
        case .power: return try power(node)
        case .call: return try call(node)
        case .piecewise: return try piecewise(node)
        default: return .germ(nil)
        }
    }

    private var zeros: [Expr] { Array(repeating: .zero, count: variables.count) }

    private func constant(_ value: Expr) throws(JetFailure) -> Germ {
        let isZero = try arithmetic.nonzeroSign(value) == 0
        return Germ(limit: isZero ? .zero : value, slope: zeros, order: Germ.exact, least: isZero ? nil : Rational(0))
    }

    private func variable(_ name: Expr) throws(JetFailure) -> Germ {
        var germ = try constant(point[name] ?? .undefined)
        if let place = variables.firstIndex(of: name) { germ.slope[place] = .one }
        if germ.limit == .zero { germ.least = variables.count == 1 ? Rational(1) : nil }
        return germ
    }

    /// The germs of the parts of a node that move; nil where they are not all known yet.
    func known(_ parts: [Expr]) -> (germs: [Germ?], missing: [Expr]) {
        var (found, missing): ([Germ?], [Expr]) = ([], [])
        for part in parts {
            if let germ = germs[part] { found.append(germ) } else { missing.append(part) }
        }
        return (found, missing)
    }

    // MARK: Arithmetic

    private func arithmetic(_ node: Expr) throws(JetFailure) -> Step {
        let parts = store.kind(node) == .sum ? gathered(store.childArray(node)) : store.childArray(node)
        let (found, missing) = known(parts)
        if !missing.isEmpty { return .needs(missing) }
        let germs = found.compactMap { $0 }
        guard germs.count == parts.count, var result = germs.first else { return .germ(nil) }
        for germ in germs.dropFirst() {
            result = store.kind(node) == .sum ? sum(result, germ) : product(result, germ)
        }
        if store.kind(node) == .sum { result.least = nil }
        return .germ(try settled(result, node))
    }

    /// Terms with those of the same one variable put together: `relu(x) - relu(-x)` has a derivative at 0, which its terms have not.
    private func gathered(_ terms: [Expr]) -> [Expr] {
        var groups: [Expr: [Expr]] = [:]
        var others: [Expr] = []
        for term in terms {
            let names = store.symbols(in: [term]).filter { variables.contains($0) }
            if names.count == 1 { groups[names[0], default: []].append(term) } else { others.append(term) }
        }
        return others + groups.values.map { store.sum($0) }
    }

    /// The germ with what follows from its limit: a lower bound where that is not zero, or where the form of the expression shows one.
    func settled(_ germ: Germ, _ node: Expr) throws(JetFailure) -> Germ {
        var germ = germ
        if germ.order <= Rational(1) { germ.slope = zeros }
        guard germ.order.signum > 0 else {
            germ.limit = .zero
            return germ
        }
        for place in germ.slope.indices where germ.slope[place] != .zero {
            if try arithmetic.nonzeroSign(germ.slope[place]) == 0 { germ.slope[place] = .zero }
        }
        if try arithmetic.nonzeroSign(germ.limit) != 0 {
            germ.least = Rational(0)
        } else {
            germ.limit = .zero
            if germ.least == nil, germ.isFlat() { germ.least = try leastOrder(of: node) }
        }
        return germ
    }

    private func sum(_ left: Germ, _ right: Germ) -> Germ {
        Germ(
            limit: store.sum(left.limit, right.limit), slope: zip(left.slope, right.slope).map { store.sum($0, $1) },
            order: min(left.order, right.order))
    }

    private func product(_ left: Germ, _ right: Germ) -> Germ {
        var order = left.variation() + right.variation()
        if left.limit != .zero { order = min(order, right.order) }
        if right.limit != .zero { order = min(order, left.order) }
        var least: Rational?
        if let one = left.least, let other = right.least { least = one + other }
        return Germ(
            limit: store.product(left.limit, right.limit),
            slope: zip(left.slope, right.slope).map { store.sum(store.product(left.limit, $1), store.product(right.limit, $0)) },
            order: min(order, Germ.exact), least: least)
    }

    private func power(_ node: Expr) throws(JetFailure) -> Step {
        let (base, exponent) = (store.child(node, 0), store.child(node, 1))
        if moves(exponent) { return .germ(nil) }
        let (found, missing) = known([base])
        if !missing.isEmpty { return .needs(missing) }
        guard let germ = found[0] else { return .germ(nil) }
        guard let value = store.rationalValue(exponent) else { return .germ(nil) }
        if germ.limit != .zero {
            let isPositive = try arithmetic.nonzeroSign(germ.limit) > 0
            guard value.isInteger || isPositive else { return .germ(nil) }
            let rate = store.product(exponent, store.power(germ.limit, store.sum(exponent, .minusOne)))
            return .germ(try settled(smooth(germ, value: store.power(germ.limit, exponent), rate: rate), node))
        }
        // Roots need a base that is nowhere negative.
        guard value.isInteger || store.facts(of: base).isNonnegative else { return .germ(nil) }
        if value.signum > 0 {
            let order = min(germ.variation() * value, Germ.exact)
            return .germ(.bounded(order, variables.count, least: germ.least.map { $0 * value }))
        }
        guard let least = germ.least else { return .germ(nil) }
        return .germ(.bounded(least * value, variables.count, least: germ.variation() * value))
    }

    /// The germ of a smooth function of something that has a limit.
    private func smooth(_ germ: Germ, value: Expr, rate: Expr) -> Germ {
        Germ(
            limit: value, slope: germ.slope.map { store.product(rate, $0) },
            order: min(germ.order, germ.variation() * Rational(2), Germ.exact))
    }

    // MARK: Functions

    private func call(_ node: Expr) throws(JetFailure) -> Step {
        let function = store.function(node)
        let row = Vocabulary.row(function)
        let arguments = store.childArray(node)
        let (found, missing) = known(arguments)
        if !missing.isEmpty { return .needs(missing) }
        let germs = found.compactMap { $0 }
        guard germs.count == arguments.count else { return .germ(nil) }
        let limits = germs.map(\.limit)
        if germs.allSatisfy({ $0.order.signum > 0 }), !row.isVariadic, try rest.isRegular(function, limits),
            let germ = try smooth(function, germs, limits)
        {
            return .germ(try settled(germ, node))
        }
        if row.isDefinedByCases, let template = catalogue.definition(function) {
            let cases =
                row.isVariadic
                ? arguments.dropFirst().reduce(arguments[0]) { template.instance([$0, $1], catalogue) }
                : template.instance(arguments, catalogue)
            let (found, missing) = known([cases])
            if !missing.isEmpty { return .needs(missing) }
            return .germ(found[0])
        }
        if function == KnownFunction.cubeRoot, germs[0].limit == .zero {
            let third = Rational(1, 3)
            return .germ(.bounded(germs[0].variation() * third, variables.count, least: germs[0].least.map { $0 * third }))
        }
        if function == KnownFunction.exponential { return .germ(exponential(germs[0], arguments[0])) }
        if function == KnownFunction.logarithm, germs[0].order.signum > 0, germs[0].limit == .zero, germs[0].least != nil,
            store.facts(of: arguments[0]).isNonnegative
        {
            return .germ(.bounded(Germ.belowLogarithms, variables.count))
        }
        let bounds = tool.taylor.bounds(function)
        if bounds.lower != nil, bounds.upper != nil, catalogue.domain(function) == nil {
            return .germ(.bounded(Rational(0), variables.count))
        }
        return .germ(nil)
    }

    private func smooth(_ function: FunctionID, _ germs: [Germ], _ limits: [Expr]) throws(JetFailure) -> Germ? {
        let value = catalogue.call(function, limits)
        guard !value.isAbsent else { return nil }
        var result = Germ(limit: value, slope: zeros, order: Germ.exact)
        for (place, germ) in germs.enumerated() {
            guard germ.order < Germ.exact || !germ.isFlat() else { continue }
            var orders = Array(repeating: 0, count: germs.count)
            orders[place] = 1
            guard let rate = tool.taylor.coefficient(function, orders, at: limits), !rate.isAbsent else { return nil }
            let part = smooth(germ, value: value, rate: rate)
            result.slope = zip(result.slope, part.slope).map { store.sum($0, $1) }
            result.order = min(result.order, part.order)
        }
        let variation = germs.map { $0.variation() }.min() ?? Germ.exact
        result.order = min(result.order, variation * Rational(2))
        return result
    }

    /// The exponential of something negative that goes to infinity as a power of `1/|h|` is smaller than all powers; that of something
    /// that is not positive is bounded.
    private func exponential(_ germ: Germ, _ argument: Expr) -> Germ? {
        guard store.facts(of: argument).isNonpositive else { return nil }
        let isSteep = germ.least.map { $0.signum < 0 } ?? false
        return .bounded(isSteep ? Germ.exact : Rational(0), variables.count)
    }

    // MARK: Branches

    private func piecewise(_ node: Expr) throws(JetFailure) -> Step {
        let (list, otherwise) = store.branches(node)
        var branches: [Expr] = []
        var isDecided = false
        for branch in list where !isDecided {
            switch try nearby(branch.condition) {
            case .needs(let missing): return .needs(missing)
            case .truth(.holds):
                branches.append(branch.value)
                isDecided = true
            case .truth(.fails): break
            case .truth(.open): branches.append(branch.value)
            }
        }
        if !isDecided { branches.append(otherwise) }
        if branches.contains(where: \.isAbsent) { return .germ(nil) }
        let (found, missing) = known(branches)
        if !missing.isEmpty { return .needs(missing) }
        let germs = found.compactMap { $0 }
        guard germs.count == branches.count, var result = germs.first else { return .germ(nil) }
        for germ in germs.dropFirst() { result = try union(result, germ) }
        return .germ(result)
    }

    /// What holds for both.
    func union(_ left: Germ, _ right: Germ) throws(JetFailure) -> Germ {
        var result = left
        result.order = min(left.order, right.order)
        result.least = nil
        if let one = left.least, let other = right.least { result.least = max(one, other) }
        if result.order.signum > 0, try arithmetic.nonzeroSign(store.difference(left.limit, right.limit)) != 0 {
            result.order = Rational(0)
        }
        for (one, other) in zip(left.slope, right.slope) where result.order > Rational(1) {
            if try arithmetic.nonzeroSign(store.difference(one, other)) != 0 { result.order = Rational(1) }
        }
        if result.order <= Rational(1) { result.slope = zeros }
        if result.order.signum <= 0 { result.limit = .zero }
        return result
    }
}
