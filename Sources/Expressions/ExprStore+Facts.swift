import Exact
import Vocabulary

/// What has been inferred of the expressions of a store, under the present assumptions.
struct Inference: ~Copyable {
    private var places = ExprMap<Int32>()
    private var facts: [Facts] = []
    private var isDeclared: [Bool] = []

    subscript(_ expr: Expr) -> (facts: Facts, isDeclared: Bool)? {
        places[expr].map { (facts[Int($0)], isDeclared[Int($0)]) }
    }

    func isKnown(_ expr: Expr) -> Bool { places[expr] != nil }

    mutating func set(_ expr: Expr, _ facts: Facts, isDeclared: Bool) {
        places.set(expr, Int32(self.facts.count))
        self.facts.append(facts)
        self.isDeclared.append(isDeclared)
    }

    mutating func removeAll() {
        guard !facts.isEmpty else { return }
        places.removeAll()
        facts.removeAll(keepingCapacity: true)
        isDeclared.removeAll(keepingCapacity: true)
    }
}

extension ExprStore {
    /// What is known of the expression's value wherever it has one, at all points that satisfy the assumptions.
    ///
    /// Facts are inferred from the parts upward, by interval arithmetic, and kept until the assumptions change.
    public func facts(of root: Expr) -> Facts {
        infer(root)
        return inference[root]?.facts ?? Facts()
    }

    /// Whether something is assumed of every name in the expression.
    func isDeclared(_ root: Expr) -> Bool {
        infer(root)
        return inference[root]?.isDeclared ?? false
    }

    private func infer(_ root: Expr) {
        if inference.isKnown(root) { return }
        var stack: [(node: Expr, next: Int)] = [(root, 0)]
        while let (node, next) = stack.last {
            let count = childCount(node)
            var position = next
            while position < count, inference.isKnown(child(node, position)) { position += 1 }
            if position < count {
                stack[stack.count - 1].next = position + 1
                stack.append((child(node, position), 0))
                continue
            }
            stack.removeLast()
            if inference.isKnown(node) { continue }
            let isDeclared: Bool
            switch kind(node) {
            case .symbol: isDeclared = assumptions.names[node] != nil
            case .application, .element: isDeclared = false
            case .matrix: isDeclared = true
            default: isDeclared = childView(node).allSatisfy { inference[$0]?.isDeclared ?? false }
            }
            inference.set(node, inferred(node), isDeclared: isDeclared)
            if !budget.step() { return }
        }
    }

    private func known(_ expr: Expr) -> Facts { inference[expr]?.facts ?? Facts() }

    private func inferred(_ node: Expr) -> Facts {
        switch kind(node) {
        case .number: return .exactly(rational(node))
        case .constant: return constantFacts(constantID(node))
        case .symbol where isIndex(node): return .whole
        case .symbol:
            let facts = assumptions.facts(ofName: node)
            return orderFacts(node).map { facts.joined($0) } ?? facts
        case .sum: return sumFacts(node)
        case .scaled: return known(child(node, 1)).scaled(rational(child(node, 0)))
        case .product:
            var facts = Facts.exactly(1)
            for factor in childView(node) { facts = facts.times(known(factor)) }
            return facts
        case .power: return powerFacts(child(node, 0), child(node, 1))
        case .call: return callFacts(node)
        case .piecewise: return piecewiseFacts(node)
        // What is assumed of an array holds of its entries.
        case .element where kind(child(node, 0)) == .binder: return known(binder(child(node, 0)).body).isReal ? .real : Facts()
        case .element: return assumptions.facts(ofName: child(node, 0))
        case .matrix: return matrixFacts(node)
        case .binder: return binderFacts(binder(node))
        case .application, .relation, .conjunction, .disjunction, .negation: return Facts()
        }
    }

    /// A sum of real numbers is real, and so on: whatever holds of all terms and is kept by adding, for however many.
    private func binderFacts(_ binder: Binder) -> Facts {
        let body = known(binder.body)
        var facts = Facts()
        facts.isReal = body.isReal
        facts.isInteger = body.isInteger
        switch binder.id {
        case .sum:
            if body.isNonnegative { facts.lower = .init(0, isStrict: body.isPositive && isOfSize(binder)) }
            if body.isNonpositive { facts.upper = .init(0, isStrict: false) }
        case .product:
            if body.isNonnegative { facts.lower = .init(0, isStrict: body.isPositive) }
            facts.excludesZero = body.isNonzero
        case .every, .inverse, .powers: return Facts()
        // What is real or whole in all entries is so in what is made of them.
        case .row: return facts
        case .determinant: if isPositiveDefinite(binder) { facts.lower = .init(0, isStrict: true) }
        case .maximum, .minimum: return body
        }
        return facts
    }

    /// Whether the matrix under a determinant was declared to be positive definite.
    private func isPositiveDefinite(_ determinant: Binder) -> Bool {
        let entry = kind(determinant.body) == .binder ? binder(determinant.body).body : determinant.body
        return kind(entry) == .element && assumptions.arrays[child(entry, 0)]?.structure == .positiveDefinite
            && childView(entry).dropFirst().allSatisfy { isIndex($0) } && child(entry, 1) != child(entry, 2)
    }

    private func constantFacts(_ id: ConstantID) -> Facts {
        switch id {
        case .pi: return .pi
        case .e: return .e
        case .imaginaryUnit:
            var facts = Facts()
            facts.excludesZero = true
            return facts
        case .infinity, .undefined, .truth, .falsehood: return Facts()
        }
    }

    /// A branch whose condition never holds does no harm: what all branches have in common holds.
    private func piecewiseFacts(_ node: Expr) -> Facts {
        var result: Facts?
        for position in 0..<childCount(node) where position % 2 == 0 || position == childCount(node) - 1 {
            let value = child(node, position)
            if value.isAbsent { continue }
            result = result?.hull(known(value)) ?? known(value)
        }
        return result ?? Facts()
    }

    // MARK: Sums

    private func sumFacts(_ node: Expr) -> Facts {
        var facts = Facts.exactly(0)
        for term in childView(node) { facts = facts.plus(known(term)) }
        if facts.isReal, let bounds = quadraticFacts(node) { facts = facts.joined(bounds) }
        if facts.isReal, let bounds = orderFacts(node) { facts = facts.joined(bounds) }
        return facts
    }

    /// The least or greatest value of `a*u^2 + b*u + c` for a real `u`: its vertex, `c - b^2/(4*a)`.
    private func quadraticFacts(_ node: Expr) -> Facts? {
        guard childCount(node) <= 3 else { return nil }
        var (square, linear, constant) = (Rational(0), Rational(0), Rational(0))
        var (base, squareTerm): (Expr?, Expr?)
        for term in childView(node) where kind(barePart(term)) == .power && child(barePart(term), 1) == .two {
            guard base == nil else { return nil }
            base = child(barePart(term), 0)
            squareTerm = term
            square = coefficient(term)
        }
        guard let base, known(base).isReal else { return nil }
        for term in childView(node) {
            if isNumber(term) {
                constant = rational(term)
            } else if barePart(term) == base {
                linear = coefficient(term)
            } else if term != squareTerm {
                return nil
            }
        }
        guard max(square.bitLength, linear.bitLength, constant.bitLength) < 200 else { return nil }
        let vertex = constant - linear * linear / (square * 4)
        var facts = Facts.real
        if square.signum > 0 {
            facts.lower = Facts.lower(vertex, isStrict: false)
        } else {
            facts.upper = Facts.upper(vertex, isStrict: false)
        }
        return facts
    }

    // MARK: Powers

    private func powerFacts(_ base: Expr, _ exponent: Expr) -> Facts {
        let (b, e) = (known(base), known(exponent))
        if let value = rationalValue(exponent) {
            // The least of all has no opposite.
            if let whole = value.asInt, whole != .min { return b.power(whole) }
            if b.isNonnegative { return value.signum > 0 ? b.rootOrPower(value) : b.rootOrPower(-value).reciprocal }
        }
        var result = Facts()
        result.excludesZero = b.isNonzero
        guard b.isReal, e.isReal else { return result }
        if base == .minusOne, e.isInteger {
            result = .real
            result.isInteger = true
            result.parity = .odd
            result.lower = Facts.Bound(-1, isStrict: false)
            result.upper = Facts.Bound(1, isStrict: false)
            return result
        }
        if b.isNonnegative {
            result.isReal = true
            result.lower = Facts.Bound(0, isStrict: b.isPositive)
        } else if e.isInteger {
            result.isReal = true
            if e.parity == .even { result.lower = Facts.Bound(0, isStrict: b.isNonzero) }
        }
        if b.isPositive { compareWithOne(b, e, &result) }
        if b.isInteger, e.isInteger, e.isNonnegative {
            result.isInteger = true
            if b.parity == .odd || e.isPositive { result.parity = b.parity }
        }
        _ = result.tighten()
        return result
    }

    /// Powers of what is at least 1 lie on the side of 1 that the exponent's sign says; powers of what is at most 1 on the other.
    private func compareWithOne(_ base: Facts, _ exponent: Facts, _ result: inout Facts) {
        let isAbove = base.lower.map { $0.value >= 1 } ?? false
        let isBelow = base.upper.map { $0.value <= 1 } ?? false
        guard isAbove || isBelow, exponent.isNonnegative || exponent.isNonpositive else { return }
        let isStrictBase = isAbove ? base.lower.map { $0.isStrict || $0.value > 1 } : base.upper.map { $0.isStrict || $0.value < 1 }
        let bound = Facts.Bound(1, isStrict: (isStrictBase ?? false) && (exponent.isPositive || exponent.isNegative))
        if isAbove == exponent.isNonnegative {
            result.lower = Facts.tighter(lower: result.lower, bound)
        } else {
            result.upper = Facts.tighter(upper: result.upper, bound)
        }
    }

    // MARK: Functions

    private func callFacts(_ node: Expr) -> Facts {
        let function = function(node)
        if function == KnownFunction.rootOf { return rootFacts(node) }
        let arguments = childView(node).map { known($0) }
        let table = FunctionFacts.of(function)
        var result = Facts()
        // An exponential is nowhere zero.
        result.excludesZero = function == KnownFunction.exponential
        guard arguments.allSatisfy(\.isReal), let domain = table.domain, holds(domain, arguments) else {
            return table.complexRange.map { result.joined($0) } ?? result
        }
        result.isReal = true
        if var range = table.range.first {
            for alternative in table.range.dropFirst() { range = range.hull(alternative) }
            result = result.joined(range)
        }
        if holds(table.positive, arguments) { result.lower = Facts.tighter(lower: result.lower, Facts.Bound(0, isStrict: true)) }
        if arguments.count == 1 {
            for (argument, value) in table.values { compare(arguments[0], with: argument, value, &result) }
        }
        result = result.joined(specialFacts(function, arguments))
        return result
    }

    /// An algebraic number. A polynomial of odd degree has a real root, one with ends of different signs has one on that side of zero.
    private func rootFacts(_ node: Expr) -> Facts {
        let count = childCount(node)
        guard count >= 3, let position = wholeValue(child(node, 0)), isNumber(child(node, 1)), isNumber(child(node, count - 1)) else {
            return Facts()
        }
        let isOdd = (count - 2) % 2 == 1
        let haveDifferentSigns = isNegative(child(node, 1)) != isNegative(child(node, count - 1)) && child(node, 1) != .zero
        var facts = position <= (isOdd ? 1 : haveDifferentSigns ? 2 : 0) ? Facts.real : Facts()
        facts.excludesZero = child(node, 1) != .zero
        return facts
    }

    private func holds(_ condition: FunctionFacts.Condition, _ arguments: [Facts]) -> Bool {
        condition.contains { alternative in
            alternative.allSatisfy { $0.argument < arguments.count && arguments[$0.argument].implies($0.required) }
        }
    }

    /// An increasing function keeps the order of its argument and of a point where its value is known.
    private func compare(_ argument: Facts, with point: Facts, _ value: Facts, _ result: inout Facts) {
        if let low = argument.lower, let top = point.upper, low.value >= top.value, let bound = value.lower {
            let isStrict = low.value > top.value || low.isStrict || top.isStrict || bound.isStrict
            result.lower = Facts.tighter(lower: result.lower, Facts.Bound(bound.value, isStrict: isStrict))
        }
        if let high = argument.upper, let bottom = point.lower, high.value <= bottom.value, let bound = value.upper {
            let isStrict = high.value < bottom.value || high.isStrict || bottom.isStrict || bound.isStrict
            result.upper = Facts.tighter(upper: result.upper, Facts.Bound(bound.value, isStrict: isStrict))
        }
    }

    /// What the table has no words for.
    private func specialFacts(_ function: FunctionID, _ arguments: [Facts]) -> Facts {
        var result = Facts.real
        let first = arguments[0]
        switch function {
        case KnownFunction.absoluteValue: return first.magnitude
        case KnownFunction.sign:
            result.excludesZero = first.isNonzero
            if first.isNonnegative { result.lower = Facts.Bound(0, isStrict: false) }
            if first.isNonpositive { result.upper = Facts.Bound(0, isStrict: false) }
        case KnownFunction.maximum: return extreme(arguments)
        case KnownFunction.minimum: return extreme(arguments.map(\.negated)).negated
        case KnownFunction.factorial:
            // A whole number has a factorial only where it is not negative.
            result.isInteger = first.isInteger
            if first.isInteger { result.lower = Facts.Bound(1, isStrict: false) }
        default:
            switch Vocabulary.row(function).exact {
            case .floor: return rounded(first, isUp: false)
            case .ceil: return rounded(first, isUp: true)
            default: break
            }
        }
        return result
    }

    private func extreme(_ arguments: [Facts]) -> Facts {
        var result = arguments[0]
        for argument in arguments.dropFirst() {
            let lower = Facts.tighter(lower: result.lower, argument.lower)
            result = result.hull(argument)
            result.lower = lower
        }
        return result
    }

    /// Of the next whole number up or down. An end that is whole and not reached is rounded to the one before it.
    private func rounded(_ argument: Facts, isUp: Bool) -> Facts {
        if argument.isInteger { return argument }
        if isUp { return rounded(argument.negated, isUp: false).negated }
        var result = Facts.real
        result.isInteger = true
        result.lower = argument.lower.flatMap { Facts.lower(Rational($0.value.floor), isStrict: false) }
        result.upper = argument.upper.flatMap { bound in
            let whole = bound.value.floor
            return Facts.upper(Rational(bound.isStrict && bound.value.isInteger ? whole - 1 : whole), isStrict: false)
        }
        return result
    }
}
