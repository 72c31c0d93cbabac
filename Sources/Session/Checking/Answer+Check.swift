import Algebra
import Certified
import Expressions

extension Answer {
    /// Derivatives at a point: certified, automatic, and by differences.
    public struct Check {
        /// The value of the function in double precision.
        var value: Double
        /// The coordinates, by name.
        var point: [(name: Expr, value: Double)]
        /// What was found for each variable.
        var variables: [Variable]
        /// The step that was asked for.
        var step: Double?
        /// Whether the differences for all steps are shown.
        var showsSweep: Bool

        /// What was found for one variable.
        struct Variable {
            var name: Expr
            /// The derivative, an exact constant.
            var exact: Expr
            /// Its digits.
            var certified: NumericValue
            /// By forward mode in double precision.
            var forward: Double
            /// By reverse mode.
            var reverse: Double
            /// The differences, by falling steps.
            var sweep: DifferenceSweep
            /// What the errors of differences should be; nil where the function is not smooth, or its higher derivatives are not known.
            var model: DifferenceModel?
            /// The nearest place where the function may not be smooth.
            var border: Border?

            /// How far forward and reverse mode are from the truth, at most.
            var automaticError: Double { max((forward - certified.doubles.real).magnitude, (reverse - certified.doubles.real).magnitude) }
        }

        /// A place beside the point where the function may not be smooth.
        struct Border {
            /// How far it is away on the left and on the right; infinite where there is none within the largest step.
            var left: Double
            var right: Double
            /// What holds at the point, but not there.
            var condition: Expr

            /// Whether a difference with this step reaches over it.
            func isCrossed(by step: Double, _ method: DifferenceSweep.Method) -> Bool { step >= reach(method) }

            /// The steps from which on differences reach over it.
            func reach(_ method: DifferenceSweep.Method) -> Double {
                switch method {
                case .forward: right
                case .central: min(left, right)
                case .complex: .infinity
                }
            }
        }
    }
}
