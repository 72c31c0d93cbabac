import Exact
import Expressions
import Syntax
import Vocabulary

extension Reader {
    func number(_ node: SyntaxNode) throws(Diagnostic) -> Expr {
        let bytes = text(node.focus)
        if bytes.count == 1 { return store.number(Int(bytes[0]) - 48) }
        var value = Rational(decimal: bytes)
        if let base = Bytes.base(bytes) {
            value = Integer(digits: UnsafeBufferPointer(rebasing: bytes[2...]), base: Int(base)).map { Rational($0) }
        }
        guard let value else {
            throw Diagnostic("too-large", "the number would be too large to write down", at: node.span, kind: .limit)
        }
        return store.number(value)
    }

    /// Superscript digits with an optional sign.
    func superscript(_ node: SyntaxNode) throws(Diagnostic) -> Expr {
        var digits: [UInt8] = []
        var position = Int(node.focus.start)
        while position < node.focus.end, let (ascii, length) = Bytes.superscript(bytes, at: position) {
            digits.append(ascii)
            position += length
        }
        guard let value = Int(String(decoding: digits, as: UTF8.self)) else {
            throw Diagnostic("malformed-number", "this superscript is not a whole number", at: node.span)
        }
        return store.number(value)
    }

    func name(_ node: SyntaxNode) throws(Diagnostic) {
        let bytes = text(node.focus)
        if let constant = Vocabulary.constant(named: bytes) {
            if constant == .undefined { throw undefined(node.span) }
            return push(store.constant(constant), node)
        }
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        if !environment.isEmpty || !isASCII {
            let name = isASCII ? String(decoding: bytes, as: UTF8.self) : Vocabulary.spelledOut(string(node.focus))
            if let value = environment.values[name] { return try push(.meaning(value), node) }
            if let list = environment.lists[name] { return try push(.list(list), node) }
            if let array = environment.arrays[name] { return try push(.array(array), node) }
            if let array = environment.indexedArrays[name] { return try push(.indexedArray(array), node) }
            if environment.isFunction(name) { throw missingArguments(node) }
            if !isASCII { return push(store.symbol(name), node) }
        }
        if isFollowedByOperand(node), isOperation(bytes) {
            let name = string(node.focus)
            inherited.notes.append(
                Note("operation-as-name", "'\(name)' is read as a name: the operation is written \(name)(…)", at: node.focus))
        }
        if let known = store.existingSymbol(bytes) {
            if store.hasAssumptions, let array = declaredArray(known) { return try push(array, Meaning(.zero), node) }
            return push(known, node)
        }
        if Vocabulary.isReserved(bytes) { throw missingArguments(node) }
        push(store.symbol(bytes), node)
    }

    /// Whether an operand is written beside a name, as in `diff x^2 x`.
    private func isFollowedByOperand(_ node: SyntaxNode) -> Bool {
        let end = Int(node.focus.end)
        guard end < bytes.count, bytes[end] == UInt8(ascii: " "), let next = bytes[end...].first(where: { $0 != UInt8(ascii: " ") })
        else { return false }
        return Bytes.isLetter(next) || Bytes.isDigit(next) || next == UInt8(ascii: "(")
    }

    /// `s[1]`: an element of a list.
    func index(_ node: SyntaxNode) throws(Diagnostic) {
        let count = Int(node.childCount)
        if values.count >= count, values[values.count - count].form == .array {
            if case .listed = arrays[values[values.count - count].start] { return try arrayElement(node, count - 1) }
            return try indexedElement(node, count - 1)
        }
        guard values.count >= count, values[values.count - count].form == .list else { return try element(node, count - 1) }
        guard count == 2 else { throw Diagnostic("no-element", "a list has one index", at: node.span, kind: .undefined) }
        let place = try pop()
        guard let list = values.popLast().map({ lists[$0.start] }) else { return }
        guard let number = store.wholeValue(place.expr), number >= 1, number <= list.count else {
            throw Diagnostic(
                "no-element", list.isEmpty ? "the list is empty" : "the list has the elements 1 to \(list.count)", at: place.span,
                kind: .undefined)
        }
        try push(.meaning(list[number - 1]), node)
    }

    /// `x[1]`, `A[2, 3]`: an element of an array of which nothing else is known, a name as any other.
    private func element(_ node: SyntaxNode, _ count: Int) throws(Diagnostic) {
        var places: [Expr] = []
        for _ in 0..<count {
            let place = try pop()
            try requireNumber(place)
            if let number = store.rationalValue(place.expr), (number.asInt ?? 0) < 1 {
                try lose(place.span, "no-element", "elements are counted from 1, by whole numbers")
            }
            places.append(place.expr)
        }
        let array = try pop()
        guard store.kind(array.expr) == .symbol else {
            throw Diagnostic("no-list", "this is one expression: only lists have elements", at: array.span, kind: .undefined)
        }
        places.reverse()
        try requirePlaces(places, of: array.expr, node)
        push(catalogue.element(array.expr, places), node, from: array)
    }

    /// `x[i]`, `(A*B)[i, j]`, where sizes are names.
    private func indexedElement(_ node: SyntaxNode, _ count: Int) throws(Diagnostic) {
        var places: [Value] = []
        for _ in 0..<count {
            let place = try pop()
            try requireNumber(place)
            places.append(place)
        }
        places.reverse()
        let operand = try takeFactor()
        guard let array = operand.indexed else { return }
        // Of an array that has a name the words for what is wrong hold the name.
        if let (name, own) = catalogue.elementParts(array.entry), store.kind(name) == .symbol, own == array.places(store) {
            try requirePlaces(places.map(\.expr), of: name, node)
        }
        try element(of: operand, array, at: places, node)
    }

    /// - Throws: where an array that was declared has other indices, or ends before a place.
    private func requirePlaces(_ places: [Expr], of array: Expr, _ node: SyntaxNode) throws(Diagnostic) {
        guard store.hasAssumptions, let shape = store.assumptions.arrays[array] else { return }
        guard shape.sizes.count == places.count else {
            throw Diagnostic(
                "bad-shape",
                "'\(store.name(array))' was declared with \(shape.sizes.count == 1 ? "one index" : "\(shape.sizes.count) indices")",
                at: node.span)
        }
        for (place, size) in zip(places, shape.sizes) where store.decided(store.relation(.less, size, place)) == true {
            try lose(node.span, "no-element", "'\(store.name(array))' ends before this place")
        }
    }

    private func missingArguments(_ node: SyntaxNode) -> Diagnostic {
        let name = string(node.focus)
        // sin^-1(x) means the inverse to some and the reciprocal to others.
        let isPower = bytes[Int(node.focus.end)...].first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "^")
        let suggestion = isPower ? "write \(name)(x)^n, or a\(name)(x) for the inverse" : "write \(name)(x)"
        return Diagnostic("missing-argument", "the function '\(name)' needs an argument", at: node.focus, suggestion: suggestion)
    }
}
