import Ball
import Exact
import Expressions
import Reading
import Solving

/// Times linear systems from equations to solutions, and the roots of a polynomial; one line `what|milliseconds` each.
///
/// `Benchmarks/run` builds the same problems for the peers, by the same formulas.
struct SystemsBench {
    func run() throws {
        try solve("30 linear equations, rational", rational(30), 30)
        try solve("8 equations, Toeplitz, three parameters", toeplitz(8), 8)
        let coefficients = (0...100).map { (power: Int) -> Integer in
            let value: Int = power * power * 37 + 11 * power + 5
            return Integer(value % 199 - 99)
        }
        print(
            "roots of degree 100, 50 digits|",
            try milliseconds {
                let roots = try PolynomialRoots.isolated(coefficients: coefficients, bits: 200)
                for root in roots { _ = (root.certifiedDigits(50, part: .real), root.certifiedDigits(50, part: .imaginary)) }
            }, separator: "")
    }

    private func solve(_ label: String, _ texts: [String], _ count: Int) throws {
        let bench = Bench()
        let conditions = try texts.map { try bench.read($0) }
        let unknowns = (0..<count).map { bench.store.symbol("x\($0)") }
        let solver = try Solver(bench.catalogue)
        print("\(label)|", try milliseconds { _ = try solver.solve(SolveRequest(conditions, for: unknowns)) }, separator: "")
    }

    /// `sum(((7*i^2 + 13*j + 5*i*j) mod 19 - 9)/((i + 2*j) mod 5 + 1)*x_j) = i + 1`.
    private func rational(_ count: Int) -> [String] {
        (0..<count).map { i in
            let terms = (0..<count).map { j in "\((i * i * 7 + j * 13 + i * j * 5) % 19 - 9)/\((i + 2 * j) % 5 + 1)*x\(j)" }
            return terms.joined(separator: "+") + "=\(i + 1)"
        }
    }

    /// The five diagonals hold c, b, a, b, c.
    private func toeplitz(_ count: Int) -> [String] {
        (0..<count).map { i in
            let terms = (0..<count).filter { abs(i - $0) <= 2 }.map { j in "\(["a", "b", "c"][abs(i - j)])*x\(j)" }
            return terms.joined(separator: "+") + "=\(i + 1)"
        }
    }
}
