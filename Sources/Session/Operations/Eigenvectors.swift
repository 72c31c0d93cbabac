import Arrays
import Expressions
import Reading
import Solving
import Syntax
import Vocabulary

extension OperationRow {
    static let eigenvectors = matrix(
        "eigenvectors",
        "eigenvalues of a square matrix, each with a vector that it stretches; a value stands once for each independent vector",
        examples: ["eigenvectors '[[2, 1], [1, 2]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let (store, matrix, span) = (session.store, meaning.array, call.span)
        var (rows, conditions): ([[Answer]], [Expr]) = ([], [])
        for value in try session.eigenvalues(of: matrix, at: span) {
            let vectors: [ArrayValue]
            // Of cosines and roots of equations it is hard to decide what is zero.
            if matrix.entries.allSatisfy({ store.isNumber($0) }), store.postorder([value]).contains(where: { store.kind($0) == .call }) {
                vectors = [try session.vectorOfMinors(value, matrix, at: span)]
            } else {
                let shifted = try session.linearAlgebra.characteristicMatrix(matrix, value, at: span)
                let found = try session.echelon(of: shifted, at: span)
                vectors = try ArrayValue.nullVectors(of: found.form, pivots: found.pivots, store).map { vector throws(Diagnostic) in
                    try session.simpleFractions(vector, at: span)
                }
                guard !vectors.isEmpty else { throw Diagnostic.noEigenvector(span) }
                for vector in vectors { try session.require(shifted.times(vector, store), equals: nil, "eigenvector", at: span) }
                conditions += session.nonzero(found.conditions)
            }
            rows += vectors.map { [Answer(value), session.answer(ArrayMeaning($0, meaning.text))] }
        }
        var answer = Answer(.array(rows, isVector: false))
        answer.conditions = conditions
        return session.checked(answer)
    }
}

extension Session {
    /// The eigenvalues of a matrix, each once.
    fileprivate func eigenvalues(of matrix: ArrayValue, at span: Span) throws(Diagnostic) -> [Expr] {
        let name = freshName("lambda", beside: matrix.entries)
        let polynomial = try linearAlgebra.characteristicPolynomial(matrix, in: name, at: span)
        let found = try answer(SolveRequest([polynomial], for: [name], domain: []), span)
        guard case .solutions(let solutions) = found.content, found.isComplete else {
            throw Diagnostic("undecided", "the eigenvalues could not all be found", at: span, kind: .undecided)
        }
        let values = solutions.set.solutions.compactMap {
            $0.bindings.count == 1 && $0.condition == .truth && $0.integers.isEmpty ? $0.bindings[0].value : nil
        }
        guard values.count == solutions.set.solutions.count, !values.contains(where: { store.symbols(in: [$0]).contains(name) }) else {
            throw Diagnostic(
                "not-supported-yet", "the eigenvectors of a matrix whose eigenvalues depend on cases are not supported", at: span,
                kind: .unsupported)
        }
        return values
    }

    /// A vector that belongs to an eigenvalue: a column of the adjugate of `x*1 - A`. Their product is the characteristic polynomial times a
    /// unit vector, and the eigenvalue is a zero of that; so nothing has to be decided about it but that the column is not zero.
    ///
    /// - Throws: where no column is known not to be.
    fileprivate func vectorOfMinors(_ value: Expr, _ matrix: ArrayValue, at span: Span) throws(Diagnostic) -> ArrayValue {
        let name = freshName("lambda", beside: [value] + matrix.entries)
        let general = try linearAlgebra.characteristicMatrix(matrix, name, at: span)
        let polynomial = try linearAlgebra.determinant(general, at: span)
        let evaluator = try ballEvaluator(span)
        for place in 0..<matrix.rowCount {
            let column = try linearAlgebra.adjugateColumn(general, place, at: span)
            let vector = column.map { catalogue.substitute($0, [name: value]) }
            guard vector.entries.contains(where: { evaluator.isNonzero($0) }) else { continue }
            let unit = ArrayValue(vector: (0..<matrix.rowCount).map { $0 == place ? polynomial : .zero })
            try require(general.times(column, store), equals: unit, "vector", at: span)
            return vector
        }
        throw Diagnostic.noEigenvector(span)
    }
}

extension Diagnostic {
    fileprivate static func noEigenvector(_ span: Span) -> Diagnostic {
        Diagnostic("undecided", "no vector was found that is certain to belong to an eigenvalue", at: span, kind: .undecided)
    }
}
