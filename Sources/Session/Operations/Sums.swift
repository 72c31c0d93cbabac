import Arrays
import Exact
import Expressions
import Reading
import Syntax
import Vocabulary

// Sums and products over an index as commands; in a text they are part of the language.
extension OperationRow {
    static let sum = indexed("sum", "the sum over an index", examples: ["sum 'k^2' k=1..10"])
    static let product = indexed("product", "the product over an index", examples: ["product 'x + k' k=0..3"])

    private static func indexed(_ name: String, _ summary: String, examples: [String]) -> OperationRow {
        OperationRow(
            name, summary, details: "Of several indices the first goes outermost: bounds may depend on those before.",
            [.one("EXPR", .expression), .several("INDEX=A..B", .binding)], indices: .forms, examples: examples
        ) { session, call throws(Diagnostic) in
            let operand = try call.expression
            var text = operand.words
            for range in call.others.reversed() {
                guard case .binding(_, let value) = range.form, case .range = value.form else {
                    throw Diagnostic.usage("'\(range.words)' is no range of an index: write \(examples[0])")
                }
                text = "\(name)(\(text), \(range.words))"
            }
            guard !call.others.isEmpty else { throw Diagnostic.usage("an index and its range are expected: write \(examples[0])") }
            let meaning = try session.meaning(of: Operand(word: text))
            var answer = Answer(.expression(meaning))
            answer.notes = meaning.notes.map { Note($0.code, $0.message, at: operand.span) }
            return answer
        }
    }
}

extension Session {
    /// The sum of a polynomial in an index, in factors; nil for other expressions.
    ///
    /// It is proved by induction: one more term is what the last bound adds, and a sum without terms is zero.
    func closedSum(_ body: Expr, _ index: Expr, _ lower: Expr, _ upper: Expr, _ span: Span) throws(Diagnostic) -> Expr? {
        guard let coefficients = try? transforms.coefficients(body, in: index, at: span), coefficients.count <= Session.mostPowers else {
            return nil
        }
        let sums = PowerSums(store)
        let shorter = sums.sum(coefficients, from: lower, to: store.difference(upper, .one))
        let sum = sums.sum(coefficients, from: lower, to: upper)
        let last = catalogue.substitute(body, [index: upper])
        let step = try transforms.together(store.sum([sum, store.negated(shorter), store.negated(last)]), at: span)
        let empty = try transforms.together(sums.sum(coefficients, from: lower, to: store.difference(lower, .one)), at: span)
        guard step == .zero, empty == .zero else {
            throw Diagnostic("self-check-failed", "the sum found does not grow by its terms; it is not shown", at: span, kind: .selfCheck)
        }
        return try transforms.factor(sum, at: span)
    }

    private static let mostPowers = 100

    /// The sum of a polynomial in an index times a power with the index as its exponent, and that the ratio of such powers is not 1; nil for
    /// other expressions.
    func geometricSum(
        _ body: Expr, _ index: Expr, _ lower: Expr, _ upper: Expr, _ span: Span
    ) throws(Diagnostic) -> (value: Expr, condition: Expr)? {
        guard let (ratio, rest) = ratio(of: body, index), store.facts(of: ratio).isReal,
            let coefficients = try? transforms.coefficients(rest, in: index, at: span), coefficients.count <= Session.mostGeometricPowers
        else { return nil }
        let condition = store.relation(.notEqual, ratio, .one)
        guard condition != .falsehood else { return nil }
        let sums = GeometricSums(store)
        func sum(to end: Expr) -> Expr { sums.sum(coefficients, ratio: ratio, from: lower, to: end) }
        let value = try transforms.together(sum(to: upper), at: span)
        let step = store.sum([
            value, store.negated(sum(to: store.difference(upper, .one))), store.negated(catalogue.substitute(body, [index: upper])),
        ])
        // One more term is what the last bound adds, and a sum without terms is zero.
        let domain = [DomainCondition(requirement: .holds(condition), span: span, guardCondition: .truth)]
        for part in [step, sum(to: store.difference(lower, .one))] where part != .zero {
            guard case .proved = try verdict(part, .zero, where: domain, at: span) else { return nil }
        }
        return (value, condition)
    }

    private static let mostGeometricPowers = 8

    /// The ratio of two terms one after another of the powers among the factors, and the other factors with what the powers begin with.
    private func ratio(of body: Expr, _ index: Expr) -> (ratio: Expr, rest: Expr)? {
        var (ratios, rest): ([Expr], [Expr]) = ([], [store.number(store.coefficient(body))])
        for factor in store.bareFactors(body) {
            guard let power = exponential(factor, index) else {
                rest.append(factor)
                continue
            }
            ratios.append(power.ratio)
            rest.append(power.start)
        }
        return ratios.isEmpty ? nil : (store.product(ratios), store.product(rest))
    }

    /// `r^(a*k + b)` and `exp(a*k + b)` as `start*ratio^k`.
    private func exponential(_ factor: Expr, _ index: Expr) -> (ratio: Expr, start: Expr)? {
        let isPower = store.kind(factor) == .power && !store.depends(store.child(factor, 0), on: index)
        let isExponential = store.kind(factor) == .call && store.function(factor) == KnownFunction.exponential
        guard isPower || isExponential, case let exponent = store.child(factor, isPower ? 1 : 0),
            let line = try? transforms.coefficients(exponent, in: index, at: Span(0, 0)), line.count == 2
        else { return nil }
        let power = { (exponent: Expr) in
            isPower ? self.store.power(self.store.child(factor, 0), exponent) : self.catalogue.call(KnownFunction.exponential, exponent)
        }
        // A power of a base that may be negative or 0 is apart for whole exponents only.
        if isPower, !line.allSatisfy({ store.facts(of: $0).isInteger }), !store.facts(of: store.child(factor, 0)).isPositive { return nil }
        return (power(line[1]), power(line[0]))
    }
}
