import Expressions
import Reading
import Syntax

/// The text of a rule.
struct RuleLine: Sendable {
    let group: RuleGroup
    let text: Substring
    var name: Substring { Substring(text.utf8.prefix { $0 != UInt8(ascii: " ") }) }

    /// The rules of a group, in the order of its text.
    static func lines(of group: RuleGroup) -> [RuleLine] {
        group.text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let text = Substring(line.drop { $0 == UInt8(ascii: " ") })
            return text.isEmpty || text.utf8.first == UInt8(ascii: "#") ? nil : RuleLine(group: group, text: text)
        }
    }
}

/// Reads rules, in Agnesi's own syntax.
public struct RuleReader {
    private let store = ExprStore(budget: .unbounded)
    private let reader: Reader

    /// Reads into a store of its own: what a rule keeps are templates.
    public init() {
        reader = Reader(store: store, catalogue: Catalogue(store: store))
        reader.environment.abstractFunctions = Set(Guard.names.keys)
    }

    /// The rules of a group, in the order of its text.
    ///
    /// - Throws: the first rule that cannot be read, or whose right side holds a variable that its left side does not bind.
    public func rules(of group: RuleGroup) throws(RuleError) -> [Rule] {
        var rules: [Rule] = []
        for line in RuleLine.lines(of: group) { rules.append(try rule(line)) }
        return rules
    }

    /// A rule of the book. Its texts are part of the program and tried by its tests: one that cannot be read is a mistake in them.
    func known(_ line: RuleLine) -> Rule {
        do throws(RuleError) { return try rule(line) } catch { preconditionFailure("the rule book has a mistake: \(error)") }
    }

    private func rule(_ line: RuleLine) throws(RuleError) -> Rule {
        let (words, wholes) = RuleReader.variables(line.group.variables)
        // What a rule keeps are templates: the store is small again for the next.
        let mark = store.checkpoint()
        defer { store.rollback(to: mark) }
        let name = String(line.name)
        let text = RuleReader.trimmed(line.text.utf8.dropFirst(name.utf8.count))
        let (body, guardText) = RuleReader.split(text, " where ")
        var (left, rest) = RuleReader.split(body, " -> ")
        let isGeneric = rest == nil
        if isGeneric { (left, rest) = RuleReader.split(body, " ~> ") }
        guard let rest else { throw RuleError(description: "\(name): '\(text)' has no arrow") }
        let (right, exceptionText) = RuleReader.split(rest, " unless ")
        guard isGeneric == (exceptionText != nil) else {
            throw RuleError(description: "\(name): '~>' says after 'unless' where it does not hold, and only '~>' does")
        }
        let leftExpr = try read(left, name)
        let bound = Set(store.symbols(in: [leftExpr]))
        let symbols = words.map { store.symbol($0) }
        func template(_ expr: Expr) throws(RuleError) -> Template {
            for symbol in store.symbols(in: [expr]) where !bound.contains(symbol) {
                throw RuleError(description: "\(name): '\(store.name(symbol))' is not bound by the left side")
            }
            return Template(expr, of: store, parameters: symbols)
        }
        for symbol in bound where !symbols.contains(symbol) {
            throw RuleError(description: "\(name): '\(store.name(symbol))' is not declared")
        }
        if store.kind(leftExpr) == .symbol || store.isConstant(leftExpr) {
            throw RuleError(description: "\(name): '\(left)' is no pattern once it is in canonical form")
        }
        var guards: [Guard] = []
        for text in RuleReader.commaSeparated(guardText ?? "") {
            let expr = try read(text, name)
            var parts = [expr]
            var requirement = Guard.Requirement.condition
            if store.kind(expr) == .application, let known = Guard.names[store.name(store.head(expr).name)] {
                requirement = known
                parts = store.arguments(expr)
            } else if !store.traits(expr).contains(.isCondition) {
                throw RuleError(description: "\(name): '\(text)' is no guard")
            }
            guards.append(Guard(requirement: requirement, arguments: try parts.map { part throws(RuleError) in try template(part) }))
        }
        for whole in wholes where bound.contains(store.symbol(whole)) {
            guards.append(Guard(requirement: .integer, arguments: [try template(store.symbol(whole))]))
        }
        var exception: Template?
        if let exceptionText { exception = try template(try read(exceptionText, name)) }
        let rightExpr = try read(right, name)
        return Rule(
            name: name, group: line.group.name, text: text, variables: words, left: try template(leftExpr), right: try template(rightExpr),
            guards: guards, exception: exception, pattern: Pattern(leftExpr, store, symbols),
            rightTerms: store.terms(rightExpr).map { TermHeads(bits: Head.bits($0, store), isNumber: store.isNumber($0)) })
    }

    /// The variables, and those among them that stand for whole numbers.
    private static func variables(_ text: String) -> (all: [String], wholes: [String]) {
        let words = text.split(separator: " ").map(String.init)
        return (words.filter { $0 != "whole" }, Array(words.drop { $0 != "whole" }.dropFirst()))
    }

    private func read(_ text: String, _ rule: String) throws(RuleError) -> Expr {
        do throws(Diagnostic) {
            return try reader.expression(text)
        } catch {
            throw RuleError(description: "\(rule): '\(text)' cannot be read: \(error.message)")
        }
    }

    // MARK: Text

    // Rules are read when somebody waits for an answer: bytes are ten times as fast as characters.

    private static func trimmed(_ text: some Collection<UInt8>) -> String {
        let blank = UInt8(ascii: " ")
        var bytes = Array(text.drop { $0 == blank })
        while bytes.last == blank { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text before the first occurrence of a word, and the text behind it if there is one.
    private static func split(_ text: String, _ word: StaticString) -> (String, String?) {
        let bytes = Array(text.utf8)
        return word.withUTF8Buffer { wanted in
            var position = 0
            while position + wanted.count <= bytes.count {
                if bytes[position] == wanted[0], bytes[position + 1] == wanted[1],
                    bytes[position..<position + wanted.count].elementsEqual(wanted)
                {
                    return (trimmed(bytes[..<position]), trimmed(bytes[(position + wanted.count)...]))
                }
                position += 1
            }
            return (text, nil)
        }
    }

    /// The parts between commas that stand in no parentheses.
    private static func commaSeparated(_ text: String) -> [String] {
        var parts: [String] = []
        var current: [UInt8] = []
        var depth = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") { depth -= 1 }
            if byte == UInt8(ascii: ","), depth == 0 {
                parts.append(trimmed(current))
                current.removeAll(keepingCapacity: true)
            } else {
                current.append(byte)
            }
        }
        let last = trimmed(current)
        return last.isEmpty ? parts : parts + [last]
    }
}
