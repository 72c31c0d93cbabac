import Algebra
import Ball
import Certified
import Expressions
import Reading
import Solving
import Syntax
import Vocabulary

extension OperationRow {
    static let solve = OperationRow(
        "solve", "the solutions of equations and inequalities",
        details: """
            An expression alone is to be zero. Names after the first equation are the unknowns; without any, all names are, where there \
            are no more of them than equations. A line may hold several equations, joined by ';'. Without --timeout a search stops after \
            9 seconds of the processor's time.
            """,
        [.one("EQUATION", .equation), .several("EQUATION", .equation), .several("VAR", .variable)],
        options: [.unknowns, .real, .interval, .near, .digits], indices: .forms,
        examples: [
            "solve 'x^2 = 2' x", "solve 'x + y = 3' 'x - y = 1' x y", "solve 'sin(x) = 1/2' x --in 0..2*pi", "solve 'x^2 < 4'",
            "solve 'exp(x) = 3*x' x --digits 20",
        ]
    ) { session, call throws(Diagnostic) in try session.solutions(call) }
}

// Solving equations: the command, and the operation of the same name.
extension Session {
    /// What the texts of equations say.
    private struct Question {
        var conditions: [Expr] = []
        var domain: [DomainCondition] = []
        var notes: [Note] = []
        /// The names that stand in the texts: some may be gone from the conditions, `x - x = 0`.
        var written: Set<Expr> = []
        /// Whether numbers are compared by their size, which real ones alone have.
        var isOrdered = false
    }

    /// The solutions of the equations of a call.
    fileprivate func solutions(_ call: Call) throws(Diagnostic) -> Answer {
        try call.options.exclude(.near, .interval)
        if let answer = try matrixSolution(call) { return answer }
        var question = Question()
        for operand in call.subject { try read(operand, into: &question) }
        var named = try call.names(.unknowns)
        for operand in call.others {
            if let name = operand.name {
                var copy = name
                guard copy.withUTF8({ !Vocabulary.isReserved($0) }) else {
                    throw Diagnostic.usage("'\(name)' is a function: it cannot be an unknown")
                }
                if !named.contains(name) { named.append(name) }
            } else if operand.names.isEmpty, !operand.holds([.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]) {
                throw Diagnostic.usage("'\(operand.words)' is no unknown: a name is expected")
            } else {
                try read(operand, into: &question)
            }
        }
        let span = call.subject.count == 1 ? call.span : Span(0, 0)
        guard !question.conditions.isEmpty else { throw Diagnostic("empty-input", "an equation is expected", at: span) }
        let unknowns = try unknowns(named, question, span)
        for condition in question.conditions where store.traits(condition).contains(.isIndexed) {
            for unknown in unknowns { try requireAlone(unknown, in: condition, span) }
        }
        for position in question.conditions.indices where isUnderSum(unknowns, question.conditions[position]) {
            let (condition, needs) = try withoutSums(question.conditions[position], at: span)
            question.conditions[position] = condition
            question.domain += needs.map { DomainCondition(requirement: .holds($0), span: span, guardCondition: .truth) }
        }
        // Where the formula of a derivative does not hold, the derivative may be another one, or none.
        let derivatives = question.domain.filter { $0.requirement.derivative != nil }
        let domain = derivatives.isEmpty ? question.domain : question.domain.filter { $0.requirement.derivative == nil }
        var request = SolveRequest(question.conditions.map { store.settled($0) }, for: unknowns, domain: domain)
        request.isReal = call.options.has(.real) || call.options.has(.interval) || question.isOrdered
        if let text = call.options.text(.interval) { request.interval = try interval(text, unknowns) }
        request.digits = call.options.whole(.digits)
        if let text = call.options.text(.near) { request.start = try start(text, unknowns) }
        var answer = try answer(request, span)
        answer.notes = question.notes
        answer.conditions = self.domain.stated(derivatives, [], for: .zero)
        if case .solutions(var found) = answer.content {
            if !derivatives.isEmpty { found.set.solutions = try differentiable(found.set.solutions, derivatives, call) }
            found.digits = call.options.whole(.digits)
            answer.content = .solutions(found)
        }
        return answer
    }

    /// Whether an unknown stands under a sum over an index.
    private func isUnderSum(_ unknowns: [Expr], _ condition: Expr) -> Bool {
        guard store.traits(condition).contains(.isIndexed) else { return false }
        return store.postorder([condition]).contains { node in
            store.kind(node) == .binder && unknowns.contains { store.depends(store.child(node, 1), on: $0) }
        }
    }

    /// An equation with unknowns that do not depend on an index before the sums, and what that rests on.
    private func withoutSums(_ condition: Expr, at span: Span) throws(Diagnostic) -> (condition: Expr, needs: [Expr]) {
        let isRelation = store.kind(condition) == .relation
        let sides = isRelation ? store.childArray(condition) : [condition]
        let (form, needs) = indexedForm(sides.count == 2 ? store.difference(sides[0], sides[1]) : sides[0])
        let expanded = try transforms.expand(form, at: span)
        return (isRelation ? store.relation(store.relation(condition), expanded, .zero) : expanded, needs)
    }

    /// The solutions at which the derivatives in the equations exist and are what their formulas say, where that can be told.
    private func differentiable(
        _ solutions: [Solution], _ derivatives: [DomainCondition], _ call: Call
    ) throws(Diagnostic) -> [Solution] {
        var found: [Solution] = []
        for solution in solutions {
            let point = Dictionary(solution.bindings.map { ($0.name, $0.value) }) { first, _ in first }
            if point.values.allSatisfy({ store.isConstant($0) }) {
                do throws(Diagnostic) {
                    guard try corrections(derivatives, point, call.subject[0]).isEmpty else { continue }
                } catch {
                    if error.kind == .undefined { continue }
                    throw error
                }
            }
            found.append(solution)
        }
        return found
    }

    // MARK: Reading

    private func read(_ operand: Operand, into question: inout Question) throws(Diagnostic) {
        // An equation stays as it is read, whatever is assumed: it is what is asked.
        let meaning = try meaning(of: operand)
        if store.traits(meaning.expr).contains(.hasInfinity) {
            let problem = Diagnostic(
                "not-supported-yet", "equations with infinity are not supported", at: operand.span, kind: .unsupported)
            throw operand.isLine ? problem : problem.about(operand.text)
        }
        question.conditions.append(meaning.expr)
        question.domain += meaning.domain
        // Notes about other texts have their places there.
        if operand.isLine { question.notes += meaning.notes + remark(onInequality: operand) }
        if operand.holds([.less, .lessOrEqual, .greater, .greaterOrEqual]) { question.isOrdered = true }
        for name in operand.names where !reader.hasValue(name) { question.written.insert(store.symbol(name)) }
    }

    /// `x!=24` may be meant as the equation of a factorial.
    private func remark(onInequality operand: Operand) -> [Note] {
        guard let root = operand.tree.nodes.last, root.kind == .operator, root.symbol == .notEqual, root.focus.start > 0,
            operand.text[Int(root.focus.start)] == UInt8(ascii: "!"), operand.text[Int(root.focus.start) - 1] != UInt8(ascii: " ")
        else { return [] }
        return [Note("not-a-factorial", "'!=' is read as 'not equal': the equation of a factorial is written x! = 24", at: root.focus)]
    }

    /// The unknowns that were named, or the free names, where there are no more of them than equations.
    private func unknowns(_ words: [String], _ question: Question, _ span: Span) throws(Diagnostic) -> [Expr] {
        let inside = store.symbols(in: question.conditions)
        let free = inside.isEmpty ? question.written.sorted { store.name($0) < store.name($1) } : inside
        let names = free.map { store.name($0) }.joined(separator: ", ")
        if !words.isEmpty {
            var unknowns: [Expr] = []
            for word in words {
                let unknown = store.symbol(word)
                if reader.hasValue(word) { throw defined(word, span) }
                // What holds always or never needs no name.
                let isSettled = free.isEmpty && question.conditions.allSatisfy { $0 == .truth || $0 == .falsehood }
                guard inside.contains(unknown) || question.written.contains(unknown) || isSettled else {
                    throw missing(word, names, span)
                }
                if !unknowns.contains(unknown) { unknowns.append(unknown) }
            }
            return unknowns
        }
        guard !free.isEmpty else {
            throw Diagnostic(
                "no-unknown", "there is no unknown in it", at: span, suggestion: "an unknown is a name, as in solve 'x^2 = 2'", kind: .usage
            )
        }
        guard free.count <= question.conditions.reduce(0, { $0 + equationCount($1) }) else {
            let likely = free.first { store.name($0) == "x" } ?? free[free.count - 1]
            throw Diagnostic(
                "ambiguous-variable", "there are several names to solve for: \(names)", at: span,
                suggestion: "say which: solve EQUATION \(store.name(likely))", kind: .usage)
        }
        return free
    }

    func missing(_ word: String, _ names: String, _ span: Span) -> Diagnostic {
        let others =
            names.isEmpty ? "there is no name in it" : names.contains(",") ? "the names in it are \(names)" : "the name in it is \(names)"
        return Diagnostic("missing-unknown", "'\(word)' does not occur: \(others)", at: span, kind: .usage)
    }

    private func equationCount(_ condition: Expr) -> Int {
        store.kind(condition) == .conjunction ? store.childCount(condition) : 1
    }

    // MARK: Where to look

    /// An interval such as `0..2*pi`.
    private func interval(_ text: String, _ unknowns: [Expr]) throws(Diagnostic) -> (lower: Expr, upper: Expr) {
        guard case .range(let lower, let upper)? = try? Operand(word: text).form else {
            throw Diagnostic.usage("'\(text)' is no interval: --in takes two numbers, such as --in 0..2*pi")
        }
        guard unknowns.count == 1 else { throw Diagnostic.usage("an interval is for a single unknown") }
        let ends = (lower: try constant(lower, "an end of the interval"), upper: try constant(upper, "an end of the interval"))
        guard try evaluator.decide(store.relation(.less, ends.lower, ends.upper), at: Span(0, 0)) == true else {
            throw Diagnostic.usage("the interval \(text) is empty: the smaller number stands first")
        }
        return ends
    }

    /// Where to look for a solution: `2`, or `x=2,y=1`.
    private func start(_ text: String, _ unknowns: [Expr]) throws(Diagnostic) -> [Expr: Expr] {
        guard case .vector(let parts)? = try? Operand(word: "[\(text)]").form else {
            throw Diagnostic.usage("'\(text)' is no value: --near takes a number, or values such as x=2,y=1")
        }
        var start: [Expr: Expr] = [:]
        for part in parts {
            var (unknown, value) = (unknowns[0], part)
            if case .binding(let name, let other) = part.form {
                (unknown, value) = (store.symbol(name), other)
            } else if parts.count > 1 {
                throw Diagnostic.usage("'\(part.words)' is no value: --near takes a number, or values such as x=2,y=1")
            }
            guard unknowns.contains(unknown) else {
                throw Diagnostic.usage("'\(store.name(unknown))' is no unknown: there is nothing to be near")
            }
            start[unknown] = try constant(value, "the value of '\(store.name(unknown))'")
        }
        let missing = unknowns.filter { start[$0] == nil }.map { store.name($0) }
        guard missing.isEmpty else { throw Diagnostic.usage("--near gives no value of \(missing.joined(separator: ", "))") }
        return start
    }

    // MARK: Answering

    /// The solutions of a request, checked and audited.
    func answer(_ request: SolveRequest, _ span: Span) throws(Diagnostic) -> Answer {
        let solver: Solver
        do throws(BallUnavailable) { solver = try Solver(catalogue, functionLibrary) } catch {
            throw Diagnostic.unavailable(error.sentence, at: span)
        }
        var (set, isCut): (SolutionSet, Bool)
        do throws(Diagnostic) {
            (set, isCut) = try limited { () throws(Diagnostic) in try solver.solve(request) }
        } catch {
            throw error.moved(to: span)
        }
        try checkBudget(set, isCut, span)
        if isCut { set.isComplete = false }
        var found = Answer.Solutions(set, for: request.unknowns)
        found.mentionsReal = set.isReal && !request.isReal && !isRealAnyway(request)
        found.mentionsInterval = request.interval == nil
        found.isCut = isCut
        var answer = Answer(.solutions(found))
        // Near a place one solution is asked for.
        answer.isComplete = set.isComplete || (request.start != nil && !set.solutions.isEmpty)
        answer.isVerified = set.isVerified
        if settings.showsSteps { answer.steps = set.steps.map { .init(name: $0.name, before: $0.before, after: $0.after) } }
        return answer
    }

    /// Whether nobody expects solutions that are not real: of inequalities, and for unknowns of which something is assumed.
    private func isRealAnyway(_ request: SolveRequest) -> Bool {
        if !store.statements(about: request.unknowns).isEmpty { return true }
        return store.postorder(request.conditions).contains { node in
            store.kind(node) == .relation && (store.relation(node) == .less || store.relation(node) == .lessOrEqual)
        }
    }

    /// How long a search may take where the user sets no limit, in seconds of the processor.
    static let solvingTime = 9.0

    /// Does something within the time of a search.
    func limited<Result>(_ body: () throws(Diagnostic) -> Result) throws(Diagnostic) -> (result: Result, isCut: Bool) {
        try store.budget.limited(seconds: settings.timeout == nil ? Session.solvingTime : .infinity, body)
    }

    /// Time that ran out before anything was found is no answer.
    func checkBudget(_ set: SolutionSet, _ isCut: Bool, _ span: Span) throws(Diagnostic) {
        if isCut, set.solutions.isEmpty {
            throw Diagnostic(
                "out-of-time", "nothing was found within \(Int(Session.solvingTime)) seconds", at: span,
                suggestion: "--timeout SECONDS gives the search more", kind: .limit)
        }
        guard let reason = store.budget.exhaustion, reason == .interrupted || set.solutions.isEmpty else { return }
        throw Diagnostic.exhausted(reason, at: span)
    }
}
