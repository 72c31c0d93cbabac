import Algebra
import Calculus
import Certified
import Exact
import Expressions
import Reading
import Syntax

/// Judges answers by difference quotients with tiny steps, evaluated to many certain digits: it knows nothing of expansions.
struct DifferenceOracle {
    let question: PointQuestion
    private let numbers: NumericEvaluator
    private var store: ExprStore { question.store }

    init(_ question: PointQuestion) {
        self.question = question
        numbers = NumericEvaluator(question.catalogue)
    }

    enum Verdict { case agrees, differs(String), silent }

    /// The value at a place; nil where there is none, or none that is real.
    private func number(_ expr: Expr) -> Double? {
        guard expr != .undefined, let value = try? numbers.value(of: expr, digits: 20, at: Span(0, 0)), value.imaginary == nil else {
            return nil
        }
        return value.doubles.real
    }

    private func step(_ exponent: Int) -> Rational { Rational(Integer(1), Integer(10).power(exponent) ?? 1) }

    private func value(_ expr: Expr, _ name: Expr, _ point: [Expr: Expr], _ shift: Rational) -> Expr {
        var moved = point
        moved[name] = store.sum(point[name] ?? .zero, store.number(shift))
        // What is too large at a tiny step has no value here.
        return store.budget.withinSize { question.catalogue.substitute(expr, moved) } ?? .undefined
    }

    /// How far quotients come: those of smaller and smaller steps.
    private func quotients(_ expr: Expr, _ name: Expr, _ point: [Expr: Expr], from start: Expr, sign: Int) -> [Double]? {
        var result: [Double] = []
        for exponent in [20, 40] {
            let shift = Rational(sign) * step(exponent)
            let there = value(expr, name, point, shift)
            guard there != .undefined, start != .undefined,
                let quotient = number(store.scaled(shift.inverse, store.difference(there, start)))
            else { return nil }
            result.append(quotient)
        }
        return result
    }

    private func tendsTo(_ limit: OneSidedSlope.Value, _ values: [Double]) -> Bool? {
        switch limit {
        case .finite(let expr):
            guard let number = number(expr) else { return nil }
            let errors = values.map { abs($0 - number) }
            return errors[1] <= 1e-6 * max(1, abs(number)) || errors[1] < 0.6 * errors[0]
        case .plusInfinity: return values[1] > 1.4 * values[0] && values[0] > 10
        case .minusInfinity: return values[1] < 1.4 * values[0] && values[0] < -10
        case .undefined: return nil
        }
    }

    /// Judges a first derivative.
    func judge(_ answer: PointDerivative, of expr: Expr, by name: Expr, at point: [Expr: Expr]) -> Verdict {
        let start = value(expr, name, point, Rational(0))
        var sides: [(OneSidedSlope, Int)] = []
        switch answer {
        case .undecided: return .silent
        case .exists(let slope):
            let side = OneSidedSlope.Value.finite(slope)
            for sign in [1, -1] {
                guard let values = quotients(expr, name, point, from: start, sign: sign), let fits = tendsTo(side, values) else {
                    return .silent
                }
                if !fits { return .differs("the slope \(values) on side \(sign)") }
            }
            return .agrees
        case .none(let missing): sides = [(missing.right, 1), (missing.left, -1)]
        }
        var isSilent = false
        for (side, sign) in sides {
            let places: [Expr] = [20, 40].map { value(expr, name, point, Rational(sign) * step($0)) }
            let numbers = places.map { number($0) }
            if side.limit == .undefined {
                if numbers.contains(where: { $0 != nil }) { return .differs("values \(numbers) on side \(sign)") }
                continue
            }
            let found = numbers.compactMap { $0 }
            guard found.count == 2, let fits = tendsTo(side.limit, found) else {
                isSilent = true
                continue
            }
            if !fits { return .differs("the limit \(found) on side \(sign)") }
            guard start != .undefined else { continue }
            guard let slopes = quotients(expr, name, point, from: start, sign: sign), let agrees = tendsTo(side.slope, slopes) else {
                isSilent = true
                continue
            }
            if !agrees { return .differs("the slope \(slopes) on side \(sign)") }
        }
        return isSilent ? .silent : .agrees
    }

    /// Judges a second derivative that is said to exist, by second differences on both sides.
    func judgeSecond(_ slope: Expr, of expr: Expr, by name: Expr, at point: [Expr: Expr]) -> Verdict {
        for sign in [1, -1] {
            var found: [Double] = []
            for exponent in [20, 40] {
                let shift = Rational(sign) * step(exponent)
                let places = [Rational(0), shift, Rational(2) * shift].map { value(expr, name, point, $0) }
                let sum = store.sum([places[2], store.scaled(Rational(-2), places[1]), places[0]])
                guard !places.contains(.undefined), let quotient = number(store.scaled((shift * shift).inverse, sum)) else {
                    return .silent
                }
                found.append(quotient)
            }
            guard let fits = tendsTo(.finite(slope), found) else { return .silent }
            if !fits { return .differs("second differences \(found) on side \(sign)") }
        }
        return .agrees
    }

    /// Judges a second derivative, first in one name, then in the other: the difference of difference quotients of much smaller steps.
    func judgeMixed(_ slope: Expr, of expr: Expr, _ first: Expr, _ second: Expr, at point: [Expr: Expr]) -> Verdict {
        for (inner, outer) in [(1, 1), (-1, 1), (1, -1), (-1, -1)] {
            var found: [Double] = []
            for exponent in [10, 20] {
                let (tiny, small) = (Rational(inner) * step(4 * exponent), Rational(outer) * step(exponent))
                var corners: [Expr] = []
                for (one, other) in [(tiny, small), (Rational(0), small), (tiny, Rational(0)), (Rational(0), Rational(0))] {
                    var moved = point
                    moved[first] = store.sum(moved[first] ?? .zero, store.number(one))
                    moved[second] = store.sum(moved[second] ?? .zero, store.number(other))
                    corners.append(question.catalogue.substitute(expr, moved))
                }
                guard !corners.contains(.undefined) else { return .silent }
                let sum = store.sum([corners[0], store.negated(corners[1]), store.negated(corners[2]), corners[3]])
                guard let quotient = number(store.scaled((tiny * small).inverse, sum)) else { return .silent }
                found.append(quotient)
            }
            guard let fits = tendsTo(.finite(slope), found) else { return .silent }
            if !fits { return .differs("mixed differences \(found) on the sides \(inner), \(outer)") }
        }
        return .agrees
    }
}
