import Exact
import Expressions
import Polynomials

extension NormalForm {
    /// The derivative by a symbol, as a derivation of the field; nil where a kernel's derivative is not known.
    func derivative(of value: RationalFunction, by symbol: Expr) throws(NormalFormFailure) -> RationalFunction? {
        var known: [Int: RationalFunction] = [:]
        for place in kernels.indices {
            let occurs = value.numerator.degree(in: place) > 0 || value.denominator.degree(in: place) > 0
            guard occurs else { continue }
            guard try derive(place, symbol, &known) != nil else { return nil }
        }
        return try derivative(value, known)
    }

    /// The quotient rule over the partial derivatives.
    private func derivative(_ value: RationalFunction, _ known: [Int: RationalFunction]) throws(NormalFormFailure) -> RationalFunction {
        let numerator = try derivative(value.numerator, known)
        if value.denominator.isConstant { return try quotient(numerator, RationalFunction(value.denominator)) }
        let denominator = try derivative(value.denominator, known)
        let bottom = RationalFunction(value.denominator)
        return try reduced(quotient(numerator * bottom - RationalFunction(value.numerator) * denominator, bottom * bottom))
    }

    private func derivative(_ polynomial: Polynomial, _ known: [Int: RationalFunction]) throws(NormalFormFailure) -> RationalFunction {
        var result = zero
        for (place, inner) in known where polynomial.degree(in: place) > 0 && !inner.isZero {
            result = try reduced(result + RationalFunction(polynomial.derivative(in: place)) * inner)
        }
        return result
    }

    /// The derivative of a kernel. Kernels are built from earlier ones, so this nests as deep as they do.
    private func derive(_ place: Int, _ symbol: Expr, _ known: inout [Int: RationalFunction]) throws(NormalFormFailure)
        -> RationalFunction?
    {
        if let found = known[place] { return found }
        let kernel = kernels[place]
        let variable = variable(at: place)
        let result: RationalFunction?
        switch kernel.kind {
        case .unity:
            result = zero
        case .symbol(let degree):
            let isIt = store.depends(kernel.expr, on: symbol)
            // x = r^n, so r' = r/(n*x).
            result = isIt ? try quotient(variable, power(variable, degree) * number(degree)) : zero
        case .exponential(let term, let unit):
            guard let inner = try derivative(inside: term, symbol, &known) else { return nil }
            result = try checked(inner * variable * number(unit))
        case .logarithm(let argument):
            guard let inner = try derivative(inside: argument, symbol, &known) else { return nil }
            result = try quotient(inner, argument)
        case .root(let base, let degree):
            guard let inner = try derivative(inside: base, symbol, &known) else { return nil }
            result = try quotient(inner * variable, base * number(degree))
        case .magnitude(let argument):
            guard let inner = try derivative(inside: argument, symbol, &known) else { return nil }
            result = try quotient(inner * argument, variable)
        case .angle(let inner):
            // The imaginary part of w'/w.
            guard let slope = try derivative(inside: inner, symbol, &known), let logarithmic = slope / inner,
                let conjugate = try plainConjugate(logarithmic)
            else { return nil }
            result = try reduced(quotient(logarithmic - conjugate, number(2) * unity(Rational(1, 2))))
        case .opaque, .cofunction:
            result = store.depends(kernel.expr, on: symbol) ? nil : zero
        }
        if let result { known[place] = result }
        return result
    }

    private func derivative(inside value: RationalFunction, _ symbol: Expr, _ known: inout [Int: RationalFunction])
        throws(NormalFormFailure) -> RationalFunction?
    {
        for place in kernels.indices where value.numerator.degree(in: place) > 0 || value.denominator.degree(in: place) > 0 {
            guard try derive(place, symbol, &known) != nil else { return nil }
        }
        return try derivative(value, known)
    }
}
