import Exact
import Expressions
import Reading
import Vocabulary

/// The left side of a rule, prepared for matching.
///
/// Its parts lie in flat tables and name each other by position: matching goes through them millions of times and counts no references.
final class Pattern: @unchecked Sendable {
    /// A part of the left side.
    struct Part: BitwiseCopyable {
        enum Form: UInt8 {
            /// Stands for any expression; `detail` is the variable.
            case variable
            /// Holds no variable.
            case constant
            /// A call of the function `detail`, with `parts` in order, or in any order.
            case call, variadicCall
            /// A number times powers: `products[first]`. Also a single power, and a number times an expression.
            case product
            /// The terms of `terms`.
            case sum
            /// Anything else, part by part; its shape is `shapes[detail]`.
            case node
        }

        var form: Form
        var detail: UInt16 = 0
        /// The range of its parts in `members`, or of its terms in `terms`.
        var first: Int32 = 0
        var count: Int32 = 0
        /// The variables that occur, as bits.
        var variables: UInt64
        /// The expression itself, where it is one that has the same handle in all stores; else `undefined`.
        var fixed = Expr.undefined
        /// Builds the expression once the variables are bound, where it is neither a variable nor `fixed`.
        var template: Int32 = -1
        /// What tells more about the match is larger.
        var rank: Int32 = 0
    }

    /// A number times powers.
    struct Product: BitwiseCopyable {
        /// The position of the number in `numbers`, or that of 1.
        var coefficient: Int32
        /// The range in `factors`.
        var first: Int32
        var count: Int32
        /// The bits of what stands at the head of factors of every product that matches.
        var required: UInt64
    }

    /// A base and an exponent.
    struct Factor: BitwiseCopyable {
        var base: Int32
        var exponent: Int32
        /// The exponent in `numbers`, where it is a number, else -1.
        var number: Int32
        /// The variables that occur, as bits.
        var variables: UInt64
        var rank: Int32

        var hasNumber: Bool { number >= 0 }
    }

    /// A term of a sum.
    struct Term: BitwiseCopyable {
        /// The position of its number in `numbers`.
        var coefficient: Int32
        /// The rest of it.
        var bare: Int32
        /// The rest as a product of powers.
        var product: Int32
    }

    let root: Int32
    // Tables that do not change until they are given back.
    let parts: UnsafeBufferPointer<Part>
    let products: UnsafeBufferPointer<Product>
    let factors: UnsafeBufferPointer<Factor>
    let terms: UnsafeBufferPointer<Term>
    /// The parts of calls and nodes, each list in order.
    let members: UnsafeBufferPointer<Int32>
    /// The numbers of the pattern; the first is 1.
    let numbers: [Rational]
    let templates: [Template]
    let shapes: [NodeShape]

    /// Prepares an expression in which the symbols stand for anything.
    convenience init(_ expr: Expr, _ store: ExprStore, _ symbols: [Expr]) {
        var builder = PatternBuilder(store, symbols)
        let root = builder.part(expr)
        self.init(builder, root)
    }

    /// A pattern that matches nothing.
    static let none = Pattern(PatternBuilder(ExprStore(), []), 0)

    private init(_ builder: PatternBuilder, _ root: Int32) {
        self.root = root
        parts = Pattern.table(builder.parts)
        products = Pattern.table(builder.products)
        factors = Pattern.table(builder.factors)
        terms = Pattern.table(builder.terms)
        members = Pattern.table(builder.members)
        numbers = builder.numbers
        templates = builder.templates
        shapes = builder.shapes
    }

    deinit {
        parts.deallocate()
        products.deallocate()
        factors.deallocate()
        terms.deallocate()
        members.deallocate()
    }

    private static func table<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
        let table = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = table.initialize(fromContentsOf: elements)
        return UnsafeBufferPointer(table)
    }

    /// The position of the number 1.
    static let one: Int32 = 0

    var whole: Part { parts[Int(root)] }

    /// The whole, where it is a product.
    var product: Product { products[Int(whole.first)] }

    /// The terms of the whole, where it is a sum.
    var wholeTerms: Slice<UnsafeBufferPointer<Term>> { terms[Int(whole.first)..<Int(whole.first + whole.count)] }

    /// What stands at the head of factors of every product that matches.
    func heads(_ product: Product) -> [Head] {
        factors(product).compactMap { Pattern.head(parts[Int($0.base)], parts, terms) }
    }

    /// The functions that a part calls, at any depth. This nests as deep as the text of a rule.
    func calls(in position: Int32) -> [Head] {
        let part = parts[Int(position)]
        let range = Int(part.first)..<Int(part.first + part.count)
        let inner: [Int32]
        switch part.form {
        case .variable, .constant: return []
        case .call, .variadicCall, .node: inner = Array(members[range])
        case .product: inner = self.factors(products[Int(part.first)]).flatMap { [$0.base, $0.exponent] }
        case .sum: inner = terms[range].map(\.bare)
        }
        let own: [Head] = part.form == .call || part.form == .variadicCall ? [.call(FunctionID(index: part.detail))] : []
        return inner.reduce(into: own) { all, part in
            for head in calls(in: part) where !all.contains(head) { all.append(head) }
        }
    }

    private func factors(_ product: Product) -> Slice<UnsafeBufferPointer<Factor>> {
        factors[Int(product.first)..<Int(product.first + product.count)]
    }

    /// What stands at the head of every matching expression. A sum with a variable for a term matches anything.
    fileprivate static func head<Parts: RandomAccessCollection<Part>, Terms: RandomAccessCollection<Term>>(
        _ part: Part, _ parts: Parts, _ terms: Terms
    ) -> Head? where Parts.Index == Int, Terms.Index == Int {
        switch part.form {
        case .call, .variadicCall: .call(FunctionID(index: part.detail))
        case .sum:
            (part.first..<part.first + part.count).allSatisfy { parts[Int(terms[Int($0)].bare)].form != .variable } ? .sum : nil
        default: nil
        }
    }

    /// Whether the term tells what it stands for: neither a number, nor a variable by itself.
    func isAnchor(_ term: Term) -> Bool {
        let form = parts[Int(term.bare)].form
        return form != .constant && form != .variable
    }
}

/// Takes the left side of a rule apart. This nests as deep as the text of a rule.
private struct PatternBuilder {
    let store: ExprStore
    let symbols: [Expr]
    var parts: [Pattern.Part] = []
    var products: [Pattern.Product] = []
    var factors: [Pattern.Factor] = []
    var terms: [Pattern.Term] = []
    var members: [Int32] = []
    var numbers = [Rational(1)]
    var templates: [Template] = []
    var shapes: [NodeShape] = []

    init(_ store: ExprStore, _ symbols: [Expr]) {
        self.store = store
        self.symbols = symbols
    }

    mutating func part(_ expr: Expr) -> Int32 {
        var part = Pattern.Part(form: .constant, variables: variables(of: expr))
        let variable = symbols.firstIndex(of: expr)
        if expr.isNamed {
            part.fixed = expr
        } else if variable == nil {
            part.template = Int32(templates.count)
            templates.append(Template(expr, of: store, parameters: symbols))
        }
        if part.variables == 0 {
            part.rank = 5
        } else if let variable {
            part.form = .variable
            part.detail = UInt16(variable)
        } else {
            switch store.kind(expr) {
            case .call:
                let function = store.function(expr)
                part.form = Vocabulary.row(function).isVariadic ? .variadicCall : .call
                part.detail = function.index
                (part.first, part.count) = list(store.childArray(expr))
                part.rank = 4
            case .scaled, .product, .power:
                part.form = .product
                part.first = product(expr)
                let own = products[Int(part.first)]
                part.rank = factors[Int(own.first)..<Int(own.first + own.count)].map(\.rank).max() ?? 0
            case .sum:
                part.form = .sum
                let own = store.childArray(expr).map { term($0) }
                (part.first, part.count) = (Int32(terms.count), Int32(own.count))
                terms += own.sorted { parts[Int($0.bare)].rank > parts[Int($1.bare)].rank }
                part.rank = 2
            default:
                part.form = .node
                part.detail = UInt16(shapes.count)
                shapes.append(store.shape(expr))
                (part.first, part.count) = list(store.childArray(expr))
                part.rank = 4
            }
        }
        parts.append(part)
        return Int32(parts.count - 1)
    }

    private func variables(of expr: Expr) -> UInt64 {
        store.postorder([expr]).reduce(0) { bits, node in symbols.firstIndex(of: node).map { bits | 1 << UInt64($0) } ?? bits }
    }

    private mutating func list(_ exprs: [Expr]) -> (first: Int32, count: Int32) {
        let own = exprs.map { part($0) }
        members += own
        return (Int32(members.count - own.count), Int32(own.count))
    }

    private mutating func number(_ value: Rational) -> Int32 {
        if let known = numbers.firstIndex(of: value) { return Int32(known) }
        numbers.append(value)
        return Int32(numbers.count - 1)
    }

    /// The number before a bare part, and that.
    private func split(_ expr: Expr) -> (coefficient: Rational, bare: Expr) {
        (store.coefficient(expr), store.isNumber(expr) ? .one : store.barePart(expr))
    }

    private mutating func term(_ expr: Expr) -> Pattern.Term {
        let (coefficient, bare) = split(expr)
        return Pattern.Term(coefficient: number(coefficient), bare: part(bare), product: product(bare))
    }

    private mutating func product(_ expr: Expr) -> Int32 {
        let (coefficient, bare) = split(expr)
        let own = (bare == .one ? [] : store.factors(bare)).map { factor($0) }.sorted { $0.rank > $1.rank }
        let heads = own.compactMap { Pattern.head(parts[Int($0.base)], parts, terms) }
        products.append(
            Pattern.Product(
                coefficient: number(coefficient), first: Int32(factors.count), count: Int32(own.count), required: Head.bits(heads)))
        factors += own
        return Int32(products.count - 1)
    }

    private mutating func factor(_ expr: Expr) -> Pattern.Factor {
        let isPower = store.kind(expr) == .power
        let base = part(isPower ? store.child(expr, 0) : expr)
        let own = isPower ? store.child(expr, 1) : .one
        let exponent = part(own)
        let value = store.rationalValue(own)
        let isVariable = parts[Int(base)].form == .variable
        return Pattern.Factor(
            base: base, exponent: exponent, number: value.map { number($0) } ?? -1,
            variables: parts[Int(base)].variables | parts[Int(exponent)].variables,
            rank: !isVariable ? parts[Int(base)].rank : value == Rational(1) ? 0 : 1)
    }
}
