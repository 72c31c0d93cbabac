import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading

/// Encloses the values of an expression over a box.
///
/// The least value is searched for by branch and bound: boxes are halved, and for each there is a lower bound, from arithmetic in balls, from
/// the mean value theorem (Moore, *Interval Analysis*, 1966), or from slopes of one sign, which move a side of the box to one of its ends.
/// A box in one variable with a convex function has its least value where the slope is zero (Hansen and Walster, *Global Optimization Using
/// Interval Analysis*, 2004). All bounds are rounded outwards.
public final class RangeFinder {
    private let store: ExprStore
    private let catalogue: Catalogue
    private let evaluator: BallEvaluator
    private let differentiator: Differentiator
    private static let bits = 160
    /// How many boxes are looked at for one end.
    private static let mostBoxes = 600
    /// Beyond this many nodes there are fewer boxes.
    private static let shortLength = 60

    /// - Throws: where the ball library cannot be loaded.
    public init(_ catalogue: Catalogue) throws(BallUnavailable) {
        self.catalogue = catalogue
        store = catalogue.store
        evaluator = try BallEvaluator(catalogue)
        evaluator.bits = RangeFinder.bits
        evaluator.joinsBranches = true
        differentiator = Differentiator(catalogue)
    }

    /// A side of the box: a name and the two ends, exact constants.
    public struct Side {
        let name: Expr
        let lower: Expr
        let upper: Expr

        /// From the lower end to the upper one.
        public init(_ name: Expr, from lower: Expr, to upper: Expr) {
            self.name = name
            self.lower = lower
            self.upper = upper
        }
    }

    /// Numbers with all values of the expression between them; nil where none were found, as for a value that is infinite or not real
    /// somewhere.
    public func range(of expr: Expr, over sides: [Side]) -> (lower: Double, upper: Double)? {
        let names = Set(store.symbols(in: [expr]))
        let box = sides.filter { names.contains($0.name) }.map { Interval($0.name, end($0.lower), end($0.upper)) }
        guard let lower = least(expr, box), let upper = least(store.opposite(expr), box) else { return nil }
        let known = facts(of: expr, sides)
        return (
            max(lower, known.lower.map { RangeFinder.roundedDown($0.value) } ?? -.infinity) + 0,
            min(-upper, known.upper.map { -RangeFinder.roundedDown(-$0.value) } ?? .infinity) + 0
        )
    }

    /// What is inferred of the values by exact interval arithmetic.
    private func facts(of expr: Expr, _ sides: [Side]) -> Facts {
        let parts = sides.filter { $0.lower != $0.upper }.flatMap {
            [store.relation(.lessOrEqual, $0.lower, $0.name), store.relation(.lessOrEqual, $0.name, $0.upper)]
        }
        let found = store.facts(of: expr)
        guard found.isReal else { return Facts() }
        let inside = store.supposing(store.conjunction(parts)) { self.store.facts(of: expr) } ?? found
        return found.joined(inside)
    }

    /// The greatest double whose decimal, as it is written, is not above a number: ends such as 0.1 stay what they are.
    private static func roundedDown(_ value: Rational) -> Double {
        let nearest = value.doubleValue
        guard nearest.isFinite else { return nearest > 0 ? .greatestFiniteMagnitude : nearest }
        return decimal(nearest).map { $0 <= value } ?? false ? nearest + 0 : nearest.nextDown
    }

    /// A lower bound by a ball.
    private static func lower(_ ball: ComplexBall) -> Double {
        let bound = ball.bounds(.real).lower
        return Rational(exactly: bound).map { roundedDown($0) } ?? bound
    }

    /// What the shortest decimal of a double says.
    private static func decimal(_ number: Double) -> Rational? {
        let size = Array(number.magnitude.description.utf8).withUnsafeBufferPointer { Rational(decimal: $0) }
        return number < 0 ? size.map { -$0 } : size
    }

    // MARK: Boxes

    /// An end of an interval: a constant and its ball.
    private struct End {
        let value: Expr
        let ball: ComplexBall
    }

    private struct Interval {
        let name: Expr
        var lower: End
        var upper: End

        init(_ name: Expr, _ lower: End, _ upper: End) {
            self.name = name
            self.lower = lower
            self.upper = upper
        }

        var isPoint: Bool { lower.value == upper.value }
        var ends: (low: Double, high: Double) { (lower.ball.bounds(.real).lower, upper.ball.bounds(.real).upper) }
        var width: Double { isPoint ? 0 : ends.high - ends.low }

        /// A ball around it.
        var ball: ComplexBall {
            if isPoint { return lower.ball }
            let (low, high) = ends
            let middle = low + (high - low) / 2
            var radius = Swift.max(high - middle, middle - low)
            if let m = Rational(exactly: middle), let r = Rational(exactly: radius), let l = Rational(exactly: low),
                let h = Rational(exactly: high), m - r > l || m + r < h
            {
                radius = radius.nextUp
            }
            let ball = ComplexBall()
            ball.set(realMidpoint: middle, radius: radius)
            return ball
        }

        /// A number with few digits near the middle: such ends are exact in balls.
        var middle: Double {
            let (low, high) = ends
            let (middle, grain) = (low + (high - low) / 2, Double(sign: .plus, exponent: ((high - low) / 8).exponent, significand: 1))
            let round = (middle / grain).rounded() * grain
            return round > low && round < high ? round : middle
        }
    }

    private func end(_ value: Expr) -> End {
        evaluator.point = [:]
        evaluator.reset()
        let ball = ComplexBall()
        ball.set(evaluator.value(of: value))
        return End(value: value, ball: ball)
    }

    private func end(_ number: Double) -> End? { Rational(exactly: number).map { end(store.number($0)) } }

    private struct Box {
        var sides: [Interval]
        var bound: Double
    }

    // MARK: The least value

    /// The expression with its slopes, and what the slopes require.
    private struct Function {
        let expr: Expr
        var slopes: [(name: Expr, slope: Expr, second: Expr?, conditions: [Expr])] = []
    }

    private func function(_ expr: Expr, _ names: [Expr]) -> Function {
        var function = Function(expr: expr)
        guard store.postorder([expr]).count < 20 * RangeFinder.shortLength else { return function }
        for name in names {
            differentiator.begin(by: name)
            guard let slope = try? differentiator.derivative(of: expr), !slope.isAbsent else { continue }
            let second = try? differentiator.derivative(of: slope)
            function.slopes.append((name, slope, second, differentiator.conditions))
        }
        return function
    }

    private func least(_ expr: Expr, _ sides: [Interval]) -> Double? {
        let function = function(expr, sides.filter { !$0.isPoint }.map(\.name))
        let length = store.postorder([expr]).count
        var incumbent = Double.infinity
        var open = [Box(sides: sides, bound: -.infinity)]
        open[0].bound = bound(function, sides, &incumbent)
        var left = max(8, RangeFinder.mostBoxes * RangeFinder.shortLength / max(length, RangeFinder.shortLength))
        while let place = open.indices.min(by: { open[$0].bound < open[$1].bound }), left > 0, store.budget.step() {
            let box = open[place]
            if box.bound >= incumbent - incumbent.magnitude * 0x1p-53 { break }
            guard let widest = box.sides.indices.max(by: { box.sides[$0].width < box.sides[$1].width }), box.sides[widest].width > 0,
                let middle = end(box.sides[widest].middle)
            else { break }
            open.remove(at: place)
            for isLower in [true, false] {
                var half = box
                if isLower { half.sides[widest].upper = middle } else { half.sides[widest].lower = middle }
                half.bound = max(box.bound, bound(function, half.sides, &incumbent))
                open.append(half)
            }
            left -= 2
        }
        guard let result = open.map(\.bound).min(), result > -.infinity else { return nil }
        return result
    }

    /// A lower bound of the values in a box. Values in it lower the incumbent.
    private func bound(_ function: Function, _ sides: [Interval], _ incumbent: inout Double) -> Double {
        var sides = sides
        var result = -Double.infinity
        var slopes: [Expr: ComplexBall] = [:]
        while true {
            let whole = value(function.expr, sides)
            if let whole { result = max(result, RangeFinder.lower(whole)) }
            if sides.allSatisfy(\.isPoint) {
                if let whole { incumbent = min(incumbent, whole.bounds(.real).upper) }
                let values = Dictionary(sides.map { ($0.name, $0.lower.value) }) { first, _ in first }
                let exact = store.budget.withinSize { catalogue.substitute(function.expr, values) }.flatMap { store.rationalValue($0) }
                return exact.map { max(result, RangeFinder.roundedDown($0)) } ?? result
            }
            slopes.removeAll()
            var isReduced = false
            for (name, slope, _, conditions) in function.slopes {
                guard let place = sides.firstIndex(where: { $0.name == name }), !sides[place].isPoint, whole != nil,
                    let rate = value(slope, sides), conditions.allSatisfy({ evaluator.truth(of: $0) == .holds })
                else { continue }
                slopes[name] = rate
                let (low, high) = rate.bounds(.real)
                if low >= 0 { sides[place].upper = sides[place].lower } else if high <= 0 { sides[place].lower = sides[place].upper }
                isReduced = isReduced || sides[place].isPoint
            }
            if !isReduced { break }
        }
        let moving = sides.filter { !$0.isPoint }
        var centre = sides
        for place in centre.indices where !centre[place].isPoint {
            guard let middle = end(centre[place].middle) else { return result }
            (centre[place].lower, centre[place].upper) = (middle, middle)
        }
        guard let middle = value(function.expr, centre) else { return result }
        incumbent = min(incumbent, middle.bounds(.real).upper)
        guard moving.allSatisfy({ slopes[$0.name] != nil }) else { return result }
        let (total, part) = (ComplexBall(), ComplexBall())
        total.set(middle)
        for (side, centre) in zip(sides, centre) where !side.isPoint {
            guard let rate = slopes[side.name] else { continue }
            part.subtract(side.ball, centre.lower.ball, bits: RangeFinder.bits)
            part.multiply(part, rate, bits: RangeFinder.bits)
            total.add(total, part, bits: RangeFinder.bits)
        }
        if total.isFinite, total.isReal { result = max(result, RangeFinder.lower(total)) }
        if moving.count == 1, let bound = convexBound(function, sides, moving[0], &incumbent) { result = max(result, bound) }
        return result
    }

    /// The value over a box, if it is real and finite.
    private func value(_ expr: Expr, _ sides: [Interval]) -> ComplexBall? {
        evaluator.point = Dictionary(sides.map { ($0.name, $0.ball) }) { first, _ in first }
        evaluator.reset()
        let ball = ComplexBall()
        ball.set(evaluator.value(of: expr))
        return ball.isFinite && ball.isReal ? ball : nil
    }

    // MARK: Convex functions

    /// A lower bound of a function that is convex along the only side that is left: at a point near where its slope is zero, less what the
    /// slope there allows.
    private func convexBound(_ function: Function, _ sides: [Interval], _ side: Interval, _ incumbent: inout Double) -> Double? {
        guard let entry = function.slopes.first(where: { $0.name == side.name }), let second = entry.second,
            let place = sides.firstIndex(where: { $0.name == side.name }), let curvature = value(second, sides),
            curvature.bounds(.real).lower >= 0
        else { return nil }
        func slope(_ end: End) -> ComplexBall? {
            var point = sides
            (point[place].lower, point[place].upper) = (end, end)
            return value(entry.slope, point)
        }
        var (low, high) = side.ends
        for _ in 0..<60 {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high, let end = end(middle), let rate = slope(end) else { break }
            if rate.isExactZero { return bound(function, sides, place, end, nil, &incumbent) }
            if rate.bounds(.real).lower > 0 { high = middle } else { low = middle }
        }
        // A fraction with few digits may be the place itself.
        let simple = RangeFinder.simplest(between: low, high).map { end(store.number($0)) }
        if let simple, let rate = slope(simple), rate.isExactZero || catalogue.substitute(entry.slope, [side.name: simple.value]) == .zero {
            return bound(function, sides, place, simple, nil, &incumbent)
        }
        guard let end = end(low + (high - low) / 2), let rate = slope(end) else { return nil }
        return bound(function, sides, place, end, rate, &incumbent)
    }

    /// `f(c)`, less the size of the slope at `c` times the width; nothing less where the slope is exactly zero.
    private func bound(
        _ function: Function, _ sides: [Interval], _ place: Int, _ end: End, _ slope: ComplexBall?, _ incumbent: inout Double
    ) -> Double? {
        var point = sides
        (point[place].lower, point[place].upper) = (end, end)
        guard let value = value(function.expr, point) else { return nil }
        if point.allSatisfy(\.isPoint) { incumbent = min(incumbent, value.bounds(.real).upper) }
        guard let slope else { return RangeFinder.lower(value) }
        let total = ComplexBall()
        total.subtract(sides[place].ball, end.ball, bits: RangeFinder.bits)
        total.multiply(total, slope, bits: RangeFinder.bits)
        total.add(total, value, bits: RangeFinder.bits)
        return total.isFinite ? RangeFinder.lower(total) : nil
    }

    /// The fraction with the smallest denominator between two numbers that are close together; nil beyond a thousand.
    private static func simplest(between low: Double, _ high: Double) -> Rational? {
        let slack = max(low.magnitude, high.magnitude, 1) * 0x1p-40
        for denominator in 1...1_000 {
            let numerator = ((low + (high - low) / 2) * Double(denominator)).rounded()
            guard numerator.magnitude < 1e15 else { return nil }
            if (numerator / Double(denominator) - low).magnitude <= slack {
                return Rational(Integer(Int(numerator)), Integer(denominator))
            }
        }
        return nil
    }
}
