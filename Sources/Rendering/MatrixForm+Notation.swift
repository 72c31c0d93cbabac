import Expressions
import Vocabulary

// How tightly notations of vectors and matrices bind.
extension MatrixForm {
    /// What is printed. A product that is an array stands after numbers without parentheses: `2*s*A*x`.
    var precedence: Precedence {
        switch self {
        case .innerProduct: .product
        case .product, .elementwiseProduct, .elementwiseQuotient: .prefix
        case .inverse, .power, .elementwisePower: .power
        case .transpose: .postfix
        default: .atom
        }
    }

    /// What a part needs at least so as to stand without parentheses.
    ///
    /// - Parameter isRaised: whether transposes and powers are superscripts, of which a part has one only.
    func context(_ position: Int, isRaised: Bool = false) -> Precedence {
        switch self {
        case .inverse, .transpose, .power, .elementwisePower: if isRaised, position == 0 { return .atom }
        default: break
        }
        return switch self {
        case .product, .innerProduct, .elementwiseProduct, .elementwiseQuotient: .power
        case .inverse, .transpose: .postfix
        case .entry: position == 0 ? .postfix : .none
        case .power, .elementwisePower: position == 0 ? .postfix : .prefix
        default: .none
        }
    }

    /// The sign between the parts, as text.
    var sign: StaticString? {
        switch self {
        case .product, .innerProduct: "*"
        case .elementwiseProduct: ".*"
        case .elementwiseQuotient: "./"
        case .power: "^"
        case .elementwisePower: ".^"
        default: nil
        }
    }
}
