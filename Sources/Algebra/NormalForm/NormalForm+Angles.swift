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

    /// An angle as a number times one that is written alike in all its multiples.
    struct Angle {
        let primitive: Expr
        let content: Rational
        /// Whether it is the opposite of that.
        let isTurned: Bool
    }

    /// Takes the number and the sign out of an angle.
    func primitiveAngle(of value: RationalFunction) throws(NormalFormFailure) -> Angle {
        let clean = try rationalized(value)
        if clean.isZero { return Angle(primitive: .zero, content: Rational(0), isTurned: false) }
        let content = Rational(clean.numerator.content, clean.denominator.content)
        let isTurned = clean.numerator.leadingSign < 0
        let primitive = try checked(clean * number((isTurned ? -content : content).inverse))
        let expr = expression(primitive)
        guard let direction = readings?.direction(of: expr) else { return Angle(primitive: expr, content: content, isTurned: isTurned) }
        return Angle(primitive: direction.argument, content: content, isTurned: isTurned != direction.isTurned)
    }

    /// A sine or cosine of a multiple of a primitive angle, as a polynomial in the sine and cosine of that angle.
    func angleFunction(_ function: FunctionID, _ angle: Angle) throws(NormalFormFailure) -> RationalFunction {
        let family = [AngleFamily.circular.sine, AngleFamily.circular.cosine].contains(function) ? AngleFamily.circular : .hyperbolic
        let isSine = function == family.sine
        if angle.content.isZero { return isSine ? zero : one }
        let isTurned = angle.isTurned && isSine
        let (unit, steps) = try multiple(of: store.call(family.cosine, angle.primitive), angle.content)
        guard steps <= NormalForm.largestMultiple else {
            return try kernel(catalogue.call(function, store.scaled(angle.content, angle.primitive)), isTurned: isTurned)
        }
        let (sine, cosine) = try pair(family, store.scaled(unit, angle.primitive))
        let value = try multipleAngle(isSine, steps, family, sine, cosine)
        return isTurned ? -value : value
    }

    /// The kernels of an angle.
    private func pair(_ family: AngleFamily, _ angle: Expr) throws(NormalFormFailure) -> (sine: RationalFunction, cosine: RationalFunction)
    {
        let (sineCall, cosineCall) = (catalogue.call(family.sine, angle), catalogue.call(family.cosine, angle))
        let sign = number(family.sign)
        if language == .cosines {
            let cosine = try variable(FieldKernel(kind: .opaque, expr: cosineCall))
            let square = try checked((one - cosine * cosine) * sign)
            return (try variable(FieldKernel(kind: .cofunction(square: square), expr: sineCall)), cosine)
        }
        let sine = try variable(FieldKernel(kind: .opaque, expr: sineCall))
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
