import Exact
import Expressions
import Syntax
import Vocabulary

/// What a notation makes of each kind of presentation, from what it made of the parts.
///
/// The walk over an expression exists once, in `PresentationWalk`; a notation is a set of rules.
protocol PresentationRules {
    /// What an expression becomes: markup, or a box of characters.
    associatedtype Piece

    func number(_ value: Rational) -> Piece
    /// A constant or a name.
    func name(_ name: PresentedName) -> Piece
    func inParentheses(_ piece: Piece) -> Piece
    func negative(_ piece: Piece) -> Piece
    /// The terms with their signs.
    func sum(_ terms: [Piece], isNegative: [Bool]) -> Piece
    func product(_ factors: [Piece]) -> Piece
    func fraction(_ above: Piece, _ below: Piece) -> Piece
    func power(_ base: Piece, _ exponent: Piece) -> Piece
    func squareRoot(_ radicand: Piece) -> Piece
    /// A call, raised to the power where the function takes an exponent.
    func call(_ function: FunctionID, _ arguments: [Piece], exponent: Piece?) -> Piece
    /// Whether an exponent follows the function's name, as in `sin² x`.
    func takesExponent(_ function: FunctionID) -> Bool
    /// The number that a power is raised to.
    func exponent(_ value: Rational) -> Piece
    /// An algebraic number.
    func root(_ notation: RootNotation) -> Piece
    /// A call of an abstract function, or of a derivative of it.
    func application(_ name: Piece, orders: [Int], _ arguments: [Piece]) -> Piece
    /// An element of an array.
    func element(_ name: Piece, _ places: [Piece]) -> Piece
    /// A sum or product over an index, or a condition for all its values.
    func binder(_ id: BinderID, _ index: Piece, _ body: Piece, from lower: Piece, to upper: Piece) -> Piece
    /// A notation of vectors and matrices.
    func matrix(_ form: MatrixForm, _ parts: [Piece]) -> Piece
    /// Parts with operators between them.
    func joined(_ parts: [Piece], by operators: [OperatorID]) -> Piece
    func not(_ piece: Piece) -> Piece
    /// Branches with their conditions; nil is `otherwise`.
    func cases(_ branches: [(value: Piece, condition: Piece?)]) -> Piece
}

extension PresentationRules {
    func takesExponent(_ function: FunctionID) -> Bool { false }
    func exponent(_ value: Rational) -> Piece { number(value) }
}

/// A name as it is set: letters, and subscripts after underscores or digits.
struct PresentedName {
    let head: String
    let subscripts: [String]
    /// The row of a constant.
    let constant: ConstantID?

    /// A word by itself.
    init(word: String) { (head, subscripts, constant) = (word, [], nil) }

    init(_ expr: Expr, _ store: ExprStore) {
        guard store.kind(expr) != .constant else {
            (head, subscripts, constant) = (Vocabulary.row(store.constantID(expr)).name, [], store.constantID(expr))
            return
        }
        let name = store.name(expr)
        guard let array = name.split(separator: "[").first, array.count < name.count else {
            (head, subscripts) = PresentedName.parts(name)
            constant = nil
            return
        }
        // An element has its place below its name.
        let parts = PresentedName.parts(String(array))
        (head, subscripts) = (
            parts.head, parts.subscripts + name.dropFirst(array.count + 1).dropLast().split(separator: ",").map(String.init)
        )
        constant = nil
    }

    private static func parts(_ name: String) -> (head: String, subscripts: [String]) {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "_") || (48...57).contains($0) }) else { return (name, []) }
        let parts = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        var (head, subscripts) = (parts[0], Array(parts.dropFirst()))
        let digits = head.reversed().prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty, digits.count < head.count, subscripts.isEmpty {
            subscripts = [String(digits.reversed())]
            head = String(head.dropLast(digits.count))
        }
        return (head, subscripts)
    }

    /// The Greek letter of a word that names one; else the word.
    static func letter(_ word: String) -> String { Vocabulary.greek.first { $0.name == word }?.letter ?? word }
}

/// Walks over what is presented of an expression, parts before wholes, with an explicit stack.
struct PresentationWalk<Rules: PresentationRules> {
    private let store: ExprStore
    private let presenter: Presenter
    private let rules: Rules
    private var steps: [Step] = []
    private var pieces: [Rules.Piece] = []

    private enum Step {
        case expression(Expr, Precedence)
        /// A term without its sign.
        case term(Expr)
        case factor(Presentation.Factor)
        case exponent(Rational)
        case whole(Integer)
        case combine(Combination)
    }

    private enum Combination {
        case parentheses, negative, fraction, power, squareRoot, not
        case sum([Bool])
        case product(Int)
        case call(FunctionID, Int, hasExponent: Bool)
        case application(FunctionHead, Int)
        case element(Int)
        case binder(BinderID)
        case matrix(MatrixForm, Int)
        case joined([OperatorID])
        case cases(Int, hasOtherwise: Bool)
    }

    init(_ store: ExprStore, _ rules: Rules) {
        self.store = store
        self.rules = rules
        presenter = Presenter(store)
    }

    /// What the rules make of an expression; nil where it has more than `limit` parts, shared ones counted wherever they occur.
    mutating func piece(of expr: Expr, limit: Int = .max) throws(Diagnostic) -> Rules.Piece? {
        let expr = store.spellingIndices(expr)
        presenter.begin(expr)
        steps = [.expression(expr, .none)]
        pieces = []
        var count = 0
        while let step = steps.popLast() {
            count += 1
            if count > limit { return nil }
            guard store.budget.step() else { throw Diagnostic.exhausted(store.budget.exhaustion) }
            switch step {
            case .expression(let expr, let context): visit(expr, context)
            case .term(let expr): term(expr)
            case .factor(let factor): self.factor(factor)
            case .exponent(let value): pieces.append(rules.exponent(value))
            case .whole(let value): pieces.append(rules.number(Rational(value)))
            case .combine(let combination): combine(combination)
            }
        }
        return pieces.popLast()
    }

    // Steps are pushed last first.

    private mutating func push(_ combination: Combination, _ parts: [Step]) {
        steps.append(.combine(combination))
        steps.append(contentsOf: parts.reversed())
    }

    private mutating func visit(_ expr: Expr, _ context: Precedence) {
        if precedence(expr) < context { return push(.parentheses, [.expression(expr, .none)]) }
        switch presenter.present(expr) {
        case .number: pieces.append(rules.number(store.rational(expr)))
        case .name: pieces.append(rules.name(PresentedName(expr, store)))
        case .sum(let range):
            let terms = range.map { presenter.part($0) }
            push(.sum(terms.map { presenter.isNegativeTerm($0) }), terms.map { .term($0) })
        case .quotient(let quotient):
            if store.isNegative(quotient.coefficient) { steps.append(.combine(.negative)) }
            self.quotient(quotient)
        case .power(let factor): self.factor(factor)
        case .call(let function):
            let arguments = store.childArray(expr)
            if function == KnownFunction.rootOf { return pieces.append(rules.root(RootNotation(store, arguments))) }
            let isPostfix: Bool = if case .postfix = Vocabulary.row(function).notation { true } else { false }
            push(.call(function, arguments.count, hasExponent: false), arguments.map { .expression($0, isPostfix ? .atom : .none) })
        case .application:
            let arguments = store.arguments(expr)
            push(.application(store.head(expr), arguments.count), arguments.map { .expression($0, .none) })
        case .element:
            push(
                .element(store.childCount(expr)),
                [.expression(store.child(expr, 0), .none)] + store.places(expr).map { .expression($0, .none) })
        case .binder(let binder):
            let body: Step = .expression(binder.body, binder.id == .every ? .none : .product)
            push(
                .binder(binder.id),
                [.expression(binder.index, .none), body, .expression(binder.lower, .none), .expression(binder.upper, .none)])
        case .matrix(let form):
            push(
                .matrix(form, store.childCount(expr)),
                store.childArray(expr).enumerated().map { .expression($0.element, form.context($0.offset, isRaised: true)) })
        case .relation(let symbol, let left, let right): push(.joined([symbol]), [.expression(left, .sum), .expression(right, .sum)])
        case .chain(let lower, let below, let middle, let above, let upper):
            push(.joined([below, above]), [.expression(lower, .sum), .expression(middle, .sum), .expression(upper, .sum)])
        case .junction(let symbol, let range):
            push(
                .joined(Array(repeating: symbol, count: range.count - 1)),
                range.map { .expression(presenter.part($0), symbol == .and ? .negation : .conjunction) })
        case .negation(let part): push(.not, [.expression(part, .negation)])
        case .delta(let left, let right):
            steps.append(.combine(.element(3)))
            steps += [.expression(right, .none), .expression(left, .none)]
            pieces.append(rules.name(PresentedName(word: "delta")))
        case .piecewise:
            let parts = store.childArray(expr)
            let hasOtherwise = parts.last?.isAbsent == false
            push(
                .cases(parts.count / 2, hasOtherwise: hasOtherwise),
                (hasOtherwise ? parts : Array(parts.dropLast())).map { .expression($0, .none) })
        }
    }

    /// A fraction binds like a product, but needs no parentheses as a factor.
    private func precedence(_ expr: Expr) -> Precedence {
        // What stands after the sign of a sum belongs to it.
        if store.kind(expr) == .binder { return .product }
        if store.kind(expr) == .call, case .postfix = Vocabulary.row(store.function(expr)).notation { return .postfix }
        return store.kind(expr) == .number && !store.isNegative(expr) && !store.isWhole(expr) ? .postfix : presenter.precedence(expr)
    }

    private mutating func term(_ expr: Expr) {
        switch store.kind(expr) {
        case .number: pieces.append(rules.number(store.rational(expr).magnitude))
        case .scaled, .product: quotient(presenter.quotient(expr))
        default: visit(expr, .product)
        }
    }

    private mutating func quotient(_ quotient: Presentation.Quotient) {
        let value = store.rational(quotient.coefficient)
        let (above, below) = (value.numerator.magnitude, value.denominator)
        let factors = quotient.factors.map { presenter.factor(presenter.part($0), lowersPowers: quotient.lowersPowers) }
        let divisors = factors.filter(\.isInverted)
        guard !below.isOne || !divisors.isEmpty else { return product(above, factors, isHeld: false) }
        steps.append(.combine(.fraction))
        product(below, divisors, isHeld: true)
        product(above, factors.filter { !$0.isInverted }, isHeld: true)
    }

    /// - Parameter isHeld: whether a fraction holds the product together, so that a lone factor needs no parentheses.
    private mutating func product(_ coefficient: Integer, _ factors: [Presentation.Factor], isHeld: Bool) {
        if isHeld, factors.count == 1, coefficient.isOne, factors[0].isPlain { return steps.append(.expression(factors[0].base, .none)) }
        var parts: [Step] = factors.map { .factor($0) }
        if let last = factors.last, last.isPlain, store.kind(last.base) == .binder {
            parts[parts.count - 1] = .expression(last.base, .none)
        }
        if !coefficient.isOne || factors.isEmpty { parts.insert(.whole(coefficient), at: 0) }
        if parts.count == 1 { steps.append(parts[0]) } else { push(.product(parts.count), parts) }
    }

    private mutating func factor(_ factor: Presentation.Factor) {
        if factor.isPlain { return visit(factor.base, .prefix) }
        if presenter.isSquareRoot(factor) { return push(.squareRoot, [.expression(factor.base, .none)]) }
        let exponent: Step =
            presenter.exponentSize(factor).map { .exponent($0) }
            ?? (factor.isInverted ? .term(factor.exponent) : .expression(factor.exponent, .none))
        if store.kind(factor.base) == .call, rules.takesExponent(store.function(factor.base)) {
            let arguments = store.childArray(factor.base)
            return push(
                .call(store.function(factor.base), arguments.count, hasExponent: true),
                arguments.map { .expression($0, .none) } + [exponent])
        }
        push(.power, [.expression(factor.base, .postfix), exponent])
    }

    private mutating func take(_ count: Int) -> [Rules.Piece] {
        let taken = Array(pieces.suffix(count))
        pieces.removeLast(taken.count)
        return taken
    }

    private mutating func combine(_ combination: Combination) {
        switch combination {
        case .parentheses: pieces.append(rules.inParentheses(take(1)[0]))
        case .negative: pieces.append(rules.negative(take(1)[0]))
        case .squareRoot: pieces.append(rules.squareRoot(take(1)[0]))
        case .not: pieces.append(rules.not(take(1)[0]))
        case .fraction:
            let parts = take(2)
            pieces.append(rules.fraction(parts[0], parts[1]))
        case .power:
            let parts = take(2)
            pieces.append(rules.power(parts[0], parts[1]))
        case .sum(let signs): pieces.append(rules.sum(take(signs.count), isNegative: signs))
        case .product(let count): pieces.append(rules.product(take(count)))
        case .call(let function, let count, let hasExponent):
            let exponent = hasExponent ? take(1)[0] : nil
            pieces.append(rules.call(function, take(count), exponent: exponent))
        case .application(let head, let count):
            let arguments = take(count)
            pieces.append(rules.application(rules.name(PresentedName(head.name, store)), orders: head.orders.map(Int.init), arguments))
        case .element(let count):
            let parts = take(count)
            pieces.append(rules.element(parts[0], Array(parts.dropFirst())))
        case .binder(let id):
            let parts = take(4)
            pieces.append(rules.binder(id, parts[0], parts[1], from: parts[2], to: parts[3]))
        case .matrix(let form, let count): pieces.append(rules.matrix(form, take(count)))
        case .joined(let operators): pieces.append(rules.joined(take(operators.count + 1), by: operators))
        case .cases(let count, let hasOtherwise):
            let parts = take(2 * count + (hasOtherwise ? 1 : 0))
            var branches: [(value: Rules.Piece, condition: Rules.Piece?)] = []
            for place in 0..<count { branches.append((parts[2 * place], parts[2 * place + 1])) }
            if hasOtherwise, let last = parts.last { branches.append((last, nil)) }
            pieces.append(rules.cases(branches))
        }
    }
}
