extension OperationRow {
    /// All operations, in the order in which help lists them.
    public static let all: [OperationRow] = [
        diff, gradient, jacobian, hessian, eval, numeric, subs, solve, stationary, convex, equal, check, trace,
        simplify, expand, factor, together, apart, collect, coefficients, degree, gcd, lcm, quo, rem, resultant, discriminant,
        sum, product, determinant, inverse, matrixTrace, rank, reducedRows, nullSpace, characteristicPolynomial, eigenvalues,
        eigenvectors, adjugate, pseudoinverse, lu, qr, cholesky,
        info,
    ]
}
