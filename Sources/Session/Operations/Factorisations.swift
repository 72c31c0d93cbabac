import Arrays
import Expressions
import Reading
import Syntax
import Vocabulary

// Matrices as products of simpler ones.
extension OperationRow {
    static let lu = matrix(
        "lu", "a permutation P, a lower triangular L with ones on its diagonal and an upper triangular U with P*A = L*U",
        examples: ["lu '[[0, 1], [2, 3]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let (store, span) = (session.store, call.span)
        let found = try session.triangularFactors(of: meaning.array, at: span)
        try session.require(
            found.lower.times(found.upper, store), equals: found.order.times(meaning.array, store), "factorisation", at: span)
        var answer = session.answer([found.order, found.lower, found.upper], meaning.text)
        answer.conditions = session.nonzero(found.pivots)
        return answer
    }

    static let qr = matrix(
        "qr", "orthonormal columns Q and an upper triangular R with A = Q*R, for a matrix of independent columns",
        examples: ["qr '[[3, 0], [4, 5]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let (store, span, count) = (session.store, call.span, meaning.array.columnCount)
        let found = try session.orthogonalFactors(of: meaning.array, at: span)
        // Checked before the columns are made of length 1, which brings square roots.
        try session.require(found.columns.times(found.upper, store), equals: meaning.array, "factorisation", at: span)
        try session.require(
            session.adjoint(found.columns).times(found.columns, store),
            equals: ArrayValue(rows: count, columns: count) { $0 == $1 ? found.squares[$0] : .zero }, "factorisation", at: span)
        let lengths = found.squares.map { store.squareRoot($0) }
        let orthonormal = ArrayValue(rows: meaning.array.rowCount, columns: count) { store.quotient(found.columns[$0, $1], lengths[$1]) }
        let upper = ArrayValue(rows: count, columns: count) { store.product(found.upper[$0, $1], lengths[$0]) }
        var answer = session.answer([orthonormal, upper], meaning.text)
        answer.conditions = session.nonzero(found.squares.filter { !store.isConstant($0) })
        return answer
    }

    static let cholesky = matrix(
        "cholesky", "the lower triangular matrix with a positive diagonal whose product with its transpose is a positive definite matrix",
        givesArrays: true, examples: ["cholesky '[[4, 2], [2, 3]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let (store, span) = (session.store, call.span)
        let found = try session.choleskyFactor(of: meaning.array, at: span)
        let conditions = found.pivots.map { store.relation(.less, .zero, $0) }
        let check = store.supposing(store.conjunction(conditions)) {
            Result { () throws(Diagnostic) in
                let product = found.factor.times(session.adjoint(found.factor), store)
                try session.require(product, equals: meaning.array, "factor", at: span)
            }
        }
        guard let check else { throw Diagnostic.indefinite(span) }
        try check.get()
        var answer = session.checked(session.answer(ArrayMeaning(found.factor, meaning.text)))
        answer.conditions = conditions
        return answer
    }
}

extension Diagnostic {
    fileprivate static func indefinite(_ span: Span) -> Diagnostic {
        Diagnostic("not-definite", "the matrix is not positive definite", at: span, kind: .undefined)
    }
}

extension Session {
    /// Several matrices as one answer.
    fileprivate func answer(_ arrays: [ArrayValue], _ text: Meaning) -> Answer {
        checked(Answer(.array([arrays.map { answer(ArrayMeaning($0, text)) }], isVector: true)))
    }

    /// Gaussian elimination by rows: the first row with a number as pivot, else the first whose entry is not zero.
    ///
    /// - Returns: the permutation, the factors, and the pivots that are no constants.
    fileprivate func triangularFactors(
        of matrix: ArrayValue, at span: Span
    ) throws(Diagnostic) -> (order: ArrayValue, lower: ArrayValue, upper: ArrayValue, pivots: [Expr]) {
        let (rows, columns) = (matrix.rowCount, matrix.columnCount)
        var order = Array(0..<rows)
        var upper = (0..<rows).map { row in (0..<columns).map { matrix[row, $0] } }
        var lower = Array(repeating: Array(repeating: Expr.zero, count: rows), count: rows)
        var pivots: [Expr] = []
        for place in 0..<min(rows, columns) {
            for row in place..<rows where !store.isNumber(upper[row][place]) {
                if try isZero(upper[row][place], at: span) { upper[row][place] = .zero }
            }
            let choices = (place..<rows).filter { upper[$0][place] != .zero }
            guard let best = choices.first(where: { store.isNumber(upper[$0][place]) }) ?? choices.first else { continue }
            order.swapAt(best, place)
            upper.swapAt(best, place)
            lower.swapAt(best, place)
            let pivot = upper[place][place]
            if !store.isConstant(pivot), place + 1 < rows { pivots.append(pivot) }
            for row in (place + 1)..<max(rows, place + 1) where upper[row][place] != .zero {
                let factor = try simpleFraction(store.quotient(upper[row][place], pivot), at: span)
                lower[row][place] = factor
                upper[row][place] = .zero
                for column in (place + 1)..<max(columns, place + 1) {
                    upper[row][column] = try simpleFraction(
                        store.difference(upper[row][column], store.product(factor, upper[place][column])), at: span)
                }
            }
        }
        return (
            ArrayValue(rows: rows, columns: rows) { order[$0] == $1 ? .one : .zero },
            ArrayValue(rows: rows, columns: rows) { $0 == $1 ? .one : lower[$0][$1] },
            ArrayValue(rows: rows, columns: columns) { upper[$0][$1] }, pivots
        )
    }

    /// Gram and Schmidt's process.
    ///
    /// - Returns: orthogonal columns, the squares of their lengths, and an upper triangular matrix with ones on its diagonal.
    fileprivate func orthogonalFactors(
        of matrix: ArrayValue, at span: Span
    ) throws(Diagnostic) -> (columns: ArrayValue, squares: [Expr], upper: ArrayValue) {
        let count = matrix.columnCount
        var (columns, squares): ([ArrayValue], [Expr]) = ([], [])
        var upper = (0..<count).map { row in (0..<count).map { $0 == row ? Expr.one : .zero } }
        for place in 0..<count {
            let own = matrix.column(place)
            var rest = own
            for (earlier, column) in columns.enumerated() {
                let part = try simpleFraction(store.quotient(product(column, own), squares[earlier]), at: span)
                upper[earlier][place] = part
                rest = try simpleFractions(
                    ArrayValue(vector: zip(rest.entries, column.entries).map { store.difference($0, store.product(part, $1)) }), at: span)
            }
            let square = try simpleFraction(product(rest, rest), at: span)
            guard try !isZero(square, at: span) else {
                throw Diagnostic("dependent-columns", "the columns of the matrix are not independent", at: span, kind: .undefined)
            }
            columns.append(rest)
            squares.append(square)
        }
        return (
            ArrayValue(rows: matrix.rowCount, columns: count) { columns[$1].entries[$0] }, squares,
            ArrayValue(rows: count, columns: count) { upper[$0][$1] }
        )
    }

    /// The inner product of two vectors.
    private func product(_ left: ArrayValue, _ right: ArrayValue) -> Expr {
        adjoint(left).times(right, store)?.entries[0] ?? .undefined
    }

    /// The factor of Cholesky, and the pivots that must be positive for it to exist: those that are no constants.
    fileprivate func choleskyFactor(
        of matrix: ArrayValue, at span: Span
    ) throws(Diagnostic) -> (factor: ArrayValue, pivots: [Expr]) {
        let turned = adjoint(matrix)
        for (left, right) in zip(matrix.entries, turned.entries) {
            if matrix.isSquare, try isZero(store.difference(left, right), at: span) { continue }
            throw Diagnostic("bad-shape", "a matrix that is its own conjugate transpose is expected here", at: span)
        }
        let size = matrix.rowCount
        var rest = (0..<size).map { row in (0..<size).map { matrix[row, $0] } }
        var columns: [[Expr]] = []
        var pivots: [Expr] = []
        for place in 0..<size {
            let pivot = rest[place][place]
            try requirePositive(pivot, at: span, &pivots)
            let root = store.squareRoot(pivot)
            columns.append((0..<size).map { $0 < place ? .zero : $0 == place ? root : store.quotient(rest[$0][place], root) })
            let turned = adjoint(ArrayValue(vector: (0..<size).map { rest[$0][place] })).entries
            for row in place + 1..<max(size, place + 1) {
                for column in place + 1..<size {
                    let part = store.quotient(store.product(rest[row][place], turned[column]), pivot)
                    rest[row][column] = try simpleFraction(store.difference(rest[row][column], part), at: span)
                }
            }
        }
        return (ArrayValue(rows: size, columns: size) { columns[$1][$0] }, pivots)
    }

    private func requirePositive(_ pivot: Expr, at span: Span, _ open: inout [Expr]) throws(Diagnostic) {
        guard store.isConstant(pivot) else {
            open.append(pivot)
            return
        }
        guard let sign = pivot == .zero ? 0 : try ballEvaluator(span).sign(ofConstant: pivot) else {
            throw Diagnostic("undecided", "it could not be decided whether a pivot is positive", at: span, kind: .undecided)
        }
        guard sign > 0 else {
            throw Diagnostic.indefinite(span)
        }
    }
}
