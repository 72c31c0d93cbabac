/// Which functions call which, as far as text tells.
///
/// Seen are calls with parentheses of functions and initializers, of members only where the type of the object before the dot is
/// written somewhere: as that of a property, a parameter or a result.
struct CallGraph {
    let functions: [SwiftFunction]
    private var callees: [[Int]]
    private let sources: SwiftFunctions
    private let byName: [String: [Int]]

    init(_ files: [SourceTree.File]) {
        let sources = SwiftFunctions(files)
        let functions = sources.all
        self.sources = sources
        self.functions = functions
        callees = functions.map { _ in [] }
        byName = Dictionary(grouping: functions.indices) { functions[$0].name }
        for (path, indices) in Dictionary(grouping: functions.indices, by: { functions[$0].path }) {
            guard let tokens = sources.tokens[path] else { continue }
            // A token belongs to the innermost function around it, which comes behind those around itself.
            var owners = [Int?](repeating: nil, count: tokens.count)
            for index in indices { for place in functions[index].body { owners[place] = index } }
            for place in tokens.indices.dropLast() where tokens[place].isWord && tokens[place + 1].text == "(" {
                if let owner = owners[place] { callees[owner] += targets(tokens, place, owner) }
            }
        }
    }

    /// What the call at a place in the body of a function may be a call of.
    private func targets(_ tokens: [SwiftToken], _ place: Int, _ caller: Int) -> [Int] {
        let function = functions[caller]
        let isMember = tokens[place - 1].text == "."
        var (name, owner) = (tokens[place].text, function.type)
        if isMember {
            guard let type = type(tokens, endingAt: place - 2, from: 0, caller) else { return [] }
            owner = type
        }
        if name == "init" || name == "Self" { name = owner }
        let fitting = fitting(tokens, place, caller, name)
        if !isMember {
            let around = function.enclosing + [caller]
            let local = fitting.filter {
                functions[$0].path == function.path && !functions[$0].enclosing.isEmpty && around.starts(with: functions[$0].enclosing)
            }
            if !local.isEmpty { return local }
        }
        let outer = fitting.filter { functions[$0].enclosing.isEmpty }
        let members = outer.filter { functions[$0].type == owner }
        if !members.isEmpty || isMember { return members }
        return outer.filter { functions[$0].type.isEmpty || functions[$0].type == name }
    }

    /// The functions of a name that the arguments of a call fit: by their labels, and overloads by types.
    private func fitting(_ tokens: [SwiftToken], _ place: Int, _ caller: Int, _ name: String) -> [Int] {
        guard let named = byName[name] else { return [] }
        var end = place
        var labels: [String] = []
        var types: [String?] = []
        for part in SwiftTokens.parts(tokens, place + 1, &end) where !part.isEmpty {
            let isLabelled = part.count > 1 && tokens[part.lowerBound].isWord && tokens[part.lowerBound + 1].text == ":"
            labels.append(isLabelled ? tokens[part.lowerBound].text : "_")
            types.append(type(tokens, isLabelled ? part.lowerBound + 2..<part.upperBound : part, caller))
        }
        let hasClosure = end + 1 < tokens.count && tokens[end + 1].text == "{"
        let fitting = named.filter {
            functions[$0].accepts(labels, closures: 0) || hasClosure && functions[$0].accepts(labels, closures: 1)
        }
        return Dictionary(grouping: fitting) { functions[$0].type }.values.flatMap { overloads in
            if overloads.count == 1 { return overloads }
            let possible = overloads.filter { functions[$0].mayTake(labels, types, isKnown) }
            // Where the types do not tell, an overload is taken to call another one.
            return possible.count > 1 ? possible.filter { $0 != caller } : possible
        }
    }

    private func isKnown(_ type: String) -> Bool {
        type.hasPrefix("[") || sources.types.contains(type) || ["Int", "Double", "Bool", "String"].contains(type)
    }

    // MARK: Types

    /// The type of an argument; nil where it is not known.
    private func type(_ tokens: [SwiftToken], _ range: Range<Int>, _ caller: Int) -> String? {
        guard let last = range.last, !range.contains(where: { "?=+-*/<>&|%".contains(tokens[$0].text) }) else { return nil }
        if range.count == 1, tokens[last].text == "\"" { return "String" }
        if tokens[last].text == "]", SwiftTokens.opening(tokens, last) == range.lowerBound { return "[" }
        return type(tokens, endingAt: last, from: range.lowerBound, caller)
    }

    /// The type of the expression that ends at a token; nil where it is not known.
    private func type(_ tokens: [SwiftToken], endingAt end: Int, from start: Int, _ caller: Int) -> String? {
        var names: [String] = []
        var place = end
        // Backwards along the dots to what the expression begins with.
        while place > start, tokens[place].isWord, tokens[place - 1].text == "." {
            names.append(tokens[place].text)
            place -= 2
        }
        guard place >= start, var type = firstType(tokens, place, caller) else { return nil }
        for name in names.reversed() {
            guard let next = sources.properties[type]?[name] ?? (sources.types.contains(name) ? name : nil) else { return nil }
            type = next
        }
        return type
    }

    /// The type of a word by itself, or of a call.
    private func firstType(_ tokens: [SwiftToken], _ place: Int, _ caller: Int) -> String? {
        let word = tokens[place].text
        if word == ")" {
            let opening = SwiftTokens.opening(tokens, place)
            guard opening > 0, tokens[opening - 1].isWord else { return nil }
            let name = tokens[opening - 1].text
            if sources.types.contains(name) { return name }
            let results = Set(fitting(tokens, opening - 1, caller, name).map { functions[$0].result })
            return results.count == 1 ? results.first.flatMap { $0.isEmpty ? nil : $0 } : nil
        }
        guard tokens[place].isWord else { return nil }
        if word == "self" || word == "Self" { return functions[caller].type }
        if sources.types.contains(word) { return word }
        for index in [caller] + functions[caller].enclosing.reversed() {
            if let parameter = functions[index].parameters.last(where: { $0.name == word }) { return parameter.type }
        }
        return sources.properties[functions[caller].type]?[word]
    }

    // MARK: Circles

    /// The groups of functions that call each other in a circle which passes none of the others.
    func circles(without others: Set<String> = []) -> [[Int]] {
        // Tarjan, *Depth-First Search and Linear Graph Algorithms*, 1972, with a stack of its own.
        var order = functions.map { others.contains($0.signature) ? Int.max : -1 }
        var low = order
        var isOpen = [Bool](repeating: false, count: functions.count)
        var open: [Int] = []
        var circles: [[Int]] = []
        var count = 0
        for root in functions.indices where order[root] < 0 {
            var path = [(node: root, next: 0)]
            while let (node, next) = path.last {
                if next == 0 {
                    (order[node], low[node], isOpen[node]) = (count, count, true)
                    count += 1
                    open.append(node)
                }
                if next < callees[node].count {
                    path[path.count - 1].next += 1
                    let callee = callees[node][next]
                    if order[callee] < 0 {
                        path.append((callee, 0))
                    } else if isOpen[callee] {
                        low[node] = min(low[node], order[callee])
                    }
                    continue
                }
                path.removeLast()
                if let (parent, _) = path.last { low[parent] = min(low[parent], low[node]) }
                guard low[node] == order[node], let start = open.lastIndex(of: node) else { continue }
                let circle = Array(open[start...])
                open.removeSubrange(start...)
                for member in circle { isOpen[member] = false }
                if circle.count > 1 || callees[node].contains(node) { circles.append(circle) }
            }
        }
        return circles
    }

    /// Whether a word stands in the body of a function.
    func mentions(_ word: String, in function: Int) -> Bool {
        sources.tokens[functions[function].path]?[functions[function].body].contains { $0.text == word } ?? false
    }
}
