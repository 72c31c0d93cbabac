import Support

/// Derives random sentences from a grammar.
struct SentenceGenerator {
    /// A sentence and how it was derived.
    struct Sentence {
        var terminals: [Terminal] = []
        /// The rules applied, with the tokens each covers.
        ///
        /// For a rule that repeats its end (`sum = product , { "+" , product }`) every beginning is a phrase of its own: such
        /// operators group to the left.
        var phrases: [(rule: String, range: Range<Int>)] = []
    }

    private let grammar: Grammar
    /// How high the least derivation of a rule is.
    private var height: [String: Int] = [:]
    private var random: Randomness
    private var sentence = Sentence()

    private static let unbounded = 1_000_000

    init(_ grammar: Grammar, seed: UInt64) {
        self.grammar = grammar
        random = Randomness(seed: seed)
        var isChanging = true
        while isChanging {
            isChanging = false
            for (name, phrase) in grammar.rules {
                let found = 1 + height(of: phrase)
                if found < height[name] ?? SentenceGenerator.unbounded {
                    height[name] = found
                    isChanging = true
                }
            }
        }
    }

    private func height(of phrase: Notation.Phrase) -> Int {
        switch phrase {
        case .spelled, .described, .optional, .repeated: 0
        case .named(let name): height[name] ?? SentenceGenerator.unbounded
        case .sequence(let parts): parts.map(height).max() ?? 0
        case .choice(let options): options.map(height).min() ?? 0
        }
    }

    /// A sentence of some rule, of about the length given.
    mutating func sentence(of rule: String, length: Int) -> Sentence {
        sentence = Sentence()
        derive(rule, length)
        return sentence
    }

    private mutating func derive(_ rule: String, _ length: Int) {
        guard let phrase = grammar.rules[rule] else { return }
        if case .described = phrase { return sentence.terminals.append(.kind(rule)) }
        let start = sentence.terminals.count
        derive(phrase, length, in: rule, from: start)
        sentence.phrases.append((rule, start..<sentence.terminals.count))
    }

    private mutating func derive(_ phrase: Notation.Phrase, _ length: Int, in rule: String, from start: Int) {
        switch phrase {
        case .spelled(let text): sentence.terminals.append(.spelled(text))
        case .described: break
        case .named(let name): derive(name, length)
        case .sequence(let parts): derive(parts, length, in: rule, from: start)
        case .optional, .repeated: derive([phrase], length, in: rule, from: start)
        case .choice(let options):
            // Low choices are taken twice as often, lest signs and brackets pile up; where no length is left, always.
            let least = options.map(height).min() ?? 0
            let low = options.filter { height(of: $0) <= least + 2 && !mentions(rule, $0) }
            derive(random.pick(length > 0 ? options + low : low), length, in: rule, from: start)
        }
    }

    private func mentions(_ rule: String, _ phrase: Notation.Phrase) -> Bool {
        if case .sequence(let parts) = phrase { parts.contains(.named(rule)) } else { false }
    }

    /// Derives the parts of a sequence, which share the length among those that are there at all.
    private mutating func derive(_ parts: [Notation.Phrase], _ length: Int, in rule: String, from start: Int) {
        var steps: [(phrase: Notation.Phrase?, endsPhrase: Bool)] = []
        for part in parts {
            switch part {
            case .optional(let inner): if length > 0, random.oneIn(3) { steps.append((inner, false)) }
            case .repeated(let inner):
                steps.append((nil, true))
                while length > 0, steps.count < 2 * length, random.oneIn(3) { steps.append((inner, true)) }
            default: steps.append((part, false))
            }
        }
        let weights = steps.map { step -> Int in
            switch step.phrase {
            case nil, .spelled: 0
            default: Int.random(in: 1...8, using: &random)
            }
        }
        let sum = max(weights.reduce(0, +), 1)
        let shared = max(length - steps.count + 1, 0)
        for (step, weight) in zip(steps, weights) {
            if let phrase = step.phrase { derive(phrase, shared * weight / sum, in: rule, from: start) }
            if step.endsPhrase { sentence.phrases.append((rule, start..<sentence.terminals.count)) }
        }
    }
}
