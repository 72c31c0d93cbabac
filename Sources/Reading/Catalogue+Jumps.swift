import Expressions
import Vocabulary

/// One place at which a function jumps: a point, a series of points, or a line of points.
public struct JumpPlace: Sendable {
    /// The place of each parameter, in `t` and `k`.
    private let coordinates: [Template]

    fileprivate init(_ text: Substring, _ catalogue: Catalogue) {
        coordinates = text.split(separator: ",").map { catalogue.template(String($0), parameters: ["t", "k"]) }
    }

    /// The arguments at one of its points.
    ///
    /// - Parameters:
    ///   - t: how far along the line; not negative. A line begins at 0.
    ///   - k: which one of a series; any whole number.
    public func point(_ t: Expr, _ k: Expr, _ catalogue: Catalogue) -> [Expr] { coordinates.map { $0.instance([t, k], catalogue) } }
}

extension Catalogue {
    /// The places at which a function jumps, from the column `jumps`.
    public func jumps(_ function: FunctionID) -> [JumpPlace] {
        if let known = knownJumps[Int(function.index)] { return known }
        let places = Vocabulary.row(function).jumps.split(separator: ";").map { JumpPlace($0, self) }
        knownJumps[Int(function.index)] = places
        return places
    }

    /// The places at which a node jumps, and what must stand there: the arguments of a call, the base of a power that is no whole one
    /// (it jumps where the logarithm of the base does), the difference of the sides of a relation.
    public func jumps(at node: Expr) -> (places: [JumpPlace], arguments: [Expr]) {
        switch store.kind(node) {
        case .call where !Vocabulary.row(store.function(node)).isVariadic:
            return (jumps(store.function(node)), store.childArray(node))
        case .power:
            let exponent = store.child(node, 1)
            if store.rationalValue(exponent)?.isInteger ?? store.facts(of: exponent).isInteger { return ([], []) }
            return (jumps(KnownFunction.logarithm), [store.child(node, 0)])
        case .relation:
            return (jumps(KnownFunction.sign), [store.difference(store.child(node, 0), store.child(node, 1))])
        default:
            return ([], [])
        }
    }
}
