import Exact
import Expressions
import Vocabulary

/// MathML for presentation: elements of MathML Core (W3C, *MathML Core*, 2024).
struct MathMLRules: MarkupRules {
    let pool = MarkupPool()

    func number(_ value: Rational) -> Markup {
        let magnitude = value.magnitude
        let digits =
            magnitude.isInteger
            ? Self.digits(magnitude) : fraction(Self.digits(magnitude.numerator), Self.digits(magnitude.denominator))
        return value.signum < 0 ? negative(digits) : digits
    }

    func name(_ name: PresentedName) -> Markup {
        if let constant = name.constant { return Self.identifier(Self.symbol(constant)) }
        let base = Self.identifier(PresentedName.letter(name.head))
        if name.subscripts.isEmpty { return base }
        let subscripts = name.subscripts.map { part in
            part.allSatisfy(\.isNumber) && !part.isEmpty ? Self.digits(part) : Self.identifier(PresentedName.letter(part))
        }
        return "<msub>\(base)\(row(subscripts.joined(separator: Self.operation(","))))</msub>"
    }

    private static func symbol(_ constant: ConstantID) -> String {
        switch constant {
        case .pi: "π"
        case .infinity: "∞"
        case .imaginaryUnit: "i"
        default: Vocabulary.row(constant).name
        }
    }

    static func identifier(_ text: String) -> Markup { "<mi>\(escaped(text))</mi>" }
    static func operation(_ text: String) -> Markup { "<mo>\(escaped(text))</mo>" }
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    private static func digits(_ value: some CustomStringConvertible) -> Markup {
        var digits: Markup = "<mn>\(value)</mn>"
        digits.beginsWithNumber = true
        return digits
    }

    private func element(_ tag: String, _ content: Markup) -> Markup { pool.keep("<\(tag)>\(content)</\(tag)>") }
    /// An element with a script or a denominator, which begins as its first part does.
    private func element(_ tag: String, _ first: Markup, _ second: Markup) -> Markup {
        var whole = element(tag, first + second)
        whole.beginsWithNumber = first.beginsWithNumber
        return whole
    }

    private func row(_ content: Markup) -> Markup { element("mrow", content) }

    func inParentheses(_ piece: Markup) -> Markup { row(Self.operation("(") + piece + Self.operation(")")) }
    func negative(_ piece: Markup) -> Markup { row(Self.operation("−") + piece) }

    func sum(_ terms: [Markup], isNegative: [Bool]) -> Markup {
        var content: Markup = ""
        for (place, term) in terms.enumerated() {
            if place > 0 || isNegative[place] { content += Self.operation(isNegative[place] ? "−" : "+") }
            content += term
        }
        return row(content)
    }

    // Two numbers side by side need a dot between them.
    func product(_ factors: [Markup]) -> Markup {
        var content = factors[0]
        for factor in factors.dropFirst() {
            content += Self.operation(factor.beginsWithNumber ? "·" : "\u{2062}") + factor
        }
        return row(content)
    }

    func fraction(_ above: Markup, _ below: Markup) -> Markup { element("mfrac", above, below) }
    func power(_ base: Markup, _ exponent: Markup) -> Markup { element("msup", base, exponent) }
    func squareRoot(_ radicand: Markup) -> Markup { element("msqrt", radicand) }

    func call(_ function: FunctionID, _ arguments: [Markup], exponent _: Markup?) -> Markup {
        let row = Vocabulary.row(function)
        switch row.notation {
        case .postfix(let sign): return element("mrow", arguments[0], Self.operation(sign))
        case .bars: return self.row(Self.operation("|") + arguments[0] + Self.operation("|"))
        case .floor: return self.row(Self.operation("⌊") + arguments[0] + Self.operation("⌋"))
        case .ceiling: return self.row(Self.operation("⌈") + arguments[0] + Self.operation("⌉"))
        case .root(let degree): return element("mroot", self.row(arguments[0]) + Self.digits(degree))
        case .overline: return element("mover", self.row(arguments[0]) + Self.operation("¯"))
        case .call:
            let list = arguments.joined(separator: Self.operation(","))
            let name = Self.identifier(row.calledName)
            let head = row.branch.map { "<msub>\(name)<mn>\($0.number)</mn></msub>" } ?? name
            return self.row(head + Self.operation("\u{2061}") + inParentheses(list))
        }
    }

    func root(_ notation: RootNotation) -> Markup {
        row(Self.identifier("rootof") + Self.operation("\u{2061}") + inParentheses("<mtext>\(Self.escaped(notation.text))</mtext>"))
    }

    func application(_ name: Markup, orders: [Int], _ arguments: [Markup]) -> Markup {
        var head = name
        if orders.count == 1, orders[0] > 0 {
            head = "<msup>\(name)\(Self.operation(orders[0] <= 3 ? String(repeating: "′", count: orders[0]) : "(\(orders[0]))"))</msup>"
        } else if orders.count > 1 {
            let prefix: [Markup] = orders.enumerated().filter { $0.element > 0 }.map { place, order in
                order > 1
                    ? "<msubsup>\(Self.operation("∂"))<mn>\(place + 1)</mn><mn>\(order)</mn></msubsup>"
                    : "<msub>\(Self.operation("∂"))<mn>\(place + 1)</mn></msub>"
            }
            head = prefix.joined() + name
        }
        return row(head + Self.operation("\u{2061}") + inParentheses(arguments.joined(separator: Self.operation(","))))
    }

    func element(_ name: Markup, _ places: [Markup]) -> Markup {
        element("msub", name, row(places.joined(separator: Self.operation(","))))
    }

    func binder(_ id: BinderID, _ index: Markup, _ body: Markup, from lower: Markup, to upper: Markup) -> Markup {
        if id == .every {
            let range = lower + Self.operation("≤") + index + Self.operation("≤") + upper
            return row(body + "<mtext> for all </mtext>" + range)
        }
        if id == .maximum || id == .minimum {
            let range = lower + Self.operation("≤") + index + Self.operation("≤") + upper
            return row(element("munder", Self.operation(id.word), row(range)) + body)
        }
        let sign = Self.operation(id == .sum ? "∑" : "∏")
        return row(element("munderover", sign + row(index + Self.operation("=") + lower), upper) + body)
    }

    func matrix(_ form: MatrixForm, _ parts: [Markup]) -> Markup {
        switch form {
        case .product, .innerProduct: return product(parts)
        case .transpose: return element("msup", parts[0], Self.identifier("T"))
        case .inverse: return element("msup", parts[0], Self.digits(-1))
        case .power: return power(parts[0], parts[1])
        case .elementwiseProduct: return row(parts.joined(separator: Self.operation("⊙")))
        case .elementwiseQuotient: return row(parts.joined(separator: Self.operation("⊘")))
        case .elementwisePower: return element("msup", parts[0], row(Self.operation("⊙") + parts[1]))
        case .norm: return row(Self.operation("‖") + parts[0] + Self.operation("‖"))
        case .kronecker: return row(parts.joined(separator: Self.operation("⊗")))
        case .identity, .ones, .zeros:
            let name: Markup =
                form == .identity ? Self.identifier("I") : form == .ones ? "<mn mathvariant=\"bold\">1</mn>" : "<mn>0</mn>"
            return element("msub", name, row(parts.joined(separator: Self.operation("×"))))
        case .commutation: return element("msub", Self.identifier("K"), row(parts.joined(separator: Self.operation(","))))
        case .entry: return self.element(parts[0], Array(parts.dropFirst()))
        case .determinant, .trace, .total, .diagonal, .softmax:
            let list = parts.joined(separator: Self.operation(","))
            return row(Self.identifier(form.word ?? "") + Self.operation("\u{2061}") + inParentheses(list))
        }
    }

    func joined(_ parts: [Markup], by operators: [OperatorID]) -> Markup {
        var content = parts[0]
        for (symbol, part) in zip(operators, parts.dropFirst()) { content += Self.operation(Self.sign(symbol)) + part }
        return row(content)
    }

    static func sign(_ symbol: OperatorID) -> String {
        switch symbol {
        case .notEqual: "≠"
        case .lessOrEqual: "≤"
        case .greaterOrEqual: "≥"
        case .and: "∧"
        case .or: "∨"
        default: Vocabulary.row(symbol).spelling
        }
    }

    func not(_ piece: Markup) -> Markup { row(Self.operation("¬") + piece) }

    func cases(_ branches: [(value: Markup, condition: Markup?)]) -> Markup {
        let rows = branches.map { branch in
            let condition = branch.condition.map { row("<mtext>if </mtext>\($0)") } ?? "<mtext>otherwise</mtext>"
            return "<mtr><mtd>\(branch.value)</mtd><mtd>\(condition)</mtd></mtr>" as Markup
        }
        return row(Self.operation("{") + element("mtable", rows.joined()))
    }
}
