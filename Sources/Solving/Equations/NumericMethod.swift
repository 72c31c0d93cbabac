import Algebra
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Zeros found numerically, where no form is known: all of them on an interval, each enclosed, with the rest of the interval proved free.
struct NumericMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }
    /// Ends beyond which a function is likely to be free of zeros.
    private static let distances: [Double] = [2, 10, 100, 1000]
    /// How far is looked where zeros may lie anywhere.
    private static let defaultDistance = 10.0
    private static let mostBeyond = 2

    init(_ solver: EquationSolver) { self.solver = solver }

    func roots(of expr: Expr) -> Roots? {
        guard solver.isReal, solver.search.isByNumbers, store.symbols(in: [expr]) == [solver.unknown],
            !store.postorder([expr]).contains(where: { store.kind($0) == .piecewise || store.kind($0) == .application })
        else { return nil }
        let guesses = RationalGuess(solver).zeros(of: expr)
        if let most = ExponentialSum(solver).mostZeros(of: expr), guesses.count >= most {
            return Roots(list: guesses.map { Root(value: $0, multiplicity: 0) })
        }
        let domain = Domain(solver.catalogue).condition(of: expr)
        let function = RealFunction(
            expr, of: solver.unknown, domain: domain, place: solver.search.domain, solver.catalogue,
            solver.evaluator)
        let exclusion = Exclusion(function) { (try? solver.transforms.factor($0)) ?? $0 }
        return roots(function, exclusion, guesses)
    }

    private func roots(_ function: RealFunction, _ exclusion: Exclusion, _ guesses: [Expr]) -> Roots {
        let place = place(exclusion)
        var result = Roots(isComplete: place.isEverything)
        result.searched = place.isNamed ? (number(place.interval.lower), number(place.interval.upper)) : nil
        // A little more, so that zeros at the ends are inside.
        let margin = 1e-9 * max(1, abs(place.interval.lower), abs(place.interval.upper))
        var open = [RealInterval(lower: place.interval.lower - margin, upper: place.interval.upper + margin)]
        let surroundings = ExactZero(function)
        // Many zeros among numbers that were only tried beyond the interval are no answer.
        let bounds = guesses.map { solver.evaluator.bounds(of: $0) }
        let isBeyond = bounds.map { place.isNamed && ($0.upper < place.interval.lower || $0.lower > place.interval.upper) }
        let areFew = isBeyond.count { $0 } <= NumericMethod.mostBeyond
        for (guess, isTrial) in zip(guesses, isBeyond) where areFew || !isTrial {
            result.list.append(Root(value: guess, multiplicity: 0))
            if let around = surroundings.surrounding(guess) { open = open.flatMap { $0.without(around) } }
        }
        let isolation = RealIsolation(function, exclusion, store.budget)
        let refinement = RootRefinement(function, store.budget)
        for interval in open {
            let outcome = isolation.zeros(in: interval)
            for isolated in outcome.isolated {
                guard let enclosure = refinement.enclosure(isolated, digits: solver.search.digits) else {
                    result.undecided.append(isolated)
                    continue
                }
                let middle = enclosure.value.doubles.real
                let around = RealInterval(lower: middle - 2 * middle.ulp, upper: middle + 2 * middle.ulp)
                guard let counts = function.counts(on: around) else {
                    result.undecided.append(isolated)
                    continue
                }
                if !counts { continue }
                // Where the ends are free outside, or nothing is claimed there, a zero in the margin is one less.
                if !place.isNamed || (place.interval.lower...place.interval.upper).contains(middle) {
                    result.list.append(root(enclosure, function, surroundings))
                }
            }
            for cluster in outcome.undecided {
                // A multiple zero may crowd the intervals around it.
                let guesses = ExactGuess(store).values(near: cluster.middle, tolerance: 1e-6)
                if let zero = guesses.first(where: { surroundings.isZero($0) }), let around = surroundings.surrounding(zero),
                    cluster.without(around).isEmpty
                {
                    result.list.append(Root(value: zero, multiplicity: 0))
                } else {
                    result.undecided.append(cluster)
                }
            }
        }
        if !result.undecided.isEmpty { result.isComplete = false }
        return result
    }

    /// A number in a form that a person would write, where the zero is one; else the enclosure.
    private func root(_ enclosure: Enclosure, _ function: RealFunction, _ zeros: ExactZero) -> Root {
        let double = enclosure.value.doubles.real
        if let value = ExactGuess(store).values(near: double, tolerance: 4 * double.ulp).first(where: { zeros.isZero($0) }) {
            return Root(value: value, multiplicity: 0)
        }
        var root = Root(value: store.number(enclosure.decimal), multiplicity: 0)
        root.enclosure = enclosure
        return root
    }

    /// Where to look: `isEverything` says that there are no zeros elsewhere, or that nothing else was asked; `isNamed` that the
    /// answer speaks of the interval.
    private func place(_ exclusion: Exclusion) -> (interval: RealInterval, isEverything: Bool, isNamed: Bool) {
        if let interval = solver.search.interval { return (interval, true, true) }
        let upper = NumericMethod.distances.first { exclusion.isFree(lower: $0, upper: .infinity) }
        let lower = NumericMethod.distances.first { exclusion.isFree(lower: -.infinity, upper: -$0) }
        let isEverything = upper != nil && lower != nil
        let (below, above) = (lower ?? NumericMethod.defaultDistance, upper ?? NumericMethod.defaultDistance)
        return (RealInterval(lower: -below, upper: above), isEverything, !isEverything)
    }

    private func number(_ value: Double) -> Expr { Rational(exactly: value).map { store.number($0) } ?? .undefined }
}
