import Glibc

/// What operations do to estimates. Truth values are 1 and 0.
enum EstimateTable {
    static func value(_ operation: Operation, _ a: Estimate, _ b: Estimate, _ count: Int) -> Estimate {
        if operation.isLogical { return logical(operation, a, b) }
        if !a.isUsable || count > 1 && !b.isUsable { return .unknown(count > 1 ? a.doubts.union(b.doubts) : a.doubts) }
        let one = Estimate(1)
        switch operation {
        case .plus: return a + b
        case .minus: return a - b
        case .times: return a * b
        case .over: return a / b
        case .power: return a.raised(to: b)
        case .negated: return -a
        case .less, .lessOrEqual, .equal, .unequal: return relation(operation, a, b)
        case .sin: return a.sine
        case .cos: return a.cosine
        case .tan: return a.sine / a.cosine
        case .cot: return a.cosine / a.sine
        case .sec: return one / a.cosine
        case .csc: return one / a.sine
        case .asin: return a.arcSine
        case .acos: return a.arcCosine
        case .atan: return a.arcTangent
        case .acot: return a.arcCotangent
        case .asec: return (one / a).arcCosine
        case .acsc: return (one / a).arcSine
        case .sinh: return a.hyperbolicSine
        case .cosh: return a.hyperbolicCosine
        case .tanh: return a.hyperbolicTangent
        case .coth: return one / a.hyperbolicTangent
        case .sech: return one / a.hyperbolicCosine
        case .csch: return one / a.hyperbolicSine
        case .asinh: return a.areaSine
        case .acosh: return a.areaCosine
        case .atanh: return a.areaTangent
        case .acoth: return (one / a).areaTangent
        case .asech: return (one / a).areaCosine
        case .acsch: return (one / a).areaSine
        case .exp: return a.exponential
        case .log: return count > 1 ? a.logarithm / b.logarithm : a.logarithm
        case .log2: return a.logarithm / Estimate(Glibc.log(2), radius: 1e-17)
        case .log10: return a.logarithm / Estimate(Glibc.log(10), radius: 4e-16)
        case .sqrt: return a.squareRoot
        case .cbrt: return a.cubeRoot
        case .sigmoid: return one / (one + (-a).exponential)
        case .softplus: return (one + a.exponential).logarithm
        case .conjugate:
            var result = a
            result.im = -a.im
            return result
        case .re, .im:
            return Estimate(operation == .re ? a.re : a.im, radius: operation == .im && a.isReal ? 0 : a.radius).with(a.doubts)
        case .arg:
            if a.isExactZero { return .unknown(a.doubts.union(.undefined)) }
            let angle = a.logarithm
            return Estimate(angle.im, radius: a.isReal ? 1e-15 : angle.radius).with(angle.doubts.subtracting(.leavesReals))
        case .lambertw: return count > 1 ? (a.isExactWhole ? b.lambert(branch: Int(a.re)) : .unknown(.blurred)) : a.lambert(branch: 0)
        case .abs, .sign, .floor, .ceil, .mod, .atan2, .max, .min, .relu, .step: return stepped(operation, a, b)
        case .and, .or, .not, .choose, .rootof: return .unknown(.undefined)
        }
    }

    static func chosen(_ condition: Estimate, _ yes: Estimate, _ no: Estimate) -> Estimate {
        if !condition.isUsable { return .unknown(condition.doubts) }
        return (condition.re != 0 ? yes : no).with(condition.doubts)
    }

    private static func stepped(_ operation: Operation, _ a: Estimate, _ b: Estimate) -> Estimate {
        if operation == .abs {
            var result = Estimate(a.magnitude, radius: a.radius).with(a.doubts)
            if !a.isReal { result.radius += Estimate.rounding * result.re }
            return result
        }
        if operation == .sign, !a.isReal {
            return a.mayBeZero ? .unknown(a.doubts.union(.blurred)) : a / Estimate(a.magnitude, radius: a.radius)
        }
        let doubts = a.doubts.union(b.doubts)
        let isPair = operation == .mod || operation == .atan2 || operation == .max || operation == .min
        guard a.isReal, !isPair || b.isReal else { return .unknown(doubts.union(.blurred)) }
        switch operation {
        case .sign:
            if a.isExactZero { return a }
            return a.mayBeZero ? .unknown(doubts.union(.blurred)) : Estimate(a.re > 0 ? 1 : -1).with(doubts)
        case .step:
            if a.mayBeZero, !a.isExactZero { return .unknown(doubts.union(.blurred)) }
            return Estimate(a.re >= 0 ? 1 : 0).with(doubts)
        case .relu: return Estimate(Swift.max(0, a.re), radius: a.re < -a.radius ? 0 : a.radius).with(doubts)
        case .floor, .ceil:
            let low = operation == .floor ? Glibc.floor(a.re - a.radius) : Glibc.ceil(a.re - a.radius)
            let high = operation == .floor ? Glibc.floor(a.re + a.radius) : Glibc.ceil(a.re + a.radius)
            return low == high ? Estimate(low).with(doubts) : .unknown(doubts.union(.blurred))
        case .mod:
            let quotient = a / b
            return quotient.isUsable ? a - b * stepped(.floor, quotient, quotient) : .unknown(quotient.doubts)
        case .atan2:
            if a.isExactZero, b.isExactZero { return .unknown(doubts.union(.undefined)) }
            let size = hypot(a.re, b.re)
            let radius = a.radius + b.radius
            if size <= radius || b.re < radius && Swift.abs(a.re) <= a.radius && !a.isExact { return .unknown(doubts.union(.blurred)) }
            let value = Glibc.atan2(a.re == 0 ? 0 : a.re, b.re)
            return Estimate(value, radius: radius / (size - radius) + 2 * Estimate.rounding * Swift.abs(value)).with(doubts)
        default:
            let takesFirst = operation == .max ? a.re >= b.re : a.re <= b.re
            let isApart = Swift.abs(a.re - b.re) > a.radius + b.radius
            let one = takesFirst ? a : b
            return Estimate(one.re, radius: isApart ? one.radius : Swift.max(a.radius, b.radius)).with(doubts)
        }
    }

    private static func relation(_ operation: Operation, _ a: Estimate, _ b: Estimate) -> Estimate {
        let doubts = a.doubts.union(b.doubts)
        let difference = a - b
        guard difference.isUsable else { return .unknown(difference.doubts) }
        let isOrder = operation == .less || operation == .lessOrEqual
        if isOrder, !(a.mayBeReal && b.mayBeReal) { return .unknown(doubts.union(.undefined)) }
        let truth: Bool
        // Real numbers may be written with the imaginary unit.
        if isOrder ? Swift.abs(difference.re) <= difference.radius : difference.mayBeZero {
            guard difference.isExact else { return .unknown(doubts.union(.blurred)) }
            truth = operation == .equal || operation == .lessOrEqual
        } else {
            truth = operation == .unequal || isOrder && difference.re < 0
        }
        return Estimate(truth ? 1 : 0).with(doubts)
    }

    /// In three values: what is decided by one operand is decided.
    private static func logical(_ operation: Operation, _ a: Estimate, _ b: Estimate) -> Estimate {
        if operation == .not { return a.isUsable ? Estimate(1 - a.re).with(a.doubts) : a }
        let deciding = operation == .or ? 1.0 : 0.0
        for operand in [a, b] where operand.isUsable && operand.re == deciding { return operand }
        let doubts = a.doubts.union(b.doubts)
        return a.isUsable && b.isUsable ? Estimate(1 - deciding).with(doubts) : .unknown(doubts)
    }
}
