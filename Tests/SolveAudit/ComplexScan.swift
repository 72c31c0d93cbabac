import Glibc

/// Finds complex roots of an equation by Muller's method from random places (D. E. Muller, A method for solving algebraic equations
/// using an automatic computer, 1956).
struct ComplexScan {
    let scan: RootScan
    /// How exact places are taken to be, beside their size.
    static let rounding = 1e-14

    func roots(starts: Int, _ random: inout RandomNumbers) -> [Estimate] {
        var found: [Estimate] = []
        for _ in 0..<starts {
            let size = random.real(in: 0.05...4)
            let angle = random.real(in: 0...6.283185307179586)
            guard let root = descent(from: Estimate(re: size * cos(angle), im: size * sin(angle))) else { continue }
            if root.magnitude < 25, isRoot(root), !found.contains(where: { hypot($0.re - root.re, $0.im - root.im) < 1e-6 }) {
                found.append(root)
            }
        }
        return found
    }

    private func value(_ z: Estimate) -> Estimate {
        var result = scan.residual(at: z).difference
        result.radius = 0
        result.isReal = false
        return result
    }

    private func descent(from start: Estimate) -> Estimate? {
        var points = [start, start + Estimate(re: 0.03, im: 0.01), start + Estimate(re: -0.01, im: 0.04)].map {
            Estimate(re: $0.re, im: $0.im)
        }
        var values = points.map(value)
        for _ in 0..<60 {
            guard values.allSatisfy(\.isUsable) else { return nil }
            if values[2].isExactZero { return points[2] }
            let h0 = points[1] - points[0]
            let h1 = points[2] - points[1]
            let d0 = (values[1] - values[0]) / h0
            let d1 = (values[2] - values[1]) / h1
            let a = (d1 - d0) / (h1 + h0)
            let b = a * h1 + d1
            guard a.isUsable, b.isUsable else { return isClose(points[2], h1) }
            var radicand = b * b - Estimate(4) * a * values[2]
            radicand.radius = 0
            let size = sqrt(radicand.magnitude)
            let angle = atan2(radicand.im, radicand.re) / 2
            let root = Estimate(re: size * cos(angle), im: size * sin(angle))
            let plus = b + root
            let minus = b - root
            let divisor = plus.magnitude > minus.magnitude ? plus : minus
            let step = Estimate(-2) * values[2] / Estimate(re: divisor.re, im: divisor.im)
            guard step.isUsable else { return isClose(points[2], h1) }
            let next = Estimate(re: points[2].re + step.re, im: points[2].im + step.im)
            if step.magnitude <= 1e-15 * next.magnitude { return next }
            points = [points[1], points[2], next]
            values = [values[1], values[2], value(next)]
        }
        return nil
    }

    private func isClose(_ point: Estimate, _ step: Estimate) -> Estimate? { step.magnitude < 1e-10 ? point : nil }

    /// The sides agree up to rounding, and clearly differ on a small circle around.
    private func isRoot(_ root: Estimate) -> Bool {
        let difference = scan.residual(at: Estimate(re: root.re, im: root.im, radius: ComplexScan.rounding * (1 + root.magnitude)))
            .difference
        guard difference.isUsable, difference.doubts.isEmpty, difference.magnitude <= 16 * difference.radius else { return false }
        // On which side of a cut it lies, rounding may decide.
        let around = scan.residual(at: Estimate(re: root.re, im: root.im, radius: 1e-5 * (1 + root.magnitude))).difference
        guard around.isUsable, around.doubts.isEmpty else { return false }
        return (0..<6).allSatisfy { index in
            let angle = Double(index) + 0.3
            let near = Estimate(re: root.re + 1e-4 * cos(angle), im: root.im + 1e-4 * sin(angle))
            let value = scan.residual(at: near).difference
            return value.isUsable && value.magnitude > 50 * value.radius && value.magnitude > 20 * difference.magnitude
        }
    }
}

/// A generator of random numbers that gives the same ones for the same seed (Steele, Lea and Flood, Fast splittable pseudorandom number
/// generators, 2014).
struct RandomNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
        // Seeds that follow each other must not give the same numbers, shifted by one.
        state = next() ^ 0x1234_5678_9ABC_DEF1
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func whole(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
    mutating func real(in range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &self) }
    mutating func chance(_ share: Double) -> Bool { real(in: 0...1) < share }
    mutating func one<T>(of choices: [T]) -> T { choices[whole(in: 0...choices.count - 1)] }
}
