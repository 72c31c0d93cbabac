import Exact
import Expressions
import Syntax
import Vocabulary

// Vectors and matrices: what operators and functions make of them, entry by entry or as linear algebra does.
extension Reader {
    /// More entries than this are not worked with.
    private static let mostEntries = IndexedArray.mostListed

    /// An operand: a number, or an array.
    struct Factor {
        let value: Value
        let whole: ReadArray?

        /// The array, where its entries are listed.
        var array: ArrayValue? { if case .listed(let array)? = whole { array } else { nil } }
        /// The array, where its sizes are names.
        var indexed: IndexedArray? { if case .indexed(let array)? = whole { array } else { nil } }
    }

    func takeFactor() throws(Diagnostic) -> Factor {
        if let value = values.last, value.form == .array {
            values.removeLast()
            let array = arrays[value.start]
            if value.start == arrays.count - 1 { arrays.removeLast() }
            return Factor(value: value, whole: array)
        }
        let value = try pop()
        try requireNumber(value)
        return Factor(value: value, whole: nil)
    }

    private func isArray(_ depth: Int) -> Bool { values.count > depth && values[values.count - 1 - depth].form == .array }

    /// Pushes an array whose text begins with another value's.
    func push(_ array: ArrayValue, _ node: SyntaxNode, from first: Value?) throws(Diagnostic) {
        if array.entries.contains(where: \.isAbsent) { try lose(node.span) }
        push(.listed(array), node, from: first)
    }

    func push(_ array: ReadArray, _ node: SyntaxNode, from first: Value?) {
        values.append(
            Value(
                expr: .undefined, form: .array, start: arrays.count, conditionStart: first?.conditionStart ?? conditions.count,
                span: node.span)
        )
        arrays.append(array)
    }

    /// Pushes what a definition or an operation gave.
    func push(_ array: ReadArray, _ text: Meaning, _ node: SyntaxNode) throws(Diagnostic) {
        let start = conditions.count
        for condition in text.domain { conditions.append(condition.moved(to: node.span)) }
        inherited.takeDigits(of: text)
        if array.isAbsent { try lose(node.span) }
        push(array, node, from: Value(expr: .undefined, form: .array, conditionStart: start, span: node.span))
    }

    // MARK: Literals and elements

    /// `[a, b]`, and `[[a, b], [c, d]]` by rows.
    func vector(_ node: SyntaxNode) throws(Diagnostic) {
        var parts: [Factor] = []
        for _ in 0..<Int(node.childCount) { parts.append(try takeFactor()) }
        parts.reverse()
        if let part = parts.first(where: { $0.indexed != nil }) {
            throw unsupported("lists of arrays whose sizes are names", part.value.span)
        }
        let rows = parts.compactMap(\.array)
        if rows.isEmpty { return try push(ArrayValue(vector: parts.map(\.value.expr)), node, from: parts.first?.value) }
        guard rows.count == parts.count, let width = rows.first?.rowCount, rows.allSatisfy(\.isVector) else {
            let strange = parts.first { !($0.array?.isVector ?? false) }
            throw Diagnostic("bad-shape", "the rows of a matrix are lists of numbers", at: strange?.value.span ?? node.span)
        }
        for part in parts where part.array?.rowCount != width {
            throw Diagnostic(
                "bad-shape", "the rows of a matrix have as many entries each: here \(width) and \(part.array?.rowCount ?? 0)",
                at: part.value.span)
        }
        try push(ArrayValue(rows: rows.count, columns: width) { rows[$0].entries[$1] }, node, from: parts.first?.value)
    }

    /// `v[1]`, `A[1, 2]`, and `A[1]`, a row.
    func arrayElement(_ node: SyntaxNode, _ count: Int) throws(Diagnostic) {
        var places: [Int] = []
        for position in (0..<count).reversed() {
            let place = try pop()
            guard let whole = store.wholeValue(place.expr) else { throw unsupported("indices that are no numbers", place.span) }
            guard case .listed(let array) = arrays[values[values.count - 1 - position].start], position < (array.isVector ? 1 : 2) else {
                throw Diagnostic("no-element", "this array has fewer indices", at: node.span, kind: .undefined)
            }
            let most = position == 0 ? array.rowCount : array.columnCount
            guard whole >= 1, whole <= most else {
                throw Diagnostic(
                    "no-element", "this is \(array.shape): the index goes from 1 to \(most)", at: place.span, kind: .undefined)
            }
            places.append(whole - 1)
        }
        places.reverse()
        let whole = try takeFactor()
        guard let array = whole.array else { return }
        if array.isVector || count == 2 { return push(array[places[0], count == 2 ? places[1] : 0], node, from: whole.value) }
        try push(ArrayValue(vector: (0..<array.columnCount).map { array[places[0], $0] }), node, from: whole.value)
    }

    // MARK: Operators

    /// Applies an operator to arrays; false where no operand is one.
    func applyToArrays(_ node: SyntaxNode) throws(Diagnostic) -> Bool {
        if node.childCount == 1 {
            guard isArray(0) else { return false }
            let operand = try takeFactor()
            if let array = operand.indexed {
                try apply(node, to: array, operand)
                return true
            }
            guard let array = operand.array else { return false }
            switch node.symbol {
            case .negate: try push(array.map { store.negated($0) }, node, from: operand.value)
            case .identity: try push(array, node, from: operand.value)
            case .prime: try push(array.transposed, node, from: operand.value)
            default: throw unfit(node, [operand])
            }
            return true
        }
        guard isArray(0) || isArray(1) else { return false }
        let right = try takeFactor()
        let left = try takeFactor()
        if left.indexed != nil || right.indexed != nil {
            try combineIndexed(left, right, node)
        } else {
            try combine(left, right, node)
        }
        return true
    }

    private func combine(_ left: Factor, _ right: Factor, _ node: SyntaxNode) throws(Diagnostic) {
        switch node.symbol {
        case .plus: try entrywise(left, right, node, isStrict: true) { store.sum($0, $1) }
        case .minus: try entrywise(left, right, node, isStrict: true) { store.difference($0, $1) }
        case .elementwiseTimes: try entrywise(left, right, node, isStrict: false) { store.product($0, $1) }
        case .elementwiseDivide:
            for entry in right.array?.entries ?? [right.value.expr] { try requireDivisor(entry, right.value.span) }
            try entrywise(left, right, node, isStrict: false) { store.quotient($0, $1) }
        case .elementwisePower:
            try entrywise(left, right, node, isStrict: false) { base, exponent in
                if !store.isNumber(base) || !store.isNumber(exponent) { require(.inDomain(store.power(base, exponent)), node.span) }
                return store.power(base, exponent)
            }
        case .times, .implicitTimes: try multiply(left, right, node)
        case .divide:
            guard let array = left.array, right.array == nil else { throw unfit(node, [left, right]) }
            try requireDivisor(right.value.expr, right.value.span)
            try push(array.map { store.quotient($0, right.value.expr) }, node, from: left.value)
        case .power: try power(left, right, node)
        case .equal: try push(equations(left, right, node), node, from: left.value)
        case .notEqual: try push(store.negation(equations(left, right, node)), node, from: left.value)
        default: throw unfit(node, [left, right])
        }
    }

    func requireDivisor(_ divisor: Expr, _ span: Span) throws(Diagnostic) {
        if divisor == .zero { throw Diagnostic("division-by-zero", "division by zero", at: span, kind: .undefined) }
        if !store.isNumber(divisor) { require(.nonzero(divisor), span) }
    }

    /// - Parameter isStrict: whether a number and an array do not go together.
    private func entrywise(
        _ left: Factor, _ right: Factor, _ node: SyntaxNode, isStrict: Bool, _ operation: (Expr, Expr) -> Expr
    ) throws(Diagnostic) {
        switch (left.array, right.array) {
        case (let first?, let second?):
            guard first.hasShape(of: second) else { throw unfit(node, [left, right]) }
            var place = -1
            try push(
                first.map { entry in
                    place += 1
                    return operation(entry, second.entries[place])
                }, node, from: left.value)
        case (let array?, nil) where !isStrict: try push(array.map { operation($0, right.value.expr) }, node, from: left.value)
        case (nil, let array?) where !isStrict: try push(array.map { operation(left.value.expr, $0) }, node, from: left.value)
        default: throw unfit(node, [left, right])
        }
    }

    /// Arrays are equal where all their entries are.
    private func equations(_ left: Factor, _ right: Factor, _ node: SyntaxNode) throws(Diagnostic) -> Expr {
        guard let first = left.array, let second = right.array, first.hasShape(of: second) else { throw unfit(node, [left, right]) }
        return store.conjunction(zip(first.entries, second.entries).map { store.equation($0, $1) })
    }

    /// A number times an array, or the product of matrices; a row times a column is a number.
    private func multiply(_ left: Factor, _ right: Factor, _ node: SyntaxNode) throws(Diagnostic) {
        switch (left.array, right.array) {
        case (let first?, let second?):
            guard !first.isVector || !second.isVector else {
                throw twoColumns(node)
            }
            guard first.rowCount * second.columnCount <= Reader.mostEntries else { throw tooLarge(node) }
            guard let product = first.times(second, store) else { throw unfit(node, [left, right]) }
            if product.isVector, first.isRow { return push(product.entries[0], node, from: left.value) }
            try push(product, node, from: left.value)
        case (let array?, nil): try push(array.map { store.product($0, right.value.expr) }, node, from: left.value)
        case (nil, let array?): try push(array.map { store.product(left.value.expr, $0) }, node, from: left.value)
        default: throw unfit(node, [left, right])
        }
    }

    private func power(_ left: Factor, _ right: Factor, _ node: SyntaxNode) throws(Diagnostic) {
        guard let array = left.array, array.isSquare, right.array == nil else { throw unfit(node, [left, right]) }
        guard let exponent = store.wholeValue(right.value.expr) else {
            throw wholePowersOnly(right.value.span)
        }
        var base = array
        if exponent < 0 { base = try inverted(array, node.span) }
        var (result, rest) = (ArrayValue.identity(array.rowCount), exponent.magnitude)
        while rest > 0 {
            if rest & 1 == 1 { result = result.times(base, store) ?? result }
            rest >>= 1
            if rest > 0 { base = base.times(base, store) ?? base }
            if !store.budget.step(array.entries.count) { throw exhausted(node.span) }
        }
        try push(result, node, from: left.value)
    }

    private func inverted(_ array: ArrayValue, _ span: Span) throws(Diagnostic) -> ArrayValue {
        let found = try inverse(array, span)
        if let determinant = found.determinant, !store.isNumber(determinant) { require(.nonzero(determinant), span) }
        return found.inverse
    }

    /// What to do with names that are to be arrays.
    static let declaration = "declare arrays first, as in given A: matrix(m, n)"

    func twoColumns(_ node: SyntaxNode) -> Diagnostic {
        Diagnostic(
            "bad-shape", "a vector is a column, and two columns have no product", at: node.span, suggestion: "write a'*b or dot(a, b)")
    }

    func wholePowersOnly(_ span: Span) -> Diagnostic {
        Diagnostic("bad-shape", "a matrix has whole powers only; .^ is the power of each entry", at: span)
    }

    func unfit(_ node: SyntaxNode, _ operands: [Factor]) -> Diagnostic {
        let shapes = operands.map { $0.whole?.shape(store) ?? "a number" }.joined(separator: " and ")
        let sign = string(node.focus)
        let isOfNumbers = operands.allSatisfy { $0.whole == nil }
        return Diagnostic(
            "bad-shape", "'\(sign)' cannot be applied to \(shapes)", at: node.span, suggestion: isOfNumbers ? Reader.declaration : nil)
    }

    // MARK: Calls

    /// Applies a function to an array, entry by entry; false where no argument is one.
    func callWithArrays(_ node: SyntaxNode) throws(Diagnostic) -> Bool {
        let word = text(node.focus)
        if let form = Vocabulary.form(named: word), form.id == .sum, node.childCount == 1, isArray(0) {
            try read(form, ofArrays: node)
            return true
        }
        let isOfArrays = Vocabulary.form(named: word)?.isOfArrays ?? false
        guard !isOfArrays, (0..<Int(node.childCount)).contains(where: { isArray($0) }) else { return false }
        guard let function = Vocabulary.function(named: word) else { return false }
        guard node.childCount == 1, Vocabulary.row(function).accepts(count: 1) else {
            throw Diagnostic("bad-shape", "'\(string(node.focus))' takes numbers, not arrays", at: node.span)
        }
        let operand = try takeFactor()
        let row = Vocabulary.row(function)
        if row.isVariadic { return try callOnAllEntries(function, operand, node) }
        let hasDomain = !row.domain.isEmpty || !row.singular.isEmpty
        if let array = operand.indexed {
            try push(array, node, from: operand.value) {
                if hasDomain { self.require(.inDomain(self.store.call(function, $0)), node.span) }
                return self.catalogue.call(function, $0)
            }
            return true
        }
        guard let array = operand.array else { return false }
        try push(
            array.map { entry in
                if hasDomain { require(.inDomain(store.call(function, entry)), node.span) }
                return catalogue.call(function, entry)
            }, node, from: operand.value)
        return true
    }

    /// A function of any number of arguments takes the entries of an array: `max(v)` is the greatest of them.
    private func callOnAllEntries(_ function: FunctionID, _ operand: Factor, _ node: SyntaxNode) throws(Diagnostic) -> Bool {
        if let array = operand.array {
            push(catalogue.call(function, array.entries), node, from: operand.value)
            return true
        }
        let extremes: [FunctionID: BinderID] = [KnownFunction.maximum: .maximum, KnownFunction.minimum: .minimum]
        guard let array = operand.indexed, let extreme = extremes[function] else { throw unfit(node, [operand]) }
        try pushNumber(array.folded(extreme, catalogue), node, from: operand.value)
        return true
    }

    /// Reads a form whose arguments are arrays, or the sizes of one.
    func read(_ form: FormRow, ofArrays node: SyntaxNode) throws(Diagnostic) {
        var operands: [Factor] = []
        for _ in 0..<Int(node.childCount) { operands.append(try takeFactor()) }
        operands.reverse()
        if try readIndexed(form, operands, node) { return }
        let arrays = operands.compactMap(\.array)
        let first = operands.first?.value ?? Value(expr: .undefined, conditionStart: conditions.count, span: node.span)
        func sizes() throws(Diagnostic) -> [Int] {
            try operands.map { operand throws(Diagnostic) in
                guard operand.array == nil, let size = store.wholeValue(operand.value.expr), size >= 1, size <= Reader.mostEntries else {
                    throw Diagnostic("bad-shape", "the size of an array is a whole number above 0", at: operand.value.span)
                }
                return size
            }
        }
        switch (form.id, operands.count) {
        case (.identityMatrix, 1):
            let size = try sizes()[0]
            guard size * size <= Reader.mostEntries else { throw tooLarge(node) }
            try push(.identity(size), node, from: first)
        case (.zeros, 1...2), (.ones, 1...2):
            let (sizes, entry) = (try sizes(), form.id == .ones ? Expr.one : .zero)
            guard sizes.reduce(1, *) <= Reader.mostEntries else { throw tooLarge(node) }
            let isVector = sizes.count == 1
            let entries = Array(repeating: entry, count: sizes.reduce(1, *))
            try push(ArrayValue(rows: sizes[0], columns: isVector ? 1 : sizes[1], isVector: isVector, entries), node, from: first)
        case (.sum, 1) where arrays.count == 1: push(store.sum(arrays[0].entries), node, from: first)
        case (.transpose, 1) where arrays.count == 1: try push(arrays[0].transposed, node, from: first)
        case (.inverse, 1) where arrays.count == 1 && arrays[0].isSquare: try push(try inverted(arrays[0], node.span), node, from: first)
        case (.norm, 1) where arrays.count == 1:
            let squares = arrays[0].entries.map { entry in
                let isReal = store.facts(of: entry).isReal
                return store.power(isReal ? entry : catalogue.call(KnownFunction.absoluteValue, entry), store.number(2))
            }
            push(store.squareRoot(store.sum(squares)), node, from: first)
        case (.dot, 2) where arrays.count == 2 && arrays[0].isVector && arrays[0].hasShape(of: arrays[1]):
            push(store.sum(zip(arrays[0].entries, arrays[1].entries).map { store.product($0, $1) }), node, from: first)
        case (.diagonal, 1) where arrays.count == 1 && arrays[0].isVector:
            try push(
                ArrayValue(rows: arrays[0].rowCount, columns: arrays[0].rowCount) { $0 == $1 ? arrays[0].entries[$0] : .zero }, node,
                from: first)
        case (.diagonal, 1) where arrays.count == 1 && arrays[0].isSquare:
            try push(ArrayValue(vector: (0..<arrays[0].rowCount).map { arrays[0][$0, $0] }), node, from: first)
        case (.softmax, 1) where arrays.count == 1 && arrays[0].isVector:
            let powers = arrays[0].entries.map { catalogue.call(KnownFunction.exponential, $0) }
            let total = store.sum(powers)
            try push(ArrayValue(vector: powers.map { store.quotient($0, total) }), node, from: first)
        case (.kronecker, 2) where arrays.count == 2 && arrays[0].isVector == arrays[1].isVector:
            let (left, right) = (arrays[0], arrays[1])
            let (rows, columns) = (left.rowCount * right.rowCount, left.columnCount * right.columnCount)
            guard rows * columns <= Reader.mostEntries else { throw tooLarge(node) }
            let entries = (0..<rows * columns).map { place in
                let (row, column) = (place / columns, place % columns)
                return store.product(
                    left[row / right.rowCount, column / right.columnCount], right[row % right.rowCount, column % right.columnCount])
            }
            try push(ArrayValue(rows: rows, columns: columns, isVector: left.isVector, entries), node, from: first)
        default: throw unfit(node, operands)
        }
    }

    private func tooLarge(_ node: SyntaxNode) -> Diagnostic {
        Diagnostic("too-large", "the array would have more than a million entries", at: node.span, kind: .limit)
    }
}
