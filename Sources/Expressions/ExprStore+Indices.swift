import Vocabulary

/// What is made of the values of an expression over a range of an index.
public enum BinderID: UInt16, Sendable {
    case sum, product
    /// The condition holds for every value of the index.
    case every
    case maximum, minimum
    /// The determinant of the square matrix of which the body is a row.
    case determinant
    /// The inverse of the square matrix of which the body is a row: no number itself, but the array of an element.
    case inverse
    /// The powers of such a matrix: no number itself, but the array of an element at a row, a column and an exponent.
    case powers
    /// The entries of a row of a matrix: no number itself.
    case row

    /// Whether it stands for a matrix, or a part of one, and not for a number.
    public var isOfMatrix: Bool { self == .inverse || self == .powers || self == .row }
}

/// A sum or product over an index, or a condition for every value of one, in its parts.
public struct Binder: Sendable {
    /// What is made of the values.
    public let id: BinderID
    /// The name of the index, which stands for a whole number in the body and for nothing outside of it.
    public let index: Expr
    /// What depends on the index.
    public var body: Expr
    /// Where the index begins and ends. No name of the index stands here.
    public let lower: Expr, upper: Expr

    /// The parts together.
    public init(_ id: BinderID, _ index: Expr, _ body: Expr, from lower: Expr, to upper: Expr) {
        self.id = id
        self.index = index
        self.body = body
        self.lower = lower
        self.upper = upper
    }
}

// Elements of arrays, and expressions that bind an index. An index that is bound has a name that follows from the expression alone, so
// that sums that differ in nothing but the names of their indices are the same node (de Bruijn, *Lambda calculus notation with nameless
// dummies*, 1972): its level, one more than that of the binders in its body. No text spells such a name.
extension ExprStore {
    /// More binders are not inside of each other: whoever opens one after another keeps a frame for each.
    static let deepestBinder = 64
    /// The byte that names of indices begin with, and no other names.
    static let indexMark = UInt8(ascii: "#")

    /// Whether a symbol is the name of an index that is bound, or about to be.
    public func isIndex(_ expr: Expr) -> Bool { kind(expr) == .symbol && detail(expr) == 1 }

    /// The name of an index at a level.
    public func boundIndex(_ level: Int) -> Expr { symbol("#\(level)") }

    /// The name of the place of an entry along an axis of an array whose entries are one expression. A Kronecker product has places of two
    /// parts along each axis.
    public func place(axis: Int, part: Int = 0) -> Expr { symbol("#place \(axis) \(part)") }

    /// The level of an index; nil for other names, and for indices that are free for the moment.
    public func level(ofIndex expr: Expr) -> Int? {
        isIndex(expr) ? Int(String(decoding: nameBytes(expr).dropFirst(), as: UTF8.self)) : nil
    }

    /// Whether a name is that of an index that is free for the moment.
    public func isFreeIndex(_ expr: Expr) -> Bool { isIndex(expr) && nameBytes(expr).starts(with: "#free".utf8) }

    /// Does something with an index that is free meanwhile: its name is in use nowhere else.
    public func withIndex<Result, Failure: Error>(_ body: (_ index: Expr) throws(Failure) -> Result) throws(Failure) -> Result {
        freeIndices += 1
        defer { freeIndices -= 1 }
        return try body(symbol("#free\(freeIndices)"))
    }

    /// The parts of a binder, whose index has the name of its level.
    public func binder(_ expr: Expr) -> Binder {
        assert(kind(expr) == .binder)
        let id = BinderID(rawValue: detail(expr) & 0xf) ?? .sum
        return Binder(id, child(expr, 0), child(expr, 1), from: child(expr, 2), to: child(expr, 3))
    }

    /// Whether the index goes over all places of an array: from 1 to a name, which stands for a size, a whole number above 0.
    public func isOfSize(_ binder: Binder) -> Bool {
        guard binder.lower == .one, kind(binder.upper) == .symbol, !isIndex(binder.upper) else { return false }
        // What is assumed of the name otherwise stands.
        return assumptions.names[binder.upper].map(\.isPositive) ?? true
    }

    /// The level of a binder.
    public func level(_ binder: Expr) -> Int { Int(detail(binder) >> 4) }

    /// The node of a binder as it stands: `Reading`'s catalogue keeps names in order.
    public func binder(_ binder: Binder, level: Int) -> Expr {
        let parts = [binder.index, binder.body, binder.lower, binder.upper]
        if let absent = parts.first(where: \.isAbsent) { return absent }
        guard level <= ExprStore.deepestBinder else {
            budget.exhaust(.size)
            return .unfinished
        }
        let extra: ExprTraits = binder.id == .every ? [.isCondition, .isIndexed] : .isIndexed
        return parts.withUnsafeBufferPointer { intern(.binder, detail: binder.id.rawValue | UInt16(level) << 4, $0, extra: extra) }
    }

    /// An element of an array, at places of which one at least is no number: `x[i]`. The parts are the name and the places.
    public func element(_ array: Expr, _ places: [Expr]) -> Expr {
        if let absent = places.first(where: \.isAbsent) { return absent }
        return ([array] + places).withUnsafeBufferPointer { intern(.element, $0, extra: [.isIndexed, .hasSymbol]) }
    }

    /// The places of an element.
    public func places(_ element: Expr) -> [Expr] { Array(childView(element).dropFirst()) }

    /// The parts of a node that have values: not the name of a function or an array, nor the name of an index.
    public func valueParts(_ expr: Expr) -> Slice<UnsafeBufferPointer<Expr>> {
        let parts = childView(expr)
        switch kind(expr) {
        case .application: return parts[((parts.count - 1) / 2 + 1)...]
        case .element where kind(parts[0]) == .binder: return parts[...]
        case .element, .binder: return parts.dropFirst()
        default: return parts[...]
        }
    }

    // MARK: Names to be shown

    /// Remembers what an index was called where it was read, so that it is shown by that name.
    public func suggest(_ name: String, forIndexOf expr: Expr) {
        guard kind(expr) == .binder || kind(expr) == .scaled && kind(child(expr, 1)) == .binder else { return }
        let level = level(barePart(expr))
        // Of the sums at one level the first has its say.
        if level == indexNames.count + 1 { indexNames.append(name) }
    }

    private func freeName(_ taken: Set<String>) -> String {
        var number = 1
        while taken.contains("k\(number)") { number += 1 }
        return "k\(number)"
    }

    /// The expression with names that a text can spell for indices: those they were read by, where nothing else has the name.
    ///
    /// It is for printing alone: sums with such indices are not canonical.
    public func spellingIndices(_ expr: Expr) -> Expr {
        guard traits(expr).contains(.isIndexed) else { return expr }
        let order = postorder([expr])
        // An element that has a name of its own takes that of its array.
        var taken = Set(order.filter { kind($0) == .symbol && !isIndex($0) }.map { String(name($0).prefix { $0 != "[" }) })
        var spelled: [Expr: Expr] = [:]
        for level in 1...max(1, order.filter { kind($0) == .binder }.map { self.level($0) }.max() ?? 1) {
            let wanted = level <= indexNames.count ? [indexNames[level - 1]] : []
            let letters = wanted + ["k", "i", "j", "l", "m"]
            let name = letters.first { !taken.contains($0) } ?? freeName(taken)
            taken.insert(name)
            spelled[boundIndex(level)] = symbol(name)
        }
        for node in order where spelled[node] == nil && childCount(node) > 0 && traits(node).contains(.hasSymbol) {
            let parts = childArray(node).map { spelled[$0] ?? $0 }
            spelled[node] = parts.withUnsafeBufferPointer { build(shape(node), $0) }
        }
        return spelled[expr] ?? expr
    }
}
