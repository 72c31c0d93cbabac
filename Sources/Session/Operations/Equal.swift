import Algebra
import Ball
import Expressions
import Reading
import Syntax

extension OperationRow {
    static let equal = OperationRow(
        "equal", "whether two expressions are equal wherever both are defined",
        details: "Exit status 0: proved equal; 1: different, with a point where they differ; 5: undecided.",
        [.one("EXPR", .expression), .maybe("EXPR", .expression)], indices: .forms,
        examples: ["equal '(x + 1)^2' 'x^2 + 2*x + 1'", "equal 'sqrt(x^2)' x", "equal 'log(x^2) = 2*log(x)' --assume 'x > 0'"]
    ) { session, call throws(Diagnostic) in
        let operand = try call.expression
        if let verdict = try session.verdict(onArrays: [operand] + call.others, call.span) { return Answer(verdict: verdict) }
        var meanings = [try session.meaning(of: operand)]
        for other in call.others { meanings.append(try session.meaning(of: other)) }
        let notes = meanings.flatMap(\.notes)
        let domain = meanings.flatMap(\.domain)
        if meanings.count == 1, let sides = try session.sides(meanings[0].expr, operand) { meanings = sides.map { Meaning($0) } }
        guard meanings.count == 2 else {
            throw Diagnostic("wrong-arity", "equal is called equal EXPR EXPR, or equal 'EXPR = EXPR'", at: call.span, kind: .usage)
        }
        guard meanings.allSatisfy({ !session.store.traits($0.expr).contains(.isCondition) }) else {
            throw Diagnostic("not-a-number", "a number is expected here, not a condition", at: call.span)
        }
        var answer = Answer(verdict: try session.verdict(meanings[0].expr, meanings[1].expr, where: domain, at: call.span))
        answer.notes = notes
        return answer
    }
}

extension Answer {
    fileprivate init(verdict: Equality.Verdict) {
        self.init(.verdict(verdict))
        if case .undecided = verdict { isVerified = nil } else { isVerified = true }
    }
}

extension Session {
    /// Whether two expressions are equal wherever both are defined.
    func verdict(
        _ left: Expr, _ right: Expr, where domain: [DomainCondition] = [], at span: Span
    ) throws(Diagnostic) -> Equality.Verdict {
        do throws(BallUnavailable) { return try equality().decide(left, right, where: domain) } catch {
            throw Diagnostic.unavailable(error.sentence, at: span)
        }
    }

    /// Whether two arrays whose sizes are names are equal at all places.
    private func verdict(
        onIndexed arrays: [IndexedMeaning], _ operands: [Operand], _ span: Span
    ) throws(Diagnostic) -> Equality.Verdict {
        guard arrays.count == 2, arrays[0].array.axes == arrays[1].array.axes else {
            let shapes = try operands.map { operand throws(Diagnostic) in
                switch try understand(operand).definition {
                case .array(let meaning): meaning.array.shape
                case .indexedArray(let meaning): meaning.array.shape(store)
                case .meaning, .list: "a number"
                }
            }
            throw Diagnostic("bad-shape", "arrays of the same shape can be compared, not \(shapes.joined(separator: " and "))", at: span)
        }
        let found = try verdict(arrays[0].array.entry, arrays[1].array.entry, where: arrays.flatMap(\.text.domain), at: span)
        guard case .different(let point) = found else { return found }
        let names = letters(beside: arrays.map(\.array.entry))
        var taken = 0
        return .different(
            at: point.map { name, value in
                guard store.isIndex(name) else { return (name: name, value: value) }
                taken += 1
                return (name: names[taken - 1], value: value)
            })
    }

    /// Whether two arrays are equal, entry by entry; nil where neither operand is one.
    fileprivate func verdict(onArrays operands: [Operand], _ span: Span) throws(Diagnostic) -> Equality.Verdict? {
        guard operands.count == 2, operands.contains(where: { mayBeArray($0) }) else { return nil }
        var arrays: [ArrayMeaning] = []
        var indexed: [IndexedMeaning] = []
        for operand in operands {
            switch try understand(operand).definition {
            case .array(let array): arrays.append(array)
            case .indexedArray(let meaning): indexed.append(meaning)
            default: continue
            }
        }
        if !indexed.isEmpty { return try verdict(onIndexed: indexed, operands, span) }
        if arrays.isEmpty { return nil }
        guard arrays.count == 2, arrays[0].array.hasShape(of: arrays[1].array) else {
            throw Diagnostic(
                "bad-shape",
                "arrays of the same shape can be compared, not \((arrays.map(\.array.shape) + (arrays.count < 2 ? ["a number"] : [])).joined(separator: " and "))",
                at: span)
        }
        let domain = arrays.flatMap(\.text.domain)
        var open: Equality.Verdict?
        for (left, right) in zip(arrays[0].array.entries, arrays[1].array.entries) {
            let verdict = try verdict(left, right, where: domain, at: span)
            switch verdict {
            case .proved: break
            case .different: return verdict
            case .undecided: open = open ?? verdict
            }
        }
        return open ?? .proved
    }

    /// The sides of an equation. One that is settled as it is read has none of its own: `1 = 1`.
    fileprivate func sides(_ equation: Expr, _ operand: Operand) throws(Diagnostic) -> [Expr]? {
        if equation == .truth || equation == .falsehood {
            guard operand.holds([.equal]), !operand.holds([.less, .lessOrEqual, .greater, .greaterOrEqual, .notEqual]) else { return nil }
            if equation == .truth { return [.zero, .zero] }
            let unsettled = try store.withoutAssumptions { () throws(Diagnostic) in try meaning(of: operand).expr }
            if unsettled == .falsehood { return [.zero, .one] }
            return store.childArray(unsettled)
        }
        guard store.kind(equation) == .relation, store.relation(equation) == .equal else { return nil }
        return store.childArray(equation)
    }
}
