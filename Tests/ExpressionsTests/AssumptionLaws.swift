import Algebra
import Ball
import Certified
import Exact
import Reading
import Support
import Syntax
import Testing
import Vocabulary

@testable import Expressions

/// What is inferred from assumptions holds at every point that satisfies them, and no value changes.
@Suite("Laws of assumptions")
struct AssumptionLaws {
    private let store = ExprStore()
    private let catalogue: Catalogue
    private let reader: Reader

    init() {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
    }

    private static let choices = [
        "> 0", ">= 0", "< 0", "<= 0", "!= 0", "> 1", "< -1", "integer", "even", "odd", "real", "complex", "positive", "nonpositive",
        "integer; NAME > 0", "even; NAME >= 0", "odd; NAME < 4", "integer; NAME nonzero", "complex; NAME nonzero", "> -1; NAME < 1",
        ">= 1/3; NAME <= 7/2", "> -pi/2; NAME < pi/2", ">= 0; NAME < 1/10", "integer; NAME >= -1; NAME <= 1", "= 2", "",
    ]
    private static let names = ["x", "y", "z", "a", "b1", "theta", "x_1"]

    /// Assumes something of most names. Returns what.
    private func assumeAnything(_ random: inout Randomness) throws -> String {
        var all: [String] = []
        for name in AssumptionLaws.names {
            let choice = random.pick(AssumptionLaws.choices)
            if choice.isEmpty { continue }
            all.append("\(name) \(choice.replacing("NAME", with: name))")
        }
        if random.oneIn(5) { all = ["x < y"] + all.filter { !$0.hasPrefix("x ") && !$0.hasPrefix("y ") } }
        let text = all.joined(separator: "; ")
        try Assuming(store, reader).assume(text)
        return text
    }

    /// A point that satisfies the assumptions; at times a bound itself.
    private func point(_ symbols: [Expr], _ number: UInt64, _ evaluator: BallEvaluator, _ random: inout Randomness) -> Bool {
        evaluator.reset()
        evaluator.point = SamplePoint.point(SamplePoint.related(symbols, store), store, number, .real)
        for symbol in symbols where random.oneIn(6) {
            guard let facts = store.assumptions.names[symbol], facts.isReal else { continue }
            for bound in [facts.lower, facts.upper] {
                if let bound, !bound.isStrict { evaluator.point[symbol]?.set(bound.value, bits: 600) }
            }
            if facts.lower == nil, facts.upper == nil, !facts.isNonzero, facts.parity != .odd { evaluator.point[symbol]?.set(0) }
        }
        return evaluator.satisfyAssumptions()
    }

    @Test(
        "expressions are compared where the assumptions hold",
        arguments: [
            ("x > 0", "sqrt(x^2)", "x", true), ("x < 0", "sqrt(x^2)", "x", false), ("x < 0", "sqrt(x^2)", "-x", true),
            ("n integer", "cos(n*pi)^2", "1", true), ("n odd", "cos(n*pi)", "-1", true), ("n integer", "cos(n*pi)", "1", false),
            ("x < y", "max(x, y)", "y", true), ("x < y", "max(x, y)", "x", false), ("x + y = 1", "x^2 + 2*x*y + y^2", "1", true),
            ("x + y = 1", "x^2 + y^2", "1", false), ("x^2 + y^2 < 1", "floor(x^2 + y^2)", "0", true), ("x = pi", "sin(x/2)", "1", true),
            ("z complex", "sqrt(z^2)", "sqrt(z)^2", false), ("z complex", "(z + 1)^2", "z^2 + 2*z + 1", true),
            ("0 < x < y and y < z", "max(x, z, y)", "z", true), ("-1/1000 < x < 0", "sign(x)*floor(x)", "1", true),
        ])
    func comparisons(assumed: String, left: String, right: String, agree: Bool) throws {
        let sides = (try reader.expression(left), try reader.expression(right))
        try Assuming(store, reader).assume(assumed)
        switch try BallComparison(catalogue).compare(sides.0, sides.1) {
        case .agree(let points): #expect(agree && points == 3)
        case .differ: #expect(!agree)
        case .undecided: Issue.record("\(left) and \(right) were compared nowhere")
        }
    }

    @Test("facts hold wherever there is a value", arguments: 0..<6)
    func factsAreTrue(part: Int) throws {
        let evaluator = try BallEvaluator(catalogue)
        evaluator.bits = 160
        var random = Randomness(seed: UInt64(part) + 400)
        var expressions = RandomExpressions(catalogue, seed: UInt64(part) + 500)
        let mark = store.checkpoint()
        var (checked, said) = (0, 0)
        for _ in 0..<350 {
            store.budget.renew(nodes: store.count)
            let assumed = try assumeAnything(&random)
            let expr = expressions.expression(depth: 3)
            let nodes = store.postorder([expr]).filter { !store.traits($0).contains(.isCondition) && $0 != .undefined }
            let symbols = store.symbols(in: [expr])
            for number in 0..<8 as Range<UInt64> where point(symbols, number, evaluator, &random) {
                for node in nodes {
                    let facts = store.facts(of: node)
                    let value = evaluator.value(of: node)
                    guard value.isFinite else { continue }
                    checked += 1
                    if !Assuming.text(facts).isEmpty { said += 1 }
                    if let violation = violation(facts, value) {
                        let inputs = symbols.map { "\(store.name($0)) = \(evaluator.point[$0]?.midpoint.real ?? .nan)" }
                        Issue.record("\(violation): \(Assuming.text(facts)) of \(value.midpoint), \(assumed), \(inputs), \(node)")
                        return
                    }
                }
            }
            store.rollback(to: mark)
        }
        #expect(checked > 10_000 && said * 2 > checked, "\(checked) values, of \(said) something was said")
    }

    /// Which fact a value certainly contradicts.
    private func violation(_ facts: Facts, _ value: ComplexBall) -> String? {
        if facts.isNonzero, value.isExactZero { return "zero" }
        guard facts.isReal else { return nil }
        let imaginary = value.bounds(.imaginary)
        if imaginary.lower > 0 || imaginary.upper < 0 { return "not real" }
        let (lower, upper) = value.bounds(.real)
        if let bound = facts.lower, let most = Rational(exactly: upper) {
            if most < bound.value || (bound.isStrict && most == bound.value) { return "below" }
        }
        if let bound = facts.upper, let least = Rational(exactly: lower) {
            if least > bound.value || (bound.isStrict && least == bound.value) { return "above" }
        }
        if facts.isInteger {
            guard lower.rounded(.up) <= upper else { return "not whole" }
            if let parity = facts.parity, upper - lower < 0.5, upper.magnitude < 1e15 {
                let whole = Int(lower.rounded(.up))
                if whole % 2 == 0, parity == .odd { return "even" }
                if whole % 2 != 0, parity == .even { return "odd" }
            }
        }
        return nil
    }

    @Test("the canonical form under assumptions has the value that the form without them has", arguments: 0..<6)
    func valuesAreKept(part: Int) throws {
        let evaluator = try BallEvaluator(catalogue)
        evaluator.bits = 200
        var random = Randomness(seed: UInt64(part) + 900)
        var expressions = RandomExpressions(catalogue, seed: UInt64(part) + 1000)
        let mark = store.checkpoint()
        var (compared, changed) = (0, 0)
        for round in 0..<600 {
            store.budget.renew(nodes: store.count)
            let plain = round % 3 == 0 ? expressions.expression(depth: 3) : special(&random)
            let conditions = [
                store.relation(.less, plain, .zero), store.relation(.lessOrEqual, plain, .one), store.relation(.equal, plain, .zero),
            ]
            let assumed = try assumeAnything(&random)
            let canonical = catalogue.substitute(plain, [:])
            let decided = catalogue.substitute(conditions, [:])
            if canonical != plain { changed += 1 }
            let symbols = store.symbols(in: [plain])
            for number in 0..<6 as Range<UInt64> where point(symbols, number, evaluator, &random) {
                let (left, right) = (evaluator.value(of: plain), evaluator.value(of: canonical))
                guard left.isFinite else { continue }
                compared += 1
                let agrees = !right.isFinite || left.overlaps(right)
                let truths = store.withoutAssumptions {
                    zip(conditions, decided).allSatisfy { before, after in
                        let (first, second) = (evaluator.truth(of: before), evaluator.truth(of: after))
                        return first == second || first == .undecided || second == .undecided
                    }
                }
                if !agrees || !truths || canonical == .undefined {
                    var renderer = Shown(store)
                    Issue.record("\(renderer.text(plain)) becomes \(renderer.text(canonical)) where \(assumed)")
                    return
                }
            }
            store.rollback(to: mark)
        }
        #expect(compared > 1000 && changed > 100, "\(compared) values, \(changed) forms changed")
    }

    /// Forms that assumptions change: powers of powers and products, signs, whole periods.
    private func special(_ random: inout Randomness) -> Expr {
        func name() -> Expr { store.symbol(random.pick(AssumptionLaws.names)) }
        func exponent() -> Expr {
            random.oneIn(3) ? name() : store.number(Rational(random.below(13) - 6, random.pick([1, 2, 2, 3])))
        }
        let factor = store.number(random.pick([-8, -3, -1, 1, 2, 4]))
        let atoms = [name(), store.power(name(), exponent()), store.sum(name(), .one), store.constant(.pi), store.power(name(), .two)]
        func call(_ word: String, _ arguments: [Expr]) -> Expr {
            Vocabulary.function(named: word).map { catalogue.call($0, arguments) } ?? .zero
        }
        let product = store.product([factor, random.pick(atoms), random.pick(atoms)])
        switch random.below(9) {
        case 0, 1: return store.power(product, exponent())
        case 2: return store.power(store.power(random.pick(atoms), exponent()), exponent())
        case 3: return call(random.pick(["abs", "sign", "step", "relu", "floor", "ceil"]), [product])
        case 4: return call(random.pick(["max", "min"]), [random.pick(atoms), random.pick(atoms), factor])
        case 5:
            let turns = store.product([store.number(Rational(random.below(7) - 3, random.pick([1, 1, 2]))), name(), store.constant(.pi)])
            return call(random.pick(["sin", "cos", "tan", "sec"]), [store.sum(turns, random.pick([.zero, name(), turns]))])
        case 6: return call("exp", [store.product([factor, name(), store.constant(.pi), store.constant(.imaginaryUnit)])])
        case 7: return store.power(.minusOne, store.sum([store.product(factor, name()), name(), factor]))
        default: return call("log", [call("exp", [random.pick(atoms)])])
        }
    }
}

/// Text for failures.
private struct Shown {
    private let store: ExprStore
    init(_ store: ExprStore) { self.store = store }
    mutating func text(_ expr: Expr) -> String {
        store.postorder([expr]).map { node in
            let parts = store.childArray(node).map { "\($0.index)" }.joined(separator: " ")
            let name = store.kind(node) == .symbol ? store.name(node) : store.rationalValue(node).map { "\($0)" } ?? ""
            return "\(node.index):\(store.kind(node))\(name)(\(parts))"
        }.joined(separator: " ")
    }
}
