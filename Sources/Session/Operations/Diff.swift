import Calculus
import Expressions
import Reading
import Syntax

extension OperationRow {
    static let diff = OperationRow(
        "diff", "the derivative",
        details: "Several variables give the mixed partial derivative; a whole number after a variable repeats it.",
        [.one("EXPR", .expression), .several("VAR", .repeatedVariable)], options: [.layout],
        isEntrywise: true, indices: .variables, examples: ["diff 'x^x' x", "diff 'x^5' x 3", "diff 'x^2*y^3' x y", "diff 'log(log(x))'"]
    ) { session, call throws(Diagnostic) in try session.derivative(call) }
}

extension Session {
    /// The derivative of an expression, checked.
    func derivative(_ call: Call) throws(Diagnostic) -> Answer {
        let operand = try call.expression
        if let answer = try matrixDerivative(call, operand) { return answer }
        if call.options.has(.layout) { throw Diagnostic.usage("--layout is for derivatives in whole arrays") }
        let function = try meaning(of: operand)
        try requireNumber(function.expr, operand.span, "an equation or a condition has no derivative")
        let steps = try derivativeSteps(call.repeatedVariables(), function.expr, operand)
        // Without a name there is nothing that varies.
        if steps.isEmpty {
            var constant = function
            constant.expr = .zero
            return Answer(.expression(constant))
        }
        var answer = try checkedDerivative(function, steps, at: operand.span, isLast: call.isStreaming)
        answer.notes = try remarks(on: steps, operand)
        if !function.notes.isEmpty { answer.notes = function.notes + answer.notes }
        return answer
    }

    /// - Throws: where a formula is expected and a relation stands there.
    func requireNumber(_ expr: Expr, _ span: Span, _ message: String) throws(Diagnostic) {
        guard store.traits(expr).contains(.isCondition) else { return }
        throw Diagnostic("not-a-number", message, at: span, suggestion: "write the two sides as a difference")
    }

    /// The variables that were named, or the only name.
    private func derivativeSteps(
        _ variables: [Call.Variable], _ expr: Expr, _ operand: Operand
    ) throws(Diagnostic) -> [(symbol: Expr, order: Int)] {
        if !variables.isEmpty {
            if let name = variables.first(where: { reader.hasValue($0.name) })?.name { throw defined(name, operand.span) }
            var steps: [(symbol: Expr, order: Int)] = []
            for step in variables { steps.append((try variable(step.name), step.order)) }
            return steps
        }
        let free = store.symbols(in: [expr])
        guard free.count <= 1 else {
            let names = free.map { store.name($0) }.joined(separator: ", ")
            throw Diagnostic(
                "ambiguous-variable", "there are several names to differentiate in: \(names)", at: operand.span,
                suggestion: "say which: diff EXPR \(store.name(free[0]))", kind: .usage)
        }
        return free.map { ($0, 1) }
    }

    /// The variable of a name; places of elements that have values are at these.
    ///
    /// - Throws: where an entry of a structured array is none of its own.
    func variable(_ name: String) throws(Diagnostic) -> Expr {
        let variable = catalogue.variable(name)
        guard [.symbol, .element].contains(store.kind(variable)) else {
            let other =
                store.kind(variable) == .scaled
                ? "minus \(store.name(store.barePart(variable))), which is the variable" : "0 by its structure, at least off the diagonal"
            throw Diagnostic.usage("'\(name)' is no variable of its own: it is \(other)")
        }
        guard !reader.environment.isEmpty, let (array, places) = catalogue.elementParts(variable) else { return variable }
        let values = places.map { place in
            store.kind(place) == .symbol ? reader.environment.values[store.name(place)]?.expr ?? place : place
        }
        return catalogue.element(array, values)
    }

    func defined(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic("defined-name", "'\(name)' has been defined: it is no variable any more", at: span, kind: .usage)
    }

    /// What a variable that does not occur may mean.
    private func remarks(on steps: [(symbol: Expr, order: Int)], _ operand: Operand) throws(Diagnostic) -> [Note] {
        guard let first = steps.first(where: { !operand.mentions(store.name($0.symbol)) }) else { return [] }
        let absent = store.name(first.symbol)
        guard let note = remark(onAbsent: absent, in: operand) else { return [] }
        if steps.count > 1, store.name(steps[0].symbol) != absent {
            throw Diagnostic(
                "missing-variable", "'\(absent)' does not occur, and the order of a derivative is a whole number", at: operand.span,
                kind: .usage)
        }
        return [note]
    }

    /// Takes derivatives one after another, each compared with forward mode.
    ///
    /// - Parameter isLast: whether nothing will be asked of the answer: what was differentiated is kept then only where it is needed to say
    ///   where the formula holds.
    /// - Returns: the formula with where it is the derivative: where the function has a value, and away from kinks.
    func checkedDerivative(
        _ function: Meaning, _ steps: [(symbol: Expr, order: Int)], at span: Span, isLast: Bool = false
    ) throws(Diagnostic) -> Answer {
        var stage = DerivativeStage(function)
        for (symbol, order) in steps { stage = try next(stage, by: symbol, order, at: span) }
        return formula(stage, at: span, isLast: isLast)
    }

    /// Goes on from a derivative to the derivative of that.
    ///
    /// - Parameter isOfStructure: whether the gradient in a structured matrix is wanted, and not the derivative in its entry.
    func next(
        _ stage: DerivativeStage, by symbol: Expr, _ order: Int = 1, isOfStructure: Bool = false, at span: Span
    ) throws(Diagnostic) -> DerivativeStage {
        guard !store.facts(of: symbol).isInteger else {
            // The places of a whole array have no names.
            let isWhole = store.kind(symbol) == .element && store.places(symbol).contains { store.isIndex($0) }
            let name = store.name(isWhole ? store.child(symbol, 0) : symbol)
            throw Diagnostic(
                "not-differentiable", "'\(name)' is assumed to be a whole number: there is no derivative in it", at: span,
                kind: .undefined)
        }
        func goOn() -> Result<DerivativeStage, Diagnostic> {
            do throws(Diagnostic) {
                return .success(try derived(stage, by: symbol, order, isOfStructure: isOfStructure, at: span))
            } catch { return .failure(error) }
        }
        let range = store.conjunction([range(ofPlaces: symbol), stage.range])
        if range != .truth, let result = store.supposing(range, goOn) { return try result.get() }
        return try goOn().get()
    }

    private func derived(
        _ stage: DerivativeStage, by symbol: Expr, _ order: Int, isOfStructure: Bool, at span: Span
    ) throws(Diagnostic) -> DerivativeStage {
        var stage = stage
        stage.variables.append((symbol, order))
        differentiator.begin(by: symbol, isOfStructure: isOfStructure)
        for step in 1...max(order, 1) where order > 0 {
            let current = stage.expr
            let next = try step == order ? differentiator.presented(slope(of: current, at: span)) : slope(of: current, at: span)
            if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
            guard !next.isAbsent else {
                throw Diagnostic("undefined", "the derivative has no value anywhere", at: span, kind: .undefined)
            }
            // Off the diagonal the entry of a structured matrix stands at two places, and the gradient has a half at each.
            let claim = isOfStructure ? store.product(next, multiplicity(symbol)) : next
            if try !isChecked(claim, current, symbol, where: stage.function.domain, at: span) {
                stage.isVerified = nil
                // What was seen to agree at a point has a value there; unchecked formulas are shown as they come.
                if settings.verifies, dividesByZero(next) {
                    throw Diagnostic("undefined", "the formula of the derivative has no value anywhere", at: span, kind: .undefined)
                }
            }
            if settings.showsSteps {
                stage.steps += differentiator.steps(of: current, to: next).map { .init(name: $0.name, before: $0.before, after: $0.after) }
            }
            stage.expr = next
            if next == .zero, !settings.showsSteps { break }
        }
        stage.conditions += differentiator.conditions
        return stage
    }

    /// That the places of an element are within the sizes of its array, as they were declared; `truth` where they were not.
    private func range(ofPlaces element: Expr) -> Expr {
        guard store.traits(element).contains(.isIndexed), let (array, places) = catalogue.elementParts(element),
            let shape = store.assumptions.arrays[array],
            shape.sizes.count == places.count
        else { return .truth }
        return range(places, shape.sizes)
    }

    /// That places are within sizes; `truth` where that is known.
    func range(_ places: [Expr], _ sizes: [Expr]) -> Expr {
        let parts = zip(places, sizes).flatMap { place, size -> [Expr] in
            [store.relation(.lessOrEqual, .one, place), store.relation(.lessOrEqual, place, size)]
        }
        return store.conjunction(parts.filter { store.decided($0) != true })
    }

    /// At how many places an entry of a symmetric or antisymmetric matrix stands.
    private func multiplicity(_ entry: Expr) -> Expr {
        guard let places = catalogue.elementParts(entry)?.places, places.count == 2 else { return .one }
        return store.piecewise([.one, store.relation(.equal, places[0], places[1]), .two])
    }

    /// The formula with where it is the derivative.
    ///
    /// - Parameter ends: that bases are not 0 whose powers may end there, where that is known.
    func formula(_ stage: DerivativeStage, at span: Span, isLast: Bool = false, ends: [Expr]? = nil) -> Answer {
        var answer = Answer(.none)
        answer.isVerified = stage.isVerified
        answer.steps = stage.steps
        var formula = stage.function
        formula.expr = stage.expr
        formula.notes = []
        if !isLast || !stage.conditions.isEmpty {
            let function = stage.function.expr
            let conditions = isLast ? [] : ends ?? powerEnds(in: function)
            let borders = conditions.filter { condition in stage.variables.contains { store.depends(condition, on: $0.symbol) } }
            let taken = TakenDerivative(
                of: function, stage.variables, formula: stage.expr, where: stage.conditions, borders: borders)
            formula.domain.append(DomainCondition(requirement: .derivative(taken), span: span, guardCondition: .truth))
        }
        answer.content = .expression(formula)
        // A derivative is that of a real function: where the function is not real there is none.
        answer.requiresReals = true
        return answer
    }

    /// That the bases of powers are not 0 that may end there: `x^(3/2)` is defined on one side of 0 only, though the formula of its
    /// derivative, `3/2*sqrt(x)`, has a value there.
    func powerEnds(in function: Expr) -> [Expr] {
        catalogue.conditions(in: function) { node in
            guard store.kind(node) == .power else { return nil }
            let (base, exponent) = (store.child(node, 0), store.child(node, 1))
            return store.facts(of: exponent).isInteger || store.facts(of: base).isNonnegative ? nil : store.relation(.notEqual, base, .zero)
        }
    }

    private func slope(of expr: Expr, at span: Span) throws(Diagnostic) -> Expr {
        do throws(Diagnostic) { return try differentiator.derivative(of: expr) } catch { throw error.moved(to: span) }
    }

    /// Whether the derivative was compared with forward-mode differentiation.
    ///
    /// - Throws: where the two do not agree.
    private func isChecked(
        _ derivative: Expr, _ expr: Expr, _ symbol: Expr, where domain: [DomainCondition], at span: Span
    ) throws(Diagnostic) -> Bool {
        guard settings.verifies else { return false }
        let isIndexed = [derivative, expr, symbol].contains { store.traits($0).contains(.isIndexed) }
        let conditions = differentiator.conditions + (isIndexed ? domain.map { catalogue.condition($0) } : [])
        let verdict = check.verdict(derivative, isDerivativeOf: expr, by: symbol, where: conditions)
        if verdict == .refuted {
            throw Diagnostic(
                "self-check-failed", "the derivative found does not agree with forward-mode differentiation; it is not shown", at: span,
                kind: .selfCheck)
        }
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        return verdict == .verified
    }
}

/// A derivative as far as it has been taken. Several may go on from one: the entries of a row of a Hessian have the first in common.
struct DerivativeStage {
    /// What is differentiated.
    let function: Meaning
    /// In what, and how often.
    var variables: [(symbol: Expr, order: Int)] = []
    /// The formula so far.
    var expr: Expr
    /// Where it holds.
    var conditions: [Expr] = []
    /// What is known of the places of the entry that is differentiated.
    var range = Expr.truth
    /// Whether each step was compared with forward mode; nil where one was not.
    var isVerified: Bool? = true
    var steps: [Answer.Step] = []

    init(_ function: Meaning) { (self.function, expr) = (function, function.expr) }

    /// The stage with another formula.
    func with(_ expr: Expr) -> DerivativeStage {
        var stage = self
        stage.expr = expr
        return stage
    }
}

extension Operand {
    /// Whether names in it have been given a meaning: the text alone does not say what they hold.
    func isOfDefinitions(_ reader: Reader) -> Bool {
        if reader.environment.isEmpty { return false }
        if names.contains(where: { reader.hasValue($0) }) { return true }
        return tree.nodes[nodes].contains { node in
            [.call, .derivativeCall, .partialCall].contains(node.kind)
                && reader.environment.isFunction(String(decoding: text[Int(node.focus.start)..<Int(node.focus.end)], as: UTF8.self))
        }
    }
}
