/// A set of terminals, as bits.
struct TerminalSet: Equatable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    static let capacity = 128

    mutating func insert(_ number: Int) {
        if number < 64 { low |= 1 << UInt64(number) } else { high |= 1 << UInt64(number - 64) }
    }

    mutating func formUnion(_ other: TerminalSet) {
        low |= other.low
        high |= other.high
    }

    func contains(_ number: Int) -> Bool { number < 64 ? low >> UInt64(number) & 1 == 1 : high >> UInt64(number - 64) & 1 == 1 }
    func intersects(_ other: TerminalSet) -> Bool { low & other.low | high & other.high != 0 }
    var count: Int { low.nonzeroBitCount + high.nonzeroBitCount }
}

/// Decides whether a grammar derives a sequence of tokens.
///
/// Earley, *An efficient context-free parsing algorithm*, 1970; empty rules after Aycock and Horspool, *Practical Earley
/// parsing*, 2002. A token may be of several kinds at once. A rule is predicted only where the next token can begin it.
final class Recogniser {
    private let terminalCount: Int
    private let start: Int
    /// The rules' dotted productions, each a row of places: what stands behind the dot, or `-1 - rule` at the end.
    private var behindDot: [Int] = []
    private var firstPlaces: [[Int]] = []
    private var isNullable: [Bool] = []
    /// What a production can begin with, by its first place; and whether it can be empty.
    private var beginnings: [TerminalSet] = []
    private var canBeEmpty: [Bool] = []

    private struct Item {
        let place: Int
        let origin: Int
    }

    private var sets: [[Item]] = []
    /// In which set the item was met last, by place and origin.
    private var met: [Int32] = []
    private var stride = 0

    init(_ grammar: Grammar) {
        precondition(grammar.terminals.count <= TerminalSet.capacity)
        terminalCount = grammar.terminals.count
        start = grammar.startSymbol - terminalCount
        for (rule, alternatives) in grammar.productions.enumerated() {
            firstPlaces.append([])
            for alternative in alternatives {
                firstPlaces[rule].append(behindDot.count)
                behindDot += alternative + [-1 - rule]
            }
        }
        findBeginnings()
    }

    private func findBeginnings() {
        isNullable = Array(repeating: false, count: firstPlaces.count)
        var ruleBeginnings = Array(repeating: TerminalSet(), count: firstPlaces.count)
        beginnings = Array(repeating: TerminalSet(), count: behindDot.count)
        canBeEmpty = Array(repeating: false, count: behindDot.count)
        var isChanging = true
        while isChanging {
            isChanging = false
            for (rule, places) in firstPlaces.enumerated() {
                let before = (ruleBeginnings[rule].count, isNullable[rule])
                for first in places {
                    var place = first
                    while behindDot[place] >= terminalCount {
                        let inner = behindDot[place] - terminalCount
                        beginnings[first].formUnion(ruleBeginnings[inner])
                        guard isNullable[inner] else { break }
                        place += 1
                    }
                    if behindDot[place] < 0 { canBeEmpty[first] = true }
                    if behindDot[place] >= 0, behindDot[place] < terminalCount { beginnings[first].insert(behindDot[place]) }
                    ruleBeginnings[rule].formUnion(beginnings[first])
                    if canBeEmpty[first] { isNullable[rule] = true }
                }
                if (ruleBeginnings[rule].count, isNullable[rule]) != before { isChanging = true }
            }
        }
    }

    /// Whether the grammar derives the tokens.
    func accepts(_ tokens: [TerminalSet]) -> Bool {
        stride = tokens.count + 1
        sets = Array(repeating: [], count: stride)
        met = Array(repeating: -1, count: behindDot.count * stride)
        for first in firstPlaces[start] { add(Item(place: first, origin: 0), to: 0) }
        for position in 0...tokens.count {
            let token = position < tokens.count ? tokens[position] : TerminalSet()
            var index = 0
            while index < sets[position].count {
                let item = sets[position][index]
                index += 1
                let next = behindDot[item.place]
                if next < 0 {
                    complete(-1 - next, from: item.origin, at: position)
                } else if next >= terminalCount {
                    predict(next - terminalCount, for: item, at: position, token)
                } else if token.contains(next) {
                    add(Item(place: item.place + 1, origin: item.origin), to: position + 1)
                }
            }
            if position < tokens.count, sets[position + 1].isEmpty { return false }
        }
        return sets[tokens.count].contains { $0.origin == 0 && behindDot[$0.place] == -1 - start }
    }

    private func add(_ item: Item, to set: Int) {
        let key = item.place * stride + item.origin
        guard met[key] != Int32(set) else { return }
        met[key] = Int32(set)
        sets[set].append(item)
    }

    private func predict(_ rule: Int, for item: Item, at position: Int, _ token: TerminalSet) {
        for first in firstPlaces[rule] where canBeEmpty[first] || beginnings[first].intersects(token) {
            add(Item(place: first, origin: position), to: position)
        }
        if isNullable[rule] { add(Item(place: item.place + 1, origin: item.origin), to: position) }
    }

    private func complete(_ rule: Int, from origin: Int, at position: Int) {
        for index in sets[origin].indices where behindDot[sets[origin][index].place] == terminalCount + rule {
            let waiting = sets[origin][index]
            add(Item(place: waiting.place + 1, origin: waiting.origin), to: position)
        }
    }
}
