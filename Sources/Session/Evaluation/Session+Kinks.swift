import Algebra
import Calculus
import Certified
import Exact
import Expressions
import Reading
import Syntax

// Points without a derivative, in words and in numbers.
extension Session {
    /// The partial derivatives at a point, exact constants.
    ///
    /// - Parameter absence: why there is no value at the point, if there is none.
    /// - Throws: where a derivative does not exist, with both one-sided slopes.
    func firstDerivatives(
        _ function: Component, _ variables: [Expr], _ point: [Expr: Expr], _ absence: Diagnostic?
    ) throws(Diagnostic) -> (slopes: [Expr], totality: Totality) {
        switch try pointDerivatives.gradient(of: function.expr, in: variables, at: point) {
        case .exists(let slopes, let totality):
            if let absence { throw absence }
            return (slopes, totality)
        case let problem: throw try failure(problem, variables, point, absence, function)
        }
    }

    /// The second derivatives at a point, as `firstDerivatives`.
    func secondDerivatives(
        _ function: Component, _ variables: [Expr], _ point: [Expr: Expr], _ absence: Diagnostic?
    ) throws(Diagnostic) -> (rows: [[Expr]], totality: Totality) {
        switch try pointDerivatives.hessian(of: function.expr, in: variables, at: point) {
        case .exists(let rows, let totality):
            if let absence { throw absence }
            return (rows, totality)
        case .noGradient(let problem): throw try failure(problem, variables, point, absence, function)
        case .noEntry(let first, let second, let missing):
            let name = "d^2/(d\(store.name(first)) d\(store.name(second)))"
            throw try notDifferentiable(missing, "second derivative \(name)", second, point, absence, function)
        case .notQuadratic(_, let direction, let curvature, let found, let expected):
            if let absence { throw absence }
            let slope = try found.map { value throws(Diagnostic) in try number(value).text } ?? "undefined"
            throw try departure(
                "no total second derivative", "the second partial derivatives exist", "the second derivative", (direction, curvature),
                (slope, expected), variables, point, function)
        case .undecided(let sentence): throw undecided(sentence, absence, function)
        }
    }

    /// What is to be said of partial derivatives that are not known to be a gradient; nil where they are.
    func sentence(on totality: Totality) throws(Diagnostic) -> String? {
        switch totality {
        case .smooth, .proved: return nil
        case .undecided: return "these are partial derivatives only: whether the function is differentiable there is undecided"
        case .onBorder(let direction):
            let parts = try direction.map { part throws(Diagnostic) in try text.text(part) }.joined(separator: ", ")
            return "these are partial derivatives only: along (\(parts)) the function has no values"
        case .unsymmetric: return "these are partial derivatives only: the mixed ones depend on the order of differentiation"
        }
    }

    /// Adds to an answer what is to be said of partial derivatives.
    func tell(_ totalities: [Totality], in answer: inout Answer) throws(Diagnostic) {
        for totality in totalities {
            guard let sentence = try sentence(on: totality), !answer.notes.contains(where: { $0.message == sentence }) else { continue }
            answer.notes.append(Note("partial-derivatives-only", sentence, at: Span(0, 0)))
        }
    }

    private func failure(
        _ problem: PointGradient, _ variables: [Expr], _ point: [Expr: Expr], _ absence: Diagnostic?, _ function: Component
    ) throws(Diagnostic) -> Diagnostic {
        switch problem {
        case .exists: return undecided("the derivative was not found", absence, function)
        case .undecided(let sentence): return undecided(sentence, absence, function)
        case .noPartial(let variable, let missing):
            let name = variables.count == 1 ? "derivative" : "derivative in \(store.name(variable))"
            return try notDifferentiable(missing, name, variable, point, absence, function)
        case .notLinear(let direction, let curvature, let slope, let expected):
            if let absence { return absence }
            return try departure(
                "no gradient", "the partial derivatives exist", "the slope", (direction, curvature), (words(slope), expected), variables,
                point, function)
        }
    }

    /// That partial derivatives do not tell what happens along a path.
    private func departure(
        _ missing: String, _ parts: String, _ name: String, _ path: (direction: [Expr], curvature: [Expr]),
        _ values: (found: String, expected: Expr), _ variables: [Expr], _ point: [Expr: Expr], _ function: Component
    ) throws(Diagnostic) -> Diagnostic {
        let texts = try path.direction.map { part throws(Diagnostic) in try text.text(part) }
        var way = "along (\(texts.joined(separator: ", ")))"
        if path.curvature.contains(where: { $0 != .zero }) {
            let bends = try path.curvature.map { part throws(Diagnostic) in try text.text(part) }
            way = "along t*(\(texts.joined(separator: ", "))) + t^2*(\(bends.joined(separator: ", ")))"
        }
        var problem = Diagnostic(
            "not-differentiable",
            "\(missing) \(try place(point, variables)): \(parts), but \(way) \(name) is \(values.found), not "
                + "\(try number(values.expected).text)", at: function.span, kind: .undefined)
        problem.details = try pointDetails(point, variables)
        return problem
    }

    func undecided(_ sentence: String, _ absence: Diagnostic?, _ function: Component) -> Diagnostic {
        if let absence { return absence }
        return Diagnostic(
            "undecided", "it could not be decided whether there is a derivative: \(sentence)", at: function.span, kind: .undecided)
    }

    func notDifferentiable(
        _ missing: MissingDerivative, _ name: String, _ variable: Expr, _ point: [Expr: Expr], _ absence: Diagnostic?,
        _ function: Component
    ) throws(Diagnostic) -> Diagnostic {
        if missing.reason == .undefined, let absence { return absence }
        let culprit = try text.text(missing.culprit)
        let (left, right) = (try words(missing.left.slope), try words(missing.right.slope))
        var sentence = "no \(name) \(try place(point, [variable] + point.keys.filter { $0 != variable })): "
        switch missing.reason {
        case .kink: sentence += "a kink, with slope \(left) from the left and \(right) from the right"
        case .vertical: sentence += "the slope is infinite, \(left) from the left and \(right) from the right"
        case .jump:
            sentence += "a jump, from \(try words(missing.left.limit)) on the left to \(try words(missing.right.limit)) on the right"
            if missing.hasValue { sentence += ", with value \(try number(catalogue.substitute(function.expr, point)).text)" }
        case .pole:
            sentence += "a pole, \(try words(missing.left.limit)) from the left and \(try words(missing.right.limit)) from the right"
        case .definedOnOneSide:
            let isRight = missing.left.limit == .undefined
            sentence += "only defined on the \(isRight ? "right" : "left"), with slope \(isRight ? right : left)"
        case .undefined: sentence += "there is no value"
        }
        if missing.reason != .definedOnOneSide, missing.culprit != function.expr { sentence += "; because of \(culprit)" }
        var problem = Diagnostic(
            "not-differentiable", sentence, at: span(of: missing.culprit, in: function.operand), kind: .undefined)
        problem.details = [
            .init("reason", .text(missing.reason.word)), .init("variable", .text(store.name(variable))),
            .init("left", try detail(missing.left.slope)), .init("right", try detail(missing.right.slope)),
            .init("culprit", .text(culprit)),
        ]
        if let clarke = missing.clarke {
            let ends = try [clarke.low, clarke.high].map { end throws(Diagnostic) in try number(end).doubles.real }
            problem.details.append(.init("clarke", .numbers(ends)))
        }
        problem.details += try pointDetails(point, Array(point.keys))
        return problem
    }

    /// What the derivatives of a whole are, though steps on the way have none.
    func derivativesDespiteKinks(_ trace: EvaluationTrace, _ variables: [Expr], _ point: [Expr: Expr]) throws(Diagnostic) -> [Note] {
        guard let output = trace.steps.last else { return [] }
        var texts: [String] = []
        for variable in variables {
            guard case .exists(let slope) = try pointDerivatives.derivative(of: trace.meaning, by: variable, at: point) else { continue }
            texts.append("d\(store.name(output.name))/d\(store.name(variable)) = \(try number(slope).text)")
        }
        if texts.isEmpty { return [] }
        let sentence = "the whole has derivatives all the same: \(texts.joined(separator: ", "))"
        return [Note("derivative-despite-kinks", sentence, at: Span(0, 0))]
    }

    // MARK: Words and numbers

    private func number(_ expr: Expr) throws(Diagnostic) -> NumericValue { try evaluator.value(of: expr, digits: nil, at: Span(0, 0)) }

    private func words(_ value: OneSidedSlope.Value) throws(Diagnostic) -> String {
        switch value {
        case .finite(let expr): try number(expr).text
        case .plusInfinity: "oo"
        case .minusInfinity: "-oo"
        case .undefined: "undefined"
        }
    }

    private func detail(_ value: OneSidedSlope.Value) throws(Diagnostic) -> Diagnostic.Detail.Value {
        if case .finite(let expr) = value { return .number(try number(expr).doubles.real) }
        return .text(try words(value))
    }

    func place(_ point: [Expr: Expr], _ variables: [Expr]) throws(Diagnostic) -> String {
        var parts: [String] = []
        for variable in variables.sorted(by: { store.name($0) < store.name($1) }) {
            guard let value = point[variable] else { continue }
            // Long fractions are shown as the decimals that they came from.
            let (exact, decimal) = (try text.text(value), try number(value))
            parts.append("\(store.name(variable)) = \(exact.count > 12 && decimal.isExact ? decimal.text : exact)")
        }
        return "at \(parts.joined(separator: ", "))"
    }

    private func pointDetails(_ point: [Expr: Expr], _ variables: [Expr]) throws(Diagnostic) -> [Diagnostic.Detail] {
        var (names, numbers): ([String], [Double]) = ([], [])
        for variable in variables.sorted(by: { store.name($0) < store.name($1) }) {
            guard let value = point[variable] else { continue }
            names.append(store.name(variable))
            numbers.append(try number(value).doubles.real)
        }
        return [.init("at", .point(names, numbers))]
    }

    /// Where a part of an expression stands in the text; the whole where it is not written there as such.
    private func span(of part: Expr, in operand: Operand) -> Span {
        let nodes = operand.nodes
        // Every subtree is read once more: not those of long texts.
        guard nodes.count <= 500, let results = try? understand(operand).results else { return operand.span }
        var starts: [Int] = []
        for position in nodes {
            let count = Int(operand.tree.nodes[position].childCount)
            let start = count == 0 ? position : starts[starts.count - count]
            starts.removeLast(count)
            starts.append(start)
            let subtree = Operand(operand.source, start..<(position + 1), results: results)
            if case .meaning(let meaning)? = try? read(subtree, results), meaning.expr == part { return subtree.span }
        }
        return operand.span
    }

    /// Why there is no real value at a point or beside it, as the text has it; nil where there is one. As for `eval`, parts may leave the
    /// real numbers if the whole comes back to them: `sqrt(x)^2` at -1 is -1.
    ///
    /// - Parameter variables: the directions in which there must be values beside the point, too, for a derivative.
    func domainProblem(
        _ function: Component, _ variables: [Expr], _ point: [Expr: Expr]
    ) throws(Diagnostic) -> Diagnostic? {
        do throws(Diagnostic) {
            guard try corrections(function.conditions, point, function.operand).isEmpty else { throw formulaFails(function.operand) }
            let departure = try checkDomain(function.conditions, point, isReal: true)
            let isComplex = departure != nil || store.traits(function.expr).contains(.hasImaginary)
            if isComplex, try !isReal(function, point) { return departure }
            if !isComplex, try isInside(function, point) { return nil }
            return try isolation(function, variables, point)
        } catch {
            if error.kind == .undefined { return error }
            throw error
        }
    }

    private func isReal(_ function: Component, _ point: [Expr: Expr]) throws(Diagnostic) -> Bool {
        let value = catalogue.substitute(function.expr, point)
        if value.isAbsent { return false }
        return try number(value).imaginary == nil
    }

    /// Whether all that the text requires holds around the point, too.
    private func isInside(_ function: Component, _ point: [Expr: Expr]) throws(Diagnostic) -> Bool {
        let conditions = function.conditions.filter { $0.requirement.derivative == nil }
        for condition in catalogue.substitute(conditions.map { catalogue.interior($0) }, point) {
            guard try evaluator.decide(condition, at: function.span) == true else { return false }
        }
        return true
    }

    /// How far from a point it is asked for values beside it: no border is expected so near.
    static let neighbourDistance = Rational(Integer(1), Integer(2).power(200) ?? Integer(1))

    /// That a point at which there is a real value has none beside it; nil where it has, and where that is undecided.
    private func isolation(
        _ function: Component, _ variables: [Expr], _ point: [Expr: Expr]
    ) throws(Diagnostic) -> Diagnostic? {
        for (variable, value) in variables.compactMap({ name in point[name].map { (name, $0) } }) {
            for distance in [Session.neighbourDistance, -Session.neighbourDistance] {
                var neighbour = point
                neighbour[variable] = store.sum(value, store.number(distance))
                do throws(Diagnostic) {
                    let departure = try checkDomain(function.conditions, neighbour, isReal: true)
                    if departure == nil, !store.traits(function.expr).contains(.hasImaginary) { continue }
                    guard try !isReal(function, neighbour) else { continue }
                } catch {
                    if error.kind == .undecided || error.code == "undecided" { continue }
                    guard error.kind == .undefined else { throw error }
                }
                return Diagnostic(
                    "not-differentiable", "no derivative \(try place(point, variables)): beside it there are no real values",
                    at: function.span, kind: .undefined)
            }
        }
        return nil
    }
}

extension MissingDerivative.Reason {
    /// The reason as one word for programs.
    fileprivate var word: String {
        switch self {
        case .kink: "kink"
        case .jump: "jump"
        case .pole: "pole"
        case .vertical: "vertical"
        case .definedOnOneSide: "one-sided"
        case .undefined: "undefined"
        }
    }
}
