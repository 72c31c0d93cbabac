import Expressions
import Reading
import Syntax
import Vocabulary

// Linear equations in a vector whose size is a name: `A*x = b`, or a gradient that is to be zero.
extension Session {
    /// The solution of a linear equation in a vector; nil where the unknown is none.
    ///
    /// - Throws: where an unknown is an array, and the equation is none that can be solved for it.
    func matrixSolution(_ call: Call) throws(Diagnostic) -> Answer? {
        guard store.hasAssumptions, !store.assumptions.arrays.isEmpty else { return nil }
        let names = try call.names(.unknowns) + call.others.compactMap(\.name)
        guard let name = names.first(where: { store.assumptions.arrays[store.symbol($0)] != nil }), !reader.hasValue(name) else {
            return nil
        }
        let (operand, unknown) = (try call.expression, store.symbol(name))
        guard case .indexedArray(let variable) = try understand(Operand(word: name)).definition else { return nil }
        for option in [OptionID.real, .interval, .near, .digits] where call.options.has(option) {
            throw Diagnostic.usage("\(option.row.spelling) is for equations in numbers")
        }
        let unfit = Diagnostic(
            "not-supported-yet", "of equations in arrays, single linear equations in one vector can be solved", at: operand.span,
            suggestion: "give the sizes values, as in --with n=3, and name the entries", kind: .unsupported)
        guard names.count == 1, call.others.count <= 1, variable.array.isVector, let (left, text) = try side(operand) else { throw unfit }
        guard left.isVector, left.axes == variable.array.axes, let size = left.axes[0].first, left.axes[0].count == 1 else { throw unfit }
        let place = store.place(axis: 1)
        let slope = try differentiated(left.entry, by: catalogue.element(unknown, [place]), text, at: operand.span)
        // What is left without the unknown.
        let product = store.withIndex { index in
            let body = store.product(catalogue.substitute(slope, [place: index]), catalogue.element(unknown, [index]))
            return catalogue.binder(Binder(.sum, index, body, from: .one, to: size))
        }
        let rest = try transforms.expand(indexedForm(store.difference(left.entry, product)).form, at: operand.span)
        guard ![slope, rest].contains(where: { holds($0, unknown) }) else { throw unfit }
        let jacobian = IndexedArray(axes: [[size], [size]], entry: slope)
        let right = IndexedArray(axes: [[size]], entry: store.negated(rest))
        guard let found = jacobian.inverse(catalogue), let solution = found.array.times(right, catalogue) else { throw unfit }
        var meaning = IndexedMeaning(solution, text)
        meaning.text.isOfMatrices = true
        meaning.text.domain.append(DomainCondition(requirement: .nonzero(found.determinant), span: operand.span, guardCondition: .truth))
        var answer = Answer(.indexedArray(meaning))
        answer.isVerified = try satisfies(solution, jacobian, right, meaning.text, at: operand.span)
        return answer
    }

    /// The left side minus the right side of an equation of vectors, or the vector that is to be zero; nil for others.
    private func side(_ operand: Operand) throws(Diagnostic) -> (IndexedArray, Meaning)? {
        switch try understand(operand).definition {
        case .indexedArray(let meaning): return (meaning.array, meaning.text)
        case .meaning(let meaning):
            guard store.kind(meaning.expr) == .binder, case let range = store.binder(meaning.expr), range.id == .every,
                range.lower == .one
            else { return nil }
            let entry = catalogue.opening(meaning.expr) { binder -> Expr? in
                guard store.kind(binder.body) == .relation, store.relation(binder.body) == .equal else { return nil }
                let difference = store.difference(store.child(binder.body, 0), store.child(binder.body, 1))
                return catalogue.substitute(difference, [binder.index: store.place(axis: 0)])
            }
            return entry.map { (IndexedArray(axes: [[range.upper]], entry: $0), meaning) }
        case .array, .list: return nil
        }
    }

    private func differentiated(_ expr: Expr, by variable: Expr, _ text: Meaning, at span: Span) throws(Diagnostic) -> Expr {
        var function = text
        function.expr = expr
        var stage = DerivativeStage(function)
        if let (array, places) = catalogue.elementParts(variable), let shape = store.assumptions.arrays[array] {
            stage.range = range([store.place(axis: 0)] + places, shape.sizes + shape.sizes)
        }
        return try next(stage, by: variable, at: span).expr
    }

    private func holds(_ expr: Expr, _ array: Expr) -> Bool {
        store.postorder([expr]).contains { catalogue.elementParts($0)?.array == array }
    }

    /// Puts the solution in: true where it is proved to satisfy the equation, nil where that is known at small sizes only.
    ///
    /// - Throws: where it does not.
    private func satisfies(
        _ solution: IndexedArray, _ jacobian: IndexedArray, _ right: IndexedArray, _ text: Meaning, at span: Span
    ) throws(Diagnostic) -> Bool? {
        guard settings.verifies, let product = jacobian.times(solution, catalogue) else { return nil }
        switch try verdict(product.entry, right.entry, where: text.domain, at: span) {
        case .proved: return true
        case .undecided: return nil
        case .different:
            throw Diagnostic(
                "self-check-failed", "the solution found does not satisfy the equation; it is not shown", at: span, kind: .selfCheck)
        }
    }
}
