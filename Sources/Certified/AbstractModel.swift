import Exact
import Expressions

/// What an abstract function stands for while an answer is checked: the sine of a fixed combination of its arguments, whose
/// derivatives of all orders are known and bounded.
///
/// An identity that holds for every function holds for this one; a wrong one is found out with near certainty, for the weights
/// differ from function to function and from argument to argument.
public struct AbstractModel {
    /// The angle at which all arguments are 0.
    public static let offset = Rational(1, 4)

    /// The weight of each argument.
    public let weights: [Rational]
    /// The product of the weights of all differentiations.
    public let scale: Rational
    /// How often the sine has been differentiated: quarter turns to add to the angle.
    public let quarterTurns: Int

    /// The model of a function or of a derivative of one.
    public init(_ head: FunctionHead, _ store: ExprStore) {
        let seed = store.nameHash(head.name)
        weights = head.orders.indices.map { position in
            Rational(300 + Int((seed &+ UInt64(position) &* 0x9e37_79b9) % 600), 1000)
        }
        var scale = Rational(1)
        var turns = 0
        for (weight, order) in zip(weights, head.orders) {
            scale = scale * (weight.power(Int(order)) ?? Rational(1))
            turns += Int(order)
        }
        self.scale = scale
        quarterTurns = turns
    }
}
