import Algebra
import Exact
import Expressions
import Reading
import Syntax
import Vocabulary

extension Session {
    /// The value of a text at a point, certified.
    func value(
        _ line: UnsafeBufferPointer<UInt8>, _ bindings: [Request.Binding], _ form: Request.ValueForm
    ) throws(Diagnostic) -> Answer {
        switch form {
        case .bounds: return try bounds(line, bindings)
        case .why: return try explanation(line, bindings)
        case .exact: return try pointValue(line, bindings, form)
        default: return try store.leavingLargeNumbers { () throws(Diagnostic) in try pointValue(line, bindings, form) }
        }
    }

    private func pointValue(
        _ line: UnsafeBufferPointer<UInt8>, _ bindings: [Request.Binding], _ form: Request.ValueForm
    ) throws(Diagnostic) -> Answer {
        let isExact = form == .exact
        let digits: Int? = if case .digits(let count) = form { count } else { nil }
        let point = try self.point(bindings)
        let expr = try expression(line)
        let notes = reader.notes
        let span = Span(0, line.count)
        let (conditions, derivatives) = (reader.conditions, innerDerivatives)
        let hasVariables = store.traits(expr).contains(.hasSymbol) || conditions.contains { hasSymbol($0) }
        let free = try names(in: [expr], bindings.map { store.symbol($0.name) }, line).filter { point[$0] == nil }
        if !isExact { try requireValues(free, line) }
        if !isExact, line.count > Session.longFormula, derivatives.isEmpty, let value = try longValue(expr, point, conditions, digits, span)
        {
            return value
        }
        let value = catalogue.substitute(expr, point)
        let isReal =
            hasVariables && !store.traits(expr).contains(.hasImaginary) && !store.hasComplexName(expr)
            && !point.values.contains { store.traits($0).contains(.hasImaginary) }
        try checkAssumptions(point)
        let departure = free.isEmpty ? try checkDomain(conditions, point, isReal: isReal) : nil
        if free.isEmpty { try checkDerivatives(derivatives, in: expr, point, line) }
        if value == .undefined {
            if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
            throw Diagnostic("undefined", "there is no value there", at: span, kind: .undefined)
        }
        var answer: Answer
        if store.traits(value).contains(.isCondition) {
            answer = Answer(.expression(try truth(value, span)))
        } else if isExact || store.traits(value).contains(.hasInfinity) {
            answer = Answer(.expression(value))
        } else {
            let number = try evaluator.value(of: value, digits: digits, at: span)
            if number.imaginary != nil, let departure { throw departure }
            answer = Answer(.number(number))
        }
        answer.notes = notes
        answer.isVerified = true
        return answer
    }

    /// Texts beyond this many bytes are evaluated by balls, where these tell.
    private static let longFormula = 20_000

    /// The value of a long formula by balls; nil where a doubt is left, or something is to be said of the point.
    private func longValue(
        _ expr: Expr, _ point: [Expr: Expr], _ conditions: [DomainCondition], _ digits: Int?, _ span: Span
    ) throws(Diagnostic) -> Answer? {
        if store.traits(expr).contains(.isCondition) || !store.assumptions.isEmpty || !reader.notes.isEmpty { return nil }
        let needs = conditions.map { condition in
            store.disjunction([store.negation(condition.guardCondition), catalogue.condition(condition.requirement)])
        }
        let value = try evaluator.quickValue(of: expr, at: point, where: needs, digits: digits, at: span)
        return value.map { number in
            var answer = Answer(.number(number))
            answer.isVerified = true
            return answer
        }
    }

    /// The names in expressions, by name; also those that a value is given for and that stand in the text only, as in `x/x`.
    ///
    /// - Throws: where a value is given for a name that does not occur. Not in a stream, whose lines may hold different names.
    func names(in exprs: [Expr], _ given: [Expr], _ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> [Expr] {
        var names = store.symbols(in: exprs)
        for name in given where !names.contains(name) {
            if place(of: name, in: line) != nil {
                names.append(name)
            } else if !isStreaming {
                throw Diagnostic(
                    "surplus-value", "the name '\(store.name(name))' does not occur in the expression", at: Span(0, line.count),
                    kind: .usage)
            }
        }
        return names.sorted { store.nameBytes($0).lexicographicallyPrecedes(store.nameBytes($1)) }
    }

    /// - Throws: where a name has no value.
    func requireValues(_ missing: [Expr], _ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) {
        guard let first = missing.first else { return }
        throw Diagnostic(
            "missing-value", "no value is given for \(missing.map { store.name($0) }.joined(separator: ", "))",
            at: place(of: first, in: line) ?? Span(0, line.count), suggestion: "add \(store.name(first))=…", kind: .usage)
    }

    private func hasSymbol(_ condition: DomainCondition) -> Bool {
        store.traits(catalogue.condition(condition.requirement)).contains(.hasSymbol)
    }

    private func truth(_ condition: Expr, _ span: Span) throws(Diagnostic) -> Expr {
        guard let holds = try evaluator.decide(condition, at: span) else {
            throw Diagnostic("undecided", "it could not be decided whether this holds", at: span, kind: .undecided)
        }
        return holds ? .truth : .falsehood
    }

    func point(_ bindings: [Request.Binding]) throws(Diagnostic) -> [Expr: Expr] {
        var point: [Expr: Expr] = [:]
        for binding in bindings {
            if Session.ends(binding.value).count == 2 {
                throw Request.usage("the value of '\(binding.name)' is an interval: that needs --bounds")
            }
            let value: Expr
            do throws(Diagnostic) { value = try reader.expression(binding.value) } catch {
                throw Diagnostic(
                    error.code, "in the value of '\(binding.name)': \(error.message)", at: Span(0, 0), suggestion: error.suggestion,
                    kind: error.kind)
            }
            if store.traits(value).contains(.hasSymbol) {
                throw Request.usage("the value of '\(binding.name)' must be a number")
            }
            point[store.symbol(binding.name)] = value
        }
        return point
    }

    /// Checks at the point that the text has a value. What only leaves the real numbers is returned, not thrown: the value may
    /// be real all the same.
    func checkDomain(
        _ conditions: [DomainCondition], _ point: [Expr: Expr], isReal: Bool
    ) throws(Diagnostic) -> Diagnostic? {
        var departure: Diagnostic?
        // What conditions share gets its value once.
        let guards = catalogue.substitute(conditions.map(\.guardCondition), point)
        let needs = catalogue.substitute(conditions.map { catalogue.condition($0.requirement, isComplex: true) }, point)
        let realNeeds = isReal ? catalogue.substitute(conditions.map { catalogue.condition($0.requirement) }, point) : []
        for (place, condition) in conditions.enumerated() {
            guard try evaluator.decide(guards[place], at: condition.span) ?? true else { continue }
            if try evaluator.decide(needs[place], at: condition.span) == false { throw outside(condition) }
            guard isReal, departure == nil else { continue }
            if try evaluator.decide(realNeeds[place], at: condition.span) == false {
                departure = Diagnostic(
                    "outside-domain", "this is not a real number there", at: condition.span, kind: .undefined)
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
        case .inDomain(let call):
            Diagnostic(
                "outside-domain", "'\(Vocabulary.row(store.function(call)).name)' is undefined there", at: condition.span, kind: .undefined)
        }
    }

    /// Where a name first stands in the text.
    func place(of symbol: Expr, in line: UnsafeBufferPointer<UInt8>) -> Span? {
        let name = Array(store.nameBytes(symbol))
        var start = 0
        while start + name.count <= line.count {
            let end = start + name.count
            let isWord = (start == 0 || !isWordByte(line[start - 1])) && (end == line.count || !isWordByte(line[end]))
            if isWord, line[start..<end].elementsEqual(name) { return Span(start, end) }
            start += 1
        }
        return nil
    }

    private func isWordByte(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || byte == 95 || byte >= 0x80 }
}
