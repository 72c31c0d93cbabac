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

    @Test("Matrices of fractions obey the same laws, and agree with numbers at a point")
    func functionLaws() throws {
        var random = RandomPolynomials(seed: 121, variables: 2)
        let ring = random.ring
        for _ in 0..<25 {
            let size = 1 + random.random.below(3)
            var rows: [[RationalFunction]] = []
            for _ in 0..<size {
                rows.append(
                    (0..<size).map { _ in random.random.oneIn(4) ? RationalFunction(ring.zero) : random.fraction(terms: 2, degree: 1) })
            }
            let matrix = RationalFunctionMatrix(rows, columns: size, ring: ring)
            let determinant = matrix.determinant
            #expect(determinant.isZero == (matrix.rank < size))
            #expect((matrix.inverse == nil) == determinant.isZero)
            #expect(matrix.nullSpace.count == size - matrix.rank)
            for vector in matrix.nullSpace { #expect((matrix * vector).allSatisfy { $0.isZero }) }
            let vector = (0..<size).map { _ in random.fraction(terms: 2, degree: 1) }
            let right = matrix * vector
            let solution = try #require(matrix.solve(right))
            #expect(matrix * solution == right)
            if let inverse = matrix.inverse { #expect(inverse * right == vector) }
            // The determinant at a point is that of the values.
            let point = random.point()
            func value(_ entry: RationalFunction) -> Rational? {
                let below = entry.denominator.value(at: point)
                return below.isZero ? nil : Rational(entry.numerator.value(at: point), below)
            }
            let values = rows.map { $0.compactMap(value) }
            if values.allSatisfy({ $0.count == size }), let expected = value(determinant) {
                #expect(RationalMatrix(rows: size, columns: size) { values[$0][$1] }.determinant == expected)
            }
        }
        let one = RationalFunction(ring.one)
        #expect(RationalFunctionMatrix([[one], [one]], columns: 1, ring: ring).solve([one, one + one]) == nil)
    }
}
