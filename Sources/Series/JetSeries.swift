import Exact
import Expressions

/// How fast something goes to zero or to infinity as `t` goes to zero from above: `exp(u)*t^power*log(t)^logs`, where `u` is a sum
/// of such terms that all go to infinity.
///
/// This is the scale of Richardson, Salvy, Shackell and van der Hoeven (*Asymptotic Expansions of exp-log Functions*, 1996) over
/// one logarithm. Multiples of `log(t)` with a rational factor are no part of `u`: they are the power.
public struct JetMonomial: Hashable, Sendable {
    /// The terms of `u`.
    public var exponent: [JetTerm] = []
    /// The power of `t`.
    public var power = Rational(0)
    /// The power of the logarithm of `t`.
    public var logs = 0

    /// A monomial; without arguments that of a constant.
    public init(exponent: [JetTerm] = [], power: Rational = Rational(0), logs: Int = 0) {
        self.exponent = exponent
        self.power = power
        self.logs = logs
    }

    /// The monomial of a constant.
    public static let one = JetMonomial()
    /// `t` itself.
    public static let variable = JetMonomial(power: Rational(1))
    /// `log(t)`, which is negative.
    public static let logarithm = JetMonomial(logs: 1)

    /// Whether it is a power of `t` times a power of its logarithm.
    public var isPowerLike: Bool { exponent.isEmpty }
    /// Whether it is negative for small `t`.
    public var isNegative: Bool { logs % 2 != 0 }
}

/// A constant times a monomial.
public struct JetTerm: Hashable, Sendable {
    /// A constant.
    public var coefficient: Expr
    /// How fast the term grows.
    public var monomial: JetMonomial

    /// A term.
    public init(coefficient: Expr, monomial: JetMonomial) {
        self.coefficient = coefficient
        self.monomial = monomial
    }
}

/// A function of `t > 0` near zero: finitely many terms, the largest first, and a bound of what is left out.
public struct JetSeries: Hashable, Sendable {
    /// Terms with falling monomials. Coefficients are not known to be nonzero, but none is literally zero.
    public var terms: [JetTerm] = []
    /// What is left out is at most a constant times this; nil where nothing is left out.
    public var error: JetMonomial?
    /// Whether what is left out may oscillate, so that nothing is known of its derivative, and more terms do not help.
    public var isRough = false

    /// The constant zero.
    public static let zero = JetSeries()

    /// The constant zero.
    public init() {}

    /// Terms, and a bound of what is left out.
    public init(terms: [JetTerm], error: JetMonomial? = nil, isRough: Bool = false) {
        self.terms = terms
        self.error = error
        self.isRough = isRough && error != nil
    }

    /// A constant.
    public init(constant: Expr) {
        if constant != .zero { terms = [JetTerm(coefficient: constant, monomial: .one)] }
    }

    /// `start + slope*t`.
    public init(start: Expr, slope: Expr) {
        self.init(constant: start)
        if slope != .zero { terms.append(JetTerm(coefficient: slope, monomial: .variable)) }
    }

    /// Whether it is zero, without anything left out.
    public var isZero: Bool { terms.isEmpty && error == nil }
    /// The value of a series that is a constant without anything left out.
    public var constant: Expr? {
        guard error == nil, terms.count <= 1 else { return nil }
        guard let term = terms.first else { return .zero }
        return term.monomial == .one ? term.coefficient : nil
    }
}

/// What an expression is on one side of a point.
public enum JetValue {
    case series(JetSeries)
    case condition(Bool)
    /// Without a value, or without a real one.
    case undefined
}

/// Why a question about a series has no answer.
public enum JetFailure: Error {
    /// More terms may tell.
    case moreTerms
    /// The sentence says what could not be decided.
    case undecided(String)
    /// The budget is spent.
    case exhausted
}
