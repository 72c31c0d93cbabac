import Exact
import Expressions
import Reading
import Vocabulary

/// Random expressions of every kind, built by the canonical constructors.
public struct RandomExpressions {
    private let catalogue: Catalogue
    private var random: Randomness
    private var store: ExprStore { catalogue.store }
    private static let names = ["x", "y", "z", "a", "b1", "theta", "x_1"]
    private static let functions = Vocabulary.functions.indices.map { FunctionID(index: UInt16($0)) }

    /// The sequence of that seed.
    public init(_ catalogue: Catalogue, seed: UInt64) {
        self.catalogue = catalogue
        random = Randomness(seed: seed)
    }

    /// A random expression that has a value somewhere.
    public mutating func expression(depth: Int) -> Expr {
        while true {
            let expr = draw(depth)
            if !expr.isAbsent, store.traits(expr).isDisjoint(with: [.hasInfinity, .isCondition]) { return expr }
        }
    }

    private mutating func draw(_ depth: Int) -> Expr {
        if depth == 0 || Int.random(in: 0..<8, using: &random) == 0 { return leaf() }
        switch Int.random(in: 0..<12, using: &random) {
        case 0...2: return store.sum((0..<Int.random(in: 2...4, using: &random)).map { _ in draw(depth - 1) })
        case 3...5: return store.product((0..<Int.random(in: 2...4, using: &random)).map { _ in draw(depth - 1) })
        case 6: return store.quotient(draw(depth - 1), draw(depth - 1))
        case 7:
            return store.power(
                draw(depth - 1), store.number(Rational(Int.random(in: -4...4, using: &random), Int.random(in: 1...3, using: &random))))
        case 8: return store.power(draw(depth - 1), draw(depth - 1))
        case 9:
            let condition = self.condition(depth - 1)
            let values = [draw(depth - 1), draw(depth - 1)]
            return values.first(where: \.isAbsent) ?? store.piecewise([values[0], condition, values[1]])
        case 10:
            let head = FunctionHead(name: store.symbol("f"), orders: [UInt16.random(in: 0...6, using: &random)])
            return store.application(head, [draw(depth - 1)])
        default: return call(depth)
        }
    }

    private mutating func call(_ depth: Int) -> Expr {
        let function = RandomExpressions.functions.randomElement(using: &random) ?? RandomExpressions.functions[0]
        let row = Vocabulary.row(function)
        let count = row.isVariadic ? Int.random(in: 2...3, using: &random) : row.parameters.count
        return catalogue.call(function, (0..<count).map { _ in draw(depth - 1) })
    }

    private mutating func condition(_ depth: Int) -> Expr {
        let relations: [Relation] = [.equal, .notEqual, .less, .lessOrEqual]
        let first = store.relation(relations[Int.random(in: 0..<4, using: &random)], draw(min(depth, 1)), draw(min(depth, 1)))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return store.conjunction([first, store.relation(.less, draw(0), draw(0))])
        case 1: return store.disjunction([first, store.relation(.lessOrEqual, draw(0), draw(0))])
        case 2: return store.negation(first)
        default: return first
        }
    }

    private mutating func leaf() -> Expr {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...4: return store.symbol(RandomExpressions.names.randomElement(using: &random) ?? "x")
        case 5...6: return store.number(Int.random(in: -12...12, using: &random))
        case 7: return store.number(Rational(Int.random(in: -30...30, using: &random), Int.random(in: 1...12, using: &random)))
        case 8: return store.constant([.pi, .e, .imaginaryUnit][Int.random(in: 0..<3, using: &random)])
        default:
            return store.power(
                store.number(Int.random(in: 2...12, using: &random)), store.number(Rational(1, Int.random(in: 2...3, using: &random))))
        }
    }
}
