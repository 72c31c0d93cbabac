/// What is done to whole expressions when it is asked for: commands of the program, and operations inside expressions.
public enum Transform: String, Sendable, CaseIterable {
    case simplify, expand, factor, together, apart, collect
    case gcd, lcm, quo, rem, resultant, discriminant, coefficients, degree
    case equal

    /// How many expressions and names it takes.
    public var arity: ClosedRange<Int> {
        switch self {
        case .simplify, .expand, .together: 1...1
        case .factor: 1...2
        case .apart, .discriminant, .coefficients, .degree: 1...2
        case .collect: 2...2
        case .gcd, .lcm, .equal: 2...2
        case .quo, .rem, .resultant: 2...3
        }
    }

    /// How it is called.
    public var usage: String {
        switch self {
        case .simplify, .expand, .together: "\(rawValue)(f)"
        case .factor: "factor(f) or factor(f, sqrt(2))"
        case .apart, .collect, .discriminant, .coefficients, .degree: "\(rawValue)(f, x)"
        case .gcd, .lcm, .equal: "\(rawValue)(f, g)"
        case .quo, .rem, .resultant: "\(rawValue)(f, g, x)"
        }
    }

    /// One sentence: what it gives.
    public var summary: String {
        switch self {
        case .simplify: "the simplest form that is found; never longer than the input"
        case .expand: "products and whole powers multiplied out"
        case .factor: "the factors over the rational numbers, or with a given root such as sqrt(2) or I"
        case .together: "one fraction, cancelled"
        case .apart: "the partial fractions in a name"
        case .collect: "the powers of a name with their coefficients"
        case .gcd: "the greatest common divisor of two polynomials"
        case .lcm: "the least common multiple of two polynomials"
        case .quo: "the quotient of two polynomials in a name"
        case .rem: "the remainder of two polynomials in a name"
        case .resultant: "the resultant of two polynomials in a name: zero where they have a common root"
        case .discriminant: "the discriminant of a polynomial in a name: zero where it has a double root"
        case .coefficients: "the coefficients of a polynomial in a name, constant term first"
        case .degree: "the degree of a polynomial in a name"
        case .equal: "whether two expressions are equal wherever both are defined"
        }
    }
}
