import Ball
import Exact
import Expressions
import Reading
import Vocabulary

/// The zeros of polynomials in one unknown, given by their coefficients: by radicals to degree 4, by powers and roots of unity,
/// else as exact roots of the polynomial.
struct RadicalRoots {
    let catalogue: Catalogue
    /// Whether only real zeros are wanted.
    var isReal = false
    var store: ExprStore { catalogue.store }

    /// The distinct zeros of an irreducible polynomial of degree at least 1 whose leading coefficient is not zero; nil where no form
    /// is known.
    ///
    /// - Parameter coefficients: the constant term first.
    func zeros(_ coefficients: [Expr]) -> [Expr]? {
        let degree = coefficients.count - 1
        if degree == 1 { return [linear(coefficients)] }
        if degree > 3, let unity = rational(coefficients).flatMap({ cyclotomic($0) }) { return unity }
        if let inner = decomposed(coefficients) { return inner }
        if degree > 3, let shifted = shifted(coefficients) { return shifted }
        switch degree {
        case 2: return quadratic(coefficients)
        case 3: return rational(coefficients).flatMap { CubicRoots(catalogue: catalogue).zeros($0) } ?? generalCubic(coefficients)
        case 4: return rational(coefficients).flatMap { QuarticRoots(catalogue: catalogue).zeros($0) }
        default: return rational(coefficients).flatMap { exactRoots($0) }
        }
    }

    /// The zeros of a polynomial whose coefficients may hold parameters, by the conditions under which the formulas have values.
    func cases(_ coefficients: [Expr]) -> [(zeros: [Expr], condition: Expr)]? {
        guard coefficients.count == 4, rational(coefficients) == nil,
            coefficients[1] != .zero || coefficients[2] != .zero
        else {
            return zeros(coefficients).map { [($0, .truth)] }
        }
        let (first, second) = cubicInvariants(coefficients)
        let isPure = store.equation(first, .zero)
        var result: [(zeros: [Expr], condition: Expr)] = []
        if isPure != .truth, isReal {
            let inner = Expansion(catalogue).tidied(
                store.difference(store.power(second, 2), store.product(store.number(4), store.power(first, 3))))
            let (one, three) = realCubic(coefficients, first, second, inner)
            let isOther = store.negation(isPure)
            result.append(([one], store.conjunction([store.relation(.less, .zero, inner), isOther])))
            result.append((three, store.conjunction([store.relation(.lessOrEqual, inner, .zero), isOther])))
        } else if isPure != .truth, let zeros = generalCubic(coefficients) {
            result.append((zeros, store.negation(isPure)))
        }
        if isPure != .falsehood { result.append((pureCubic(coefficients, second), isPure)) }
        return result
    }

    private func rational(_ coefficients: [Expr]) -> [Rational]? {
        let values = coefficients.compactMap { store.rationalValue($0) }
        return values.count == coefficients.count ? values : nil
    }

    /// `-b/a`, the sign inside of the sum where it costs least.
    private func linear(_ coefficients: [Expr]) -> Expr {
        let expansion = Expansion(catalogue)
        return expansion.isNegative(coefficients[1])
            ? store.quotient(coefficients[0], expansion.scaled(coefficients[1], by: -1))
            : store.quotient(expansion.scaled(coefficients[0], by: -1), coefficients[1])
    }

    // MARK: Degree 2

    /// `(-b ± sqrt(b^2 - 4*a*c))/(2*a)`, with common factors cancelled where the coefficients are numbers.
    private func quadratic(_ coefficients: [Expr]) -> [Expr] {
        if let values = rational(coefficients) { return QuadraticRoots(store).zeros(values) }
        let isTurned = Expansion(catalogue).isNegative(coefficients[2])
        let signed = isTurned ? coefficients.map { Expansion(catalogue).scaled($0, by: -1) } : coefficients
        let (c, b, a) = (signed[0], signed[1], signed[2])
        let four = store.number(4)
        let plain = store.difference(store.power(b, 2), store.product([four, a, c]))
        let discriminant = (try? Expansion(catalogue).expanded(plain)) ?? plain
        // A square number in all terms comes out of the root, and halves the rest.
        let content = Expansion(catalogue).squareContent(of: discriminant)
        let root = store.product(
            store.number(content), store.squareRoot(Expansion(catalogue).scaled(discriminant, by: Rational(1) / (content * content))))
        return [-1, 1].map { sign in
            let above = store.sum(store.negated(b), store.product(store.number(sign), root))
            let expanded = content.isOne ? above : Expansion(catalogue).scaled(above, by: Rational(1, 2))
            let below = content.isOne ? store.product(store.number(2), a) : a
            return store.quotient(expanded, below)
        }
    }

    // MARK: Powers

    /// A polynomial in a power of the unknown.
    private func decomposed(_ coefficients: [Expr]) -> [Expr]? {
        let places = coefficients.indices.dropFirst().filter { coefficients[$0] != .zero }
        let step = places.reduce(0) { Int(gcd($0, $1)) }
        guard step > 1 else { return nil }
        let inner = stride(from: 0, to: coefficients.count, by: step).map { coefficients[$0] }
        guard let values = zeros(inner) else { return nil }
        let result = values.flatMap { powerZeros($0, step) }
        return result
    }

    /// A polynomial in a power of `x + c`: without its second term, after the shift that removes it.
    private func shifted(_ coefficients: [Expr]) -> [Expr]? {
        let degree = coefficients.count - 1
        guard let values = rational(coefficients), !values[degree - 1].isZero, degree <= 64 else { return nil }
        let shift = -values[degree - 1] / (Rational(degree) * values[degree])
        // Horner's scheme, once for each coefficient.
        var moved = values
        for start in 0..<degree {
            for place in stride(from: degree - 1, through: start, by: -1) { moved[place] = moved[place] + shift * moved[place + 1] }
        }
        return decomposed(moved.map { store.number($0) })?.map { store.sum(store.number(shift), $0) }
    }

    private func gcd(_ left: Int, _ right: Int) -> Int {
        var (a, b) = (left, right)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }

    /// All solutions of `x^n = v`: the real root first where the value is a number.
    func powerZeros(_ value: Expr, _ order: Int) -> [Expr] {
        if order == 1 { return [value] }
        // Of odd order there is one real root, whatever the sign of the value.
        if isReal, order % 2 == 1, !store.isConstant(value) { return [oddRoot(value, order)] }
        if order % 2 == 0, order > 2, store.isConstant(value), store.facts(of: value).isNegative {
            // Halfway between the roots of unity.
            let size = store.power(store.negated(value), store.number(Rational(1, order)))
            return (0..<order).map { turn in store.product(unity(2 * turn + 1, 2 * order), size) }
        }
        let principal = root(value, order)
        return (0..<order).map { turn in store.product(unity(turn, order), principal) }
    }

    private func oddRoot(_ value: Expr, _ order: Int) -> Expr {
        if order == 3 { return catalogue.call(KnownFunction.cubeRoot, [value]) }
        let size = catalogue.call(KnownFunction.absoluteValue, [value])
        return store.product(catalogue.call(KnownFunction.sign, [value]), store.power(size, store.number(Rational(1, order))))
    }

    /// One `n`-th root: of a negative number and an odd order the real one.
    private func root(_ value: Expr, _ order: Int) -> Expr {
        if order % 2 == 1, store.isConstant(value), store.facts(of: value).isNegative {
            return store.negated(store.power(store.negated(value), store.number(Rational(1, order))))
        }
        return store.power(value, store.number(Rational(1, order)))
    }

    /// `exp(2*pi*I*turn/order)` by its sine and cosine.
    private func unity(_ turn: Int, _ order: Int) -> Expr {
        let angle = store.product(store.number(Rational(2 * turn, order)), store.constant(.pi))
        let (cosine, sine) = (catalogue.call(KnownFunction.cosine, [angle]), catalogue.call(KnownFunction.sine, [angle]))
        return store.sum(cosine, store.product(sine, store.constant(.imaginaryUnit)))
    }

    // MARK: Degree 3 with parameters

    /// `b^2 - 3*a*c` and `2*b^3 - 9*a*b*c + 27*a^2*d`.
    private func cubicInvariants(_ coefficients: [Expr]) -> (first: Expr, second: Expr) {
        let (d, c, b, a) = (coefficients[0], coefficients[1], coefficients[2], coefficients[3])
        let expansion = Expansion(catalogue)
        func number(_ value: Int) -> Expr { store.number(value) }
        let first = expansion.tidied(store.difference(store.power(b, 2), store.product([number(3), a, c])))
        let second = expansion.tidied(
            store.sum([
                store.product(number(2), store.power(b, 3)), store.product([number(-9), a, b, c]),
                store.product([number(27), store.power(a, 2), d]),
            ]))
        return (first, second)
    }

    /// `(3*a*x + b)^3 = -second`, where the first invariant is zero.
    private func pureCubic(_ coefficients: [Expr], _ second: Expr) -> [Expr] {
        let below = store.product(store.number(3), coefficients[3])
        return powerZeros(store.negated(second), 3).map {
            store.quotient(store.difference($0, coefficients[2]), below)
        }
    }

    /// The real zeros by `y^3 - 3*first*y + second = 0` with `y = 3*a*x + b`: the one of Cardano's formula with real cube roots where
    /// `second^2 - 4*first^3` is positive, else the three of Viète's with cosines.
    private func realCubic(_ coefficients: [Expr], _ first: Expr, _ second: Expr, _ inner: Expr) -> (one: Expr, three: [Expr]) {
        let below = store.product(store.number(3), coefficients[3])
        let root = store.squareRoot(inner)
        let parts = [root, store.negated(root)].map { sign in
            catalogue.call(KnownFunction.cubeRoot, [store.product(.half, store.difference(sign, second))])
        }
        let one = store.quotient(store.difference(store.sum(parts), coefficients[2]), below)
        let size = store.squareRoot(first)
        let cosine = store.negated(store.quotient(second, store.product(store.number(2), store.power(size, 3))))
        let third = store.scaled(Rational(1, 3), catalogue.call(KnownFunction.inverseCosine, [cosine]))
        let three = [2, 1, 0].map { turn in
            let angle = store.difference(third, store.product(store.number(Rational(2 * turn, 3)), store.constant(.pi)))
            let zero = store.product([store.number(2), size, catalogue.call(KnownFunction.cosine, [angle])])
            return store.quotient(store.difference(zero, coefficients[2]), below)
        }
        return (one, three)
    }

    /// Cardano's formula with principal roots. What it divides by is zero only where the first invariant is.
    private func generalCubic(_ coefficients: [Expr]) -> [Expr]? {
        let (b, a) = (coefficients[2], coefficients[3])
        let expansion = Expansion(catalogue)
        func number(_ value: Int) -> Expr { store.number(value) }
        let (first, second) = cubicInvariants(coefficients)
        if first == .zero { return pureCubic(coefficients, second) }
        let inner = expansion.tidied(
            store.difference(store.power(second, 2), store.product(number(4), store.power(first, 3))))
        let cube = store.product(.half, store.sum(second, store.squareRoot(inner)))
        let principal = store.power(cube, store.number(Rational(1, 3)))
        return (0..<3).map { turn in
            let turned = store.product(unity(turn, 3), principal)
            let sum = store.sum([b, turned, store.quotient(first, turned)])
            return store.negated(store.quotient(sum, store.product(number(3), a)))
        }
    }

    // MARK: Higher degrees

    /// The roots of unity of one order, where these are the zeros.
    private func cyclotomic(_ coefficients: [Rational]) -> [Expr]? {
        let degree = coefficients.count - 1
        guard coefficients.allSatisfy(\.isInteger), coefficients[degree].isOne, coefficients[0].isOne else { return nil }
        // The totient of n is at least sqrt(n/2).
        for order in 3...max(3, min(2 * degree * degree, 2_000)) where totient(order) == degree {
            let turns = (1..<order).filter { gcd($0, order) == 1 }
            guard isZeroOfUnity(coefficients, order) else { continue }
            return turns.map { unity($0, order) }
        }
        return nil
    }

    private func totient(_ n: Int) -> Int {
        var (rest, result, prime) = (n, n, 2)
        while prime * prime <= rest {
            if rest % prime == 0 {
                while rest % prime == 0 { rest /= prime }
                result -= result / prime
            }
            prime += 1
        }
        return rest > 1 ? result - result / rest : result
    }

    /// Whether the polynomial divides `x^n - 1`: the powers of x modulo it come back to 1 after n steps.
    private func isZeroOfUnity(_ coefficients: [Rational], _ order: Int) -> Bool {
        let degree = coefficients.count - 1
        var power = [Rational](repeating: 0, count: degree)
        power[0] = 1
        for _ in 0..<order {
            let top = power[degree - 1]
            for place in stride(from: degree - 1, through: 1, by: -1) { power[place] = power[place - 1] - top * coefficients[place] }
            power[0] = -top * coefficients[0]
        }
        return power[0].isOne && power.dropFirst().allSatisfy(\.isZero)
    }

    /// `rootof(p, k)` for every k.
    func exactRoots(_ coefficients: [Rational]) -> [Expr]? { AlgebraicRoots(catalogue: catalogue).roots(coefficients) }
}
