import Algebra
import Calculus
import Certified
import Exact
import Expressions
import Reading
import Syntax
import Vocabulary

// Points, and whether a text has a value there.
extension Session {
    /// What the names are given, exact constants.
    func point(_ bindings: [Call.Binding]) throws(Diagnostic) -> [Expr: Expr] {
        var point: [Expr: Expr] = [:]
        for binding in bindings {
            if case .range = binding.value.form {
                throw Diagnostic.usage("the value of '\(binding.name)' is an interval: that needs --bounds")
            }
            point[store.symbol(binding.name)] = try constant(binding.value, "the value of '\(binding.name)'", isFinite: false)
        }
        return point
    }

    /// A constant in an operand.
    ///
    /// - Parameter role: what it is, for problems.
    func constant(_ operand: Operand, _ role: String, isFinite: Bool = true) throws(Diagnostic) -> Expr {
        let value: Meaning
        do throws(Diagnostic) { value = try definiteMeaning(of: operand) } catch {
            if error.kind == .unsupported, isFinite { throw Diagnostic.usage("\(role) must be a number, not '\(operand.words)'") }
            throw Diagnostic(error.code, "in \(role): \(error.message)", at: Span(0, 0), suggestion: error.suggestion, kind: error.kind)
        }
        if !isFinite, store.traits(value.expr).contains(.hasInfinity) {
            throw Diagnostic(
                "not-supported-yet", "in \(role): calculations with infinity are not supported yet", at: Span(0, 0), kind: .unsupported)
        }
        let excluded: ExprTraits = isFinite ? [.hasSymbol, .hasInfinity, .isCondition] : [.hasSymbol]
        guard store.traits(value.expr).isDisjoint(with: excluded) else {
            throw Diagnostic.usage(isFinite ? "\(role) must be a number, not '\(operand.words)'" : "\(role) must be a number")
        }
        try requireValue(value, operand)
        return value.expr
    }

    /// The meaning of an operand in which digits may have been asked for.
    func definiteMeaning(of operand: Operand) throws(Diagnostic) -> Meaning {
        let definition = try understand(operand).definition
        guard case .meaning(let meaning) = definition else { throw severalValues(definition, operand) }
        return meaning
    }

    /// The names in an expression, joined by commas.
    func nameList(in expr: Expr) -> String { store.symbols(in: [expr]).map { store.name($0) }.joined(separator: ", ") }

    /// The names in expressions, by name; also those that a value is given for and that stand in the text only, as in `x/x`.
    ///
    /// - Throws: where a value is given for a name that does not occur. Not in a stream, whose lines may hold different names.
    func names(in exprs: [Expr], _ given: [Call.Binding], _ call: Call) throws(Diagnostic) -> [Expr] {
        var names = store.symbols(in: exprs)
        for binding in given {
            let name = store.symbol(binding.name)
            if names.contains(name) { continue }
            if call.subject.contains(where: { $0.mentions(binding.name) }) {
                names.append(name)
            } else if !call.isStreaming {
                throw Diagnostic(
                    "surplus-value", "the name '\(binding.name)' does not occur in the expression", at: Span(0, 0), kind: .usage)
            }
        }
        return names.sorted { store.nameBytes($0).lexicographicallyPrecedes(store.nameBytes($1)) }
    }

    /// - Throws: where a name has no value.
    func requireValues(_ missing: [Expr], _ operand: Operand) throws(Diagnostic) {
        guard let first = missing.first else { return }
        throw Diagnostic(
            "missing-value", "no value is given for \(missing.map { store.name($0) }.joined(separator: ", "))",
            at: operand.place(of: store.name(first)) ?? operand.span, suggestion: "add \(store.name(first))=…", kind: .usage)
    }

    // MARK: The domain at a point

    /// Decides what can be decided without values of names: whether the text has a value.
    ///
    /// - Throws: why it has none.
    func requireValue(_ meaning: Meaning, _ operand: Operand) throws(Diagnostic) {
        try requireOrder(meaning, operand)
        let conditions = meaning.domain.filter { $0.isSettled(catalogue) }
        if conditions.isEmpty { return }
        guard try corrections(conditions, [:], operand).isEmpty else { throw formulaFails(operand) }
        _ = try checkDomain(conditions, [:], isReal: false)
    }

    /// - Throws: where a text asks for the order of complex numbers, as `floor(I)` does.
    func requireOrder(_ meaning: Meaning, _ operand: Operand) throws(Diagnostic) {
        if let problem = try evaluator.problem(beyondReals: meaning.expr, at: operand.span) { throw problem }
    }

    /// A text at a point: with the derivatives inside it put right, and what is to be said should its value there not be real.
    ///
    /// - Parameter isComplete: whether all its names have values; only then it is known where it has one.
    /// - Throws: why the text has no value there.
    func valued(
        _ function: Meaning, _ point: [Expr: Expr], _ operand: Operand, isComplete: Bool = true
    ) throws(Diagnostic) -> (function: Meaning, departure: Diagnostic?) {
        let hasVariables =
            store.traits(function.expr).contains(.hasSymbol)
            || function.domain.contains { store.traits(catalogue.condition($0.requirement)).contains(.hasSymbol) }
        try checkAssumptions(point)
        let function = try settled(function, point, operand)
        let isReal =
            hasVariables && !store.traits(function.expr).contains(.hasImaginary) && !store.hasComplexName(function.expr)
            && !point.values.contains { store.traits($0).contains(.hasImaginary) }
        return (function, isComplete ? try checkDomain(function.domain, point, isReal: isReal) : nil)
    }

    /// Refuses what `eval` refuses at a point, where a value is not shown as such: a text without a value, and one that is not real though
    /// its names are.
    ///
    /// - Returns: the text with the derivatives inside it put right.
    func requireValue(_ function: Meaning, at point: [Expr: Expr], _ operand: Operand) throws(Diagnostic) -> Meaning {
        let (function, departure) = try valued(function, point, operand)
        let value = catalogue.substitute(function.expr, point)
        if value.isAbsent { throw absent(operand) }
        if let departure, !store.traits(value).contains(.isCondition) {
            guard try evaluator.value(of: value, digits: nil, at: operand.span).imaginary == nil else { throw departure }
        }
        return function
    }

    /// The value of a constant that is to be real.
    func realValue(of value: Expr, digits: Int?, at span: Span) throws(Diagnostic) -> NumericValue {
        let number = try evaluator.value(of: value, digits: digits, at: span)
        guard number.imaginary == nil else {
            throw Diagnostic("outside-domain", "this is not a real number there", at: span, kind: .undefined)
        }
        return number
    }

    /// That there is no value, or that there was no time to find it.
    func absent(_ operand: Operand) -> Diagnostic {
        if store.budget.isExhausted { return Diagnostic.exhausted(store.budget.exhaustion, at: operand.span) }
        return Diagnostic("undefined", "there is no value there", at: operand.span, kind: .undefined)
    }

    /// Checks at the point that the text has a value; derivatives inside are looked at by `corrections`. What only leaves the real
    /// numbers is returned, not thrown: the value may be real all the same.
    func checkDomain(
        _ conditions: [DomainCondition], _ point: [Expr: Expr], isReal: Bool
    ) throws(Diagnostic) -> Diagnostic? {
        var departure: Diagnostic?
        let conditions = conditions.filter { $0.requirement.derivative == nil }
        // What conditions share gets its value once.
        let guards = catalogue.substitute(conditions.map(\.guardCondition), point)
        let needs = catalogue.substitute(conditions.map { catalogue.condition($0.requirement, isComplex: true) }, point)
        let hasRealNeeds = isReal || conditions.contains(where: \.isReal)
        let realNeeds = hasRealNeeds ? catalogue.substitute(conditions.map { catalogue.condition($0.requirement) }, point) : []
        for (place, condition) in conditions.enumerated() {
            guard try evaluator.decide(guards[place], at: condition.span) ?? true else { continue }
            if try evaluator.decide(needs[place], at: condition.span) == false { throw outside(condition) }
            guard condition.isReal || isReal && departure == nil else { continue }
            if try evaluator.decide(realNeeds[place], at: condition.span) == false {
                let problem = Diagnostic("outside-domain", "this is not a real number there", at: condition.span, kind: .undefined)
                if condition.isReal { throw problem }
                departure = problem
            }
        }
        return departure
    }

    private func outside(_ condition: DomainCondition) -> Diagnostic {
        switch condition.requirement {
        case .nonzero: Diagnostic("division-by-zero", "division by zero", at: condition.span, kind: .undefined)
        case .positive: Diagnostic("division-by-zero", "division by zero", at: condition.span, kind: .undefined)
        case .base(_, let exponent) where !store.traits(exponent).contains(.hasImaginary):
            Diagnostic("division-by-zero", "division by zero", at: condition.span, kind: .undefined)
        case .nonnegative, .base: Diagnostic("outside-domain", "this power is undefined there", at: condition.span, kind: .undefined)
        case .holds(.falsehood): Diagnostic("undefined", "this has no value there", at: condition.span, kind: .undefined)
        case .holds, .derivative:
            Diagnostic(
                "outside-domain",
                "this holds only where \((try? text.text(catalogue.condition(condition.requirement))) ?? "its condition does")",
                at: condition.span,
                kind: .undefined)
        case .inDomain(let call):
            Diagnostic(
                "outside-domain", "'\(name(ofCall: call))' is undefined there", at: condition.span, kind: .undefined)
        }
    }

    private func name(ofCall call: Expr) -> String {
        store.kind(call) == .call ? Vocabulary.row(store.function(call)).calledName : "the function"
    }

    // MARK: Derivatives inside

    /// The function with the derivatives inside it that exist at the point, but are not what their formulas say, put right.
    ///
    /// - Throws: where a derivative inside does not exist, or cannot be put right.
    func settled(_ function: Meaning, _ point: [Expr: Expr], _ operand: Operand) throws(Diagnostic) -> Meaning {
        let corrections = try corrections(function.domain, point, operand)
        if corrections.isEmpty { return function }
        let results = try understand(operand).results
        var corrected = results
        for (derivative, slope) in corrections {
            let places = results.indices.filter { place in
                guard case .meaning(let meaning) = results[place].definition else { return false }
                return meaning.expr == derivative.formula && meaning.domain.contains { $0.requirement == .derivative(derivative) }
            }
            if places.isEmpty { throw formulaFails(operand) }
            for place in places { corrected[place].definition = .meaning(Meaning(slope)) }
        }
        guard case .meaning(let meaning) = try read(operand, corrected) else { return function }
        return meaning
    }

    /// The derivatives that exist at the point, but are not what their formulas say. One in a branch that is not taken need not exist.
    ///
    /// - Throws: where a derivative does not exist.
    func corrections(
        _ conditions: [DomainCondition], _ point: [Expr: Expr], _ operand: Operand
    ) throws(Diagnostic) -> [(derivative: TakenDerivative, slope: Expr)] {
        var found: [(derivative: TakenDerivative, slope: Expr)] = []
        for condition in conditions {
            guard let derivative = condition.requirement.derivative else { continue }
            let branch = catalogue.substitute(condition.guardCondition, point)
            guard try evaluator.decide(branch, at: condition.span) ?? true else { continue }
            if let slope = try slope(of: derivative, point, operand) { found.append((derivative, slope)) }
        }
        return found
    }

    func formulaFails(_ operand: Operand) -> Diagnostic {
        Diagnostic(
            "undecided", "the derivative exists there, but is not what its formula gives", at: operand.span,
            suggestion: "ask grad or hessian for the derivative at a point", kind: .undecided)
    }

    /// Checks that the formula of a derivative is the derivative at a point.
    ///
    /// - Returns: the derivative where it is another one than the formula gives; nil where the formula holds, and where names are left.
    /// - Throws: where there is no derivative.
    private func slope(of derivative: TakenDerivative, _ point: [Expr: Expr], _ operand: Operand) throws(Diagnostic) -> Expr? {
        let span = operand.span
        // A formula without a value says nothing.
        let formula = catalogue.substitute(derivative.formula, point)
        var holds = !formula.isAbsent
        for condition in derivative.conditions {
            let there = catalogue.substitute(condition, point)
            if !store.traits(there).contains(.hasSymbol), try evaluator.decide(there, at: span) == false { holds = false }
        }
        var isAtBorder = false
        for border in derivative.borders where holds && !isAtBorder {
            let there = catalogue.substitute(border, point)
            if !store.traits(there).contains(.hasSymbol), try evaluator.decide(there, at: span) == false { isAtBorder = true }
        }
        if holds, derivative.steps.contains(where: { store.hasComplexName($0.symbol) }) {
            try requireAllDirections(derivative, point, span)
            return nil
        }
        if holds && !isAtBorder { return nil }
        let place = derivative.place(store).mapValues { catalogue.substitute($0, point) }
        guard place.values.allSatisfy({ !store.traits($0).contains(.hasSymbol) }) else { return nil }
        let function = Component(Meaning(derivative.function), operand)
        let (found, variable) = try pointDerivative(derivative, place)
        switch found {
        case .exists(let slope):
            if formula == slope { return nil }
            if !formula.isAbsent, try evaluator.decide(store.relation(.equal, formula, slope), at: span) == true { return nil }
            return slope
        case .none(let missing) where holds && missing.reason != .definedOnOneSide: return nil
        case .none(let missing): throw try notDifferentiable(missing, "derivative", variable, place, nil, function)
        case .undecided(let sentence):
            if holds { return nil }
            if catalogue.substitute(derivative.function, place).isAbsent {
                throw Diagnostic("undefined", "there is no value there", at: span, kind: .undefined)
            }
            throw undecided(sentence, nil, function)
        }
    }

    /// How far the slopes to neighbours may be from the derivative, beside its size.
    private static let slopeTolerance = Rational(1, 1 << 60)

    /// Refuses a derivative in complex variables at a point on a cut across which the function or its slope jumps: `sqrt(z)` does at -1,
    /// `cos(sqrt(z))` does not.
    private func requireAllDirections(_ derivative: TakenDerivative, _ point: [Expr: Expr], _ span: Span) throws(Diagnostic) {
        let place = derivative.place(store).mapValues { catalogue.substitute($0, point) }
        guard place.values.allSatisfy({ store.isConstant($0) }) else { return }
        var current = derivative.function
        for name in derivative.steps.flatMap({ Array(repeating: $0.symbol, count: $0.order) }) {
            differentiator.begin(by: name)
            let next = try differentiator.derivative(of: current)
            if store.hasComplexName(name), try !isSlope(next, of: current, by: name, at: place, span) {
                throw Diagnostic(
                    "not-differentiable", "no derivative \(try self.place(place, Array(place.keys))): it stands on a cut of the function",
                    at: span, kind: .undefined)
            }
            current = next
        }
    }

    /// Whether the slopes between neighbours on both sides of all cuts are what a formula says; only false where they certainly are not.
    private func isSlope(
        _ formula: Expr, of function: Expr, by name: Expr, at place: [Expr: Expr], _ span: Span
    ) throws(Diagnostic) -> Bool {
        func size(_ expr: Expr) -> Expr { catalogue.call(KnownFunction.absoluteValue, expr) }
        let slope = catalogue.substitute(formula, place)
        let allowed = store.scaled(Session.slopeTolerance, store.sum(.one, size(slope)))
        // Cuts are parallel to an axis.
        let aside = store.sum(store.number(2), store.constant(.imaginaryUnit))
        let steps = [-1, 0, 1].map { store.product(store.number(Rational($0) * Session.neighbourDistance), aside) }
        let values = steps.map { step in
            var neighbour = place
            neighbour[name] = place[name].map { store.sum($0, step) }
            return catalogue.substitute(function, neighbour)
        }
        for (first, second) in [(0, 1), (1, 2), (0, 2)] {
            let found = store.quotient(store.difference(values[second], values[first]), store.difference(steps[second], steps[first]))
            let isNear = store.relation(.lessOrEqual, size(store.difference(found, slope)), allowed)
            if try evaluator.decide(isNear, at: span) == false { return false }
        }
        return true
    }

    private func pointDerivative(
        _ derivative: TakenDerivative, _ point: [Expr: Expr]
    ) throws(Diagnostic) -> (PointDerivative, variable: Expr) {
        let steps = derivative.steps
        guard let first = steps.first, point[first.symbol] != nil else { return (.exists(.zero), .zero) }
        if steps.count == 1 {
            return (
                try pointDerivatives.derivative(of: derivative.function, by: first.symbol, order: first.order, at: point), first.symbol
            )
        }
        guard steps.count == 2, steps.allSatisfy({ $0.order == 1 && point[$0.symbol] != nil }) else {
            return (.undecided("its formula does not hold there"), first.symbol)
        }
        switch try pointDerivatives.hessian(of: derivative.function, in: steps.map(\.symbol), at: point) {
        case .exists(let rows, _): return (.exists(rows[0][1]), steps[1].symbol)
        case .noEntry(_, let second, let missing): return (.none(missing), second)
        case .notQuadratic(let rows, _, _, _, _): return (.exists(rows[0][1]), steps[1].symbol)
        case .noGradient(.noPartial(let variable, let missing)): return (.none(missing), variable)
        case .noGradient: return (.undecided("there is no gradient"), first.symbol)
        case .undecided(let sentence): return (.undecided(sentence), first.symbol)
        }
    }
}
