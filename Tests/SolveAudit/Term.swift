/// A formula as a tree: what the generator makes and what texts are read as.
indirect enum Term: Hashable {
    /// A number: its nearest double, and how far that may be from what was written.
    case number(Double, error: Double)
    case name(String)
    case call(Operation, [Term])

    static func whole(_ value: Int) -> Term { .number(Double(value), error: 0) }

    var operands: [Term] {
        if case .call(_, let operands) = self { return operands }
        return []
    }

    var operation: Operation? {
        if case .call(let operation, _) = self { return operation }
        return nil
    }

    /// Itself and all parts.
    var parts: [Term] { [self] + operands.flatMap(\.parts) }

    var size: Int { operands.reduce(1) { $0 + $1.size } }

    var names: Set<String> {
        if case .name(let name) = self { return [name] }
        return operands.reduce(into: []) { $0.formUnion($1.names) }
    }

    func mentions(_ name: String) -> Bool { names.contains(name) }

    /// All terms that differ from this one in one part, which `change` replaces.
    func variants(_ change: (Term) -> [Term]) -> [Term] {
        var result = change(self)
        guard case .call(let operation, let operands) = self else { return result }
        for (index, operand) in operands.enumerated() {
            for variant in operand.variants(change) {
                var changed = operands
                changed[index] = variant
                result.append(.call(operation, changed))
            }
        }
        return result
    }

    /// The text that Agnesi reads.
    var text: String { text(within: 0) }

    private func text(within outer: Int) -> String {
        switch self {
        case .name(let name): return name
        case .number(let value, _):
            let digits = value == value.rounded() && Swift.abs(value) < 1e15 ? String(Int(value)) : "\(value)"
            return value < 0 ? "(\(digits))" : digits
        case .call(let operation, let operands):
            let inner = Term.joined(operation, operands)
            return operation.precedence < outer ? "(\(inner))" : inner
        }
    }

    private static func joined(_ operation: Operation, _ operands: [Term]) -> String {
        let level = operation.precedence
        switch operation {
        case .negated: return "-" + operands[0].text(within: level)
        case .not: return "not " + operands[0].text(within: level)
        case .power: return operands[0].text(within: level + 1) + "^" + operands[1].text(within: level + 1)
        case .plus, .minus, .less, .lessOrEqual, .equal, .unequal, .and, .or:
            return operands[0].text(within: level) + " \(operation.rawValue) " + operands[1].text(within: level + 1)
        case .times, .over: return operands[0].text(within: level) + operation.rawValue + operands[1].text(within: level + 1)
        default: return operation.rawValue + "(" + operands.map { $0.text(within: 0) }.joined(separator: ", ") + ")"
        }
    }
}

func + (left: Term, right: Term) -> Term { .call(.plus, [left, right]) }
func - (left: Term, right: Term) -> Term { .call(.minus, [left, right]) }
func * (left: Term, right: Term) -> Term { .call(.times, [left, right]) }
func / (left: Term, right: Term) -> Term { .call(.over, [left, right]) }
func ^ (left: Term, right: Term) -> Term { .call(.power, [left, right]) }
