import Vocabulary

/// How something is written with vectors and matrices.
public enum MatrixForm: UInt16, Sendable, CaseIterable {
    /// A product of matrices, and of matrices and a vector.
    case product
    /// A product that is a number: `x'*A*y`.
    case innerProduct
    case transpose, inverse
    /// A matrix to a whole power.
    case power
    case elementwiseProduct, elementwiseQuotient, elementwisePower
    case trace, determinant, norm
    /// The sum of all entries.
    case total
    /// The diagonal matrix of a vector, or the diagonal of a matrix.
    case diagonal
    case softmax
    case kronecker, commutation
    /// The unit matrix.
    case identity
    case ones, zeros
    /// An entry of what has no name.
    case entry

    /// The word of forms that are written as calls.
    public var word: String? {
        switch self {
        case .product, .innerProduct, .transpose, .inverse, .power, .elementwiseProduct, .elementwiseQuotient, .elementwisePower, .entry:
            nil
        case .trace: "tr"
        case .determinant: "det"
        case .norm: "norm"
        case .total: "sum"
        case .diagonal: "diag"
        case .softmax: "softmax"
        case .kronecker: "kron"
        case .commutation: "commutation"
        case .identity: "eye"
        case .ones: "ones"
        case .zeros: "zeros"
        }
    }
}

// Notations of vectors and matrices. What they stand for is expressions of entries: these alone are worked with.
extension ExprStore {
    /// Something written with vectors and matrices.
    public func matrix(_ form: MatrixForm, _ parts: [Expr]) -> Expr {
        if let absent = parts.first(where: \.isAbsent) { return absent }
        return parts.withUnsafeBufferPointer { intern(.matrix, detail: form.rawValue, $0, extra: .hasSymbol) }
    }

    /// The form of a notation of vectors and matrices.
    public func matrixForm(_ expr: Expr) -> MatrixForm { MatrixForm(rawValue: detail(expr)) ?? .product }

    func matrixFacts(_ node: Expr) -> Facts {
        guard matrixForm(node) == .norm else { return .real }
        var facts = Facts.real
        facts.lower = .init(0, isStrict: false)
        return facts
    }
}
