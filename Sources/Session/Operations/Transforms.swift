import Algebra
import Ball
import Certified
import Expressions
import Reading
import Syntax

// Operations that give another form of an expression, or something of a polynomial.
extension OperationRow {
    static let simplify = transform(
        "simplify", "the simplest form that is found, never longer than the input", [.one("EXPR", .expression)],
        examples: ["simplify 'sin(x)^2 + cos(x)^2'", "simplify 'sqrt(x^2)' --assume 'x > 0'"], takesConditions: true, isEntrywise: true
    ) { session, operands, call throws(Diagnostic) in try session.simplification(operands[0], call) }

    static let expand = transform(
        "expand", "products and whole powers multiplied out", [.one("EXPR", .expression)], examples: ["expand '(x + 1)^3'"],
        takesConditions: true, isEntrywise: true
    ) { session, operands, call throws(Diagnostic) in
        let expanded = try session.transforms.expand(operands[0].expr, at: call.span)
        guard session.store.traits(expanded).contains(.isIndexed) else { return try session.rearranged(operands[0], expanded, call) }
        // Sums are multiplied out, too: each over one term, with what does not depend on the index before it.
        var sums = IndexedSums(session.catalogue)
        let split = try session.transforms.expand(sums.split(expanded), at: call.span)
        var meaning = operands[0]
        meaning.domain += sums.conditions.map { .init(requirement: .holds($0), span: call.span, guardCondition: .truth) }
        return try session.verified(session.plain([meaning], split), operands[0].expr, split, call.span, where: sums.conditions)
    }

    static let factor = transform(
        "factor", "the factors over the rational numbers, or with a given root such as sqrt(2) or I",
        [.one("EXPR", .expression), .several("ROOT", .expression)], options: [.field],
        examples: ["factor 'x^4 - 1'", "factor 'x^2 - 2' --extension 'sqrt(2)'"], takesConditions: true, isEntrywise: true
    ) { session, operands, call throws(Diagnostic) in
        var roots = operands.dropFirst().map(\.expr)
        if let root = call.options.text(.field) { roots.append(try session.meaning(of: Operand(word: root)).expr) }
        let result =
            roots.isEmpty
            ? try session.transforms.factor(operands[0].expr, at: call.span)
            : try session.transforms.factor(operands[0].expr, over: roots, at: call.span)
        return try session.rearranged(operands[0], result, call)
    }

    static let together = transform(
        "together", "one fraction, cancelled", [.one("EXPR", .expression)], examples: ["together '1/x + 1/y'"], isEntrywise: true
    ) {
        session, operands, call throws(Diagnostic) in
        try session.rearranged(operands[0], try session.transforms.together(operands[0].expr, at: call.span), call)
    }

    static let apart = transform(
        "apart", "the partial fractions in a variable", [.one("EXPR", .expression), .maybe("VAR", .variable)],
        examples: ["apart '1/(x^2 - 1)'", "apart '1/(x*(x + y))' x"], isEntrywise: true
    ) { session, operands, call throws(Diagnostic) in
        let variable = try session.variable(operands, 1, call)
        return try session.rearranged(operands[0], try session.transforms.apart(operands[0].expr, in: variable, at: call.span), call)
    }

    static let collect = transform(
        "collect", "the powers of a variable with their coefficients", [.one("EXPR", .expression), .one("VAR", .variable)],
        examples: ["collect 'a*x + b*x + 1' x"], isEntrywise: true
    ) { session, operands, call throws(Diagnostic) in
        try session.rearranged(operands[0], try session.transforms.collect(operands[0].expr, by: operands[1].expr, at: call.span), call)
    }

    static let gcd = transform(
        "gcd", "the greatest common divisor of two polynomials", [.one("EXPR", .expression), .one("EXPR", .expression)],
        examples: ["gcd 'x^2 - 1' 'x^2 - 2*x + 1'", "gcd 12 18"]
    ) { session, operands, call throws(Diagnostic) in
        session.plain(operands, try session.transforms.greatestCommonDivisor(operands.map(\.expr), at: call.span))
    }

    static let lcm = transform(
        "lcm", "the least common multiple of two polynomials", [.one("EXPR", .expression), .one("EXPR", .expression)],
        examples: ["lcm 'x^2 - 1' 'x - 1'"]
    ) { session, operands, call throws(Diagnostic) in
        session.plain(operands, try session.transforms.leastCommonMultiple(operands.map(\.expr), at: call.span))
    }

    static let quo = division("quo", "the quotient of two polynomials in a variable", examples: ["quo 'x^3 - 1' 'x - 2'"]) { $0.quotient }
    static let rem = division("rem", "the remainder of two polynomials in a variable", examples: ["rem 'x^3 - 1' 'x - 2'"]) { $0.remainder }

    private static func division(
        _ name: String, _ summary: String, examples: [String],
        part: @escaping @Sendable ((quotient: Expr, remainder: Expr)) -> Expr
    ) -> OperationRow {
        transform(
            name, summary, [.one("EXPR", .expression), .one("EXPR", .expression), .maybe("VAR", .variable)], examples: examples
        ) { session, operands, call throws(Diagnostic) in
            let (dividend, divisor) = (operands[0].expr, operands[1].expr)
            let variable = try session.variable(operands, 2, call)
            let parts = try session.transforms.divided(dividend, divisor, in: variable, at: call.span)
            let answer = session.plain(operands, part((parts.quotient, parts.remainder)))
            let whole = session.store.sum(session.store.product(parts.quotient, divisor), parts.remainder)
            return try session.verified(answer, dividend, whole, call.span)
        }
    }

    static let resultant = transform(
        "resultant", "the resultant of two polynomials in a variable: zero where they have a common root",
        [.one("EXPR", .expression), .one("EXPR", .expression), .maybe("VAR", .variable)], examples: ["resultant 'x^2 - 2' 'x - y' x"]
    ) { session, operands, call throws(Diagnostic) in
        let variable = try session.variable(operands, 2, call)
        return session.plain(
            operands, try session.transforms.resultant(operands[0].expr, operands[1].expr, in: variable, at: call.span))
    }

    static let discriminant = transform(
        "discriminant", "the discriminant of a polynomial in a variable: zero where it has a double root",
        [.one("EXPR", .expression), .maybe("VAR", .variable)], examples: ["discriminant 'a*x^2 + b*x + c' x"]
    ) { session, operands, call throws(Diagnostic) in
        let variable = try session.variable(operands, 1, call)
        return session.plain(operands, try session.transforms.discriminant(operands[0].expr, in: variable, at: call.span))
    }

    static let coefficients = transform(
        "coefficients", "the coefficients of a polynomial in a variable, the highest power first",
        [.one("EXPR", .expression), .maybe("VAR", .variable)], examples: ["coefficients '3*x^2 + y' x"]
    ) { session, operands, call throws(Diagnostic) in
        let variable = try session.variable(operands, 1, call)
        let list = try session.transforms.coefficients(operands[0].expr, in: variable, at: call.span)
        return Answer(.list(list.reversed().map { Meaning($0) }))
    }

    static let degree = transform(
        "degree", "the degree of a polynomial in a variable", [.one("EXPR", .expression), .maybe("VAR", .variable)],
        examples: ["degree 'x^3 + x*y^5' x"]
    ) { session, operands, call throws(Diagnostic) in
        let variable = try session.variable(operands, 1, call)
        guard let degree = try session.transforms.degree(operands[0].expr, in: variable, at: call.span) else {
            throw Diagnostic("undefined", "zero has no degree", at: call.span, kind: .undefined)
        }
        return session.plain(operands, session.store.number(degree))
    }

    /// An operation on the meanings of its operands.
    private static func transform(
        _ name: String, _ summary: String, _ operands: [OperandRow], options: [OptionID] = [], examples: [String],
        takesConditions: Bool = false, isEntrywise: Bool = false,
        answer: @escaping @Sendable (Session, [Meaning], Call) throws(Diagnostic) -> Answer
    ) -> OperationRow {
        OperationRow(name, summary, operands, options: options, isEntrywise: isEntrywise, examples: examples) {
            session, call throws(Diagnostic) in
            let meanings = try session.meanings(of: call, takesConditions: takesConditions)
            var found = try answer(session, meanings, call)
            found.notes = meanings[0].notes + found.notes
            return found
        }
    }
}

extension Call {
    /// The place of the whole question.
    var span: Span { subject.first?.span ?? Span(0, 0) }
}

extension Session {
    /// What the operands mean, as many as the operation takes.
    func meanings(of call: Call, takesConditions: Bool) throws(Diagnostic) -> [Meaning] {
        let operands = [try call.expression] + call.others
        let rows = call.operation.operands
        let most = rows.contains(where: \.isRepeated) ? Int.max : rows.count
        guard operands.count >= call.operation.required, operands.count <= most else {
            throw Diagnostic(
                "wrong-arity", "\(call.operation.name) is called \(call.operation.commandUsage)", at: call.span, kind: .usage)
        }
        var meanings: [Meaning] = []
        for operand in operands {
            let meaning = try meaning(of: operand)
            if !takesConditions, store.traits(meaning.expr).contains(.isCondition) {
                throw Diagnostic("not-a-number", "a number is expected here, not a condition", at: call.span)
            }
            meanings.append(meaning)
        }
        return meanings
    }

    /// An expression that is made of the operands, and has a value where they have.
    func plain(_ operands: [Meaning], _ result: Expr) -> Answer {
        var meaning = Meaning(result)
        for operand in operands { meaning.take(in: operand) }
        return Answer(.expression(meaning))
    }

    /// Another form of the first operand, compared with it.
    func rearranged(_ operand: Meaning, _ result: Expr, _ call: Call) throws(Diagnostic) -> Answer {
        try verified(plain([operand], result), operand.expr, result, call.span)
    }

    /// The variable that was named, or the only free name.
    func variable(_ operands: [Meaning], _ position: Int, _ call: Call) throws(Diagnostic) -> Expr {
        if operands.count > position {
            guard store.kind(operands[position].expr) == .symbol else {
                throw Diagnostic("not-a-variable", "a name is expected as the variable", at: call.span, kind: .usage)
            }
            return operands[position].expr
        }
        let free = store.symbols(in: operands.map(\.expr))
        guard free.count == 1 else {
            let names =
                free.isEmpty ? "there is no name in it" : "there are several names: \(free.map { store.name($0) }.joined(separator: ", "))"
            throw Diagnostic("ambiguous-variable", names, at: call.span, suggestion: "say which is the variable", kind: .usage)
        }
        return free[0]
    }

    fileprivate func simplification(_ operand: Meaning, _ call: Call) throws(Diagnostic) -> Answer {
        hasSimplified = true
        var outcome = simplifier.simplify(operand.expr)
        var conditions: [Expr] = []
        if store.traits(operand.expr).contains(.isIndexed) {
            let (form, needs) = indexedForm(outcome.result)
            let other = simplifier.simplify(form)
            if !form.isAbsent, keepsValues(of: operand.expr, other.result, where: needs),
                simplifier.costs.cost(of: other.result) < simplifier.costs.cost(of: outcome.result)
            {
                (outcome, conditions) = (other, needs)
            }
        }
        if let reason = store.budget.exhaustion, reason == .interrupted || reason == .memory {
            throw Diagnostic.exhausted(reason, at: call.span)
        }
        if let part = outcome.undefinedPart, try !comparison(call.span).findsValue(of: operand.expr) {
            throw store.kind(part) == .power
                ? Diagnostic("division-by-zero", "division by zero: a denominator is always zero", at: call.span, kind: .undefined)
                : Diagnostic("undefined", "this has no value anywhere", at: call.span, kind: .undefined)
        }
        var meaning = operand
        meaning.expr = outcome.result
        meaning.domain += (conditions + outcome.steps.map(\.condition)).filter { $0 != .truth }.map {
            DomainCondition(requirement: .holds($0), span: call.span, guardCondition: .truth)
        }
        var answer = Answer(.expression(meaning))
        answer.isComplete = outcome.isComplete
        if settings.showsSteps { answer.steps = outcome.steps.map { .init(name: $0.name, before: $0.before, after: $0.after) } }
        return try verified(answer, operand.expr, outcome.result, call.span, where: conditions + outcome.steps.map(\.condition))
    }

    /// The form of what is indexed that does not depend on how its sums are nested and split, and what that rests on.
    func indexedForm(_ expr: Expr) -> (form: Expr, conditions: [Expr]) {
        let samples = SizeSamples([expr], catalogue)
        let forms = IndexedNormalForm(catalogue, transforms, samples)
        let form = store.supposing(wholeNumbers: samples.names, sizes: samples.sizes) { forms.normal(expr) }
        return (form, forms.conditions)
    }

    /// Compares an answer with what was asked in balls; one that differs is not shown.
    ///
    /// - Parameter conditions: where they are to agree.
    func verified(
        _ answer: Answer, _ question: Expr, _ result: Expr, _ span: Span, where conditions: [Expr] = []
    ) throws(Diagnostic) -> Answer {
        var answer = answer
        guard settings.verifies else { return answer }
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        switch try agreement(question, result, span, conditions) {
        case .agree: answer.isVerified = true
        case .undecided: answer.isVerified = question == result ? true : nil
        case .differ:
            throw Diagnostic(
                "self-check-failed", "the form found does not agree with the input at a test point; it is not shown", at: span,
                kind: .selfCheck)
        }
        return answer
    }

    /// Whether a form has a value at small sizes where the expression has one: an element that a branch has kept away must not come out.
    private func keepsValues(of expr: Expr, _ form: Expr, where conditions: [Expr]) -> Bool {
        let samples = SizeSamples([expr, form] + conditions, catalogue)
        return samples.points.allSatisfy { point in
            samples.instances(of: [expr], at: point, where: conditions) == nil || samples.instances(of: [form], at: point) != nil
        }
    }

    /// Whether two forms agree at sample points; of what is indexed, at small sizes.
    private func agreement(
        _ question: Expr, _ result: Expr, _ span: Span, _ conditions: [Expr]
    ) throws(Diagnostic) -> BallComparison.Outcome {
        let comparison = try comparison(span)
        guard [question, result].contains(where: { store.traits($0).contains(.isIndexed) }) else {
            let sides = DefiniteEntries(in: [question, result], catalogue).substituted(in: [question, result])
            return comparison.compare(sides[0], sides[1], wanted: 4)
        }
        let samples = SizeSamples([question, result] + conditions, catalogue)
        var outcome = BallComparison.Outcome.undecided
        for point in samples.points {
            guard var sides = samples.instances(of: [question, result], at: point, where: conditions) else { continue }
            sides = DefiniteEntries(in: sides, catalogue).substituted(in: sides)
            let own = sides[0] == sides[1] ? .agree(points: 1) : comparison.compare(sides[0], sides[1], wanted: 2)
            if case .undecided = own { continue }
            outcome = own
            if case .differ = own { break }
        }
        return outcome
    }

    private func comparison(_ span: Span) throws(Diagnostic) -> BallComparison {
        do throws(BallUnavailable) { return try ballComparison() } catch { throw Diagnostic.unavailable(error.sentence, at: span) }
    }
}

extension Diagnostic {
    /// The library that computes with balls cannot be loaded.
    static func unavailable(_ sentence: String, at span: Span) -> Diagnostic {
        Diagnostic("ball-arithmetic-unavailable", sentence, at: span, kind: .limit)
    }
}
