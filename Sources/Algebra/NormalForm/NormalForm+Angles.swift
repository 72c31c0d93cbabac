import Exact
import Expressions
import Polynomials
import Vocabulary

extension NormalForm {
    /// Functions of an angle, or of an area.
    struct AngleFamily {
        let sine: FunctionID
        let cosine: FunctionID
        /// `cosine^2 + sign*sine^2 = 1`.
        let sign: Int

        static let circular = AngleFamily(sine: KnownFunction.sine, cosine: KnownFunction.cosine, sign: 1)
        static let hyperbolic = AngleFamily(sine: KnownFunction.hyperbolicSine, cosine: KnownFunction.hyperbolicCosine, sign: -1)
    }

    /// Multiples beyond this are kernels of their own: their polynomials would be longer than anyone wants to read.
    private static let largestMultiple = 12

    /// A sine or cosine of a multiple of a primitive angle, as a polynomial in the sine and cosine of that angle.
    func angleFunction(_ function: FunctionID, _ family: AngleFamily, _ arguments: [RationalFunction]) throws(NormalFormFailure)
        -> RationalFunction
    {
        if language == .exponential { return try opaque(function, arguments) }
        let angle = try rationalized(arguments[0])
        if angle.isZero { return function == family.sine ? zero : one }
        let content = Rational(angle.numerator.content, angle.denominator.content)
        let isTurned = angle.numerator.leadingSign < 0
        let primitive = try checked(angle * number((isTurned ? -content : content).inverse))
        let expr = expression(primitive)
        let key = store.call(family.cosine, expr)
        let (unit, steps) = try multiple(of: key, content)
        guard steps <= NormalForm.largestMultiple else { return try opaque(function, arguments) }
        let base = store.scaled(unit, expr)
        let (sine, cosine) = try pair(family, base)
        let value = try multipleAngle(function == family.sine, steps, family, sine, cosine)
        return isTurned && function == family.sine ? -value : value
    }

    /// The kernels of an angle.
    private func pair(_ family: AngleFamily, _ angle: Expr) throws(NormalFormFailure) -> (sine: RationalFunction, cosine: RationalFunction)
    {
        let (sineCall, cosineCall) = (catalogue.call(family.sine, angle), catalogue.call(family.cosine, angle))
        let shape = FieldKernel.Kind.opaque(shape: store.shape(sineCall), arguments: [])
        let sign = number(family.sign)
        if language == .cosines {
            let cosine = try variable(FieldKernel(kind: shape, expr: cosineCall))
            let square = try checked((one - cosine * cosine) * sign)
            return (try variable(FieldKernel(kind: .cofunction(square: square), expr: sineCall)), cosine)
        }
        let sine = try variable(FieldKernel(kind: shape, expr: sineCall))
        let square = try checked(one - sign * sine * sine)
        return (sine, try variable(FieldKernel(kind: .cofunction(square: square), expr: cosineCall)))
    }

    /// Chebyshev's recurrence: `f((n + 1)u) = 2*cosine(u)*f(n*u) - f((n - 1)u)`, which both families share.
    private func multipleAngle(
        _ isSine: Bool, _ multiple: Int, _ family: AngleFamily, _ sine: RationalFunction, _ cosine: RationalFunction
    ) throws(NormalFormFailure) -> RationalFunction {
        var (before, current) = isSine ? (zero, sine) : (one, cosine)
        if multiple == 0 { return before }
        let two = number(2)
        for _ in 1..<max(multiple, 1) { (before, current) = (current, try reduced(two * cosine * current - before)) }
        return current
    }
}
