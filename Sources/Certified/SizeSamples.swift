import Expressions
import Reading

/// Small sizes and places to try what is indexed at: with them it has entries, and no index.
public struct SizeSamples {
    private let catalogue: Catalogue
    private let store: ExprStore
    /// The names that bounds of indices hold.
    public let sizes: [Expr]
    /// The other names that places of elements hold.
    public let places: [Expr]
    /// The other names that indices are compared with, and those that are whole numbers.
    public let others: [Expr]

    /// All of them.
    public var names: [Expr] { sizes + places + others }

    /// The sizes go from 1 to this.
    public static let largest = 4

    /// Finds the names in expressions that stand for sizes and places.
    public init(_ exprs: [Expr], _ catalogue: Catalogue) {
        self.catalogue = catalogue
        let store = catalogue.store
        self.store = store
        var (sizes, places, others): ([Expr], [Expr], [Expr]) = ([], [], [])
        for node in store.postorder(exprs) {
            switch store.kind(node) {
            case .binder:
                let binder = store.binder(node)
                sizes += store.symbols(in: [binder.lower, binder.upper])
            case .element: places += store.symbols(in: store.places(node))
            case .relation where store.relation(node) == .equal && store.childView(node).contains(where: { store.isIndex($0) }):
                others += store.childArray(node).filter { store.kind($0) == .symbol && catalogue.elementParts($0) == nil }
            case .symbol where !store.isIndex(node) && store.hasAssumptions && store.facts(of: node).isInteger: others.append(node)
            default: break
            }
        }
        let free = store.symbols(in: exprs)
        // A name is what it is first found to be.
        var left = Set(free)
        func take(_ names: [Expr]) -> [Expr] {
            let taken = free.filter { names.contains($0) && left.contains($0) }
            left.subtract(taken)
            return taken
        }
        self.sizes = take(sizes)
        self.places = take(places)
        self.others = take(others)
    }

    /// Values of the names: all sizes from 1 to 4, the same and different ones, with places within the smallest of them; the other names
    /// are beyond them, too.
    public var points: [[Expr: Expr]] {
        var points: [[Expr: Expr]] = []
        // With many sizes there are many entries: each size is tried once.
        let isSparse = sizes.count > 2
        for size in 1...SizeSamples.largest {
            for shift in isSparse ? [size % 2] : Array(0..<(sizes.count > 1 ? 2 : 1)) {
                let values = sizes.indices.map { 1 + (size - 1 + shift * $0) % SizeSamples.largest }
                let least = values.min() ?? size
                // The first place, the last, and different ones.
                let variants = places.isEmpty && others.isEmpty ? 1 : places.count + others.count == 1 ? 2 : 3
                for variant in isSparse ? [size % variants] : Array(0..<variants) {
                    var point = Dictionary(uniqueKeysWithValues: zip(sizes, values.map { store.number($0) }))
                    for (position, place) in places.enumerated() {
                        point[place] = store.number(variant == 0 ? 1 : variant == 1 ? least : 1 + (position + 1) % least)
                    }
                    for (position, name) in others.enumerated() {
                        point[name] = store.number(variant == 0 ? least : variant == 1 ? least + 1 : (position + 1) % least)
                    }
                    if !points.contains(point) { points.append(point) }
                }
            }
        }
        return points
    }

    /// The expressions at a point; nil where one has no value there, or a condition fails.
    public func instances(of exprs: [Expr], at point: [Expr: Expr], where conditions: [Expr] = []) -> [Expr]? {
        for (name, value) in point where store.hasAssumptions && !store.isPossible(value, for: name) { return nil }
        let assumed = store.statements(about: Array(point.keys)).compactMap {
            if case .condition(let condition) = $0 { condition } else { nil }
        }
        if store.withoutAssumptions({ catalogue.substitute(assumed, point) }).contains(.falsehood) { return nil }
        let values = catalogue.substitute(exprs, point)
        if values.contains(where: \.isAbsent) { return nil }
        return catalogue.substitute(conditions, point).contains(.falsehood) ? nil : values
    }
}
