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
        let (store, matrix) = (session.store, meaning.array)
        var (rows, conditions): ([[Answer]], [Expr]) = ([], [])
        for value in try session.eigenvalues(of: meaning, at: call.span) {
            let shifted = ArrayValue(rows: matrix.rowCount, columns: matrix.columnCount) { row, column in
                store.difference(matrix[row, column], row == column ? value : .zero)
            }
            let found = try session.echelon(of: shifted, at: call.span)
            var vectors = ArrayValue.nullVectors(of: found.form, pivots: found.pivots, store)
            for place in vectors.indices { vectors[place] = try session.simpleFractions(vectors[place], at: call.span) }
            let isCertain = !vectors.isEmpty && vectors.allSatisfy { session.isTakenToZero($0, by: shifted) }
            if !isCertain {
                vectors = try session.vectorOfMinors(value, matrix, at: call.span).map { [$0] } ?? []
            }
            guard !vectors.isEmpty else {
                throw Diagnostic(
                    "undecided", "no vector was found that is certain to belong to an eigenvalue", at: call.span, kind: .undecided)
            }
            if isCertain { conditions += found.conditions.map { store.negation(store.equation($0, .zero)) } }
            rows += vectors.map { [Answer(value), session.answer(ArrayMeaning($0, meaning.text))] }
        }
        var answer = Answer(.array(rows, isVector: false))
        answer.conditions = conditions
        return session.checked(answer)
    }
}

extension Session {
    /// The eigenvalues of a matrix, each once.
    fileprivate func eigenvalues(of meaning: ArrayMeaning, at span: Span) throws(Diagnostic) -> [Expr] {
        let name = freshName("lambda", beside: meaning.array.entries)
        let polynomial = try linearAlgebra.characteristicPolynomial(meaning.array, in: name, at: span)
        let found = try answer(SolveRequest([polynomial], for: [name], domain: meaning.text.domain), span)
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

    /// A vector that belongs to an eigenvalue: a column of the adjugate of the matrix less the eigenvalue times the unit matrix. Their product
    /// is the characteristic polynomial times the unit matrix, whose zero the eigenvalue is; so nothing has to be decided about it but that
    /// the column is not zero. Nil where no column is known not to be.
    fileprivate func vectorOfMinors(_ value: Expr, _ matrix: ArrayValue, at span: Span) throws(Diagnostic) -> ArrayValue? {
        guard matrix.entries.allSatisfy({ store.isNumber($0) }) else { return nil }
        let (size, name) = (matrix.rowCount, freshName("lambda", beside: [value]))
        let shifted = ArrayValue(rows: size, columns: size) { store.difference(matrix[$0, $1], $0 == $1 ? name : .zero) }
        let adjugate = try linearAlgebra.adjugate(shifted, at: span)
        let determinant = try linearAlgebra.determinant(shifted, at: span)
        let scaled = ArrayValue(rows: size, columns: size) { $0 == $1 ? determinant : .zero }
        guard let product = shifted.times(adjugate, store), areEqualFractions(product, scaled) else { return nil }
        let evaluator = try ballEvaluator(span)
        for column in 0..<size {
            let entries = (0..<size).map { catalogue.substitute(adjugate[$0, column], [name: value]) }
            if entries.contains(where: { evaluator.isNonzero($0) }) { return ArrayValue(vector: entries) }
        }
        return nil
    }
}
