import Ball
import Certified
import Exact
import Expressions
import Polynomials
import Vocabulary

// Logarithms of complex values, by modulus and angle.
extension NormalForm {
    /// `log(w) = log(|w|^2)/2 + I*arg(w)`, where the conjugate of w can be written down; nil elsewhere.
    func logarithmByModulus(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction? {
        if let place = value.numerator.singleVariable, value.denominator.isOne,
            case .exponential(let term, let unit) = kernels[place].kind
        {
            return try constantExponent(place, term * number(unit))
        }
        guard let conjugate = try plainConjugate(value) else { return nil }
        let square = try reduced(value * conjugate)
        // A modulus whose factors are complex again says nothing new.
        guard conjugate != value, !square.isZero, try split(square).complex.isEmpty else { return nil }
        let modulus = try checked(logarithm(square) * number(Rational(1, 2)))
        return try checked(modulus + reduced(unity(Rational(1, 2)) * angle(of: value, conjugate)))
    }

    /// The angle of a value that is not real: a multiple of pi where a power is real, else a kernel. Where the value never lies left
    /// of the imaginary axis, its conjugate shares the kernel.
    func angle(of value: RationalFunction, _ conjugate: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        if let turns = try rationalAngle(value) {
            return try checked(variable(FieldKernel(kind: .symbol(degree: 1), expr: store.constant(.pi))) * number(turns))
        }
        let (own, other) = (expression(value), expression(conjugate))
        let real = try reduced(value + conjugate)
        let isRight = store.isConstant(own) ? evaluator != nil : store.facts(of: expression(real)).isPositive
        let isTurned = isRight && store.structuralHash(other) < store.structuralHash(own)
        let argument = isTurned ? other : own
        let call = store.call(KnownFunction.argument, [argument])
        let angle = try variable(FieldKernel(kind: .angle(of: isTurned ? conjugate : value), expr: call))
        return isTurned ? -angle : angle
    }

    /// The angle of a constant in half turns, where one of its small powers is real.
    private func rationalAngle(_ value: RationalFunction) throws(NormalFormFailure) -> Rational? {
        let expr = expression(value)
        guard store.isConstant(expr), let evaluator else { return nil }
        for power in [2, 3, 4, 6] {
            let raised = try self.power(value, power)
            guard let conjugate = try plainConjugate(raised), conjugate == raised else { continue }
            // exp(I*pi*k/power) turned back is a positive number for one k.
            for step in (1 - power)...power {
                let turned = store.product(expr, store.power(.minusOne, store.number(Rational(-step, power))))
                if evaluator.isPositive(ofConstant: turned) { return Rational(step, power) }
            }
        }
        return nil
    }

    /// The logarithm of a constant exponential: its exponent, up to a multiple of `2*pi*I` that balls tell.
    private func constantExponent(_ place: Int, _ exponent: RationalFunction) throws(NormalFormFailure) -> RationalFunction? {
        let expr = kernels[place].expr
        guard store.isConstant(expr), let evaluator else { return nil }
        let logarithm = store.call(KnownFunction.logarithm, [expr])
        guard let turns = evaluator.turns(from: expression(exponent), to: logarithm) else { return nil }
        return try checked(exponent + angle(Rational(2 * turns)))
    }

    /// The conjugate, where every kernel is real or has one that can be written down.
    func plainConjugate(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction? {
        for place in Set(value.numerator.usedVariables + value.denominator.usedVariables) {
            switch kernels[place].kind {
            case .unity: continue
            case .exponential(let term, _):
                if try plainConjugate(term) == nil { return nil }
            default:
                guard store.facts(of: kernels[place].expr).isReal else { return nil }
            }
        }
        return try conjugate(value)
    }

    /// `exp(I*q*arg(w))`: the power q of w over its modulus.
    func exponentialOfAngle(_ value: RationalFunction, _ factor: Rational) throws(NormalFormFailure) -> RationalFunction? {
        guard let conjugate = try plainConjugate(value) else { return nil }
        let modulus = try root(reduced(value * conjugate), 2)
        return try power(rationalized(quotient(value, modulus)), factor)
    }
}

extension BallEvaluator {
    /// How many full turns `2*pi*I` lie between two constants; nil where that is not certain.
    func turns(from left: Expr, to right: Expr) -> Int? {
        begin(bits: 128)
        let difference = ComplexBall()
        difference.subtract(value(of: right), value(of: left), bits: bits)
        guard difference.isFinite else { return nil }
        let turns = (difference.midpoint.imaginary / (2 * Double.pi)).rounded()
        guard turns.magnitude < 1e9 else { return nil }
        let full = store.product([store.number(Int(turns) * 2), store.constant(.pi), store.constant(.imaginaryUnit)])
        return areClose(right, store.sum(left, full), within: 0.5, isRelative: false) ? Int(turns) : nil
    }

    /// Whether a constant known to be real is positive.
    func isPositive(ofConstant expr: Expr) -> Bool {
        begin(bits: 128)
        let ball = value(of: expr)
        return ball.isFinite && ball.bounds(.real).lower > 0 && ball.bounds(.imaginary).lower <= 0 && ball.bounds(.imaginary).upper >= 0
    }
}
