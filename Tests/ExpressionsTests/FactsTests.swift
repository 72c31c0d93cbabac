import Exact
import Reading
import Syntax
import Testing
import Vocabulary

@testable import Expressions

@Suite("Facts")
struct FactsTests {
    struct Case: Sendable, CustomStringConvertible {
        let assumptions: String
        let input: String
        let facts: String
        init(_ assumptions: String, _ input: String, _ facts: String) {
            self.assumptions = assumptions
            self.input = input
            self.facts = facts
        }
        var description: String { "\(input) where \(assumptions)" }
    }

    @Test(
        "that follow are found",
        arguments: [
            Case("", "x", "real"), Case("", "x^2", "real [0, oo)"), Case("", "x^2 + 1", "real [1, oo) nonzero"),
            Case("", "-x^4 - 2", "real (-oo, -2] nonzero"), Case("", "x^2 + x + 1", "real [3/4, oo) nonzero"),
            Case("", "3 - (x + y)^2 + 2*(x + y)*0", "real (-oo, 3]"), Case("", "3 - 2*sin(x)^2 + 4*sin(x)", "real [-3, 5]"),
            Case("", "2*x^2 - 4*x + 2", "real [0, oo)"),
            Case("", "exp(x)", "real (0, oo) nonzero"), Case("", "sin(x)*cos(y)", "real [-1, 1]"), Case("", "abs(x)", "real [0, oo)"),
            Case("", "sqrt(x)", ""), Case("", "log(x)", ""), Case("", "1/x", "real nonzero"), Case("", "I", "nonzero"),
            Case("", "pi - 3", "real (70796326794896619/500000000000000000, 141592653589793239/1000000000000000000) nonzero"),
            Case("", "sqrt(x^2 + 1)", "real [1, oo) nonzero"), Case("", "log(x^2 + 1)", "real [0, oo)"), Case("", "sec(x)", "real nonzero"),
            Case("", "exp(I*x)", "nonzero"), Case("", "floor(x)", "real integer"), Case("", "f(x)", ""),
            Case("", "7", "real integer odd [7, 7] nonzero"),
            Case("", "sign(x)", "real integer [-1, 1]"), Case("", "if(x > 0, 2, 3)", "real integer [2, 3] nonzero"),
            Case("", "sin(x) + cos(x) - 3", "real [-5, -1] nonzero"), Case("", "cosh(x)^2", "real [1, oo) nonzero"),
            Case("", "max(x^2, y)", "real [0, oo)"), Case("", "2^x", "real (0, oo) nonzero"), Case("", "gamma(x)", "real"),
            Case("x > 0", "x", "real (0, oo) nonzero"), Case("x > 0", "1/x", "real (0, oo) nonzero"),
            Case("x > 0", "x + 1/x", "real (0, oo) nonzero"), Case("x > 0", "sqrt(x)", "real (0, oo) nonzero"),
            Case("x > 0", "log(x)", "real"), Case("x > 0", "x^y", "real (0, oo) nonzero"),
            Case("x > 0", "gamma(x)", "real (0, oo) nonzero"),
            Case("x > 0", "atan(x)", "real (0, 3141592653589793239/2000000000000000000) nonzero"),
            Case("x > 0", "tanh(x)*sinh(x)", "real (0, oo) nonzero"), Case("x > 0", "-x^3", "real (-oo, 0) nonzero"),
            Case("x > 1", "log(x)", "real (0, oo) nonzero"), Case("x >= 4", "sqrt(x)", "real [2, oo) nonzero"),
            Case("x >= 9; x < 16", "sqrt(x) - 3", "real [0, 1)"), Case("x >= 4", "log2(x)", "real [2, oo) nonzero"),
            Case("-1 < x and x < 1", "1 - x^2", "real (0, 1] nonzero"),
            Case("-1 <= x <= 1", "asin(x)*0 + acos(x)", "real [0, 3141592653589793239/1000000000000000000)"),
            Case("-2 <= x <= 3", "x^2", "real [0, 9]"), Case("-2 <= x <= 3", "x^3", "real [-8, 27]"),
            Case("x >= 1; y <= -2", "x*y", "real (-oo, -2] nonzero"),
            Case("0 < x < 1", "x^2 - x", "real [-1/4, 1)"), Case("0 < x < 1", "1/x", "real (1, oo) nonzero"),
            Case("0 < x < 1", "floor(x)", "real integer even [0, 0]"), Case("x < 0", "abs(x)", "real (0, oo) nonzero"),
            Case("x < 0", "sign(x)", "real integer odd [-1, -1] nonzero"), Case("x != 0", "x^2", "real (0, oo) nonzero"),
            Case("x != 0", "x*exp(x)", "real nonzero"), Case("x nonnegative", "relu(x) + 1", "real [1, oo) nonzero"),
            Case("n integer", "n^2 + 1", "real integer [1, oo) nonzero"), Case("n integer", "2*n + 1", "real integer odd nonzero"),
            Case("n integer", "(-1)^n", "real integer odd [-1, 1] nonzero"), Case("n integer", "n/2", "real"),
            Case("n even", "n/2", "real integer"), Case("n even; m odd", "n*m + 3", "real integer odd nonzero"),
            Case("n even; m odd", "n^2 + m^2", "real integer odd [1, oo) nonzero"),
            Case("n integer; n > 0", "n - 1", "real integer [0, oo)"),
            Case("n even; n > 0", "n", "real integer even [2, oo) nonzero"),
            Case("n integer; n > 0", "factorial(n)", "real integer [1, oo) nonzero"),
            Case("n integer", "x^n", "real"), Case("n even", "x^n", "real [0, oo)"),
            Case("n integer; n >= 0", "3^n", "real integer odd [1, oo) nonzero"),
            Case("z complex", "z", ""), Case("z complex", "z^2 + 1", ""), Case("z complex; z nonzero", "z*x^2", ""),
            Case("z complex; z nonzero", "z^3", "nonzero"),
            Case(
                "x < pi/2; x > -pi/2", "x/2",
                "real (-3141592653589793239/4000000000000000000, 3141592653589793239/4000000000000000000)"),
            Case("x real", "x", "real"), Case("x = 3", "x^2", "real integer odd [9, 9] nonzero"),
            Case("x > sqrt(2)", "x - 7/5", "real (78139885503/5497558138880, oo) nonzero"),
            Case("x < 0; y < 0", "x^-2 - y^2", "real"),
        ])
    func wantedFacts(item: Case) throws {
        let store = ExprStore()
        let reader = Reader(store: store, catalogue: Catalogue(store: store))
        reader.environment.abstractFunctions = ["f"]
        try Assuming(store, reader).assume(item.assumptions)
        let expr = try reader.expression(item.input)
        #expect(Assuming.text(store.facts(of: expr)) == item.facts)
    }

    @Test("long bounds are rounded outward, huge and tiny ones too")
    func boundsStayShort() throws {
        let store = ExprStore()
        let reader = Reader(store: store, catalogue: Catalogue(store: store))
        for (text, value) in [
            ("1/3^80", Rational(3).power(-80)), ("3^80", Rational(3).power(80)),
            ("-7^40/3^41", Rational(7).power(40).map { -$0 / (Rational(3).power(41) ?? 1) }),
            ("10^400", Rational(10).power(400)), ("-10^400", Rational(10).power(400).map { -$0 }), ("10^-400", Rational(10).power(-400)),
            ("-10^-400", Rational(10).power(-400).map { -$0 }),
        ] {
            let facts = store.facts(of: try reader.expression(text))
            let exact = try #require(value)
            #expect((facts.lower ?? facts.upper) != nil, "\(text)")
            if let lower = facts.lower { #expect(lower.value < exact && lower.isStrict && lower.value.bitLength <= 264, "\(text)") }
            if let upper = facts.upper { #expect(upper.value > exact && upper.isStrict && upper.value.bitLength <= 264, "\(text)") }
            #expect(facts.isNonzero)
        }
    }

    @Test(
        "every range, domain and condition of positivity in the function table is understood", arguments: Vocabulary.functions.map(\.name))
    func columnsAreUnderstood(name: String) throws {
        let row = Vocabulary.row(try #require(Vocabulary.function(named: name)))
        for (text, parameters) in [(row.range, ["y"]), (row.domain, row.parameters), (row.positive, row.parameters)] where !text.isEmpty {
            // Only conditions that exclude single points, where there is no value, go without saying.
            let isTrivial = text.contains("!=")
            let read = FunctionFacts.condition(text, parameters, isRequired: false)
            let alternatives = try #require(read, "'\(text)' of \(name) is not understood")
            if isTrivial { continue }
            let words = text.split(separator: " ").map(String.init)
            let (separate, joined) = (words.count { $0 == "or" }, words.count { $0 == "and" })
            #expect(alternatives.count == separate + 1, "\(text)")
            let conditions: Int = alternatives.reduce(0) { $0 + $1.count }
            #expect(conditions == separate + joined + 1, "\(text)")
        }
    }

    @Test("what the table excludes by != has no value there", arguments: Vocabulary.functions.map(\.name))
    func excludedPointsAreSingular(name: String) throws {
        let row = Vocabulary.row(try #require(Vocabulary.function(named: name)))
        if row.domain.contains("!="), name != "root" { #expect(!row.singular.isEmpty, "\(name)") }
    }

    @Test("an expression a million levels deep is no harder than its nodes")
    func deepExpressions() throws {
        let store = ExprStore()
        let sine = try #require(Vocabulary.function(named: "sin"))
        var deep = store.symbol("x")
        for _ in 0..<1_000_000 { deep = store.call(sine, deep) }
        #expect(Assuming.text(store.facts(of: deep)) == "real [-1, 1]")
    }
}

/// Reads assumptions for tests, and shows facts.
struct Assuming {
    let store: ExprStore
    let reader: Reader

    init(_ store: ExprStore, _ reader: Reader) {
        self.store = store
        self.reader = reader
    }

    /// Assumes conditions and properties that are separated by semicolons.
    func assume(_ text: String) throws {
        for part in text.split(separator: ";") {
            let words = part.split(separator: " ").map(String.init)
            if words.count == 2, let property = Vocabulary.properties.first(where: { $0.word == words[1] }) {
                try store.assume(store.symbol(words[0]), property.id)
            } else {
                let condition = try store.withoutAssumptions { () throws(Diagnostic) in try reader.expression(String(part)) }
                try store.assume(condition)
            }
        }
    }

    static func text(_ facts: Facts) -> String {
        var words: [String] = []
        if facts.isReal { words.append("real") }
        if facts.isInteger { words.append("integer") }
        if let parity = facts.parity { words.append(parity == .even ? "even" : "odd") }
        if facts.lower != nil || facts.upper != nil {
            let lower = facts.lower.map { "\($0.isStrict ? "(" : "[")\($0.value)" } ?? "(-oo"
            words.append("\(lower), " + (facts.upper.map { "\($0.value)\($0.isStrict ? ")" : "]")" } ?? "oo)"))
        }
        if facts.isNonzero { words.append("nonzero") }
        return words.joined(separator: " ")
    }
}
