import Exact
import Expressions
import Foundation
import Solving
import Support
import Testing

/// Equations that are made from their roots: all of these come back.
@Suite("Known roots")
struct KnownRootTests {
    // MARK: Polynomials

    /// A polynomial, the constant term first, with its roots as texts.
    private struct Factor {
        let coefficients: [Rational]
        let roots: [String]
    }

    private func factor(_ random: inout Randomness) -> Factor {
        let shift = Rational(random.below(9) - 4, 1 + random.below(2))
        switch random.below(6) {
        case 0...2: return Factor(coefficients: [-shift, 1], roots: ["\(shift)"])
        case 3:
            // (x - s)^2 = q, with any sign of q.
            let square = Rational(random.below(15) - 7, 1 + random.below(3))
            let root = square.signum < 0 ? "I*sqrt(\(-square))" : "sqrt(\(square))"
            return Factor(
                coefficients: [shift * shift - square, Rational(-2) * shift, 1],
                roots: ["\(shift) + \(root)", "\(shift) - \(root)"])
        case 4:
            // (x - s)^3 = c.
            let cube = Rational(1 + random.below(9))
            let roots = (0..<3).map { "\(shift) + cbrt(\(cube))*exp(2*pi*I*\($0)/3)" }
            return Factor(coefficients: moved([-cube, 0, 0, 1], by: shift), roots: roots)
        default:
            // 2*cos(3*t) = 8*cos(t)^3 - 6*cos(t): three real roots without real radicals.
            let whole = [Rational(1), -1][random.below(2)]
            let roots = [2, 4, 8].map { "\(shift) + (\(whole))*2*cos(\($0)*pi/9)" }
            return Factor(coefficients: moved([whole, -3, 0, 1], by: shift), roots: roots)
        }
    }

    private func product(_ left: [Rational], _ right: [Rational]) -> [Rational] {
        var result = [Rational](repeating: 0, count: left.count + right.count - 1)
        for (i, a) in left.enumerated() {
            for (j, b) in right.enumerated() { result[i + j] = result[i + j] + a * b }
        }
        return result
    }

    /// The polynomial in `x - shift`.
    private func moved(_ coefficients: [Rational], by shift: Rational) -> [Rational] {
        coefficients.reversed().reduce([0]) { value, coefficient in
            var next = product(value, [-shift, 1])
            next[0] = next[0] + coefficient
            while next.count > 1, next.last?.isZero == true { next.removeLast() }
            return next
        }
    }

    private func text(_ coefficients: [Rational]) -> String {
        coefficients.enumerated().map { "(\($0.element))*x^\($0.offset)" }.joined(separator: " + ")
    }

    @Test("of products of factors, with multiplicities", arguments: 0..<6) func products(seed: Int)
        throws
    {
        var random = Randomness(seed: UInt64(seed))
        let bench = try SolutionBench()
        let x = bench.store.symbol("x")
        for _ in 0..<8 {
            var polynomial = [Rational(1 + random.below(3))]
            var roots: [String] = []
            for _ in 0...random.below(3) {
                let factor = factor(&random)
                for _ in 0...(random.oneIn(3) ? random.below(3) : 0) {
                    polynomial = product(polynomial, factor.coefficients)
                    roots += factor.roots
                }
            }
            guard let (equations, set) = try bench.solve([text(polynomial)], for: ["x"]) else { continue }
            let told = "\(text(polynomial)): \(bench.text(set))"
            #expect(set.isComplete && set.isVerified == true, "\(told)")
            #expect(set.solutions.reduce(0) { $0 + ($1.multiplicity ?? 0) } == roots.count, "\(told)")
            for point in bench.points(set, [x]) { #expect(bench.satisfies(point, equations), "\(told)") }
            for root in roots {
                let place = SolutionBench.Point(
                    values: [x: try bench.reader.expression(root)], isNear: false)
                let times = roots.filter { other in (try? bench.isSame(root, other)) == true }.count
                let found = set.solutions.filter { solution in
                    var alone = SolutionSet()
                    alone.solutions = [solution]
                    return bench.contains(alone, place, [x])
                }
                #expect(found.count == 1 && found[0].multiplicity == times, "\(root) of \(told)")
            }
        }
    }

    // MARK: Inverse functions

    @Test("inside functions that have inverses", arguments: 0..<6) func nested(seed: Int) throws {
        var random = Randomness(seed: UInt64(100 + seed))
        let bench = try SolutionBench()
        let x = bench.store.symbol("x")
        let layers = [
            "exp(u)", "log(u)", "sqrt(u)", "cbrt(u)", "u^3", "1/u", "tan(u)", "atan(u)", "sinh(u)",
            "2*u - 3", "(u + 1)/2", "1 - u",
            "tanh(u)", "asinh(u)", "2^u", "log2(u)", "asin(u)", "u^2", "1/(u - 2)", "abs(u)", "cos(u)", "sin(u)", "pi*u", "3*u",
        ]
        var solved = 0
        while solved < 8 {
            let root = Rational(random.below(13) - 6, 1 + random.below(3))
            var (left, right) = ("x", "(\(root))")
            var isReal = true
            for _ in 0...(1 + random.below(2)) {
                let layer = random.pick(layers)
                left = layer.replacingOccurrences(of: "u", with: "(\(left))")
                right = layer.replacingOccurrences(of: "u", with: "(\(right))")
                guard let layerValue = try? bench.reader.expression(right), let value = bench.value(layerValue), value.imaginary == 0,
                    value.real.magnitude < 1e6
                else {
                    isReal = false
                    break
                }
            }
            guard isReal else { continue }
            solved += 1
            guard let (equations, set) = try bench.solve(["\(left) = \(right)"], for: ["x"], isReal: true)
            else { continue }
            let told = "\(left) = \(right): \(bench.text(set))"
            let place = SolutionBench.Point(values: [x: bench.store.number(root)], isNear: false)
            #expect(bench.contains(set, place, [x]), "\(root) is missing in \(told)")
            for point in bench.points(set, [x]) { #expect(bench.satisfies(point, equations), "\(told)") }
        }
    }

    // MARK: Fractions

    @Test("of fractions, without the poles that cancel", arguments: 0..<4) func fractions(seed: Int)
        throws
    {
        var random = Randomness(seed: UInt64(200 + seed))
        let bench = try SolutionBench()
        let x = bench.store.symbol("x")
        for _ in 0..<10 {
            var places = (-7...7).map { Rational($0, 2) }
            func draw() -> Rational { places.remove(at: random.below(places.count)) }
            let (root, first, second, third) = (draw(), draw(), draw(), draw())
            let sizes = (0..<3).map { _ in Rational(1 + random.below(4)) }
            // Two poles, and one that cancels: the sum is made zero at the root.
            let above = sizes[0] / (root - first) + sizes[1] / (root - second) + sizes[2] * (root - third)
            let text =
                "\(sizes[0])/(x - (\(first))) + \(sizes[1])/(x - (\(second))) + \(sizes[2])*(x - (\(third)))^2/(x - (\(third))) = \(above)"
            guard let (equations, set) = try bench.solve([text], for: ["x"]) else { continue }
            let told = "\(text): \(bench.text(set))"
            #expect(set.isComplete && set.isVerified == true, "\(told)")
            let place = SolutionBench.Point(values: [x: bench.store.number(root)], isNear: false)
            #expect(bench.contains(set, place, [x]), "\(root) is missing in \(told)")
            for point in bench.points(set, [x]) { #expect(bench.satisfies(point, equations), "\(told)") }
            for pole in [first, second, third] {
                let place = SolutionBench.Point(values: [x: bench.store.number(pole)], isNear: false)
                #expect(!bench.contains(set, place, [x]), "the pole \(pole) in \(told)")
            }
        }
    }

    // MARK: Corners

    @Test("of sums of absolute values and greatest values", arguments: 0..<4) func corners(seed: Int)
        throws
    {
        var random = Randomness(seed: UInt64(300 + seed))
        let bench = try SolutionBench()
        let x = bench.store.symbol("x")
        for _ in 0..<8 {
            let corners = (0..<3).map { _ in Rational(random.below(9) - 4, 1 + random.below(2)) }
            let slopes = (0..<3).map { _ in Rational(random.below(5) - 2) }
            func value(_ x: Rational) -> Rational {
                slopes[0] * (x - corners[0]).magnitude + slopes[1] * max(x, corners[1]) + slopes[2]
                    * min(x * 2, corners[2]) + x
            }
            // Zero at a place that is drawn.
            let constant = value(Rational(random.below(13) - 6, 2))
            let parts = [
                "(\(slopes[0]))*abs(x - (\(corners[0])))", "(\(slopes[1]))*max(x, \(corners[1]))",
            ]
            let text = (parts + ["(\(slopes[2]))*min(2*x, \(corners[2]))", "x = \(constant)"]).joined(
                separator: " + ")
            guard let (_, set) = try bench.solve([text], for: ["x"], isReal: true) else { continue }
            #expect(set.isComplete, "\(text): \(bench.text(set))")
            // Between corners the function is linear: its zeros follow from its values at the corners and beside them.
            let ends = ([corners[0], corners[1], corners[2] / 2].sorted() + [-1000, 1000]).sorted()
            var places = ends
            for (left, right) in zip(ends, ends.dropFirst()) where left < right {
                let (low, high) = (value(left) - constant, value(right) - constant)
                places.append((left + right) / 2)
                if low.signum * high.signum < 0 {
                    places.append((left * high - right * low) / (high - low))
                }
            }
            for place in places {
                let point = SolutionBench.Point(values: [x: bench.store.number(place)], isNear: false)
                #expect(
                    bench.contains(set, point, [x]) == (value(place) == constant),
                    "\(place) in \(text): \(bench.text(set))")
            }
        }
    }

    // MARK: Numbers

    @Test("by certified numbers, all on an interval", arguments: 0..<4) func enclosed(seed: Int)
        throws
    {
        var random = Randomness(seed: UInt64(400 + seed))
        let bench = try SolutionBench()
        let x = bench.store.symbol("x")
        let terms: [(String, @Sendable (Double) -> Double)] = [
            ("sin(3*x)", { sin(3 * $0) }), ("cos(x/2)", { cos($0 / 2) }), ("exp(-x/2)", { exp(-$0 / 2) }),
            ("x^2/5", { $0 * $0 / 5 }),
            ("log(x + 6)", { log($0 + 6) }), ("atan(3*x)", { atan(3 * $0) }),
            ("sqrt(x + 6)", { sqrt($0 + 6) }), ("tanh(x)", { tanh($0) }),
            ("x", { $0 }), ("x^3/20", { $0 * $0 * $0 / 20 }), ("sin(x)^2", { sin($0) * sin($0) }),
            ("1/(x + 7)", { 1 / ($0 + 7) }),
        ]
        for _ in 0..<6 {
            let chosen = (0..<3).map { _ in
                (Double(random.below(9) - 4) / 2, terms[random.below(terms.count)])
            }
            let constant = Double(random.below(9) - 4) / 4
            let text = chosen.map { "(\($0.0))*\($0.1.0)" }.joined(separator: " + ") + " + (\(constant))"
            let value: (Double) -> Double = { place in
                chosen.reduce(constant) { $0 + $1.0 * $1.1.1(place) }
            }
            guard let (equations, set) = try bench.solve([text], for: ["x"], isReal: true, in: (-5, 5)),
                !set.solutions.contains(where: \.bindings.isEmpty)
            else { continue }
            let told = "\(text): \(bench.text(set))"
            #expect(set.isComplete, "\(told)")
            let grid = (0...5000).map { value(-5 + Double($0) / 500) }
            let changes =
                zip(grid, grid.dropFirst()).filter { $0 * $1 < 0 }.count + grid.filter { $0 == 0 }.count
            #expect(set.solutions.count == changes, "\(changes) changes of sign, but \(told)")
            for solution in set.solutions {
                for binding in solution.bindings {
                    guard let enclosure = binding.enclosure else { continue }
                    let ends = [enclosure.lower, enclosure.upper].compactMap { end in
                        bench.value(bench.catalogue.substitute(equations[0], [x: bench.store.number(end)]))?
                            .real
                    }
                    #expect(ends.count == 2 && ends[0] * ends[1] < 0, "\(told)")
                }
            }
            for point in bench.points(set, [x]) { #expect(bench.satisfies(point, equations), "\(told)") }
        }
    }

    @Test("where the parts of the whole are not real", arguments: 0..<4) func beyondTheReals(seed: Int) throws {
        var random = Randomness(seed: UInt64(600 + seed))
        let bench = try SolutionBench()
        let x = bench.store.symbol("x")
        let outer = ["abs(u)", "re(u)", "im(u)", "arg(u)", "abs(u)^2", "2*abs(u) + 1"]
        let inner = [
            "asin(x)", "acos(x)", "acosh(x)", "log(x)", "x^pi", "sqrt(x)", "atanh(x)", "x^I", "(x - 1)^(2*I)", "asin(x) + I", "x^(3/2)",
        ]
        for round in 0..<14 {
            let root = Rational(random.below(13) - 6, 1 + random.below(3))
            let slope = "(\(1 + random.below(3)) + \(1 + random.below(2))*I)*pi"
            let left =
                round % 4 == 3 ? "exp(\(slope)*x)" : random.pick(outer).replacing("u", with: random.pick(inner))
            let text = "\(left) = \(left.replacing("exp(", with: "EXP(").replacing("x", with: "(\(root))").replacing("EXP", with: "exp"))"
            guard let (_, set) = try bench.solve([text], for: ["x"]), set.isComplete else { continue }
            let isFound = set.solutions.contains { bench.comesNear($0, root.doubleValue, x) }
            #expect(isFound, "\(root): \(text): \(bench.text(set))")
        }
    }

    @Test("all that a claim of completeness speaks of", arguments: 0..<4) func claimed(seed: Int) throws {
        var random = Randomness(seed: UInt64(500 + seed))
        let bench = try SolutionBench()
        let x = bench.store.symbol("x")
        let parts: [(String, @Sendable (Double) -> Double)] = [
            ("sin(x)", { sin($0) }), ("cos(x)", { cos($0) }), ("tan(x)", { tan($0) }), ("exp(x)", { exp($0) }), ("exp(-x)", { exp(-$0) }),
            ("1/x", { 1 / $0 }), ("x", { $0 }), ("x^2", { $0 * $0 }), ("log(x)", { log($0) }), ("sqrt(x + 2)", { sqrt($0 + 2) }),
            ("atan(x)", { atan($0) }), ("cos(2*x)", { cos(2 * $0) }), ("tanh(x)", { tanh($0) }), ("abs(x - 1)", { abs($0 - 1) }),
            ("1/(x - 2)", { 1 / ($0 - 2) }), ("atan(cos(x))", { atan(cos($0)) }),
        ]
        for _ in 0..<10 {
            let (first, second, third) = (random.pick(parts), random.pick(parts), random.pick(parts))
            let (factor, constant) = (Double(1 + random.below(3)), Double(random.below(7) - 3) / 2)
            let isProduct = random.oneIn(3)
            let text = isProduct ? "\(factor)*\(first.0)*(\(second.0))" : "\(factor)*\(first.0) + \(second.0) - (\(third.0))"
            let value: (Double) -> Double = { place in
                isProduct
                    ? factor * first.1(place) * second.1(place) - constant
                    : factor * first.1(place) + second.1(place) - third.1(place) - constant
            }
            guard let (_, set) = try bench.solve(["\(text) = \(constant)"], for: ["x"], isReal: true), set.isComplete else { continue }
            for place in changes(of: value, from: -9.37, to: 9.41) {
                let isFound = set.solutions.contains { bench.comesNear($0, place, x) }
                #expect(isFound, "near \(place): \(text) = \(constant): \(bench.text(set))")
            }
        }
    }

    /// Where a continuous part of a function changes its sign.
    private func changes(of value: (Double) -> Double, from lower: Double, to upper: Double) -> [Double] {
        var places: [Double] = []
        let count = 4001
        var before = value(lower)
        for step in 1...count {
            var left = lower + (upper - lower) * Double(step - 1) / Double(count)
            var right = lower + (upper - lower) * Double(step) / Double(count)
            let after = value(right)
            defer { before = after }
            guard before * after < 0 else { continue }
            let isRising = after > 0
            for _ in 0..<60 {
                let middle = (left + right) / 2
                if (value(middle) > 0) == isRising { right = middle } else { left = middle }
            }
            // At a pole the values are large.
            if abs(value(left)) < 1e-6, abs(value(right)) < 1e-6 { places.append(left) }
        }
        return places
    }
}
