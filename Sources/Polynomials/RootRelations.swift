import Exact
import Expressions

/// What holds of a kernel that is a root: `variable^degree = value`.
public struct RootRelation {
    /// The variable of the root.
    public let variable: Int
    /// At least 2.
    public let degree: Int
    /// The base of the root, in which the variable does not occur.
    public let value: RationalFunction
}

extension Kernels {
    /// The relations of all kernels that are roots of numbers, sums or products, and of the imaginary unit. The kernels were found
    /// with the bases of roots.
    public func rootRelations(_ reader: inout PolynomialReader) throws(PolynomialFailure) -> [RootRelation] {
        var relations: [RootRelation] = []
        for (variable, kernel) in list.enumerated() {
            if store.isConstant(kernel.expression, .imaginaryUnit) {
                relations.append(RootRelation(variable: variable, degree: 2, value: RationalFunction(-1, in: ring)))
            } else if let exponent = store.rationalValue(kernel.exponent), exponent.numerator.isOne,
                let degree = exponent.denominator.asInt,
                degree > 1, !isLeaf(kernel.base)
            {
                relations.append(RootRelation(variable: variable, degree: degree, value: try reader.read(kernel.base)))
            }
        }
        return relations
    }
}

extension RationalFunction {
    /// The fraction with every power of a root below its degree, above and below the line; nil where the denominator becomes 0.
    /// The relations are not circular: the value of a root is made of other roots.
    public func reduced(by relations: [RootRelation]) -> RationalFunction? {
        var (above, below) = (numerator, denominator)
        var isChanged = true
        while isChanged, !ring.budget.isExhausted {
            isChanged = false
            for relation in relations {
                let (upper, lower) = (relation.value.numerator, relation.value.denominator)
                if above.degree(in: relation.variable) >= relation.degree {
                    let result = above.reduced(variable: relation.variable, degree: relation.degree, numerator: upper, denominator: lower)
                    guard let factor = lower.power(result.power) else { return nil }
                    (above, below, isChanged) = (result.polynomial, below * factor, true)
                }
                if below.degree(in: relation.variable) >= relation.degree {
                    let result = below.reduced(variable: relation.variable, degree: relation.degree, numerator: upper, denominator: lower)
                    guard let factor = lower.power(result.power) else { return nil }
                    (above, below, isChanged) = (above * factor, result.polynomial, true)
                }
            }
        }
        return RationalFunction(above, over: below)
    }
}
