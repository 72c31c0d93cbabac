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
        let found = try session.triangularFactors(of: meaning.array, at: call.span)
        guard let left = found.order.times(meaning.array, session.store), let right = found.lower.times(found.upper, session.store),
            session.areEqualFractions(left, right)
        else { throw Diagnostic.mismatch("factorisation", call.span) }
        var answer = session.answer([found.order, found.lower, found.upper], meaning.text)
        answer.conditions = found.pivots.map { session.store.negation(session.store.equation($0, .zero)) }
        return answer
    }

    static let qr = matrix(
        "qr", "orthonormal columns Q and an upper triangular R with A = Q*R, for a matrix of independent columns",
        examples: ["qr '[[3, 0], [4, 5]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let store = session.store
        let found = try session.orthogonalFactors(of: meaning.array, at: call.span)
        guard let product = found.orthogonal.times(found.upper, store), session.areEqualFractions(product, meaning.array),
            let gram = session.adjoint(found.orthogonal).times(found.orthogonal, store),
            session.areEqualFractions(gram, .identity(meaning.array.columnCount))
        else { throw Diagnostic.mismatch("factorisation", call.span) }
        var answer = session.answer([found.orthogonal, found.upper], meaning.text)
        answer.conditions = found.squares.map { store.negation(store.equation($0, .zero)) }
        return answer
    }

    static let cholesky = matrix(
        "cholesky", "the lower triangular matrix with a positive diagonal whose product with its transpose is a positive definite matrix",
        givesArrays: true, examples: ["cholesky '[[4, 2], [2, 3]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let store = session.store
        let found = try session.choleskyFactor(of: meaning.array, at: call.span)
        guard let product = found.factor.times(session.adjoint(found.factor), store), session.areEqualFractions(product, meaning.array)
        else {
            throw Diagnostic.mismatch("factor", call.span)
        }
        var answer = session.checked(session.answer(ArrayMeaning(found.factor, meaning.text)))
        answer.conditions = found.pivots.map { store.relation(.less, .zero, $0) }
        return answer
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
            if !store.isConstant(pivot), choices.count > 1 || rows > place + 1 { pivots.append(pivot) }
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

    /// Whether an expression is always zero.
    private func isZero(_ expr: Expr, at span: Span) throws(Diagnostic) -> Bool {
        if isZeroFraction(expr) { return true }
        switch try verdict(expr, .zero, at: span) {
        case .proved: return true
        case .different: return false
        case .undecided:
            throw Diagnostic("undecided", "it could not be decided whether a pivot is zero", at: span, kind: .undecided)
        }
    }

    /// Gram and Schmidt's process; columns are made of length 1 in the end.
    ///
    /// - Returns: the factors, and the squares of lengths that are no constants.
    fileprivate func orthogonalFactors(
        of matrix: ArrayValue, at span: Span
    ) throws(Diagnostic) -> (orthogonal: ArrayValue, upper: ArrayValue, squares: [Expr]) {
        let (rows, count) = (matrix.rowCount, matrix.columnCount)
        var (columns, squares): ([ArrayValue], [Expr]) = ([], [])
        var upper = Array(repeating: Array(repeating: Expr.zero, count: count), count: count)
        for place in 0..<count {
            let own = ArrayValue(vector: (0..<rows).map { matrix[$0, place] })
            var rest = own
            upper[place][place] = .one
            for (earlier, column) in columns.enumerated() {
                let part = try simpleFraction(store.quotient(product(column, own), squares[earlier]), at: span)
                upper[earlier][place] = part
                rest = try simpleFractions(
                    ArrayValue(vector: zip(rest.entries, column.entries).map { store.difference($0, store.product(part, $1)) }), at: span)
            }
            let square = try simpleFraction(product(rest, rest), at: span)
            guard try !isZero(square, at: span) else {
                throw Diagnostic(
                    "dependent-columns", "the columns of the matrix are not independent", at: span, kind: .undefined)
            }
            columns.append(rest)
            squares.append(square)
        }
        let lengths = squares.map { store.squareRoot($0) }
        return (
            ArrayValue(rows: rows, columns: count) { store.quotient(columns[$1].entries[$0], lengths[$1]) },
            ArrayValue(rows: count, columns: count) { store.product(upper[$0][$1], lengths[$0]) },
            squares.filter { !store.isConstant($0) }
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
        guard matrix.isSquare, areEqualFractions(matrix, adjoint(matrix)) else {
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
            throw Diagnostic("not-definite", "the matrix is not positive definite", at: span, kind: .undefined)
        }
    }
}
