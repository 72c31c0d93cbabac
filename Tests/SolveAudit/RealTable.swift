import Glibc

/// What operations do to doubles; nan stands for no real value.
enum RealTable {
    static func value(_ operation: Operation, _ a: Double, _ b: Double, _ count: Int) -> Double {
        let result = raw(operation, a, b, count)
        return result.isFinite ? result : .nan
    }

    private static func raw(_ operation: Operation, _ a: Double, _ b: Double, _ count: Int) -> Double {
        switch operation {
        case .plus: a + b
        case .minus: a - b
        case .times: a * b
        case .over: a / b
        case .power: power(a, b)
        case .negated: -a
        case .less: truth(a < b, a, b)
        case .lessOrEqual: truth(a <= b, a, b)
        case .equal: truth(a == b, a, b)
        case .unequal: truth(a != b, a, b)
        case .and: a == 0 || b == 0 ? 0 : a.isNaN || b.isNaN ? .nan : 1
        case .or: a == 1 || b == 1 ? 1 : a.isNaN || b.isNaN ? .nan : 0
        case .not: 1 - a
        case .sin: Glibc.sin(a)
        case .cos: Glibc.cos(a)
        case .tan: Glibc.tan(a)
        case .cot: 1 / Glibc.tan(a)
        case .sec: 1 / Glibc.cos(a)
        case .csc: 1 / Glibc.sin(a)
        case .asin: Glibc.asin(a)
        case .acos: Glibc.acos(a)
        case .atan: Glibc.atan(a)
        case .acot: a == 0 ? Double.pi / 2 : Glibc.atan(1 / a)
        case .asec: Glibc.acos(1 / a)
        case .acsc: Glibc.asin(1 / a)
        case .sinh: Glibc.sinh(a)
        case .cosh: Glibc.cosh(a)
        case .tanh: Glibc.tanh(a)
        case .coth: 1 / Glibc.tanh(a)
        case .sech: 1 / Glibc.cosh(a)
        case .csch: 1 / Glibc.sinh(a)
        case .asinh: Glibc.asinh(a)
        case .acosh: Glibc.acosh(a)
        case .atanh: Glibc.atanh(a)
        case .acoth: Glibc.atanh(1 / a)
        case .asech: Glibc.acosh(1 / a)
        case .acsch: Glibc.asinh(1 / a)
        case .exp: Glibc.exp(a)
        case .log: count > 1 ? Glibc.log(a) / Glibc.log(b) : Glibc.log(a)
        case .log2: Glibc.log2(a)
        case .log10: Glibc.log10(a)
        case .sqrt: Glibc.sqrt(a)
        case .cbrt: Glibc.cbrt(a)
        case .abs: Swift.abs(a)
        case .sign: a > 0 ? 1 : a < 0 ? -1 : a
        case .floor: Glibc.floor(a)
        case .ceil: Glibc.ceil(a)
        case .mod: a - b * Glibc.floor(a / b)
        case .atan2: a == 0 && b == 0 ? .nan : Glibc.atan2(a, b)
        case .max: a.isNaN || b.isNaN ? .nan : Swift.max(a, b)
        case .min: a.isNaN || b.isNaN ? .nan : Swift.min(a, b)
        case .re, .conjugate: a
        case .im: a.isNaN ? .nan : 0
        case .arg: a > 0 ? 0 : a < 0 ? Double.pi : .nan
        case .relu: a.isNaN ? .nan : Swift.max(0, a)
        case .step: a.isNaN ? .nan : a >= 0 ? 1 : 0
        case .sigmoid: 1 / (1 + Glibc.exp(-a))
        case .softplus: a > 30 ? a : Glibc.log1p(Glibc.exp(a))
        case .lambertw: lambert(count > 1 ? b : a, branch: count > 1 ? a : 0)
        case .choose, .rootof: .nan
        }
    }

    private static func truth(_ holds: Bool, _ a: Double, _ b: Double) -> Double { a.isNaN || b.isNaN ? .nan : holds ? 1 : 0 }

    private static func power(_ a: Double, _ b: Double) -> Double {
        if a == 0, b <= 0 { return .nan }
        return Glibc.pow(a, b)
    }

    private static func lambert(_ x: Double, branch: Double) -> Double {
        let value = Estimate(x).lambert(branch: Int(branch))
        return value.isUsable && value.isReal ? value.re : .nan
    }
}
