import CFLINT
import Exact

extension Polynomial {
    // MARK: Common divisors

    /// The greatest common divisor, content included, with a positive leading coefficient; 0 only where both are.
    public static func gcd(_ left: Polynomial, _ right: Polynomial) -> Polynomial { left.combined(right, agnesi_poly_gcd) }

    /// The greatest common divisor with both cofactors: `left = gcd * first` and `right = gcd * second`.
    public static func gcdAndCofactors(_ left: Polynomial, _ right: Polynomial) -> (
        gcd: Polynomial, first: Polynomial, second: Polynomial
    ) {
        precondition(left.ring === right.ring, "the polynomials belong to different rings")
        let ring = left.ring
        let (gcd, first, second) = (Polynomial(ring), Polynomial(ring), Polynomial(ring))
        _ = ring.guarded {
            agnesi_poly_gcd_cofactors(gcd.pointer, first.pointer, second.pointer, left.pointer, right.pointer, ring.pointer)
        }
        return (gcd, first, second)
    }

    /// The greatest common divisor of the coefficients; 0 for the zero polynomial.
    public var content: Integer {
        let result = Polynomial(ring)
        agnesi_poly_content(result.pointer, pointer, ring.pointer)
        return result.leadingCoefficient
    }

    /// The polynomial over its content, with a positive leading coefficient; 0 for the zero polynomial.
    public var primitivePart: Polynomial {
        let content = content
        if content.isZero { return self }
        let divisor = leadingSign < 0 ? -content : content
        return divisor.isOne ? self : dividedExactly(by: ring.constant(divisor)) ?? ring.zero
    }

    /// The greatest common divisor of the coefficients in some variables, which are polynomials in the others.
    public func content(in variables: [Int]) -> Polynomial {
        precondition(!variables.isEmpty)
        let result = Polynomial(ring)
        _ = ring.guarded {
            variables.withUnsafeBufferPointer { list in
                guard let base = list.baseAddress else { return Int32(AGNESI_NO) }
                return agnesi_poly_content_in(result.pointer, pointer, base, list.count, ring.pointer)
            }
        }
        return result
    }

    /// The greatest common divisor of the coefficients in one variable, which are polynomials in the others.
    public func content(in variable: Int) -> Polynomial { content(in: [variable]) }

    // MARK: Calculus and substitution

    /// The derivative in a variable.
    public func derivative(in variable: Int) -> Polynomial {
        let result = Polynomial(ring)
        _ = ring.guarded { agnesi_poly_derivative(result.pointer, pointer, variable, ring.pointer) }
        return result
    }

    /// The polynomial with a number for a variable.
    public func evaluated(_ variable: Int, at value: Integer) -> Polynomial {
        guard Double(value.bitLength) * Double(max(0, degree(in: variable))) < Double(Integer.maximumBits) else {
            ring.budget.exhaust(.size)
            return ring.zero
        }
        let result = Polynomial(ring)
        _ = ring.guarded {
            value.withMPZ { agnesi_poly_evaluate(result.pointer, pointer, variable, UnsafeRawPointer($0), ring.pointer) }
        }
        return result
    }

    /// The polynomial with numbers for some variables.
    public func evaluated(at values: [Int: Integer]) -> Polynomial {
        values.sorted { $0.key < $1.key }.reduce(self) { $0.evaluated($1.key, at: $1.value) }
    }

    /// The polynomial with a polynomial of the same ring for a variable.
    public func substituting(_ value: Polynomial, for variable: Int) -> Polynomial {
        composed(ring.variables.enumerated().map { $0.offset == variable ? value : $0.element }, in: ring)
    }

    /// The polynomial with a polynomial of `target` for each variable.
    public func composed(_ values: [Polynomial], in target: PolynomialRing) -> Polynomial {
        precondition(values.count == ring.variableCount && values.allSatisfy { $0.ring === target })
        let degree = values.reduce(1) { max($0, $1.totalDegree) }
        guard Double(max(1, totalDegree)) * Double(degree) < 0x1p40 else {
            target.budget.exhaust(.size)
            return target.zero
        }
        let result = Polynomial(target)
        let pointers = values.map(\.pointer)
        _ = withExtendedLifetime(values) {
            target.guarded {
                pointers.withUnsafeBufferPointer { list in
                    guard let base = list.baseAddress else {
                        return agnesi_poly_move(result.pointer, pointer, [0], ring.pointer, target.pointer)
                    }
                    return agnesi_poly_compose(result.pointer, pointer, base, ring.pointer, target.pointer)
                }
            }
        }
        return result
    }

    /// The polynomial in another ring. `places` says which variable of it stands for each variable of this one; a variable
    /// without a place becomes 0.
    public func moved(to target: PolynomialRing, places: [Int?]) -> Polynomial {
        precondition(places.count == ring.variableCount && places.allSatisfy { ($0 ?? 0) < max(1, target.variableCount) })
        let result = Polynomial(target)
        let list = places.map { $0 ?? -1 } + [0]
        _ = target.guarded {
            list.withUnsafeBufferPointer { list in
                guard let base = list.baseAddress else { return Int32(AGNESI_NO) }
                return agnesi_poly_move(result.pointer, pointer, base, ring.pointer, target.pointer)
            }
        }
        return result
    }

    // MARK: Elimination

    /// The resultant in a variable: the determinant of the Sylvester matrix, which vanishes where both have a common root.
    public static func resultant(_ left: Polynomial, _ right: Polynomial, in variable: Int) -> Polynomial {
        precondition(left.ring === right.ring, "the polynomials belong to different rings")
        let ring = left.ring
        let result = Polynomial(ring)
        if left.isZero || right.isZero { return result }
        let bound = Double(left.totalDegree) * Double(right.totalDegree)
        guard bound < 0x1p40 else {
            ring.budget.exhaust(.size)
            return result
        }
        _ = ring.guarded { agnesi_poly_resultant(result.pointer, left.pointer, right.pointer, variable, ring.pointer) }
        return result
    }

    /// The discriminant in a variable: the product of the squared differences of the roots, times a power of the leading
    /// coefficient.
    public func discriminant(in variable: Int) -> Polynomial {
        let result = Polynomial(ring)
        guard Double(totalDegree) * Double(totalDegree) < 0x1p40 else {
            ring.budget.exhaust(.size)
            return result
        }
        _ = ring.guarded { agnesi_poly_discriminant(result.pointer, pointer, variable, ring.pointer) }
        return result
    }

    /// The square root of a square, with a positive leading coefficient; nil for others.
    public var squareRoot: Polynomial? {
        let result = Polynomial(ring)
        guard ring.guarded({ agnesi_poly_sqrt(result.pointer, pointer, ring.pointer) }) else { return nil }
        return result.leadingSign < 0 ? -result : result
    }

    // MARK: One variable

    /// The coefficients in a variable, highest power first; those that are 0 are left out.
    public func coefficients(in variable: Int) -> [(power: Int, coefficient: Polynomial)] {
        guard let list = drawing(on: ring.budget, { agnesi_univariate_new(pointer, variable, ring.pointer) }) else {
            ring.noteStop()
            return []
        }
        defer { agnesi_univariate_free(list, ring.pointer) }
        return (0..<agnesi_univariate_length(list)).map { position in
            let coefficient = Polynomial(ring)
            agnesi_univariate_take(coefficient.pointer, list, position, ring.pointer)
            return (agnesi_univariate_exponent(list, position), coefficient)
        }
    }

    /// The coefficient of the highest power of a variable; 0 for the zero polynomial.
    public func leadingCoefficient(in variable: Int) -> Polynomial {
        coefficients(in: variable).first?.coefficient ?? ring.zero
    }

    /// The product with a power of a variable.
    public func shifted(_ variable: Int, by power: Int) -> Polynomial {
        if power == 0 { return self }
        var exponents = Array(repeating: 0, count: ring.variableCount)
        exponents[variable] = power
        return self * ring.monomial(exponents)
    }

    /// `scale * self = quotient * divisor + remainder`, with the remainder of lower degree in the variable than the divisor, and
    /// `scale` a power of the divisor's leading coefficient in the variable. Nil for the divisor zero.
    ///
    /// Knuth, *The Art of Computer Programming 2*, 4.6.1, algorithm R; a step that needs no multiplication makes none.
    public func pseudoDivided(by divisor: Polynomial, in variable: Int) -> (
        scale: Polynomial, quotient: Polynomial, remainder: Polynomial
    )? {
        if divisor.isZero { return nil }
        let degree = divisor.degree(in: variable)
        let leading = divisor.leadingCoefficient(in: variable)
        var (scale, quotient, remainder) = (ring.one, ring.zero, self)
        while !remainder.isZero {
            let excess = remainder.degree(in: variable) - degree
            if excess < 0 { break }
            let top = remainder.leadingCoefficient(in: variable)
            if let factor = top.dividedExactly(by: leading) {
                let step = factor.shifted(variable, by: excess)
                quotient = quotient + step
                remainder = remainder - step * divisor
            } else {
                let step = top.shifted(variable, by: excess)
                scale = scale * leading
                quotient = quotient * leading + step
                remainder = remainder * leading - step * divisor
            }
            guard ring.budget.step() else { return nil }
        }
        return (scale, quotient, remainder)
    }

    /// An inverse modulo a polynomial in one variable: `inverse * self` leaves `rest`, free of the variable and other than zero.
    /// Nil where both have a common factor in the variable.
    ///
    /// Euclid's algorithm with pseudo-division; contents that all share are divided out at every step.
    public func pseudoInverse(modulo modulus: Polynomial, in variable: Int) -> (inverse: Polynomial, rest: Polynomial)? {
        guard modulus.degree(in: variable) > 0 else { return nil }
        var (previous, previousFactor) = (modulus, ring.zero)
        var (current, factor) = (self, ring.one)
        if let start = pseudoDivided(by: modulus, in: variable) { (current, factor) = (start.remainder, start.scale) }
        while current.degree(in: variable) > 0 {
            guard let step = previous.pseudoDivided(by: current, in: variable) else { return nil }
            var (next, nextFactor) = (step.remainder, step.scale * previousFactor - step.quotient * factor)
            let common = Polynomial.gcd(next.content(in: variable), nextFactor.content(in: variable))
            if !common.isZero, !common.isOne {
                next = next.dividedExactly(by: common) ?? next
                nextFactor = nextFactor.dividedExactly(by: common) ?? nextFactor
            }
            (previous, previousFactor, current, factor) = (current, factor, next, nextFactor)
            guard ring.budget.step() else { return nil }
        }
        return current.isZero ? nil : (factor, current)
    }

    /// The polynomial rewritten with the relation `variable^degree = numerator / denominator`, whose sides are free of the
    /// variable, to a degree in the variable below `degree`.
    ///
    /// - Returns: the rewritten polynomial, times `denominator` to the power `power`.
    public func reduced(
        variable: Int, degree: Int, numerator: Polynomial, denominator: Polynomial
    ) -> (polynomial: Polynomial, power: Int) {
        let power = max(0, self.degree(in: variable)) / degree
        if power == 0 { return (self, 0) }
        // The powers n^k * d^(power - k), built from both ends.
        var numerators = [ring.one]
        var denominators = [ring.one]
        for _ in 0..<power {
            numerators.append(numerators[numerators.count - 1] * numerator)
            denominators.append(denominators[denominators.count - 1] * denominator)
            guard ring.budget.step() else { return (ring.zero, 0) }
        }
        var parts: [Polynomial] = []
        for (exponent, coefficient) in coefficients(in: variable) {
            let (count, rest) = exponent.quotientAndRemainder(dividingBy: degree)
            parts.append((coefficient * numerators[count] * denominators[power - count]).shifted(variable, by: rest))
        }
        return (ring.sum(parts), power)
    }
}

extension PolynomialRing {
    /// All variables, in order.
    public var variables: [Polynomial] { (0..<variableCount).map(variable) }

    /// The sum of all.
    public func sum(_ parts: [Polynomial]) -> Polynomial { balanced(parts, zero, +) }

    /// The product of all.
    public func product(_ parts: [Polynomial]) -> Polynomial { balanced(parts, one, *) }

    /// Combines neighbours until one is left, so that operands are of like size.
    private func balanced(_ parts: [Polynomial], _ neutral: Polynomial, _ combine: (Polynomial, Polynomial) -> Polynomial) -> Polynomial {
        var level = parts
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2).map {
                $0 + 1 < level.count ? combine(level[$0], level[$0 + 1]) : level[$0]
            }
        }
        return level.first ?? neutral
    }
}
