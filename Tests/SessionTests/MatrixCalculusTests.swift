import Support
import Testing

@testable import Session

/// Vectors and matrices whose sizes are names, and derivatives in them.
@Suite("Matrix calculus")
struct MatrixCalculusTests {
    private static let declarations = [
        "x: vector(n)", "y: vector(m)", "z: vector(n)", "X: matrix(n, n)", "A: matrix(m, n)", "B: matrix(n, m)", "S: symmetric(n)",
        "D: diagonal(n)", "K: antisymmetric(n)", "P: posdef(m)",
    ]
    private static let names = ["x", "y", "z", "X", "A", "B", "S", "D", "K", "P"]

    private func run(_ text: String) -> (status: Int32, output: String, errors: String) {
        let declared = MatrixCalculusTests.declarations.map { "given \($0)" }
        let response = respond(Session(), .statements, (declared + [text]).joined(separator: "; "))
        return (response.status, response.output, response.errors)
    }

    // MARK: Random formulas

    private static func vector(_ random: inout Randomness, _ size: String, _ depth: Int) -> String {
        if depth == 0 || random.oneIn(4) { return random.pick(size == "n" ? ["x", "z"] : ["y", "y", "ones(m)"]) }
        func vector() -> String { Self.vector(&random, size, depth - 1) }
        switch random.below(9) {
        case 0: return "(\(vector()) + \(vector()))"
        case 1: return "(\(vector()) - \(vector()))"
        case 2: return "(\(vector())).*(\(vector()))"
        case 3: return "\(random.pick(["sin", "exp", "tanh"]))(\(vector()))"
        case 4: return "(\(vector())).^2"
        case 5: return "softmax(\(vector()))"
        case 6: return "diag(\(matrix(&random, size, size, depth - 1)))"
        default:
            let inner = random.pick(["n", "m"])
            return "(\(matrix(&random, size, inner, depth - 1)))*(\(Self.vector(&random, inner, depth - 1)))"
        }
    }

    private static func matrix(_ random: inout Randomness, _ rows: String, _ columns: String, _ depth: Int) -> String {
        if depth == 0 || random.oneIn(3) {
            switch (rows, columns) {
            case ("n", "n"): return random.pick(["X", "S", "D", "K", "eye(n)"])
            case ("m", "n"): return "A"
            case ("n", "m"): return "B"
            default: return "P"
            }
        }
        func matrix() -> String { Self.matrix(&random, rows, columns, depth - 1) }
        switch random.below(7) {
        case 0: return "(\(matrix()) + \(matrix()))"
        case 1: return "(\(Self.matrix(&random, columns, rows, depth - 1)))'"
        case 2: return "(\(matrix())).*(\(matrix()))"
        case 3: return "(\(vector(&random, rows, depth - 1)))*(\(vector(&random, columns, depth - 1)))'"
        case 4 where rows == columns: return random.pick(rows == "n" ? ["X^-1", "diag(x)", "(X*X)", "D^-1"] : ["P^-1"])
        default:
            let inner = random.pick(["n", "m"])
            return "(\(Self.matrix(&random, rows, inner, depth - 1)))*(\(Self.matrix(&random, inner, columns, depth - 1)))"
        }
    }

    private static func number(_ random: inout Randomness, _ depth: Int) -> String {
        let size = random.pick(["n", "m"])
        switch random.below(7) {
        case 0: return "tr(\(matrix(&random, size, size, depth)))"
        case 1: return "sum(\(matrix(&random, "m", "n", depth)))"
        case 2: return "norm(\(vector(&random, size, depth)))^2"
        case 3: return "dot(\(vector(&random, size, depth)), \(vector(&random, size, depth)))"
        case 4: return "log(sum(exp(\(vector(&random, size, depth - 1)))))"
        case 5: return "sum(\(vector(&random, size, depth)))"
        default: return random.pick(["log(det(P))", "det(X)", "t*tr(X)*tr(S)"])
        }
    }

    private static func occurring(_ text: String) -> [String] {
        names.filter { name in text.split { !$0.isLetter }.contains { $0 == name } }
    }

    @Test("what is printed reads back as the same array")
    func roundTrip() {
        var random = Randomness(seed: 91)
        for round in 0..<60 {
            let depth = 1 + round % 3
            let text =
                round % 2 == 0 ? MatrixCalculusTests.number(&random, depth) : MatrixCalculusTests.matrix(&random, "m", "n", depth)
            let printed = run("simplify(\(text))")
            guard printed.status == 0 else {
                // X^-1 and the like have no value anywhere in `tr` of nothing only.
                #expect(printed.status == 4, "\(text): \(printed.errors)")
                continue
            }
            #expect(run("equal(\(text), \(printed.output.dropLast()))").output == "equal\n", "\(text): \(printed.output)")
        }
    }

    @Test("derivatives in whole arrays are those of what is written out")
    func derivatives() {
        var random = Randomness(seed: 92)
        for round in 0..<40 {
            let text = MatrixCalculusTests.number(&random, 1 + round % 2)
            guard let variable = MatrixCalculusTests.occurring(text).randomElement(using: &random) else { continue }
            let derivative = run("diff(\(text), \(variable))")
            #expect(derivative.status == 0, "\(text) in \(variable): \(derivative.errors)")
            let size = "n = \(1 + round % 3), m = \(1 + round % 2)"
            let declared = MatrixCalculusTests.declarations.map { "given \($0)" }
            var settings = Settings()
            settings.definitions = ["n := \(1 + round % 3)", "m := \(1 + round % 2)"]
            let sized = Session(settings: settings)
            let question = "equal(\(derivative.output.dropLast()), diff(\(text), \(variable)))"
            let outcome = respond(sized, .statements, (declared + [question]).joined(separator: "; "))
            #expect(outcome.output == "equal\n", "\(text) in \(variable) at \(size): \(derivative.output)\(outcome.errors)")
        }
    }

    // MARK: Identities

    @Test(
        "identities of matrices",
        arguments: [
            ("(A*B)'", "B'*A'"), ("tr(A*B)", "tr(B*A)"), ("tr(A*X*B)", "tr(X*B*A)"), ("(X*S)^-1", "S^-1*X^-1"), ("X^-1*X", "eye(n)"),
            ("det(X*S)", "det(X)*det(S)"), ("det(X')", "det(X)"), ("det(2*X)", "2^n*det(X)"), ("det(X^-1)", "1/det(X)"),
            ("(X^-1)'", "(X')^-1"), ("S'", "S"), ("K'", "-K"), ("x'*K*x", "0"), ("D'", "D"), ("det(eye(n))", "1"), ("X^-2*X", "X^-1"),
            ("det(eye(n) + x*z')", "1 + dot(x, z)"), ("(eye(n) + x*z')^-1", "eye(n) - x*z'/(1 + z'*x)"), ("norm(A)^2", "tr(A'*A)"),
            ("sum(A)", "ones(m)'*A*ones(n)"), ("diag(x)*z", "x.*z"), ("A'*diag(y)*A*x", "A'*(y.*(A*x))"), ("diag(diag(X))", "X.*eye(n)"),
            ("tr(kron(X, P))", "tr(X)*tr(P)"), ("commutation(m, n)*vec(A)", "vec(A')"), ("kron(X, P)*vec(B')", "vec(P*B'*X')"),
            ("dot(A*x, y)", "x'*A'*y"), ("sum(y - 3*ones(m))", "sum(y) - 3*m"), ("z'*K*(K*x)", "-(x'*K'*K*z)"), ("sum(K)", "0"),
            ("(X'*X)^-1*X'*X", "eye(n)"), ("x - inv(hessian(norm(A*x - y)^2, x))*diff(norm(A*x - y)^2, x)", "(A'*A)^-1*A'*y"),
            ("D^-1", "diag(ones(n)./diag(D))"), ("softmax(x)", "exp(x)/sum(exp(x))"),
        ])
    func identities(left: String, right: String) {
        let found = run("equal(\(left), \(right))")
        #expect(found.output == "equal\n", "\(found.errors)")
    }

    @Test(
        "what is no identity is refuted at small sizes",
        arguments: [
            ("A*B", "(B*A)'"), ("X*S", "S*X"), ("tr(X*S*X')", "tr(X)*tr(S)"), ("(X + S)^-1", "X^-1 + S^-1"),
            ("det(X + S)", "det(X) + det(S)"),
            ("X'", "X"), ("norm(x + z)", "norm(x) + norm(z)"), ("diag(x)*X", "X*diag(x)"), ("kron(X, S)", "kron(S, X)"),
        ])
    func refuted(left: String, right: String) {
        let found = run("equal(\(left), \(right))")
        #expect(found.status == 1 || found.status == 3 && found.errors.contains("shape"), "\(found.output)\(found.errors)")
    }

    @Test("what cancels is a unit matrix, also where a sum cancels")
    func cancels() {
        for text in ["(X + S)*(X + S)^-1", "X^-1*X", "(A'*A)^-1*(A'*A)", "exp(X)*exp(X)^-1"] {
            #expect(run("simplify(\(text))").output == "eye(n)\n", "\(text)")
        }
    }

    @Test("positive definite matrices are tried as such: what holds of them is not refuted")
    func definite() {
        for (left, right) in [("abs(det(P))", "det(P)"), ("abs(y'*P*y)", "y'*P*y"), ("sqrt(P[1, 1]^2)", "P[1, 1]")] {
            #expect(run("equal(\(left), \(right))").status != 1, "\(left)")
        }
        #expect(run("simplify(abs(det(P)))").output == "det(P)\n")
        #expect(run("equal(det(P), 1)").status == 1)
    }

    @Test(
        "entries that structure does not leave free are no variables",
        arguments: [("tr(D*X)", "D[i, j]"), ("tr(K*X)", "K[j, i]"), ("tr(D*X)", "D[1, 2]"), ("tr(K*X)", "K[1, 1]")])
    func structuredEntries(text: String, entry: String) {
        let found = run("diff(\(text), \(entry))")
        #expect(found.status != 0 && found.errors.contains("error:"), "\(found.output)")
    }

    // MARK: Shapes

    @Test(
        "shapes that do not fit are told",
        arguments: [
            ("A + X", "a matrix of m by n and a matrix of n by n"), ("A*A", "a matrix of m by n and a matrix of m by n"),
            ("x + 1", "a vector of n entries and a number"), ("x*z", "two columns have no product"), ("A^2", "a matrix of m by n"),
            ("dot(x, y)", "a vector of n entries and a vector of m entries"), ("A[i]", "2 indices"), ("(A*x)[i, j]", "one index"),
            ("sin(A) + x", "a matrix of m by n and a vector of n entries"),
        ])
    func shapes(text: String, words: String) {
        let found = run(text)
        #expect(found.status == 3 && found.errors.contains(words), "\(found.output)\(found.errors)")
    }

    @Test("operations on entries ask for the sizes")
    func sizes() {
        for text in ["rank(X)", "eigenvalues(S)", "trace(tr(X))", "convex(norm(x)^2)", "solve(tr(X) = 1, X)"] {
            let found = run(text)
            #expect(found.status == 2 || found.status == 3, "\(text): \(found.status) \(found.output)\(found.errors)")
        }
        #expect(run("subs(A*x, n = 2, m = 1)").output == "[A[1,1]*x[1] + A[1,2]*x[2]]\n")
    }
}
