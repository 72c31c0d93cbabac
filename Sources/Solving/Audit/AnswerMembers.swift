import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading

/// The numbers that an answer about one unknown gives, as a set that can be asked and counted.
///
/// Members of families are tried for whole numbers near zero; of families at equal distances, wherever a number lies.
final class AnswerMembers {
    private let solver: Solver
    private let unknown: Expr
    private var store: ExprStore { solver.store }
    private var constants: RealConstants { solver.constants }
    private var list: [Part] = []
    /// Whether the answer is every number.
    private(set) var isEverything = false
    /// So many whole numbers are tried for one name, and for two.
    private static let reach = (one: 150, two: 24)
    private static let sampled = (one: 2, two: 1)
    /// Whole numbers far out, at which what bounds a family shows.
    private static let far = [7, -7, 33, -33, 120, -120]

    /// A solution, or a range of them.
    private final class Part {
        let number: Int
        let solution: Solution
        /// The values of a family for the whole numbers that are tried.
        var members: [Member]?
        var range: ScanProgram?

        init(_ number: Int, _ solution: Solution) {
            self.number = number
            self.solution = solution
        }
    }

    /// A number that the answer gives.
    struct Member {
        /// Which solution it belongs to.
        let solution: Int
        /// The whole numbers of the family that give it.
        let whole: [Expr: Expr]
        let point: PlanePoint
        /// The number itself; nil where it is only enclosed.
        var value: Expr?
    }

    /// - Parameter solutions: those of an equation without parameters: their conditions are of whole numbers and of the unknown.
    init(_ solutions: [Solution], _ unknown: Expr, _ solver: Solver) {
        self.solver = solver
        self.unknown = unknown
        for (number, solution) in solutions.enumerated() {
            if solution.bindings.isEmpty, solution.condition == .truth { isEverything = true }
            list.append(Part(number, solution))
        }
    }

    // MARK: Asking

    /// Whether a real number is given, up to a tolerance; nil where that cannot be told.
    func contains(_ number: Double, tolerance: Double) -> Bool? { contains(PlanePoint(number), tolerance: tolerance) }

    /// Whether a number is given, up to a tolerance; nil where that cannot be told.
    func contains(_ point: PlanePoint, tolerance: Double) -> Bool? {
        if isEverything { return true }
        var isOpen = false
        for part in list {
            switch holds(part, point, tolerance) {
            case true: return true
            case nil: isOpen = true
            default: break
            }
        }
        return isOpen ? nil : false
    }

    private func holds(_ part: Part, _ point: PlanePoint, _ tolerance: Double) -> Bool? {
        guard let binding = part.solution.bindings.first else {
            return point.imaginary == 0 && !store.assumptions.isComplex(unknown)
                ? isInside(part, point.real, tolerance) : isInside(part.solution, point, tolerance)
        }
        if let turn = turn(part.solution, binding.value, point, tolerance) { return turn }
        part.members = part.members ?? members(of: part, reach: AnswerMembers.reach)
        if part.members?.contains(where: { ($0.point - point).magnitude <= tolerance }) == true { return true }
        return part.solution.integers.isEmpty || isBeyondTheOthers(part, point, tolerance) ? false : nil
    }

    /// Whether the members of a family for whole numbers that are not tried lie elsewhere: farther out, where sizes grow, or nearer to zero.
    private func isBeyondTheOthers(_ part: Part, _ point: PlanePoint, _ tolerance: Double) -> Bool {
        guard let members = part.members, part.solution.integers.count == 1 else { return false }
        let name = part.solution.integers[0]
        var sizes: [Int: Double] = [:]
        for member in members {
            guard let whole = member.whole[name], let turn = store.wholeValue(whole), member.point.magnitude.isFinite else { continue }
            sizes[turn] = member.point.magnitude
        }
        let margin = max(1e-3, 2 * tolerance)
        return [1, -1].allSatisfy { direction in
            // A side on which there are no members has none farther on; those of `exp(2*pi*k)` end where doubles do.
            let turns = (1...AnswerMembers.reach.one).map { $0 * direction }.filter { sizes[$0] != nil }
            guard let last = turns.last.flatMap({ sizes[$0] }) else { return true }
            guard turns.count > 1, let before = sizes[turns[turns.count / 2 - 1]] else { return false }
            return last > before ? point.magnitude < last - margin : point.magnitude > last + margin
        }
    }

    /// Of a family at equal distances only one member can be the number; nil for other solutions.
    private func turn(_ solution: Solution, _ value: Expr, _ point: PlanePoint, _ tolerance: Double) -> Bool? {
        guard solution.integers.count == 1, let family = AffineFamily(value, in: solution.integers[0], solver.catalogue),
            store.isConstant(family.start), store.isConstant(family.step),
            let start = self.point(family.start), let step = self.point(family.step), step.magnitude > 0
        else { return nil }
        let turns = (point - start).turns(of: step)
        if abs(turns) > 1e12 { return nil }
        guard (start + turns * step - point).magnitude <= tolerance else { return false }
        return isAllowed(solution.condition, [solution.integers[0]: store.number(Int(turns))])
    }

    /// Whether a number lies in a range; nil where one next to it does and it does not, so that rounding may decide.
    private func isInside(_ part: Part, _ number: Double, _ tolerance: Double) -> Bool? {
        guard isInside(part, number) == false else { return isInside(part, number) }
        return [number - tolerance, number + tolerance].contains { isInside(part, $0) == true } ? nil : false
    }

    private func isInside(_ part: Part, _ number: Double) -> Bool? {
        let names = part.solution.integers
        if part.range == nil { part.range = ScanProgram([part.solution.condition], of: [unknown] + names, solver) }
        guard let range = part.range else { return nil }
        var wholes = AnswerMembers.wholes(names.count, AnswerMembers.reach).map { $0.map { Double($0) } }
        if names.count == 1 { wholes += turns(of: part.solution.condition, names[0], near: number).map { [$0] } }
        let columns = [Array(repeating: number, count: wholes.count)] + names.indices.map { place in wholes.map { $0[place] } }
        return range.values(columns)[0].contains(1)
    }

    /// The whole numbers with which ends of a range lie next to a number.
    private func turns(of condition: Expr, _ name: Expr, near number: Double) -> [Double] {
        ConditionForm(store).relations(condition).flatMap { relation -> [Double] in
            let ends = [store.child(relation, 0), store.child(relation, 1)].filter { !store.depends($0, on: unknown) }
            guard ends.count == 1, let family = AffineFamily(ends[0], in: name, solver.catalogue), let start = point(family.start),
                let step = point(family.step), step.magnitude > 0
            else { return [] }
            let turns = (PlanePoint(number) - start).turns(of: step)
            return [turns - 1, turns, turns + 1]
        }
    }

    /// Whether a point of the plane lies on a curve, or in a region; nil where it may.
    private func isInside(_ solution: Solution, _ point: PlanePoint, _ tolerance: Double) -> Bool? {
        guard solution.integers.isEmpty else { return nil }
        return solver.evaluator.decides(solution.condition, at: [unknown: point.ball(within: tolerance)], [96])
    }

    // MARK: Members

    /// A few members of every solution: those for the smallest whole numbers.
    private(set) lazy var samples: [Member] = list.flatMap { part in
        part.solution.bindings.isEmpty ? [] : members(of: part, reach: AnswerMembers.sampled)
    }

    /// The samples, and some members of families of one whole number far out.
    private(set) lazy var farSamples: [Member] =
        samples
        + list.flatMap { part in
            part.solution.bindings.isEmpty || part.solution.integers.count != 1 ? [] : members(of: part, AnswerMembers.far.map { [$0] })
        }

    /// The numbers of an answer that is a list of numbers; nil for others.
    var numbers: [PlanePoint]? {
        let isList = list.allSatisfy { part in
            !part.solution.bindings.isEmpty && part.solution.integers.isEmpty && part.solution.condition == .truth
        }
        return isList && samples.count == list.count ? samples.map(\.point) : nil
    }

    /// Those of the samples that are real.
    var realSamples: [Member] { samples.filter { $0.point.imaginary == 0 } }

    /// The numbers of a square that the answer gives, each once; nil where that cannot be told.
    func points(in square: PlaneSquare) -> [PlanePoint]? {
        var points: [PlanePoint] = []
        for part in list {
            if part.solution.bindings.isEmpty {
                guard isInside(part.solution, square.center, square.half) == false else { return nil }
                continue
            }
            part.members = part.members ?? members(of: part, reach: AnswerMembers.reach)
            for member in part.members ?? [] where square.contains(member.point) {
                if !points.contains(where: { ($0 - member.point).magnitude < 1e-9 * max(1, member.point.magnitude) }) {
                    points.append(member.point)
                }
            }
        }
        return points
    }

    /// The conditions of ranges.
    var ranges: [(solution: Int, condition: Expr, integers: [Expr])] {
        list.filter { $0.solution.bindings.isEmpty }.map { ($0.number, $0.solution.condition, $0.solution.integers) }
    }

    private func members(of part: Part, reach: (one: Int, two: Int)) -> [Member] {
        members(of: part, AnswerMembers.wholes(part.solution.integers.count, reach))
    }

    private func members(of part: Part, _ wholes: [[Int]]) -> [Member] {
        guard let binding = part.solution.bindings.first else { return [] }
        let names = part.solution.integers
        var members: [Member] = []
        for whole in wholes where store.budget.step() {
            let values = Dictionary(uniqueKeysWithValues: zip(names, whole.map { store.number($0) }))
            guard isAllowed(part.solution.condition, values) != false else { continue }
            if let enclosure = binding.enclosure {
                let place = enclosure.value.doubles
                members.append(Member(solution: part.number, whole: values, point: PlanePoint(place.real, place.imaginary)))
                continue
            }
            let value = solver.catalogue.substitute(binding.value, values)
            if let point = point(value) { members.append(Member(solution: part.number, whole: values, point: point, value: value)) }
        }
        return members
    }

    /// The combinations of whole numbers that are tried, the smallest first.
    private static func wholes(_ count: Int, _ reach: (one: Int, two: Int)) -> [[Int]] {
        switch count {
        case 0: return [[]]
        case 1: return (0...reach.one).flatMap { $0 == 0 ? [[0]] : [[$0], [-$0]] }
        case 2: return (-reach.two...reach.two).flatMap { first in (-reach.two...reach.two).map { [first, $0] } }
        default: return []
        }
    }

    private func isAllowed(_ condition: Expr, _ whole: [Expr: Expr]) -> Bool? {
        if condition == .truth { return true }
        let there = solver.catalogue.substitute(condition, whole)
        if there == .truth || there == .falsehood { return there == .truth }
        return store.isConstant(there) ? constants.truth(of: there) : nil
    }

    /// A constant as doubles; nil where it has no value. What may be real counts as real.
    private func point(_ value: Expr) -> PlanePoint? {
        guard !value.isAbsent, store.isConstant(value) else { return nil }
        if let number = store.rationalValue(value) { return PlanePoint(number.doubleValue) }
        solver.evaluator.begin(bits: 128)
        let ball = solver.evaluator.value(of: value)
        guard ball.isFinite else { return nil }
        let (middle, across) = (ball.midpoint, ball.bounds(.imaginary))
        return PlanePoint(middle.real, across.lower <= 0 && across.upper >= 0 ? 0 : middle.imaginary)
    }
}
