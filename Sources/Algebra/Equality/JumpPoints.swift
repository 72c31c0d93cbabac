import Ball
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Points at which a part of an expression stands exactly on a jump: on a branch cut, at a whole number under `floor`, where the two
/// sides of a condition are equal; and points on either side of a condition's border.
///
/// The places are read off the function table. The equation *argument = place* is solved for one name, the others having small values.
struct JumpPoints {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let transforms: Transforms
    private let evaluator: BallEvaluator
    /// No more points than this are made, and no more for one part.
    private static let most = (points: 160, forPart: 24)
    /// About so many points are made of the ends of what is assumed.
    private static let mostEnds = 24
    /// No more parts than this are looked at.
    private static let mostParts = 24

    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.catalogue = catalogue
        self.evaluator = evaluator
        store = catalogue.store
        transforms = Transforms(catalogue)
    }

    /// Points on the jumps of both expressions, each with a value for every name.
    func points(of left: Expr, _ right: Expr, _ names: [Expr]) -> [[Expr: Expr]] {
        if names.isEmpty { return [[:]] }
        var points = corners(names) + ends(names)
        var parts = 0
        for node in turningParts(of: [left, right]) where !store.isConstant(node) {
            let (places, arguments) = catalogue.jumps(at: node)
            if places.isEmpty { continue }
            parts += 1
            if parts > JumpPoints.mostParts || points.count > JumpPoints.most.points || !store.budget.step() { break }
            var own: [[Expr: Expr]] = []
            for place in places { own += self.points(where: arguments, on: place, names) }
            if store.kind(node) == .relation { own += besideBorder(arguments[0], names) }
            points += own.prefix(JumpPoints.most.forPart)
        }
        var seen: Set<[Expr: Expr]> = []
        return points.filter { point in seen.insert(point).inserted && point.allSatisfy { isPossible($0.value, for: $0.key) } }
    }

    /// The parts of expressions, and the conditions in the definitions of functions that have cases: where `relu(x - 1000)` turns.
    private func turningParts(of exprs: [Expr]) -> [Expr] {
        let nodes = store.postorder(exprs)
        let conditions = nodes.flatMap { node -> [Expr] in
            guard store.kind(node) == .call, store.childCount(node) <= 2, Vocabulary.row(store.function(node)).isRealOnly,
                let definition = catalogue.definition(store.function(node))
            else { return [] }
            let meaning = definition.instance(store.childArray(node), catalogue)
            return store.postorder([meaning]).filter { store.kind($0) == .relation && !nodes.contains($0) }
        }
        return nodes + conditions
    }

    /// Points at which the difference of the sides of a condition is small and of either sign.
    private func besideBorder(_ difference: Expr, _ names: [Expr]) -> [[Expr: Expr]] {
        [Rational(1, 2), Rational(-1, 2)].flatMap { gap in
            solutions(of: difference, store.number(gap), given: [:], names, 0).map { filled($0, names, 0) }
        }
    }

    /// All names small numbers at once: many jumps lie there.
    private func corners(_ names: [Expr]) -> [[Expr: Expr]] {
        var points: [[Expr: Expr]] = [[:]]
        for name in names.prefix(4) {
            let numbers = names.count < 3 ? [0, -1, 1, -2, 2] : [0, -1, 1]
            var values = numbers.map { store.number($0) }
            if store.assumptions.isComplex(name) {
                values += [1, -1, 2, -2].map { store.product(store.number($0), store.constant(.imaginaryUnit)) }
            }
            points = points.flatMap { point in values.map { point.merging([name: $0]) { first, _ in first } } }
        }
        return points.map { filled($0, names, 0) }
    }

    /// Points at the ends that assumptions include, where the two sides of a stated `<=` are equal, and where several such ends meet.
    ///
    /// What holds between the ends may fail there: `log(exp(I*x))` is `I*x` for `-pi < x`, and not at `-pi`.
    private func ends(_ names: [Expr]) -> [[Expr: Expr]] {
        var points: [[Expr: Expr]] = [[:]]
        for statement in store.assumptions.statements {
            guard case .condition(let condition) = statement else { continue }
            for part in store.conjuncts(condition) where store.kind(part) == .relation && store.relation(part) == .lessOrEqual {
                let gap = store.withoutAssumptions { store.difference(store.child(part, 0), store.child(part, 1)) }
                for point in points where points.count < JumpPoints.mostEnds && store.budget.step() {
                    for number in 0..<2 {
                        points += solutions(of: gap, .zero, given: point, names, number).filter { !points.contains($0) }
                    }
                }
            }
        }
        return points.dropFirst().flatMap { point in (0..<2).map { filled(point, names, $0) } }
    }

    private func isPossible(_ value: Expr, for name: Expr) -> Bool {
        guard !value.isAbsent, store.isPossible(value, for: name) else { return false }
        if store.assumptions.isComplex(name) || store.isNumber(value) { return true }
        evaluator.reset()
        let ball = evaluator.value(of: value)
        return ball.isFinite && ball.isReal
    }

    /// Small values, as far apart as a few can be.
    private static let small: [Rational] = [1, -1, 2, 0, -2, Rational(1, 2), Rational(-1, 2), 3]

    /// Values for the names that have none.
    private func filled(_ point: [Expr: Expr], _ names: [Expr], _ number: Int) -> [Expr: Expr] {
        var (point, place) = (point, number)
        for name in names where point[name] == nil {
            point[name] = store.number(JumpPoints.small[place % JumpPoints.small.count])
            place += number + 1
        }
        return point
    }

    // MARK: Solving for the place

    private func points(where arguments: [Expr], on place: JumpPlace, _ names: [Expr]) -> [[Expr: Expr]] {
        let targets = self.targets(of: place)
        guard let first = targets.first, first.count == arguments.count else { return [] }
        var points: [[Expr: Expr]] = []
        for (number, target) in targets.enumerated() {
            for attempt in 0..<3 {
                var partial: [[Expr: Expr]] = [[:]]
                for (argument, wanted) in zip(arguments, target) {
                    partial = partial.flatMap { solutions(of: argument, wanted, given: $0, names, attempt + number) }
                }
                points += partial.map { filled($0, names, attempt + number) }
            }
        }
        if arguments.count == 1, targets.count > 1 { points += pointsOnLine(arguments[0], targets[0][0], targets[1][0], names) }
        return points
    }

    /// Some arguments that belong to the place: the start of a line first.
    private func targets(of place: JumpPlace) -> [[Expr]] {
        var targets: [[Expr]] = []
        let choices: [(Rational, Int)] = [(0, 0), (1, 0), (Rational(1, 2), -1), (3, 1), (0, 1), (0, -1), (1, 1)]
        for (t, k) in choices {
            let target = place.point(store.number(t), store.number(k), catalogue)
            if !target.contains(where: \.isAbsent), !targets.contains(target) { targets.append(target) }
        }
        return targets
    }

    /// Points with some more names given so that the expression has that value.
    private func solutions(of expr: Expr, _ target: Expr, given point: [Expr: Expr], _ names: [Expr], _ number: Int) -> [[Expr: Expr]] {
        let rest = catalogue.substitute(expr, point)
        if store.isConstant(rest) { return [point] }
        var found: [[Expr: Expr]] = []
        let own = names.filter { point[$0] == nil && store.depends(rest, on: $0) }
        for name in own.reversed() {
            let others = filled(point, own.filter { $0 != name }, number)
            let equation = catalogue.substitute(rest, others)
            for value in Isolation(catalogue).values(of: name, where: equation, is: target) where isPossible(value, for: name) {
                found.append(others.merging([name: value]) { first, _ in first })
            }
        }
        return found
    }

    /// Points at which an expression with `I` in real names lies on the line through two numbers: its distance along the line is real.
    private func pointsOnLine(_ expr: Expr, _ start: Expr, _ end: Expr, _ names: [Expr]) -> [[Expr: Expr]] {
        guard store.traits(expr).contains(.hasImaginary), !store.hasComplexName(expr), start != end else { return [] }
        let distance = store.quotient(store.difference(expr, start), store.difference(end, start))
        let unit = store.constant(.imaginaryUnit)
        // Parts that are real for real names are their own conjugates.
        let conjugate = catalogue.substitute(distance, [unit: store.negated(unit)])
        let imaginary = expanded(store.quotient(store.difference(distance, conjugate), store.scaled(2, unit)))
        if imaginary == .zero { return (0..<6).map { filled([:], names, $0) } }
        return (0..<6).flatMap { number in
            solutions(of: imaginary, .zero, given: [:], names, number).map { filled($0, names, number) }
        }
    }

    private func expanded(_ expr: Expr) -> Expr { (try? transforms.together(expr)) ?? expr }
}
