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

    /// The requirements of all parts that hold a name, in the order in which they can be looked at. Branches are not entered.
    func requirements(of roots: [Expr]) -> [DomainCondition.Requirement] {
        store.postorder(roots) { store.kind($0) == .piecewise || store.isConstant($0) }
            .compactMap { store.isConstant($0) ? nil : requirement($0) }
    }

    /// Whether what a text requires is seen to by these requirements of the expressions that it has become.
    func isCovered(_ requirement: DomainCondition.Requirement, by known: Set<DomainCondition.Requirement>) -> Bool {
        if known.contains(requirement) { return true }
        guard case .nonzero(let expr) = requirement else { return false }
        // A product is not zero where none of its factors is.
        var open = [expr]
        while let part = open.popLast() {
            switch store.kind(part) {
            case _ where store.isConstant(part) && part != .zero: break
            case .scaled, .product: open += store.childArray(part)
            case .power: open.append(store.child(part, 0))
            default:
                if !known.contains(.nonzero(part)), !known.contains(.positive(part)) { return false }
            }
        }
        return true
    }
}
