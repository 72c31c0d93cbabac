import CGroebner
import Expressions
import Polynomials

/// A list of polynomials as the library takes it.
typealias PolynomialPointers = UnsafePointer<OpaquePointer>?

extension PolynomialRing {
    /// Runs an operation that computes several polynomials together and may be cut short: then the budget is spent, and there is
    /// nothing.
    func list(_ budget: Budget?, _ operation: () -> OpaquePointer?) -> [Polynomial]? {
        let budget = budget ?? self.budget
        budget.poll()
        if budget.isExhausted { return nil }
        guard let list = drawing(on: budget, operation) else {
            budget.exhaust(.size)
            return nil
        }
        defer { agnesi_list_free(list, pointer) }
        return (0..<agnesi_list_count(list)).map { position in
            let polynomial = Polynomial(self)
            agnesi_list_take(polynomial.pointer, list, position, pointer)
            return polynomial
        }
    }

    /// Calls `body` with the polynomials, which live until it is done, and their number.
    func withPointers<Result>(_ polynomials: [Polynomial], _ body: (PolynomialPointers, Int) -> Result) -> Result {
        precondition(polynomials.allSatisfy { $0.ring === self }, "the polynomials belong to different rings")
        return withExtendedLifetime(polynomials) {
            polynomials.map(\.pointer).withUnsafeBufferPointer { body($0.baseAddress, $0.count) }
        }
    }
}
