import CFLINT
import Exact

/// The roots of a polynomial in one variable with whole coefficients and no multiple roots, each in a ball of its own.
///
/// The real roots come first, in ascending order; then the others, by real part and, where real parts are equal, by imaginary part.
/// The balls are those of Arb (Johansson, *Arb: Efficient Arbitrary-Precision Midpoint-Radius Interval Arithmetic*, 2017); what is
/// found is kept, so that roots at less precision cost nothing more.
public final class PolynomialRoots {
    /// Why there are no balls.
    public enum Failure: Error, Sendable {
        /// The poll said so, or memory ran out.
        case stopped
        /// The degree or the precision is too large.
        case tooLarge
        /// The polynomial is constant or has a multiple root.
        case unsuitable
    }

    /// The largest degree that is tried.
    public static let degreeLimit = 2_000
    private static let memoryLimit = 1 << 31

    /// The coefficients, from the constant one on; the last is not zero.
    public let coefficients: [Integer]
    private let bounds: RootBounds
    private let polynomial: OpaquePointer
    private var known: (bits: Int, balls: [ComplexBall])?

    /// - Parameter coefficients: from the constant one on.
    public init(_ coefficients: [Integer]) throws(Failure) {
        guard coefficients.count >= 2, coefficients.last?.isZero == false else { throw .unsuitable }
        guard coefficients.count <= PolynomialRoots.degreeLimit + 1 else { throw .tooLarge }
        if let reason = agnesi_flint_load() { preconditionFailure(String(cString: reason)) }
        self.coefficients = coefficients
        bounds = RootBounds(coefficients)
        polynomial = agnesi_dense_new(coefficients.count)
        for (power, value) in coefficients.enumerated() {
            value.withMPZ { agnesi_dense_set(polynomial, power, UnsafeRawPointer($0)) }
        }
    }

    deinit { agnesi_dense_free(polynomial) }

    /// The roots of the polynomial with these coefficients, from the constant one on; see the method of the same name.
    public static func isolated(coefficients: [Integer], bits: Int, stop: @escaping () -> Bool = { false }) throws(Failure)
        -> [ComplexBall]
    {
        try PolynomialRoots(coefficients).isolated(bits: bits, stop: stop)
    }

    /// Disjoint balls around all roots, in the order of this type. The imaginary part of a real root is exactly zero, and so is the
    /// real part of an imaginary one.
    ///
    /// - Parameters:
    ///   - bits: how many leading bits of each root are right, at least.
    ///   - stop: asked now and then whether to give up.
    public func isolated(bits: Int, stop: @escaping () -> Bool = { false }) throws(Failure) -> [ComplexBall] {
        if let known, known.bits >= bits { return known.balls }
        guard bits < 1 << 22, coefficients.count * bits < 1 << 28 else { throw .tooLarge }
        let library = BallLibrary.Watch(bytes: PolynomialRoots.memoryLimit, stop: stop)
        return try library.during { () throws(Failure) in try sorted(bits: bits) }
    }

    private func sorted(bits: Int) throws(Failure) -> [ComplexBall] {
        if known == nil {
            switch agnesi_dense_is_squarefree(polynomial) {
            case Int32(AGNESI_YES): break
            case Int32(AGNESI_NO): throw .unsuitable
            default: throw .stopped
            }
        }
        var work = max(bits, 64)
        let enough = max(work, bounds.decidingBits + bounds.sizeBits + 64)
        while true {
            let balls = try found(work)
            if let sorted = RootOrder(bounds, work).sorted(balls) {
                known = (work, sorted)
                return sorted
            }
            guard work < 2 * enough else { throw .tooLarge }
            work = work < enough ? min(2 * work, enough) : 2 * work
        }
    }

    private func found(_ bits: Int) throws(Failure) -> [ComplexBall] {
        let balls = (1..<coefficients.count).map { _ in ComplexBall() }
        let answer = withExtendedLifetime(balls) { balls.map(\.pointer).withUnsafeBufferPointer { isolate($0, bits) } }
        guard answer == Int32(AGNESI_YES) else { throw .stopped }
        return balls
    }

    private func isolate(_ pointers: UnsafeBufferPointer<OpaquePointer>, _ bits: Int) -> Int32 {
        guard let first = pointers.baseAddress else { return Int32(AGNESI_YES) }
        return agnesi_dense_roots(first, polynomial, bits)
    }
}
