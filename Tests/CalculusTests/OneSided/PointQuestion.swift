import Calculus
import Expressions
import Reading
import Rendering
import Testing

/// Asks for derivatives at points, and writes the answers down in a line.
final class PointQuestion {
    let store = ExprStore()
    let catalogue: Catalogue
    let reader: Reader
    let points: PointDerivatives

    init() {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        points = PointDerivatives(catalogue)
    }

    func text(_ expr: Expr) throws -> String {
        var renderer = TextRenderer(store)
        return try renderer.text(expr)
    }

    func text(_ value: OneSidedSlope.Value) throws -> String {
        switch value {
        case .finite(let expr): try text(expr)
        case .plusInfinity: "oo"
        case .minusInfinity: "-oo"
        case .undefined: "none"
        }
    }

    func text(_ missing: MissingDerivative) throws -> String {
        "\(missing.reason) \(try text(missing.left.slope))|\(try text(missing.right.slope))"
    }

    func text(_ answer: PointDerivative) throws -> String {
        switch answer {
        case .exists(let value): try text(value)
        case .none(let missing): try text(missing)
        case .undecided: "undecided"
        }
    }

    func point(_ text: String) throws -> [Expr: Expr] {
        var point: [Expr: Expr] = [:]
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=").map { String($0) }
            let name = sides.count == 2 ? sides[0].trimmed : "x"
            point[store.symbol(name)] = try reader.expression(sides[sides.count - 1])
        }
        return point
    }

    func answer(_ input: String, at place: String, by name: String = "x", order: Int = 1) throws -> PointDerivative {
        try points.derivative(of: try reader.expression(input), by: store.symbol(name), order: order, at: try point(place))
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
