import Arrays
import Expressions
import Reading
import Syntax
import Vocabulary

// What stands for the inverse where there may be none.
extension OperationRow {
    static let adjugate = matrix(
        "adjugate", "the adjugate of a square matrix, whose product with the matrix is the determinant times the unit matrix",
        givesArrays: true, examples: ["adjugate '[[a, b], [c, d]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let (matrix, span) = (meaning.array, call.span)
        let adjugate = try session.linearAlgebra.adjugate(matrix, at: span)
        let determinant = try session.linearAlgebra.determinant(matrix, at: span)
        try session.require(
            matrix.times(adjugate, session.store), equals: .scalar(determinant, matrix.rowCount), "adjugate", at: span)
        return session.checked(session.answer(ArrayMeaning(adjugate, meaning.text)))
    }

    static let pseudoinverse = matrix(
        "pinv", "the pseudoinverse of a matrix (Moore and Penrose): what gives the shortest least-squares solution", givesArrays: true,
        examples: ["pinv '[[1, 2], [2, 4], [3, 6]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let (matrix, span) = (meaning.array, call.span)
        let echelon = try session.echelon(of: matrix, at: span)
        let rank = echelon.pivots.count
        let hasFullRank = rank == matrix.rowCount || rank == matrix.columnCount
        var result = ArrayMeaning(matrix.transposed.map { _ in .zero }, meaning.text)
        if rank > 0 {
            let (columns, rows) = session.rankFactors(of: matrix, echelon.form, echelon.pivots)
            let (left, right) = (session.adjoint(columns), session.adjoint(rows))
            // With A = C*R: R'*(R*R')^-1*(C'*C)^-1*C' (Ben-Israel and Greville, *Generalized Inverses*, 1.6).
            result.array = right
            for gram in [rows.times(right, session.store), left.times(columns, session.store)] {
                guard let gram else { continue }
                let (inverse, determinant) = try session.inverse(of: gram, at: span)
                result.array = try session.product(result.array, inverse, at: span)
                if let determinant {
                    result.text.domain.append(DomainCondition(requirement: .nonzero(determinant), span: span, guardCondition: .truth))
                }
            }
            result.array = try session.product(result.array, left, at: span)
        }
        try session.requirePseudoinverse(result.array, of: matrix, at: span)
        var answer = session.checked(session.answer(result))
        if !hasFullRank { answer.conditions = session.nonzero(echelon.conditions) }
        return answer
    }
}

extension Session {
    /// The conjugate transpose; of what is real, the transpose.
    func adjoint(_ array: ArrayValue) -> ArrayValue {
        array.transposed.map { entry in
            store.traits(entry).contains(.hasImaginary) || store.symbols(in: [entry]).contains { !store.facts(of: $0).isReal }
                ? simplifier.simplify(catalogue.call(KnownFunction.conjugate, entry)).result : entry
        }
    }

    /// The product of matrices that fit together, with entries as fractions in lowest terms.
    fileprivate func product(_ left: ArrayValue, _ right: ArrayValue, at span: Span) throws(Diagnostic) -> ArrayValue {
        try simpleFractions(left.times(right, store) ?? left, at: span)
    }

    /// Matrices of full rank whose product a matrix is: the columns with pivots and the rows of the echelon form. One of full rank is its own
    /// factor, whatever the pivots are.
    fileprivate func rankFactors(of matrix: ArrayValue, _ form: ArrayValue, _ pivots: [Int]) -> (columns: ArrayValue, rows: ArrayValue) {
        let rank = pivots.count
        if rank == matrix.columnCount { return (matrix, .identity(rank)) }
        if rank == matrix.rowCount { return (.identity(rank), matrix) }
        return (
            ArrayValue(rows: matrix.rowCount, columns: rank) { matrix[$0, pivots[$1]] },
            ArrayValue(rows: rank, columns: matrix.columnCount) { form[$0, $1] }
        )
    }

    /// The four equations of Penrose.
    fileprivate func requirePseudoinverse(_ inverse: ArrayValue, of matrix: ArrayValue, at span: Span) throws(Diagnostic) {
        for (matrix, inverse) in [(matrix, inverse), (inverse, matrix)] {
            let product = matrix.times(inverse, store)
            try require(product?.times(matrix, store), equals: matrix, "pseudoinverse", at: span)
            try require(product, equals: product.map { adjoint($0) }, "pseudoinverse", at: span)
        }
    }
}
