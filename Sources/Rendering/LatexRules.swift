import Exact
import Expressions
import Vocabulary

/// LaTeX as one would write it in a paper: fractions, roots, powers of functions.
struct LatexRules: MarkupRules {
    let pool = MarkupPool()

    func number(_ value: Rational) -> Markup {
        let magnitude = value.magnitude
        let digits: Markup =
            magnitude.isInteger ? .digits(magnitude) : "\\frac{\(magnitude.numerator)}{\(magnitude.denominator)}"
        return value.signum < 0 ? negative(digits) : digits
    }

    /// An exponent stays on its line.
    func exponent(_ value: Rational) -> Markup {
        value.isInteger ? .digits(value) : .digits("\(value.numerator)/\(value.denominator)")
    }

    /// Greek letters, subscripts, and upright words.
    func name(_ name: PresentedName) -> Markup {
        if let constant = name.constant { return "\(Vocabulary.row(constant).latex)" }
        let base = letters(name.head)
        return name.subscripts.isEmpty ? "\(base)" : "\(base)_{\(name.subscripts.map(letters).joined(separator: ", "))}"
    }

    private func letters(_ word: String) -> String {
        if Vocabulary.greek.contains(where: { $0.name == word }) { return word == "omicron" ? "o" : "\\\(word)" }
        return word.count == 1 || word.allSatisfy(\.isNumber) ? word : "\\mathrm{\(word)}"
    }

    func inParentheses(_ piece: Markup) -> Markup { pool.keep("\\left(\(piece)\\right)") }
    func negative(_ piece: Markup) -> Markup { pool.keep("-\(piece)") }

    func sum(_ terms: [Markup], isNegative: [Bool]) -> Markup {
        var sum: Markup = ""
        for (place, term) in terms.enumerated() {
            sum += place == 0 ? (isNegative[0] ? "-" : "") : isNegative[place] ? " - " : " + "
            sum += term
        }
        return pool.keep(sum)
    }

    // Two numbers side by side need a dot between them.
    func product(_ factors: [Markup]) -> Markup {
        var product = factors[0]
        for factor in factors.dropFirst() { product += (factor.beginsWithNumber ? " \\cdot " : " ") + factor }
        return pool.keep(product)
    }

    func fraction(_ above: Markup, _ below: Markup) -> Markup { pool.keep("\\frac{\(above)}{\(below)}") }
    func power(_ base: Markup, _ exponent: Markup) -> Markup { pool.keep(base + "^{\(exponent)}") }
    func squareRoot(_ radicand: Markup) -> Markup { pool.keep("\\sqrt{\(radicand)}") }

    /// `\sin^{2}\left(x\right)` is how powers of functions with a name of their own are written.
    func takesExponent(_ function: FunctionID) -> Bool {
        let row = Vocabulary.row(function)
        return !row.latex.contains("#") && row.parameters.count == 1 && !row.isVariadic
    }

    func call(_ function: FunctionID, _ arguments: [Markup], exponent: Markup?) -> Markup {
        let latex = Vocabulary.row(function).latex
        if latex.contains("#") { return pool.keep(filled(latex, arguments)) }
        let head: Markup = exponent.map { "\(latex)^{\($0)}" } ?? "\(latex)"
        return pool.keep(head + inParentheses(arguments.joined(separator: ", ")))
    }

    /// The text with the arguments in place of `#1`, `#2`, ….
    private func filled(_ latex: String, _ arguments: [Markup]) -> Markup {
        var whole: Markup = ""
        var rest = latex[...]
        while let mark = rest.firstIndex(of: "#") {
            if mark > rest.startIndex { whole += "\(rest[..<mark])" }
            let digit = rest.index(after: mark)
            if digit < rest.endIndex, let number = rest[digit].wholeNumberValue, number >= 1, number <= arguments.count {
                whole += arguments[number - 1]
            }
            rest = rest[min(rest.index(after: digit), rest.endIndex)...]
        }
        return whole + "\(rest)"
    }

    func root(_ notation: RootNotation) -> Markup {
        filled(Vocabulary.row(KnownFunction.rootOf).latex, ["\(notation.latexPolynomial)", "\(notation.number)"])
    }

    func application(_ name: Markup, orders: [Int], _ arguments: [Markup]) -> Markup {
        var head: Markup = ""
        if orders.count == 1 {
            head = name + (orders[0] <= 3 ? "\(String(repeating: "'", count: orders[0]))" : "^{(\(orders[0]))}")
        } else {
            for (place, order) in orders.enumerated() where order > 0 {
                head += order > 1 ? "\\partial_{\(place + 1)}^{\(order)} " : "\\partial_{\(place + 1)} "
            }
            head += name
        }
        return pool.keep(head + inParentheses(arguments.joined(separator: ", ")))
    }

    func element(_ name: Markup, _ places: [Markup]) -> Markup { pool.keep(name + "_{\(places.joined(separator: ", "))}") }

    func binder(_ id: BinderID, _ index: Markup, _ body: Markup, from lower: Markup, to upper: Markup) -> Markup {
        switch id {
        case .sum: pool.keep("\\sum_{\(index)=\(lower)}^{\(upper)} \(body)")
        case .product: pool.keep("\\prod_{\(index)=\(lower)}^{\(upper)} \(body)")
        case .maximum: pool.keep("\\max_{\(lower) \\le \(index) \\le \(upper)} \(body)")
        case .minimum: pool.keep("\\min_{\(lower) \\le \(index) \\le \(upper)} \(body)")
        // These stand inside of notations of matrices only.
        case .determinant, .inverse, .powers, .row: pool.keep("\\operatorname{\(id.word)}_{\(index)=\(lower)}^{\(upper)} \(body)")
        case .every: pool.keep("\(body) \\text{ for all } \(lower) \\le \(index) \\le \(upper)")
        }
    }

    func matrix(_ form: MatrixForm, _ parts: [Markup]) -> Markup {
        switch form {
        case .product, .innerProduct: product(parts)
        case .transpose: pool.keep(parts[0] + "^{\\top}")
        case .inverse: pool.keep(parts[0] + "^{-1}")
        case .power: power(parts[0], parts[1])
        case .elementwiseProduct: pool.keep(parts.joined(separator: " \\odot "))
        case .elementwiseQuotient: pool.keep(parts.joined(separator: " \\oslash "))
        case .elementwisePower: pool.keep(parts[0] + "^{\\odot \(parts[1])}")
        case .norm: pool.keep("\\left\\lVert \(parts[0])\\right\\rVert")
        case .determinant: pool.keep("\\det" + inParentheses(parts[0]))
        case .identity: pool.keep("I_{\(parts[0])}")
        case .ones: pool.keep("\\mathbf{1}_{\(parts.joined(separator: " \\times "))}")
        case .zeros: pool.keep("0_{\(parts.joined(separator: " \\times "))}")
        case .kronecker: pool.keep(parts.joined(separator: " \\otimes "))
        case .commutation: pool.keep("K_{\(parts.joined(separator: ", "))}")
        case .entry: element(parts[0], Array(parts.dropFirst()))
        case .trace, .total, .diagonal, .softmax:
            pool.keep("\\operatorname{\(form.word ?? "")}" + inParentheses(parts.joined(separator: ", ")))
        }
    }

    func joined(_ parts: [Markup], by operators: [OperatorID]) -> Markup {
        var whole = parts[0]
        for (symbol, part) in zip(operators, parts.dropFirst()) { whole += " \(Vocabulary.row(symbol).latex) " + part }
        return pool.keep(whole)
    }

    func not(_ piece: Markup) -> Markup { pool.keep("\(Vocabulary.row(.not).latex) \(piece)") }

    func cases(_ branches: [(value: Markup, condition: Markup?)]) -> Markup {
        let rows: [Markup] = branches.map { branch in
            branch.condition.map { "\(branch.value) & \\text{if } \($0)" } ?? "\(branch.value) & \\text{otherwise}"
        }
        return pool.keep("\\begin{cases}\(rows.joined(separator: " \\\\ "))\\end{cases}")
    }
}
