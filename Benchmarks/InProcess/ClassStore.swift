import Exact

/// The plain way to hold expressions, which the arena is measured against: one final class instance a node, shared through a
/// `Set`, with an array of parts.
///
/// It is the same mathematics as `ExprStore` and `Differentiator` do for numbers, names, sums, products, whole powers and three
/// functions: the same canonical forms, the same rules, so that both make the same nodes. Favours to the baseline: hashes are
/// computed once and kept, a lookup inserts in the same step, scratch space is reused, and the derivative is remembered in
/// the node itself instead of a dictionary.
final class ClassStore {
    enum Kind: UInt8 { case number, symbol, sum, scaled, product, power, call }
    enum Function: Int { case sine, cosine, exponential }

    final class Node: Hashable {
        let kind: Kind
        let number: Rational
        /// The function of a call, the place of a name in the order of their making.
        let detail: Int
        let parts: [Node]
        let hash: Int
        let hasSymbol: Bool
        /// The order of making: a part's is less than its whole's.
        fileprivate(set) var serial = 0
        fileprivate(set) var derivative: Node?

        init(_ kind: Kind, number: Rational = 0, detail: Int = 0, parts: [Node] = []) {
            self.kind = kind
            self.number = number
            self.detail = detail
            self.parts = parts
            var hash = (Int(kind.rawValue) &* 31 &+ detail) &* 31
            if let (numerator, denominator) = number.smallParts { hash = (hash &+ numerator) &* 0x9e37_79b9_7f4a_7c1 &+ denominator }
            var hasSymbol = kind == .symbol
            for part in parts {
                hash = (hash ^ (hash >> 29)) &* 0x1f58_476d_1ce4_e5b9 &+ part.hash
                hasSymbol = hasSymbol || part.hasSymbol
            }
            self.hash = hash
            self.hasSymbol = hasSymbol
        }

        static func == (left: Node, right: Node) -> Bool {
            if left === right { return true }
            guard left.hash == right.hash, left.kind == right.kind, left.detail == right.detail, left.parts.count == right.parts.count,
                left.number == right.number
            else { return false }
            for position in left.parts.indices where left.parts[position] !== right.parts[position] { return false }
            return true
        }

        func hash(into hasher: inout Hasher) { hasher.combine(hash) }
    }

    private var nodes = Set<Node>()
    private var terms: [(bare: Node, coefficient: Rational)] = []
    private var factors: [(base: Node, exponent: Node)] = []
    let zero: Node
    let one: Node
    let minusOne: Node

    init() {
        zero = Node(.number, number: 0)
        one = Node(.number, number: 1)
        minusOne = Node(.number, number: -1)
        for (serial, node) in [zero, one, minusOne].enumerated() {
            node.serial = serial
            nodes.insert(node)
        }
    }

    var count: Int { nodes.count }

    /// Takes remembered derivatives out, which may form cycles: the store is freed after this.
    func forgetDerivatives() {
        for node in nodes { node.derivative = nil }
    }

    private func shared(_ candidate: Node) -> Node {
        let (isNew, node) = nodes.insert(candidate)
        if isNew { node.serial = nodes.count }
        return node
    }

    // MARK: Construction

    func number(_ value: Rational) -> Node { shared(Node(.number, number: value)) }
    func symbol(_ place: Int) -> Node { shared(Node(.symbol, detail: place)) }

    func sum(_ parts: [Node]) -> Node {
        if parts.count == 1 { return parts[0] }
        let base = terms.count
        defer { terms.removeLast(terms.count - base) }
        var constant = Rational(0)
        for part in parts { add(part, factor: 1, &constant, isNested: false) }
        mergeTerms(from: base)
        let count = terms.count - base
        if count == 0 { return number(constant) }
        if count == 1, constant.isZero { return scaled(terms[base].coefficient, terms[base].bare) }
        var list: [Node] = []
        list.reserveCapacity(count + 1)
        if !constant.isZero { list.append(number(constant)) }
        for position in base..<terms.count { list.append(scaled(terms[position].coefficient, terms[position].bare)) }
        return shared(Node(.sum, parts: list))
    }

    private func add(_ node: Node, factor: Rational, _ constant: inout Rational, isNested: Bool) {
        switch node.kind {
        case .number: constant = constant + factor * node.number
        case .sum where !isNested:
            for part in node.parts { add(part, factor: factor, &constant, isNested: true) }
        case .scaled:
            let bare = node.parts[1]
            if bare.kind == .sum, !isNested {
                for part in bare.parts { add(part, factor: node.parts[0].number, &constant, isNested: true) }
            } else {
                terms.append((bare, factor * node.parts[0].number))
            }
        default: terms.append((node, factor))
        }
    }

    private func mergeTerms(from base: Int) {
        guard terms.count - base > 1 else { return }
        for position in (base + 1)..<terms.count {
            var hole = position
            while hole > base, terms[hole].bare.serial < terms[hole - 1].bare.serial {
                terms.swapAt(hole, hole - 1)
                hole -= 1
            }
        }
        var kept = base
        for position in (base + 1)..<terms.count {
            if terms[position].bare === terms[kept].bare {
                terms[kept].coefficient = terms[kept].coefficient + terms[position].coefficient
            } else {
                if !terms[kept].coefficient.isZero { kept += 1 }
                if kept != position { terms[kept] = terms[position] }
            }
        }
        if !terms[kept].coefficient.isZero { kept += 1 }
        terms.removeLast(terms.count - kept)
    }

    func scaled(_ coefficient: Rational, _ node: Node) -> Node {
        if coefficient.isOne { return node }
        if coefficient.isZero { return zero }
        switch node.kind {
        case .number: return number(coefficient * node.number)
        case .scaled: return scaled(coefficient * node.parts[0].number, node.parts[1])
        default: return shared(Node(.scaled, parts: [number(coefficient), node]))
        }
    }

    func product(_ parts: [Node]) -> Node {
        if parts.count == 1 { return parts[0] }
        let base = factors.count
        defer { factors.removeLast(factors.count - base) }
        var coefficient = Rational(1)
        for part in parts { multiply(part, &coefficient) }
        while mergeFactors(from: base, &coefficient) {}
        if coefficient.isZero { return zero }
        let count = factors.count - base
        if count == 0 { return number(coefficient) }
        if count == 1 { return scaled(coefficient, power(factors[base].base, factors[base].exponent)) }
        var list: [Node] = []
        list.reserveCapacity(count)
        for position in base..<factors.count {
            let (base, exponent) = factors[position]
            list.append(exponent === one ? base : shared(Node(.power, parts: [base, exponent])))
        }
        return scaled(coefficient, shared(Node(.product, parts: list)))
    }

    private func multiply(_ node: Node, _ coefficient: inout Rational) {
        switch node.kind {
        case .number: coefficient = coefficient * node.number
        case .scaled:
            coefficient = coefficient * node.parts[0].number
            multiplyBare(node.parts[1])
        default: multiplyBare(node)
        }
    }

    private func multiplyBare(_ node: Node) {
        switch node.kind {
        case .product: for part in node.parts { multiplyBare(part) }
        case .power: factors.append((node.parts[0], node.parts[1]))
        default: factors.append((node, one))
        }
    }

    private func mergeFactors(from base: Int, _ coefficient: inout Rational) -> Bool {
        guard factors.count - base > 1 else { return false }
        for position in (base + 1)..<factors.count {
            var hole = position
            while hole > base, factors[hole].base.serial < factors[hole - 1].base.serial {
                factors.swapAt(hole, hole - 1)
                hole -= 1
            }
        }
        var isMerged = false
        var kept = base
        for position in base..<factors.count {
            let factor = factors[position]
            if kept > base, factors[kept - 1].base === factor.base {
                factors[kept - 1].exponent = sum([factors[kept - 1].exponent, factor.exponent])
                isMerged = true
            } else {
                factors[kept] = factor
                kept += 1
            }
        }
        factors.removeLast(factors.count - kept)
        guard isMerged else { return false }
        var position = base
        var isUnsettled = false
        while position < factors.count {
            let factor = factors[position]
            let value = power(factor.base, factor.exponent)
            if value.kind == .power ? value.parts[0] === factor.base : value === factor.base {
                position += 1
                continue
            }
            factors.remove(at: position)
            let count = factors.count
            multiply(value, &coefficient)
            if factors.count > count { isUnsettled = true }
        }
        return isUnsettled
    }

    /// The power with a whole exponent.
    func power(_ base: Node, _ exponent: Node) -> Node {
        if exponent === one { return base }
        if exponent === zero { return one }
        if base === one { return one }
        switch base.kind {
        case .number: return number(base.number.power(exponent.number.asInt ?? 0) ?? 0)
        case .power: return power(base.parts[0], scaled(exponent.number, base.parts[1]))
        case .scaled: return product([power(base.parts[0], exponent), power(base.parts[1], exponent)])
        case .product: return product(base.parts.map { power($0, exponent) })
        default: return shared(Node(.power, parts: [base, exponent]))
        }
    }

    /// The call; signs leave odd and even functions.
    func call(_ function: Function, _ argument: Node) -> Node {
        if function != .exponential, argument.kind == .scaled, argument.parts[0].number.signum < 0 {
            let value = call(function, scaled(-1, argument))
            return function == .sine ? scaled(-1, value) : value
        }
        return shared(Node(.call, detail: function.rawValue, parts: [argument]))
    }

    // MARK: Differentiation

    private func known(_ node: Node) -> Node? { node.hasSymbol ? node.derivative : zero }
    private func rate(_ node: Node) -> Node { known(node) ?? zero }

    /// The derivative, by the same walk with an explicit stack as `Differentiator` has.
    func derivative(of root: Node, by variable: Node) -> Node {
        if let known = known(root) { return known }
        var stack: [(node: Node, next: Int)] = [(root, 0)]
        while let (node, next) = stack.last {
            var position = next
            while position < node.parts.count, known(node.parts[position]) != nil { position += 1 }
            if position < node.parts.count {
                stack[stack.count - 1].next = position + 1
                stack.append((node.parts[position], 0))
                continue
            }
            stack.removeLast()
            node.derivative = chain(node, variable)
        }
        return rate(root)
    }

    private func chain(_ node: Node, _ variable: Node) -> Node {
        switch node.kind {
        case .number: return zero
        case .symbol: return node === variable ? one : zero
        case .sum:
            let rates = node.parts.lazy.map { self.rate($0) }.filter { $0 !== self.zero }
            return rates.isEmpty ? zero : sum(Array(rates))
        case .scaled: return product([node.parts[0], rate(node.parts[1])])
        case .product:
            var terms: [Node] = []
            var factors = node.parts
            for position in factors.indices {
                let factor = factors[position]
                let rate = rate(factor)
                if rate === zero { continue }
                factors[position] = rate
                terms.append(product(factors))
                factors[position] = factor
            }
            return terms.isEmpty ? zero : sum(terms)
        case .power:
            let (base, exponent) = (node.parts[0], node.parts[1])
            let inner = rate(base)
            return inner === zero ? zero : product([exponent, power(base, sum([exponent, minusOne])), inner])
        case .call:
            let argument = node.parts[0]
            let inner = rate(argument)
            if inner === zero { return zero }
            switch Function(rawValue: node.detail) {
            case .sine: return product([call(.cosine, argument), inner])
            case .cosine: return product([scaled(-1, call(.sine, argument)), inner])
            default: return product([node, inner])
            }
        }
    }
}
