import Exact
import Expressions

/// Values of parameters with which a condition holds, from every stretch of a line on which nothing changes its kind: no side of the
/// condition and no part of some expressions changes its sign there, or ceases to be real.
///
/// Fixed numbers miss what is true or false on a short stretch only, such as `-1/36 <= a < 0`.
struct ParameterPoints {
    private let solver: Solver
    private var store: ExprStore { solver.store }
    /// Names beyond this are not tried.
    private static let most = 4
    /// The values of the other names while one runs along a line.
    private static let bases: [[Rational]] = [
        [Rational(13, 11), Rational(29, 9), Rational(7, 17), Rational(41, 19)],
        [Rational(-17, 13), Rational(3, 8), Rational(-31, 12), Rational(5, 23)],
        [Rational(1, 9), Rational(17, 9), Rational(-5, 7), Rational(-23, 8)],
        [Rational(-2, 7), Rational(-19, 9), Rational(11, 5), Rational(-1, 6)],
    ]
    /// Numbers of many sizes along a line.
    private static let line: [Double] = {
        let sizes = (-24..<56).map { Double(sign: .plus, exponent: Int($0 >> 2), significand: 1 + 0.25 * Double($0 & 3) + 0.0371) }
        return sizes.reversed().map { -$0 } + sizes
    }()
    private static let halvings = 44
    /// Steps by thirds towards a least size: doubles tell no more near a square.
    private static let thirds = 60
    private static let mostTouches = 128
    /// How far beside a change is looked, in parts of its size.
    private static let steps = [1e-3, 1e-2, 0.05]
    /// The parts of a stretch from which a number is taken.
    private static let parts = [(0.12, 0.2), (0.45, 0.58), (0.8, 0.9)]

    init(_ solver: Solver) { self.solver = solver }

    /// The points, a few from each stretch.
    ///
    /// - Parameter expressions: what is to be tried there.
    func points(where condition: Expr, trying expressions: [Expr]) -> [[Expr: Expr]] {
        let names = store.symbols(in: expressions + [condition])
        guard !names.isEmpty, names.count <= ParameterPoints.most, !names.contains(where: { store.assumptions.isComplex($0) }),
            let program = program(condition, expressions, names)
        else { return [] }
        var points: [[Expr: Expr]] = []
        for base in ParameterPoints.bases.prefix(names.count == 1 ? 1 : ParameterPoints.bases.count) {
            for place in names.indices where store.budget.step() {
                for number in numbers(program, base, place, names.count) {
                    let values = names.indices.map { $0 == place ? number : base[$0] }
                    let point = Dictionary(uniqueKeysWithValues: zip(names, values.map { store.number($0) }))
                    if point.allSatisfy({ store.isPossible($0.value, for: $0.key) }) { points.append(point) }
                }
            }
        }
        return points
    }

    /// Whether the condition holds, and everything whose kind matters.
    private func program(_ condition: Expr, _ expressions: [Expr], _ names: [Expr]) -> ScanProgram? {
        var parts = ConditionForm(store).relations(condition).map { store.difference(store.child($0, 0), store.child($0, 1)) }
        for node in store.postorder(expressions + [condition]) {
            let (places, arguments) = solver.catalogue.jumps(at: node)
            if places.isEmpty { continue }
            parts += arguments + [node] + ends(of: node)
        }
        // What holds complex numbers doubles do not follow.
        let plain = parts.filter { !store.traits($0).contains(.hasImaginary) && !store.isConstant($0) && !$0.isAbsent }
        return ScanProgram([condition] + plain, of: names, solver)
    }

    /// How far the arguments of a call are from the ends of the function's domain, which they may touch.
    private func ends(of node: Expr) -> [Expr] {
        guard store.kind(node) == .call, let domain = solver.catalogue.domain(store.function(node)) else { return [] }
        let condition = domain.instance(store.childArray(node), solver.catalogue)
        return ConditionForm(store).relations(condition).map { store.difference(store.child($0, 0), store.child($0, 1)) }
    }

    /// A few numbers from each stretch of a line on which the condition holds.
    private func numbers(_ program: ScanProgram, _ base: [Rational], _ place: Int, _ count: Int) -> [Rational] {
        func values(_ line: [Double]) -> [[Double]] {
            program.values((0..<count).map { name in name == place ? line : line.map { _ in base[name].doubleValue } })
        }
        func kind(_ value: Double) -> Int { value.isNaN ? 2 : value < 0 ? -1 : value > 0 ? 1 : 0 }
        /// Where something touches zero between neighbours on a line, without changing its sign.
        func touches(on line: [Double]) -> [Double] {
            var brackets: [(column: Int, lower: Double, upper: Double)] = []
            for (column, list) in values(line).enumerated() {
                for next in list.indices.dropFirst().dropLast() {
                    let sizes = [list[next - 1], list[next], list[next + 1]].map(abs)
                    guard sizes[1] <= sizes[0], sizes[1] < sizes[2], kind(list[next - 1]) == kind(list[next + 1]) else { continue }
                    brackets.append((column, line[next - 1], line[next + 1]))
                }
            }
            brackets = Array(brackets.prefix(ParameterPoints.mostTouches))
            for _ in 0..<ParameterPoints.thirds where !brackets.isEmpty {
                let firsts = brackets.map { $0.lower + ($0.upper - $0.lower) / 3 }
                let seconds = brackets.map { $0.upper - ($0.upper - $0.lower) / 3 }
                let (low, high) = (values(firsts), values(seconds))
                for position in brackets.indices {
                    let column = brackets[position].column
                    if abs(low[column][position]) < abs(high[column][position]) {
                        brackets[position].upper = seconds[position]
                    } else {
                        brackets[position].lower = firsts[position]
                    }
                }
            }
            let found = values(brackets.map(\.lower))
            return brackets.indices.filter { abs(found[brackets[$0].column][$0]) < 1e-9 }.map { brackets[$0].lower }
        }
        /// Where something changes its kind between neighbours on a line: one place for each part and pair.
        func changes(on line: [Double]) -> [Double] {
            var brackets: [(column: Int, lower: Double, upper: Double)] = []
            for (column, list) in values(line).enumerated() {
                for next in 1..<line.count where kind(list[next]) != kind(list[next - 1]) {
                    brackets.append((column, line[next - 1], line[next]))
                }
            }
            let starts = brackets.isEmpty ? [] : values(brackets.map(\.lower))
            for _ in 0..<ParameterPoints.halvings where !brackets.isEmpty {
                let middles = brackets.map { $0.lower + ($0.upper - $0.lower) / 2 }
                let found = values(middles)
                for position in brackets.indices {
                    let column = brackets[position].column
                    if kind(found[column][position]) == kind(starts[column][position]) {
                        brackets[position].lower = middles[position]
                    } else {
                        brackets[position].upper = middles[position]
                    }
                }
            }
            return brackets.map(\.upper)
        }
        // Behind a change the next may follow before the next number of the line.
        let near = changes(on: ParameterPoints.line).flatMap { place in
            ParameterPoints.steps.flatMap { [place - $0 * max(1, abs(place)), place + $0 * max(1, abs(place))] }
        }
        let line = Set(ParameterPoints.line + near).sorted()
        let changes = [line[0]] + (changes(on: line) + touches(on: line)).sorted() + [line[line.count - 1]]
        let inner = zip(changes, changes.dropFirst()).flatMap { lower, upper -> [Rational] in
            let width = upper - lower
            guard width > 1e-7 * max(1e-3, abs(lower)) else { return [] }
            return ParameterPoints.parts.compactMap { from, to in
                guard let below = Rational(exactly: lower + from * width), let above = Rational(exactly: lower + to * width) else {
                    return nil
                }
                return SampleNumbers.simplest(above: below, below: above)
            }
        }
        let truths = inner.isEmpty ? [] : values(inner.map(\.doubleValue))[0]
        return inner.indices.filter { truths[$0] == 1 }.map { inner[$0] }
    }
}
