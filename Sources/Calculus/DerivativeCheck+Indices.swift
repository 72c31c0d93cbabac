import Certified
import Expressions

// Derivatives of what is indexed are compared where sizes and places are small numbers: there they have entries and no index.
extension DerivativeCheck {
    /// Compares a claimed derivative with the tangent of the expression, whether they are indexed or not.
    ///
    /// - Parameter conditions: where the claim is made.
    public func verdict(_ claim: Expr, isDerivativeOf expr: Expr, by variable: Expr, where conditions: [Expr]) -> Verdict {
        let isIndexed = [claim, expr, variable].contains { store.traits($0).contains(.isIndexed) }
        if !isIndexed { return check(claim, isDerivativeOf: expr, by: variable) }
        let samples = SizeSamples([claim, expr, variable], catalogue)
        var verified = 0
        for var point in samples.points {
            // A place of the variable has a value, the variable has none.
            point[variable] = nil
            // Where a structured matrix has no entry of its own nothing varies.
            guard let parts = samples.instances(of: [claim, expr, variable], at: point, where: conditions),
                store.kind(parts[2]) == .symbol
            else { continue }
            switch check(parts[0], isDerivativeOf: parts[1], by: parts[2]) {
            case .refuted: return .refuted
            case .verified: verified += 1
            case .unchecked: break
            }
        }
        return verified > 0 ? .verified : .unchecked
    }
}
