/// Why an expression could not be read as a fraction of polynomials.
public enum PolynomialFailure: Error, Sendable, Equatable {
    /// The result is predicted to be too large.
    case tooLarge
    /// There is no value: a division by zero, or infinity.
    case undefined
    /// A condition stands where a number should.
    case notANumber
    /// The budget of the store is spent.
    case exhausted
}
