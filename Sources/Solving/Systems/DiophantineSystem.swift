import Algebra
import Certified
import Exact
import Expressions
import Reading

/// Linear equations in unknowns of which some are whole numbers.
///
/// The other unknowns are eliminated first. What is left is brought into Hermite's normal form by whole operations on the columns
/// (Cohen, *A course in computational algebraic number theory*, 1993, section 2.4): it tells one solution, and a basis of the
/// differences between solutions, each of which gets a name for a whole number.
struct DiophantineSystem {
    private let solver: SystemSolver
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }

    init(_ solver: SystemSolver) { self.solver = solver }

    /// An equation: the numbers before the unknowns, and what their sum is to be.
    private struct Row {
        var factors: [Rational]
        var value: Expr
    }

    /// The solutions; nil for other systems.
    func solutions(of system: PartialSolution) -> PartialSolutions? {
        let assumptions = store.assumptions
        let isWhole = system.unknowns.map { assumptions.facts(ofName: $0).isInteger }
        guard isWhole.contains(true), var rows = rows(system) else { return nil }
        let real = system.unknowns.indices.filter { !isWhole[$0] }
        let resolved = eliminate(real, from: &rows)
        var next = system
        next.equations = []
        // An even number is twice another one, an odd one is next to it.
        let parities = system.unknowns.map { assumptions.facts(ofName: $0).parity }
        let scales = parities.map { Rational($0 == nil ? 1 : 2) }
        let shifts = parities.map { Rational($0 == .odd ? 1 : 0) }
        let names = system.unknowns.indices.filter { place in isWhole[place] && rows.contains { !$0.factors[place].isZero } }
        var whole = WholeRows(
            rows.map { row in
                let shift = names.reduce(Rational(0)) { $0 + row.factors[$1] * shifts[$1] }
                return (names.map { row.factors[$0] * scales[$0] }, store.difference(row.value, store.number(shift)))
            }, store)
        guard let outcome = whole.solved() else { return nil }
        let numbers = WholeNumbers(solver.catalogue, solver.evaluator)
        for value in outcome.whole {
            if store.isConstant(value) {
                guard let isWhole = numbers.isWhole(value, nil) else { return nil }
                if !isWhole { return PartialSolutions.none }
            } else if !numbers.isKnown(value, nil) {
                next.conditions.append(numbers.condition(value, nil))
            }
        }
        for value in outcome.zero {
            if store.isConstant(value) {
                if value == .zero { continue }
                return solver.evaluator.isNonzero(value) ? PartialSolutions.none : nil
            }
            next.conditions.append(store.equation(value, .zero))
        }
        let namer = solver.equationSolver(system.unknowns[0], system)
        var counts: [Expr] = []
        for _ in outcome.directions { counts.append(namer.wholeName(besides: counts)) }
        var values: [Expr: Expr] = [:]
        for (place, name) in names.enumerated() {
            let terms = zip(counts, outcome.directions).map { store.scaled(Rational($1[place]), $0) }
            let value = store.sum([Expansion(catalogue).tidied(outcome.start[place])] + terms)
            values[system.unknowns[name]] = store.sum(
                Expansion(catalogue).scaled(value, by: scales[name]), store.number(shifts[name]))
        }
        for (place, row) in resolved {
            let others = system.unknowns.indices.filter { $0 != place && !row.factors[$0].isZero }
            let terms = others.map { other in
                Expansion(catalogue).scaled(values[system.unknowns[other]] ?? system.unknowns[other], by: -row.factors[other])
            }
            values[system.unknowns[place]] = store.sum([row.value] + terms)
        }
        next.integers += counts
        return PartialSolutions(list: [next.substituting(values, catalogue)].compactMap { $0 })
    }

    /// The equations, if they are linear with numbers before the unknowns.
    private func rows(_ system: PartialSolution) -> [Row]? {
        var rows: [Row] = []
        for equation in system.equations {
            var factors = Array(repeating: Rational(0), count: system.unknowns.count)
            var rest: [Expr] = []
            for term in store.terms(equation) {
                if let place = system.unknowns.firstIndex(of: store.barePart(term)) {
                    factors[place] = store.coefficient(term)
                } else {
                    guard !solver.holds(term, system.unknowns) else { return nil }
                    rest.append(store.negated(term))
                }
            }
            rows.append(Row(factors: factors, value: store.sum(rest)))
        }
        return rows
    }

    /// Solves rows for unknowns that may be any numbers, and takes them away.
    private func eliminate(_ places: [Int], from rows: inout [Row]) -> [(place: Int, row: Row)] {
        var resolved: [(place: Int, row: Row)] = []
        for place in places {
            guard let pivot = rows.firstIndex(where: { !$0.factors[place].isZero }) else { continue }
            var row = rows.remove(at: pivot)
            let inverse = row.factors[place].inverse
            row = Row(factors: row.factors.map { $0 * inverse }, value: Expansion(catalogue).scaled(row.value, by: inverse))
            rows = rows.map { without(place, $0, row) }
            resolved = resolved.map { ($0.place, without(place, $0.row, row)) }
            resolved.append((place, row))
        }
        return resolved
    }

    private func without(_ place: Int, _ row: Row, _ pivot: Row) -> Row {
        let head = row.factors[place]
        if head.isZero { return row }
        return Row(
            factors: zip(row.factors, pivot.factors).map { $0 - head * $1 },
            value: store.difference(row.value, Expansion(catalogue).scaled(pivot.value, by: head)))
    }
}

/// Linear equations in whole numbers.
private struct WholeRows {
    private var rows: [[Integer]]
    private let values: [Expr]
    private let store: ExprStore
    /// What the columns are made of: the numbers before the unknowns in each.
    private var transform: [[Integer]]

    /// What solves them.
    struct Outcome {
        /// One solution.
        var start: [Expr]
        /// The differences between solutions, each with the numbers of the unknowns.
        var directions: [[Integer]]
        /// What must be whole.
        var whole: [Expr]
        /// What must be zero.
        var zero: [Expr]
    }

    init(_ rows: [(factors: [Rational], value: Expr)], _ store: ExprStore) {
        self.store = store
        var (whole, values): ([[Integer]], [Expr]) = ([], [])
        for row in rows {
            let common = row.factors.reduce(Integer(1)) { Integer.lcm($0, $1.denominator) }
            whole.append(row.factors.map { ($0 * Rational(common)).numerator })
            values.append(Rational(common).isOne ? row.value : store.scaled(Rational(common), row.value))
        }
        self.rows = whole
        self.values = values
        let count = rows.first?.factors.count ?? 0
        transform = (0..<count).map { column in (0..<count).map { $0 == column ? 1 : 0 } }
    }

    /// A solution and the differences; nil where time runs out.
    mutating func solved() -> Outcome? {
        let count = transform.count
        var (pivots, zero): ([(row: Int, column: Int)], [Expr]) = ([], [])
        var (coordinates, whole): ([Expr], [Expr]) = ([], [])
        for row in rows.indices {
            let first = pivots.count
            guard clear(row, from: first) else { return nil }
            // What the coordinates that are known leave of the row.
            var rest = values[row]
            for (place, coordinate) in coordinates.enumerated() {
                rest = store.difference(rest, store.scaled(Rational(rows[row][place]), coordinate))
            }
            if first < count, !rows[row][first].isZero {
                let coordinate = store.scaled(Rational(rows[row][first]).inverse, rest)
                whole.append(coordinate)
                coordinates.append(coordinate)
                pivots.append((row, first))
            } else {
                zero.append(rest)
            }
        }
        var directions = Array(transform.dropFirst(pivots.count))
        reduce(&directions)
        var start = (0..<count).map { place in
            store.sum(coordinates.enumerated().map { store.scaled(Rational(transform[$0.offset][place]), $0.element) })
        }
        // The first numbers are as small as can be.
        for direction in directions {
            guard let place = direction.firstIndex(where: { !$0.isZero }), let number = store.rationalValue(start[place]) else { continue }
            let turns = (number / Rational(direction[place])).floor
            start = zip(start, direction).map { store.difference($0, store.number(Rational(turns * $1))) }
        }
        return Outcome(start: start, directions: directions, whole: whole, zero: zero)
    }

    /// Euclid's algorithm between columns: all entries of a row but the first of these become zero.
    private mutating func clear(_ row: Int, from first: Int) -> Bool {
        for column in transform.indices.dropFirst(first + 1) {
            while !rows[row][column].isZero {
                guard store.budget.step() else { return false }
                let turns = rows[row][first].floorQuotient(rows[row][column])
                for place in rows.indices { rows[place][first] = rows[place][first] - turns * rows[place][column] }
                transform[first] = zip(transform[first], transform[column]).map { $0 - turns * $1 }
                for place in rows.indices { rows[place].swapAt(first, column) }
                transform.swapAt(first, column)
            }
        }
        return true
    }

    /// Brings the differences into steps: the first number of each is positive, and stands behind those of the ones before it.
    private func reduce(_ directions: inout [[Integer]]) {
        var top = 0
        for place in transform.indices where top < directions.count {
            for other in directions.indices.dropFirst(top + 1) {
                while !directions[other][place].isZero, store.budget.step() {
                    let turns = directions[top][place].floorQuotient(directions[other][place])
                    directions[top] = zip(directions[top], directions[other]).map { $0 - turns * $1 }
                    directions.swapAt(top, other)
                }
            }
            guard !directions[top][place].isZero else { continue }
            if directions[top][place].signum < 0 { directions[top] = directions[top].map { -$0 } }
            for other in 0..<top {
                let turns = directions[other][place].floorQuotient(directions[top][place])
                directions[other] = zip(directions[other], directions[top]).map { $0 - turns * $1 }
            }
            top += 1
        }
    }
}
