import Exact
import Expressions
import Vocabulary

/// MathML for presentation: elements of MathML Core (W3C, *MathML Core*, 2024).
struct MathMLRules: PresentationRules {
    func number(_ value: Rational) -> String {
        let magnitude = value.magnitude
        let text =
            magnitude.isInteger
            ? "<mn>\(magnitude)</mn>" : "<mfrac><mn>\(magnitude.numerator)</mn><mn>\(magnitude.denominator)</mn></mfrac>"
        return value.signum < 0 ? negative(text) : text
    }

    func name(_ name: PresentedName) -> String {
        if let constant = name.constant { return Self.identifier(Self.symbol(constant)) }
        let base = Self.identifier(PresentedName.letter(name.head))
        if name.subscripts.isEmpty { return base }
        let subscripts = name.subscripts.map { part in
            part.allSatisfy(\.isNumber) && !part.isEmpty ? "<mn>\(part)</mn>" : Self.identifier(PresentedName.letter(part))
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

    static func identifier(_ text: String) -> String { "<mi>\(escaped(text))</mi>" }
    static func operation(_ text: String) -> String { "<mo>\(escaped(text))</mo>" }
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    private func row(_ content: String) -> String { "<mrow>\(content)</mrow>" }

    func inParentheses(_ piece: String) -> String { row(Self.operation("(") + piece + Self.operation(")")) }
    func negative(_ piece: String) -> String { row(Self.operation("−") + piece) }

    func sum(_ terms: [String], isNegative: [Bool]) -> String {
        var content = ""
        for (place, term) in terms.enumerated() {
            if place > 0 || isNegative[place] { content += Self.operation(isNegative[place] ? "−" : "+") }
            content += term
        }
        return row(content)
    }

    // Two numbers side by side need a dot between them.
    func product(_ factors: [String]) -> String {
        var content = factors[0]
        for factor in factors.dropFirst() {
            content += Self.operation(factor.hasPrefix("<mn>") || factor.hasPrefix("<mfrac><mn>") ? "·" : "\u{2062}") + factor
        }
        return row(content)
    }

    func fraction(_ above: String, _ below: String) -> String { "<mfrac>\(above)\(below)</mfrac>" }
    func power(_ base: String, _ exponent: String) -> String { "<msup>\(base)\(exponent)</msup>" }
    func squareRoot(_ radicand: String) -> String { "<msqrt>\(radicand)</msqrt>" }

    func call(_ function: FunctionID, _ arguments: [String]) -> String {
        let row = Vocabulary.row(function)
        switch row.notation {
        case .postfix(let sign): return self.row(arguments[0] + Self.operation(sign))
        case .bars: return self.row(Self.operation("|") + arguments[0] + Self.operation("|"))
        case .floor: return self.row(Self.operation("⌊") + arguments[0] + Self.operation("⌋"))
        case .ceiling: return self.row(Self.operation("⌈") + arguments[0] + Self.operation("⌉"))
        case .root(let degree): return "<mroot>\(self.row(arguments[0]))<mn>\(degree)</mn></mroot>"
        case .overline: return "<mover>\(self.row(arguments[0]))\(Self.operation("¯"))</mover>"
        case .call:
            let list = arguments.joined(separator: Self.operation(","))
            let name = Self.identifier(row.branch?.of ?? row.name)
            let head = row.branch.map { "<msub>\(name)<mn>\($0.number)</mn></msub>" } ?? name
            return self.row(head + Self.operation("\u{2061}") + inParentheses(list))
        }
    }

    func root(of polynomial: String, number: String) -> String {
        row(Self.identifier("rootof") + Self.operation("\u{2061}") + inParentheses("<mtext>\(Self.escaped(polynomial))</mtext>"))
    }

    func application(_ name: String, orders: [Int], _ arguments: [String]) -> String {
        var head = name
        if orders.count == 1, orders[0] > 0 {
            head = "<msup>\(name)\(Self.operation(orders[0] <= 3 ? String(repeating: "′", count: orders[0]) : "(\(orders[0]))"))</msup>"
        } else if orders.count > 1 {
            let prefix = orders.enumerated().filter { $0.element > 0 }.map { place, order in
                order > 1
                    ? "<msubsup>\(Self.operation("∂"))<mn>\(place + 1)</mn><mn>\(order)</mn></msubsup>"
                    : "<msub>\(Self.operation("∂"))<mn>\(place + 1)</mn></msub>"
            }
            head = prefix.joined() + name
        }
        return row(head + Self.operation("\u{2061}") + inParentheses(arguments.joined(separator: Self.operation(","))))
    }

    func joined(_ parts: [String], by operators: [OperatorID]) -> String {
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

    func not(_ piece: String) -> String { row(Self.operation("¬") + piece) }

    func cases(_ branches: [(value: String, condition: String?)]) -> String {
        let rows = branches.map { branch in
            let condition = branch.condition.map { "<mrow><mtext>if </mtext>\($0)</mrow>" } ?? "<mtext>otherwise</mtext>"
            return "<mtr><mtd>\(branch.value)</mtd><mtd>\(condition)</mtd></mtr>"
        }
        return row(Self.operation("{") + "<mtable>\(rows.joined())</mtable>")
    }
}
