import Glibc
import Vocabulary

/// Single values in double precision.
enum Kernels {
    /// NaN for a negative base with an exponent that is not whole.
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

    /// A function of the table.
    static func value(_ function: FunctionID, _ a: Double, _ b: Double) -> Double {
        switch Vocabulary.row(function).double {
        case .unary(let kernel): kernel(a)
        case .binary(let kernel), .fold(let kernel): kernel(a, b)
        case .definition: .nan
        }
    }

    /// 1 or 0; NaN where a side is NaN.
    static func truth(_ relation: Operation, _ a: Double, _ b: Double) -> Double {
        if a.isNaN || b.isNaN { return .nan }
        let holds =
            switch relation {
            case .isLess, .formChoice: a < b
            case .isLessOrEqual: a <= b
            case .isEqual: a == b
            default: a != b
            }
        return holds ? 1 : 0
    }
}
