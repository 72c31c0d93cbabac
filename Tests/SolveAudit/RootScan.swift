import Glibc

/// Finds real roots of an equation by scanning: sign changes, touching zeros, ends of the domain, values that people would try, and
/// intervals on which both sides agree.
struct RootScan {
    struct Root {
        var place: Double
        /// The place is the root itself, not a neighbour.
        var isExact = false
        var isInStretch = false
        /// How far from the place the sides clearly differ, relative to it.
        var spread = 0.0
    }

    private let left: Tape
    private let right: Tape
    private let residual: Tape
    private let parameters: [Double]
    /// A root counts only where no part of the equation left the real numbers.
    private let wantsRealParts: Bool
    private let extra: [Double]

    init?(_ relation: Term, names: [String], parameters: [Double], wantsRealParts: Bool, near extra: [Double]) {
        let sides = relation.operands
        guard sides.count == 2, let left = try? Tape(sides[0], names: names), let right = try? Tape(sides[1], names: names),
            let residual = try? Tape(sides[0] - sides[1], names: names)
        else { return nil }
        self.left = left
        self.right = right
        self.residual = residual
        self.parameters = parameters
        self.wantsRealParts = wantsRealParts
        self.extra = extra
    }

    /// The difference of the sides, and the size of the larger one.
    func residual(at x: Estimate) -> (difference: Estimate, scale: Double) {
        let values = [x] + parameters.map { Estimate($0) }
        let a = left.value(values)
        let b = right.value(values)
        return (a - b, Swift.max(a.magnitude, b.magnitude))
    }

    /// Whether a number satisfies the equation; nil where that is not clear.
    func isSolution(_ x: Estimate) -> Bool? {
        let (difference, scale) = residual(at: x)
        if difference.doubts.contains(.undefined) { return x.isExact ? false : nil }
        guard difference.isUsable else { return isAtPole(x) ? false : nil }
        if difference.radius > 0.01 * (scale + 1e-30), difference.magnitude > difference.radius { return nil }
        if difference.magnitude <= 16 * difference.radius + 1e-10 * scale { return true }
        return difference.doubts.contains(.convention) ? nil : false
    }

    /// Whether a part jumps, or has no value, so near to a place that a scan cannot tell on which side of that it lies.
    func isNextToGap(_ root: Root) -> Bool {
        let about = Swift.max(1e-6, root.spread) * (1 + Swift.abs(root.place))
        let around = residual(at: Estimate(root.place, radius: about)).difference
        return !around.isUsable || around.doubts.contains(.convention)
    }

    /// Whether the sides differ without bound on both sides of a place: large values that grow towards it.
    private func isAtPole(_ x: Estimate) -> Bool {
        func size(_ step: Double) -> Double {
            let near = residual(at: Estimate(re: x.re + step * (1 + Swift.abs(x.re)), im: x.im, isReal: x.isReal)).difference
            return near.isUsable ? near.magnitude : 0
        }
        return [1e-7, -1e-7].allSatisfy { size($0) > Swift.max(1e4, 2 * size(4 * $0)) }
    }

    /// Roots in a window around 0, some farther out, and near the places in `extra`.
    func roots(cells: Int, jitter: Double) -> [Root] {
        var scratch: [Double] = []
        func value(_ x: Double) -> Double { residual.real([x] + parameters, &scratch) }
        var points: [Double] = []
        let reach = 12.4
        for index in 0...cells { points.append(-reach + 2 * reach * (Double(index) + 0.6 * jitter) / Double(cells)) }
        for place in extra where place.isFinite && Swift.abs(place) < 1e6 {
            for step in [-0.3, -0.05, -0.01, -1e-3, -1e-5, 1e-5, 1e-3, 0.01, 0.05, 0.3] {
                points.append(place + step * (1 + Swift.abs(place)) + 1e-9)
            }
        }
        for index in 0..<(cells / 8) {
            let size = reach * Glibc.pow(400, (Double(index) + 0.1 + 0.8 * jitter) / Double(cells / 8))
            points += [size, -size]
            let small = Glibc.pow(1e-3, (Double(index) + 0.3) / Double(cells / 8)) * 0.01
            points += [small, -small]
        }
        points.sort()
        let values = points.map(value)
        var roots: [Root] = []
        var found = 0
        for index in 1..<points.count where found < 400 {
            let (a, b) = (points[index - 1], points[index])
            let (fa, fb) = (values[index - 1], values[index])
            if fa.isNaN != fb.isNaN {
                roots += ends(a, b, value)
            } else if fa * fb < 0 {
                let (low, high) = bisected(a, b) { value($0) * fa > 0 }
                let place = Swift.abs(value(low)) < Swift.abs(value(high)) ? low : high
                if let root = root(at: place, isExact: false) { roots.append(root) }
            } else if index + 1 < points.count, values[index + 1] * fb > 0, fa * fb > 0, Swift.abs(fb) <= Swift.abs(fa),
                Swift.abs(fb) <= Swift.abs(values[index + 1])
            {
                let place = smallest(a, points[index + 1]) { Swift.abs(value($0)) }
                if let root = root(at: place, isExact: false) { roots.append(root) }
            } else if fa == 0, values[index == 1 ? 1 : index - 2] != 0, let root = root(at: a, isExact: false) {
                roots.append(root)
            }
            found = roots.count
        }
        for (place, isExact) in RootScan.likely + extra.map({ ($0, $0 == ($0 * 64).rounded() / 64) }) {
            let quick = value(place)
            if !(Swift.abs(quick) > 1e-6), let root = root(at: place, isExact: isExact) { roots.append(root) }
        }
        return (roots + stretches(points, values)).sorted { Swift.abs($0.place) < Swift.abs($1.place) }
    }

    /// Whole and half numbers, simple parts of pi and square roots, with whether the double is the number itself.
    static let likely: [(Double, Bool)] = {
        var places: [(Double, Bool)] = (-48...48).map { (Double($0) / 4, true) }
        places += (-48...48).filter { $0 != 0 }.map { (Double($0) * Double.pi / 12, false) }
        let squares: [Double] = [2, 3, 5, 6, 0.5, 1.0 / 3, 0.75, 1.5]
        for number in squares { places += [(sqrt(number), false), (-sqrt(number), false)] }
        let thirds: [Double] = [1, 2, 4, 5, 0.5, 2.5].map { $0 / 3 }
        let others: [Double] = [0.2, 0.4, Glibc.exp(1), Glibc.exp(-1), Glibc.log(2), Glibc.log(3)]
        for number in thirds + others {
            places += [(number, false), (-number, false)]
        }
        return places
    }()

    private func bisected(_ a: Double, _ b: Double, _ isLow: (Double) -> Bool) -> (Double, Double) {
        var (low, high) = (a, b)
        for _ in 0..<80 {
            let middle = low + (high - low) / 2
            if middle == low || middle == high { break }
            if isLow(middle) { low = middle } else { high = middle }
        }
        return (low, high)
    }

    private func smallest(_ a: Double, _ b: Double, _ size: (Double) -> Double) -> Double {
        let ratio = 0.6180339887498949
        var (low, high) = (a, b)
        var inner = (high - ratio * (high - low), low + ratio * (high - low))
        var sizes = (size(inner.0), size(inner.1))
        for _ in 0..<100 where high - low > 0 {
            if sizes.0 < sizes.1 {
                high = inner.1
                inner = (high - ratio * (high - low), inner.0)
                sizes = (size(inner.0), sizes.0)
            } else {
                low = inner.0
                inner = (inner.1, low + ratio * (high - low))
                sizes = (sizes.1, size(inner.1))
            }
        }
        return sizes.0 < sizes.1 ? inner.0 : inner.1
    }

    /// Roots at an end of the real domain between two places, where the end is a number that can be told.
    private func ends(_ a: Double, _ b: Double, _ value: (Double) -> Double) -> [Root] {
        let isLowInside = !value(a).isNaN
        let (low, high) = bisected(a, b) { value($0).isNaN != isLowInside }
        let end = isLowInside ? low : high
        guard Swift.abs(value(end)) < 1e-2 else { return [] }
        for divisor in 1...12 {
            let scaled = end * Double(divisor)
            let nearest = scaled.rounded()
            let isExact = divisor & (divisor - 1) == 0
            if Swift.abs(scaled - nearest) < 1e-13 * (1 + Swift.abs(scaled)) {
                return root(at: nearest / Double(divisor), isExact: isExact).map { [$0] } ?? []
            }
        }
        return root(at: end, isExact: false).map { [$0] } ?? []
    }

    /// A root where the sides agree up to rounding, and clearly differ next to it: what merely fades, as `tanh(x) - 1` does, is none.
    private func root(at place: Double, isExact: Bool) -> Root? {
        let point = Estimate(place, radius: isExact ? 0 : 2 * place.ulp)
        let (difference, scale) = residual(at: point)
        guard difference.isUsable, counts(difference) else { return nil }
        if difference.isExactZero { return Root(place: place, isExact: isExact) }
        guard difference.magnitude <= 8 * difference.radius, difference.radius < Swift.max(1e-4, 1e-6 * scale) else { return nil }
        let spread = [1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2].first { step in
            let distance = step * (1 + Swift.abs(place))
            let both = [place - distance, place + distance].map { residual(at: Estimate($0)).difference }.filter(\.isUsable)
            // What fades on one side only, towards a pole as `tanh(tan(x)) - 1` does, is none, either.
            if both.contains(where: { !counts($0) && $0.mayBeZero }) { return false }
            let sides = both.filter(counts)
            return !sides.isEmpty && sides.allSatisfy { $0.magnitude > 100 * $0.radius && $0.magnitude > 20 * difference.radius }
        }
        return spread.map { Root(place: place, isExact: isExact, spread: $0) }
    }

    private func counts(_ difference: Estimate) -> Bool {
        difference.doubts.isDisjoint(with: wantsRealParts ? [.leavesReals, .convention] : .convention)
    }

    /// Places in intervals on which the sides agree. Where an interval ends the difference must rise at once.
    private func stretches(_ points: [Double], _ values: [Double]) -> [Root] {
        var roots: [Root] = []
        func agrees(_ x: Double) -> Bool {
            let difference = residual(at: Estimate(x)).difference
            return difference.isUsable && counts(difference) && difference.mayBeZero
        }
        func leavesAtOnce(from inside: Double, to outside: Double) -> Bool {
            let (a, b) = bisected(inside, outside, agrees)
            let further = b + (b > a ? 0.01 : -0.01) * (1 + Swift.abs(b))
            let difference = residual(at: Estimate(further)).difference
            return !difference.isUsable || !counts(difference) || difference.magnitude > 1e5 * difference.radius
        }
        var start = 0
        while start < points.count {
            guard Swift.abs(values[start]) < 1e-11, agrees(points[start]) else {
                start += 1
                continue
            }
            var end = start
            while end + 1 < points.count, Swift.abs(values[end + 1]) < 1e-11, agrees(points[end + 1]) { end += 1 }
            let isLong = end - start >= 4 && points[end] - points[start] > 0.05
            let opens = start == 0 || leavesAtOnce(from: points[start], to: points[start - 1])
            let closes = end == points.count - 1 || leavesAtOnce(from: points[end], to: points[end + 1])
            if isLong, opens, closes, start > 0 || end < points.count - 1 || agrees(0.37) {
                for part in 1...9 { roots.append(Root(place: points[start + (end - start) * part / 10], isInStretch: true)) }
            }
            start = end + 1
        }
        return roots
    }
}
