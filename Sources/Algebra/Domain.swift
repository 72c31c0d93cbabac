import Expressions
import Reading
import Vocabulary

/// Where expressions are defined, and what an answer must say about it.
public final class Domain {
    private let store: ExprStore
    private let catalogue: Catalogue
    private var visits = Visits()
    private var order: [Expr] = []
    /// What the answer's form requires, in elementary parts.
    private var required: [DomainCondition.Requirement] = []
    /// Which requirements of the simple kinds are among them, as bits of `Requirement.mark` by what they are about.
    private var marks = ExprMap<UInt8>()
    /// Those of the other kinds, which are searched: no more than `mostOthers`.
    private var others: [DomainCondition.Requirement] = []
    private static let mostOthers = 256
    /// The conditions that need no words.
    private var known = ExprMap<Bool>()

    /// Prepares domains of expressions in one store.
    public init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
    }

    /// The conditions an answer states: what the input's text excludes and the answer's own form does not.
    ///
    /// - Parameters:
    ///   - input: the conditions read off the input's text.
    ///   - extra: further conditions under which the answer holds.
    public func stated(_ input: [DomainCondition], _ extra: [Expr], for answer: Expr) -> [Expr] {
        stated(input, extra, for: CollectionOfOne(answer))
    }

    /// The conditions that an answer of several expressions states: what the form of none of them excludes.
    public func stated(_ input: [DomainCondition], _ extra: [Expr], for answers: some Collection<Expr>) -> [Expr] {
        if input.isEmpty && extra.isEmpty { return [] }
        findRequirements(of: answers)
        if extra.isEmpty, input.allSatisfy({ isMet($0.requirement) }) { return [] }
        // A base that is not zero and has powers is positive: its powers require no more of each other.
        let hasPowers = input.contains { if case .base = $0.requirement { true } else { false } }
        let excluded = hasPowers ? Set(input.filter { $0.guardCondition == .truth }.flatMap { elementary($0.requirement) }) : []
        func sharpened(_ requirement: DomainCondition.Requirement) -> DomainCondition.Requirement? {
            guard case .base(let base, _) = requirement, excluded.contains(.nonzero(base)) else { return requirement }
            return others.contains { $0.isPower(of: base) } ? nil : .positive(base)
        }
        known.removeAll()
        for requirement in required { add(catalogue.condition(requirement)) }
        var stated: [Expr] = []
        // What is required everywhere comes first: of what is required in a branch, some follows from it.
        let isGuarded = input.contains { $0.guardCondition != .truth }
        let ordered = isGuarded ? input.filter { $0.guardCondition == .truth } + input.filter { $0.guardCondition != .truth } : input
        for condition in ordered {
            for requirement in elementary(condition.requirement).compactMap(sharpened) where !isMet(requirement) {
                let relation = catalogue.condition(requirement)
                state(store.disjunction([store.negation(condition.guardCondition), relation]), &stated)
            }
        }
        for condition in extra { state(condition, &stated) }
        joinSigns(&stated)
        joinPlaces(&stated)
        let consequences = Set(stated.flatMap { implied(by: $0) })
        return consequences.isEmpty ? stated : stated.filter { !consequences.contains($0) }
    }

    /// `u <= v` and `u != v` together are `u < v`.
    private func joinSigns(_ stated: inout [Expr]) {
        var distinct: Set<Expr>?
        for position in stated.indices where store.kind(stated[position]) == .relation {
            let condition = stated[position]
            guard store.relation(condition) == .lessOrEqual else { continue }
            let (low, high) = (store.child(condition, 0), store.child(condition, 1))
            let all = distinct ?? Set(stated)
            distinct = all
            if all.contains(store.relation(.notEqual, low, high)) || all.contains(store.relation(.notEqual, high, low)) {
                stated[position] = store.relation(.less, low, high)
            }
        }
    }

    /// `1 <= j` and `j <= n` are written `1 <= j <= n`: a place of an array.
    private func joinPlaces(_ stated: inout [Expr]) {
        func isOrder(_ condition: Expr) -> Bool { store.kind(condition) == .relation && store.relation(condition) == .lessOrEqual }
        for lower in stated where isOrder(lower) && store.child(lower, 0) == .one && store.kind(store.child(lower, 1)) == .symbol {
            guard let place = stated.firstIndex(where: { isOrder($0) && store.child($0, 0) == store.child(lower, 1) }) else { continue }
            stated[place] = store.conjunction([lower, stated[place]])
            stated.removeAll { $0 == lower }
        }
    }

    /// Where an expression without branches has a value, as far as its form tells.
    ///
    /// - Parameter isComplex: only what complex arguments must satisfy too.
    public func condition(of expr: Expr, isComplex: Bool = false) -> Expr {
        store.conjunction(requirements(of: expr).map { catalogue.condition($0, isComplex: isComplex) })
    }

    /// What the form of an expression without branches requires.
    public func requirements(of expr: Expr) -> [DomainCondition.Requirement] {
        findRequirements(of: CollectionOfOne(expr))
        return required
    }

    private func isMet(_ requirement: DomainCondition.Requirement) -> Bool {
        if isRequired(requirement) { return true }
        if case .derivative(let taken) = requirement, taken.conditions.isEmpty { return true }
        guard case .base(let base, let exponent) = requirement else { return elementary(requirement).allSatisfy { isRequired($0) } }
        if isRequired(.positive(base)) { return true }
        // Where a smaller exponent is allowed, a greater one is.
        return others.contains { other in
            guard case .base(base, let smaller) = other else { return false }
            return store.rationalValue(store.difference(exponent, smaller)).map { $0.signum >= 0 } ?? false
        }
    }

    private func isRequired(_ requirement: DomainCondition.Requirement) -> Bool {
        guard let mark = requirement.mark else { return others.contains(requirement) }
        return (marks[requirement.expr] ?? 0) & mark != 0
    }

    /// A product is not zero where none of its factors is, a power where its base is not, and an exponential never is.
    private func elementary(_ requirement: DomainCondition.Requirement) -> [DomainCondition.Requirement] {
        if case .holds(let condition) = requirement, store.kind(condition) == .conjunction {
            return store.childArray(condition).flatMap { elementary(.holds($0)) }
        }
        if case .holds(let condition) = requirement, store.kind(condition) == .binder { return everywhere(condition) }
        guard case .nonzero(let expr) = requirement else { return [requirement] }
        var open = [expr]
        var found: [DomainCondition.Requirement] = []
        while let part = open.popLast() {
            switch store.kind(part) {
            case .number where part == .zero: found.append(.nonzero(part))
            case .number, .constant: break
            case .scaled: open.append(store.child(part, 1))
            case .product: open += store.childArray(part).reversed()
            case .power: open.append(store.child(part, 0))
            case .call where store.function(part) == KnownFunction.exponential: break
            default: found.append(.nonzero(part))
            }
        }
        return found
    }

    /// That a product is not zero for all values of an index, factor by factor.
    private func everywhere(_ condition: Expr) -> [DomainCondition.Requirement] {
        catalogue.opening(condition) { binder in
            guard store.kind(binder.body) == .relation, store.relation(binder.body) == .notEqual, store.child(binder.body, 1) == .zero
            else {
                return [.holds(condition)]
            }
            let parts = elementary(.nonzero(store.child(binder.body, 0))).map { catalogue.condition($0) }
            return catalogue.everywhere(parts, binder).map { .holds($0) }
        }
    }

    /// Whether a requirement is its own only elementary part: the common case needs no list.
    private func isElementary(_ requirement: DomainCondition.Requirement) -> Bool {
        if case .holds(let condition) = requirement { return ![.conjunction, .binder].contains(store.kind(condition)) }
        guard case .nonzero(let expr) = requirement else { return true }
        switch store.kind(expr) {
        case .number: return expr == .zero
        case .constant, .scaled, .product, .power: return false
        case .call: return store.function(expr) != KnownFunction.exponential
        default: return true
        }
    }

    private func state(_ condition: Expr, _ stated: inout [Expr]) {
        let parts = store.conjuncts(condition)
        for part in parts where part != .truth && store.traits(part).contains(.hasSymbol) && known[part] == nil {
            add(part)
            let solved = withoutConsequences(SolvedCondition(store).solved(part))
            // What holds anyway needs no words.
            if solved == .truth || store.decided(solved) == true || (solved != part && known[solved] != nil) || coversLine(solved) {
                continue
            }
            if store.kind(part) == .disjunction, store.childView(part).contains(where: { known[$0] != nil }) { continue }
            stated.append(solved)
            add(solved)
        }
    }

    /// Of the alternatives those that another does not follow from: `x < 0 or x != 0` is `x != 0`.
    private func withoutConsequences(_ condition: Expr) -> Expr {
        guard store.kind(condition) == .disjunction else { return condition }
        let parts = store.childArray(condition)
        return store.disjunction(parts.filter { part in !implied(by: part).contains { parts.contains($0) } })
    }

    /// Whether of the alternatives one always holds, as of `x <= 0 or x >= 0`.
    private func coversLine(_ condition: Expr) -> Bool {
        guard store.kind(condition) == .disjunction else { return false }
        let parts = store.childArray(condition).filter { store.kind($0) == .relation }
        return parts.contains { part in
            guard store.relation(part) == .lessOrEqual, !store.hasComplexName(part) else { return false }
            let (low, high) = (store.child(part, 0), store.child(part, 1))
            if parts.contains(store.relation(.notEqual, low, high)) || parts.contains(store.relation(.notEqual, high, low)) { return true }
            return parts.contains(store.relation(.less, high, low)) || parts.contains(store.relation(.lessOrEqual, high, low))
        }
    }

    private func add(_ condition: Expr) {
        let parts = store.conjuncts(condition)
        for part in parts {
            known.set(part, true)
            for consequence in implied(by: part) { known.set(consequence, true) }
        }
    }

    /// `0 < u` implies `0 <= u` and `u != 0`.
    private func implied(by condition: Expr) -> [Expr] {
        guard store.kind(condition) == .relation, store.relation(condition) == .less else { return [] }
        let (left, right) = (store.child(condition, 0), store.child(condition, 1))
        return [
            store.relation(.lessOrEqual, left, right), store.relation(.notEqual, left, right), store.relation(.notEqual, right, left),
        ]
    }

    /// Finds what the form of an expression requires to have a value. Branches of `piecewise` require nothing by themselves.
    private func findRequirements(of roots: some Collection<Expr>) {
        required.removeAll(keepingCapacity: true)
        marks.removeAll()
        others.removeAll(keepingCapacity: true)
        for root in roots { addRequirements(of: root) }
    }

    private func addRequirements(of root: Expr) {
        store.postorder(root, &visits, into: &order, isLeaf: { self.store.kind($0) == .piecewise || self.store.kind($0) == .binder })
        for node in order {
            if store.kind(node) == .binder {
                // What is under a sum has a value for all values of the index where its form has.
                let conditions = catalogue.conditions(in: node, isLeaf: { store.kind($0) == .piecewise }) { part in
                    self.requirement(ofNode: part).map { catalogue.condition($0) }
                }
                for condition in conditions { require(.holds(condition)) }
            } else if let requirement = requirement(ofNode: node) {
                require(requirement)
            }
        }
    }

    private func requirement(ofNode node: Expr) -> DomainCondition.Requirement? {
        switch store.kind(node) {
        case .power: return catalogue.requirement(base: store.child(node, 0), exponent: store.child(node, 1))
        case .call:
            let row = Vocabulary.row(store.function(node))
            return row.domain.isEmpty && row.singular.isEmpty ? nil : .inDomain(node)
        default: return nil
        }
    }

    private func require(_ requirement: DomainCondition.Requirement) {
        if !isElementary(requirement), case let parts = elementary(requirement), parts != [requirement] {
            for part in parts { require(part) }
            return
        }
        if isRequired(requirement) { return }
        if let mark = requirement.mark {
            marks.set(requirement.expr, (marks[requirement.expr] ?? 0) | mark)
        } else {
            // With more the search for one would be quadratic; the answer then states more than it must.
            guard others.count < Domain.mostOthers else { return }
            others.append(requirement)
        }
        required.append(requirement)
        // x^(-1/2) needs x > 0, and so all that follows from it.
        if case .positive(let base) = requirement {
            require(.nonzero(base))
            require(.nonnegative(base))
        }
    }
}

extension DomainCondition.Requirement {
    /// The bit of a kind that is about one expression and nothing else.
    fileprivate var mark: UInt8? {
        switch self {
        case .nonzero: 1
        case .positive: 2
        case .nonnegative: 4
        case .inDomain: 8
        case .holds: 16
        case .base, .derivative: nil
        }
    }

    fileprivate func isPower(of expr: Expr) -> Bool {
        if case .base(expr, _) = self { return true }
        return false
    }
}
