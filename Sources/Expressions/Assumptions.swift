import Exact
import Vocabulary

/// What is assumed of names: the statements as they were made, and what they say of single names.
///
/// A name of which nothing is said is real. Bounds are rational; an irrational one is enclosed, and its statement counts besides.
public struct Assumptions: Sendable {
    /// What was stated.
    public enum Statement: Sendable, Hashable {
        /// A condition.
        case condition(Expr)
        /// A property of a name.
        case property(Expr, PropertyID)
    }

    /// The statements, in order.
    public internal(set) var statements: [Statement] = []
    /// What is known of each name of which something was stated.
    public internal(set) var names: [Expr: Facts] = [:]
    /// The arrays that were declared, with their sizes.
    public internal(set) var arrays: [Expr: ArrayShape] = [:]
    /// The stated conditions that say more than `names` does: relations between names, conditions on expressions.
    public internal(set) var openConditions: [Expr] = []
    /// What the open conditions say of differences.
    var order = StatedOrder()
    /// The conditions that were stated, each part of a conjunction by itself.
    var parts: Set<Expr> = []

    /// Nothing is assumed.
    public init() {}

    init(arrays: [Expr: ArrayShape]) { self.arrays = arrays }

    /// Whether nothing is assumed.
    public var isEmpty: Bool { statements.isEmpty && arrays.isEmpty }

    /// What is known of a name.
    public func facts(ofName name: Expr) -> Facts { names[name] ?? .real }

    /// Whether the name was said to be complex.
    public func isComplex(_ name: Expr) -> Bool { names[name].map { !$0.isReal } ?? false }
}

/// The sizes of an array, one for each index.
public struct ArrayShape: Hashable, Sendable {
    /// How far each index goes.
    public let sizes: [Expr]
    /// How its entries hang together.
    public let structure: ArrayStructure

    /// Whether its two indices may be exchanged.
    public var isSymmetric: Bool { structure == .symmetric || structure == .positiveDefinite }

    /// The shape of an array.
    public init(_ sizes: [Expr], _ structure: ArrayStructure = .general) {
        self.sizes = sizes
        self.structure = structure
    }
}

/// Why something cannot be assumed.
public enum AssumptionFailure: Error, Sendable {
    /// It is an expression, not a condition.
    case notACondition
    /// It says nothing about a name.
    case namesNothing
    /// It is true whatever the names stand for.
    case alwaysHolds
    /// No number satisfies it.
    case neverHolds
    /// It cannot be true together with these statements.
    case contradicts([Assumptions.Statement])
}

extension ExprStore {
    /// Whether every name in the expression is one of which something is assumed, and there is one.
    public func isConcerned(_ expr: Expr) -> Bool {
        hasAssumptions && traits(expr).contains(.hasSymbol) && isDeclared(expr)
    }

    /// Does something as if nothing were assumed: conditions that are to be assumed are read in this way.
    public func withoutAssumptions<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let outside = assumptions
        // What names stand for is no assumption.
        assumptions = Assumptions(arrays: outside.arrays)
        defer { assumptions = outside }
        return try body()
    }

    /// Does something under one more assumption.
    ///
    /// - Returns: nil where the condition contradicts what is assumed.
    public func supposing<Result>(_ condition: Expr, _ body: () -> Result) -> Result? {
        let outside = assumptions
        defer { assumptions = outside }
        do throws(AssumptionFailure) { try assume(condition) } catch {
            switch error {
            case .neverHolds, .contradicts: return nil
            case .alwaysHolds, .notACondition, .namesNothing: break
            }
        }
        return body()
    }

    /// Does something where a name has a property besides what is assumed.
    ///
    /// - Returns: nil where the property contradicts what is assumed.
    public func supposing<Result>(_ name: Expr, _ property: PropertyID, _ body: () -> Result) -> Result? {
        let outside = assumptions
        defer { assumptions = outside }
        guard (try? assume(name, property)) != nil else { return nil }
        return body()
    }

    /// Does something that supposes that names stand for whole numbers, and some of them for sizes, which are above 0. What is assumed of
    /// them otherwise stands.
    public func supposing<Result>(wholeNumbers names: [Expr], sizes: [Expr], _ body: () -> Result) -> Result {
        let outside = assumptions
        defer { if assumptions.statements != outside.statements { assumptions = outside } }
        // The names of places and indices are whole numbers as they are.
        for name in names where !isIndex(name) { try? assume(name, .integer) }
        for name in sizes { try? assume(relation(.less, .zero, name)) }
        return body()
    }

    /// Does something as if nothing were assumed of some names: the parameters of a function hide what stands outside.
    public func hidingAssumptions<Result, Failure: Error>(
        about names: [Expr], _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let outside = assumptions
        guard !outside.isEmpty else { return try body() }
        for name in names { assumptions.names[name] = nil }
        assumptions.openConditions.removeAll { condition in symbols(in: [condition]).contains { names.contains($0) } }
        assumptions.parts = assumptions.parts.filter { condition in !symbols(in: [condition]).contains { names.contains($0) } }
        assumptions.order = order(of: assumptions.openConditions, assumptions.names)
        defer { assumptions = outside }
        return try body()
    }

    // MARK: Assuming

    /// Assumes a condition, beside what is assumed already.
    ///
    /// - Throws: what is wrong with it; the assumptions are then as before.
    public func assume(_ condition: Expr) throws(AssumptionFailure) {
        if condition == .truth { throw .alwaysHolds }
        if condition == .falsehood || condition == .undefined { throw .neverHolds }
        guard traits(condition).contains(.isCondition) else { throw .notACondition }
        let symbols = symbols(in: [condition])
        guard !symbols.isEmpty else { throw .namesNothing }
        let before = assumptions
        let parts = conjuncts(condition)
        let complexNames = Set(symbols.filter { before.isComplex($0) })
        let verdicts = withoutAssumptions {
            // What is known of real names alone; of complex ones nothing is.
            parts.map { self.symbols(in: [$0]).contains { complexNames.contains($0) } ? nil : decided($0) }
        }
        if verdicts.contains(false) { throw .neverHolds }
        if verdicts.allSatisfy({ $0 == true }) { throw .alwaysHolds }
        // By itself first: what contradicts itself contradicts nothing else. Of names that are complex nothing is known by itself.
        if complexNames.isEmpty { try withoutAssumptions { () throws(AssumptionFailure) in try assume(condition, parts, symbols) } }
        try assume(condition, parts, symbols)
    }

    private func assume(_ condition: Expr, _ parts: [Expr], _ symbols: [Expr]) throws(AssumptionFailure) {
        var next = assumptions
        next.statements.append(.condition(condition))
        for part in parts {
            next.parts.insert(part)
            try add(part, to: &next, statedBefore: assumptions)
        }
        try settle(next, symbols)
    }

    /// Assumes a property of a name, beside what is assumed already.
    ///
    /// - Throws: what is wrong with it; the assumptions are then as before.
    public func assume(_ name: Expr, _ property: PropertyID) throws(AssumptionFailure) {
        var next = assumptions
        let known = next.names[name]
        next.statements.append(.property(name, property))
        var facts = known ?? .real
        switch property {
        case .complex:
            if let known, known.isReal, isOrdered(name) { throw .contradicts(statements(about: [name])) }
            facts = Facts()
            facts.excludesZero = known?.excludesZero ?? false
        case .nonzero: facts.excludesZero = true
        default:
            if let known, !known.isReal { throw .contradicts(statements(about: [name])) }
            facts = refined(facts, property)
        }
        next.names[name] = facts
        try settle(next, [name])
    }

    /// Whether a statement takes it for granted that the name is real.
    private func isOrdered(_ name: Expr) -> Bool {
        statements(about: [name]).contains { statement in
            switch statement {
            case .condition(let condition):
                conjuncts(condition).contains { isOrder($0) && isOrdered(name, by: $0) }
            case .property(_, let property): property != .nonzero
            }
        }
    }

    /// Whether a name stands in a condition beside its moduli, angles and parts, which are real whatever it is.
    private func isOrdered(_ name: Expr, by condition: Expr) -> Bool {
        let realParts: Set<FunctionID> = [
            KnownFunction.realPart, KnownFunction.imaginaryPart, KnownFunction.absoluteValue, KnownFunction.argument,
        ]
        let nodes = postorder([condition]) { kind($0) == .call && realParts.contains(function($0)) }
        return nodes.contains(name)
    }

    /// Whether only real numbers can satisfy the condition.
    private func isOrder(_ condition: Expr) -> Bool {
        kind(condition) != .relation || relation(condition) == .less || relation(condition) == .lessOrEqual
    }

    private func refined(_ facts: Facts, _ property: PropertyID) -> Facts {
        var facts = facts
        switch property {
        case .real, .complex, .nonzero: break
        case .integer: facts.isInteger = true
        case .even, .odd:
            facts.isInteger = true
            // Both parities at once leave no number.
            let parity: Facts.Parity = property == .even ? .even : .odd
            if facts.parity.map({ $0 != parity }) ?? false { facts.lower = Facts.Bound(0, isStrict: true) }
            if facts.parity.map({ $0 != parity }) ?? false { facts.upper = Facts.Bound(0, isStrict: true) }
            facts.parity = parity
        case .positive, .nonnegative:
            facts.lower = Facts.tighter(lower: facts.lower, Facts.Bound(0, isStrict: property == .positive))
        case .negative, .nonpositive:
            facts.upper = Facts.tighter(upper: facts.upper, Facts.Bound(0, isStrict: property == .negative))
        }
        return facts
    }

    /// Whether a value could be what a name stands for; false only where it certainly could not.
    public func isPossible(_ value: Expr, for name: Expr) -> Bool {
        guard let wanted = assumptions.names[name], wanted.isReal else { return true }
        if traits(value).contains(.hasImaginary), isConstant(value) { return false }
        let known = facts(of: value)
        guard known.isReal else { return true }
        if let number = rationalValue(value), wanted.isInteger, !number.isInteger { return false }
        if let parity = known.parity, let other = wanted.parity, parity != other { return false }
        var both = known.joined(wanted)
        return both.tighten()
    }

    /// Whether a name that was said to be complex occurs.
    public func hasComplexName(_ expr: Expr) -> Bool {
        guard assumptions.names.values.contains(where: { !$0.isReal }) else { return false }
        return symbols(in: [expr]).contains { assumptions.isComplex($0) }
    }

    /// The statements in which one of the names occurs.
    public func statements(about names: [Expr]) -> [Assumptions.Statement] {
        assumptions.statements.filter { statement in
            switch statement {
            case .condition(let condition): symbols(in: [condition]).contains { names.contains($0) }
            case .property(let name, _): names.contains(name)
            }
        }
    }

    /// Takes the new assumptions over, if there are numbers that satisfy them as far as can be told.
    private func settle(_ next: Assumptions, _ symbols: [Expr]) throws(AssumptionFailure) {
        let before = assumptions
        var next = next
        let earlier = statements(about: symbols)
        for name in symbols {
            guard var facts = next.names[name] else { continue }
            guard facts.tighten() else { throw earlier.isEmpty ? .neverHolds : .contradicts(earlier) }
            next.names[name] = facts
        }
        next.order = order(of: next.openConditions, next.names)
        if next.order.isContradictory { throw earlier.isEmpty ? .neverHolds : .contradicts(earlier) }
        assumptions = next
        for condition in next.openConditions where decidedByFacts(condition) == false {
            assumptions = before
            throw earlier.isEmpty ? .neverHolds : .contradicts(earlier)
        }
        for condition in next.parts where kind(condition) == .relation && isRefuted(condition) {
            assumptions = before
            throw earlier.isEmpty ? .neverHolds : .contradicts(earlier)
        }
    }

    /// Adds what one part of a condition says.
    private func add(_ part: Expr, to next: inout Assumptions, statedBefore before: Assumptions) throws(AssumptionFailure) {
        let symbols = symbols(in: [part])
        for name in symbols {
            if isOrder(part), before.isComplex(name), isOrdered(name, by: part) { throw .contradicts(statements(about: [name])) }
            if next.names[name] == nil { next.names[name] = .real }
        }
        guard let bound = bound(part), var facts = next.names[bound.name] else {
            next.openConditions.append(part)
            return
        }
        switch bound.relation {
        case .notEqual: facts.excludesZero = true
        case .equal:
            facts.lower = Facts.tighter(lower: facts.lower, bound.lower)
            facts.upper = Facts.tighter(upper: facts.upper, bound.upper)
        case .less, .lessOrEqual:
            if bound.isLower {
                facts.lower = Facts.tighter(lower: facts.lower, bound.lower)
            } else {
                facts.upper = Facts.tighter(upper: facts.upper, bound.upper)
            }
        }
        next.names[bound.name] = facts
        if !bound.isExact || !facts.isReal { next.openConditions.append(part) }
    }

    /// What a relation says of one name: how it lies to a constant.
    private struct NameBound {
        let name: Expr
        let relation: Relation
        /// Whether the constant bounds the name from below, for `less` and `lessOrEqual`.
        let isLower: Bool
        let lower: Facts.Bound?
        let upper: Facts.Bound?
        let isExact: Bool
    }

    /// Solves a relation that is linear in one name and has nothing else in it but constants.
    private func bound(_ part: Expr) -> NameBound? {
        guard kind(part) == .relation else { return nil }
        let relation = relation(part)
        let gap = withoutAssumptions { difference(child(part, 1), child(part, 0)) }
        let terms = terms(gap)
        let variable = terms.filter { traits($0).contains(.hasSymbol) }
        guard variable.count == 1, kind(barePart(variable[0])) == .symbol else { return nil }
        let coefficient = coefficient(variable[0])
        // coefficient*name + rest > 0, or whatever the relation says
        var rest = Facts.exactly(0)
        for term in terms where term != variable[0] { rest = rest.plus(facts(of: term)) }
        let constant = rest.scaled(-coefficient.inverse)
        guard constant.isReal, let low = constant.lower, let high = constant.upper else { return nil }
        let isExact = low.value == high.value
        if relation == .notEqual && !(isExact && low.value.isZero) { return nil }
        let isStrict = relation == .less || !isExact
        return NameBound(
            name: barePart(variable[0]), relation: relation, isLower: coefficient.signum > 0,
            lower: Facts.Bound(low.value, isStrict: isStrict), upper: Facts.Bound(high.value, isStrict: isStrict), isExact: isExact)
    }
}

// MARK: Arrays

extension ExprStore {
    /// Declares a name to be an array of these sizes.
    public func declare(_ array: Expr, _ shape: ArrayShape) { assumptions.arrays[array] = shape }

    /// Takes over for an element what is assumed of the entries of its array.
    public func inheritFacts(_ element: Expr, of array: Expr) {
        guard let facts = assumptions.names[array], assumptions.names[element] == nil else { return }
        assumptions.names[element] = facts
    }
}
