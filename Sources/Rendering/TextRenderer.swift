import Exact
import Expressions
import Syntax
import Vocabulary

/// Prints expressions as text that reads back as the same expression.
///
/// The tree is walked with an explicit stack of things still to print; shared parts are printed wherever they occur, so the
/// length of the text draws on the budget.
public struct TextRenderer {
    private let store: ExprStore
    private let presenter: Presenter
    private var work: [Item] = []

    /// The longest text that is printed, in bytes.
    public static let lengthLimit = 1 << 28

    /// Something still to print. Trivial, so that pushing and popping costs nothing.
    private enum Item {
        case expression(Expr, Precedence)
        /// A term without its sign.
        case term(Expr)
        case factor(Presentation.Factor, Precedence)
        case text(StaticString)
        /// The numerator of a number, without its sign.
        case numerator(Expr)
        case denominator(Expr)
    }

    /// Prints expressions of that store.
    public init(_ store: ExprStore) {
        self.store = store
        presenter = Presenter(store)
    }

    /// The text of an expression.
    public mutating func text(_ expr: Expr) throws(Diagnostic) -> String {
        var bytes: [UInt8] = []
        try append(expr, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text of an expression.
    ///
    /// - Throws: when the text becomes longer than `lengthLimit`, or the budget is spent; what was appended is taken back.
    public mutating func append(_ expr: Expr, to bytes: inout [UInt8]) throws(Diagnostic) {
        let start = bytes.count
        let expr = store.spellingIndices(expr)
        presenter.begin(expr)
        work.removeAll(keepingCapacity: true)
        work.append(.expression(expr, .none))
        var printed = 0
        while let item = work.popLast() {
            switch item {
            case .text(let text): text.withUTF8Buffer { bytes.append(contentsOf: $0) }
            case .numerator(let number): appendPart(number, isNumerator: true, &bytes)
            case .denominator(let number): appendPart(number, isNumerator: false, &bytes)
            case .term(let expr): term(expr, &bytes)
            case .factor(let factor, let precedence): self.factor(factor, precedence)
            case .expression(let expr, let precedence): expression(expr, precedence, &bytes)
            }
            printed &+= 1
            guard printed & 63 != 0 || (bytes.count - start <= TextRenderer.lengthLimit && store.budget.step()) else {
                bytes.removeLast(bytes.count - start)
                store.budget.exhaust(.size)
                throw Diagnostic.exhausted(store.budget.exhaustion)
            }
        }
    }

    private func appendPart(_ number: Expr, isNumerator: Bool, _ bytes: inout [UInt8]) {
        let value = store.rational(number)
        if let (numerator, denominator) = value.smallParts {
            let part = isNumerator ? numerator.magnitude : denominator.magnitude
            if part < 10 { bytes.append(48 + UInt8(truncatingIfNeeded: part)) } else { bytes.append(contentsOf: String(part).utf8) }
        } else {
            (isNumerator ? value.numerator.magnitude : value.denominator).appendDigits(to: &bytes)
        }
    }

    // Items are pushed last first: the stack is printed from its end.

    private mutating func expression(_ expr: Expr, _ context: Precedence, _ bytes: inout [UInt8]) {
        // The common leaves need neither parentheses nor a presentation.
        if store.kind(expr) == .symbol {
            bytes.append(contentsOf: store.nameBytes(expr))
            return
        }
        if presenter.precedence(expr) < context {
            work.append(.text(")"))
            work.append(.expression(expr, .none))
            bytes.append(UInt8(ascii: "("))
            return
        }
        switch presenter.present(expr) {
        case .number:
            if store.isNegative(expr) { bytes.append(UInt8(ascii: "-")) }
            appendPart(expr, isNumerator: true, &bytes)
            if !store.isWhole(expr) {
                bytes.append(UInt8(ascii: "/"))
                appendPart(expr, isNumerator: false, &bytes)
            }
        case .name: bytes.append(contentsOf: Vocabulary.row(store.constantID(expr)).name.utf8)
        case .sum(let range): sum(range)
        case .quotient(let quotient):
            if store.isNegative(quotient.coefficient) { bytes.append(UInt8(ascii: "-")) }
            self.quotient(quotient)
        case .power(let factor): self.factor(factor, .none)
        case .call(let function):
            let row = Vocabulary.row(function)
            bytes.append(contentsOf: row.calledName.utf8)
            if function == KnownFunction.rootOf {
                bytes.append(contentsOf: "(\(RootNotation(store, store.childArray(expr)).text))".utf8)
            } else {
                bytes.append(UInt8(ascii: "("))
                if let branch = row.branch { bytes.append(contentsOf: "\(branch.number), ".utf8) }
                list(store.childView(expr))
            }
        case .application: application(expr, &bytes)
        case .element:
            store.places(expr).withUnsafeBufferPointer { list($0, end: "]") }
            work.append(.text("["))
            work.append(.expression(store.child(expr, 0), .postfix))
        case .binder(let binder):
            bytes.append(contentsOf: binder.id.word.utf8)
            bytes.append(UInt8(ascii: "("))
            work.append(.text(")"))
            work.append(.expression(binder.upper, .sum))
            work.append(.text(".."))
            work.append(.expression(binder.lower, .sum))
            work.append(.text(" = "))
            work.append(.expression(binder.index, .none))
            work.append(.text(", "))
            work.append(.expression(binder.body, .none))
        case .matrix(let form): matrix(form, store.childView(expr), &bytes)
        case .relation(let symbol, let left, let right):
            work.append(.expression(right, .sum))
            separator(symbol)
            work.append(.expression(left, .sum))
        case .chain(let lower, let below, let middle, let above, let upper):
            work.append(.expression(upper, .sum))
            separator(above)
            work.append(.expression(middle, .sum))
            separator(below)
            work.append(.expression(lower, .sum))
        case .junction(let symbol, let range):
            for position in range.reversed() {
                work.append(.expression(presenter.part(position), symbol == .and ? .negation : .conjunction))
                if position > range.lowerBound { separator(symbol) }
            }
        case .negation(let part):
            work.append(.expression(part, .negation))
            work.append(.text("not "))
        case .piecewise: piecewise(store.childView(expr))
        case .delta(let left, let right):
            bytes.append(contentsOf: "delta(".utf8)
            [left, right].withUnsafeBufferPointer { list($0) }
        }
    }

    private mutating func matrix(_ form: MatrixForm, _ parts: UnsafeBufferPointer<Expr>, _ bytes: inout [UInt8]) {
        if let word = form.word {
            bytes.append(contentsOf: "\(word)(".utf8)
            return list(parts)
        }
        switch form {
        case .transpose: work.append(.text("'"))
        case .inverse: work.append(.text("^-1"))
        case .entry:
            list(UnsafeBufferPointer(rebasing: parts[1...]), end: "]")
            work.append(.text("["))
            return work.append(.expression(parts[0], form.context(0)))
        default: break
        }
        for position in parts.indices.reversed() {
            work.append(.expression(parts[position], form.context(position)))
            if position > 0, let sign = form.sign { work.append(.text(sign)) }
        }
    }

    private mutating func separator(_ symbol: OperatorID) {
        switch symbol {
        case .equal: work.append(.text(" = "))
        case .notEqual: work.append(.text(" != "))
        case .less: work.append(.text(" < "))
        case .lessOrEqual: work.append(.text(" <= "))
        case .greater: work.append(.text(" > "))
        case .greaterOrEqual: work.append(.text(" >= "))
        case .and: work.append(.text(" and "))
        default: work.append(.text(" or "))
        }
    }

    private mutating func sum(_ range: Range<Int>) {
        for position in range.reversed() {
            let term = presenter.part(position)
            let isNegative = presenter.isNegativeTerm(term)
            work.append(.term(term))
            if position > range.lowerBound {
                work.append(.text(isNegative ? " - " : " + "))
            } else if isNegative {
                work.append(.text("-"))
            }
        }
    }

    private mutating func term(_ expr: Expr, _ bytes: inout [UInt8]) {
        switch store.kind(expr) {
        case .number:
            appendPart(expr, isNumerator: true, &bytes)
            if !store.isWhole(expr) {
                bytes.append(UInt8(ascii: "/"))
                appendPart(expr, isNumerator: false, &bytes)
            }
        case .scaled, .product: quotient(presenter.quotient(expr))
        default: expression(expr, .product, &bytes)
        }
    }

    private mutating func quotient(_ quotient: Presentation.Quotient) {
        let hasDenominator = !store.isWhole(quotient.coefficient)
        let count = quotient.below + (hasDenominator ? 1 : 0)
        if count > 0 {
            if count > 1 { work.append(.text(")")) }
            factors(quotient, isBelow: true, hasNumber: hasDenominator, context: count == 1 ? .power : .prefix)
            work.append(.text(count > 1 ? "/(" : "/"))
        }
        let hasNumerator = quotient.above == 0 || !store.hasUnitNumerator(quotient.coefficient)
        factors(quotient, isBelow: false, hasNumber: hasNumerator, context: .prefix)
    }

    private mutating func factors(_ quotient: Presentation.Quotient, isBelow: Bool, hasNumber: Bool, context: Precedence) {
        var isLast = true
        for position in quotient.factors.reversed() {
            let factor = presenter.factor(presenter.part(position), lowersPowers: quotient.lowersPowers)
            guard factor.isInverted == isBelow else { continue }
            if !isLast { work.append(.text("*")) }
            isLast = false
            work.append(.factor(factor, context))
        }
        if hasNumber {
            if !isLast { work.append(.text("*")) }
            work.append(isBelow ? .denominator(quotient.coefficient) : .numerator(quotient.coefficient))
        }
    }

    private mutating func factor(_ factor: Presentation.Factor, _ context: Precedence) {
        if factor.isPlain {
            work.append(.expression(factor.base, context))
        } else if presenter.isSquareRoot(factor) {
            work.append(.text(")"))
            work.append(.expression(factor.base, .none))
            work.append(.text("sqrt("))
        } else {
            if factor.isInverted, !store.isNumber(factor.exponent) {
                if store.coefficient(factor.exponent) == Rational(-1) {
                    work.append(.expression(store.barePart(factor.exponent), .power))
                } else {
                    work.append(.text(")"))
                    work.append(.term(factor.exponent))
                    work.append(.text("("))
                }
                work.append(.text("^"))
            } else if !store.isNumber(factor.exponent) {
                work.append(.expression(factor.exponent, .power))
                work.append(.text("^"))
            } else if store.isWhole(factor.exponent) {
                work.append(.numerator(factor.exponent))
                work.append(.text("^"))
            } else {
                work.append(.text(")"))
                work.append(.denominator(factor.exponent))
                work.append(.text("/"))
                work.append(.numerator(factor.exponent))
                work.append(.text("^("))
            }
            work.append(.expression(factor.base, .postfix))
        }
    }

    /// The arguments behind an open parenthesis, and its end.
    private mutating func list(_ arguments: UnsafeBufferPointer<Expr>, end: StaticString = ")") {
        work.append(.text(end))
        for position in arguments.indices.reversed() {
            work.append(.expression(arguments[position], .none))
            if position > 0 { work.append(.text(", ")) }
        }
    }

    private mutating func application(_ expr: Expr, _ bytes: inout [UInt8]) {
        let head = store.head(expr)
        let name = store.nameBytes(head.name)
        if head.orders.allSatisfy({ $0 == 0 }) {
            bytes.append(contentsOf: name)
        } else if head.orders.count == 1, head.orders[0] <= 4 {
            bytes.append(contentsOf: name)
            for _ in 0..<head.orders[0] { bytes.append(UInt8(ascii: "'")) }
        } else {
            bytes.append(contentsOf: "D(".utf8)
            bytes.append(contentsOf: name)
            for (position, order) in head.orders.enumerated() {
                for _ in 0..<order { bytes.append(contentsOf: ", \(position + 1)".utf8) }
            }
            bytes.append(UInt8(ascii: ")"))
        }
        bytes.append(UInt8(ascii: "("))
        store.arguments(expr).withUnsafeBufferPointer { list($0) }
    }

    private mutating func piecewise(_ parts: UnsafeBufferPointer<Expr>) {
        work.append(.text(")"))
        if parts.count == 3, !parts[2].isAbsent {
            work.append(.expression(parts[2], .none))
            work.append(.text(", "))
            work.append(.expression(parts[0], .none))
            work.append(.text(", "))
            work.append(.expression(parts[1], .none))
            work.append(.text("if("))
            return
        }
        if let last = parts.last, !last.isAbsent {
            work.append(.text(" otherwise"))
            work.append(.expression(last, .none))
            work.append(.text(", "))
        }
        var position = parts.count - 3
        while position >= 0 {
            work.append(.expression(parts[position + 1], .none))
            work.append(.text(" if "))
            work.append(.expression(parts[position], .none))
            if position > 0 { work.append(.text(", ")) }
            position -= 2
        }
        work.append(.text("piecewise("))
    }
}

extension BinderID {
    /// The word that it is written with.
    var word: String {
        switch self {
        case .sum: "sum"
        case .product: "product"
        case .every: "all"
        case .maximum: "max"
        case .minimum: "min"
        case .determinant: "det"
        case .inverse: "inv"
        case .powers: "powers"
        case .row: "row"
        }
    }
}

extension Diagnostic {
    /// The diagnostic for a budget spent while printing.
    static func exhausted(_ reason: Budget.Exhaustion?) -> Diagnostic {
        switch reason {
        case .time: Diagnostic("out-of-time", "the time limit was reached", at: Span(0, 0), kind: .limit)
        case .memory: Diagnostic("out-of-memory", "the memory limit was reached", at: Span(0, 0), kind: .limit)
        case .interrupted: Diagnostic("interrupted", "interrupted", at: Span(0, 0), kind: .interrupted)
        default: Diagnostic("too-large", "the answer would be too long to print", at: Span(0, 0), kind: .limit)
        }
    }
}
