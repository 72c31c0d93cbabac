import Expressions
import Reading
import Vocabulary

/// What expressions require of the unknown to have a real value, by the powers and functions in them.
struct Definedness {
    private let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// The requirement of a node itself, its parts being defined; nil where there is none.
    func requirement(_ node: Expr) -> DomainCondition.Requirement? {
        switch store.kind(node) {
        case .power: catalogue.requirement(base: store.child(node, 0), exponent: store.child(node, 1))
        case .call where catalogue.domain(store.function(node)) != nil: .inDomain(node)
        default: nil
        }
    }

    /// What all parts that hold a name require, in the order in which it can be looked at. Branches are not entered.
    func conditions(of roots: [Expr]) -> [Expr] {
        store.postorder(roots) { store.kind($0) == .piecewise || store.isConstant($0) }
            .compactMap { store.isConstant($0) ? nil : requirement($0) }.map { catalogue.condition($0) }
    }

    /// Whether what a text requires is seen to by these conditions, which the expressions that it has become require.
    func isCovered(_ requirement: DomainCondition.Requirement, by known: Set<Expr>) -> Bool {
        if known.contains(catalogue.condition(requirement)) { return true }
        guard case .nonzero(let expr) = requirement else { return false }
        // A product is not zero where none of its factors is.
        var open = [expr]
        while let part = open.popLast() {
            switch store.kind(part) {
            case _ where store.isConstant(part) && part != .zero: break
            case .scaled, .product: open += store.childArray(part)
            case .power: open.append(store.child(part, 0))
            default:
                let stricter = store.relation(.less, .zero, part)
                if !known.contains(store.relation(.notEqual, part, .zero)), !known.contains(stricter) { return false }
            }
        }
        return true
    }
}
