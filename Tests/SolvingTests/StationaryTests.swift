import Exact
import Expressions
import Solving
import Testing

/// Stationary points of functions with joints: what is told of them is what values beside them show.
@Suite struct StationaryTests {
    private static let functions = [
        "if(x < 0, x^2, x^3)", "max(x^2, x^3)", "if(x < 0, x^3, x^2)", "if(x > 0, x^2, -x^2)", "sqrt(x^4)", "sqrt(x^4 + x^6)",
        "abs(x) + x^2",
        "abs(x)", "floor(x) + x^2", "x*abs(x)", "abs(x)^3", "abs(x^2 - 1)", "abs(x^3)", "abs(x^2 - 1)^2", "max(x, x^3)", "min(x^2, 1)*x",
        "x^2*sign(x)", "relu(x)^2", "x^4 - x^2", "x^3", "abs(sin(x))", "sin(x)^3", "sin(x)^2", "cos(2*x) + 2*cos(x)", "x^2*exp(-x)",
        "if(x < 1, x^2 - 2*x, 1 - x)", "cbrt(x^4)", "cbrt(x)^5 - x^2", "sqrt(x^2)*x^2", "x + abs(x)",
    ]

    /// The points where the derivative is zero are flat, and minima lie below what is beside them; what is flat is among them.
    @Test("stationary points are flat, and are what they are called", arguments: functions)
    func natures(text: String) throws {
        let bench = try SolutionBench()
        let (store, x) = (bench.store, bench.store.symbol("x"))
        let expr = try bench.reader.expression(text)
        let outcome = try StationaryPoints(bench.catalogue).find(expr, in: [x], domain: bench.reader.conditions)
        func value(_ place: Double) throws -> Double {
            let exact = try #require(Rational(exactly: place))
            return try #require(bench.value(bench.catalogue.substitute(expr, [x: store.number(exact)]))?.real)
        }
        var listed: [Double] = []
        for point in outcome.points {
            guard let binding = point.solution.bindings.first else {
                // Ranges on which the function is constant.
                #expect(point.nature == .notIsolated)
                continue
            }
            for turn in point.solution.integers.isEmpty ? [0] : [-2, -1, 0, 1, 2] {
                let whole = Dictionary(uniqueKeysWithValues: point.solution.integers.map { ($0, store.number(turn)) })
                let place = try #require(bench.value(bench.catalogue.substitute(binding.value, whole))?.real)
                listed.append(place)
                let (distance, middle) = (1e-4, try value(place))
                let (left, right) = (try value(place - distance) - middle, try value(place + distance) - middle)
                #expect(abs(left) < 0.1 * distance && abs(right) < 0.1 * distance, "\(text) is not flat at \(place)")
                switch point.nature {
                case .minimum: #expect(left > 0 && right > 0, "\(text) at \(place)")
                case .maximum: #expect(left < 0 && right < 0, "\(text) at \(place)")
                case .inflection: #expect(left * right < 0, "\(text) at \(place)")
                default: break
                }
            }
        }
        guard outcome.set.isComplete, outcome.points.allSatisfy({ !$0.solution.bindings.isEmpty }) else { return }
        // Wherever differences on both sides are flat and turn, a point is listed.
        for step in -300...300 {
            let place = Double(step) / 100
            let (left, middle, right) = (try value(place - 5e-3), try value(place), try value(place + 5e-3))
            let slopes = ((middle - left) / 5e-3, (right - middle) / 5e-3)
            guard slopes.0 * slopes.1 < 0, abs(slopes.0) < 0.05, abs(slopes.1) < 0.05 else { continue }
            #expect(listed.contains { abs($0 - place) < 2e-2 }, "\(text) has a point near \(place)")
        }
    }
}
