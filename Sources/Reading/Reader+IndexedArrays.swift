import Exact
import Expressions
import Syntax
import Vocabulary

/// A vector or matrix that has been read.
enum ReadArray {
    /// Its entries are listed.
    case listed(ArrayValue)
    /// Its sizes are names.
    case indexed(IndexedArray)

    /// The shape in words.
    func shape(_ store: ExprStore) -> String {
        switch self {
        case .listed(let array): array.shape
        case .indexed(let array): array.shape(store)
        }
    }

    /// Whether an entry has no value.
    var isAbsent: Bool {
        switch self {
        case .listed(let array): array.entries.contains { $0.isAbsent }
        case .indexed(let array): array.entry.isAbsent
        }
    }
}

// Vectors and matrices whose sizes are names: what operators and functions make of them, in the expressions of their entries.
extension Reader {
    /// Higher powers of matrices are not written out.
    private static let highestPower = 64

    /// The array that a name was declared to be; nil where it was not. With sizes that are whole numbers its entries are listed.
    func declaredArray(_ name: Expr) -> ReadArray? {
        guard let shape = store.assumptions.arrays[name] else { return nil }
        let sizes = shape.sizes.map { size -> Expr in
            if environment.values.isEmpty { return size }
            var values: [Expr: Expr] = [:]
            for name in store.symbols(in: [size]) { values[name] = environment.values[store.name(name)]?.expr }
            return values.isEmpty ? size : catalogue.substitute(size, values)
        }
        let array = IndexedArray(name, sizes, catalogue)
        return array.listed(catalogue, most: Reader.mostDeclared).map { .listed($0) } ?? .indexed(array)
    }

    /// Larger arrays are not listed wherever they are named.
    private static let mostDeclared = 10_000

    // MARK: Pushing

    /// Pushes an array whose text begins with another value's.
    func push(_ array: IndexedArray, _ node: SyntaxNode, from first: Value) throws(Diagnostic) {
        if array.entry.isAbsent { try lose(node.span) }
        if let listed = array.listed(catalogue, most: Reader.mostDeclared) { return push(.listed(listed), node, from: first) }
        inherited.isOfMatrices = true
        push(.indexed(array), node, from: first)
    }

    /// Pushes an array with entries made of those of another. What these require is required everywhere.
    func push(_ array: IndexedArray, _ node: SyntaxNode, from first: Value, _ change: (Expr) -> Expr) throws(Diagnostic) {
        let start = conditions.count
        let changed = array.with(change(array.entry))
        requireEverywhere(from: start, array)
        try push(changed, node, from: first)
    }

    func pushNumber(_ expr: Expr, _ node: SyntaxNode, from first: Value) throws(Diagnostic) {
        inherited.isOfMatrices = true
        if expr.isAbsent { try lose(node.span) }
        push(expr, node, from: first)
    }

    /// What was required at a place is required at all places.
    private func requireEverywhere(from start: Int, _ array: IndexedArray) {
        for position in conditions.indices[start...] {
            let every = array.everywhere([catalogue.condition(conditions[position])], catalogue)
            conditions[position] = DomainCondition(
                requirement: .holds(store.conjunction(every)), span: conditions[position].span, guardCondition: .truth)
        }
    }

    // MARK: Operators

    /// An operator of one operand.
    func apply(_ node: SyntaxNode, to array: IndexedArray, _ operand: Factor) throws(Diagnostic) {
        switch node.symbol {
        case .negate: try push(array.with(store.negated(array.entry)), node, from: operand.value)
        case .identity: try push(array, node, from: operand.value)
        case .prime where array.axes.count <= 2: try push(array.transposed(catalogue), node, from: operand.value)
        default: throw unfit(node, [operand])
        }
    }

    /// An operator of two operands, at least one of which is such an array.
    func combineIndexed(_ left: Factor, _ right: Factor, _ node: SyntaxNode) throws(Diagnostic) {
        guard let left = byPlaces(left), let right = byPlaces(right) else { throw unfit(node, [left, right]) }
        switch node.symbol {
        case .plus: try entrywise(left, right, node, isStrict: true) { self.store.sum($0, $1) }
        case .minus: try entrywise(left, right, node, isStrict: true) { self.store.difference($0, $1) }
        case .elementwiseTimes: try entrywise(left, right, node, isStrict: false) { self.store.product($0, $1) }
        case .elementwiseDivide:
            try entrywise(left, right, node, isStrict: false) {
                if !self.store.isNumber($1) { self.require(.nonzero($1), right.value.span) }
                return self.store.quotient($0, $1)
            }
        case .elementwisePower:
            try entrywise(left, right, node, isStrict: false) {
                self.require(self.catalogue.requirement(base: $0, exponent: $1), node.span)
                return self.store.power($0, $1)
            }
        case .times, .implicitTimes: try multiply(left, right, node)
        case .divide:
            guard let array = left.indexed, right.indexed == nil else { throw unfit(node, [left, right]) }
            try requireDivisor(right.value.expr, right.value.span)
            try push(array.with(store.quotient(array.entry, right.value.expr)), node, from: left.value)
        case .power: try power(left, right, node)
        case .equal where left.indexed == nil || right.indexed == nil, .notEqual where left.indexed == nil || right.indexed == nil:
            try compare(left, right, node)
        case .equal, .notEqual:
            guard let first = left.indexed, let second = right.indexed, first.axes == second.axes else { throw unfit(node, [left, right]) }
            let equal = store.conjunction(first.everywhere([store.equation(first.entry, second.entry)], catalogue))
            try pushNumber(node.symbol == .equal ? equal : store.negation(equal), node, from: left.value)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: try compare(left, right, node)
        default: throw unfit(node, [left, right])
        }
    }

    /// More listed entries are not made one expression.
    private static let mostByPlaces = 1_000

    /// An operand whose entries are listed as an expression of their places; others are left as they are. Nil where there are too many.
    private func byPlaces(_ operand: Factor) -> Factor? {
        guard let array = operand.array else { return operand }
        guard array.entries.count <= Reader.mostByPlaces else { return nil }
        return Factor(value: operand.value, whole: .indexed(IndexedArray(array, store)))
    }

    /// A comparison with a number holds where it holds of all entries.
    private func compare(_ left: Factor, _ right: Factor, _ node: SyntaxNode) throws(Diagnostic) {
        guard let array = left.indexed ?? right.indexed,
            left.indexed == nil || right.indexed == nil || left.indexed?.axes == right.indexed?.axes
        else { throw unfit(node, [left, right]) }
        let isTurned = node.symbol == .greater || node.symbol == .greaterOrEqual
        let sides = [left, right].map { $0.indexed?.entry ?? $0.value.expr }
        let relation: Relation =
            switch node.symbol {
            case .equal: .equal
            case .notEqual: .notEqual
            case .less, .greater: .less
            default: .lessOrEqual
            }
        let condition = store.relation(relation, sides[isTurned ? 1 : 0], sides[isTurned ? 0 : 1])
        try pushNumber(store.conjunction(array.everywhere([condition], catalogue)), node, from: left.value)
    }

    /// - Parameter isStrict: whether a number and an array do not go together.
    private func entrywise(
        _ left: Factor, _ right: Factor, _ node: SyntaxNode, isStrict: Bool, _ operation: (Expr, Expr) -> Expr
    ) throws(Diagnostic) {
        switch (left.indexed, right.indexed) {
        case (let first?, let second?):
            guard first.axes == second.axes else { throw unfit(node, [left, right]) }
            try push(first, node, from: left.value) { operation($0, second.entry) }
        case (let array?, nil) where !isStrict: try push(array, node, from: left.value) { operation($0, right.value.expr) }
        case (nil, let array?) where !isStrict: try push(array, node, from: left.value) { operation(left.value.expr, $0) }
        default: throw unfit(node, [left, right])
        }
    }

    /// A number times an array, or the product of matrices; a row times a column is a number.
    private func multiply(_ left: Factor, _ right: Factor, _ node: SyntaxNode) throws(Diagnostic) {
        switch (left.indexed, right.indexed) {
        case (let first?, let second?):
            guard !first.isVector || !second.isVector else {
                throw twoColumns(node)
            }
            // A column times a row of one place.
            let isOuter = first.isVector && second.isMatrix && second.axes[0].isEmpty
            let factor = isOuter ? IndexedArray(axes: [first.axes[0], []], entry: first.entry) : first
            guard [first, second].allSatisfy({ $0.axes.count <= 2 }), let product = factor.times(second, catalogue) else {
                throw unfit(node, [left, right])
            }
            if product.isVector, product.axes[0].isEmpty { return try pushNumber(product.entry, node, from: left.value) }
            try push(product, node, from: left.value)
        case (let array?, nil): try push(array.with(store.product(array.entry, right.value.expr)), node, from: left.value)
        case (nil, let array?): try push(array.with(store.product(left.value.expr, array.entry)), node, from: left.value)
        default: throw unfit(node, [left, right])
        }
    }

    private func power(_ left: Factor, _ right: Factor, _ node: SyntaxNode) throws(Diagnostic) {
        guard let array = left.indexed, array.isSquare, right.indexed == nil else { throw unfit(node, [left, right]) }
        if store.rationalValue(right.value.expr) == nil, store.facts(of: right.value.expr).isInteger {
            require(.nonnegative(right.value.expr), right.value.span)
            let places = [store.place(axis: 0), store.place(axis: 1)]
            guard let entry = array.withSquare(catalogue, { catalogue.power($0, places, right.value.expr) }) else {
                throw unsupported("powers of \(array.shape(store))", node.span)
            }
            return try push(array.with(entry), node, from: left.value)
        }
        guard let exponent = store.wholeValue(right.value.expr) else {
            throw wholePowersOnly(right.value.span)
        }
        guard exponent.magnitude <= Reader.highestPower else {
            throw Diagnostic("too-large", "the power is too high to be written out", at: right.value.span, kind: .limit)
        }
        if exponent == 0 { return try push(.scalar(.one, array.axes[0], store), node, from: left.value) }
        let base = exponent < 0 ? try inverse(array, node.span) : array
        var product = base
        for _ in 1..<max(1, exponent.magnitude) { product = base.times(product, catalogue) ?? product }
        try push(product, node, from: left.value)
    }

    private func inverse(_ array: IndexedArray, _ span: Span) throws(Diagnostic) -> IndexedArray {
        guard let found = array.inverse(catalogue) else { throw unsupported("inverses of \(array.shape(store))", span) }
        if !store.isNumber(found.determinant) { require(.nonzero(found.determinant), span) }
        return found.array
    }

    // MARK: Elements

    /// `(A*B)[i, j]`, `x[i]`.
    func element(of operand: Factor, _ array: IndexedArray, at places: [Value], _ node: SyntaxNode) throws(Diagnostic) {
        guard places.count == array.axes.count else {
            throw Diagnostic(
                "bad-shape", "this is \(array.shape(store)): it has \(array.axes.count == 1 ? "one index" : "\(array.axes.count) indices")",
                at: node.span)
        }
        var own: [[Expr]] = []
        for (axis, place) in zip(array.axes, places) {
            if let number = store.rationalValue(place.expr), (number.asInt ?? 0) < 1 {
                try lose(place.span, "no-element", "elements are counted from 1, by whole numbers")
            }
            if axis.count > 1 { throw unsupported("elements of Kronecker products", node.span) }
            if store.decided(store.relation(.less, axis.first ?? .one, place.expr)) == true {
                try lose(place.span, "no-element", "the array ends before this place")
            }
            own.append(axis.isEmpty ? [] : [place.expr])
        }
        let entry = array.at(own, catalogue)
        if entry.isAbsent { try lose(node.span) }
        push(entry, node, from: operand.value)
    }

    // MARK: Calls

    /// Reads a form of which an argument is such an array, or a size that is a name; false for others.
    func readIndexed(_ form: FormRow, _ operands: [Factor], _ node: SyntaxNode) throws(Diagnostic) -> Bool {
        let first = operands.first?.value ?? Value(expr: .undefined, conditionStart: conditions.count, span: node.span)
        if [.identityMatrix, .zeros, .ones, .commutation].contains(form.id) {
            guard operands.allSatisfy({ $0.whole == nil }), operands.contains(where: { store.rationalValue($0.value.expr) == nil }) else {
                return false
            }
            let axes = operands.map { $0.value.expr == .one ? [] : [$0.value.expr] }
            switch (form.id, operands.count) {
            case (.identityMatrix, 1): try push(.scalar(.one, axes[0], store), node, from: first)
            case (.zeros, 1...2): try push(IndexedArray(axes: axes, entry: .zero), node, from: first)
            case (.ones, 1...2): try push(IndexedArray(axes: axes, entry: .one), node, from: first)
            case (.commutation, 2):
                try push(.commutation(axes[0], axes[1], store), node, from: first)
            default: throw unfit(node, operands)
            }
            return true
        }
        let arrays = operands.compactMap(\.indexed)
        if arrays.isEmpty { return false }
        guard arrays.count == operands.count else { throw unfit(node, operands) }
        try read(form, arrays, node, from: first, operands)
        return true
    }

    private func read(
        _ form: FormRow, _ arrays: [IndexedArray], _ node: SyntaxNode, from first: Value, _ operands: [Factor]
    ) throws(Diagnostic) {
        let array = arrays[0]
        switch (form.id, arrays.count) {
        case (.sum, 1): try pushNumber(array.total(catalogue), node, from: first)
        case (.transpose, 1) where array.axes.count <= 2: try push(array.transposed(catalogue), node, from: first)
        case (.inverse, 1) where array.isSquare: try push(inverse(array, node.span), node, from: first)
        case (.norm, 1):
            let isReal = store.facts(of: array.entry).isReal
            let size = isReal ? array.entry : catalogue.call(KnownFunction.absoluteValue, array.entry)
            try pushNumber(store.squareRoot(array.with(store.power(size, .two)).total(catalogue)), node, from: first)
        case (.dot, 2) where array.isVector && array.axes == arrays[1].axes:
            try pushNumber(array.with(store.product(array.entry, arrays[1].entry)).total(catalogue), node, from: first)
        case (.diagonal, 1) where array.isVector:
            try push(.scalar(array.entry, array.axes[0], store), node, from: first)
        case (.diagonal, 1) where array.isSquare:
            let places = array.places(0, store)
            try push(IndexedArray(axes: [array.axes[0]], entry: array.at([places, places], catalogue)), node, from: first)
        case (.softmax, 1) where array.isVector:
            let power = array.with(catalogue.call(KnownFunction.exponential, array.entry))
            try push(power.with(store.quotient(power.entry, power.total(catalogue))), node, from: first)
        case (.vectorization, 1) where array.isMatrix: try push(array.vectorized(catalogue), node, from: first)
        case (.kronecker, 2) where arrays.allSatisfy({ $0.axes.count <= 2 && $0.axes.count == array.axes.count }):
            try push(array.kronecker(arrays[1], catalogue), node, from: first)
        default: throw unfit(node, operands)
        }
    }
}
