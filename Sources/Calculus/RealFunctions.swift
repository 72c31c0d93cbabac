import Glibc

/// The functions of the C library that the rules of calculus themselves need.
enum RealFunctions {
    /// `nan` for a negative base with an exponent that is not whole.
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
    static func logarithm(_ value: Double) -> Double { log(value) }
    static func sine(_ value: Double) -> Double { sin(value) }
}
