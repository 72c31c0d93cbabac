import Algebra
import Ball
import Expressions
import Reading
import Solving
import Syntax
import Vocabulary

// Solving equations and finding stationary points: commands, and the operations of the same names.
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

    /// The solutions of the equations of a line, which stand there one behind another.
    func solutions(_ line: UnsafeBufferPointer<UInt8>, _ wishes: Request.Solving) throws(Diagnostic) -> Answer {
        let span = Span(0, line.count)
        beginReading()
        var question = Question()
        try read(line, into: &question)
        for text in wishes.equations { try read(text, into: &question) }
        guard !question.conditions.isEmpty else { throw Diagnostic("empty-input", "an equation is expected", at: span) }
        let unknowns = try unknowns(wishes.unknowns, question, span)
        var request = SolveRequest(question.conditions.map { store.settled($0) }, for: unknowns, domain: question.domain)
        request.isReal = wishes.isReal || wishes.interval != nil || question.isOrdered
        if let (lower, upper) = wishes.interval { request.interval = try interval(lower, upper, unknowns) }
        request.digits = wishes.digits
        if !wishes.start.isEmpty { request.start = try start(wishes.start, unknowns) }
        var answer = try answer(request, span)
        answer.notes = question.notes
        if case .solutions(var found) = answer.content {
            found.digits = wishes.digits
            answer.content = .solutions(found)
        }
        return answer
    }

    // MARK: Reading

    private func read(_ text: String, into question: inout Question) throws(Diagnostic) {
        refusedOperand = text
        var copy = text
        let notes = question.notes
        let outcome = copy.withUTF8 { bytes -> Result<Question, Diagnostic> in
            var extended = question
            do throws(Diagnostic) { try read(bytes, into: &extended) } catch { return .failure(error) }
            return .success(extended)
        }
        question = try outcome.get()
        // Their places are those of another text.
        question.notes = notes
        refusedOperand = nil
    }

    private func read(_ line: UnsafeBufferPointer<UInt8>, into question: inout Question) throws(Diagnostic) {
        var parser = try Parser(line)
        var tree = SyntaxTree()
        while !parser.isAtEnd {
            try parser.statement(into: &tree)
            if tree.statement == .empty { continue }
            guard tree.statement == .expression else {
                throw Diagnostic("unexpected-statement", "an equation is expected here, not a statement", at: tree.span)
            }
            // An equation stays as it is read, whatever is assumed: it is what is asked.
            let condition = try reader.expression(tree, line)
            if numericRequest != nil { throw numericInside(tree.span) }
            if listRequest != nil { throw listInside(tree.span) }
            if store.traits(condition).contains(.hasInfinity) {
                throw Diagnostic("not-supported-yet", "equations with infinity are not supported", at: tree.span, kind: .unsupported)
            }
            question.conditions.append(condition)
            question.domain += reader.conditions
            question.notes += tree.notes
            let orders: Set<OperatorID> = [.less, .lessOrEqual, .greater, .greaterOrEqual]
            if tree.nodes.contains(where: { $0.kind == .operator && orders.contains($0.symbol) }) { question.isOrdered = true }
            for node in tree.nodes where node.kind == .name {
                let bytes = UnsafeBufferPointer(rebasing: line[Int(node.focus.start)..<Int(node.focus.end)])
                let name = Vocabulary.spelledOut(String(decoding: bytes, as: UTF8.self))
                guard Vocabulary.constant(named: bytes) == nil, reader.environment.values[name] == nil else { continue }
                question.written.insert(store.symbol(name))
            }
        }
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
                if reader.environment.values[word] != nil {
                    throw Diagnostic("defined-name", "'\(word)' has been defined: it is no unknown any more", at: span, kind: .usage)
                }
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

    private func missing(_ word: String, _ names: String, _ span: Span) -> Diagnostic {
        let others =
            names.isEmpty ? "there is no name in it" : names.contains(",") ? "the names in it are \(names)" : "the name in it is \(names)"
        return Diagnostic("missing-unknown", "'\(word)' does not occur: \(others)", at: span, kind: .usage)
    }

    private func equationCount(_ condition: Expr) -> Int {
        store.kind(condition) == .conjunction ? store.childCount(condition) : 1
    }

    // MARK: Where to look

    private func interval(_ lower: String, _ upper: String, _ unknowns: [Expr]) throws(Diagnostic) -> (lower: Expr, upper: Expr) {
        guard unknowns.count == 1 else { throw Request.usage("an interval is for a single unknown") }
        let ends = (lower: try constant(lower, "an end of the interval"), upper: try constant(upper, "an end of the interval"))
        guard try evaluator.decide(store.relation(.less, ends.lower, ends.upper), at: Span(0, 0)) == true else {
            throw Request.usage("the interval \(lower)..\(upper) is empty: the smaller number stands first")
        }
        return ends
    }

    private func start(_ values: [(name: String?, value: String)], _ unknowns: [Expr]) throws(Diagnostic) -> [Expr: Expr] {
        var start: [Expr: Expr] = [:]
        for (name, text) in values {
            let unknown = name.map { store.symbol($0) } ?? unknowns[0]
            guard unknowns.contains(unknown) else {
                throw Request.usage("'\(store.name(unknown))' is no unknown: there is nothing to be near")
            }
            start[unknown] = try constant(text, "the value of '\(store.name(unknown))'")
        }
        let missing = unknowns.filter { start[$0] == nil }.map { store.name($0) }
        guard missing.isEmpty else { throw Request.usage("--near gives no value of \(missing.joined(separator: ", "))") }
        return start
    }

    /// A number in the text of an option.
    private func constant(_ text: String, _ role: String) throws(Diagnostic) -> Expr {
        let value: Expr
        do throws(Diagnostic) { value = try reader.expression(text) } catch {
            if error.kind == .unsupported { throw Request.usage("\(role) must be a number, not '\(text)'") }
            throw Diagnostic(error.code, "in \(role): \(error.message)", at: Span(0, 0), suggestion: error.suggestion, kind: error.kind)
        }
        guard store.isConstant(value), store.traits(value).isDisjoint(with: [.hasInfinity, .isCondition]), numericRequest == nil,
            listRequest == nil
        else { throw Request.usage("\(role) must be a number, not '\(text)'") }
        return value
    }

    // MARK: Answering

    private func answer(_ request: SolveRequest, _ span: Span) throws(Diagnostic) -> Answer {
        let solver: Solver
        do throws(BallUnavailable) { solver = try Solver(catalogue, functionLibrary) } catch { throw unavailable(error, span) }
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
        answer.conditions = domain.stated([], innerConditions, for: .zero)
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
    private func limited<Result>(_ body: () throws(Diagnostic) -> Result) throws(Diagnostic) -> (result: Result, isCut: Bool) {
        try store.budget.limited(seconds: settings.timeout == nil ? Session.solvingTime : .infinity, body)
    }

    /// Time that ran out before anything was found is no answer.
    private func checkBudget(_ set: SolutionSet, _ isCut: Bool, _ span: Span) throws(Diagnostic) {
        if isCut, set.solutions.isEmpty {
            throw Diagnostic(
                "out-of-time", "nothing was found within \(Int(Session.solvingTime)) seconds", at: span,
                suggestion: "--timeout SECONDS gives the search more", kind: .limit)
        }
        guard let reason = store.budget.exhaustion, reason == .interrupted || set.solutions.isEmpty else { return }
        throw Diagnostic.exhausted(reason, at: span)
    }

    private func unavailable(_ error: BallUnavailable, _ span: Span) -> Diagnostic {
        Diagnostic("ball-arithmetic-unavailable", error.sentence, at: span, kind: .limit)
    }

    // MARK: Stationary points

    /// The stationary points of an expression.
    func stationaryPoints(_ line: UnsafeBufferPointer<UInt8>, _ words: [String]) throws(Diagnostic) -> Answer {
        let expr = try expression(line)
        let notes = reader.notes
        let span = Span(0, line.count)
        let free = store.symbols(in: [expr])
        var variables = words.isEmpty ? free : []
        for word in words where !variables.contains(store.symbol(word)) { variables.append(store.symbol(word)) }
        var answer = try stationaryPoints(expr, variables, reader.conditions, span)
        answer.notes = notes
        return answer
    }

    private func stationaryPoints(
        _ expr: Expr, _ variables: [Expr], _ conditions: [DomainCondition], _ span: Span
    ) throws(Diagnostic) -> Answer {
        if store.traits(expr).contains(.isCondition) {
            throw Diagnostic("not-a-number", "an equation or a condition has no stationary points", at: span)
        }
        guard !variables.isEmpty else {
            throw Diagnostic("no-unknown", "there is no variable in it", at: span, kind: .usage)
        }
        let free = store.symbols(in: [expr])
        if let absent = variables.first(where: { !free.contains($0) }) {
            throw missing(store.name(absent), free.map { store.name($0) }.joined(separator: ", "), span)
        }
        try checkStationary(variables, span)
        let finder: StationaryPoints
        do throws(BallUnavailable) { finder = try StationaryPoints(catalogue) } catch { throw unavailable(error, span) }
        var (outcome, isCut): (StationaryPoints.Outcome, Bool)
        hasSimplified = true
        do throws(Diagnostic) {
            (outcome, isCut) = try limited { () throws(Diagnostic) in try finder.find(expr, in: variables, domain: conditions) }
        } catch {
            throw error.moved(to: span)
        }
        try checkBudget(outcome.set, isCut, span)
        if isCut { outcome.set.isComplete = false }
        var found = Answer.Solutions(outcome.set, for: variables)
        found.isCut = isCut
        found.points = outcome.points
        found.mentionsInterval = true
        var answer = Answer(.solutions(found))
        answer.isComplete = outcome.set.isComplete && !outcome.points.contains { $0.nature == .undecided }
        answer.isVerified = outcome.set.isVerified
        answer.conditions = domain.stated([], outcome.conditions + innerConditions, for: expr)
        if settings.showsSteps { answer.steps = outcome.set.steps.map { .init(name: $0.name, before: $0.before, after: $0.after) } }
        return answer
    }

    /// Refuses what is assumed of variables that stationary points cannot satisfy: they are points of a space of real numbers.
    private func checkStationary(_ variables: [Expr], _ span: Span) throws(Diagnostic) {
        for statement in store.statements(about: variables) {
            let reason: String
            switch statement {
            case .property(_, .integer), .property(_, .even), .property(_, .odd), .property(_, .complex):
                reason = "stationary points are looked for among the real numbers"
            case .property: continue
            case .condition(let condition):
                let parts = store.kind(condition) == .conjunction ? store.childArray(condition) : [condition]
                guard parts.contains(where: { store.kind($0) == .relation && store.relation($0) == .equal }) else { continue }
                reason = "stationary points are not looked for on a curve, and only inequalities leave some of them out"
            }
            throw Diagnostic(
                "unsupported-assumption", "'stationary' cannot keep to the assumption \(described([statement])): \(reason)", at: span,
                kind: .usage)
        }
    }

    // MARK: Operations

    /// `solve(x^2 = 2, x)` or `stationary(f, x, y)` as a statement.
    func solved(_ arguments: [Expr], _ operation: OperationID) throws(OperationFailure) -> Expr {
        let isStationary = operation == .stationaryPoints
        guard let first = arguments.first else {
            throw .badArguments(isStationary ? "stationary takes an expression" : "solve takes an equation and its unknowns")
        }
        let names = arguments.dropFirst().filter { store.kind($0) == .symbol }
        let others = arguments.dropFirst().filter { store.kind($0) != .symbol }
        if let number = others.first(where: { !store.traits($0).contains(.hasSymbol) && !store.traits($0).contains(.isCondition) }) {
            let shown = (try? text.text(number)) ?? "a value"
            throw .badArguments("\(shown) is no unknown: a name is expected")
        }
        let answer: Answer
        do throws(Diagnostic) {
            if isStationary {
                guard others.isEmpty else { throw Request.usage("stationary takes an expression and names") }
                answer = try stationaryPoints(first, names.isEmpty ? store.symbols(in: [first]) : names, reader.conditions, Span(0, 0))
            } else {
                var question = Question()
                question.conditions = [first] + others
                // What a condition has lost by being read cannot be told any more.
                if store.symbols(in: question.conditions).isEmpty { question.written = Set(names) }
                let unknowns = try unknowns(names.map { store.name($0) }, question, Span(0, 0))
                answer = try self.answer(
                    SolveRequest(question.conditions.map { store.settled($0) }, for: unknowns, domain: reader.conditions), Span(0, 0))
            }
        } catch {
            throw .failed(error)
        }
        listRequest = (first, isStationary ? "stationary" : "solve", answer)
        return first
    }
}
