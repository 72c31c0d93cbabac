import Exact
import Expressions
import Syntax
import Vocabulary

// Sums and products over an index. With whole numbers as bounds what is under them is read once for each number.
extension Reader {
    /// Sums inside of sums: each level multiplies the work.
    private static let deepestSum = 32

    func read(_ form: IndexedForm) throws(Diagnostic) {
        let span = node(form.nodes.upperBound - 1).span
        guard openSums < Reader.deepestSum else {
            throw Diagnostic("too-deep", "sums and products over an index are nested too deep", at: span, kind: .limit)
        }
        openSums += 1
        defer { openSums -= 1 }
        let start = conditions.count
        let ends = (try bound(form.lower), try bound(form.upper))
        guard let lower = try number(ends.0), let upper = try number(ends.1) else { return try sum(form, ends.0, ends.1, start) }
        let (steps, overflow) = upper.subtractingReportingOverflow(lower)
        guard upper < lower || !overflow && steps < Catalogue.mostTerms else { return try sum(form, ends.0, ends.1, start) }
        let parts = try terms(form, from: lower, upper < lower ? 0 : steps + 1)
        let value = catalogue.joined(form.binder, parts)
        if value.isAbsent { try lose(span) }
        values.append(Value(expr: value, conditionStart: start, span: span))
    }

    /// What an operation gave, where indices have values.
    func instance(of definition: Definition) -> Definition { definition.substituting(indices, catalogue) }

    private func bound(_ nodes: Range<Int>) throws(Diagnostic) -> Value {
        try read(nodes)
        let value = try pop()
        try requireNumber(value)
        return value
    }

    /// The whole number that a bound is; nil where it is none that is known.
    private func number(_ value: Value) throws(Diagnostic) -> Int? {
        guard let number = store.rationalValue(value.expr) else { return nil }
        guard number.isInteger else { throw Diagnostic("bad-bound", "an index goes from one whole number to another", at: value.span) }
        guard let whole = number.asInt else {
            throw Diagnostic("too-large", "these are too many terms: up to a million are worked out", at: value.span, kind: .limit)
        }
        return whole
    }

    /// A sum between bounds that are not both numbers. It is empty, and the closed form no answer, where the index would go down by more
    /// than one.
    private func sum(_ form: IndexedForm, _ lower: Value, _ upper: Value, _ start: Int) throws(Diagnostic) {
        let span = node(form.nodes.upperBound - 1).span
        let open = store.rationalValue(upper.expr) == nil ? upper : lower
        let name = try indexName(form)
        let outside = (environment, indices)
        defer { (environment, indices) = outside }
        try store.withIndex { index throws(Diagnostic) in
            environment.define(name, as: .meaning(Meaning(index)))
            indices[store.symbol(name)] = index
            let first = conditions.count
            try read(form.body)
            if form.id == .sum, values.last?.form == .array { return try sum(ofArrays: form, index, lower, upper, first, start) }
            let body = try take(form)
            let binder = Binder(form.binder, index, body.expr, from: lower.expr, to: upper.expr)
            var holdsIndex = false
            for place in conditions.indices[first...] where requireEverywhere(place, binder) { holdsIndex = true }
            if form.id == .sum, !holdsIndex, let (value, condition) = try closedSum(body.expr, index, lower.expr, upper.expr, span) {
                if condition != .truth { require(.holds(condition), span) }
                require(.holds(store.relation(.lessOrEqual, store.difference(lower.expr, .one), upper.expr)), open.span)
                // An index goes from one whole number to another, as other indices are.
                for end in [lower, upper] where !store.facts(of: end.expr).isInteger {
                    require(.holds(store.relation(.equal, catalogue.call(KnownFunction.floor, end.expr), end.expr)), end.span)
                }
                return values.append(Value(expr: value, conditionStart: start, span: span))
            }
            guard [lower, upper].contains(where: { store.rationalValue($0.expr) == nil }) else {
                throw Diagnostic("too-large", "these are too many terms: up to a million are worked out", at: span, kind: .limit)
            }
            let value = catalogue.binder(binder)
            if value.isAbsent { try lose(span) }
            store.suggest(name, forIndexOf: value)
            values.append(Value(expr: value, conditionStart: start, span: span))
        }
    }

    /// A sum of arrays whose sizes are names, entry by entry.
    private func sum(
        ofArrays form: IndexedForm, _ index: Expr, _ lower: Value, _ upper: Value, _ first: Int, _ start: Int
    ) throws(Diagnostic) {
        let end = node(form.nodes.upperBound - 1)
        let operand = try takeFactor()
        guard let array = operand.indexed else { throw unsupported("sums of arrays over an index", end.span) }
        for place in conditions.indices[first...] {
            _ = requireEverywhere(place, Binder(.sum, index, .zero, from: lower.expr, to: upper.expr))
        }
        let value = catalogue.binder(Binder(.sum, index, array.entry, from: lower.expr, to: upper.expr))
        try push(array.with(value), end, from: Value(expr: .undefined, conditionStart: start, span: end.span))
    }

    /// What is required of a term is required of all.
    ///
    /// - Returns: whether that is more than that the index is within its bounds.
    private func requireEverywhere(_ place: Int, _ range: Binder) -> Bool {
        let condition = catalogue.condition(conditions[place])
        guard store.depends(condition, on: range.index) else { return false }
        let every = store.conjunction(catalogue.everywhere(store.conjuncts(condition), range))
        conditions[place] = DomainCondition(requirement: .holds(every), span: conditions[place].span, guardCondition: .truth)
        return every != .truth
    }

    private func indexName(_ form: IndexedForm) throws(Diagnostic) -> String {
        let index = node(form.index)
        let name = Vocabulary.spelledOut(string(index.focus))
        if Vocabulary.constant(named: text(index.focus)) != nil {
            throw Diagnostic("bad-index", "'\(name)' is a constant: an index is a name", at: index.span)
        }
        // Whatever an operation has made of the name, it came before the index.
        if environment.hasValue(name), hasStandIns(in: form.body) {
            throw Diagnostic(
                "bad-index", "'\(name)' has a value, which the operation under the sum has taken: use another name for the index",
                at: index.span)
        }
        return name
    }

    /// What is under a sum, or the condition under `all`.
    private func take(_ form: IndexedForm) throws(Diagnostic) -> Value {
        var value = try pop(form.binder == .every ? .relation : .plain)
        if form.binder == .every { value.expr = try condition(value) } else { try requireNumber(value) }
        return value
    }

    /// What is under the sum for each number. Meanwhile the name of the index stands for the number, whatever it stands for outside.
    private func terms(_ form: IndexedForm, from lower: Int, _ count: Int) throws(Diagnostic) -> [Expr] {
        let name = try indexName(form)
        let (symbol, outside) = (store.symbol(name), (environment, indices))
        defer { (environment, indices) = outside }
        var parts: [Expr] = []
        for step in 0..<count {
            let number = lower + step
            environment.define(name, as: .meaning(Meaning(store.number(number))))
            indices[symbol] = store.number(number)
            try read(form.body)
            let value = try take(form)
            parts.append(value.expr)
            if !store.budget.step() { throw exhausted(node(form.nodes.upperBound - 1).span) }
        }
        return parts
    }
}

extension IndexedForm {
    /// What is made of the terms.
    fileprivate var binder: BinderID {
        switch id {
        case .product: .product
        case .every: .every
        case .maximum: .maximum
        case .minimum: .minimum
        default: .sum
        }
    }
}
