import Expressions
import Reading
import Testing

@testable import Calculus

/// The check of derivatives of what is indexed sees faults.
@Suite("The check of indexed derivatives")
struct IndexedCheckTests {
    private func verdict(_ claim: String, _ text: String, _ variable: String) throws -> DerivativeCheck.Verdict {
        let store = ExprStore()
        let catalogue = Catalogue(store: store)
        let reader = Reader(store: store, catalogue: catalogue)
        let (expr, wanted) = (try reader.expression(text), try reader.expression(claim))
        return DerivativeCheck(catalogue).verdict(wanted, isDerivativeOf: expr, by: catalogue.variable(variable), where: [])
    }

    @Test(
        "a right derivative is verified, one that is wrong somewhere refuted",
        arguments: [
            ("sum(x[k]^2, k = 1..n)", "x[j]", "2*x[j]", "2*x[1]"), ("sum(x[k]^2, k = 1..n)", "x[j]", "2*x[j]", "sum(2*x[k], k = 1..n)"),
            ("product(x[k], k = 1..n)", "x[j]", "product(if(k = j, 1, x[k]), k = 1..n)", "product(x[k], k = 1..n)/x[1]"),
            ("sum(x[k]*x[k + 1], k = 1..n)", "x[j]", "x[j + 1] + if(j >= 2, x[j - 1], 0)", "x[j + 1] + x[j]"),
            (
                "exp(x[i])/sum(exp(x[k]), k = 1..n)", "x[j]",
                "exp(x[i])/sum(exp(x[k]), k = 1..n)*(delta(i, j) - exp(x[j])/sum(exp(x[k]), k = 1..n))", "exp(x[i])*delta(i, j)"
            ),
            ("sum(sum(A[i, k]*x[k], k = 1..i), i = 1..n)", "x[j]", "sum(A[i, j], i = j..n)", "sum(A[i, j], i = 1..n)"),
            ("sum(a*x[k], k = 1..n)", "a", "sum(x[k], k = 1..n)", "n*x[1]"),
        ])
    func faults(_ text: String, _ variable: String, _ right: String, _ wrong: String) throws {
        #expect(try verdict(right, text, variable) == .verified, "\(text)")
        #expect(try verdict(wrong, text, variable) == .refuted, "\(text)")
    }
}
