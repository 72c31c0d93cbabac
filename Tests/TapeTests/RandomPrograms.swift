import Exact
import Expressions
import Reading
import Support
import Tape
import Vocabulary

/// Random real functions of a few variables, and points where they have values.
struct RandomPrograms {
    let store = ExprStore()
    let catalogue: Catalogue
    let inputs: [Expr]
    private var random: Randomness
    /// The functions of real numbers that have derivatives in all their arguments.
    private static let functions = Vocabulary.functions.indices.map { FunctionID(index: UInt16($0)) }.filter { id in
        let row = Vocabulary.row(id)
        if case .definition = row.double { return false }
        return row.isVariadic || !row.tangent.isEmpty || row.derivatives.allSatisfy { !$0.isEmpty }
    }

    init(seed: UInt64, variables: Int = 3) {
        catalogue = Catalogue(store: store)
        random = Randomness(seed: seed)
        inputs = ["x", "y", "z", "u", "v", "w", "a", "b"].prefix(variables).map { [store] in store.symbol($0) }
    }

    mutating func point() -> [Double] { inputs.map { _ in (Double(random.below(4000)) - 1200) / 1024 } }

    mutating func expression(depth: Int = 4) -> Expr {
        while true {
            let expr = draw(depth)
            if expr != .undefined, store.traits(expr).isDisjoint(with: [.hasInfinity, .isCondition, .hasImaginary]),
                store.traits(expr).contains(.hasSymbol)
            {
                return expr
            }
        }
    }

    private mutating func draw(_ depth: Int) -> Expr {
        if depth == 0 || random.oneIn(9) { return leaf() }
        switch random.below(13) {
        case 0...2: return store.sum((0...(1 + random.below(3))).map { _ in draw(depth - 1) })
        case 3...5: return store.product((0...(1 + random.below(2))).map { _ in draw(depth - 1) })
        case 6: return store.quotient(draw(depth - 1), draw(depth - 1))
        case 7: return store.power(draw(depth - 1), store.number(Rational(random.below(9) - 4, 1 + random.below(2))))
        case 8: return store.power(draw(depth - 1), draw(depth - 2 < 0 ? 0 : depth - 2))
        case 9:
            let condition = store.relation([.less, .lessOrEqual][random.below(2)], draw(depth - 1), draw(1))
            let values = [draw(depth - 1), draw(depth - 1)]
            return values.contains(.undefined) || condition == .undefined ? .undefined : store.piecewise([values[0], condition, values[1]])
        default:
            let function = random.pick(RandomPrograms.functions)
            let row = Vocabulary.row(function)
            return catalogue.call(
                function, (0..<(row.isVariadic ? 2 + random.below(2) : row.parameters.count)).map { _ in draw(depth - 1) })
        }
    }

    private mutating func leaf() -> Expr {
        switch random.below(8) {
        case 0: return store.number(random.below(7) - 3)
        case 1: return store.number(Rational(random.below(40) - 20, 1 + random.below(10)))
        case 2: return store.constant(.pi)
        default: return random.pick(inputs)
        }
    }
}
