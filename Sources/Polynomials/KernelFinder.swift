import Exact
import Expressions
import Vocabulary

/// Finds the kernels of expressions and writes powers of one base in as few variables as possible.
struct KernelFinder {
    private typealias Member = (leaf: Expr, exponent: Expr)

    private let store: ExprStore
    private let rule: KernelRule
    /// The powers of each base, in the order of their discovery, which does not matter in the end.
    private var groups: [Expr: [Member]] = [:]
    private var known: Set<Expr> = []
    /// Bases of roots, and those of them that are still to be looked into.
    private var rootBases: Set<Expr> = []
    private var openBases: [Expr] = []
    private let exponentialBase: Expr

    /// A finished kernel, with what it contributes to the leaves of its group.
    private struct Found {
        let kernel: Kernels.Kernel
        var uses: [(leaf: Expr, power: Int)]
    }

    /// Exponents with more parts than this in all are not compared with each other.
    private static let workLimit = 1 << 22

    init(_ rule: KernelRule) {
        self.rule = rule
        store = rule.store
        exponentialBase = store.constant(.e)
    }

    mutating func find(_ roots: [Expr]) throws(PolynomialFailure) {
        for node in store.postorder(roots, isLeaf: { rule.isKernel($0) }) where rule.isKernel(node) {
            try note(node)
        }
        if store.budget.isExhausted { throw .exhausted }
    }

    /// Goes on with the bases of the roots that were found: `(x + 1)^(1/2)` has the base `x + 1`.
    mutating func findBases() throws(PolynomialFailure) {
        while !openBases.isEmpty {
            let bases = openBases
            openBases = []
            try find(bases)
        }
    }

    private func isFraction(_ exponent: Expr) -> Bool { store.rationalValue(exponent).map { !$0.isInteger } ?? false }

    private mutating func note(_ node: Expr) throws(PolynomialFailure) {
        if rule.isVerbatim(node) { return }
        let traits = store.traits(node)
        if node.isAbsent || store.isConstant(node, .infinity) { throw .undefined }
        if traits.contains(.isCondition) { throw .notANumber }
        switch store.kind(node) {
        case .power:
            add((node, store.child(node, 1)), to: store.child(node, 0))
        case .call where store.function(node) == KnownFunction.exponential:
            add((node, store.child(node, 0)), to: exponentialBase)
        default:
            add((node, .one), to: node)
        }
    }

    private mutating func add(_ member: Member, to base: Expr) {
        // Several walks may meet a leaf.
        guard known.insert(member.leaf).inserted else { return }
        groups[base, default: []].append(member)
        if isFraction(member.exponent), !rule.isKernel(base), rootBases.insert(base).inserted { openBases.append(base) }
    }

    /// The kernels in their order, and what each leaf is.
    func kernels(leading: [Expr]) throws(PolynomialFailure) -> (
        kernels: [Kernels.Kernel], occurrences: [Kernels.Occurrence], places: [(Expr, Int)]
    ) {
        var found = leading.map { leaf in
            Found(kernel: Kernels.Kernel(expression: leaf, base: leaf, exponent: .one), uses: [(leaf, 1)])
        }
        var coefficients: [Expr: Rational] = [:]
        var others: [Found] = []
        for (base, members) in groups {
            // A whole power of a number in such a list is a number: the walk does not enter exponents.
            others += try kernels(of: base, members, &coefficients)
        }
        others.sort { precedes($0.kernel, $1.kernel) }
        found += others
        var occurrences: [Kernels.Occurrence] = []
        var positions: [Expr: Int] = [:]
        var places: [(Expr, Int)] = []
        for (variable, kernel) in found.enumerated() {
            for use in kernel.uses where use.power != 0 {
                if let known = positions[use.leaf] {
                    occurrences[known].factors.append((variable, use.power))
                } else {
                    positions[use.leaf] = occurrences.count
                    places.append((use.leaf, occurrences.count))
                    occurrences.append(
                        Kernels.Occurrence(coefficient: coefficients[use.leaf] ?? Rational(1), factors: [(variable, use.power)]))
                }
            }
        }
        return (found.map(\.kernel), occurrences, places)
    }

    /// Names first, by their letters; the rest by its structure.
    private func precedes(_ left: Kernels.Kernel, _ right: Kernels.Kernel) -> Bool {
        let (isName, isOtherName) = (store.kind(left.base) == .symbol, store.kind(right.base) == .symbol)
        if isName != isOtherName { return isName }
        if isName, left.base != right.base { return store.nameBytes(left.base).lexicographicallyPrecedes(store.nameBytes(right.base)) }
        return store.structuralHash(left.expression) < store.structuralHash(right.expression)
    }

    // MARK: Powers of one base

    private func kernels(
        of base: Expr, _ members: [Member], _ coefficients: inout [Expr: Rational]
    ) throws(PolynomialFailure) -> [Found] {
        if members.count == 1, members[0].leaf == base { return [single(base, members[0])] }
        // Each entry is a leaf, or a factor of one, and the exponent of the base in it.
        var entries: [(leaf: Expr, exponent: [Expr: Rational])] = []
        for member in members {
            var parts = linearParts(member.exponent)
            if let value = store.rationalValue(base), let whole = parts[.one]?.floor, !whole.isZero {
                // A power of a number by a whole number is a number.
                guard let count = whole.asInt, let factor = value.power(count) else { throw .tooLarge }
                coefficients[member.leaf] = factor
                let rest = (parts[.one] ?? 0) - Rational(whole)
                parts[.one] = rest.isZero ? nil : rest
            }
            if parts.count > 1, rule.isKernel(base), base != exponentialBase, let number = parts.removeValue(forKey: .one) {
                // `x^(n + 2)` is `x^n*x^2`.
                entries.append((member.leaf, [.one: number]))
            }
            entries.append((member.leaf, parts))
        }
        entries.sort { precedes($0.exponent, $1.exponent) }
        let axes = Set(entries.flatMap(\.exponent.keys)).sorted { store.structuralHash($0) < store.structuralHash($1) }
        if entries.count * entries.count * axes.count > KernelFinder.workLimit { return members.map { single(base, $0) } }
        var span = RationalSpan()
        for entry in entries { span.add(axes.map { entry.exponent[$0] ?? 0 }) }
        var result: [Found] = []
        for (column, place) in span.basis.enumerated() {
            let column = span.combinations.map { column < $0.count ? $0[column] : Rational(0) }
            let parts = entries[place].exponent
            var denominator: Integer = 1
            for number in column { denominator = Integer.lcm(denominator, number.denominator) }
            // A number that all parts share belongs to the power: `exp(2*x)` is the square of `exp(x)`.
            let shared = parts.values.reduce(Integer(0)) { Integer.gcd($0, ($1 / Rational(denominator)).numerator) }
            var step = Rational(1, denominator * shared)
            // A variable below a fraction line reads better upright; exponentials stay as they were written.
            if base != exponentialBase, parts.values.allSatisfy({ $0.signum < 0 }) { step = -step }
            let exponent = store.scaled(step, linear(parts))
            var uses: [(leaf: Expr, power: Int)] = []
            for (entry, number) in zip(entries, column) where !number.isZero {
                guard let power = (number / step).asInt, power.magnitude < Kernels.exponentLimit else { throw .tooLarge }
                uses.append((entry.leaf, power))
            }
            result.append(
                Found(kernel: Kernels.Kernel(expression: store.power(base, exponent), base: base, exponent: exponent), uses: uses))
        }
        return result
    }

    private func single(_ base: Expr, _ member: Member) -> Found {
        Found(
            kernel: Kernels.Kernel(expression: member.leaf, base: base, exponent: member.exponent), uses: [(member.leaf, 1)])
    }

    /// Short exponents first, then positive ones, then by structure.
    private func precedes(_ left: [Expr: Rational], _ right: [Expr: Rational]) -> Bool {
        if left.count != right.count { return left.count < right.count }
        let (isNegative, isOtherNegative) = (left.values.allSatisfy { $0.signum < 0 }, right.values.allSatisfy { $0.signum < 0 })
        if isNegative != isOtherNegative { return isOtherNegative }
        return left != right && store.structuralHash(linear(left)) < store.structuralHash(linear(right))
    }

    /// An expression as numbers times expressions without numbers; a number is itself times 1.
    private func linearParts(_ expr: Expr) -> [Expr: Rational] {
        var parts: [Expr: Rational] = [:]
        func add(_ term: Expr, _ factor: Rational) {
            if let value = store.rationalValue(term) {
                parts[.one, default: 0] += value * factor
            } else {
                parts[store.barePart(term), default: 0] += store.coefficient(term) * factor
            }
        }
        let bare = store.barePart(expr)
        if store.kind(bare) == .sum {
            for position in 0..<store.childCount(bare) { add(store.child(bare, position), store.coefficient(expr)) }
        } else {
            add(expr, 1)
        }
        return parts.filter { !$0.value.isZero }
    }

    private func linear(_ parts: [Expr: Rational]) -> Expr {
        store.sum(parts.map { store.scaled($0.value, $0.key) })
    }
}
