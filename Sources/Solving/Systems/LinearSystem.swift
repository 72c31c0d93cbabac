import Algebra
import Certified
import Exact
import Expressions
import Polynomials
import Reading

/// Systems that are linear in their unknowns.
///
/// Over the rational numbers they are solved as matrices. With parameters, elimination is fraction-free (Bareiss, *Sylvester's
/// identity and multistep integer-preserving Gaussian elimination*, 1968), so that the last pivot is a minor of the matrix: where it
/// is not zero the rank is that of general parameters and the result holds. Each of its factors gives a case of its own in which it
/// is zero (Sit, *An algorithm for solving parametric linear systems*, 1992).
struct LinearSystem {
    private let solver: SystemSolver
    private var store: ExprStore { solver.store }

    init(_ solver: SystemSolver) { self.solver = solver }

    /// The solutions; nil for other systems.
    func solutions(of system: PartialSolution) -> PartialSolutions? {
        if let rows = rationalRows(system) { return solutions(system, rows) }
        guard let reading = SystemReading(system, store), reading.isLinear else { return nil }
        return ParametricElimination(solver, reading).solutions(of: system)
    }

    // MARK: Rational numbers

    /// The coefficients of the unknowns, then the constant, for each equation.
    private func rationalRows(_ system: PartialSolution) -> [[Rational]]? {
        var places: [Expr: Int] = [:]
        for (place, unknown) in system.unknowns.enumerated() { places[unknown] = place }
        var rows: [[Rational]] = []
        for equation in system.equations {
            var row = Array(repeating: Rational(0), count: system.unknowns.count + 1)
            for term in store.terms(equation) {
                if let number = store.rationalValue(term) {
                    row[system.unknowns.count] = number
                } else {
                    guard let place = places[store.barePart(term)] else { return nil }
                    row[place] = store.coefficient(term)
                }
            }
            rows.append(row)
        }
        return rows
    }

    private func solutions(_ system: PartialSolution, _ rows: [[Rational]]) -> PartialSolutions {
        let count = system.unknowns.count
        let (matrix, rank) = RationalMatrix(rows: rows.count, columns: count + 1, budget: store.budget) { rows[$0][$1] }.reduced
        if store.budget.isExhausted { return .unknown }
        var values: [Expr: Expr] = [:]
        for row in 0..<rank {
            guard let pivot = (0...count).first(where: { !matrix[row, $0].isZero }), pivot < count else { return .none }
            var terms = [store.number(-matrix[row, count])]
            for place in (pivot + 1)..<max(count, pivot + 1) where !matrix[row, place].isZero {
                terms.append(store.scaled(-matrix[row, place], system.unknowns[place]))
            }
            values[system.unknowns[pivot]] = store.sum(terms)
        }
        var next = system
        next.equations = []
        return PartialSolutions(list: [next.substituting(values, solver.catalogue)].compactMap { $0 })
    }
}

/// Elimination with parameters, and the cases in which a pivot is zero.
private struct ParametricElimination {
    private let solver: SystemSolver
    private let reading: SystemReading
    private var store: ExprStore { solver.store }
    private var ring: PolynomialRing { reading.kernels.ring }
    private var count: Int { reading.unknownCount }

    init(_ solver: SystemSolver, _ reading: SystemReading) {
        self.solver = solver
        self.reading = reading
    }

    /// What elimination leaves.
    private struct Outcome {
        /// The unknowns that are expressed, with the rows that tell their values.
        var values: [Expr: Expr] = [:]
        /// What is left of the equations without an unknown.
        var rest: [Expr] = []
        /// What must not be zero.
        var pivots: [Expr] = []
    }

    func solutions(of system: PartialSolution) -> PartialSolutions? {
        guard let outcome = reading.relations.isEmpty ? fractionFree(system) : withRoots(system) else { return nil }
        // A constant pivot must be known not to be zero: it is a polynomial in constants that may be related.
        var pivots: [Expr] = []
        for pivot in outcome.pivots {
            if store.isConstant(pivot) {
                guard solver.evaluator.isNonzero(pivot) else { return nil }
            } else if !store.facts(of: pivot).isNonzero, !pivots.contains(pivot) {
                pivots.append(pivot)
            }
        }
        var writer = PolynomialWriter(reading.kernels)
        let denominators = reading.denominators.map { store.relation(.notEqual, writer.write($0), .zero) }
        var result = PartialSolutions.none
        var general = system
        general.equations = outcome.rest
        general.conditions += denominators + pivots.map { store.relation(.notEqual, $0, .zero) }
        if let next = general.substituting(outcome.values, solver.catalogue) { result.join(solver.solutions(of: next)) }
        for (position, pivot) in pivots.enumerated() {
            guard isTractable(pivot) else {
                result.isComplete = false
                continue
            }
            var special = system
            special.conditions += pivots[0..<position].map { store.relation(.notEqual, $0, .zero) }
            result.join(solver.solutions(ofCases: ParameterEquation(solver).cases(of: pivot, in: special)))
        }
        return result
    }

    /// Whether the ways in which a pivot vanishes are few enough to be told: a determinant of nine names has a hundred.
    private func isTractable(_ pivot: Expr) -> Bool {
        if store.kind(pivot) != .sum { return true }
        let names = store.symbols(in: [pivot]).count
        return names == 1 || count <= 4 && (store.childCount(pivot) <= 3 || names <= 4)
    }

    // MARK: Parameters alone

    /// Elimination over polynomials by Jordan's method: every entry is a minor, every row ends with the same pivot.
    private func fractionFree(_ system: PartialSolution) -> Outcome? {
        var rows = reading.numerators.map { coefficients(of: $0) }
        var previous = ring.one
        var pivots: [(row: Int, column: Int)] = []
        while let (row, column) = nextPivot(rows, besides: pivots) {
            let pivot = rows[row][column]
            for other in rows.indices where other != row {
                let head = rows[other][column]
                for place in 0...count {
                    let value = pivot * rows[other][place] - head * rows[row][place]
                    guard let exact = value.dividedExactly(by: previous), ring.budget.step() else { return nil }
                    rows[other][place] = exact
                }
            }
            previous = pivot
            pivots.append((row, column))
        }
        var outcome = Outcome()
        var writer = PolynomialWriter(reading.kernels)
        for (row, column) in pivots {
            var above = -rows[row][count]
            for place in 0..<count where place != column && !rows[row][place].isZero {
                above = above - rows[row][place] * ring.variable(place)
            }
            guard let value = RationalFunction(above, over: previous) else { return nil }
            outcome.values[system.unknowns[column]] = writer.write(value)
        }
        for row in rows.indices where !pivots.contains(where: { $0.row == row }) && !rows[row][count].isZero {
            outcome.rest.append(writer.write(rows[row][count]))
        }
        outcome.pivots = previous.factors().factors.map { writer.write($0.polynomial) }
        return ring.budget.isExhausted ? nil : outcome
    }

    /// The coefficients of the unknowns and, in the end, what is free of them.
    private func coefficients(of polynomial: Polynomial) -> [Polynomial] {
        var rest = polynomial
        var row: [Polynomial] = []
        for place in 0..<count {
            let coefficient = rest.degree(in: place) > 0 ? rest.leadingCoefficient(in: place) : ring.zero
            row.append(coefficient)
            if !coefficient.isZero { rest = rest - coefficient * ring.variable(place) }
        }
        return row + [rest]
    }

    /// Where to go on: numbers before short polynomials, so that few cases arise; the first unknowns before the others.
    private func nextPivot(_ rows: [[Polynomial]], besides pivots: [(row: Int, column: Int)]) -> (row: Int, column: Int)? {
        var best: (row: Int, column: Int)?
        var least = Int.max
        for column in 0..<count where !pivots.contains(where: { $0.column == column }) {
            for row in rows.indices where !pivots.contains(where: { $0.row == row }) {
                let entry = rows[row][column]
                if entry.isZero { continue }
                let weight = entry.isConstant ? 0 : entry.termCount * 64 + entry.totalDegree
                if weight < least { (best, least) = ((row, column), weight) }
            }
        }
        return best
    }

    // MARK: With roots of numbers and parameters

    /// Elimination over fractions in which powers of roots are reduced.
    private func withRoots(_ system: PartialSolution) -> Outcome? {
        var rows = reading.numerators.map { coefficients(of: $0).map { RationalFunction($0) } }
        var pivots: [(row: Int, column: Int)] = []
        var outcome = Outcome()
        var writer = PolynomialWriter(reading.kernels)
        while let (row, column) = nextPivot(rows.map { $0.map(\.numerator) }, besides: pivots) {
            outcome.pivots.append(writer.write(rows[row][column].numerator))
            guard let inverse = rows[row][column].reciprocal else { return nil }
            for place in 0...count {
                guard let value = (rows[row][place] * inverse).reduced(by: reading.relations) else { return nil }
                rows[row][place] = value
            }
            for other in rows.indices where other != row && !rows[other][column].isZero {
                let head = rows[other][column]
                for place in 0...count {
                    let value = (rows[other][place] - head * rows[row][place]).reduced(by: reading.relations)
                    guard let value, ring.budget.step() else { return nil }
                    rows[other][place] = value
                }
            }
            pivots.append((row, column))
        }
        for (row, column) in pivots {
            var terms = [store.negated(writer.write(rows[row][count]))]
            for place in 0..<count where place != column && !rows[row][place].isZero {
                terms.append(store.negated(store.product(writer.write(rows[row][place]), system.unknowns[place])))
            }
            outcome.values[system.unknowns[column]] = store.sum(terms)
        }
        for row in rows.indices where !pivots.contains(where: { $0.row == row }) && !rows[row][count].isZero {
            outcome.rest.append(writer.write(rows[row][count].numerator))
        }
        return ring.budget.isExhausted ? nil : outcome
    }
}
