import Exact
import Vocabulary

extension ExprStore {
    /// The relation, decided where both sides are numbers or the same expression. `a > b` is stored as `b < a`.
    public func relation(_ relation: Relation, _ left: Expr, _ right: Expr) -> Expr {
        if left.isAbsent || right.isAbsent { return left.isAbsent ? left : right }
        if isNumber(left), isNumber(right) { return truth(decide(relation, rational(left), rational(right))) }
        if relation == .equal || relation == .notEqual {
            // A number by itself stands on the right, and a factor that is a number does not matter beside zero.
            if isConstant(left), !isConstant(right) { return self.relation(relation, right, left) }
            if right == .zero, kind(left) == .scaled { return self.relation(relation, child(left, 1), right) }
        }
        if left == right, isDefinedEverywhere(left) { return truth(relation == .equal || relation == .lessOrEqual) }
        if hasAssumptions, let decided = declaredRelation(relation, left, right) { return truth(decided) }
        if hasAssumptions, let reduced = reducedRelation(relation, left, right) { return reduced }
        let expr = pair(.relation, UInt16(relation.rawValue), left, right, extra: .isCondition)
        if hasAssumptions, !expr.isAbsent, let stated = statedRelation(expr) { return truth(stated) }
        return expr
    }

    /// The relations of `a < u and u < b` in this order, which is written `a < u < b`; nil for other conjunctions.
    public func chain(_ conjunction: Expr) -> (lower: Expr, upper: Expr)? {
        guard childCount(conjunction) == 2 else { return nil }
        let parts = (child(conjunction, 0), child(conjunction, 1))
        for (first, second) in [(parts.0, parts.1), (parts.1, parts.0)] {
            guard isOrdering(first), isOrdering(second) else { return nil }
            if child(first, 1) == child(second, 0), !isConstant(child(first, 1)) { return (first, second) }
        }
        return nil
    }

    private func isOrdering(_ condition: Expr) -> Bool {
        kind(condition) == .relation && (relation(condition) == .less || relation(condition) == .lessOrEqual)
    }

    private func isDefinedEverywhere(_ expr: Expr) -> Bool { kind(expr) == .symbol || isConstant(expr) }

    private func decide(_ relation: Relation, _ left: Rational, _ right: Rational) -> Bool {
        switch relation {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        }
    }

    func truth(_ value: Bool) -> Expr { value ? .truth : .falsehood }

    /// All conditions hold.
    public func conjunction(_ parts: [Expr]) -> Expr { junction(.conjunction, parts, neutral: .truth, absorbing: .falsehood) }

    /// At least one condition holds.
    public func disjunction(_ parts: [Expr]) -> Expr {
        junction(.disjunction, withReachedEnds(parts), neutral: .falsehood, absorbing: .truth)
    }

    /// `a <= b` for `a < b or a = b`.
    private func withReachedEnds(_ parts: [Expr]) -> [Expr] {
        guard let place = parts.firstIndex(where: { kind($0) == .relation && relation($0) == .equal }) else { return parts }
        let (left, right) = (child(parts[place], 0), child(parts[place], 1))
        var rest = parts
        rest.remove(at: place)
        guard let other = rest.firstIndex(where: { $0 == relation(.less, left, right) || $0 == relation(.less, right, left) }) else {
            return parts
        }
        let isRising = rest[other] == relation(.less, left, right)
        rest[other] = isRising ? relation(.lessOrEqual, left, right) : relation(.lessOrEqual, right, left)
        return rest
    }

    private func junction(_ kind: ExprKind, _ parts: [Expr], neutral: Expr, absorbing: Expr) -> Expr {
        var flat: [Expr] = []
        for part in parts {
            if part.isAbsent || part == absorbing { return part }
            if self.kind(part) == kind { flat += childArray(part) } else if part != neutral { flat.append(part) }
        }
        flat.sort { $0.index < $1.index }
        var distinct: [Expr] = []
        for part in flat where part != distinct.last { distinct.append(part) }
        // A condition and its opposite leave nothing open.
        let relations = Set(distinct.filter { self.kind($0) == .relation })
        for part in relations where budget.step() && relations.contains(negation(part)) { return absorbing }
        if distinct.isEmpty { return neutral }
        if distinct.count == 1 { return distinct[0] }
        return distinct.withUnsafeBufferPointer { intern(kind, $0, extra: .isCondition) }
    }

    /// The condition does not hold. Relations are turned round; nothing is assumed of undefined sides.
    public func negation(_ condition: Expr) -> Expr {
        switch condition {
        case .undefined, .unfinished: return condition
        case .truth: return .falsehood
        case .falsehood: return .truth
        default: break
        }
        switch kind(condition) {
        case .negation: return child(condition, 0)
        case .relation:
            let opposite = relation(condition).opposite
            let (left, right) = (child(condition, 0), child(condition, 1))
            return opposite.isExchanged ? relation(opposite.relation, right, left) : relation(opposite.relation, left, right)
        default:
            return withUnsafeTemporaryAllocation(of: Expr.self, capacity: 1) { buffer in
                buffer.initializeElement(at: 0, to: condition)
                return intern(.negation, UnsafeBufferPointer(buffer), extra: .isCondition)
            }
        }
    }

    /// The value of the first branch whose condition holds, else the last value.
    ///
    /// - Parameter parts: values and conditions in turn, and a last value.
    public func piecewise(_ parts: [Expr]) -> Expr {
        var kept: [Expr] = []
        var position = 0
        var otherwise = parts.last ?? .undefined
        // Where a branch has no value, the ones behind it must not be taken.
        var allowed = Expr.truth
        while position + 1 < parts.count {
            let (value, condition) = (parts[position], parts[position + 1])
            position += 2
            if condition.isAbsent { return condition }
            if value == .unfinished { return value }
            if condition == .falsehood { continue }
            if condition == .truth {
                otherwise = value
                break
            }
            if value == .undefined {
                allowed = conjunction([allowed, negation(condition)])
            } else {
                kept += [value, conjunction([allowed, condition])]
            }
        }
        if otherwise == .unfinished { return otherwise }
        if allowed != .truth, otherwise != .undefined {
            kept += [otherwise, allowed]
            otherwise = .undefined
        }
        while kept.count >= 2, kept[kept.count - 2] == otherwise { kept.removeLast(2) }
        if kept.isEmpty { return otherwise }
        kept.append(otherwise)
        let isCondition = kept.enumerated().allSatisfy { $0.offset % 2 == 1 || traits($0.element).contains(.isCondition) }
        return kept.withUnsafeBufferPointer { intern(.piecewise, $0, extra: isCondition ? .isCondition : []) }
    }

    // MARK: Functions

    /// The call of a function, as it stands: `Reading` knows the exact values.
    public func call(_ function: FunctionID, _ arguments: [Expr]) -> Expr {
        if let absent = arguments.first(where: \.isAbsent) { return absent }
        return arguments.withUnsafeBufferPointer { intern(.call, detail: function.index, $0) }
    }

    /// The call of a function of one argument, as it stands.
    public func call(_ function: FunctionID, _ argument: Expr) -> Expr {
        if argument.isAbsent { return argument }
        return withUnsafeTemporaryAllocation(of: Expr.self, capacity: 1) { buffer in
            buffer.initializeElement(at: 0, to: argument)
            return intern(.call, detail: function.index, UnsafeBufferPointer(buffer))
        }
    }

    /// The value of an abstract function, or of one of its derivatives. The parts of the node are the name, the orders and the
    /// arguments.
    public func application(_ head: FunctionHead, _ arguments: [Expr]) -> Expr {
        if let absent = arguments.first(where: \.isAbsent) { return absent }
        let orders = head.orders.map { number(Int($0)) }
        return ([head.name] + orders + arguments).withUnsafeBufferPointer { intern(.application, $0, extra: .hasApplication) }
    }

    /// The abstract function of an application.
    public func head(_ expr: Expr) -> FunctionHead {
        let parts = childArray(expr)
        let arity = (parts.count - 1) / 2
        return FunctionHead(name: parts[0], orders: parts[1...arity].map { UInt16(wholeValue($0) ?? 0) })
    }

    /// The arguments of an application.
    public func arguments(_ expr: Expr) -> [Expr] {
        let parts = childArray(expr)
        return Array(parts[((parts.count - 1) / 2 + 1)...])
    }

    func pair(_ kind: ExprKind, _ detail: UInt16, _ left: Expr, _ right: Expr, extra: ExprTraits) -> Expr {
        withUnsafeTemporaryAllocation(of: Expr.self, capacity: 2) { buffer in
            buffer.initializeElement(at: 0, to: left)
            buffer.initializeElement(at: 1, to: right)
            return intern(kind, detail: detail, UnsafeBufferPointer(buffer), extra: extra)
        }
    }
}
