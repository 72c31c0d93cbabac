import Exact
import Expressions
import Polynomials
import Reading
import Syntax
import Vocabulary

extension Transforms {
    /// Multiplies products and whole powers out, also inside the arguments of functions, in exponents, and below fraction lines;
    /// every term keeps a fraction line of its own.
    public func expand(_ expr: Expr, at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        expanded.removeAll(keepingCapacity: true)
        defer { expanded.removeAll() }
        if isExpanded(expr), isShallow(expr) { return expr }
        let image = try expandInside(expr, at: span)
        return try finished(try expandOutside(image, at: span), at: span)
    }

    /// Whether nothing is inside a function, an exponent or a denominator.
    private func isShallow(_ expr: Expr) -> Bool { store.postorder([expr]).allSatisfy { !isInner($0) } }

    /// Whether the parts of a node are expanded by themselves.
    private func isInner(_ node: Expr) -> Bool {
        switch store.kind(node) {
        case .number, .constant, .symbol, .sum, .scaled, .product: false
        case .power: !isWhole(store.child(node, 1)) || isDenominator(node)
        default: true
        }
    }

    private func isWhole(_ expr: Expr) -> Bool { store.rationalValue(expr)?.isInteger ?? false }

    /// Whether the expression is a sum below a fraction line.
    private func isDenominator(_ expr: Expr) -> Bool {
        store.kind(expr) == .power && store.kind(store.child(expr, 0)) == .sum && isWhole(store.child(expr, 1))
            && store.coefficient(store.child(expr, 1)).signum < 0
    }

    /// Expands the arguments of functions, exponents and denominators, innermost first; the rest stays as it is.
    private func expandInside(_ root: Expr, at span: Span) throws(Diagnostic) -> Expr {
        var images = ExprMap<Expr>()
        for node in store.postorder([root]) where store.childCount(node) > 0 {
            guard store.budget.step() else { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
            let isInner = isInner(node)
            var isChanged = false
            var parts = store.childArray(node)
            for (position, part) in parts.enumerated() {
                var image = images[part] ?? part
                if isInner { image = try expandOutside(image, at: span) }
                if image != part { isChanged = true }
                parts[position] = image
            }
            if isChanged { images.set(node, parts.withUnsafeBufferPointer { catalogue.build(store.shape(node), $0) }) }
        }
        return images[root] ?? root
    }

    /// Multiplies out, given that what kernels are made of is expanded.
    private func expandOutside(_ expr: Expr, at span: Span) throws(Diagnostic) -> Expr {
        if isExpanded(expr) { return expr }
        if let known = expanded[expr] { return known }
        guard expansionDepth < Transforms.deepestExpansion else {
            store.budget.exhaust(.size)
            throw Diagnostic.exhausted(store.budget.exhaustion, at: span)
        }
        expansionDepth += 1
        defer { expansionDepth -= 1 }
        var current = expr
        // A power of the root of a sum may turn into the sum itself: its products are multiplied out in the next round.
        for _ in 0..<8 {
            let result = try multipliedOut(current, at: span)
            if result.expr == current { break }
            current = result.expr
            if !result.hasRoots || isExpanded(current) { break }
        }
        expanded[expr] = current
        return current
    }

    private func multipliedOut(_ expr: Expr, at span: Span) throws(Diagnostic) -> (expr: Expr, hasRoots: Bool) {
        switch store.kind(expr) {
        case .sum, .scaled, .product, .power: break
        default: return (expr, false)
        }
        var reading = try read([expr], keepsDenominators: true, order: .degreeReverseLexicographic, at: span)
        let value = reading.values[0]
        let sums = reading.kernels.list.indices.filter {
            store.kind(reading.kernels.list[$0].base) == .sum && store.rationalValue(reading.kernels.list[$0].exponent) != nil
        }
        let shifts = value.denominator.degrees
        let hasRoots = sums.contains { reading.kernels.list[$0].exponent != .one }
        if sums.contains(where: { shifts[$0] > 0 }) { return (try joinedDenominators(value, sums, &reading, at: span), hasRoots) }
        return (try finished(reading.writer.writeDivided(value) ?? reading.writer.write(value), at: span), hasRoots)
    }

    /// Writes a fraction whose denominator is a monomial in sums: the terms over equal products of sums together, each product
    /// multiplied out.
    private func joinedDenominators(
        _ value: RationalFunction, _ sums: [Int], _ reading: inout Fractions, at span: Span
    ) throws(Diagnostic) -> Expr {
        var groups: [[Int]: PolynomialBuilder] = [:]
        let ring = reading.ring
        let shifts = value.denominator.degrees
        // The sums may stand there as roots, of which only whole powers are multiplied out.
        let degrees = sums.map { store.rational(reading.kernels.list[$0].exponent).denominator.asInt ?? 1 }
        value.numerator.forEachTerm { exponents, coefficient in
            var rest = exponents.map { Int($0) }
            var key: [Int] = []
            for (variable, degree) in zip(sums, degrees) {
                let below = shifts[variable] - rest[variable]
                let count = below > 0 && below % degree == 0 ? below / degree : 0
                key.append(count)
                rest[variable] += count * degree
            }
            groups[key, default: PolynomialBuilder(ring)].add(coefficient, rest)
        }
        let divisor = ring.monomial(shifts, coefficient: value.denominator.leadingCoefficient)
        var terms: [Expr] = []
        for (key, builder) in groups {
            guard let part = RationalFunction(builder.polynomial(), over: divisor) else { continue }
            let numerator = reading.writer.writeDivided(part) ?? reading.writer.write(part)
            let product = store.product(zip(sums, key).map { store.power(reading.kernels.list[$0].base, $1) } + [.one])
            let denominator = store.power(try expandOutside(product, at: span), .minusOne)
            let list = store.terms(numerator)
            terms += list.map { store.product($0, denominator) }
        }
        return try finished(store.sum(terms), at: span)
    }

    /// Whether the expression is a sum of products without sums, but for one below the fraction line.
    private func isExpanded(_ expr: Expr) -> Bool {
        if store.kind(expr) == .sum { return store.childView(expr).allSatisfy { isExpandedTerm($0) } }
        return isExpandedTerm(expr)
    }

    private func isExpandedTerm(_ term: Expr) -> Bool {
        let bare = store.barePart(term)
        if store.kind(bare) != .product { return store.kind(bare) != .sum && isExpandedFactor(bare) }
        var denominators = 0
        var exponentials = 0
        for factor in store.childView(bare) {
            if store.kind(factor) == .sum || !isExpandedFactor(factor) { return false }
            if isDenominator(factor) { denominators += 1 }
            if isExponential(factor) { exponentials += 1 }
        }
        return denominators <= 1 && exponentials <= 1
    }

    private func isExponential(_ expr: Expr) -> Bool {
        store.kind(expr) == .call && store.function(expr) == KnownFunction.exponential
    }

    private func isExpandedFactor(_ factor: Expr) -> Bool {
        guard store.kind(factor) == .power else { return true }
        let (base, exponent) = (store.child(factor, 0), store.child(factor, 1))
        switch store.kind(base) {
        case .sum: return !isWhole(exponent) || exponent == .minusOne
        case .call: return !isExponential(base)
        default: return true
        }
    }
}
