/// Random texts of smooth and kinked functions, and points at which kinks are likely to be met.
struct KinkedExpressions {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    private mutating func pick(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(count))
    }

    private mutating func choose(_ texts: [String]) -> String { texts[pick(texts.count)] }

    /// A point, and a text that is interesting there.
    mutating func next() -> (point: String, text: String) {
        let point = choose(["0", "0", "0", "1", "1/2", "pi"])
        let shift = point == "0" ? "x" : "(x - \(point))"
        return (point, term(depth: 2 + pick(3), shift, point))
    }

    /// A text in two variables that is interesting where both are zero.
    mutating func nextOfTwo() -> String { term(depth: 2 + pick(2), "x", "0", others: ["y", "y", "(x - y)", "(x + y)", "(x*y)"]) }

    private mutating func term(depth: Int, _ shift: String, _ point: String, others: [String] = []) -> String {
        if depth == 0 {
            return choose(others + [shift, shift, shift, "(\(shift))^2", "x", "1/2", "1", "2", "-1", "0"])
        }
        let inner = { (generator: inout KinkedExpressions) in generator.term(depth: depth - 1, shift, point, others: others) }
        switch pick(10) {
        case 0...3:
            let function = choose([
                "abs", "abs", "relu", "sign", "step", "floor", "ceil", "sin", "cos", "exp", "atan", "cbrt", "tanh", "softplus", "erf",
            ])
            return "\(function)(\(inner(&self)))"
        case 4: return "sqrt((\(inner(&self)))^2 + \(choose(["0", "1", "(\(shift))^2"])))"
        // Roots of what may be negative would be complex numbers, which have numeric values of their own.
        case 5: return "\(choose(["(", "abs("]))\(inner(&self)))^\(choose(["2", "3", "(-1)"]))"
        case 6: return "(\(inner(&self)))*(\(inner(&self)))"
        case 7 where pick(4) == 0: return "abs(\(inner(&self)))^(\(choose(["1/2", "3/2", "x", "-1/3", "2*x + 1"])))"
        case 7: return "(\(inner(&self))) \(choose(["+", "-"])) (\(inner(&self)))"
        case 8: return "\(choose(["max", "min"]))(\(inner(&self)), \(inner(&self)))"
        default:
            return "if(\(inner(&self)) \(choose(["<", "<=", "=", ">", "!="])) \(inner(&self)), \(inner(&self)), \(inner(&self)))"
        }
    }
}
