import Exact
import Expressions
import Polynomials
import Syntax

extension FractionMatrix {
    /// Larger matrices have too many minors to remember: elimination takes their place.
    private static let mostMinors = 12

    /// The determinant of a square matrix, checked with numbers in place of the kernels.
    func determinant(at span: Span) throws(Diagnostic) -> RationalFunction {
        let (cleared, denominators) = cleared
        let above = rows.count <= FractionMatrix.mostMinors ? byMinors(cleared) : try byElimination(cleared, span)
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        guard agrees(above, cleared) else {
            throw Diagnostic(
                "self-check-failed", "the determinant found does not agree with that of numbers; it is not shown", at: span,
                kind: .selfCheck)
        }
        return try reduced(RationalFunction(above, over: ring.product(denominators)) ?? RationalFunction(ring.zero))
    }

    /// The expansion along the rows from the last one up, each minor worked out once (Gentleman and Johnson, Analysis of Algorithms, A Case
    /// Study: Determinants of Matrices with Polynomial Entries, 1976).
    private func byMinors(_ rows: [[Polynomial]]) -> Polynomial {
        let size = rows.count
        // The minors of the rows that have been taken, by the columns they use.
        var minors: [Int: Polynomial] = [0: ring.one]
        for row in rows.reversed() {
            var next: [Int: [Polynomial]] = [:]
            for (columns, minor) in minors {
                for column in 0..<size where columns & 1 << column == 0 && !row[column].isZero {
                    guard store.budget.step(minor.termCount) else { return ring.zero }
                    // As many columns of the minor stand before it as change the sign.
                    let isOdd = (columns & ((1 << column) - 1)).nonzeroBitCount % 2 == 1
                    let term = row[column] * minor
                    next[columns | 1 << column, default: []].append(isOdd ? -term : term)
                }
            }
            minors = next.mapValues { ring.sum($0) }.filter { !$0.value.isZero }
        }
        return minors[(1 << size) - 1] ?? ring.zero
    }

    /// Elimination without fractions (Bareiss, Sylvester's Identity and Multistep Integer-Preserving Gaussian Elimination, 1968).
    private func byElimination(_ rows: [[Polynomial]], _ span: Span) throws(Diagnostic) -> Polynomial {
        var rows = rows
        var (last, isNegative) = (ring.one, false)
        for pivot in rows.indices {
            // The shortest pivot makes the shortest products.
            let choices = rows.indices[pivot...].filter { !rows[$0][pivot].isZero }
            guard let best = choices.min(by: { rows[$0][pivot].termCount < rows[$1][pivot].termCount }) else { return ring.zero }
            if best != pivot {
                rows.swapAt(best, pivot)
                isNegative.toggle()
            }
            for row in rows.indices[(pivot + 1)...] {
                for column in rows.indices[(pivot + 1)...] {
                    guard store.budget.step() else { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
                    let difference = rows[pivot][pivot] * rows[row][column] - rows[row][pivot] * rows[pivot][column]
                    rows[row][column] = difference.dividedExactly(by: last) ?? ring.zero
                }
            }
            last = rows[pivot][pivot]
        }
        return isNegative ? -last : last
    }

    /// Whether the determinant is that of the matrix where numbers stand for the kernels.
    private func agrees(_ determinant: Polynomial, _ rows: [[Polynomial]]) -> Bool {
        // Numbers that nobody chose.
        var number: UInt = 0x9e37_79b9_7f4a_7c15
        let point = (0..<ring.variableCount).map { _ -> UInt in
            number = number &* 0x5851_f42d_4c95_7f2d &+ 0x1405_7b7e_f767_814f
            return number >> 4
        }
        let plain = rows.map { $0.map { Residues.value($0, at: point) } }
        return Residues.determinant(plain) == Residues.value(determinant, at: point)
    }
}
