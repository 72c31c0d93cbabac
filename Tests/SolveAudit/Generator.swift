/// Makes random questions: shapes whose parts are random, so that what methods rely on is met from many sides.
struct Generator {
    var random: RandomNumbers
    let x = Term.name("x")

    init(seed: UInt64) { random = RandomNumbers(seed: seed) }

    mutating func manner() -> Question.Manner {
        var manner = Question.Manner()
        switch random.whole(in: 0...19) {
        case 0...10: break
        case 11, 12: manner.isReal = true
        case 13, 14:
            manner.interval = random.one(of: [
                ["0", "2*pi"], ["-1", "1"], ["-5", "5"], ["0", "3"], ["-pi", "pi/2"], ["1/2", "7/2"], ["-3", "-1"],
            ])
        case 15, 16: manner.assumption = random.one(of: ["x > 0", "x < 0", "x >= 1", "x != 0", "x <= 2", "x > -1"])
        case 17: manner.isWhole = true
        default: manner.isComplex = true
        }
        return manner
    }

    mutating func question(_ manner: Question.Manner) -> Question {
        while true {
            var sides = manner.isComplex ? analytic() : shape()
            if random.chance(0.25) { sides = withParameters(sides) }
            var relation = Term.call(.equal, [sides.0, sides.1])
            if !manner.isComplex, random.chance(0.18), !relation.mentions("I") {
                let order = random.one(of: [Operation.less, .lessOrEqual])
                relation = .call(order, random.chance(0.5) ? [sides.0, sides.1] : [sides.1, sides.0])
            }
            let question = Question(relation: relation, manner: manner)
            if relation.mentions("x"), relation.size < 40 { return question }
        }
    }

    private mutating func shape() -> (Term, Term) {
        switch random.whole(in: 0...33) {
        case 0...3: angles()
        case 4, 5: mixedAngles()
        case 6, 7: nested()
        case 8...10: roots()
        case 11...13: steps()
        case 14, 15: products()
        case 16, 17: exponentials()
        case 18: logarithms()
        case 19, 20: lambertShapes()
        case 21, 22: polynomials()
        case 23, 24: fractions()
        case 25, 26: inverses()
        case 27: imaginary()
        case 28: identities()
        case 29: powers()
        default: (free(depth: random.whole(in: 1...3)), free(depth: random.whole(in: 0...2)))
        }
    }

    private mutating func analytic() -> (Term, Term) {
        switch random.whole(in: 0...8) {
        case 0: return (call(one(of: [.sin, .cos, .sinh, .cosh, .exp, .tan]), linear()), number())
        case 1: return imaginary()
        case 2: return polynomials()
        case 3: return exponentials()
        case 4: return powers()
        case 5: return angles()
        case 6: return fractions()
        case 7: return (call(one(of: [.exp, .sin, .cos, .log, .sqrt]), call(one(of: [.exp, .sin, .cos, .sqrt]), x)), number())
        default: return lambertShapes()
        }
    }

    // MARK: - Parts

    mutating func one(of choices: [Operation]) -> Operation { random.one(of: choices) }

    /// Written as a difference where the second is negative.
    static func sum(_ left: Term, _ right: Term) -> Term {
        right.operation == .negated ? left - right.operands[0] : left + right
    }

    func call(_ operation: Operation, _ operand: Term) -> Term { .call(operation, [operand]) }

    mutating func whole(_ range: ClosedRange<Int>) -> Term { .whole(random.whole(in: range)) }

    mutating func nonzero(_ largest: Int) -> Int { random.whole(in: 1...largest) * (random.chance(0.5) ? 1 : -1) }

    mutating func signed(_ value: Int) -> Term { value < 0 ? call(.negated, .whole(-value)) : .whole(value) }

    /// A small number, mostly rational.
    mutating func number() -> Term {
        switch random.whole(in: 0...11) {
        case 0, 1: .whole(0)
        case 2...5: signed(nonzero(4))
        case 6, 7: signed(nonzero(5)) / .whole(random.whole(in: 2...4))
        case 8: call(.sqrt, whole(2...3)) / .whole(random.whole(in: 1...2))
        case 9: .name("pi") / .whole(random.whole(in: 2...6))
        default: .whole(1)
        }
    }

    mutating func linear() -> Term {
        let scale = random.chance(0.5) ? 1 : nonzero(4)
        let scaled = scale == 1 ? x : scale == -1 ? call(.negated, x) : signed(scale) * x
        switch random.whole(in: 0...8) {
        case 0...3: return scaled
        case 4: return scaled + call(.sqrt, whole(2...3))
        case 5, 6: return scaled + whole(1...4) / whole(1...3)
        default: return scaled - whole(1...5)
        }
    }

    mutating func angle() -> Term {
        if random.chance(0.6) { return x }
        return random.one(of: [.whole(2) * x, .whole(3) * x, x / .whole(2), .name("pi") * x, linear()])
    }

    static let circular: [Operation] = [.sin, .cos, .tan]
    static let elementary: [Operation] = [.sin, .cos, .tan, .exp, .log, .sqrt, .abs, .atan, .sinh, .cosh, .tanh, .cbrt, .asin, .acos]

    /// What is put around a trigonometric function.
    mutating func wrapped(_ term: Term) -> Term {
        switch random.whole(in: 0...13) {
        case 0...3: term
        case 4: call(.exp, term)
        case 5: call(.sqrt, term)
        case 6: call(.cbrt, term)
        case 7: call(.abs, term)
        case 8: term ^ .whole(random.whole(in: 2...3))
        case 9: call(.log, term)
        case 10: .whole(2) ^ term
        case 11: call(.sqrt, .whole(1) + term)
        case 12: .whole(1) / term
        default: whole(2...3) * term
        }
    }

    // MARK: - Shapes

    /// The same angle under different functions on both sides.
    mutating func angles() -> (Term, Term) {
        let common = angle()
        let left = wrapped(call(one(of: Generator.circular), common))
        var right = wrapped(call(one(of: Generator.circular), common))
        if random.chance(0.25) { right = Generator.sum(right, number()) }
        return random.chance(0.2) ? (left - right, number()) : (left, right)
    }

    mutating func mixedAngles() -> (Term, Term) {
        let left = call(one(of: Generator.circular), linear())
        let right = call(one(of: Generator.circular), linear())
        switch random.whole(in: 0...4) {
        case 0: return (left, right)
        case 1: return (left + right, number())
        case 2: return (left * right, number())
        case 3: return (whole(2...4) * left - whole(2...4) * right, number())
        default: return (whole(1...8) * left, .whole(1) / right + call(one(of: [.sec, .csc, .cot]), x))
        }
    }

    mutating func nested() -> (Term, Term) {
        let inner = call(one(of: Generator.elementary), linear())
        let scale = random.one(of: [Term.name("pi"), .whole(2) * .name("pi"), .whole(4), .whole(1), .whole(3)])
        let outer = call(one(of: Generator.elementary + [.sin, .cos, .sin, .cos, .tan]), scale == .whole(1) ? inner : scale * inner)
        return (outer, random.chance(0.8) ? number() : x)
    }

    mutating func roots() -> (Term, Term) {
        func part(_ generator: inout Generator) -> Term {
            let inner =
                generator.random.chance(0.3) ? (generator.x ^ .whole(2)) + generator.signed(generator.nonzero(4)) : generator.linear()
            return generator.call(generator.one(of: [.sqrt, .sqrt, .abs, .abs, .cbrt]), inner)
        }
        let first = part(&self)
        switch random.whole(in: 0...6) {
        case 0: return (first, linear())
        case 1: return (first, part(&self))
        case 2: return (first + part(&self), number())
        case 3: return (first - part(&self), number())
        case 4: return (first * part(&self), number())
        case 5: return (first, part(&self) + linear())
        default: return (call(one(of: [.sqrt, .abs]), x + whole(1...2) * call(.sqrt, linear())), number())
        }
    }

    mutating func steps() -> (Term, Term) {
        let a = random.chance(0.6) ? linear() : free(depth: 1)
        let b = random.chance(0.6) ? linear() : number()
        let condition = Term.call(one(of: [.less, .lessOrEqual]), [linear(), number()])
        let first: Term =
            switch random.whole(in: 0...8) {
            case 0, 1: .call(one(of: [.max, .min]), [a, b])
            case 2: call(.sign, a)
            case 3, 4: call(one(of: [.floor, .ceil]), a)
            case 5: .call(.mod, [a, whole(2...4)])
            case 6: call(one(of: [.relu, .step]), a)
            default: .call(.choose, [condition, a, b])
            }
        switch random.whole(in: 0...4) {
        case 0, 1: return (first, number())
        case 2: return (first, linear())
        case 3: return (first, call(one(of: [.sin, .abs, .floor]), linear()))
        default: return (first * linear(), number())
        }
    }

    mutating func products() -> (Term, Term) {
        let factors = (0..<random.whole(in: 2...3)).map { _ in random.chance(0.4) ? linear() : free(depth: 1) }
        var product = factors.dropFirst().reduce(factors[0], *)
        if random.chance(0.3) { product = call(one(of: [.sqrt, .cbrt, .abs]), product) }
        if random.chance(0.25) { product = product / linear() }
        return (product, random.chance(0.7) ? .whole(0) : number())
    }

    mutating func exponentials() -> (Term, Term) {
        let base = random.one(of: [Term.whole(2), .whole(3), .name("e"), .whole(1) / .whole(2), .whole(4)])
        func power(_ exponent: Term) -> Term { base == .name("e") ? call(.exp, exponent) : base ^ exponent }
        let first = power(linear())
        switch random.whole(in: 0...4) {
        case 0: return (first, number())
        case 1: return (first + signed(nonzero(3)) * power(call(.negated, x)), number())
        case 2: return (power(.whole(2) * x) + signed(nonzero(5)) * power(x), number())
        case 3: return (first, power(random.chance(0.5) ? x ^ .whole(2) : call(.abs, x)))
        default: return (first, whole(2...5) ^ linear())
        }
    }

    mutating func logarithms() -> (Term, Term) {
        let first = call(one(of: [.log, .log, .log2, .log10]), linear())
        switch random.whole(in: 0...5) {
        case 0: return (first + call(.log, linear()), number())
        case 1: return (first, call(.log, linear()))
        case 2: return (call(.log, x) ^ .whole(2) + signed(nonzero(3)) * call(.log, x), number())
        case 3: return (first * call(.log, linear()), number())
        case 4: return (call(.log, (x ^ .whole(2)) + number()), number())
        default: return (x ^ call(.log, x), whole(1...5) * x)
        }
    }

    mutating func lambertShapes() -> (Term, Term) {
        switch random.whole(in: 0...8) {
        case 0: (linear() * call(.exp, linear()), number())
        case 1: (x ^ x, number())
        case 2: (x + whole(2...3) * call(.log, x), number())
        case 3: (x * (whole(2...3) ^ x), number())
        case 4: (call(.exp, linear()), linear())
        case 5: ((x ^ .whole(2)) * call(.exp, linear()), number())
        case 6: (x * call(.log, x), number())
        case 7: (whole(2...3) ^ x, x ^ whole(2...3))
        default: (x - call(.log, x), number())
        }
    }

    mutating func polynomials() -> (Term, Term) {
        if random.chance(0.4) {
            let factors = (0..<random.whole(in: 2...3)).map { _ in
                random.chance(0.5) ? Generator.sum(x ^ .whole(random.whole(in: 1...3)), signed(nonzero(4))) : linear()
            }
            return (factors.dropFirst().reduce(factors[0], *), random.chance(0.6) ? .whole(0) : number())
        }
        let degree = random.whole(in: 2...5)
        var sum = degree == 5 ? x ^ .whole(5) : whole(2...4) * (x ^ .whole(degree))
        for power in stride(from: degree - 1, through: 1, by: -1) where random.chance(0.5) {
            sum = sum + signed(nonzero(6)) * (power == 1 ? x : x ^ .whole(power))
        }
        if random.chance(0.12) { sum = sum + .name("I") * x }
        return (sum, number())
    }

    mutating func fractions() -> (Term, Term) {
        func fraction(_ generator: inout Generator) -> Term {
            let top = generator.random.chance(0.5) ? generator.whole(1...4) : generator.linear()
            let bottom =
                generator.random.chance(0.7) ? generator.linear() : (generator.x ^ .whole(2)) + generator.signed(generator.nonzero(4))
            return top / bottom
        }
        switch random.whole(in: 0...4) {
        case 0: return (fraction(&self), number())
        case 1: return (fraction(&self) + fraction(&self), number())
        case 2: return (fraction(&self), fraction(&self))
        case 3: return (((x ^ .whole(2)) - whole(1...4)) / linear(), number())
        default: return (fraction(&self) + x, number())
        }
    }

    mutating func inverses() -> (Term, Term) {
        let functions: [Operation] = [.asin, .acos, .atan, .acot, .asinh, .acosh, .atanh]
        let first = call(one(of: functions), linear())
        switch random.whole(in: 0...5) {
        case 0: return (first, call(one(of: functions), linear()))
        case 1: return (first + call(one(of: functions), linear()), number())
        case 2: return (first, number())
        case 3: return (whole(2...3) * first, call(one(of: functions), linear()))
        case 4: return (call(one(of: Generator.circular), first), number())
        default: return (.call(.atan2, [linear(), linear()]), number())
        }
    }

    mutating func imaginary() -> (Term, Term) {
        let turned = Term.name("I") * linear()
        switch random.whole(in: 0...6) {
        case 0: return (call(.exp, turned), random.one(of: [.whole(1), call(.negated, .whole(1)), .name("I"), number()]))
        case 1: return (call(one(of: [.sin, .cos, .sinh, .cosh]), turned), number())
        case 2: return (call(.abs, linear() + random.one(of: [.name("I"), .whole(2) * .name("I")])), number())
        case 3: return (call(one(of: [.re, .im, .arg, .abs]), (x + .name("I")) ^ .whole(2)), number())
        case 4: return (.name("I") ^ x, random.one(of: [.whole(1), call(.negated, .whole(1)), .name("I")]))
        case 5: return (call(.exp, turned) + call(.exp, call(.negated, turned)), number())
        default: return ((x + .name("I")) * (x - whole(2...3) * .name("I")), number())
        }
    }

    /// Both sides agree on an interval, or nearly everywhere.
    mutating func identities() -> (Term, Term) {
        let inner = linear()
        switch random.whole(in: 0...8) {
        case 0: return (call(.asin, call(.sin, inner)), inner)
        case 1: return (call(.acos, call(.cos, inner)), inner)
        case 2: return (call(.atan, call(.tan, inner)), inner)
        case 3: return (call(.sqrt, call(one(of: [.sin, .cos, .tan, .log]), x) ^ .whole(2)), call(one(of: [.sin, .cos, .tan, .log]), x))
        case 4: return (call(.sqrt, inner ^ .whole(2)), linear())
        case 5: return (call(.exp, call(.log, inner)), linear())
        case 6: return (call(.abs, inner) + call(.abs, linear()), call(.abs, linear()))
        case 7: return (call(.log, inner ^ .whole(2)), .whole(2) * call(.log, linear()))
        default: return (call(.sqrt, inner) * call(.sqrt, linear()), call(.sqrt, inner * linear()))
        }
    }

    mutating func powers() -> (Term, Term) {
        let exponent = signed(nonzero(5)) / .whole(random.whole(in: 2...4))
        let base = linear()
        switch random.whole(in: 0...3) {
        case 0: return (base ^ exponent, number())
        case 1: return (base ^ exponent, linear())
        case 2: return ((base ^ exponent) + (base ^ (.whole(1) / .whole(2))), number())
        default: return (base ^ random.one(of: [.whole(2), .whole(3), call(.negated, .whole(2))]), whole(1...4) * (x ^ exponent))
        }
    }

    /// Any formula.
    mutating func free(depth: Int) -> Term {
        if depth == 0 { return random.chance(0.6) ? x : number() }
        switch random.whole(in: 0...9) {
        case 0...3: return call(one(of: Generator.elementary), random.chance(0.6) ? linear() : free(depth: depth - 1))
        case 4, 5: return free(depth: depth - 1) + free(depth: depth - 1)
        case 6: return free(depth: depth - 1) - free(depth: depth - 1)
        case 7: return free(depth: depth - 1) * free(depth: depth - 1)
        case 8: return free(depth: depth - 1) / free(depth: depth - 1)
        default:
            return random.chance(0.7) ? free(depth: depth - 1) ^ whole(2...3) : .call(one(of: [.max, .min]), [free(depth: depth - 1), x])
        }
    }

    /// The same with names in the place of one or two of its numbers, never of a whole exponent.
    private mutating func withParameters(_ sides: (Term, Term)) -> (Term, Term) {
        var relation = Term.call(.equal, [sides.0, sides.1])
        for name in random.chance(0.6) ? ["a"] : ["a", "b"] {
            let choices = relation.variants { part in
                if case .number = part { return [.name(name)] }
                return part == x ? [x + .name(name), .name(name) * x] : []
            }.filter { $0.mentions("x") && Generator.hasPlainExponents($0) }
            if !choices.isEmpty { relation = random.one(of: choices) }
        }
        return (relation.operands[0], relation.operands[1])
    }

    private static func hasPlainExponents(_ term: Term) -> Bool {
        term.parts.allSatisfy { part in
            guard part.operation == .power, part.operands[0].mentions("x") else { return true }
            return part.operands[1].names.isDisjoint(with: ["a", "b"])
        }
    }
}
