import Exact
import Synchronization
import Vocabulary

/// What the function table says of a function's values at real arguments, made ready for inference.
///
/// The columns `range`, `domain`, `positive` and `values` are texts. Only their plainest forms matter here: comparisons of one
/// name with a number or a multiple of `pi` or `e`, `floor(y) = y`, and how `and` and `or` join them.
struct FunctionFacts {
    /// A condition on arguments, as alternatives of parts that must all be known.
    typealias Condition = [[Part]]

    /// One comparison.
    struct Part {
        /// Which argument is meant.
        let argument: Int
        /// What it requires.
        let required: Facts
    }

    /// What holds of every value at real arguments of the domain; more than one where there are alternatives.
    let range: [Facts]
    /// What holds of every value at complex arguments too; nil where it need not be real.
    let complexRange: Facts?
    /// Where the function is real; nil where that cannot be told.
    let domain: Condition?
    /// Where the value is positive; empty where that is not known.
    let positive: Condition
    /// Exact values at exact arguments, both enclosed.
    let values: [(argument: Facts, value: Facts)]

    /// The rows that have been asked for: to read all takes longer than most answers.
    private static let table = Mutex<[FunctionFacts?]>(Array(repeating: nil, count: Vocabulary.functions.count))

    /// What is known of a function.
    static func of(_ function: FunctionID) -> FunctionFacts {
        table.withLock { table in
            let place = Int(function.index)
            if let facts = table[place] { return facts }
            let facts = FunctionFacts(Vocabulary.functions[place])
            table[place] = facts
            return facts
        }
    }

    /// Reads the columns of a row.
    init(_ row: FunctionRow) {
        range =
            FunctionFacts.condition(row.range, ["y"], isRequired: false)?.map { alternative in
                alternative.reduce(Facts.real) { $0.joined($1.required) }
            } ?? []
        complexRange = FunctionFacts.condition(row.complexRange, ["y"], isRequired: false)?.first?.reduce(Facts.real) {
            $0.joined($1.required)
        }
        domain = row.domain.isEmpty ? [[]] : FunctionFacts.condition(FunctionFacts.closedDomain(row), row.parameters, isRequired: true)
        positive = row.positive.isEmpty ? [] : FunctionFacts.condition(row.positive, row.parameters, isRequired: true) ?? []
        var values: [(argument: Facts, value: Facts)] = []
        if row.isIncreasing {
            for entry in row.values.split(separator: ";") {
                let sides = entry.split(separator: "-> ").map { FunctionFacts.constant(FunctionFacts.trimmed($0)) }
                guard sides.count == 2, let argument = sides[0], let value = sides[1] else { continue }
                values.append((argument, value))
                if row.symmetry == .odd || row.symmetry == .oddOnReals { values.append((argument.negated, value.negated)) }
            }
        }
        self.values = values
    }

    /// The domain with the ends at which the function has no value: facts are about values.
    private static func closedDomain(_ row: FunctionRow) -> String {
        var ends: Set<[String]> = []
        for point in split(row.singular, at: " or ") { ends.insert(point.split(separator: " ").map(String.init)) }
        var words = row.domain.split(separator: " ").map(String.init)
        for position in words.indices where words[position] == "<" || words[position] == ">" {
            guard position > 0, position + 1 < words.count else { continue }
            let (left, right) = (words[position - 1], words[position + 1])
            if ends.contains([left, "=", right]) || ends.contains([right, "=", left]) { words[position] += "=" }
        }
        return words.joined(separator: " ")
    }

    /// Reads a condition of the table. Nil where it holds what is not understood.
    ///
    /// - Parameter isRequired: whether it is to be proved, so that constants are rounded inward, and not to be believed.
    static func condition(_ text: String, _ parameters: [String], isRequired: Bool) -> Condition? {
        if text.isEmpty { return nil }
        var alternatives: Condition = []
        for alternative in split(text, at: " or ") {
            var choices: Condition = [[]]
            for part in split(alternative, at: " and ") {
                guard let read = comparison(part, parameters, isRequired) else { return nil }
                choices = choices.flatMap { choice in read.map { choice + $0 } }
            }
            alternatives += choices
        }
        return alternatives
    }

    /// A comparison, or a condition in parentheses. Points at which a function has no value, given by `!=`, need no thought: facts
    /// are about values.
    private static func comparison(_ text: String, _ parameters: [String], _ isRequired: Bool) -> Condition? {
        let text = trimmed(text)
        if text.hasPrefix("("), text.hasSuffix(")") {
            return condition(String(text.dropFirst().dropLast()), parameters, isRequired: isRequired)
        }
        if text.contains("!=") || text == "y = y" { return [[]] }
        for (position, name) in parameters.enumerated() {
            if text == "floor(\(name)) = \(name)" {
                var whole = Facts.real
                whole.isInteger = true
                return [[Part(argument: position, required: whole)]]
            }
        }
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        let isExchanged = parameters.firstIndex(of: words[0]) == nil
        guard let argument = parameters.firstIndex(of: isExchanged ? words[2] : words[0]),
            let constant = constant(isExchanged ? words[0] : words[2]), let low = constant.lower, let high = constant.upper
        else { return nil }
        // A rounded end is never reached.
        let isRounded = low.value != high.value
        let (least, greatest) = isRequired ? (high.value, low.value) : (low.value, high.value)
        var required = Facts.real
        switch (words[1], isExchanged) {
        case (">", false), ("<", true): required.lower = Facts.Bound(least, isStrict: !(isRounded && isRequired))
        case (">=", false), ("<=", true): required.lower = Facts.Bound(least, isStrict: isRounded && !isRequired)
        case ("<", false), (">", true): required.upper = Facts.Bound(greatest, isStrict: !(isRounded && isRequired))
        case ("<=", false), (">=", true): required.upper = Facts.Bound(greatest, isStrict: isRounded && !isRequired)
        case ("=", _):
            // What is to be proved must be known exactly.
            if isRounded && isRequired { return nil }
            (required.lower, required.upper) = (Facts.Bound(low.value, isStrict: isRounded), Facts.Bound(high.value, isStrict: isRounded))
        default: return nil
        }
        return [[Part(argument: argument, required: required)]]
    }

    /// A number, `pi` or `e`, with a sign, a factor before and a divisor behind it: `-pi/2`, `5*pi/12`, `1/e`.
    static func constant(_ text: String) -> Facts? {
        if text.hasPrefix("-") { return constant(String(text.dropFirst()))?.negated }
        var result = Facts.exactly(1)
        for (position, part) in text.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
            var factor = Facts.exactly(1)
            for word in part.split(separator: "*", omittingEmptySubsequences: false) {
                switch word {
                case "pi": factor = factor.times(.pi)
                case "e": factor = factor.times(.e)
                default:
                    guard let number = Int(word), position == 0 || number != 0 else { return nil }
                    factor = factor.times(.exactly(Rational(number)))
                }
            }
            result = result.times(position == 0 ? factor : factor.reciprocal)
        }
        return result
    }

    /// Splits a text at a word outside of parentheses.
    private static func split(_ text: String, at word: String) -> [String] {
        var parts: [String] = []
        var current = ""
        var depth = 0
        for character in text {
            current.append(character)
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth == 0, current.hasSuffix(word) {
                parts.append(String(current.dropLast(word.count)))
                current = ""
            }
        }
        return parts + [current]
    }

    private static func trimmed<Text: StringProtocol>(_ text: Text) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

extension Facts {
    /// Of `pi`, enclosed to 18 digits.
    static let pi = between(Rational(3_141_592_653_589_793_238, 1_000_000_000_000_000_000), 1_000_000_000_000_000_000)
    /// Of `e`, enclosed to 18 digits.
    static let e = between(Rational(2_718_281_828_459_045_235, 1_000_000_000_000_000_000), 1_000_000_000_000_000_000)

    private static func between(_ lower: Rational, _ scale: Int) -> Facts {
        var facts = Facts.real
        facts.lower = Bound(lower, isStrict: true)
        facts.upper = Bound(lower + Rational(1, scale), isStrict: true)
        return facts
    }

    /// Whether all of the other is known here.
    func implies(_ other: Facts) -> Bool {
        if other.isReal && !isReal || other.isInteger && !isInteger || other.excludesZero && !isNonzero { return false }
        if let parity = other.parity, self.parity != parity { return false }
        if let wanted = other.lower, !(lower.map { Facts.meets($0, wanted) } ?? false) { return false }
        if let wanted = other.upper, !(upper.map { Facts.meets(Facts.opposite($0), Facts.opposite(wanted)) } ?? false) { return false }
        return true
    }

    private static func meets(_ known: Bound, _ wanted: Bound) -> Bool {
        known.value > wanted.value || (known.value == wanted.value && (known.isStrict || !wanted.isStrict))
    }
}
