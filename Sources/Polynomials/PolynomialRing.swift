import CFLINT
import Exact
import Expressions

/// Why polynomials cannot be computed on this machine.
public struct PolynomialsUnavailable: Error, Sendable, CustomStringConvertible {
    /// One sentence for the user.
    public let sentence: String

    /// The sentence.
    public var description: String { sentence }
}

/// A ring of polynomials with whole coefficients: how many variables there are and how monomials are ordered.
///
/// Operations draw on the ring's budget. One that is cut short, for want of time or memory or by the user, spends the budget and
/// gives zero; who computes asks `budget.isExhausted` before believing a result.
public final class PolynomialRing {
    /// An order of monomials; the first variable is the largest.
    public enum Order: Int32, Sendable {
        case lexicographic, degreeLexicographic, degreeReverseLexicographic
    }

    /// How many variables there are; at least one.
    public let variableCount: Int
    /// The order of monomials.
    public let order: Order
    /// What operations draw on.
    public let budget: Budget
    /// What the library knows it by.
    package let pointer: OpaquePointer
    private var smallerRings: [Int: PolynomialRing] = [:]

    /// How many bytes one operation may allocate.
    package static let memoryLimit = 3 << 30

    /// Opens the library behind all polynomials; later calls cost nothing.
    public static func load() throws(PolynomialsUnavailable) {
        if let reason = agnesi_flint_load() { throw PolynomialsUnavailable(sentence: String(cString: reason)) }
    }

    /// The ring of polynomials in that many variables, or in one if there are none. It exists only where `load()` succeeds; elsewhere the program stops.
    public init(variableCount: Int, order: Order = .lexicographic, budget: Budget = Budget()) {
        if let reason = agnesi_flint_load() { preconditionFailure(String(cString: reason)) }
        self.variableCount = max(1, variableCount)
        self.order = order
        self.budget = budget
        pointer = agnesi_ring_new(max(1, variableCount), order.rawValue)
    }

    deinit { agnesi_ring_free(pointer) }

    /// The number 0.
    public var zero: Polynomial { Polynomial(self) }
    /// The number 1.
    public var one: Polynomial { constant(1) }

    /// A number.
    public func constant(_ value: Integer) -> Polynomial {
        let result = Polynomial(self)
        if let small = value.asInt {
            agnesi_poly_set_si(result.pointer, small, pointer)
        } else {
            value.withMPZ { agnesi_poly_set_mpz(result.pointer, UnsafeRawPointer($0), pointer) }
        }
        return result
    }

    /// One of the variables, counted from 0.
    public func variable(_ index: Int) -> Polynomial {
        precondition(index >= 0 && index < variableCount)
        let result = Polynomial(self)
        agnesi_poly_set_variable(result.pointer, index, pointer)
        return result
    }

    /// A number times powers of the variables.
    public func monomial(_ exponents: [Int], coefficient: Integer = 1) -> Polynomial {
        var builder = PolynomialBuilder(self)
        builder.add(coefficient, exponents)
        return builder.polynomial()
    }

    /// A ring of fewer variables with the same order and budget, made once.
    func smaller(_ count: Int) -> PolynomialRing {
        if let known = smallerRings[count] { return known }
        let ring = PolynomialRing(variableCount: count, order: order, budget: budget)
        smallerRings[count] = ring
        return ring
    }

    /// Runs an operation that fills `result` and may be cut short.
    @inline(__always)
    func guarded(_ operation: () -> Int32) -> Bool {
        let answer = drawing(on: budget, operation)
        if answer == Int32(AGNESI_STOPPED) { noteStop() }
        return answer == Int32(AGNESI_YES)
    }

    /// Spends the budget after an operation was cut short; if nothing else spent it, the operation was too large.
    func noteStop() { budget.exhaust(.size) }
}

/// Lets the library's operations of this thread draw on a budget while something is done.
@inline(__always)
package func drawing<Result>(on budget: Budget, _ body: () -> Result) -> Result {
    let watch = agnesi_watch(poll: pollBudget, context: Unmanaged.passUnretained(budget).toOpaque(), bytes: PolynomialRing.memoryLimit)
    let outside = agnesi_guard_set(watch)
    defer { _ = agnesi_guard_set(outside) }
    return withExtendedLifetime(budget, body)
}

/// Asked from inside the library: 1 once the budget is spent.
private func pollBudget(_ context: UnsafeMutableRawPointer?) -> Int32 {
    guard let context else { return 0 }
    let budget = Unmanaged<Budget>.fromOpaque(context).takeUnretainedValue()
    budget.poll()
    return budget.isExhausted ? 1 : 0
}
