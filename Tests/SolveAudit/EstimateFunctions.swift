import Glibc

/// Elementary functions of discs, with principal values off the real line.
extension Estimate {
    var exponential: Estimate {
        if isExactZero { return Estimate(1).with(doubts) }
        let size = Glibc.exp(re)
        guard size < 1e300, size > 1e-290 else { return .unknown(doubts.union(.blurred)) }
        let slope = size * Glibc.exp(Swift.min(radius, 1))
        if radius > 1 { return .unknown(doubts.union(.blurred)) }
        return isReal ? applied(size, slope: slope) : applied(re: size * Glibc.cos(im), im: size * Glibc.sin(im), slope: slope)
    }

    /// Whether the disc meets the negative half line without being known to lie on it: the value may be that of either side.
    private var meetsCut: Bool { !isReal && re <= radius && Swift.abs(im) <= radius }

    var logarithm: Estimate {
        if isExactZero { return .unknown(doubts.union(.undefined)) }
        if mayBeZero { return .unknown(doubts.union(.blurred)) }
        let size = magnitude
        let slope = 1 / (size - radius)
        if !isReal {
            let result = applied(re: Glibc.log(size), im: Glibc.atan2(im, re), slope: slope)
            return meetsCut ? result.with(.convention) : result
        }
        if re > 0 { return re == 1 && isExact ? Estimate(0).with(doubts) : applied(Glibc.log(re), slope: slope) }
        return applied(re: Glibc.log(-re), im: Double.pi, slope: slope).with(.leavesReals)
    }

    var squareRoot: Estimate {
        if isExactZero { return self }
        if mayBeZero {
            var result = Estimate(0, radius: 2 * Glibc.sqrt(magnitude + radius)).with(doubts)
            result.isReal = isReal
            return result
        }
        let slope = 0.5 / Glibc.sqrt(magnitude - radius)
        if isReal {
            let root = Glibc.sqrt(Swift.abs(re))
            var result = applied(root, slope: slope)
            if isExact, fma(root, root, -Swift.abs(re)) == 0 { result.radius = 0 }
            return re > 0 ? result : (result * .imaginaryUnit).with(.leavesReals)
        }
        let size = Glibc.sqrt(magnitude)
        let angle = Glibc.atan2(im, re) / 2
        let result = applied(re: size * Glibc.cos(angle), im: size * Glibc.sin(angle), slope: slope)
        return meetsCut ? result.with(.convention) : result
    }

    var sine: Estimate {
        if isExactZero { return self }
        if isReal { return applied(Glibc.sin(re), slope: Swift.min(1, Swift.abs(Glibc.cos(re)) + radius)) }
        guard Swift.abs(im) < 300 else { return .unknown(doubts.union(.blurred)) }
        let high = Glibc.cosh(im)
        return applied(re: Glibc.sin(re) * high, im: Glibc.cos(re) * Glibc.sinh(im), slope: high * Glibc.exp(Swift.min(radius, 1)))
    }

    var cosine: Estimate {
        if isExactZero { return Estimate(1).with(doubts) }
        if isReal { return applied(Glibc.cos(re), slope: Swift.min(1, Swift.abs(Glibc.sin(re)) + radius)) }
        guard Swift.abs(im) < 300 else { return .unknown(doubts.union(.blurred)) }
        let high = Glibc.cosh(im)
        return applied(re: Glibc.cos(re) * high, im: -Glibc.sin(re) * Glibc.sinh(im), slope: high * Glibc.exp(Swift.min(radius, 1)))
    }

    var arcSine: Estimate {
        if isExactZero { return self }
        if isReal {
            let size = Swift.abs(re)
            if size <= 1 + radius {
                let room = 1 - size
                let value = Glibc.asin(Swift.max(-1, Swift.min(1, re)))
                if isExact, size == 1 { return applied(value, slope: 0) }
                if room <= 4 * radius { return Estimate(value, radius: 3 * Glibc.sqrt(Swift.abs(room) + radius) + 1e-15).with(doubts) }
                return applied(value, slope: 1 / Glibc.sqrt((room - radius) * (1 + size - radius)))
            }
        }
        let one = Estimate(1)
        let inner = Estimate.imaginaryUnit * self + (one - self * self).squareRoot
        let result = -(Estimate.imaginaryUnit * inner.logarithm)
        // Beyond 1 and -1 real numbers lie on the cuts.
        return isReal ? result.with([.leavesReals, .convention]) : result
    }

    var arcCosine: Estimate {
        if isReal, isExact, re == 1 { return Estimate(0).with(doubts) }
        return Estimate(Double.pi / 2, radius: 1e-16) - arcSine
    }

    var arcTangent: Estimate {
        if isExactZero { return self }
        if isReal { return applied(Glibc.atan(re), slope: 1 / (1 + Swift.max(0, re * re - 2 * Swift.abs(re) * radius))) }
        let turned = Estimate.imaginaryUnit * self
        let difference = (Estimate(1) - turned).logarithm - (Estimate(1) + turned).logarithm
        var result = Estimate(re: 0, im: 0.5) * difference
        // Above I and below -I lie the cuts.
        if Swift.abs(re) <= radius, Swift.abs(im) > 1 { result = result.with(.convention) }
        return result
    }

    var arcCotangent: Estimate {
        if isExactZero { return Estimate(Double.pi / 2, radius: 1e-16).with(doubts) }
        return (Estimate(1) / self).arcTangent
    }

    var hyperbolicSine: Estimate {
        if isExactZero { return self }
        if isReal {
            guard Swift.abs(re) < 690 else { return .unknown(doubts.union(.blurred)) }
            return applied(Glibc.sinh(re), slope: Glibc.cosh(Swift.abs(re) + Swift.min(radius, 1)))
        }
        return -(Estimate.imaginaryUnit * (Estimate.imaginaryUnit * self).sine)
    }

    var hyperbolicCosine: Estimate {
        if isExactZero { return Estimate(1).with(doubts) }
        if isReal {
            guard Swift.abs(re) < 690 else { return .unknown(doubts.union(.blurred)) }
            return applied(Glibc.cosh(re), slope: Glibc.sinh(Swift.abs(re) + Swift.min(radius, 1)))
        }
        return (Estimate.imaginaryUnit * self).cosine
    }

    var hyperbolicTangent: Estimate {
        if isExactZero { return self }
        if isReal {
            let value = Glibc.tanh(re)
            let result = applied(value, slope: Swift.min(1, 1 - value * value + 2 * radius))
            // So near to 1 nothing tells it from 1.
            return 1 - Swift.abs(value) < 4 * Estimate.rounding ? result.with(.convention) : result
        }
        return hyperbolicSine / hyperbolicCosine
    }

    var areaSine: Estimate {
        if isExactZero { return self }
        if isReal { return applied(Glibc.asinh(re), slope: 1) }
        return (self + (self * self + Estimate(1)).squareRoot).logarithm
    }

    var areaCosine: Estimate {
        if isReal, re >= 1 - radius {
            if isExact, re == 1 { return Estimate(0).with(doubts) }
            let room = re - 1
            let value = Glibc.acosh(Swift.max(1, re))
            if room <= 4 * radius { return Estimate(value, radius: 3 * Glibc.sqrt(Swift.abs(room) + radius) + 1e-15).with(doubts) }
            return applied(value, slope: 1 / Glibc.sqrt((room - radius) * (room + 2 - radius)))
        }
        let one = Estimate(1)
        let result = (self + (self + one).squareRoot * (self - one).squareRoot).logarithm
        return isReal ? result.with([.leavesReals, .convention]) : result
    }

    var areaTangent: Estimate {
        if isExactZero { return self }
        if isReal, Swift.abs(re) == 1, isExact { return .unknown(doubts.union(.undefined)) }
        if isReal, Swift.abs(re) < 1 - radius {
            return applied(Glibc.atanh(re), slope: 1 / ((1 - Swift.abs(re) - radius) * (1 + Swift.abs(re))))
        }
        let one = Estimate(1)
        let result = ((one + self).logarithm - (one - self).logarithm) * Estimate(0.5)
        return isReal ? result.with([.leavesReals, .convention]) : result
    }

    var cubeRoot: Estimate {
        guard isReal else { return raised(to: Estimate(1) / Estimate(3)) }
        if isExactZero { return self }
        if mayBeZero { return Estimate(0, radius: 2 * Glibc.cbrt(magnitude + radius)).with(doubts) }
        let root = Glibc.cbrt(re)
        var result = applied(root, slope: 1 / (3 * Glibc.pow(magnitude - radius, 2.0 / 3)))
        let nearest = root.rounded()
        if isExact, nearest * nearest * nearest == re { result = Estimate(nearest).with(doubts) }
        return result
    }

    func raised(to exponent: Estimate) -> Estimate {
        let doubts = doubts.union(exponent.doubts)
        if !doubts.isDisjoint(with: .useless) { return .unknown(doubts) }
        if exponent.isExactWhole, Swift.abs(exponent.re) <= 200 { return raised(toWhole: Int(exponent.re)).with(doubts) }
        if exponent.isReal, exponent.isExact, Swift.abs(exponent.re) <= 100, (2 * exponent.re) == (2 * exponent.re).rounded() {
            return squareRoot.raised(toWhole: Int(2 * exponent.re)).with(doubts)
        }
        if mayBeZero {
            guard exponent.isReal, exponent.re > exponent.radius else {
                return .unknown(doubts.union(isExactZero && exponent.re < 0 ? .undefined : .blurred))
            }
            return Estimate(0, radius: isExactZero ? 0 : Glibc.pow(magnitude + radius, exponent.re) * 2).with(doubts)
        }
        let result = (exponent * logarithm).exponential
        // Near whole exponents a negative base may have a real value after all.
        let isNearWhole = exponent.isReal && Swift.abs(exponent.re - exponent.re.rounded()) <= exponent.radius
        return isReal && re < 0 && isNearWhole ? result.with(.convention) : result
    }

    private func raised(toWhole exponent: Int) -> Estimate {
        if exponent == 0 { return isExactZero ? Estimate(1).with(doubts.union(.convention)) : Estimate(1).with(doubts) }
        var result = Estimate(1)
        var square = self
        var rest = exponent.magnitude
        while rest > 0 {
            if rest & 1 == 1 { result = result * square }
            rest >>= 1
            if rest > 0 { square = square * square }
        }
        return exponent > 0 ? result : Estimate(1) / result
    }

    /// Lambert's function by Halley's method (Corless et al., On the Lambert W function, 1996).
    func lambert(branch: Int) -> Estimate {
        if !isUsable { return self }
        if isExactZero { return branch == 0 ? self : .unknown(doubts.union(.undefined)) }
        if mayBeZero || meetsCut { return .unknown(doubts.union(.blurred)) }
        let tip = -0.36787944117144233
        let isNearTip = Swift.abs(re - tip) <= 1e-14 + radius && Swift.abs(im) <= radius && (branch == 0 || branch == -1)
        if isNearTip { return Estimate(-1, radius: 4 * Glibc.sqrt(radius + 1e-15)).with(doubts) }
        let realBranch = isReal && (branch == 0 && re > tip || branch == -1 && re > tip && re < 0)
        var w = lambertStart(branch: branch, tip: tip)
        if realBranch { w.im = 0 }
        for _ in 0..<60 {
            let power = Glibc.exp(w.re)
            let e = Estimate(re: power * Glibc.cos(w.im), im: power * Glibc.sin(w.im))
            let residual = w * e - self
            let next = w + Estimate(1)
            let slope = e * next - (w + Estimate(2)) * residual / (Estimate(2) * next)
            let step = residual / slope
            guard step.isUsable else { return .unknown(doubts.union(.blurred)) }
            w = Estimate(re: w.re - step.re, im: w.im - step.im)
            if step.magnitude <= 1e-16 * w.magnitude { break }
        }
        let slope = w.magnitude / Swift.max(1e-300, magnitude * hypot(1 + w.re, w.im))
        if realBranch { return applied(w.re, slope: 2 * slope) }
        let result = applied(re: w.re, im: w.im, slope: 2 * slope)
        return isReal ? result.with(.leavesReals) : result
    }

    private func lambertStart(branch: Int, tip: Double) -> Estimate {
        let bare = Estimate(re: re, im: im, isReal: isReal)
        if branch == 0 || branch == -1 {
            let root = (Estimate(2) * (bare * Estimate(Glibc.exp(1)) + Estimate(1))).squareRoot
            if hypot(re - tip, im) < 0.3, branch == 0 || im == 0 || im < 0 {
                var start = branch == 0 ? Estimate(-1) + root : Estimate(-1) - root
                start.doubts = []
                return start
            }
            if branch == 0, magnitude < 2, re > tip { return Estimate(re: re, im: im) * Estimate(0.6) }
        }
        var first = bare.logarithm
        first.doubts = []
        if branch == -1, isReal, re < 0 {
            let start = Glibc.log(-re)
            return Estimate(start - Glibc.log(-start))
        }
        let shifted = Estimate(re: first.re, im: first.im + 2 * Double.pi * Double(branch))
        var start = shifted - shifted.logarithm
        start.doubts = []
        return start.re.isFinite ? start : Estimate(re: 0.5, im: 2 * Double.pi * Double(branch))
    }
}
