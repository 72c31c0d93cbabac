import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading

/// Decides which of the roots that were found are solutions of the equation as it was written, and under which conditions.
struct Candidates {
    private let solver: Solver
    private let expr: Expr
    private let unknown: Expr
    private let request: SolveRequest
    private let isReal: Bool
    private let mayLeaveReals: Bool
    private let domain: [Expr]
    private let verification: Verification
    private let restriction: Restriction
    private var catalogue: Catalogue { solver.catalogue }
    private var store: ExprStore { solver.store }
    private var evaluator: BallEvaluator { solver.evaluator }

    /// - Parameters:
    ///   - domain: where the equation has a value.
    ///   - mayLeaveReals: whether the domain lets parts of an equation in real numbers have other values.
    init(
        _ solver: Solver, _ expr: Expr, _ unknown: Expr, _ request: SolveRequest, isReal: Bool, domain: [Expr], mayLeaveReals: Bool = false
    ) {
        self.solver = solver
        self.expr = expr
        self.unknown = unknown
        self.request = request
        self.isReal = isReal
        self.mayLeaveReals = mayLeaveReals
        self.domain = domain
        restriction = Restriction(solver, of: [unknown], in: request.interval)
        verification = Verification(
            solver, domain: request.domain, isReal: isReal && request.wantsRealParts(solver.store))
    }

    /// What became of a root.
    struct Checked {
        /// The solutions: none, one, or the parts of a family that are.
        var roots: [Root] = []
        /// Whether it is known that the rest are none.
        var isComplete = true
    }

    /// Substitutes a root into the equation.
    func checked(_ root: Root) -> Checked {
        let checked = judged(root)
        if checked.roots.isEmpty {
            store.log(.solve, "candidate", root.value, .refused(checked.isComplete ? "it is no solution" : "that could not be decided"))
        }
        return checked
    }

    private func judged(_ root: Root) -> Checked {
        guard isReal else { return checked(root, isPart: false) }
        // Where real numbers are asked for, the parts of the equation are real.
        let (roots, areAll) = SignCases(catalogue).cases(root) { verification.isReal && store.postorder([expr]).contains($0) }
        var result = joined(roots.map { checked($0, isPart: false) })
        if !areAll { result.isComplete = false }
        return result
    }

    private func checked(_ root: Root, isPart: Bool) -> Checked {
        if isReal, !mayBeReal(root) { return Checked() }
        if let enclosure = root.enclosure { return checked(root, enclosure) }
        var root = root
        if store.isConstant(root.value), let checked = restricted(&root) { return checked }
        if isExactRoot(root) { return Checked(roots: [root]) }
        var own = root
        switch withConditions(root) {
        case .stated(let stated): own = stated
        case .never: return Checked()
        case .unknown: return Checked(isComplete: false)
        }
        if let members = fewMembers(root, own.condition) { return joined(members.map { checked($0, isPart: true) }) }
        // What conditions made of a family may be a number that is not allowed, or is under conditions.
        if !store.isConstant(root.value), store.isConstant(own.value), let checked = restricted(&own) { return checked }
        if !root.integers.isEmpty, !store.symbols(in: [own.value]).contains(where: { root.integers.contains($0) }) {
            let demanded = restriction.demanded(of: [unknown: own.value])
            guard let stated = ParameterConditions(solver).stated([own.condition] + demanded, integers: []) else { return Checked() }
            own.condition = stated
        }
        var areAll = true
        switch outcome(of: &own) {
        case .fails: return Checked()
        case .holds:
            guard own.integers.isEmpty, !store.isConstant(own.value), !mayLeaveReals else { break }
            let exceptions = verification.exceptions(
                [expr], at: [unknown: own.value], condition: own.condition, suspects: own.suspects)
            if exceptions.conditions.isEmpty { break }
            let stated = ParameterConditions(solver).stated([own.condition] + exceptions.conditions, integers: [])
            guard let stated else { return Checked(isComplete: exceptions.areAll) }
            own.condition = stated
            areAll = exceptions.areAll
        // What cannot be told of, as a number on the cut of a root, is not shown.
        case .open, .nowhere: return Checked(isComplete: false)
        // The plain forms of equations between parameters are those of real numbers.
        case .mixed where own.integers.isEmpty && mayLeaveReals: return Checked(isComplete: false)
        case .mixed where own.integers.isEmpty:
            // Where it is one the equation itself says.
            let there = store.equation(catalogue.substitute(expr, [unknown: own.value]), .zero)
            guard let stated = ParameterConditions(solver).stated([own.condition, there], integers: []) else { return Checked() }
            own.condition = stated
        case .mixed:
            if let members = members(root) { return joined(members.map { checked($0, isPart: true) }) }
            // Every second member may be one: the even and the odd ones by themselves.
            guard !isPart, own.integers.count == 1 else { return Checked(isComplete: false) }
            return joined([0, 1].map { checked(divided(root, $0), isPart: true) })
        }
        // Whether there is a whole number for which a condition on parameters holds is no answer, nor is an order of what is not real.
        if !strangers(own).isEmpty || ordersComplexNumbers(own.condition) { return Checked(isComplete: false) }
        own.value = shown(own)
        return Checked(roots: [own], isComplete: areAll)
    }

    /// The whole numbers in a condition that choose no member.
    private func strangers(_ root: Root) -> Set<Expr> {
        if root.condition == .truth { return [] }
        let asked = request.conditions + [root.value, expr, unknown] + domain + restriction.conditions
        return Set(store.symbols(in: [root.condition])).subtracting(store.symbols(in: asked))
    }

    /// Whether a condition compares, by size, what is written with complex numbers.
    private func ordersComplexNumbers(_ condition: Expr) -> Bool {
        ConditionForm(store).relations(condition).contains { relation in
            guard [.less, .lessOrEqual].contains(store.relation(relation)) else { return false }
            return [store.child(relation, 0), store.child(relation, 1)].contains { side in
                !store.facts(of: side).isReal
                    && store.postorder([side]).contains { node in
                        node == store.constant(.imaginaryUnit)
                            || store.kind(node) == .call && store.isConstant(node) && evaluator.isReal(node) == false
                    }
            }
        }
    }

    private func joined(_ parts: [Checked]) -> Checked {
        Checked(roots: parts.flatMap(\.roots), isComplete: parts.allSatisfy(\.isComplete))
    }

    /// What becomes of a constant by what is asked of the unknown; nil where it is allowed, under a condition where that is said of other
    /// names.
    private func restricted(_ root: inout Root) -> Checked? {
        switch restriction.allows([unknown: root.value]) {
        case true: return nil
        case false: return Checked()
        case nil:
            let demanded = restriction.demanded(of: [unknown: root.value])
            guard demanded.allSatisfy({ !store.isConstant($0) || solver.constants.truth(of: $0) == true }) else {
                return Checked(isComplete: false)
            }
            guard let stated = ParameterConditions(solver).stated([root.condition] + demanded, integers: root.integers) else {
                return Checked()
            }
            root.condition = stated
            return nil
        }
    }

    /// The members of a family that are allowed, where they are counted.
    private func members(_ root: Root) -> [Root]? {
        guard !root.integers.isEmpty else { return nil }
        let allowed = restriction.allowed(root, unknown)
        guard allowed.isComplete, allowed.roots.allSatisfy({ store.isConstant($0.value) }) else { return nil }
        return allowed.roots
    }

    /// The members of a family whose condition only a few can satisfy, whatever the parameters are.
    private func fewMembers(_ root: Root, _ condition: Expr) -> [Root]? {
        guard root.integers.count == 1, store.symbols(in: [condition]).contains(root.integers[0]), store.symbols(in: [condition]).count > 1,
            let reach = WholeCondition(solver, root.integers[0]).reach(of: condition), reach.count <= Candidates.mostMembers
        else { return nil }
        return reach.map { number in
            var member = root
            member.integers = []
            member.value = catalogue.substitute(root.value, [root.integers[0]: store.number(number)])
            member.condition = catalogue.substitute(root.condition, [root.integers[0]: store.number(number)])
            return member
        }
    }

    /// More members are not taken one by one.
    private static let mostMembers = 12

    /// The roots without what the assumptions and the interval leave out.
    func restricted(_ roots: [Root]) -> Checked {
        joined(
            roots.map { root in
                if root.integers.isEmpty { return Checked(roots: [root]) }
                let allowed = restriction.allowed(root, unknown)
                return Checked(roots: allowed.roots, isComplete: allowed.isComplete)
            })
    }

    /// What putting the root into the equation tells; of a constant in its simplest form, where it does not tell in another.
    private func outcome(of root: inout Root) -> Verification.Outcome {
        let outcome = verification.check([expr], at: [unknown: root.value], integers: root.integers, condition: root.condition)
        guard case .open = outcome, store.isConstant(root.value) else { return outcome }
        let plain = solver.tidied(root.value)
        if plain == root.value { return outcome }
        root.value = plain
        return verification.check([expr], at: [unknown: plain], integers: [], condition: root.condition)
    }

    /// The value as it is shown: of a family its first member and the distance.
    private func shown(_ root: Root) -> Expr {
        guard !root.integers.isEmpty else { return solver.tidied(root.value) }
        guard let family = AffineFamily(root, catalogue) else { return root.value }
        // Members are counted upwards, where any whole number will do.
        let isTurned = root.condition == .truth && evaluator.sign(ofConstant: family.step) == -1
        let step = isTurned ? store.negated(family.step) : family.step
        return store.sum(solver.tidied(family.start), store.product(solver.tidied(step), root.integers[0]))
    }

    private func divided(_ family: Root, _ offset: Int) -> Root {
        var part = family
        let name = family.integers[0]
        let next = store.sum(store.scaled(2, name), store.number(offset))
        part.value = Expansion(catalogue).tidied(catalogue.substitute(family.value, [name: next]))
        part.condition = catalogue.substitute(family.condition, [name: next])
        return part
    }

    /// Whether the root is one of a factor of the polynomial by its form, `rootof(p, k)`: hundreds of them need no digits.
    private func isExactRoot(_ root: Root) -> Bool {
        store.isAlgebraicNumber(root.value) && !isReal && request.domain.isEmpty && store.assumptions.isEmpty
            && store.symbols(in: [expr]) == [unknown] && EquationKind([expr], [unknown], store).isPolynomial
    }

    // MARK: Enclosures

    /// A decimal number stands for a zero of the equation itself where the equation changes its sign there.
    private func checked(_ root: Root, _ enclosure: Enclosure) -> Checked {
        switch restriction.allows([unknown: enclosure]) {
        case true: break
        case false: return Checked()
        case nil: return Checked(isComplete: false)
        }
        let product = (try? Transforms(catalogue).factor(expr)) ?? expr
        let bases = Transforms(catalogue).splitProduct(product).map(\.base).filter { store.depends($0, on: unknown) }
        var isOpen = false
        for base in bases {
            switch enclosure.sign(of: base, unknown, evaluator, catalogue) {
            case .changes: return Checked(roots: [root])
            case .none: continue
            case .unknown: isOpen = true
            }
        }
        // What may be none is not shown.
        return Checked(isComplete: !isOpen)
    }

    // MARK: Conditions

    /// A root with what it asks for.
    private enum Conditioned {
        case stated(Root)
        /// Nothing satisfies it.
        case never
        /// Where it is real cannot be told.
        case unknown
    }

    /// The root with everything its parameters and whole numbers must satisfy.
    private func withConditions(_ root: Root) -> Conditioned {
        let there = catalogue.substitute(domain, [unknown: root.value])
        if store.isConstant(root.value), root.condition == .truth, there.allSatisfy({ store.isConstant($0) }) { return .stated(root) }
        var conditions = [root.condition]
        let value = root.value
        var root = root
        if root.integers.isEmpty, !store.isConstant(root.value) { root.value = solver.tidied(root.value) }
        if isReal, !store.isConstant(root.value), store.traits(root.value).contains(.hasImaginary) {
            guard let parts = CartesianParts(catalogue).parts(of: root.value) else { return .unknown }
            root.value = parts.real
            conditions.append(store.equation(parts.imaginary, .zero))
        }
        if isReal || !root.integers.isEmpty { conditions.append(Domain(catalogue).condition(of: root.value, isComplex: !isReal)) }
        conditions += root.value == value ? there : domain.map { catalogue.substitute($0, [unknown: root.value]) }
        if root.integers.isEmpty, !store.isConstant(root.value) { conditions += restriction.demanded(of: [unknown: root.value]) }
        if conditions.contains(.unfinished) { return .unknown }
        if conditions.contains(.undefined) { conditions.removeAll(where: \.isAbsent) }
        guard let stated = ParameterConditions(solver).stated(conditions, integers: root.integers) else { return .never }
        root.condition = stated
        if let (name, value) = ParameterConditions(solver).single(stated) {
            root.value = catalogue.substitute(root.value, [name: value])
            if root.integers.contains(name) {
                root.integers.removeAll { $0 == name }
                root.condition = .truth
            }
        }
        if root.value.isAbsent { return root.value == .undefined ? .never : .unknown }
        return .stated(root)
    }

    // MARK: Constants

    /// The number of the member of a family along a line that crosses the real numbers there, if it does at a member.
    private func onlyRealMember(_ root: Root) -> [Int] {
        guard let family = AffineFamily(root, catalogue) else { return [] }
        evaluator.begin(bits: 128)
        let heights = [family.start, family.step].map { evaluator.value(of: $0) }
        guard heights.allSatisfy(\.isFinite), heights[1].midpoint.imaginary != 0 else { return [] }
        let turn = (-heights[0].midpoint.imaginary / heights[1].midpoint.imaginary).rounded()
        return abs(turn) < 1e15 ? [Int(turn)] : []
    }

    private func mayBeReal(_ root: Root) -> Bool {
        guard store.isConstant(root.value) || !root.integers.isEmpty else { return true }
        // Of a family some members may be real, or one.
        return ([1, 0, -1, 4, -4] + onlyRealMember(root)).contains { turn in
            let value = catalogue.substitute(root.value, Dictionary(root.integers.map { ($0, store.number(turn)) }) { first, _ in first })
            return !value.isAbsent && (!store.isConstant(value) || evaluator.isReal(value) != false)
        }
    }
}

extension Enclosure {
    /// What an expression does between the ends.
    enum Change {
        case changes, none, unknown
    }

    /// Whether an expression is zero somewhere in the enclosure, by its signs at the ends.
    fileprivate func sign(of expr: Expr, _ unknown: Expr, _ evaluator: BallEvaluator, _ catalogue: Catalogue) -> Change {
        let store = catalogue.store
        let bits = 256 + value.real.utf8.count * 4
        let ball = ball(bits: bits)
        evaluator.begin(bits: bits, at: [unknown: ball])
        let range = evaluator.value(of: expr)
        if range.isFinite, range.excludesZero { return .none }
        let isContinuous = range.isFinite
        let signs = [lower, upper].map { end in
            evaluator.sign(ofConstant: catalogue.substitute(expr, [unknown: store.number(end)]))
        }
        guard isContinuous, let first = signs[0], let second = signs[1] else { return .unknown }
        return first != second ? .changes : .unknown
    }
}
