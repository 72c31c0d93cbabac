import Exact
import Expressions

extension Matcher {
    // MARK: Products

    /// The number and the factors of a product; of anything else, itself as the only factor.
    func factors(of expr: Expr) -> Product {
        var list = Run(first: Int32(factors.count), count: 0)
        if store.isNumber(expr) { return Product(number: expr, list: list) }
        let isScaled = store.kind(expr) == .scaled
        let bare = isScaled ? store.child(expr, 1) : expr
        func push(_ part: Expr) {
            let isPower = store.kind(part) == .power
            factors.push(isPower ? Factor(base: store.child(part, 0), exponent: store.child(part, 1)) : Factor(base: part, exponent: .one))
            list.count += 1
        }
        if store.kind(bare) == .product { store.childView(bare).forEach(push) } else { push(bare) }
        return Product(number: isScaled ? store.child(expr, 0) : .one, list: list)
    }

    /// The expression that a product stands for.
    func expression(_ product: Product) -> Expr {
        if product.list.isEmpty { return product.number }
        if product.list.count == 1, product.number == .one { return power(factors[product.list.first]) }
        return store.product([product.number] + product.list.positions.map { power(factors[$0]) })
    }

    private func power(_ factor: Factor) -> Expr { store.power(factor.base, factor.exponent) }

    /// A list of factors in which one has another exponent; with an exponent of 0 it is left out.
    func copy(_ list: Run, with exponent: Expr, at changed: Int32) -> Run {
        let first = factors.count
        for position in list.positions {
            if position != changed {
                factors.push(factors[position])
            } else if exponent != .zero {
                factors.push(Factor(base: factors[position].base, exponent: exponent))
            }
        }
        return Run(first: Int32(first), count: Int32(factors.count - first))
    }

    /// What is left of a product when all factors of an expression are taken from it; nil where one is not there.
    func quotient(_ product: Product, by value: Expr) -> Product? {
        if value.isAbsent || value == .zero { return nil }
        let divisor = factors(of: value)
        var rest = product.list
        for taken in divisor.list.positions {
            let part = factors[taken]
            guard let position = rest.positions.first(where: { factors[$0].base == part.base }) else { return nil }
            let own = factors[position].exponent
            if own == part.exponent {
                rest = copy(rest, with: .zero, at: position)
            } else if let number = store.rationalValue(part.exponent), let left = remainder(own, number) {
                rest = copy(rest, with: left, at: position)
            } else {
                return nil
            }
        }
        let number = divisor.number == .one ? product.number : quotient(product.number, store.rational(divisor.number))
        return number.isAbsent ? nil : Product(number: number, list: rest)
    }

    /// What is left of an exponent when another is taken from it: whole numbers may be split, anything else is taken as a whole.
    func remainder(_ exponent: Expr, _ taken: Rational) -> Expr? {
        guard let own = store.rationalValue(exponent) else { return nil }
        if own == taken { return .zero }
        guard own.isInteger, taken.isInteger, own.signum == taken.signum, own.magnitude > taken.magnitude else { return nil }
        return store.number(own - taken)
    }

    /// The expression whose power is the product; nil where it is not to be seen.
    func root(_ product: Product, _ exponent: Rational) -> Expr? {
        if exponent.isOne { return expression(product) }
        guard product.number == .one else { return nil }
        if product.list.count == 1 { return root(factors[product.list.first], exponent) }
        guard exponent.isInteger, !product.list.isEmpty else { return nil }
        var roots: [Expr] = []
        for position in product.list.positions {
            guard let root = root(factors[position], exponent) else { return nil }
            roots.append(root)
        }
        return store.product(roots)
    }

    /// The expression whose power is the factor.
    func root(_ factor: Factor, _ exponent: Rational) -> Expr? {
        if exponent.isOne { return power(factor) }
        guard let own = store.rationalValue(factor.exponent) else { return nil }
        // Other powers have only themselves for bases: `sqrt(x^2)` is not `x`.
        guard exponent.isInteger else { return own == exponent ? factor.base : nil }
        guard (own / exponent).isInteger else { return nil }
        return store.power(factor.base, store.number(own / exponent))
    }

    // MARK: Numbers

    /// A number over another.
    func quotient(_ number: Expr, _ divisor: Rational) -> Expr {
        divisor.isOne ? number : store.number(store.rational(number) / divisor)
    }

    /// The expression over a number; sums term by term.
    func divided(_ expr: Expr, _ number: Rational) -> Expr {
        if number.isOne { return expr }
        let factor = store.coefficient(expr) / number
        let bare = store.isNumber(expr) ? Expr.one : store.barePart(expr)
        guard store.kind(bare) == .sum, !factor.isOne else { return store.scaled(factor, bare) }
        return store.sum(store.childArray(bare).map { store.scaled(factor, $0) })
    }
}
