import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Syntax
import Tape
import Vocabulary

/// Solves equations, systems and inequalities.
public final class Solver {
    let catalogue: Catalogue
    let store: ExprStore
    let evaluator: BallEvaluator
    /// Signs, order and truth of constants, kept while one request is answered.
    let constants: RealConstants
    let simplifier: Simplifier
    /// Where programs find the formulas of functions.
    let library: FunctionLibrary
    /// Changes what is found before it is audited: for tests of the audit.
    var distortion: (SolutionSet) -> SolutionSet = { $0 }
    /// The least time that an audit may take, in seconds of the thread's processor time.
    var leastAuditTime = 0.05

    /// - Throws: where the ball library cannot be loaded.
    public init(_ catalogue: Catalogue, _ library: FunctionLibrary = FunctionLibrary()) throws(BallUnavailable) {
        self.catalogue = catalogue
        self.library = library
        store = catalogue.store
        evaluator = try BallEvaluator(catalogue)
        constants = RealConstants(catalogue, evaluator)
        simplifier = Simplifier(catalogue)
    }

    /// All solutions that are found, verified, with claims that were audited.
    ///
    /// - Throws: what cannot be a request: an unknown that is no name.
    public func solve(_ request: SolveRequest) throws(Diagnostic) -> SolutionSet {
        simplifier.forget()
        constants.reset()
        let start = Budget.processorClock()
        var plain = request
        plain.conditions = request.conditions.map { constants.withPlainWholes($0) }
        let found = distortion(try solutions(plain))
        return Auditor(self, request).audited(found, seconds: Budget.processorClock() - start)
    }

    private func solutions(_ request: SolveRequest) throws(Diagnostic) -> SolutionSet {
        let conditions = request.conditions.flatMap { parts($0) }
        let equations = conditions.compactMap { side($0) }
        guard equations.count == conditions.count else { return InequalitySolver(self).solve(request) }
        if equations.count == 1, request.unknowns.count == 1 {
            if request.start != nil {
                let near = system(equations, request)
                if !near.solutions.isEmpty { return near }
            }
            let found = SingleEquation(self, equations[0], request.unknowns[0], request).solutions()
            return found.isComplete ? found : byRealParts(equations[0], request) ?? found
        }
        return system(equations, request)
    }

    /// The equations of a chain `x = y = 2`; another condition is one.
    func parts(_ condition: Expr) -> [Expr] {
        guard store.kind(condition) == .conjunction else { return [condition] }
        let parts = store.childArray(condition)
        return parts.allSatisfy { side($0) != nil } ? parts : [condition]
    }

    /// What is to be zero; nil for inequalities.
    func side(_ condition: Expr) -> Expr? {
        if condition == .truth { return .zero }
        if condition == .falsehood { return .one }
        guard store.traits(condition).contains(.isCondition) else { return condition }
        guard store.kind(condition) == .relation, store.relation(condition) == .equal else { return nil }
        return store.difference(store.child(condition, 0), store.child(condition, 1))
    }

    /// The form that is shown: the value itself where it is short, else its simplest form.
    ///
    /// What is long is not worth the search: nobody reads it.
    func tidied(_ value: Expr) -> Expr {
        if isPlain(value) { return value }
        if let plain = plainForm(value) { return plain }
        if isLong(value) { return value }
        let simple = simplifier.simplify(value)
        return simple.steps.allSatisfy { $0.condition == .truth } && hasValue(simple.result, where: value) ? simple.result : value
    }

    /// Whether a form has a value wherever another one has: `acsch(1/u)` has none at `u = 0`, where `asinh(u)` has.
    private func hasValue(_ form: Expr, where other: Expr) -> Bool {
        if form == other { return true }
        func parts(_ condition: Expr) -> [Expr] { store.conjuncts(condition) }
        let domain = Domain(catalogue)
        let unmet = domain.stated([], parts(domain.condition(of: form)), for: other)
        if unmet.isEmpty { return true }
        // What is required of one form may be written otherwise in the other.
        let known = parts(domain.condition(of: other))
        let simple = Set(known.map { simplifier.simplify($0).result })
        return unmet.allSatisfy { part in
            if simple.contains(simplifier.simplify(part).result) { return true }
            guard store.kind(part) == .relation, store.relation(part) == .lessOrEqual else { return false }
            // A square was taken out of a root: it may vanish by itself where other names stand in it than in the rest.
            let names = Set(store.symbols(in: [part]))
            return known.allSatisfy {
                store.kind($0) != .relation || store.relation($0) != .lessOrEqual || names.isSuperset(of: store.symbols(in: [$0]))
            }
        }
    }

    /// `sqrt(2)/2` for `(-1)^(1/4)*(1 - I)/2`, `pi/12` for `atan(2 - sqrt(3))`: a number of simple form that a constant is proved to be.
    private func plainForm(_ value: Expr) -> Expr? {
        guard store.isConstant(value) else { return nil }
        let ball = constants.ball(value, 192)
        let bounds = ball.bounds(.imaginary)
        guard ball.isFinite, max(abs(bounds.lower), abs(bounds.upper)) < BallEvaluator.tolerance else { return nil }
        let double = ball.midpoint.real
        return ExactGuess(store).values(near: double, tolerance: 4 * double.ulp).first { guess in
            EqualityProof(catalogue).proves(store.difference(value, guess))
        }
    }

    /// Whether a node is the sine or cosine of a rational multiple of pi.
    private func isPartOfUnity(_ node: Expr) -> Bool {
        guard store.function(node) == KnownFunction.sine || store.function(node) == KnownFunction.cosine
        else { return false }
        return store.barePart(store.child(node, 0)) == store.constant(.pi)
    }

    private func isLong(_ value: Expr) -> Bool { store.postorder([value]).count > Solver.longest }

    /// Expressions of more parts are shown as they are.
    private static let longest = 120

    /// Numbers, names and roots of positive numbers, as they stand in sums and products.
    private func isPlain(_ value: Expr) -> Bool {
        store.postorder([value]).allSatisfy { node in
            switch store.kind(node) {
            case .number, .symbol, .constant, .sum, .scaled: true
            case .product: store.isConstant(node)
            case .call: isPartOfUnity(node)
            case .power:
                (store.rationalValue(store.child(node, 0))?.signum ?? -1) > 0 && (node != value || store.child(node, 1) == .half)
            default: false
            }
        }
    }
}

extension Assumptions {
    /// Whether something is assumed of a name that only real numbers satisfy.
    func hasRealDeclaration(of name: Expr) -> Bool {
        names[name] != nil && !isComplex(name)
    }
}
