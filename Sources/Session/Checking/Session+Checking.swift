import Algebra
import Ball
import Calculus
import Certified
import Exact
import Expressions
import Reading
import Syntax
import Tape

extension OperationRow {
    static let check = OperationRow(
        "check", "derivatives at a point beside differences, or beside what someone claims they are",
        details: """
            With values for all names: the certified derivatives, the automatic ones in double precision, and difference quotients. With \
            --against: whether that is the derivative, at the point or, without values, wherever both are defined; exit status 0 right, \
            1 wrong, 5 undecided.
            """,
        [.one("EXPR", .expression), .several("VAR", .variable), .several("VAR=VALUE", .binding)],
        options: [.against, .tolerance, .step, .sweep],
        examples: ["check 'sin(x)' x=1", "check 'x^2' --against '2*x'", "check 'x*y' --against '[y, x]'"]
    ) { session, call throws(Diagnostic) in try session.check(call) }
}

// `check`: derivatives beside differences, and beside what someone claims they are.
extension Session {
    fileprivate func check(_ call: Call) throws(Diagnostic) -> Answer {
        let options = call.options
        try options.require(.against, for: .tolerance)
        if options.has(.against), options.has(.step) || options.has(.sweep) {
            throw Diagnostic.usage("--step and --sweep do not go with --against")
        }
        let (named, bindings) = try call.variablesAndBindings()
        let point = try self.point(bindings)
        let operand = try call.expression
        let functions = try components(of: operand, areSeveral: false)
        guard let function = functions.first else { return Answer(.none) }
        let given = bindings.map { store.symbol($0.name) }
        let free = try names(in: [function.expr], bindings, call)
        let missing = free.filter { !given.contains($0) }
        var variables = named.map { store.symbol($0) }
        // Names without a value are variables, those with one are parameters, unless all have one.
        if variables.isEmpty { variables = missing.isEmpty || !options.has(.against) ? free : missing }
        guard !variables.isEmpty else {
            throw Diagnostic(
                "no-variable", "there is no name to differentiate in", at: operand.span, suggestion: "name a variable", kind: .usage)
        }
        var answer: Answer
        if let claim = options.text(.against) {
            answer = try comparison(
                of: claim, with: function, variables, point, missing, tolerance: try tolerance(options.text(.tolerance)))
        } else {
            try requireValues(missing + variables.filter { !free.contains($0) && point[$0] == nil }, operand)
            answer = try differences(function, free, variables, point, options)
        }
        answer.notes = function.notes + answer.notes
        return answer
    }

    /// A tolerance, a decimal number that is not negative.
    private func tolerance(_ text: String?) throws(Diagnostic) -> Rational {
        guard let text else { return Rational(0) }
        guard let number = Array(text.utf8).withUnsafeBufferPointer({ Rational(decimal: $0) }) else {
            throw Diagnostic.usage("--tolerance takes a number such as 1e-6")
        }
        return number
    }

    // MARK: Differences

    /// What the differences of one function are made of.
    private struct Workbench {
        let function: Component
        let program: Program
        let values: PointEvaluator
        let inputs: [Expr]
        let coordinates: [Double]
        let balls: [Expr: ComplexBall]
        /// Whether a kink, a jump or the border of a branch is met: automatic derivatives are then those of one side.
        let meetsKink: Bool
    }

    private func differences(
        _ function: Component, _ inputs: [Expr], _ variables: [Expr], _ point: [Expr: Expr], _ options: OptionValues
    ) throws(Diagnostic) -> Answer {
        try checkAssumptions(point)
        let absence = try domainProblem(function, variables, point)
        let (slopes, totality) = try firstDerivatives(function, variables, point, absence)
        let inputs = inputs + variables.filter { !inputs.contains($0) }
        let bench = try workbench(function, inputs, point)
        let automatic = try automaticDerivatives(bench, variables)
        var found: [Answer.Check.Variable] = []
        for (place, variable) in variables.enumerated() {
            let certified = try evaluator.value(of: slopes[place], digits: nil, at: function.span)
            guard certified.imaginary == nil else { throw unreal(variable, function.span) }
            let (forward, reverse) = automatic[place]
            found.append(try sweep(variable, slopes[place], certified, forward, reverse, bench, options))
        }
        let value = bench.values.evaluate(bench.coordinates).first ?? .nan
        let named = zip(inputs, bench.coordinates).map { (name: $0, value: $1) }
        var answer = Answer(
            .check(Answer.Check(value: value, point: named, variables: found, step: options.number(.step), showsSweep: options.has(.sweep)))
        )
        try tell([totality], in: &answer)
        answer.isVerified = try verdict(found, bench, &answer.notes)
        try addRemarks(found, options, &answer.notes)
        return answer
    }

    private func workbench(_ function: Component, _ inputs: [Expr], _ point: [Expr: Expr]) throws(Diagnostic) -> Workbench {
        let program = try Compiler(store: store) { [evaluator] constant in
            (try? evaluator.value(of: constant, digits: nil, at: Span(0, 0)))?.doubles.real
        }.program(for: [function.expr], inputs: inputs)
        let balls = try ballEvaluator(function.span)
        var coordinates: [Double] = []
        var places: [Expr: ComplexBall] = [:]
        for input in inputs {
            let value = point[input] ?? .zero
            let number = try evaluator.value(of: value, digits: nil, at: function.span)
            guard number.imaginary == nil else { throw unreal(input, function.span) }
            coordinates.append(number.doubles.real)
            let ball = ComplexBall()
            balls.reset()
            balls.bits = Neighbourhood.bits
            ball.set(balls.value(of: value))
            places[input] = ball
        }
        let differentiation = Differentiation(functionLibrary)
        let (guarded, hasKinks) = differentiation.withKinks(program)
        let suspicion = hasKinks ? PointEvaluator(guarded, functionLibrary).evaluate(coordinates).last ?? 0 : 0
        return Workbench(
            function: function, program: program, values: PointEvaluator(program, functionLibrary), inputs: inputs,
            coordinates: coordinates, balls: places, meetsKink: suspicion != 0)
    }

    private func unreal(_ name: Expr, _ span: Span) -> Diagnostic {
        Diagnostic(
            "complex", "differences are taken between real numbers, and the value of \(store.name(name)) is none", at: span,
            kind: .undefined)
    }

    func ballEvaluator(_ span: Span) throws(Diagnostic) -> BallEvaluator {
        do throws(BallUnavailable) { return try BallEvaluator(catalogue) } catch {
            throw Diagnostic("ball-arithmetic-unavailable", error.sentence, at: span, kind: .limit)
        }
    }

    /// Forward and reverse mode, for each variable.
    private func automaticDerivatives(_ bench: Workbench, _ variables: [Expr]) throws(Diagnostic) -> [(forward: Double, reverse: Double)] {
        let differentiation = Differentiation(functionLibrary)
        let reverse = PointEvaluator(try differentiation.gradient(bench.program), functionLibrary).evaluate(bench.coordinates)
        let tangent = PointEvaluator(try differentiation.tangent(bench.program), functionLibrary)
        return variables.map { variable in
            let direction = bench.inputs.map { $0 == variable ? 1.0 : 0 }
            let place = bench.inputs.firstIndex(of: variable) ?? 0
            return (tangent.evaluate(bench.coordinates + direction).last ?? .nan, reverse[1 + place])
        }
    }

    private func sweep(
        _ variable: Expr, _ exact: Expr, _ certified: NumericValue, _ forward: Double, _ reverse: Double, _ bench: Workbench,
        _ options: OptionValues
    ) throws(Diagnostic) -> Answer.Check.Variable {
        let place = bench.inputs.firstIndex(of: variable) ?? 0
        let x = bench.coordinates[place]
        var steps = DifferenceSweep.steps(at: x)
        if let step = options.number(.step), !steps.contains(step) { steps = (steps + [step]).sorted(by: >) }
        // What is not shown is not computed.
        let isWhole = options.has(.sweep) || settings.format == .json
        let balls = try ballEvaluator(bench.function.span)
        let around = isWhole ? Neighbourhood(bench.function.expr, variable, balls, at: bench.balls) : nil
        var moved = bench.coordinates
        let sweep = DifferenceSweep(at: x, steps: steps) { coordinate in
            moved[place] = coordinate
            return bench.values.evaluate(moved).first ?? .nan
        } complexSlope: {
            around?.complexSlope($0)
        }
        let model = around?.model(noise: noise(bench))
        let border = try border(variable, x, steps.first ?? 1, bench)
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: bench.function.span) }
        return Answer.Check.Variable(
            name: variable, exact: exact, certified: certified, forward: forward, reverse: reverse, sweep: sweep, model: model,
            border: border)
    }

    /// How far rounding may carry the value; nil where that is not known, and where a kink is met.
    private func noise(_ bench: Workbench) -> Double? {
        if bench.meetsKink { return nil }
        let sensitivity = try? Differentiation(functionLibrary).roundingSensitivity(bench.program, at: bench.coordinates, ofData: true)
        return sensitivity?.first.map { $0 * .ulpOfOne / 2 }
    }

    /// The nearest place where a condition of the derivative, or of the text, may fail.
    private func border(_ variable: Expr, _ x: Double, _ reach: Double, _ bench: Workbench) throws(Diagnostic) -> Answer.Check.Border? {
        differentiator.begin(by: variable)
        _ = try? differentiator.derivative(of: bench.function.expr)
        var conditions = differentiator.conditions + bench.function.conditions.map { catalogue.condition($0) }
        conditions = conditions.filter { store.depends($0, on: variable) }
        guard !conditions.isEmpty, !bench.meetsKink else { return nil }
        let evaluator = try ballEvaluator(bench.function.span)
        evaluator.bits = 128
        evaluator.point = bench.balls
        let search = BorderSearch(evaluator: evaluator, conditions: conditions, variable: variable, start: x)
        let (left, right) = (search.nearest(-1, within: reach), search.nearest(1, within: reach))
        let sides = [left, right].compactMap { $0 }
        guard let nearest = sides.min(by: { $0.distance < $1.distance }) else { return nil }
        return Answer.Check.Border(
            left: left?.distance ?? .infinity, right: right?.distance ?? .infinity, condition: nearest.condition)
    }

    // MARK: Verdicts

    /// Whether automatic derivatives agree with the certified ones as far as doubles can; nil where doubles cannot tell.
    private func verdict(
        _ variables: [Answer.Check.Variable], _ bench: Workbench, _ notes: inout [Note]
    ) throws(Diagnostic) -> Bool? {
        guard settings.verifies else { return nil }
        let suspects = variables.filter { !($0.automaticError <= 8 * $0.certified.doubles.real.ulp) }
        guard !suspects.isEmpty else { return true }
        let names = suspects.map { store.name($0.name) }.joined(separator: ", ")
        if bench.meetsKink {
            notes.append(
                Note(
                    "one-sided-automatic",
                    "the automatic derivative in \(names) is not the derivative: a kink or a jump is met here, and programs do not see "
                        + "what lies beside a point", at: Span(0, 0)))
            return nil
        }
        guard suspects.allSatisfy({ $0.automaticError.isFinite }) else {
            notes.append(
                Note("not-finite", "the automatic derivative in \(names) has no finite value in double precision", at: Span(0, 0)))
            return nil
        }
        let differentiation = Differentiation(functionLibrary)
        let places = suspects.map { 1 + (bench.inputs.firstIndex(of: $0.name) ?? 0) }
        guard let gradient = try? differentiation.gradient(bench.program).selecting(places),
            let sensitivities = try? differentiation.roundingSensitivity(gradient, at: bench.coordinates, ofData: true)
        else { return nil }
        for (suspect, sensitivity) in zip(suspects, sensitivities) {
            guard sensitivity.isFinite else { return nil }
            // The sensitivity holds to first order, and a function of the library may be off by more than half a unit.
            guard suspect.automaticError <= 50 * .ulpOfOne * sensitivity + .leastNormalMagnitude else {
                throw Diagnostic(
                    "self-check-failed",
                    "the automatic derivative in \(store.name(suspect.name)) does not agree with the certified one; neither is shown",
                    at: bench.function.span, kind: .selfCheck)
            }
        }
        if suspects.contains(where: { $0.automaticError > 1e-6 * $0.certified.doubles.real.magnitude }) {
            notes.append(
                Note(
                    "ill-conditioned", "the automatic derivative in \(names) has lost digits: rounding is magnified at this point",
                    at: Span(0, 0)))
        }
        return true
    }
}
