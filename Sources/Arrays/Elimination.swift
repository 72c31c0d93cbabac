import Expressions
import Polynomials
import Syntax

extension FractionMatrix {
    /// The inverse of a matrix with that determinant, checked by multiplication.
    func inverse(_ determinant: RationalFunction, at span: Span) throws(Diagnostic) -> [[RationalFunction]] {
        let size = rows.count
        let unit = (0..<size).map { row in (0..<size).map { RationalFunction($0 == row ? ring.one : ring.zero) } }
        let joined = FractionMatrix(rows: zip(rows, unit).map { $0 + $1 }, in: self)
        let inverse = try joined.reducedRows(at: span, columns: size).rows.map { Array($0[size...]) }
        for row in 0..<size {
            for column in 0..<size {
                var sum = RationalFunction(ring.zero)
                for place in 0..<size { sum = sum + rows[row][place] * inverse[place][column] }
                guard try reduced(sum) == unit[row][column] else { throw FractionMatrix.noInverse(span) }
            }
        }
        return inverse
    }

    static func noInverse(_ span: Span) -> Diagnostic {
        Diagnostic(
            "self-check-failed", "the inverse found does not give the unit matrix; it is not shown", at: span, kind: .selfCheck)
    }

    /// The reduced row echelon form, the columns of the pivots and the pivots.
    ///
    /// - Parameters:
    ///   - columns: how many of the first columns pivots are looked for in; nil: all.
    ///   - isZero: tells whether a fraction that is not zero is zero all the same, for the kernels have to do with each other.
    func reducedRows(
        at span: Span, columns: Int? = nil, isZero: (RationalFunction) throws(Diagnostic) -> Bool = { _ in false }
    ) throws(Diagnostic) -> (rows: [[RationalFunction]], pivots: [Int], divisors: [RationalFunction]) {
        var rows = rows
        var (pivots, divisors): ([Int], [RationalFunction]) = ([], [])
        for column in 0..<(columns ?? rows[0].count) where pivots.count < rows.count {
            for row in rows.indices[pivots.count...] where !rows[row][column].isZero {
                if try isZero(rows[row][column]) { rows[row][column] = RationalFunction(ring.zero) }
            }
            let choices = rows.indices[pivots.count...].filter { !rows[$0][column].isZero }
            guard let best = choices.min(by: { size(rows[$0][column]) < size(rows[$1][column]) }) else { continue }
            rows.swapAt(best, pivots.count)
            let pivot = rows[pivots.count][column]
            guard let inverse = pivot.reciprocal else { continue }
            for place in rows[0].indices { rows[pivots.count][place] = try reduced(rows[pivots.count][place] * inverse) }
            for row in rows.indices where row != pivots.count && !rows[row][column].isZero {
                let factor = rows[row][column]
                for place in rows[0].indices where !rows[pivots.count][place].isZero {
                    guard store.budget.step() else { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
                    rows[row][place] = try reduced(rows[row][place] - factor * rows[pivots.count][place])
                }
            }
            pivots.append(column)
            divisors.append(pivot)
        }
        return (rows, pivots, divisors)
    }

    /// Numbers are the best pivots, then the shortest fractions.
    private func size(_ value: RationalFunction) -> Int {
        value.constantValue != nil ? 0 : value.numerator.termCount + value.denominator.termCount
    }
}
