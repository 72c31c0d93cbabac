import Exact
import Expressions
import Polynomials

/// A variable of the field in which expressions are compared: a symbol, a root, an exponential, a logarithm, a function.
///
/// Kernels are made as independent as is known: exponents over a basis of their terms, roots and logarithms over factors that do
/// not divide one another (Risch, *The Problem of Integration in Finite Terms*, 1969; Bronstein, *Symbolic Integration I*, 2005).
struct FieldKernel {
    enum Kind {
        /// A symbol, or the root of one: its power of that degree is `x`, or `-x` where x is negative.
        case symbol(degree: Int)
        /// A primitive root of unity of twice that order: `(-1)^(1/order)`.
        case unity(order: Int)
        /// A root: its power of that degree is the base.
        case root(base: RationalFunction, degree: Int)
        /// The exponential of a term times a positive number.
        case exponential(term: RationalFunction, unit: Rational)
        case logarithm(argument: RationalFunction)
        /// The angle of a value that is not real.
        case angle(of: RationalFunction)
        /// The absolute value of a real polynomial.
        case magnitude(argument: RationalFunction)
        /// The sine of an angle whose cosine is an earlier kernel, or the other way round: its square is the base.
        case cofunction(square: RationalFunction)
        /// Anything of which nothing is used but that equal arguments give equal values.
        case opaque
    }

    let kind: Kind
    /// What the kernel stands for.
    let expr: Expr
    /// The power of it that is 1, for an exponential of whole half turns that are not known: `exp(I*pi*n)`.
    var order: Int?

    /// The kernel's own power that is expressed in earlier kernels.
    var degree: Int? {
        switch kind {
        case .root(_, let degree): degree
        case .magnitude, .cofunction: 2
        default: nil
        }
    }
}

/// What a conversion learnt too late, and begins again with.
struct KernelHints {
    /// How many kernels there is room for.
    var capacity = 8
    /// Roots of unity are powers of `(-1)^(1/order)`.
    var unityOrder = 2
    /// Symbols of which a root is taken, and the root's degree.
    var symbolDegrees: [Expr: Int] = [:]
    /// The degree of the root of a base.
    var rootDegrees: [Expr: Int] = [:]
    /// The number of which the coefficients of a term in exponents, or of an angle, are whole multiples.
    var units: [Expr: Rational] = [:]
    /// Real expressions whose sign is taken to be known: the cases of a proof.
    var signs: [Expr: Int] = [:]
}

/// Why a conversion stopped.
enum NormalFormFailure: Error {
    /// Begin again with better hints.
    case refine
    /// The expression has no value anywhere.
    case undefined
    /// Too many kernels, or polynomials that are too large.
    case tooLarge
}
