/// A word with a meaning of its own in the grammar.
public struct KeywordRow: Sendable {
    /// The word.
    public let word: String
    /// One sentence: what it means.
    public let summary: String
}

/// A notation that looks like a call, but is none of a function or of an operation: `if(c, a, b)`.
public struct FormRow: Sendable {
    /// The name.
    public let name: String
    /// What it is.
    public let id: FormID
    /// How it is written.
    public let usage: String
    /// One sentence: what it means.
    public let summary: String

    /// Whether it takes arrays, or makes one.
    public var isOfArrays: Bool {
        switch id {
        case .identityMatrix, .zeros, .ones, .transpose, .inverse, .norm, .dot, .diagonal, .softmax, .kronecker, .vectorization,
            .commutation:
            true
        default: false
        }
    }
}

/// What a form is.
public enum FormID: Sendable {
    case condition, cases, indicator, delta, sum, product, every, maximum, minimum, partialDerivative
    case identityMatrix, zeros, ones, transpose, inverse, norm, dot, diagonal, softmax, kronecker, vectorization, commutation
}

/// A property that a name may be assumed to have: `assume n integer`.
public struct PropertyRow: Sendable {
    /// The word.
    public let word: String
    /// What it means.
    public let id: PropertyID
    /// What it says of a name, in words.
    public let summary: String
}

/// What may be assumed of a name.
public enum PropertyID: Sendable {
    case real, complex, integer, even, odd, positive, negative, nonnegative, nonpositive, nonzero
}

/// A Greek letter: `θ` and `theta` are the same name.
public struct GreekRow: Sendable {
    /// The letter.
    public let letter: String
    /// The name.
    public let name: String
}

/// What a name may be declared to be: `given X: matrix(n, d)`.
public struct DeclaredKindRow: Sendable {
    /// The word.
    public let word: String
    /// How many sizes follow it.
    public let sizes: Int
    /// How it is written.
    public let usage: String
    /// What it means.
    public let summary: String
    /// What every entry is.
    public var entries: [PropertyID] = []

    /// How the entries of a square matrix of that size hang together.
    public var structure = ArrayStructure.general
}

/// How the entries of an array hang together.
public enum ArrayStructure: Sendable {
    case general
    /// Square matrices: entries mirrored on the diagonal are the same, or opposite; entries off the diagonal are 0; symmetric with positive
    /// values of all quadratic forms.
    case symmetric, antisymmetric, diagonal, positiveDefinite
}

extension Vocabulary {
    /// Words that are no names.
    public static let keywords: [KeywordRow] = [
        .init(word: "and", summary: "both conditions"),
        .init(word: "or", summary: "at least one of two conditions"),
        .init(word: "not", summary: "the opposite of a condition"),
        .init(word: "if", summary: "in piecewise(a if c, …): the condition of a branch"),
        .init(word: "otherwise", summary: "in piecewise(…, b otherwise): the last branch"),
        .init(word: "assume", summary: "assume x > 0: states what holds of a name"),
        .init(word: "given", summary: "given X: matrix(N, d): declares an array, given n: integer a whole number"),
        .init(word: "function", summary: "function f: declares an abstract function"),
    ]

    /// What `assume` knows to say of a name in one word.
    public static let properties: [PropertyRow] = [
        .init(word: "real", id: .real, summary: "a real number, as every name is unless it is said to be complex"),
        .init(word: "complex", id: .complex, summary: "a number that need not be real"),
        .init(word: "integer", id: .integer, summary: "a whole number"),
        .init(word: "even", id: .even, summary: "a whole number divisible by 2"),
        .init(word: "odd", id: .odd, summary: "a whole number not divisible by 2"),
        .init(word: "positive", id: .positive, summary: "above 0"),
        .init(word: "negative", id: .negative, summary: "below 0"),
        .init(word: "nonnegative", id: .nonnegative, summary: "0 or above"),
        .init(word: "nonpositive", id: .nonpositive, summary: "0 or below"),
        .init(word: "nonzero", id: .nonzero, summary: "not 0"),
    ]

    /// What `given` knows to say of a name.
    public static let kinds: [DeclaredKindRow] = [
        .init(word: "scalar", sizes: 0, usage: "scalar", summary: "a number, as every name is unless it is said otherwise"),
        .init(word: "integer", sizes: 0, usage: "integer", summary: "a whole number", entries: [.integer]),
        .init(word: "vector", sizes: 1, usage: "vector(n)", summary: "an array of n numbers"),
        .init(
            word: "counts", sizes: 1, usage: "counts(n)", summary: "an array of n whole numbers, none below 0",
            entries: [.integer, .nonnegative]),
        .init(
            word: "binary", sizes: 1, usage: "binary(n)", summary: "an array of n numbers, each 0 or 1", entries: [.integer, .nonnegative]),
        .init(word: "matrix", sizes: 2, usage: "matrix(n, d)", summary: "an array of n rows and d columns"),
        .init(
            word: "symmetric", sizes: 1, usage: "symmetric(n)", summary: "a square matrix that is its own transpose", structure: .symmetric),
        .init(
            word: "antisymmetric", sizes: 1, usage: "antisymmetric(n)", summary: "a square matrix that is minus its transpose",
            structure: .antisymmetric),
        .init(
            word: "diagonal", sizes: 1, usage: "diagonal(n)", summary: "a square matrix with zeros off its diagonal", structure: .diagonal),
        .init(
            word: "posdef", sizes: 1, usage: "posdef(n)",
            summary: "a symmetric matrix that is positive definite: its determinant is above 0", structure: .positiveDefinite),
        .init(word: "tensor", sizes: 3, usage: "tensor(l, m, n)", summary: "an array with three indices"),
    ]

    /// Notations that look like calls.
    public static let forms: [FormRow] =
        [
            .init(name: "if", id: .condition, usage: "if(c, a, b)", summary: "a where the condition c holds, else b"),
            .init(
                name: "piecewise", id: .cases, usage: "piecewise(a if c1, b if c2, c otherwise)",
                summary: "the first branch whose condition holds"),
            .init(name: "indicator", id: .indicator, usage: "indicator(c)", summary: "1 where the condition c holds, else 0"),
            .init(name: "delta", id: .delta, usage: "delta(i, j)", summary: "1 where i and j are the same, else 0"),
            .init(
                name: "sum", id: .sum, usage: "sum(a, k = 1..n)", summary: "the sum of a for k = 1, 2, … n"),
            .init(
                name: "product", id: .product, usage: "product(a, k = 1..n)",
                summary: "the product of a for k = 1, 2, … n"),
            .init(name: "all", id: .every, usage: "all(c, k = 1..n)", summary: "the condition c holds for k = 1, 2, … n"),
            .init(
                name: "D", id: .partialDerivative, usage: "D(g, 1)(x, y)",
                summary: "the derivative of an abstract function in its first argument"),
            .init(name: "eye", id: .identityMatrix, usage: "eye(n)", summary: "the unit matrix of n rows"),
            .init(name: "zeros", id: .zeros, usage: "zeros(n, m)", summary: "a matrix of n rows and m columns, or a vector, of zeros"),
            .init(name: "ones", id: .ones, usage: "ones(n, m)", summary: "a matrix of n rows and m columns, or a vector, of ones"),
            .init(name: "transpose", id: .transpose, usage: "transpose(A)", summary: "the transpose, A'"),
            .init(name: "inv", id: .inverse, usage: "inv(A)", summary: "the inverse, A^-1"),
            .init(name: "norm", id: .norm, usage: "norm(v)", summary: "the root of the sum of the squares of all entries"),
            .init(name: "dot", id: .dot, usage: "dot(u, v)", summary: "the sum of the products of the entries of two vectors"),
            .init(name: "diag", id: .diagonal, usage: "diag(v)", summary: "the diagonal matrix of a vector, or the diagonal of a matrix"),
            .init(name: "kron", id: .kronecker, usage: "kron(A, B)", summary: "the Kronecker product: every entry of A times B"),
            .init(name: "vec", id: .vectorization, usage: "vec(A)", summary: "the columns of A, one below the other"),
            .init(
                name: "commutation", id: .commutation, usage: "commutation(m, n)",
                summary: "the matrix that makes vec(A') of vec(A) for A with m rows and n columns"),
            .init(name: "softmax", id: .softmax, usage: "softmax(v)", summary: "exp(v) over the sum of its entries"),
        ]

    /// The name of an element of an array: `x[1]`, `A[2,3]`.
    public static func element(of array: String, _ places: [Int]) -> String { element(of: array, places.map(String.init)) }

    /// The same, with the places as they are spelled.
    public static func element(of array: String, _ places: [String]) -> String { "\(array)[\(places.joined(separator: ","))]" }

    /// The array and the places of an element's name; nil for other names.
    public static func element(_ name: String) -> (array: String, places: [String])? {
        guard name.hasSuffix("]"), let bracket = name.firstIndex(of: "[") else { return nil }
        return (String(name[..<bracket]), name[name.index(after: bracket)...].dropLast().split(separator: ",").map(String.init))
    }

    /// The Greek letters and their names.
    public static let greek: [GreekRow] = zip(
        "αβγδεζηθικλμνξορστυφχψωΓΔΘΛΞΣΥΦΨΩ".map(String.init),
        """
        alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron rho sigma tau upsilon phi chi psi omega \
        Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega
        """.split(separator: " ").map(String.init)
    ).map { GreekRow(letter: $0, name: $1) }
}
