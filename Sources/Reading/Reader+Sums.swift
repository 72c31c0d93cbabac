import Exact
import Expressions
import Syntax
import Vocabulary

// Sums and products over an index with whole numbers as bounds: what is under them is read once for each number.
extension Reader {
    /// More terms than this are not read.
    private static let mostTerms = 1_000_000
    /// Sums inside of sums: each level multiplies the work.
    private static let deepestSum = 32

    func read(_ form: IndexedForm) throws(Diagnostic) {
        let span = node(form.nodes.upperBound - 1).span
        guard indices.count < Reader.deepestSum else {
            throw Diagnostic("too-deep", "sums and products over an index are nested too deep", at: span, kind: .limit)
        }
        let start = conditions.count
        let (lower, upper) = (try bound(form.lower), try bound(form.upper))
        let (count, overflow) = upper.subtractingReportingOverflow(lower)
        guard !overflow, count < Reader.mostTerms else {
            throw Diagnostic("too-large", "these are too many terms: up to a million are worked out", at: span, kind: .limit)
        }
        let parts = try terms(form, lower, upper)
        let value = form.id == .sum ? store.sum(parts) : store.product(parts)
        if value.isAbsent { try lose(span) }
        values.append(Value(expr: value, conditionStart: start, span: span))
    }

    /// What an operation gave, where indices have values.
    func instance(of definition: Definition) -> Definition {
        switch definition {
        case .meaning(let meaning): .meaning(meaning.substituting(indices, catalogue))
        case .list(let list): .list(list.map { $0.substituting(indices, catalogue) })
        case .array(let array): .array(array.substituting(indices, catalogue))
        }
    }

    private func bound(_ nodes: Range<Int>) throws(Diagnostic) -> Int {
        try read(nodes)
        let value = try pop()
        try requireNumber(value)
        guard let number = store.rationalValue(value.expr) else {
            throw unsupported("bounds of an index that are no numbers", value.span)
        }
        guard number.isInteger else { throw Diagnostic("bad-bound", "an index goes from one whole number to another", at: value.span) }
        guard let whole = number.asInt else {
            throw Diagnostic("too-large", "these are too many terms: up to a million are worked out", at: value.span, kind: .limit)
        }
        return whole
    }

    /// What is under the sum for each number. Meanwhile the name of the index stands for the number, whatever it stands for outside.
    private func terms(_ form: IndexedForm, _ lower: Int, _ upper: Int) throws(Diagnostic) -> [Expr] {
        let index = node(form.index)
        let name = Vocabulary.spelledOut(string(index.focus))
        if Vocabulary.constant(named: text(index.focus)) != nil {
            throw Diagnostic("bad-index", "'\(name)' is a constant: an index is a name", at: index.span)
        }
        if environment.hasValue(name), hasStandIns(in: form.body) {
            throw Diagnostic(
                "bad-index", "'\(name)' has a value, which the operation under the sum has taken: use another name for the index",
                at: index.span)
        }
        let (symbol, outside) = (store.symbol(name), (environment, indices))
        defer { (environment, indices) = outside }
        var parts: [Expr] = []
        for number in lower..<(max(lower, upper + 1)) {
            environment.define(name, as: .meaning(Meaning(store.number(number))))
            indices[symbol] = store.number(number)
            try read(form.body)
            let value = try pop()
            try requireNumber(value)
            parts.append(value.expr)
            if !store.budget.step() { throw exhausted(node(form.nodes.upperBound - 1).span) }
        }
        return parts
    }
}
