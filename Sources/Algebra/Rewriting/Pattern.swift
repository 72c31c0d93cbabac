import Exact
import Expressions
import Reading
import Vocabulary

/// The left side of a rule, or a part of it, prepared for matching.
final class Pattern: Sendable {
    enum Form: Sendable {
        /// Stands for any expression.
        case variable(Int)
        /// Holds no variable.
        case constant
        case call(FunctionID, [Pattern], isVariadic: Bool)
        /// A number times powers; also a single power, and a number times an expression.
        case product(ProductPattern)
        case sum([TermPattern])
        /// Anything else, part by part.
        case node(NodeShape, [Pattern])
    }

    let form: Form
    /// The variables that occur, as bits.
    let variables: UInt64
    /// Builds the expression once the variables are bound.
    let template: Template

    init(_ expr: Expr, _ store: ExprStore, _ symbols: [Expr]) {
        template = Template(expr, of: store, parameters: symbols)
        var bits: UInt64 = 0
        for node in store.postorder([expr]) {
            if let index = symbols.firstIndex(of: node) { bits |= 1 << UInt64(index) }
        }
        variables = bits
        func part(_ expr: Expr) -> Pattern { Pattern(expr, store, symbols) }
        // This nests as deep as the text of a rule.
        if bits == 0 {
            form = .constant
        } else if let index = symbols.firstIndex(of: expr) {
            form = .variable(index)
        } else {
            switch store.kind(expr) {
            case .call:
                let function = store.function(expr)
                form = .call(function, store.childArray(expr).map(part), isVariadic: Vocabulary.row(function).isVariadic)
            case .scaled, .product, .power:
                form = .product(ProductPattern(expr, store, symbols))
            case .sum:
                let terms = store.childArray(expr).map { term in
                    TermPattern(
                        coefficient: store.coefficient(term),
                        bare: part(store.isNumber(term) ? .one : store.barePart(term)),
                        factors: ProductPattern(store.isNumber(term) ? .one : store.barePart(term), store, symbols))
                }
                form = .sum(terms.sorted { $0.bare.rank > $1.bare.rank })
            default:
                form = .node(store.shape(expr), store.childArray(expr).map(part))
            }
        }
    }

    /// What tells more about the match comes first; a variable, which matches anything, last.
    var rank: Int {
        switch form {
        case .constant: 5
        case .call, .node: 4
        case .product(let product): product.factors.map(\.rank).max() ?? 0
        case .sum: 2
        case .variable: 0
        }
    }

    /// What stands at the head of every matching expression. A sum with a variable for a term matches anything.
    var head: Head? {
        switch form {
        case .call(let function, _, _): .call(function)
        case .sum(let terms): terms.allSatisfy(\.isAnchorOrConstant) ? .sum : nil
        default: nil
        }
    }
}

/// A number times powers.
struct ProductPattern: Sendable {
    let coefficient: Rational
    let factors: [FactorPattern]

    init(_ expr: Expr, _ store: ExprStore, _ symbols: [Expr]) {
        coefficient = store.coefficient(expr)
        let bare = store.isNumber(expr) ? Expr.one : store.barePart(expr)
        let parts = bare == .one ? [] : store.factors(bare)
        factors = parts.map { FactorPattern($0, store, symbols) }.sorted { $0.rank > $1.rank }
        heads = factors.compactMap(\.base.head)
        required = Head.bits(heads)
    }

    /// What stands at the head of factors of every product that matches.
    let heads: [Head]
    /// The bits of these.
    let required: UInt64
}

/// A base and an exponent.
struct FactorPattern: Sendable {
    let base: Pattern
    let exponent: Pattern
    /// The exponent, where it is a number.
    let number: Rational?

    init(_ expr: Expr, _ store: ExprStore, _ symbols: [Expr]) {
        let isPower = store.kind(expr) == .power
        base = Pattern(isPower ? store.child(expr, 0) : expr, store, symbols)
        let exponent = isPower ? store.child(expr, 1) : .one
        self.exponent = Pattern(exponent, store, symbols)
        number = store.rationalValue(exponent)
    }

    var variables: UInt64 { base.variables | exponent.variables }

    var rank: Int {
        if case .variable = base.form { return number == nil ? 1 : number == Rational(1) ? 0 : 1 }
        return base.rank
    }
}

/// A term of a sum.
struct TermPattern: Sendable {
    let coefficient: Rational
    let bare: Pattern
    /// The bare part as a product of powers.
    let factors: ProductPattern

    /// Whether the term tells what it stands for: neither a number, nor a variable by itself.
    var isAnchor: Bool {
        switch bare.form {
        case .constant, .variable: false
        default: true
        }
    }

    var isAnchorOrConstant: Bool {
        if case .variable = bare.form { return false }
        return true
    }
}
