import Algebra
import Expressions

extension Answer {
    /// What someone claims to be derivatives, beside the derivatives.
    public struct Claim {
        /// What is found out about a claim.
        enum Verdict: String {
            case right, wrong, undecided

            var exitStatus: Int32 { self == .right ? 0 : self == .wrong ? 1 : 5 }
            var status: String { self == .right ? "ok" : self == .wrong ? "no" : "partial" }
        }

        /// The derivative in one variable.
        struct Component {
            var variable: Expr
            var claimed: Expr
            var derivative: Expr
            /// Where the function is defined and has the derivative.
            var condition: Expr
            /// What was found out: at the point where there is one, else wherever both are defined.
            var verdict = Verdict.undecided
            /// Whether the claim holds wherever the condition does and both are defined.
            var identity = Equality.Verdict.undecided(agreedAt: 0)
            /// Whether the claim is right to the digits that it has, or within the tolerance.
            var isRounded = false
            /// What is claimed at the point, and what is true there.
            var values: (claimed: Expr, true: Expr)?
            /// What is off, in words; nil where nothing simple is.
            var fault: String?
        }

        /// The point, by name; empty where the claim is about formulas.
        var point: [(name: Expr, value: Expr)]
        /// In the order of the variables.
        var components: [Component]
        /// The variables of components that stand in each other's place.
        var exchanged: (Expr, Expr)?

        /// The verdict on the whole: that of its worst component.
        var verdict: Verdict {
            let all = components.map(\.verdict)
            return all.contains(.wrong) ? .wrong : all.contains(.undecided) ? .undecided : .right
        }

        /// Whether all components are right wherever they are defined; nil where that is not decided.
        var isIdentical: Bool? {
            var result: Bool? = true
            for component in components {
                switch component.identity {
                case .proved: continue
                case .different: return false
                case .undecided: result = nil
                }
            }
            return result
        }
    }
}
