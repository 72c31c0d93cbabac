import Support
import Testing

@testable import Session

/// Sums and products over an index, and elements of arrays.
@Suite("Indices")
struct IndexTests {
    /// A formula in which `%` stands for the index.
    private static func formula(_ random: inout Randomness, _ depth: Int) -> String {
        if depth == 0 || random.oneIn(6) { return random.pick(["x", "y", "%", "%", "2", "a[%]", "b[1, %]"]) }
        func part() -> String { formula(&random, depth - 1) }
        switch random.below(8) {
        case 0, 1: return "(\(part()) + \(part()))"
        case 2: return "(\(part()) - \(part()))"
        case 3: return "\(part())*\(part())"
        case 4: return "\(random.pick(["sin", "exp", "atan", "abs"]))(\(part()))"
        case 5: return "(\(part()))^\(random.pick(["2", "%", "3"]))"
        case 6: return "if(%^2 > \(random.below(6)), \(part()), \(part()))"
        default: return "delta(%, \(1 + random.below(3)))*\(part())"
        }
    }

    private func answer(_ text: String) -> String {
        let response = respond(Session(), .statements, text)
        return response.status == 0 ? response.output : "\(response.status)"
    }

    @Test(
        "geometric sums in closed form are their terms written out, also where there are none",
        arguments: [
            ("2^k", "0"), ("(1/2)^k*k^2", "1"), ("exp(-k*t)", "0"), ("(-1)^k*k", "1"), ("3^(2*k + 1)*(k - 4)", "2"), ("exp(2*k)*x", "1"),
        ])
    func geometricSums(term: String, lower: String) {
        let closed = answer("sum(\(term), k = \(lower)..n)")
        #expect(!closed.contains("sum(") && closed.count > 3, "\(term): \(closed)")
        for last in -1...5 where last >= (Int(lower) ?? 0) - 1 {
            let found = answer(
                "equal(subs(s, n = \(last)), sum(\(term), k = \(lower)..\(last)))", after: "s := sum(\(term), k = \(lower)..n)")
            #expect(found == "equal\n", "\(term) to \(last): \(found)")
        }
    }

    private func answer(_ text: String, after definition: String) -> String {
        let response = respond(Session(), .statements, "\(definition); \(text)")
        return response.status == 0 ? response.output : "\(response.status) \(response.errors)"
    }

    @Test("of one array max and min take the entries")
    func extremes() {
        #expect(answer("max([1, 3, 2])") == "3\n")
        #expect(answer("simplify(min([[1, 3], [x, 2]]))") == "min(1, x)\n")
    }

    @Test("a sum is its terms written out, a product its factors")
    func writtenOut() {
        var random = Randomness(seed: 71)
        for _ in 0..<400 {
            let formula = IndexTests.formula(&random, 3)
            let (lower, count) = (1 + random.below(3), random.below(4))
            let numbers = lower..<(lower + count)
            func parts(_ sign: String, _ empty: String) -> String {
                let texts = numbers.map { "(" + formula.replacing("%", with: "\($0)") + ")" }
                return texts.isEmpty ? empty : texts.joined(separator: sign)
            }
            func indexed(_ word: String) -> String { "\(word)(\(formula.replacing("%", with: "k")), k = \(lower)..\(lower + count - 1))" }
            #expect(answer(indexed("sum")) == answer(parts(" + ", "0")), "\(indexed("sum"))")
            #expect(answer(indexed("product")) == answer(parts("*", "1")), "\(indexed("product"))")
            let derivative = "diff(\(indexed("sum")), x)"
            #expect(answer(derivative) == answer("diff(\(parts(" + ", "0")), x)"), "\(derivative)")
        }
    }

    @Test(
        "sums inside of sums, whose bounds may depend on the index outside",
        arguments: [
            ("sum(sum(i*j, j = 1..i), i = 1..3)", "25\n"), ("sum(sum(x^i*y^j, j = 0..1), i = 0..1)", "x*y + x + y + 1\n"),
            ("product(sum(x[i], i = 1..k), k = 1..2)", "x[1]*(x[1] + x[2])\n"), ("sum(sum(k, k = 1..2), k = 1..3)", "9\n"),
            ("sum(k, k = sum(k, k = 1..2)..4)", "7\n"), ("sum(diff(x^k, x), k = 1..3)", "3*x^2 + 2*x + 1\n"),
            ("sum(subs(t^2, t = k), k = 1..3)", "14\n"), ("sum(A[i, 2]*A[1, i], i = 1..2)", "A[1,1]*A[1,2] + A[1,2]*A[2,2]\n"),
            ("sum(k, k = 5..1) + product(k, k = 5..1)", "1\n"), ("θ[1] + theta[1]", "2*theta[1]\n"),
        ])
    func nested(_ text: String, _ result: String) {
        #expect(respond(Session(), .statements, text).output == result)
    }

    @Test("the name of an index means outside of the sum what it meant before")
    func scope() {
        let session = Session()
        #expect(respond(session, .statements, "k := 7; sum(k^2, k = 1..3) + k; k").output == "21\n7\n")
        #expect(respond(session, .statements, "sum(1/(k - 2), k = 1..3)").status == 4)
        #expect(respond(session, .statements, "k").output == "7\n")
        // What an operation under the sum has made of the name came before the index.
        #expect(respond(session, .statements, "sum(diff(x^k, x), k = 1..2)").status == 3)
    }

    @Test("an element is a variable like any other")
    func elements() {
        let session = Session()
        #expect(respond(session, command("diff", ["x[2]"]), "sum(x[k]^k, k = 1..3)").output == "2*x[2]\n")
        #expect(respond(session, command("diff", ["x[2]"]), "sum(x[k]^k, k = 1..3)").errors == "")
        #expect(respond(session, command("grad", ["x[1]=2", "x[2]=5"]), "x[1]^2*x[2]").output == "[20, 4]\n")
        #expect(respond(session, command("solve", ["A[1,2]"]), "A[1, 2]^3 = 8*x").status == 0)
        #expect(respond(session, .statements, "assume x[1] > 0; sqrt(x[1]^2)").output == "x[1]\n")
    }

    @Test("a sum of many terms takes its time, and no more than a million have one")
    func large() {
        #expect(respond(Session(), .statements, "sum(k, k = 1..10^5)").output == "5000050000\n")
        #expect(respond(Session(), .statements, "sum(1/k, k = 1..10^12)").status == 6)
        #expect(respond(Session(), .statements, "sum(k, k = 1..10^12)").output == "500000000000500000000000\n")
        let last = "9223372036854775807"
        #expect(respond(Session(), .statements, "sum(k, k = \(last)..\(last))").output == "\(last)\n")
        #expect(respond(Session(), .statements, "sum(k, k = \(last)..-\(last))").output == "0\n")
        #expect(respond(Session(), .statements, "sum(k, k = -(10^30)..10^30)").status == 6)
        for name in ["k", "k%"] {
            let ends = (0..<5000).map { ", \(name.replacing("%", with: "\($0)")) = 1..1)" }.joined()
            #expect(respond(Session(), .statements, String(repeating: "sum(", count: 5000) + "1" + ends).status == 6)
        }
    }

    @Test("a sum of powers up to a name is what it is up to numbers")
    func closedSums() {
        var random = Randomness(seed: 72)
        for _ in 0..<60 {
            let body = (0...random.below(5)).map { "\(random.pick(["a", "2", "-1/3", "b", "0"]))*k^\($0)" }.joined(separator: " + ")
            let lower = random.pick(["0", "1", "-2", "m", "3"])
            let (from, to) = (random.below(3), 2 + random.below(6))
            let closed = "subs(sum(\(body), k = \(lower)..n), n = \(to), m = \(from))"
            let written = "sum(\(body), k = \(lower == "m" ? "\(from)" : lower)..\(to))"
            #expect(answer("expand(\(closed))") == answer("expand(\(written))"), "\(closed), \(written)")
        }
        #expect(respond(Session(), .statements, "sum(k^2, k = 1..n)").output == "n*(n + 1)*(2*n + 1)/6\n")
        #expect(respond(Session(), .statements, "sum(k, k = 1..n)").errors == "note: holds where floor(n) = n, n >= 0\n")
        #expect(respond(Session(), command("eval", ["n=5/2"]), "sum(k, k = 1..n)").status == 4)
        #expect(respond(Session(), command("solve", ["n"]), "sum(k, k = 1..n) = 10").output == "4\n")
        // The bound is the name outside, the index is not.
        #expect(respond(Session(), .statements, "sum(k, k = 1..k)").output == "k*(k + 1)/2\n")
        // What an operation under the sum gives holds the index, too.
        #expect(respond(Session(), .statements, "sum(subs(t*k, t = 2), k = 1..n)").output == "n*(n + 1)\n")
        #expect(respond(Session(), .statements, "expand(sum(expand((k + 1)^2), k = 0..n - 1))").output == "n^3/3 + n^2/2 + n/6\n")
        // Where no closed form is known the sum stays what it is.
        #expect(respond(Session(), .statements, "sum(1/k, k = 1..n)").output == "sum(1/k, k = 1..n)\n")
        #expect(respond(Session(), .statements, "subs(sum(k, k = 1..n), n = -5)").output == "0\n")
    }
}
