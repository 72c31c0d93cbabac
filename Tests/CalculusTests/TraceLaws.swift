import Algebra
import Calculus
import Certified
import Exact
import Expressions
import Reading
import Rendering
import Support
import Syntax
import Testing
import Vocabulary

@Suite("Evaluation traces")
struct TraceLaws {
    private let store = ExprStore()
    private let catalogue: Catalogue
    private let reader: Reader
    private let check: DerivativeCheck
    private let builder: TraceBuilder
    private let comparison: BallComparison

    init() throws {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        reader.environment.abstractFunctions = ["f", "g"]
        check = DerivativeCheck(catalogue)
        builder = TraceBuilder(catalogue)
        comparison = try BallComparison(catalogue)
    }

    private func text(_ expr: Expr) throws -> String {
        var renderer = TextRenderer(store)
        return try renderer.text(expr)
    }

    private func trace(_ input: String, named name: String? = nil) throws -> EvaluationTrace {
        try builder.trace(of: try reader.expression(input), named: name.map { store.symbol($0) }, at: Span(0, 0))
    }

    private func program(_ assignments: [(String, String)]) throws -> EvaluationTrace {
        try builder.trace(
            of: assignments.map {
                TraceBuilder.Assignment(name: store.symbol($0.0), expression: try reader.expression($0.1), span: Span(0, 0))
            })
    }

    private static let inputs = [
        "x^x", "sin(x)^2*exp(-x)", "log(1 + x^2)/x", "x^(1/3)*cbrt(x)", "atan2(x, y)", "exp(exp(x) + exp(x)^2) + sin(exp(x) + exp(x)^2)",
        "1/(1 + exp(-a*x))", "asin(x)*acos(x/2)", "gamma(x)*beta(x, y)", "sqrt(1 + sqrt(x))", "x^(y*x)", "2^x + x^2", "erf(x)*lambertw(x)",
        "max(x, y)*min(x, 2)", "if(x > 1, x^2, 2*x - 1)", "abs(x)*x", "logsumexp(x, 2*x, y)", "sinh(x)/cosh(x)", "1/x^2 + 3/y - x/(y*z)",
        "softplus(x)*sigmoid(x)", "f(x^2)*g(x, y)", "((x + 1)/(x - 1))^(5/2)", "x^2 + 1/x^2", "-(N1*log(x) + N0*log(1-x))/Ntr",
        "(sin(2*pi*x/y) + 3*x/y - exp(2*y))*(3*x/y - exp(2*y))", "(y - tanh(w*x + b))^2/2", "-x", "3/x", "x/(2*y)", "-1/(x*y)",
        "pi*x/sqrt(y)", "2*x*y + 3*x*y^2", "x/sqrt(x^2 + y^2)", "if(x^2 > y and y < x, log(x)*y, x^2)", "exp(-x^2/2)/sqrt(2*pi)", "x", "7",
    ]

    /// What must hold of every trace.
    private func verify(_ trace: EvaluationTrace, of expr: Expr, _ label: String) throws {
        try verifyMeaning(trace, of: expr, label)
        let sweeps = TraceSweeps(store, trace)
        let (adjoints, gradient) = sweeps.adjoints()
        #expect(adjoints.last?.sum == .one, "\(label)")
        let meanings = trace.meanings
        var tally = Tally()
        for (position, input) in trace.inputs.enumerated() {
            let adjoint = catalogue.substitute(gradient[position].sum, meanings)
            let tangent = catalogue.substitute(sweeps.tangents(in: input).last?.sum ?? .zero, meanings)
            guard adjoint != .undefined, tangent != .undefined else { continue }
            func isRight(_ verdict: DerivativeCheck.Verdict) -> Bool? { verdict == .unchecked ? nil : verdict == .verified }
            let name = store.name(input)
            tally.add(isRight(check.check(adjoint, isDerivativeOf: expr, by: input)), "reverse, \(label) by \(name)")
            tally.add(isRight(check.check(tangent, isDerivativeOf: expr, by: input)), "forward, \(label) by \(name)")
            tally.add(comparison.compare(adjoint, tangent).isAgreed, "both, \(label) by \(name)")
            let sum = store.sum(gradient[position].terms + [.zero])
            tally.add(comparison.compare(sum, gradient[position].sum).isAgreed, "the sum, \(label) by \(name)")
        }
        // Random programs hold parts without a value at most points.
        if !trace.inputs.isEmpty { #expect(tally.fault(openAtMost: 0.75) == nil, "\(label)") }
        // The sum of adjoints times local derivatives is the whole derivative, at every cut through the trace.
        for input in trace.inputs {
            let tangents = sweeps.tangents(in: input)
            var rates: [Expr: Expr] = [input: .one]
            for (step, tangent) in zip(trace.steps, tangents) { rates[step.name] = tangent.sum }
            for (step, tangent) in zip(trace.steps, tangents) {
                let sum = store.sum(zip(step.parents, step.partials).map { store.product(rates[$0] ?? .zero, $1) } + [.zero])
                let sides = catalogue.substitute([sum, tangent.sum], meanings)
                guard !sides.contains(.undefined) else { continue }
                let shown = try text(step.expression)
                #expect(comparison.compare(sides[0], sides[1]) != .differ, "\(label): \(shown)")
            }
        }
    }

    /// What is printed reads back, step by step, as what is traced.
    private func verifyMeaning(_ trace: EvaluationTrace, of expr: Expr, _ label: String) throws {
        var known: [Expr: Expr] = [:]
        for step in trace.steps {
            let printed = try text(step.expression)
            let read = try reader.expression(printed)
            #expect(read == step.expression, "\(label): \(printed)")
            #expect(Set(store.symbols(in: [read])) == Set(step.parents), "\(label): \(printed)")
            let meaning = catalogue.substitute(read, known)
            // Canonical forms of parts may be joined into another one of the whole.
            #expect(meaning == step.meaning || comparison.compare(meaning, step.meaning) != .differ, "\(label): \(printed)")
            #expect(known.updateValue(meaning, forKey: step.name) == nil, "\(label): \(printed)")
        }
        let result = trace.steps.last.flatMap { known[$0.name] } ?? .undefined
        #expect(result == expr || comparison.compare(result, expr) != .differ, "\(label)")
    }

    @Test("of expressions give their derivatives, in both directions", arguments: inputs)
    func expressions(input: String) throws {
        let expr = try reader.expression(input)
        try verify(try trace(input), of: expr, input)
    }

    @Test("of expressions compute common parts once, one operation a step", arguments: inputs)
    func stepsAreElementary(input: String) throws {
        let trace = try trace(input)
        #expect(Set(trace.steps.map(\.meaning)).count == trace.steps.count)
        for step in trace.steps {
            let operations = store.postorder([step.expression]) { store.isConstant($0) }.filter { node in
                switch store.kind(node) {
                case .call, .application, .piecewise: return true
                case .power: return !store.isNumber(store.child(node, 1)) || store.child(node, 1) != .minusOne
                default: return false
                }
            }
            let shown = try text(step.expression)
            #expect(operations.count <= 1, "\(input): \(shown)")
        }
    }

    @Test("of random expressions give their derivatives", arguments: [UInt64](1...8))
    func randomExpressions(seed: UInt64) throws {
        var random = RandomExpressions(catalogue, seed: seed)
        for number in 0..<12 {
            let expr = random.expression(depth: 3)
            let label = "\(seed), \(number): \(try text(expr))"
            let trace = try builder.trace(of: expr, at: Span(0, 0))
            guard trace.steps.allSatisfy({ $0.problems.isEmpty }) else { continue }
            try verify(trace, of: expr, label)
        }
    }

    @Test("of random programs give their derivatives", arguments: [UInt64](1...8))
    func randomPrograms(seed: UInt64) throws {
        var random = RandomExpressions(catalogue, seed: seed &+ 100)
        var choice = Randomness(seed: seed)
        for _ in 0..<4 {
            var assignments: [TraceBuilder.Assignment] = []
            for position in 0..<5 {
                // Earlier names in place of some inputs.
                let drawn = random.expression(depth: 2)
                var replacements: [Expr: Expr] = [:]
                for symbol in store.symbols(in: [drawn]) where position > 0 && choice.oneIn(2) {
                    replacements[symbol] = assignments[choice.below(position)].name
                }
                let expr = catalogue.substitute(drawn, replacements)
                guard expr != .undefined, store.traits(expr).isDisjoint(with: [.hasInfinity, .isCondition]) else { continue }
                let name = store.symbol("v\(assignments.count + 1)")
                guard !store.symbols(in: [expr]).contains(name) else { continue }
                assignments.append(.init(name: name, expression: expr, span: Span(0, 0)))
                if assignments.count <= position { break }
            }
            guard assignments.count > 1, let trace = try? builder.trace(of: assignments) else { continue }
            guard trace.steps.allSatisfy({ $0.problems.isEmpty && $0.meaning != .undefined }) else { continue }
            #expect(trace.steps.map(\.expression) == assignments.map(\.expression), "assignments are steps as they are written")
            try verify(trace, of: trace.meaning, "program \(seed): \(try text(trace.meaning))")
        }
    }

    @Test("read as a person writes them")
    func reverseOrder() throws {
        let trace = try trace("exp(exp(x) + exp(x)^2) + sin(exp(x) + exp(x)^2)", named: "y")
        #expect(try trace.steps.map { try text($0.expression) } == ["exp(x)", "z1^2", "z1 + z2", "exp(z3)", "sin(z3)", "z4 + z5"])
        #expect(trace.steps.map { store.name($0.name) } == ["z1", "z2", "z3", "z4", "z5", "y"])
        let (adjoints, gradient) = TraceSweeps(store, trace).adjoints()
        let shown = try adjoints.reversed().map { try text($0.sum) }
        #expect(shown == ["1", "1", "1", "z4 + cos(z3)", "z4 + cos(z3)", "(z4 + cos(z3))*(2*z1 + 1)"])
        #expect(try text(gradient[0].sum) == "z1*(z4 + cos(z3))*(2*z1 + 1)")
    }

    @Test("of assignments keep them as they are written")
    func assignments() throws {
        let trace = try program([
            ("z1", "w1/w2"), ("z2", "sin(2*pi*z1)"), ("z3", "exp(2*w2)"), ("z4", "3*z1 - z3"), ("z5", "z2 + z4"), ("z6", "z4*z5"),
        ])
        let sweeps = TraceSweeps(store, trace)
        let adjoints = sweeps.adjoints().steps
        let expected = ["2*pi*cos(2*pi*z1)*z4 + 3*(z4 + z5)", "z4", "-z4 - z5", "z4 + z5", "z4", "1"]
        for (adjoint, text) in zip(adjoints, expected) {
            let wanted = try reader.expression(text)
            #expect(store.sum([adjoint.sum, .zero]) == store.sum([wanted, .zero]), "\(text)")
        }
        let three = try reader.expression("3*(z4 + z5)")
        #expect(adjoints[0].terms.contains(three), "a number times a sum is kept")
        let tangents = try sweeps.tangents(in: store.symbol("w1")).map { try text($0.sum) }
        #expect(tangents[0] == "1/w2" && tangents[2] == "0" && tangents[3] == "3/w2")
    }

    @Test("avoid the names of the input")
    func names() throws {
        for (input, prefix) in [("z1^2 + z", "v"), ("z^2 + z_1", "z"), ("z1*v2 + t", "t"), ("z1*v2*t3*s4*u5*q6*step7 + 1", "step_")] {
            let trace = try trace(input)
            #expect(trace.steps.first.map { store.name($0.name) } == "\(prefix)1")
            #expect(Set(trace.inputs).isDisjoint(with: trace.steps.map(\.name)))
        }
    }

    @Test("of a deep expression take no recursion")
    func depth() throws {
        var expr = store.symbol("x")
        for _ in 0..<100_000 { expr = store.call(KnownFunction.exponential, store.sum(expr, .one)) }
        // The test library would look into a whole trace that stands in an expectation.
        let count = try builder.trace(of: expr, at: Span(0, 0)).steps.count
        #expect(count == 200_000)
    }

    @Test("stop where the budget ends")
    func budget() throws {
        let store = ExprStore(budget: Budget(nodes: 20_000))
        let catalogue = Catalogue(store: store)
        var expr = store.symbol("x")
        for _ in 0..<5000 { expr = store.call(KnownFunction.exponential, store.sum(expr, .one)) }
        #expect(throws: Diagnostic.self) { try TraceBuilder(catalogue).trace(of: expr, at: Span(0, 0)) }
    }
}
