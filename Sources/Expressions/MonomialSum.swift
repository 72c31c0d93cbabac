import Exact

/// Builds a sum of numbers times products of whole powers, term after term, without the work of the general constructors: the
/// monomials are distinct, and so are the bases, whose powers stand for themselves.
public struct MonomialSum {
    private let store: ExprStore
    /// The positions of the bases in the order of their handles, in which factors stand in a product.
    private let places: [Int]
    private let bases: [Expr]
    /// The power nodes made so far, by base and exponent.
    private var powers: [[Expr]]
    private var terms: [SIMD2<UInt32>] = []
    private var constant: Expr?
    private var isSorted = true
    private var isSpent = false

    private static let tableLimit: UInt = 1 << 16

    /// A sum of monomials in these distinct bases; `isPlain` holds for those that occur.
    public init(_ store: ExprStore, bases: [Expr]) {
        assert(Set(bases).count == bases.count)
        self.store = store
        self.bases = bases
        places = bases.indices.sorted { bases[$0].index < bases[$1].index }
        powers = bases.map { [.one, $0] }
    }

    /// Whether whole powers of an expression, and products of such powers, are made as they stand.
    public static func isPlain(_ expr: Expr, in store: ExprStore) -> Bool {
        switch store.kind(expr) {
        case .symbol, .call, .application, .element, .binder, .matrix: true
        case .constant: store.isConstant(expr, .pi)
        default: false
        }
    }

    /// Makes room for that many terms.
    public mutating func reserve(_ count: Int) {
        terms.reserveCapacity(count)
        // A product and its multiple for each, of as many factors as there are bases at the most.
        store.reserve(nodes: 2 * count, children: count * (bases.count + 3))
    }

    /// Adds a number other than zero times the product of the bases to these exponents.
    public mutating func add(_ coefficient: Rational, _ exponents: UnsafeBufferPointer<UInt>) {
        if isSpent { return }
        withUnsafeTemporaryAllocation(of: Expr.self, capacity: bases.count + 1) { buffer in
            var count = 0
            for place in places where exponents[place] != 0 {
                buffer.initializeElement(at: count, to: power(place, exponents[place]))
                count += 1
            }
            if count == 0 {
                constant = store.number(coefficient)
                return
            }
            let bare = count == 1 ? buffer[0] : store.intern(.product, UnsafeBufferPointer(rebasing: buffer[0..<count]))
            let term = coefficient.isOne ? bare : store.pair(.scaled, store.number(coefficient), bare)
            if let last = terms.last, last[0] > bare.index { isSorted = false }
            terms.append(SIMD2(bare.index, term.index))
            if store.budget.isExhausted { isSpent = true }
        }
    }

    private mutating func power(_ place: Int, _ exponent: UInt) -> Expr {
        assert(MonomialSum.isPlain(bases[place], in: store))
        if exponent >= MonomialSum.tableLimit { return store.rawPower(bases[place], store.number(Rational(Int(exponent)))) }
        let position = Int(exponent)
        while powers[place].count <= position { powers[place].append(.undefined) }
        if powers[place][position].isAbsent {
            powers[place][position] = store.rawPower(bases[place], store.number(position))
        }
        return powers[place][position]
    }

    /// The sum of the terms; `unfinished` once the budget is spent. The builder is used up.
    public consuming func sum() -> Expr {
        if isSpent || store.budget.isExhausted { return .unfinished }
        let terms = isSorted ? terms : terms.sorted { $0[0] < $1[0] }
        if terms.isEmpty { return constant ?? .zero }
        if terms.count == 1, constant == nil { return Expr(index: terms[0][1]) }
        return withUnsafeTemporaryAllocation(of: Expr.self, capacity: terms.count + 1) { buffer in
            var count = 0
            if let constant {
                buffer.initializeElement(at: 0, to: constant)
                count = 1
            }
            for term in terms {
                buffer.initializeElement(at: count, to: Expr(index: term[1]))
                count += 1
            }
            return store.intern(.sum, UnsafeBufferPointer(rebasing: buffer[0..<count]))
        }
    }
}
