import Exact
import Expressions
import Polynomials
import Reading
import Vocabulary

extension NormalForm {
    /// The value of a call whose arguments have these values.
    func call(_ node: Expr, _ arguments: [RationalFunction]) throws(NormalFormFailure) -> RationalFunction {
        let function = store.function(node)
        switch function {
        case KnownFunction.exponential: return try exponential(arguments[0])
        case KnownFunction.logarithm: return try logarithm(arguments[0])
        case KnownFunction.absoluteValue: return try absoluteValue(arguments[0])
        case KnownFunction.conjugate: return try conjugate(arguments[0])
        case KnownFunction.argument:
            guard let conjugate = try plainConjugate(arguments[0]), conjugate != arguments[0] else {
                return try opaque(function, arguments)
            }
            return try angle(of: arguments[0], conjugate)
        case KnownFunction.cubeRoot: return try cubeRoot(arguments)
        case KnownFunction.gamma: return try gamma(arguments[0])
        case KnownFunction.floor: return try floor(arguments[0])
        case KnownFunction.maximum, KnownFunction.minimum: return try extremum(function, arguments)
        case KnownFunction.sine, KnownFunction.cosine, KnownFunction.hyperbolicSine, KnownFunction.hyperbolicCosine:
            if language == .exponential { return try opaque(function, arguments) }
            let angle = try primitiveAngle(of: arguments[0])
            readings?.keep(.angle(angle), of: node)
            return try angleFunction(function, angle)
        default: return try opaque(function, arguments, in: node)
        }
    }

    /// A call of which nothing is used but that equal arguments give equal values.
    ///
    /// - Parameter node: the call itself, where it is one that other fields may meet.
    func opaque(_ function: FunctionID, _ arguments: [RationalFunction], in node: Expr? = nil) throws(NormalFormFailure)
        -> RationalFunction
    {
        let row = Vocabulary.row(function)
        var clean: [RationalFunction] = []
        for argument in arguments { clean.append(try rationalized(argument)) }
        var isTurned = false
        if clean[0].numerator.leadingSign < 0, catalogue.isSymmetric(row, at: expression(clean[0])) {
            clean[0] = -clean[0]
            isTurned = row.symmetry != .even
        }
        var exprs = clean.map { expression($0) }
        if let readings, catalogue.isSymmetric(row, at: exprs[0]) {
            let direction = readings.direction(of: exprs[0])
            exprs[0] = direction.argument
            isTurned = isTurned != (direction.isTurned && row.symmetry != .even)
        }
        let expr = catalogue.call(function, exprs)
        if let node { readings?.keep(.kernel(expr, isTurned: isTurned), of: node) }
        return try kernel(expr, isTurned: isTurned)
    }

    /// The kernel of a call, or its opposite.
    func kernel(_ call: Expr, isTurned: Bool) throws(NormalFormFailure) -> RationalFunction {
        if let value = store.rationalValue(call) { return number(isTurned ? -value : value) }
        let value = try variable(FieldKernel(kind: .opaque, expr: call))
        return isTurned ? -value : value
    }

    /// The arguments of `max` and `min` in an order that depends on their values alone.
    private func extremum(_ function: FunctionID, _ arguments: [RationalFunction]) throws(NormalFormFailure) -> RationalFunction {
        var exprs: [Expr] = []
        for argument in arguments {
            let expr = expression(try rationalized(argument))
            if !exprs.contains(expr) { exprs.append(expr) }
        }
        exprs.sort { store.structuralHash($0) < store.structuralHash($1) }
        if exprs.count == 1 { return arguments[0] }
        let call = catalogue.call(function, exprs)
        return try variable(FieldKernel(kind: .opaque, expr: call))
    }

    /// The real cube root: that of a product is the product of those of its factors, and where signs are known it is the principal
    /// one of a positive number, or its opposite.
    private func cubeRoot(_ arguments: [RationalFunction]) throws(NormalFormFailure) -> RationalFunction {
        let value = arguments[0]
        if value.isZero { return zero }
        let parts = try split(value)
        guard parts.complex.isEmpty, parts.turns.isInteger else { return try opaque(KnownFunction.cubeRoot, arguments) }
        let isNegative = !parts.turns.isZero
        if parts.real.isEmpty { return isNegative ? -(try root(-value, 3)) : try root(value, 3) }
        noteOpenSigns(parts.real)
        var known = number(parts.number)
        for (factor, power) in parts.positive { known = try reduced(known * self.power(factor, power)) }
        var result = try root(known, 3)
        for (factor, power) in parts.real {
            result = try reduced(result * self.power(opaque(KnownFunction.cubeRoot, [factor]), power))
        }
        return isNegative ? -result : result
    }

    // MARK: Absolute values and conjugates

    private func absoluteValue(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        if value.isZero { return zero }
        let parts = try split(value)
        if parts.complex.isEmpty, parts.turns.isInteger {
            var result = number(parts.number)
            for (factor, power) in parts.positive { result = try reduced(result * self.power(factor, power)) }
            for (factor, power) in parts.real {
                result = try reduced(result * self.power(power % 2 == 0 ? factor : magnitude(factor), power))
            }
            return result
        }
        // |z|^2 = z*conjugate(z).
        return try root(reduced(value * conjugate(value)), 2)
    }

    /// The complex conjugate, where it can be moved inside; else a kernel.
    func conjugate(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        try reduced(quotient(conjugate(value.numerator), conjugate(value.denominator)))
    }

    private func conjugate(_ polynomial: Polynomial) throws(NormalFormFailure) -> RationalFunction {
        var images: [Int: RationalFunction] = [:]
        var result = zero
        for (exponents, coefficient) in polynomial.terms {
            var term = number(Rational(coefficient))
            for (place, exponent) in exponents.enumerated() where exponent > 0 {
                if images[place] == nil { images[place] = try conjugate(kernelAt: place) }
                guard let image = images[place] else { throw .tooLarge }
                term = try reduced(term * power(image, exponent))
            }
            result = try checked(result + term)
        }
        return result
    }

    private func conjugate(kernelAt place: Int) throws(NormalFormFailure) -> RationalFunction {
        let kernel = kernels[place]
        let variable = variable(at: place)
        if store.facts(of: kernel.expr).isReal { return variable }
        switch kernel.kind {
        case .unity(let order):
            return try power(variable, 2 * order - 1)
        case .exponential(let term, let unit):
            return try exponential(conjugate(term) * number(unit))
        case .symbol(let degree) where degree > 1:
            let modulus = try power(magnitude(power(variable, degree)), Rational(2, degree))
            return try quotient(modulus, variable)
        case .root(let base, let degree):
            // z*conjugate(z) is the root of |base|^2.
            guard let mirrored = try plainConjugate(base) else { break }
            return try reduced(quotient(root(reduced(base * mirrored), degree), variable))
        default:
            break
        }
        return try opaque(KnownFunction.conjugate, [variable])
    }
}
