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
        let (store, matrix) = (session.store, meaning.array)
        let adjugate = try session.linearAlgebra.adjugate(matrix, at: call.span)
        let determinant = try session.linearAlgebra.determinant(matrix, at: call.span)
        let scaled = ArrayValue(rows: matrix.rowCount, columns: matrix.columnCount) { $0 == $1 ? determinant : .zero }
        guard let product = matrix.times(adjugate, store), session.areEqualFractions(product, scaled) else {
            throw Diagnostic.mismatch("adjugate", call.span)
        }
        return session.checked(session.answer(ArrayMeaning(adjugate, meaning.text)))
    }

    static let pseudoinverse = matrix(
        "pinv", "the pseudoinverse of a matrix (Moore and Penrose): what gives the shortest least-squares solution", givesArrays: true,
        examples: ["pinv '[[1, 2], [2, 4], [3, 6]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let (store, matrix) = (session.store, meaning.array)
        let found = try session.echelon(of: matrix, at: call.span)
        var result = session.adjoint(matrix).map { _ in Expr.zero }
        var domain: [DomainCondition] = []
        var hasFullRank = false
        if !found.pivots.isEmpty {
            // A matrix is its columns with pivots times the rows of its echelon form (Ben-Israel and Greville, *Generalized Inverses*, 1.6).
            // Of full rank it is its own factor, whatever the pivots are.
            let rank = found.pivots.count
            hasFullRank = rank == matrix.rowCount || rank == matrix.columnCount
            let columns =
                rank == matrix.columnCount
                ? matrix
                : rank == matrix.rowCount
                    ? ArrayValue.identity(rank) : ArrayValue(rows: matrix.rowCount, columns: rank) { matrix[$0, found.pivots[$1]] }
            let rows =
                rank == matrix.columnCount
                ? ArrayValue.identity(rank)
                : rank == matrix.rowCount ? matrix : ArrayValue(rows: rank, columns: matrix.columnCount) { found.form[$0, $1] }
            var factors = [session.adjoint(rows)]
            for gram in [rows.times(session.adjoint(rows), store), session.adjoint(columns).times(columns, store)] {
                guard let gram else { continue }
                let (inverse, determinant) = try session.inverse(of: gram, at: call.span)
                factors.append(inverse)
                if let determinant {
                    domain.append(DomainCondition(requirement: .nonzero(determinant), span: call.span, guardCondition: .truth))
                }
            }
            factors.append(session.adjoint(columns))
            result = factors[0]
            for factor in factors.dropFirst() {
                result = try session.simpleFractions(result.times(factor, store) ?? result, at: call.span)
            }
        }
        guard session.isPseudoinverse(result, of: matrix) else { throw Diagnostic.mismatch("pseudoinverse", call.span) }
        var answer = ArrayMeaning(result, meaning.text)
        answer.text.domain += domain
        var shown = session.checked(session.answer(answer))
        if !hasFullRank { shown.conditions = found.conditions.map { store.negation(store.equation($0, .zero)) } }
        return shown
    }
}

extension Diagnostic {
    /// What was found does not satisfy what defines it.
    static func mismatch(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "self-check-failed", "the \(name) found does not satisfy what defines it; it is not shown", at: span, kind: .selfCheck)
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

    func areEqualFractions(_ left: ArrayValue, _ right: ArrayValue) -> Bool {
        zip(left.entries, right.entries).allSatisfy { isZeroFraction(store.difference($0, $1)) }
    }

    /// An expression as one fraction in lowest terms.
    func simpleFraction(_ expr: Expr, at span: Span) throws(Diagnostic) -> Expr {
        store.isNumber(expr) ? expr : try transforms.together(expr, at: span)
    }

    func simpleFractions(_ array: ArrayValue, at span: Span) throws(Diagnostic) -> ArrayValue {
        var entries: [Expr] = []
        for entry in array.entries { entries.append(try simpleFraction(entry, at: span)) }
        return ArrayValue(rows: array.rowCount, columns: array.columnCount, isVector: array.isVector, entries)
    }

    /// The four equations of Penrose.
    fileprivate func isPseudoinverse(_ inverse: ArrayValue, of matrix: ArrayValue) -> Bool {
        guard let left = inverse.times(matrix, store), let right = matrix.times(inverse, store),
            let again = right.times(matrix, store), let back = left.times(inverse, store)
        else { return false }
        return areEqualFractions(again, matrix) && areEqualFractions(back, inverse) && areEqualFractions(left, adjoint(left))
            && areEqualFractions(right, adjoint(right))
    }
}
