import Exact
import Expressions
import Syntax
import Vocabulary

/// Prints expressions as LaTeX, as one would write them in a paper: fractions, roots, powers of functions.
public struct LatexRenderer {
    private let store: ExprStore
    private let presenter: Presenter
    private var work: [Item] = []

    private enum Item {
        case expression(Expr, Precedence)
        case term(Expr)
        case factor(Presentation.Factor)
        case text(String)
        /// A space, or a dot where two numbers would meet.
        case times
    }

    /// Prints expressions of that store.
    public init(_ store: ExprStore) {
        self.store = store
        presenter = Presenter(store)
    }

    /// The LaTeX of an expression.
    public mutating func text(_ expr: Expr) throws(Diagnostic) -> String {
        var output = ""
        presenter.begin(expr)
        work = [.expression(expr, .none)]
        var needsDot = false
        while let item = work.popLast() {
            switch item {
            case .text(let text):
                if needsDot, let first = text.utf8.first, first >= 48, first <= 57 { output += "\\cdot " }
                if !text.isEmpty { needsDot = false }
                output += text
            case .times:
                output += output.hasSuffix(" ") ? "" : " "
                needsDot = true
            case .term(let expr): term(expr)
            case .factor(let factor): self.factor(factor)
            case .expression(let expr, let precedence): expression(expr, precedence)
            }
            guard output.utf8.count <= TextRenderer.lengthLimit, store.budget.step() else {
                store.budget.exhaust(.size)
                throw Diagnostic.exhausted(store.budget.exhaustion)
            }
        }
        return output
    }

    // Items are pushed last first.

    private mutating func push(_ items: Item...) { work.append(contentsOf: items.reversed()) }

    private mutating func expression(_ expr: Expr, _ context: Precedence) {
        if precedence(expr) < context {
            push(.text("\\left("), .expression(expr, .none), .text("\\right)"))
            return
        }
        switch presenter.present(expr) {
        case .number: push(.text(number(store.rational(expr))))
        case .name: push(.text(name(expr)))
        case .sum(let range): sum(range)
        case .quotient(let quotient):
            self.quotient(quotient)
            if store.isNegative(quotient.coefficient) { push(.text("-")) }
        case .power(let factor): self.factor(factor)
        case .call(let function): call(function, store.childArray(expr), exponent: nil)
        case .application: application(store.head(expr), store.arguments(expr))
        case .relation(let symbol, let left, let right):
            push(.expression(left, .sum), .text(" \(Vocabulary.row(symbol).latex) "), .expression(right, .sum))
        case .chain(let lower, let below, let middle, let above, let upper):
            push(
                .expression(lower, .sum), .text(" \(Vocabulary.row(below).latex) "), .expression(middle, .sum),
                .text(" \(Vocabulary.row(above).latex) "), .expression(upper, .sum))
        case .junction(let symbol, let range):
            for position in range.reversed() {
                push(.expression(presenter.part(position), symbol == .and ? .negation : .conjunction))
                if position > range.lowerBound { push(.text(" \(Vocabulary.row(symbol).latex) ")) }
            }
        case .negation(let part): push(.text("\(Vocabulary.row(.not).latex) "), .expression(part, .negation))
        case .piecewise: piecewise(store.childArray(expr))
        }
    }

    /// A fraction binds like a product, but needs no parentheses as a factor.
    private func precedence(_ expr: Expr) -> Precedence {
        store.kind(expr) == .number && !store.isNegative(expr) && !store.isWhole(expr) ? .postfix : presenter.precedence(expr)
    }

    private func number(_ value: Rational) -> String {
        let sign = value.signum < 0 ? "-" : ""
        let magnitude = value.magnitude
        return magnitude.isInteger ? sign + magnitude.description : "\(sign)\\frac{\(magnitude.numerator)}{\(magnitude.denominator)}"
    }

    /// Greek letters, subscripts, and upright words.
    private func name(_ expr: Expr) -> String {
        if store.kind(expr) == .constant { return Vocabulary.row(store.constantID(expr)).latex }
        let parts = store.name(expr).split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        var (head, subscripts) = (parts[0], Array(parts.dropFirst()))
        let digits = head.reversed().prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty, digits.count < head.count, subscripts.isEmpty {
            subscripts = [String(digits.reversed())]
            head = String(head.dropLast(digits.count))
        }
        let base = letters(head)
        if subscripts.isEmpty { return base }
        return "\(base)_{\(subscripts.map(letters).joined(separator: ", "))}"
    }

    private func letters(_ word: String) -> String {
        if Vocabulary.greek.contains(where: { $0.name == word }) { return word == "omicron" ? "o" : "\\\(word)" }
        return word.count == 1 || word.allSatisfy(\.isNumber) ? word : "\\mathrm{\(word)}"
    }

    private mutating func sum(_ range: Range<Int>) {
        for position in range.reversed() {
            let term = presenter.part(position)
            let isNegative = presenter.isNegativeTerm(term)
            push(.term(term))
            if position > range.lowerBound { push(.text(isNegative ? " - " : " + ")) } else if isNegative { push(.text("-")) }
        }
    }

    private mutating func term(_ expr: Expr) {
        switch store.kind(expr) {
        case .number: push(.text(number(store.rational(expr).magnitude)))
        case .scaled, .product: quotient(presenter.quotient(expr))
        default: expression(expr, .product)
        }
    }

    private mutating func quotient(_ quotient: Presentation.Quotient) {
        let value = store.rational(quotient.coefficient)
        let (above, below) = (value.numerator.magnitude, value.denominator)
        let divisors = factors(quotient, isBelow: true)
        guard !below.isOne || !divisors.isEmpty else { return product(above, factors(quotient, isBelow: false), isHeld: false) }
        push(.text("}"))
        product(below, divisors, isHeld: true)
        push(.text("}{"))
        product(above, factors(quotient, isBelow: false), isHeld: true)
        push(.text("\\frac{"))
    }

    private func factors(_ quotient: Presentation.Quotient, isBelow: Bool) -> [Presentation.Factor] {
        quotient.factors.map { presenter.factor(presenter.part($0), lowersPowers: quotient.lowersPowers) }.filter {
            $0.isInverted == isBelow
        }
    }

    /// - Parameter isHeld: whether a fraction holds the product together, so that a lone factor needs no parentheses.
    private mutating func product(_ coefficient: Integer, _ factors: [Presentation.Factor], isHeld: Bool) {
        if isHeld, factors.count == 1, coefficient.isOne, factors[0].isPlain {
            push(.expression(factors[0].base, .none))
            return
        }
        for (position, factor) in factors.enumerated().reversed() {
            push(.factor(factor))
            if position > 0 || !coefficient.isOne { push(.times) }
        }
        if !coefficient.isOne || factors.isEmpty { push(.text(coefficient.description)) }
    }

    private mutating func factor(_ factor: Presentation.Factor) {
        if factor.isPlain {
            push(.expression(factor.base, .prefix))
        } else if presenter.isSquareRoot(factor) {
            push(.text("\\sqrt{"), .expression(factor.base, .none), .text("}"))
        } else {
            let exponent: Item
            if let value = presenter.exponentSize(factor) {
                exponent = .text(value.isInteger ? value.description : "\(value.numerator)/\(value.denominator)")
            } else {
                exponent = factor.isInverted ? .term(factor.exponent) : .expression(factor.exponent, .none)
            }
            if store.kind(factor.base) == .call, takesExponent(store.function(factor.base)) {
                call(store.function(factor.base), store.childArray(factor.base), exponent: exponent)
            } else {
                push(.expression(factor.base, .postfix), .text("^{"), exponent, .text("}"))
            }
        }
    }

    /// `\sin^{2}\left(x\right)` is how powers of functions with a name of their own are written.
    private func takesExponent(_ function: FunctionID) -> Bool {
        let row = Vocabulary.row(function)
        return !row.latex.contains("#") && row.parameters.count == 1 && !row.isVariadic
    }

    private mutating func call(_ function: FunctionID, _ arguments: [Expr], exponent: Item?) {
        let latex = Vocabulary.row(function).latex
        if function == KnownFunction.rootOf {
            let notation = RootNotation(store, arguments)
            return template(latex, [.text(notation.latexPolynomial), .text(notation.number)])
        }
        if latex.contains("#") {
            return template(latex, arguments.map { .expression($0, latex.hasSuffix("!") ? .postfix : .none) })
        }
        push(.text("\\left("))
        let list = work.popLast()
        push(.text("\\right)"))
        for (position, argument) in arguments.enumerated().reversed() {
            push(.expression(argument, .none))
            if position > 0 { push(.text(", ")) }
        }
        if let list { work.append(list) }
        if let exponent { push(.text("^{"), exponent, .text("}")) }
        push(.text(latex))
    }

    /// Fills `#1`, `#2`, … with the arguments.
    private mutating func template(_ latex: String, _ arguments: [Item]) {
        var items: [Item] = []
        var rest = latex[...]
        while let mark = rest.firstIndex(of: "#") {
            items.append(.text(String(rest[..<mark])))
            let digit = rest.index(after: mark)
            if digit < rest.endIndex, let number = rest[digit].wholeNumberValue, number >= 1, number <= arguments.count {
                items.append(arguments[number - 1])
            }
            rest = rest[min(rest.index(after: digit), rest.endIndex)...]
        }
        items.append(.text(String(rest)))
        work.append(contentsOf: items.reversed())
    }

    private mutating func application(_ head: FunctionHead, _ arguments: [Expr]) {
        push(.text("\\right)"))
        for (position, argument) in arguments.enumerated().reversed() {
            push(.expression(argument, .none))
            if position > 0 { push(.text(", ")) }
        }
        var prefix = "", suffix = ""
        if head.orders.count == 1 {
            suffix = head.orders[0] <= 3 ? String(repeating: "'", count: Int(head.orders[0])) : "^{(\(head.orders[0]))}"
        } else {
            for (position, order) in head.orders.enumerated() where order > 0 {
                prefix += "\\partial_{\(position + 1)}" + (order > 1 ? "^{\(order)} " : " ")
            }
        }
        push(.text("\(prefix)\(name(head.name))\(suffix)\\left("))
    }

    private mutating func piecewise(_ parts: [Expr]) {
        push(.text("\\end{cases}"))
        if let last = parts.last, last != .undefined { push(.expression(last, .none), .text(" & \\text{otherwise}")) }
        var position = parts.count - 3
        while position >= 0 {
            let isLast = position + 3 == parts.count && parts.last == .undefined
            push(.expression(parts[position], .none), .text(" & \\text{if } "), .expression(parts[position + 1], .none))
            if !isLast {
                let line = work.suffix(3)
                work.removeLast(3)
                push(.text(" \\\\ "))
                work.append(contentsOf: line)
            }
            position -= 2
        }
        push(.text("\\begin{cases}"))
    }
}
