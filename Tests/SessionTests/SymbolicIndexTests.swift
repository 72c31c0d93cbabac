import Support
import Testing

@testable import Session

/// Sums and products between bounds that are names, and elements at places that are names.
@Suite("Symbolic indices")
struct SymbolicIndexTests {
    /// A formula in arrays `x`, `y` and `A`, in which `%` stands for the index of the sum around it and `n` for a size.
    private static func formula(_ random: inout Randomness, _ depth: Int, _ index: String?) -> String {
        let place = index ?? "p"
        if depth == 0 || random.oneIn(7) {
            return random.pick(["x[\(place)]", "x[\(place)]", "y[\(place)]", "A[\(place), p]", "A[p, \(place)]", "a", "2", "x[p]"])
        }
        func part() -> String { formula(&random, depth - 1, index) }
        switch random.below(9) {
        case 0, 1: return "(\(part()) + \(part()))"
        case 2: return "(\(part()) - \(part()))"
        case 3: return "\(part())*\(part())"
        case 4: return "\(random.pick(["sin", "exp", "atan"]))(\(part()))"
        case 5: return "(\(part()))^\(random.pick(["2", "3"]))"
        case 6: return "delta(\(place), p)*\(part())"
        default:
            // An index of its own for each depth; bounds may depend on the index outside.
            let inner = "i\(depth)"
            let end = index == nil ? "n" : random.pick(["n", "n", place])
            return "\(random.pick(["sum", "sum", "product"]))(\(formula(&random, depth - 1, inner)), \(inner) = 1..\(end))"
        }
    }

    private static func sum(_ random: inout Randomness) -> String { "sum(\(formula(&random, 3, "k")), k = 1..n)" }

    private func run(_ text: String) -> (status: Int32, output: String) {
        let response = respond(Session(), .statements, text)
        return (response.status, response.output)
    }

    private func isEqual(_ left: String, _ right: String) -> Bool { run("equal(\(left), \(right))").output == "equal\n" }

    /// The instance with a size and a place, where all is written out: it has no index.
    private func instance(_ text: String, size: Int, place: Int) -> String { "subs(\(text), n = \(size), p = \(place), q = \(place))" }

    @Test("what is printed reads back as the same")
    func roundTrip() {
        var random = Randomness(seed: 81)
        for _ in 0..<150 {
            let text = SymbolicIndexTests.sum(&random)
            let printed = run(text).output
            #expect(run(String(printed.dropLast())).output == printed, "\(text)")
        }
    }

    @Test("first and second derivatives in an element are those of what is written out")
    func derivatives() {
        var random = Randomness(seed: 82)
        for round in 0..<60 {
            let text = SymbolicIndexTests.sum(&random)
            let variable = random.pick(["x[q]", "A[q, p]", "y[q]", "a"])
            let derivative = "diff(\(text), \(variable))"
            let size = 1 + round % 4
            let place = 1 + random.below(size)
            let own = variable.replacing("q", with: "\(place)").replacing("p", with: "\(place)")
            let first = "diff(\(instance(text, size: size, place: place)), \(own))"
            #expect(isEqual(instance(derivative, size: size, place: place), first), "\(derivative) at \(size), \(place)")
            guard round % 3 == 0, size < 4 else { continue }
            let second = instance("diff(\(derivative), \(variable))", size: size, place: place)
            #expect(isEqual(second, "diff(\(first), \(own))"), "second of \(derivative) at \(size), \(place)")
        }
    }

    @Test("other forms have the same instances", arguments: ["expand", "simplify"])
    func forms(_ operation: String) {
        var random = Randomness(seed: 83)
        for round in 0..<40 {
            let text = SymbolicIndexTests.sum(&random)
            let (size, place) = (2 + round % 2, 1 + round % 2)
            let form = instance("\(operation)(\(text))", size: size, place: place)
            #expect(isEqual(form, instance(text, size: size, place: place)), "\(operation)(\(text))")
        }
    }

    @Test(
        "sums that differ in names of indices, in how they are nested, split and shifted are equal",
        arguments: [
            ("sum(x[k]^2, k = 1..n)", "sum(x[i]^2, i = 1..n)"),
            ("sum((a*x[k] + b)^2, k = 1..n)", "a^2*sum(x[k]^2, k = 1..n) + 2*a*b*sum(x[k], k = 1..n) + n*b^2"),
            ("sum(sum(u[i]*v[j], j = 1..m), i = 1..n)", "sum(u[i], i = 1..n)*sum(v[j], j = 1..m)"),
            ("sum(sum(A[i, j]*x[i]*y[j], j = 1..m), i = 1..n)", "sum(sum(A[i, j]*x[i], i = 1..n)*y[j], j = 1..m)"),
            (
                "sum(sum(A[i, j]*b[j], j = 1..m)^2, i = 1..n)",
                "sum(sum(sum(A[i, j]*b[j]*A[i, k]*b[k], i = 1..n), j = 1..m), k = 1..m)"
            ),
            ("sum(x[k], k = 1..n)", "x[1] + sum(x[k], k = 2..n)"), ("sum(x[k + 1], k = 1..n - 1)", "sum(x[k], k = 2..n)"),
            ("sum(x[k + 1] - x[k], k = 1..n - 1)", "x[n] - x[1]"), ("product(exp(x[k]), k = 1..n)", "exp(sum(x[k], k = 1..n))"),
            ("product(a*x[k], k = 1..n)", "a^n*product(x[k], k = 1..n)"),
            ("product(x[k]*y[k], k = 1..n)", "product(x[k], k = 1..n)*product(y[k], k = 1..n)"),
            ("sum(delta(k, j)*f(x[k]), k = 1..n)", "f(x[j])"), ("sum(if(k = j, 2, 3)*x[k], k = 1..n)", "3*sum(x[k], k = 1..n) - x[j]"),
            ("sum((x[i] - m)/((x[i] - m)^2/s^2 + 1), i = 1..n)/s^2", "sum((x[i] - m)/(s^2 + (x[i] - m)^2), i = 1..n)"),
        ])
    func equal(_ left: String, _ right: String) {
        #expect(run("function f; equal(\(left), \(right))").output == "equal\n")
        // One that is a little off is not.
        #expect(run("function f; equal(\(left), \(right) + x[1])").output.hasPrefix("different at"))
    }

    @Test("an index is nothing outside of its sum, and takes no name from it")
    func binding() {
        #expect(run("k := 7; sum(x[k], k = 1..n); k").output == "sum(x[k], k = 1..n)\n7\n")
        #expect(run("subs(sum(x[k]*y, k = 1..n), y = k)").output == "sum(k*x[i], i = 1..n)\n")
        #expect(run("subs(sum(x[k]*y, k = 1..n), y = sum(z[k], k = 1..n))").output == "sum(x[i]*sum(z[k], k = 1..n), i = 1..n)\n")
        #expect(run("s := sum(x[k]*y, k = 1..n); subs(s, y = s)").status == 0)
        #expect(isEqual("subs(subs(sum(x[k]*y, k = 1..n), y = sum(z*x[k], k = 1..n)), z = k)", "k*sum(x[i], i = 1..n)^2"))
        #expect(run("diff(sum(x[k], k = 1..n), k)").output == "0\n")
        // As deep as a text may go, and no deeper.
        let deep = (1...33).reduce("x[i1]") { "sum(\($0), i\($1) = 1..n)" }
        #expect(run(deep).status == 6)
        #expect(run((1...70).reduce("s := x[1]") { text, _ in "\(text); s := sum(s*y[k], k = 1..n) + product(s, k = 1..n)" }).status == 6)
    }

    @Test(
        "what the other programs answer wrongly",
        arguments: [
            ("sum(x[k]^2, k = 1..n)", "2*x[j]"), ("product(x[i], i = 1..n)", "product(if(i = j, 1, x[i]), i = 1..n)"),
            (
                "exp(x[i])/sum(exp(x[k]), k = 1..n)",
                "exp(x[i])*delta(i, j)/sum(exp(x[k]), k = 1..n) - exp(x[i])*exp(x[j])/sum(exp(x[k]), k = 1..n)^2"
            ),
            ("log(sum(exp(x[k]), k = 1..n))", "exp(x[j])/sum(exp(x[k]), k = 1..n)"), ("sum(abs(x[k]), k = 1..n)", "sign(x[j])"),
        ])
    func softmax(_ text: String, _ derivative: String) {
        let response = respond(Session(), command("diff", ["x[j]"]), text)
        #expect(response.output == derivative + "\n")
        #expect(response.errors.contains("1 <= j <= n"))
        // Also where one of them is zero.
        #expect(run("subs(\(derivative), n = 2, i = 1, j = 2, x = 0)").status == 0)
    }

    @Test("ranges that differ give cases, and declared sizes take the place of conditions")
    func cases() {
        let cases = "if(2 <= j <= n, x[j - 1], 0) + if(1 <= j <= n - 1, x[j + 1], 0)\n"
        #expect(respond(Session(), command("diff", ["x[j]"]), "sum(x[k]*x[k + 1], k = 1..n - 1)").output == cases)
        let declared = "given x: vector(n); diff(sum(x[k]*x[k + 1], k = 1..n - 1), x[j])"
        #expect(run(declared).output == "if(j >= 2, x[j - 1], 0) + if(j <= n - 1, x[j + 1], 0)\n")
        let two = "sum(x[k], k = 1..n) + sum(x[k]^2, k = 1..m)"
        #expect(isEqual("subs(diff(\(two), x[j]), n = 3, m = 1, j = 2)", "1"))
        #expect(respond(Session(), .statements, "given x: vector(n); diff(sum(x[k]^2, k = 1..n), x[j])").errors == "")
        #expect(run("diff(sum(sum(x[k], k = 1..i)^2, i = 1..n), x[j])").status == 0)
        let triangle = "given x: vector(n); diff(sum(sum(x[k], k = 1..i)^2, i = 1..n), x[j])"
        #expect(run(triangle).output == "2*sum(sum(x[k], k = 1..i), i = j..n)\n")
    }

    @Test(
        "bad bounds, places and declarations are told, with where",
        arguments: [
            ("x[0]", 4), ("x[1/2]", 4), ("sum(x[k], k = 1..1/2)", 3), ("sum(x[k], k = 1..10^12)", 6),
            ("subs(sum(x[k], k = 1..n), n = 1/2)", 4),
            ("given x: vector(n); x[n + 1]", 4), ("given x: vector(n); x[1, 2]", 3), ("given x: vectr(n)", 3), ("given x: vector(n, m)", 3),
            ("given x: vector(0)", 3), ("given pi: vector(n)", 3), ("subs(sum(x[k], k = 1..n) - x[1], x[1] = 5)", 2),
            ("solve(x[i] = x[1] + 2, x[1])", 2), ("collect(x[i] + a*x[1], x[1])", 2), ("diff(sum(x[k], k = 1..n), n)", 4),
            ("N(sum(x[k], k = 1..n))", 2),
            ("trace(sum(a*x[k], k = 1..n))", 2), ("grad(sum(a*x[k], k = 1..n))", 2), ("convex(sum(x[k]^2, k = 1..n))", 2),
            ("eval(sum(x[k], k = 1..n), n = 2)", 2), ("max(x[k], k = 1..0)", 4),
        ])
    func problems(_ text: String, _ status: Int32) {
        let response = respond(Session(), .statements, text)
        #expect(response.status == status, "\(text): \(response.output)")
        #expect(response.errors.contains("^"), "\(text): \(response.errors)")
    }

    @Test("whole numbers may lie between halves, sums may be empty, and what a branch keeps away stays away")
    func care() {
        #expect(run("equal(sum(if(k > n/2, x[k], 0), k = 1..n), sum(if(k >= n/2 + 1, x[k], 0), k = 1..n))").output.hasPrefix("different"))
        #expect(run("equal(sum(sum(y[k], k = 2..i), i = 0..n), sum(sum(y[k], k = 1..i) - y[1], i = 0..n))").output != "equal\n")
        #expect(run("assume n <= 0; sum(exp(x[k]), k = 1..n) > 0").output != "true\n")
        #expect(run("equal(product(sqrt(x[k]), k = 1..n), sqrt(product(x[k], k = 1..n)))").output != "equal\n")
        #expect(run("subs(simplify(if(j > 1, x[j - 1], 0) + if(j > 1, y[j], 0)), j = 1)").output == "0\n")
        #expect(respond(Session(), command("eval", ["n=1 + 1", "x[1]=1", "x[2]=2"]), "sum(x[k], k = 1..n)").output == "3\n")
    }

    @Test("sizes are put in where they stand in bounds and places")
    func sizes() {
        #expect(respond(Session(), command("eval", ["n=3", "x[1]=1", "x[2]=2", "x[3]=5"]), "sum(k*x[k], k = 1..n)").output == "20\n")
        #expect(respond(Session(), command("grad", ["n=2", "x[1]=1", "x[2]=3"]), "sum(x[k]^2, k = 1..n)").output == "[2, 6]\n")
        #expect(respond(Session(), command("subs", ["n=2", "i=1", "j=2"]), "diff(sum(x[k]*x[i], k = 1..n), x[j])").output == "x[1]\n")
        #expect(run("subs(sum(max(x[i], i = 1..n), j = 1..m), n = 2, m = 3)").output == "3*max(x[1], x[2])\n")
        #expect(respond(Session(), command("diff", ["x[2]"]), "n*sum(x[k]^2, k = 1..n)").output == "2*n*x[2]\n")
        var settings = Settings()
        settings.definitions = ["n := 3"]
        #expect(respond(Session(settings: settings), command("diff", ["x[2]"]), "n*sum(x[k]^2, k = 1..n)").output == "6*x[2]\n")
        #expect(run("solve(diff(sum((x[i] - m)^2, i = 1..n), m) = 0, m)").output.contains("sum(x[i], i = 1..n)/n if"))
    }
}
