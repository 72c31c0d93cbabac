import Expressions
import Reading
import Vocabulary

// Parts, moduli and angles of complex values that depend on a real variable: they have no complex derivative, but a real one.
extension Differentiator {
    /// The derivative of a part, a modulus or an angle, from that of the complex value: `re(u)' = re(u')`, `|u|' = re(conjugate(u)*u')/|u|`,
    /// `arg(u)' = im(u'/u)`. Nil for other calls, for moduli of values that are real for all that is known, and where the variable is
    /// declared complex: there none of them has a derivative.
    func ofComplexParts(_ node: Expr) -> Expr? {
        let function = store.function(node)
        let isModulus = function == KnownFunction.absoluteValue
        guard KnownFunction.complexParts.contains(function) || function == KnownFunction.argument || isModulus else { return nil }
        let value = store.child(node, 0)
        let isComplex = mayBeComplex(value)
        guard isComplex || !isModulus, !store.hasComplexName(variable) else { return nil }
        let rate = partial(value)
        if rate == .zero { return .zero }
        if function == KnownFunction.argument || isModulus {
            exclude(store.relation(.equal, value, .zero))
        }
        if function == KnownFunction.argument, isComplex { exclude(onCut(value)) }
        switch function {
        case KnownFunction.argument: return part(KnownFunction.imaginaryPart, store.quotient(rate, value))
        case KnownFunction.absoluteValue:
            return store.quotient(part(KnownFunction.realPart, store.product(part(KnownFunction.conjugate, value), rate)), node)
        default: return part(function, rate)
        }
    }

    /// Whether a value need not be real: by what it is made of, or by a name that is declared complex.
    func mayBeComplex(_ value: Expr) -> Bool {
        store.traits(value).contains(.hasImaginary) || store.hasComplexName(value) && !store.facts(of: value).isReal
    }

    /// Where the angle jumps.
    private func onCut(_ value: Expr) -> Expr {
        store.conjunction([
            store.relation(.equal, part(KnownFunction.imaginaryPart, value), .zero),
            store.relation(.less, part(KnownFunction.realPart, value), .zero),
        ])
    }

    private func part(_ function: FunctionID, _ value: Expr) -> Expr { catalogue.call(function, value) }
}
