import Expressions

/// Whether a function has a derivative at a point, and which.
public enum PointDerivative: Hashable, Sendable {
    /// The derivative, an exact constant.
    case exists(Expr)
    /// There is none.
    case none(MissingDerivative)
    /// It could not be decided; the sentence says why.
    case undecided(String)
}

/// Why there is no derivative at a point.
public struct MissingDerivative: Hashable, Sendable {
    /// What happens at the point.
    public enum Reason: Hashable, Sendable {
        /// The function is continuous, and its one-sided slopes differ.
        case kink
        /// A one-sided limit is another number than the value.
        case jump
        /// A one-sided limit is infinite.
        case pole
        /// The function is continuous, and its slopes on both sides are infinite.
        case vertical
        /// There are no values on one of the sides.
        case definedOnOneSide
        /// There is no value at the point, though there are values on both sides; or there are none on either side.
        case undefined
    }

    /// What happens at the point.
    public let reason: Reason
    /// What happens on the left.
    public let left: OneSidedSlope
    /// What happens on the right.
    public let right: OneSidedSlope
    /// The smallest part of the expression that has itself no derivative at the point, and of which the others make this one.
    public internal(set) var culprit: Expr
    /// Clarke's generalised derivative, an interval, where the function is Lipschitz around the point (Clarke, *Optimization and
    /// Nonsmooth Analysis*, 1983).
    public let clarke: Interval?
    /// Which derivative there is none of: 1 for the first. Those of lower order exist.
    public internal(set) var order: Int
    /// Whether there is a value at the point.
    public let hasValue: Bool

    func ofOrder(_ order: Int) -> MissingDerivative {
        var result = self
        result.order = order
        return result
    }

    /// The numbers between two constants.
    public struct Interval: Hashable, Sendable {
        /// The lower end.
        public let low: Expr
        /// The upper end.
        public let high: Expr
    }
}

/// What a function does on one side of a point.
public struct OneSidedSlope: Hashable, Sendable {
    /// A number, or what stands for it.
    public enum Value: Hashable, Sendable {
        /// An exact constant.
        case finite(Expr)
        /// `oo` and its opposite.
        case plusInfinity, minusInfinity
        /// There are no values on this side.
        case undefined

        /// The opposite.
        func negated(_ store: ExprStore) -> Value {
            switch self {
            case .finite(let value): .finite(store.opposite(value))
            case .plusInfinity: .minusInfinity
            case .minusInfinity: .plusInfinity
            case .undefined: .undefined
            }
        }
    }

    /// The limit of the difference quotients. Without a value at the point they are taken from the one-sided limit, and the slope at
    /// a pole without a value is the limit of the slopes beside it.
    public let slope: Value
    /// The limit of the function.
    public let limit: Value

    /// A side without values.
    static let undefined = OneSidedSlope(slope: .undefined, limit: .undefined)
}

/// Whether a function of several variables has a gradient at a point.
public enum PointGradient: Hashable, Sendable {
    /// The partial derivatives, in the order of the variables.
    case exists([Expr], Totality)
    /// A partial derivative that does not exist.
    case noPartial(variable: Expr, MissingDerivative)
    /// The slope along a direction is not what the partial derivatives say. The path is `t*direction + t^2*curvature`, with `t` going
    /// to zero from above.
    case notLinear(direction: [Expr], curvature: [Expr], slope: OneSidedSlope.Value, expected: Expr)
    /// It could not be decided; the sentence says why.
    case undecided(String)
}

/// What is known of partial derivatives beside that they exist.
public enum Totality: Hashable, Sendable {
    /// The function is smooth around the point.
    case smooth
    /// It is differentiable at the point: the partial derivatives make up the total derivative, the gradient.
    case proved
    /// It has the slopes that they say along all lines and curves that were tried; whether it is differentiable is open.
    case undecided
    /// It has no values along that direction from the point: the partial derivatives are all there is.
    case onBorder(direction: [Expr])
    /// The mixed second derivatives depend on the order of differentiation, so that there is no total second derivative.
    case unsymmetric
}

/// Whether a function of several variables has second derivatives at a point.
public enum PointHessian: Hashable, Sendable {
    /// The rows of second derivatives, and what is known of the first ones.
    case exists([[Expr]], Totality)
    /// The second derivative, first in one variable, then in the other, that does not exist.
    case noEntry(first: Expr, second: Expr, MissingDerivative)
    /// The rows of second partial derivatives, and a path along which the second derivative is not what they say; nil where it does not exist. The path is
    /// `t*direction + t^2*curvature`.
    case notQuadratic([[Expr]], direction: [Expr], curvature: [Expr], found: Expr?, expected: Expr)
    /// There is no gradient.
    case noGradient(PointGradient)
    /// It could not be decided; the sentence says why.
    case undecided(String)
}
