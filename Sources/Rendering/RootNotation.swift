import Exact
import Expressions
import Vocabulary

/// How an algebraic number is written: the polynomial in the name `x`, from the highest power on, and which of its roots it is.
struct RootNotation {
    private let position: Expr
    private let coefficients: [Rational]
    private let store: ExprStore

    /// - Parameter arguments: those of the call.
    init(_ store: ExprStore, _ arguments: [Expr]) {
        self.store = store
        position = arguments[0]
        coefficients = arguments.dropFirst().map { store.rationalValue($0) ?? 0 }
    }

    /// Which root it is.
    var number: String { store.rationalValue(position)?.description ?? "" }

    /// What stands between the parentheses of the call.
    var text: String { "\(polynomial(times: "*") { "x^\($0)" }), \(number)" }

    /// The polynomial in LaTeX.
    var latexPolynomial: String { polynomial(times: " ") { "x^{\($0)}" } }

    private func polynomial(times: String, _ power: (Int) -> String) -> String {
        var text = ""
        for (exponent, coefficient) in coefficients.enumerated().reversed() where !coefficient.isZero {
            let isNegative = coefficient.signum < 0
            text += text.isEmpty ? (isNegative ? "-" : "") : (isNegative ? " - " : " + ")
            let size = coefficient.magnitude
            let name = exponent == 0 ? "" : exponent == 1 ? "x" : power(exponent)
            if name.isEmpty || !size.isOne { text += size.description + (name.isEmpty ? "" : times) }
            text += name
        }
        return text
    }
}
