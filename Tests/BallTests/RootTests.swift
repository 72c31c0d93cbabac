import Ball
import Exact
import Support
import Testing

@Suite("The roots of polynomials")
struct RootTests {
    private func isolated(_ coefficients: [Int], bits: Int = 128) throws -> [ComplexBall] {
        try PolynomialRoots.isolated(coefficients: coefficients.map { Integer($0) }, bits: bits)
    }

    /// The product of polynomials, from the constant coefficients on.
    private func product(_ factors: [[Int]]) -> [Int] {
        factors.reduce([1]) { left, right in
            var result = Array(repeating: 0, count: left.count + right.count - 1)
            for (i, a) in left.enumerated() { for (j, b) in right.enumerated() { result[i + j] += a * b } }
            return result
        }
    }

    @Test("are disjoint, as many as the degree, precise, and zeros of the polynomial", arguments: 0..<40)
    func areZeros(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let degree = Int.random(in: 1...20, using: &random)
        var coefficients = (0...degree).map { _ in Int.random(in: -99...99, using: &random) }
        if coefficients[degree] == 0 { coefficients[degree] = 1 }
        let bits = 200
        let balls: [ComplexBall]
        do { balls = try isolated(coefficients, bits: bits) } catch {
            #expect(error as? PolynomialRoots.Failure == .unsuitable)
            return
        }
        #expect(balls.count == degree)
        for (position, ball) in balls.enumerated() {
            #expect(ball.relativeAccuracyBits >= bits)
            for other in balls[..<position] { #expect(!ball.overlaps(other)) }
            let value = make { $0.set(0) }
            for coefficient in coefficients.reversed() {
                value.multiply(value, ball, bits: 400)
                value.add(value, make { $0.set(coefficient) }, bits: 400)
            }
            #expect(value.containsZero)
        }
    }

    @Test("come in their order: real ones ascending, then by real and by imaginary part", arguments: 0..<40)
    func areOrdered(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        // Distinct whole roots, and pairs a ± b*i of whole numbers, many with the same real part.
        let real = Set((0..<Int.random(in: 0...4, using: &random)).map { _ in Int.random(in: -5...5, using: &random) }).sorted()
        let pairs = Set(
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                [Int.random(in: -1...1, using: &random), Int.random(in: 1...3, using: &random)]
            })
        let points = pairs.flatMap { (pair: [Int]) -> [(Double, Double)] in
            let (x, y) = (Double(pair[0]), Double(pair[1]))
            return [(x, -y), (x, y)]
        }
        let expected: [(Double, Double)] = real.map { (Double($0), 0.0) } + points.sorted { $0 < $1 }
        let quadratics = pairs.map { (pair: [Int]) -> [Int] in [pair[0] * pair[0] + pair[1] * pair[1], -2 * pair[0], 1] }
        let coefficients = product(real.map { [-$0, 1] } + quadratics)
        for bits in [64, 300, 5_000] {
            let found = try isolated(coefficients, bits: bits)
            for (ball, (x, y)) in zip(found, expected) {
                let point = self.point(x, y)
                #expect(ball.contains(point), "\(coefficients) at \(bits) bits")
                if y == 0 { #expect(ball.isReal) }
                if x == 0 { #expect(ball.bounds(.real) == (0, 0)) }
            }
        }
    }

    private func point(_ x: Double, _ y: Double) -> ComplexBall { ball(x, y) }

    @Test("are refused where there are multiple ones or none, and given up when told so")
    func areRefused() throws {
        #expect(throws: PolynomialRoots.Failure.unsuitable) { try isolated([1, 2, 1]) }
        #expect(throws: PolynomialRoots.Failure.unsuitable) { try isolated([7]) }
        #expect(throws: PolynomialRoots.Failure.unsuitable) { try isolated([]) }
        let large = (0...300).map { Integer($0 * $0 % 97 - 40) }
        #expect(throws: PolynomialRoots.Failure.stopped) {
            try PolynomialRoots.isolated(coefficients: large, bits: 20_000) { true }
        }
    }

    @Test("at less precision are those that are known already")
    func areKept() throws {
        let roots = try PolynomialRoots([-2, 0, 1])
        let fine = try roots.isolated(bits: 500)
        let coarse = try roots.isolated(bits: 64)
        #expect(zip(fine, coarse).allSatisfy { $0 === $1 })
    }
}
