import Exact
import Expressions
import Reading
import Syntax

// Several variables: slopes along lines and curves through the point, and whether they fit one gradient.
extension PointDerivatives {
    /// The gradient in several variables at a point.
    ///
    /// The partial derivatives are the slopes along the axes. Where the expression is not smooth around the point, the slopes along
    /// further lines and parabolas are compared with what the partial derivatives say: that a slope differs shows that there is no
    /// gradient; that none does is no proof that there is one, and the answer says so.
    ///
    /// - Parameter point: constants for all names in the expression.
    /// - Throws: where the budget is spent or the ball library is missing.
    public func gradient(of expr: Expr, in variables: [Expr], at point: [Expr: Expr]) throws(Diagnostic) -> PointGradient {
        _ = try begin()
        for variable in variables where point[variable] == nil { return .undecided("'\(store.name(variable))' has no value") }
        if let smooth = try smoothGradient(expr, variables, point) { return .exists(smooth, isProved: true) }
        if let sentence = complexParts(expr) { return .undecided(sentence) }
        var slopes: [Expr] = []
        for variable in variables {
            let path = Path(point: point, direction: [variable: .one])
            switch try decide({ (tool) throws(JetFailure) in try tool.derivative(expr, 1, path) }, failure: { .undecided($0) }) {
            case .exists(let slope): slopes.append(slope)
            case .none(let missing): return .noPartial(variable: variable, missing)
            case .undecided(let sentence): return .undecided(sentence)
            }
        }
        for trial in PathTrials.all(variables.count) {
            let path = Path(
                point: point, direction: named(trial.direction, variables), curvature: named(trial.curvature, variables))
            let terms = zip(trial.direction, slopes).map { store.scaled(Rational($0), $1) }
            let expected = store.sum(terms)
            let found = try decide({ (tool) throws(JetFailure) in try tool.mismatch(expr, path, expected) }, failure: { .undecided($0) })
            switch found {
            case .fits: continue
            case .differs(let slope):
                return .notLinear(
                    direction: trial.direction.map { store.number($0) }, curvature: trial.curvature.map { store.number($0) }, slope: slope,
                    expected: expected)
            case .undecided(let sentence): return .undecided(sentence)
            }
        }
        return .exists(slopes, isProved: false)
    }

    /// The second derivatives in several variables at a point, in the order of the variables: a row's variable first.
    ///
    /// A second derivative is the derivative of a partial derivative. In one variable it follows from the expansions on both sides; in
    /// two the partial derivative must hold in the neighbourhood of the point on the line along which it is differentiated.
    ///
    /// - Parameter point: constants for all names in the expression.
    /// - Throws: where the budget is spent or the ball library is missing.
    public func hessian(of expr: Expr, in variables: [Expr], at point: [Expr: Expr]) throws(Diagnostic) -> PointHessian {
        let slopes: [Expr]
        switch try gradient(of: expr, in: variables, at: point) {
        case .exists(let values, let isProved):
            slopes = values
            if isProved, let rows = try smoothHessian(expr, variables, point) { return .exists(rows) }
        case .undecided(let sentence): return .undecided(sentence)
        case let other: return .noGradient(other)
        }
        var rows: [[Expr]] = []
        for (position, first) in variables.enumerated() {
            var row: [Expr] = []
            for second in variables {
                let answer: PointDerivative
                let path = Path(point: point, direction: [second: .one])
                if first == second {
                    answer = try decide({ (tool) throws(JetFailure) in try tool.derivative(expr, 2, path) }, failure: { .undecided($0) })
                } else {
                    differentiator.begin(by: first)
                    let partial = try differentiator.derivative(of: expr)
                    let slope = slopes[position]
                    answer = try decide(
                        { (tool) throws(JetFailure) in try tool.mixed(expr, first, partial, slope, path) }, failure: { .undecided($0) })
                }
                switch answer {
                case .exists(let value): row.append(value)
                case .none(let missing): return .noEntry(first: first, second: second, missing)
                case .undecided(let sentence): return .undecided(sentence)
                }
            }
            rows.append(row)
        }
        return .exists(rows)
    }

    private func named(_ numbers: [Int], _ variables: [Expr]) -> [Expr: Expr] {
        var result: [Expr: Expr] = [:]
        for (variable, number) in zip(variables, numbers) where number != 0 { result[variable] = store.number(number) }
        return result
    }

    private func smoothGradient(_ expr: Expr, _ variables: [Expr], _ point: [Expr: Expr]) throws(Diagnostic) -> [Expr]? {
        guard try !isSuspect(expr, in: variables, at: point) else { return nil }
        var values: [Expr] = []
        for variable in variables {
            guard let value = try ordinary(expr, [(variable, 1)], at: point) else { return nil }
            values.append(value)
        }
        return values
    }

    private func smoothHessian(_ expr: Expr, _ variables: [Expr], _ point: [Expr: Expr]) throws(Diagnostic) -> [[Expr]]? {
        var rows: [[Expr]] = []
        for first in variables {
            var row: [Expr] = []
            for second in variables {
                guard let value = try ordinary(expr, [(first, 1), (second, 1)], at: point) else { return nil }
                row.append(value)
            }
            rows.append(row)
        }
        return rows
    }
}

/// The lines and parabolas that are tried beside the axes.
enum PathTrials {
    struct Trial {
        let direction: [Int]
        let curvature: [Int]
    }

    /// More pairs of variables are not tried.
    private static let mostPairs = 28

    static func all(_ count: Int) -> [Trial] {
        var trials: [Trial] = []
        func add(_ entries: [(Int, Int)], _ bends: [(Int, Int)] = []) {
            var (direction, curvature) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count))
            for (place, value) in entries { direction[place] = value }
            for (place, value) in bends { curvature[place] = value }
            trials.append(Trial(direction: direction, curvature: curvature))
            trials.append(Trial(direction: direction.map { -$0 }, curvature: curvature))
        }
        var pairs = 0
        for first in 0..<count {
            for second in (first + 1)..<max(count, first + 1) where pairs < mostPairs {
                pairs += 1
                for (one, other) in [(1, 1), (1, -1), (1, 2), (2, -1), (3, 1), (1, -5)] { add([(first, one), (second, other)]) }
                for bend in [1, -1, 2] {
                    add([(first, 1)], [(second, bend)])
                    add([(second, 1)], [(first, bend)])
                }
                add([(first, 1), (second, 1)], [(second, 1)])
            }
        }
        if count > 2 {
            add((0..<count).map { ($0, 1) })
            add((0..<count).map { ($0, $0 % 2 == 0 ? $0 + 1 : -$0 - 1) })
            add((0..<count).map { ($0, $0 * $0 % 7 - 3) })
        }
        return trials
    }
}

extension OneSidedTool {
    /// How a slope along a path compares with what is expected.
    enum Fit {
        case fits
        case differs(OneSidedSlope.Value)
        case undecided(String)
    }

    func mismatch(_ expr: Expr, _ path: Path, _ expected: Expr) throws(JetFailure) -> Fit {
        var rest = path
        rest.isAtRest = true
        guard case .series(let value) = try evaluator(rest, .one).value(of: expr), let start = value.constant else {
            return .differs(.undefined)
        }
        let side = try SideVerdict(arithmetic: arithmetic).side(try evaluator(path, .one).value(of: expr), start)
        guard case .finite(let slope) = side.0.slope else { return .differs(side.0.slope) }
        return try arithmetic.nonzeroSign(arithmetic.store.difference(slope, expected)) == 0 ? .fits : .differs(.finite(slope))
    }

    /// The derivative along a path of a partial derivative, which is `slope` at the start of the path. On the path the partial derivative
    /// is what the rules of calculus say, if the expression is smooth there.
    func mixed(_ expr: Expr, _ variable: Expr, _ partial: Expr, _ slope: Expr, _ path: Path) throws(JetFailure) -> PointDerivative {
        let (right, left) = (evaluator(path, .one), evaluator(path, .minusOne))
        for side in [right, left] {
            if case .undefined = try side.value(of: expr) { continue }
            if try !Smoothness(side, in: [variable]).holds(expr) {
                throw .undecided("a partial derivative beside the point could not be decided")
            }
        }
        let sides = SideVerdict.Sides(
            value: .series(JetSeries(constant: slope)), left: try left.value(of: partial), right: try right.value(of: partial))
        let result = try SideVerdict(arithmetic: arithmetic).derivative(sides, order: 1, of: expr)
        guard case .none(let missing) = result else { return result }
        return .none(missing.ofOrder(2))
    }
}
