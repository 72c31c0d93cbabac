/// A function of the sources, as far as text tells.
struct SwiftFunction {
    struct Parameter {
        /// The label of an argument; `_` for none.
        let label: String
        /// The name inside.
        let name: String
        let type: String
        let hasDefault: Bool
        let isVariadic: Bool
    }

    let path: String
    let line: Int
    /// The type whose member it is, or whose member the function around it is; empty for a free function. An initializer's name is
    /// that of its type.
    let type: String
    let name: String
    let parameters: [Parameter]
    /// What it gives; empty where that is not written.
    let result: String
    /// The functions around a local one, outermost first, as indices among all functions.
    let enclosing: [Int]
    /// Where the body stands among the file's tokens.
    var body: Range<Int>

    /// `Type.name(label:label:)`, with the function around it before a local one.
    var signature: String {
        "\(type.isEmpty ? "" : type + ".")\(name)(\(parameters.map { $0.label + ":" }.joined()))"
    }

    /// Whether a call with these labels, and closures behind it, can be one of this function.
    func accepts(_ labels: [String], closures: Int) -> Bool {
        var next = 0
        for label in labels {
            if next > 0, label == "_", parameters[next - 1].isVariadic { continue }
            while next < parameters.count, parameters[next].label != label {
                if !parameters[next].hasDefault, !parameters[next].isVariadic { return false }
                next += 1
            }
            if next == parameters.count { return false }
            next += 1
        }
        // Closures behind the call stand for the last parameters.
        return parameters.count - next >= closures
            && parameters[next...].count { !$0.hasDefault && !$0.isVariadic } <= closures
    }
}

extension SwiftFunction {
    /// Whether arguments with these labels and types, as far as they are known, can be those of a call of this function.
    func mayTake(_ labels: [String], _ types: [String?], _ isKnown: (String) -> Bool) -> Bool {
        var rest = parameters[...]
        for (label, type) in zip(labels, types) {
            rest = rest.drop { $0.label != label }
            guard let parameter = rest.first else { return true }
            if !parameter.isVariadic { rest.removeFirst() }
            guard let type, type != parameter.type, isKnown(type), isKnown(parameter.type) else { continue }
            if !type.hasPrefix("[") || !parameter.type.hasPrefix("[") { return false }
        }
        return true
    }
}

/// The functions that files declare, and the tokens of their bodies.
struct SwiftFunctions {
    private(set) var all: [SwiftFunction] = []
    private(set) var tokens: [String: [SwiftToken]] = [:]
    /// The types that are declared or extended.
    private(set) var types: Set<String> = []
    /// The types of properties: by the type they belong to, then by their names.
    private(set) var properties: [String: [String: String]] = [:]

    private enum Scope {
        case type(String)
        case function(Int)
        case other
    }

    init(_ files: [SourceTree.File]) {
        for file in files { add(file) }
    }

    private mutating func add(_ file: SourceTree.File) {
        let tokens = SwiftTokens.read(file.text)
        self.tokens[file.path] = tokens
        var scopes: [Scope] = []
        // What the next brace opens.
        var pending = Scope.other
        var place = 0
        func word(_ place: Int) -> String { tokens.indices.contains(place) ? tokens[place].text : "" }
        while place < tokens.count {
            let isMember = word(place - 1) == "."
            switch tokens[place].text {
            case "{":
                scopes.append(pending)
                pending = .other
            case "}":
                if case .function(let index)? = scopes.popLast() { all[index].body = all[index].body.lowerBound..<place }
                pending = .other
            case "struct", "class", "enum", "actor", "protocol", "extension":
                // Not `class func`, nor a name such as `.extension`.
                guard !isMember, place + 1 < tokens.count, tokens[place + 1].isWord, !["func", "var"].contains(word(place + 1)) else {
                    break
                }
                place += 1
                while word(place + 1) == "." { place += 2 }
                types.insert(word(place))
                pending = .type(word(place))
            case "func":
                place += 1
                pending = addFunction(file, tokens, &place, scopes)
            case "init" where !isMember && ["(", "?", "<"].contains(word(place + 1)):
                pending = addFunction(file, tokens, &place, scopes)
            case "var", "let":
                if isMember { break }
                addProperty(tokens, place, scopes)
                pending = .other
            case "case": pending = .other
            default: break
            }
            place += 1
        }
    }

    private mutating func addFunction(_ file: SourceTree.File, _ tokens: [SwiftToken], _ place: inout Int, _ scopes: [Scope]) -> Scope {
        let line = tokens[place].line
        let owner = owner(scopes)
        var name = tokens[place].text
        let isOperator = !tokens[place].isWord
        // An operator is several tokens.
        while tokens[place + 1].text != "(", isOperator || !["<", "?"].contains(tokens[place + 1].text) {
            place += 1
            name += tokens[place].text
        }
        place = SwiftTokens.place(of: "(", in: tokens, from: place + 1)
        var end = place
        let parameters = SwiftTokens.parts(tokens, place, &end).filter { !$0.isEmpty }.map { parameter(tokens, $0) }
        place = end
        all.append(
            SwiftFunction(
                path: file.path, line: line, type: owner, name: name == "init" ? owner : name, parameters: parameters,
                result: name == "init" ? owner : result(tokens, end + 1), enclosing: enclosing(scopes), body: end..<end))
        return .function(all.count - 1)
    }

    private mutating func addProperty(_ tokens: [SwiftToken], _ place: Int, _ scopes: [Scope]) {
        guard case .type(let owner)? = scopes.last, place + 2 < tokens.count, tokens[place + 2].text == ":" else { return }
        var end = place + 3
        properties[owner, default: [:]][tokens[place + 1].text] = SwiftTokens.type(tokens, &end)
    }

    private func owner(_ scopes: [Scope]) -> String {
        for case .type(let name) in scopes.reversed() { return name }
        return ""
    }

    private func enclosing(_ scopes: [Scope]) -> [Int] {
        scopes.compactMap { if case .function(let index) = $0 { index } else { nil } }
    }

    private func parameter(_ tokens: [SwiftToken], _ range: Range<Int>) -> SwiftFunction.Parameter {
        let colon = range.first { tokens[$0].text == ":" } ?? range.upperBound
        var end = min(colon + 1, range.upperBound)
        let type = SwiftTokens.type(tokens, &end)
        return SwiftFunction.Parameter(
            label: tokens[range.lowerBound].text, name: tokens[max(colon - 1, range.lowerBound)].text, type: type,
            hasDefault: range.contains { tokens[$0].text == "=" }, isVariadic: tokens[range.upperBound - 1].text == ".")
    }

    /// The type behind `->`, if there is one before the body.
    private func result(_ tokens: [SwiftToken], _ start: Int) -> String {
        var place = start
        while place + 1 < tokens.count, !["{", "}", "func", "var", "init"].contains(tokens[place].text) {
            if tokens[place].text == "-", tokens[place + 1].text == ">" {
                var end = place + 2
                return SwiftTokens.type(tokens, &end)
            }
            place += 1
        }
        return ""
    }
}
