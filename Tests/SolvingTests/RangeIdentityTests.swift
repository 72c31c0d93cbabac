import Exact
import Expressions
import Solving
import Testing
import Vocabulary

/// Equations that hold on whole intervals: what a function gives back of what its inverse makes of a number.
@Suite("Equations that hold on intervals")
struct RangeIdentityTests {
    /// `asin(sin(x)) = x` and its like, for every function in the table whose only inverse is another one.
    static let pairs: [String] = Vocabulary.functions.compactMap { row in
        guard row.inverses.count == 1, row.parameters.count == 1, row.inverses[0].hasSuffix("(y)"), !row.inverses[0].contains("*")
        else { return nil }
        return "\(row.name)(\(row.inverses[0].dropLast(2))x)) = x"
    }

    static let others = [
        "sqrt(tan(x)^2) = tan(x)", "abs(sin(x)) = sin(x)", "2*atan(x) + asin(2*x/(1 + x^2)) = pi", "asin(sin(x)) = pi - x",
        "lambertw(x*exp(x)) = x", "asin(x) + acos(x) = pi/2", "acot(x) + acot(-x) = 0", "acot(x) = atan(1/x)",
        "sqrt(x^2) = x", "abs(x - 1) = 1 - x",
    ]

    private static let numbers: [Rational] = (-40...40).map { Rational($0 * 13 + 3, 71) } + (-6...6).map { Rational($0) }

    @Test("all solutions, and nothing else", arguments: pairs + others) func isRight(equation: String) throws {
        let bench = try SolutionBench()
        let answer = try bench.solve([equation], for: ["x"])
        let (expressions, set) = try #require(answer)
        #expect(set.isComplete, "\(equation): \(bench.text(set))")
        let x = bench.store.symbol("x")
        for number in RangeIdentityTests.numbers {
            let point = SolutionBench.Point(values: [x: bench.store.number(number)], isNear: false)
            let isSolution = bench.satisfies(point, expressions)
            #expect(bench.contains(set, point, [x]) == isSolution, "\(equation) at \(number.doubleValue): \(bench.text(set))")
        }
    }
}
