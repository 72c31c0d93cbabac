import CFLINT
import Exact

/// A polynomial in several variables with whole coefficients. It does not change once it is made.
///
/// Operands of one operation belong to one ring. See `PolynomialRing` for operations that are cut short.
public final class Polynomial: Equatable {
    /// The ring it belongs to.
    public let ring: PolynomialRing
    /// What the library knows it by.
    package let pointer: OpaquePointer

    /// The zero polynomial, to be filled by whoever makes it.
    package init(_ ring: PolynomialRing) {
        self.ring = ring
        pointer = agnesi_poly_new(ring.pointer)
    }

    deinit { agnesi_poly_free(pointer, ring.pointer) }

    // MARK: Questions

    /// The number of terms; 0 for the zero polynomial.
    public var termCount: Int { agnesi_poly_length(pointer) }

    /// Whether it is 0.
    public var isZero: Bool { termCount == 0 }

    /// Whether it is 1.
    public var isOne: Bool { termCount == 1 && isConstant && smallCoefficient(0) == 1 }

    /// Whether no variable occurs.
    public var isConstant: Bool { agnesi_poly_is_constant(pointer, ring.pointer) != 0 }

    /// The number it is, if no variable occurs.
    public var constantValue: Integer? {
        guard isConstant else { return nil }
        return isZero ? 0 : coefficient(0)
    }

    /// The coefficient of the leading term; 0 for the zero polynomial.
    public var leadingCoefficient: Integer { isZero ? 0 : coefficient(0) }

    /// The sign of the leading coefficient: -1, 0 or 1.
    public var leadingSign: Int { isZero ? 0 : smallCoefficient(0)?.signum() ?? coefficient(0).signum }

    /// The highest power in which each variable occurs; -1 for the zero polynomial. It is worked out once: a normal form asks for the degree
    /// in one variable after another.
    public private(set) lazy var degrees: [Int] = {
        guard ring.variableCount > 0 else { return [] }
        return [Int](unsafeUninitializedCapacity: ring.variableCount) { buffer, count in
            if let base = buffer.baseAddress { agnesi_poly_degrees(base, pointer, ring.pointer) }
            count = ring.variableCount
        }
    }()

    /// The highest power in which a variable occurs; -1 for the zero polynomial.
    public func degree(in variable: Int) -> Int { degrees[variable] }

    /// The highest degree of a term; -1 for the zero polynomial.
    public var totalDegree: Int { agnesi_poly_total_degree(pointer, ring.pointer) }

    /// The number of bits of the longest coefficient.
    public var coefficientBits: Int { agnesi_poly_bits(pointer) }

    /// The variables that occur.
    public var usedVariables: [Int] { degrees.indices.filter { degrees[$0] > 0 } }

    /// Whether both are the same polynomial of the same ring.
    public static func == (left: Polynomial, right: Polynomial) -> Bool {
        left.ring === right.ring && agnesi_poly_equal(left.pointer, right.pointer, left.ring.pointer) != 0
    }

    /// Negative, zero or positive in a total order of the polynomials of one ring.
    public static func compare(_ left: Polynomial, _ right: Polynomial) -> Int {
        Int(agnesi_poly_compare(left.pointer, right.pointer, left.ring.pointer))
    }

    // MARK: Terms

    /// The coefficient of the term at a position, leading term first.
    public func coefficient(_ term: Int) -> Integer {
        var small = 0
        if agnesi_poly_small_coefficient(pointer, term, &small) != 0 { return Integer(small) }
        return Integer(copyingGMP: agnesi_poly_large_coefficient(pointer, term))
    }

    /// The coefficient of the term at a position, if it is far from the ends of `Int`.
    func smallCoefficient(_ term: Int) -> Int? {
        var small = 0
        return agnesi_poly_small_coefficient(pointer, term, &small) != 0 ? small : nil
    }

    /// Calls `body` with the exponents and the coefficient of every term, leading term first. The exponents are good during the
    /// call.
    public func forEachTerm(_ body: (UnsafeBufferPointer<UInt>, Integer) -> Void) {
        let width = ring.variableCount
        forEachBlock { first, count, exponents in
            for offset in 0..<count {
                body(UnsafeBufferPointer(rebasing: exponents[offset * width..<(offset + 1) * width]), coefficient(first + offset))
            }
        }
    }

    /// Calls `body` with the exponents of a block of terms after the other, until all have been seen.
    func forEachBlock(_ body: (_ first: Int, _ count: Int, _ exponents: UnsafeBufferPointer<UInt>) -> Void) {
        let block = 256
        withUnsafeTemporaryAllocation(of: UInt.self, capacity: max(1, block * ring.variableCount)) { buffer in
            guard let base = buffer.baseAddress else { return }
            var first = 0
            while first < termCount {
                let count = min(block, termCount - first)
                agnesi_poly_exponents(base, pointer, first, count, ring.pointer)
                body(first, count, UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer)[0..<count * ring.variableCount]))
                first += count
            }
        }
    }
}

/// Collects terms in any order into a polynomial.
public struct PolynomialBuilder {
    private let result: Polynomial
    private var scratch: [UInt]

    /// No terms yet.
    public init(_ ring: PolynomialRing) {
        result = Polynomial(ring)
        scratch = Array(repeating: 0, count: max(1, ring.variableCount))
    }

    /// Adds a number times powers of the variables. Exponents are not negative.
    public mutating func add(_ coefficient: Integer, _ exponents: [Int]) {
        precondition(exponents.count == result.ring.variableCount)
        for (position, exponent) in exponents.enumerated() { scratch[position] = UInt(exponent) }
        scratch.withUnsafeBufferPointer { add(coefficient, $0) }
    }

    /// Adds a whole number times powers of the variables. Exponents are not negative.
    mutating func add(_ coefficient: Rational, _ exponents: [Int]) {
        for position in exponents.indices { scratch[position] = UInt(exponents[position]) }
        scratch.withUnsafeBufferPointer { exponents in
            guard coefficient.smallParts == nil, let base = exponents.baseAddress else { return add(coefficient.numerator, exponents) }
            coefficient.withNumeratorMPZ { agnesi_poly_push_mpz(result.pointer, UnsafeRawPointer($0), base, result.ring.pointer) }
        }
    }

    /// Adds a number times powers of the variables.
    public mutating func add(_ coefficient: Integer, _ exponents: UnsafeBufferPointer<UInt>) {
        guard let base = exponents.baseAddress else { return }
        if let small = coefficient.asInt {
            agnesi_poly_push_si(result.pointer, small, base, result.ring.pointer)
        } else {
            coefficient.withMPZ { agnesi_poly_push_mpz(result.pointer, UnsafeRawPointer($0), base, result.ring.pointer) }
        }
    }

    /// The sum of the terms. The builder is used up.
    public consuming func polynomial() -> Polynomial {
        agnesi_poly_finish(result.pointer, result.ring.pointer)
        return result
    }
}
