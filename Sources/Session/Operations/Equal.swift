import Algebra
import Ball
import Expressions
import Reading
import Syntax

extension OperationRow {
    static let equal = OperationRow(
        "equal", "whether two expressions are equal wherever both are defined",
        details: "Exit status 0: proved equal; 1: different, with a point where they differ; 5: undecided.",
        [.one("EXPR", .expression), .maybe("EXPR", .expression)],
        examples: ["equal '(x + 1)^2' 'x^2 + 2*x + 1'", "equal 'sqrt(x^2)' x", "equal 'log(x^2) = 2*log(x)' --assume 'x > 0'"]
    ) { session, call throws(Diagnostic) in
        let operand = try call.expression
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
        do throws(BallUnavailable) {
            var answer = Answer(.verdict(try session.equality().decide(meanings[0].expr, meanings[1].expr, where: domain)))
            answer.isVerified = true
            if case .verdict(.undecided) = answer.content { answer.isVerified = nil }
            answer.notes = notes
            return answer
        } catch {
            throw Diagnostic.unavailable(error.sentence, at: call.span)
        }
    }
}

extension Session {
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
