import Algebra
import Ball
import Certified
import Exact
import Expressions
import Glibc
import Reading
import Rendering
import Support
import Syntax
import Testing
import Vocabulary

@Suite("Canonical form")
struct CanonicalFormTests {
    private let store = ExprStore()
    private let catalogue: Catalogue
    private let reader: Reader

    init() {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
    }

    /// A constructor applied to parts has the value that arithmetic on the parts' values has.
    @Test("constructors keep the value at random points, negative and complex ones included")
    func valuesAreKept() throws {
        let evaluator = try BallEvaluator(catalogue)
        evaluator.bits = 200
        var random = RandomExpressions(catalogue, seed: 77)
        let mark = store.checkpoint()
        var compared = 0
        for round in 0..<6000 {
            let (a, b) = (random.expression(depth: 2), random.expression(depth: 2))
            let symbols = store.symbols(in: [a, b])
            evaluator.reset()
            evaluator.point = SamplePoint.point(symbols, store, UInt64(round % 20), .complex)
            let expected = ComplexBall()
            let (left, right) = (evaluator.value(of: a), evaluator.value(of: b))
            let result: Expr
            switch round % 4 {
            case 0:
                result = store.sum(a, b)
                expected.add(left, right, bits: 200)
            case 1:
                result = store.product(a, b)
                expected.multiply(left, right, bits: 200)
            case 2:
                result = store.quotient(a, b)
                expected.divide(left, right, bits: 200)
            default:
                result = store.power(a, b)
                expected.power(left, right, bits: 200)
            }
            let value = evaluator.value(of: result)
            if result != .undefined, expected.isFinite, value.isFinite {
                #expect(expected.overlaps(value), "round \(round)")
                compared += 1
            }
            store.rollback(to: mark)
        }
        #expect(compared > 2000)
    }

    @Test("sums and products are commutative and associative, and equal expressions are one")
    func ringLaws() {
        var random = RandomExpressions(catalogue, seed: 5)
        for _ in 0..<2000 {
            let (a, b, c) = (random.expression(depth: 2), random.expression(depth: 2), random.expression(depth: 2))
            #expect(store.sum(a, b) == store.sum(b, a))
            #expect(store.sum(store.sum(a, b), c) == store.sum(a, store.sum(b, c)))
            #expect(store.difference(a, a) == .zero)
            #expect(store.product(a, b) == store.product(b, a))
            if store.budget.isExhausted { return }
        }
    }

    @Test("the same expression has the same structural hash in every store")
    func hashesDoNotDependOnHistory() throws {
        let other = ExprStore()
        let otherReader = Reader(store: other, catalogue: Catalogue(store: other))
        for noise in ["b + a", "sin(q)", "7*y^2/3", "12345678901234567890"] { _ = try otherReader.expression(noise) }
        for text in ["x*y + sin(x)^2 - 3/7", "a + b + c", "if(x < y, x^y, 2)", "12345678901234567890*x"] {
            #expect(store.structuralHash(try reader.expression(text)) == other.structuralHash(try otherReader.expression(text)))
        }
    }

    @Test("rollback forgets everything since the checkpoint, and nothing before")
    func rollbackRestores() throws {
        let kept = try reader.expression("x^2 + sin(x)")
        let mark = store.checkpoint()
        let count = store.count
        var random = RandomExpressions(catalogue, seed: 9)
        for _ in 0..<100 {
            store.budget.renew(nodes: store.count)
            for _ in 0..<50 { _ = random.expression(depth: 4) }
            _ = store.number(Rational(Integer(7).power(200) ?? 1))
            store.rollback(to: mark)
            #expect(store.count == count)
            store.budget.renew(nodes: store.count)
            #expect(try reader.expression("sin(x) + x^2") == kept)
            store.rollback(to: mark)
        }
    }

    @Test(
        "numbers are exact",
        arguments: [
            ("0.1 + 0.2", "3/10"), ("2^100", "1267650600228229401496703205376"), ("8^(1/3)", "2"), ("sqrt(12)", "2*sqrt(3)"),
            ("sqrt(2)*sqrt(6)", "2*sqrt(3)"),
            ("2^(-1/2)", "sqrt(2)/2"), ("(4/9)^(3/2)", "8/27"), ("sqrt(-4)", "2*I"), ("I^7", "-I"), ("(-8)^(1/3)", "2*(-1)^(1/3)"),
            ("1/3 + 1/6", "1/2"), ("1e-3", "1/1000"), ("sqrt(2/3)", "sqrt(6)/3"), ("12^(1/3)", "2^(2/3)*3^(1/3)"), ("10!", "3628800"),
            ("exp(I*pi)", "-1"), ("sin(7*pi/6)", "-1/2"), ("cos(-pi/3)", "1/2"), ("sqrt(4*x)", "2*sqrt(x)"), ("(x*y)^2", "x^2*y^2"),
            ("sqrt(x^2)", "sqrt(x^2)"), ("sqrt(x)^2", "x"), ("(x^2)^(1/2)", "sqrt(x^2)"), ("x*x^-1", "1"), ("e^x", "exp(x)"),
            ("e^2/e", "exp(-1)*exp(2)"),
            ("floor(-7/2)", "-4"), ("max(1, x, 2)", "max(1, x, 2)"), ("3 < 2", "false"), ("not (x < 2)", "x >= 2"),
        ].map { RoundTripTests.Pair(input: $0.0, output: $0.1) })
    func exactNumbers(pair: RoundTripTests.Pair) throws {
        var renderer = TextRenderer(store)
        #expect(try renderer.text(try reader.expression(pair.input)) == pair.output)
    }

    @Test("walks over expressions a million levels deep end, in linear time")
    func deepExpressions() throws {
        let sine = try #require(Vocabulary.function(named: "sin"))
        var deep = store.symbol("x")
        for _ in 0..<1_000_000 { deep = store.call(sine, deep) }
        #expect(store.postorder([deep]).count == 1_000_001)
        let replaced = catalogue.substitute(deep, [store.symbol("x"): .zero])
        #expect(replaced == .zero)
        var renderer = TextRenderer(store)
        #expect(try renderer.text(deep).utf8.count == 5_000_001)
    }

    @Test("a sum of a million terms is built once, and a million nested parentheses or signs are read")
    func wideAndDeepTexts() throws {
        let sum = try reader.expression(Array(repeating: "x", count: 1_000_000).joined(separator: "+"))
        #expect(sum == store.scaled(Rational(1_000_000), store.symbol("x")))
        let nested = String(repeating: "(", count: 1_000_000) + "x" + String(repeating: ")", count: 1_000_000)
        #expect(try reader.expression(nested) == store.symbol("x"))
        #expect(try reader.expression(String(repeating: "-", count: 1_000_001) + "x") == store.negated(store.symbol("x")))
    }

    @Test(
        "sizes are predicted: what cannot be written down is refused at once",
        arguments: ["2^(10^12)", "10^10^10", "(10^9)!", "1e1000000000", "3^(2^70)"])
    func sizesArePredicted(input: String) {
        store.budget.renew(nodes: store.count)
        #expect(throws: Diagnostic.self) { try reader.expression(input) }
        do { _ = try reader.expression(input) } catch { #expect(error.kind == .limit) }
    }

    @Test("the angle of a point with rational coordinates is exact")
    func anglesOfPoints() throws {
        let store = ExprStore()
        let catalogue = Catalogue(store: store)
        let evaluator = try BallEvaluator(catalogue)
        for (y, x) in (-3...3).flatMap({ y in (-3...3).map { (y, $0) } }) {
            let angle = catalogue.call(KnownFunction.angleOfPoint, [store.number(y), store.number(x)])
            guard x != 0 || y != 0 else {
                #expect(angle == .undefined)
                continue
            }
            #expect(!store.postorder([angle]).contains { store.kind($0) == .call && store.function($0) == KnownFunction.angleOfPoint })
            evaluator.begin(bits: 128)
            #expect(abs(evaluator.value(of: angle).midpoint.real - atan2(Double(y), Double(x))) < 1e-14)
        }
    }

    @Test(
        "the parts of a real constant, and its angle where its sign is known, are exact",
        arguments: ["e", "pi", "sqrt(2)", "-pi", "e + 1", "1 - pi", "-3"])
    func anglesOfConstants(text: String) throws {
        let evaluator = try BallEvaluator(catalogue)
        evaluator.begin(bits: 128)
        let isNegative = evaluator.value(of: try reader.expression(text)).midpoint.real < 0
        #expect(try reader.expression("arg(\(text))") == (isNegative ? store.constant(.pi) : .zero))
        #expect(try reader.expression("im(sin(\(text)) + log(abs(\(text))))") == .zero)
        #expect(try reader.expression("re(\(text)) - conjugate(\(text))") == .zero)
    }
}
