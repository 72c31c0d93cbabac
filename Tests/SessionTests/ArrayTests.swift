import Support
import Testing

@testable import Session

/// Vectors and matrices, by the laws of linear algebra.
@Suite("Arrays")
struct ArrayTests {
    private static func matrix(_ random: inout Randomness, _ rows: Int, _ columns: Int, _ names: [String]) -> String {
        func entry() -> String {
            let number = "\(random.below(9) - 4)"
            return names.isEmpty || random.oneIn(2) ? number : "\(number)*\(random.pick(names)) + \(random.below(3))"
        }
        let lines = (0..<rows).map { _ in "[" + (0..<columns).map { _ in entry() }.joined(separator: ", ") + "]" }
        return "[" + lines.joined(separator: ", ") + "]"
    }

    private func expectEqual(_ left: String, _ right: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let response = respond(Session(), command("equal", [right]), left)
        #expect(response.output == "equal\n", "\(left) and \(right): \(response)", sourceLocation: sourceLocation)
    }

    private func isSingular(_ matrix: String) -> Bool { respond(Session(), .statements, "det(\(matrix))").output == "0\n" }

    @Test("products, transposes, determinants, traces and inverses obey their laws", arguments: [[], ["a"], ["a", "b", "sin(c)"]])
    func laws(names: [String]) {
        var random = Randomness(seed: 81 + UInt64(names.count))
        for size in [1, 2, 2, 3, 3, 4] {
            let (a, b) = (ArrayTests.matrix(&random, size, size, names), ArrayTests.matrix(&random, size, size, names))
            let c = ArrayTests.matrix(&random, size, 2, names)
            expectEqual("(\(a)*\(c))'", "\(c)'*\(a)'")
            expectEqual("(\(a)*\(b))*\(c)", "\(a)*(\(b)*\(c))")
            expectEqual("\(a)*(\(b) + 2*\(b))", "3*\(a)*\(b)")
            expectEqual("det(\(a)*\(b))", "det(\(a))*det(\(b))")
            expectEqual("det(\(a)')", "det(\(a))")
            expectEqual("tr(\(a)*\(b))", "tr(\(b)*\(a))")
            expectEqual("\(a)^3", "\(a)*\(a)*\(a)")
            if !isSingular(a) {
                expectEqual("\(a)*\(a)^-1", "eye(\(size))")
                expectEqual("inv(\(a))*\(a)", "eye(\(size))")
                expectEqual("\(a)^-2", "inv(\(a)*\(a))")
            } else {
                #expect(respond(Session(), command("inverse"), a).status == 4)
            }
        }
    }

    @Test("every matrix is a zero of its characteristic polynomial")
    func characteristicPolynomial() {
        var random = Randomness(seed: 91)
        for _ in 0..<8 {
            let matrix = ArrayTests.matrix(&random, 3, 3, ["a"])
            let names = "p := charpoly(\(matrix), x); A := \(matrix); "
            let value = "A^3 + subs(coefficients(p, x)[2], x = 0)*A^2 + subs(coefficients(p, x)[3], x = 0)*A + coefficients(p, x)[4]*eye(3)"
            #expect(
                respond(Session(), .statements, names + "expand(\(value))").output == "[[0, 0, 0], [0, 0, 0], [0, 0, 0]]\n", "\(matrix)")
        }
    }

    @Test("large determinants by elimination are those by blocks")
    func elimination() {
        var random = Randomness(seed: 92)
        // A block triangular matrix of 14 rows has the product of the determinants of its blocks.
        let blocks = (0..<7).map { _ in (0..<4).map { _ in "\(random.below(7) - 3) + \(random.below(2))*x" } }
        let rows = (0..<14).map { row in
            let entries = (0..<14).map { column -> String in
                if row / 2 == column / 2 { return blocks[row / 2][row % 2 * 2 + column % 2] }
                return row < column ? "\(random.below(5))" : "0"
            }
            return "[" + entries.joined(separator: ", ") + "]"
        }
        let product = blocks.map { "((\($0[0]))*(\($0[3])) - (\($0[1]))*(\($0[2])))" }.joined(separator: "*")
        expectEqual("det([\(rows.joined(separator: ", "))])", product)
    }

    @Test("rank and null space belong together, and vectors of the null space are taken to zero")
    func nullSpace() {
        var random = Randomness(seed: 93)
        for _ in 0..<20 {
            // The product of 4 by 2 and 2 by 4 has rank 2 at the most.
            let matrix = "\(ArrayTests.matrix(&random, 4, 2, []))*\(ArrayTests.matrix(&random, 2, 4, []))"
            let rank = Int(respond(Session(), .statements, "rank(\(matrix))").output.dropLast()) ?? -1
            let found = respond(Session(), .statements, "nullspace(\(matrix))").output.dropLast()
            #expect(rank >= 0 && rank <= 2 && found.split(separator: "], [").count == 4 - rank, "\(matrix): \(rank), \(found)")
            let image = respond(Session(), .statements, "\(matrix)*(\(found))'").output
            #expect(image.allSatisfy { "[]0, \n".contains($0) }, "\(matrix): \(image)")
        }
    }

    @Test("adjugates and pseudoinverses obey their laws", arguments: [[], ["a"]])
    func inverses(names: [String]) {
        var random = Randomness(seed: 94 + UInt64(names.count))
        for size in [1, 2, 3, 3] {
            let (a, b) = (ArrayTests.matrix(&random, size, size, names), ArrayTests.matrix(&random, size, size, names))
            expectEqual("adjugate(\(a)*\(b))", "adjugate(\(b))*adjugate(\(a))")
            if !isSingular(a) {
                expectEqual("adjugate(\(a))", "det(\(a))*inv(\(a))")
                expectEqual("pinv(\(a))", "inv(\(a))")
            }
            // Of low rank.
            let (c, d) = (ArrayTests.matrix(&random, 3, 2, []), ArrayTests.matrix(&random, 2, 4, []))
            expectEqual("pinv(\(c)*\(d))'", "pinv((\(c)*\(d))')")
            expectEqual("pinv(pinv(\(c)*\(d)))", "\(c)*\(d)")
        }
    }

    @Test("a factor of Cholesky is found again from its product, and a system has the solution that it was made of")
    func factors() {
        var random = Randomness(seed: 96)
        for size in [2, 3, 4] {
            let lower = (0..<size).map { row in
                "["
                    + (0..<size).map { $0 > row ? "0" : $0 == row ? "\(1 + random.below(4))" : "\(random.below(9) - 4)" }.joined(
                        separator: ", ")
                    + "]"
            }.joined(separator: ", ")
            let factor = "[\(lower)]"
            expectEqual("cholesky(\(factor)*\(factor)')", factor)
            let names = (0..<size).map { "x\($0)" }
            let right = (0..<size).map { _ in "\(random.below(9) - 4)" }
            let found = respond(
                Session(), .statements,
                "solve(\(factor)*[\(names.joined(separator: ", "))] = \(factor)*[\(right.joined(separator: ", "))], \(names.joined(separator: ", ")))"
            )
            #expect(found.output == zip(names, right).map { "\($0) = \($1)" }.joined(separator: ", ") + "\n", "\(found)")
        }
    }

    @Test("eigenvectors are those that a matrix was made of")
    func eigenvectors() {
        var random = Randomness(seed: 97)
        for size in [1, 2, 3, 3, 4] {
            let basis = ArrayTests.matrix(&random, size, size, [])
            if isSingular(basis) { continue }
            let values = (0..<size).map { _ in random.below(3) - 1 }
            let diagonal = "diag([\(values.map(String.init).joined(separator: ", "))])"
            let found = respond(Session(), .statements, "eigenvectors(\(basis)*\(diagonal)*inv(\(basis)))").output
            // As many vectors as rows; each value as often as it stands in the diagonal.
            #expect(found.split(separator: "]], [").count == size, "\(found)")
            for value in Set(values) {
                #expect(found.ranges(of: "[\(value), [").count == values.count { $0 == value }, "\(value) in \(found)")
            }
        }
    }

    @Test(
        "answers",
        arguments: [
            ("[[1, 2], [3, 4]]*[5, 6]", "[17, 39]\n"), ("[1, 2]'*[3, 4]", "11\n"), ("[1, 2]*[3, 4]'", "[[3, 4], [6, 8]]\n"),
            ("dot([a, b], [c, d]) + norm([3, 4])", "a*c + b*d + 5\n"), ("[[1, 2], [3, 4]].*[[x, 0], [1, y]]", "[[x, 0], [3, 4*y]]\n"),
            ("sin([0, x])", "[0, sin(x)]\n"), ("[x, y].^2/2", "[x^2/2, y^2/2]\n"), ("diag([1, x])", "[[1, 0], [0, x]]\n"),
            ("diag([[1, 2], [3, 4]])", "[1, 4]\n"), ("ones(2, 3) - zeros(2, 3)", "[[1, 1, 1], [1, 1, 1]]\n"),
            ("sum([a, b, c])", "a + b + c\n"),
            ("transpose([1, 2])", "[[1, 2]]\n"), ("[[1, 2], [3, 4]][2]", "[3, 4]\n"), ("[[1, 2], [3, 4]][2, 1]", "3\n"),
            ("A := [[1, 2], [3, 4]]; A[1, 2] + tr(A)", "7\n"), ("det(hessian(x^2*y + y^3))", "12*y^2 - 4*x^2\n"),
            ("g := grad(x^2*y); g[2]", "x^2\n"), ("N([pi, e], 5)", "[3.1416, 2.7183]\n"),
            ("factor([x^2 - 1, 4])", "[(x - 1)*(x + 1), 4]\n"),
            ("diff([x^2, sin(x)], x)", "[2*x, cos(x)]\n"), ("diff([x^2, 3])", "[2*x, 0]\n"), ("subs([x, x*y], x = 2)", "[2, 2*y]\n"),
            ("rank([[sin(2), sin(3), sin(4)], [sin(3), sin(4), sin(5)], [sin(4), sin(5), sin(6)]])", "2\n"),
            ("sum(det([[k, 1], [1, k]]), k = 1..3)", "11\n"), ("[[1, 1], [1, 0]]^10", "[[89, 55], [55, 34]]\n"),
            ("eigenvalues([[26, -10], [-10, 4]])", "15 - sqrt(221)\nsqrt(221) + 15\n"), ("nullspace(eye(2))", "only the zero vector\n"),
            ("[x, y] = [1, 2]", "x = 1 and y = 2\n"), ("[1, 2] != [1, 3]", "true\n"),
            ("solve([x^2, x*y] = [1, 2], x, y)", "x = -1, y = -2\nx = 1, y = 2\n"),
            ("pinv([[a, 1]])", "[[a/(a^2 + 1)], [1/(a^2 + 1)]]\n"),
            ("pinv([[cos(t)^2 + sin(t)^2 - 1]])", "[[0]]\n"), ("eigenvectors([[0, -1], [1, 0]])", "[[I, [I, 1]], [-I, [-I, 1]]]\n"),
        ])
    func answers(_ text: String, _ result: String) {
        let response = respond(Session(), .statements, text)
        #expect(response.output == result, "\(response)")
    }

    @Test("where a matrix has a value is said of all that it is taken into")
    func domains() {
        for operation in ["lu", "qr", "eigenvectors", "pinv", "adjugate", "inverse", "rref", "rank", "det", "cholesky"] {
            let response = respond(Session(), command(operation), "[[x/x, 0], [0, 2]]")
            #expect(response.status == 0 && response.errors == "note: holds where x != 0\n", "\(operation): \(response)")
        }
    }

    @Test(
        "what takes too long ends by the time limit, not as a failed check",
        arguments: ["lu", "qr", "pinv", "adjugate", "eigenvectors", "cholesky"])
    func timeLimit(operation: String) {
        var random = Randomness(seed: 99)
        let base = ArrayTests.matrix(&random, 12, 12, ["a", "sin(b)", "c"])
        var settings = Settings()
        settings.timeout = 0.1
        let response = respond(Session(settings: settings), command(operation), operation == "cholesky" ? "\(base)*\(base)'" : base)
        #expect(response.status == 6 && response.errors.contains("time limit"), "\(response.errors.prefix(200))")
    }

    @Test(
        "what does not fit is said, with both shapes",
        arguments: [
            ("[1, 2] + [1, 2, 3]", 3, "a vector of 2 entries and a vector of 3 entries"),
            ("[1, 2] + 1", 3, "a vector of 2 entries and a number"),
            ("[[1, 2], [3, 4]]*[1, 2, 3]", 3, "a matrix of 2 by 2 and a vector of 3 entries"), ("[1, 2]*[3, 4]", 3, "dot(a, b)"),
            ("[[1, 2], [3]]", 3, "here 2 and 1"), ("1/[1, 2]", 3, "'/' cannot be applied"), ("[1, 2]^2", 3, "'^' cannot be applied"),
            ("[1, 2][3]", 4, "from 1 to 2"), ("[[1, 2]][1, 3]", 4, "from 1 to 2"), ("[[1, 2], [2, 4]]^-1", 4, "determinant is 0"),
            ("[1/0, 2]", 4, "division by zero"), ("det([1, 2])", 3, "a matrix is expected"), ("det([[1, 2]])", 3, "square"),
            ("[[cos(t)^2 + sin(t)^2 - 1]]^-1", 4, "determinant is 0"), ("max([1, 2], 3)", 3, "numbers, not arrays"),
            ("diff([x, y])", 2, "several names: x, y"), ("apart([1/x, 1/y])", 2, "several names"),
            ("charpoly([[x, 1], [1, x]], x)", 2, "does not stand in the matrix"), ("charpoly([[1]], 2)", 2, "as the variable"),
            ("[1, 2] = [1, 2, 3]", 3, "a vector of 2 entries and a vector of 3 entries"), ("[1, 2] < [2, 3]", 3, "'<' cannot be applied"),
            ("cholesky([[1, 2], [2, 1]])", 4, "not positive definite"), ("cholesky([[1, 2], [3, 4]])", 3, "conjugate transpose"),
            ("qr([[1, 2], [2, 4]])", 4, "not independent"), ("adjugate([[1, 2]])", 3, "square"),
            ("equal([1, 2], 1)", 3, "a vector of 2 entries and a number"),
            ("eye(10^6)", 6, "more than a million"), ("zeros(0)", 3, "above 0"), ("x + sqrt([1, 2])", 3, "a number and a vector"),
        ])
    func misfits(_ text: String, _ status: Int, _ words: String) {
        let response = respond(Session(), .statements, text)
        #expect(
            response.status == Int32(status) && response.errors.contains(words) && response.errors.contains("^"), "\(text): \(response)")
    }

    @Test("conditions of an array are stated once, where no entry shows them")
    func conditions() {
        #expect(respond(Session(), .statements, "[1/x, 2]").errors == "")
        #expect(respond(Session(), .statements, "[x/x, 2]").errors == "note: holds where x != 0\n")
        #expect(respond(Session(), command("diff", ["x"]), "[abs(x), x^2]").errors == "note: holds where x != 0\n")
        #expect(respond(Session(), command("rank"), "[[a, 1], [1, a]]").errors.contains("a^2"))
    }
}
