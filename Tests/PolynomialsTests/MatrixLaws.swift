import Exact
import Polynomials
import Support
import Testing

@Suite("Exact matrices")
struct MatrixLaws {
    private func matrix(_ rows: Int, _ columns: Int, _ random: inout Randomness) -> RationalMatrix {
        RationalMatrix(rows: rows, columns: columns) { _, _ in
            random.oneIn(3) ? 0 : Rational(Integer(random.below(19) - 9) * Integer(1 + random.below(1 << 35)), Integer(1 + random.below(5)))
        }
    }

    @Test("Determinants multiply, inverses invert, solutions solve, the null space vanishes")
    func rationalLaws() {
        var random = Randomness(seed: 120)
        for _ in 0..<60 {
            let size = 1 + random.below(5)
            let (a, b) = (matrix(size, size, &random), matrix(size, size, &random))
            #expect((a * b).determinant == a.determinant * b.determinant)
            #expect((a.inverse == nil) == a.determinant.isZero)
            if let inverse = a.inverse {
                #expect(a * inverse == RationalMatrix.identity(size) && inverse * a == RationalMatrix.identity(size))
            }
            let wide = matrix(size, size + 2, &random)
            let low = matrix(size + 1, 2, &random) * matrix(2, size + 2, &random)
            #expect(low.rank <= 2)
            for candidate in [wide, low] {
                let space = candidate.nullSpace
                #expect(space.columnCount == candidate.columnCount - candidate.rank)
                #expect(space.columnCount == 0 || space.rank == space.columnCount)
                #expect(candidate * space == RationalMatrix(rows: candidate.rowCount, columns: space.columnCount) { _, _ in 0 })
                let x = matrix(candidate.columnCount, 1, &random)
                let right = candidate * x
                let solution = candidate.solve(right)
                #expect(solution.map { candidate * $0 == right } ?? false)
                #expect(candidate.reduced.matrix.rank == candidate.rank)
            }
        }
        let singular = RationalMatrix(rows: 2, columns: 2) { row, column in Rational((row + 1) * (column + 1)) }
        #expect(singular.solve(RationalMatrix(rows: 2, columns: 1) { row, _ in Rational(row) }) == nil)
    }
}
