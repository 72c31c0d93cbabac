import Glibc

/// `rootof(p, k)`: the k-th root of a polynomial, the real ones first in ascending order, then the others by real and imaginary part.
struct AlgebraicNumber {
    private let polynomial: Term
    private let variable: String
    private let names: [String]
    private let number: Int
    /// The value, where no other name has a part in it.
    private var constant: Estimate?

    init(_ operands: [Term], names: [String]) throws {
        guard operands.count == 2, case .number(let number, _) = operands[1] else { throw Tape.UnknownName(name: "rootof") }
        polynomial = operands[0]
        self.names = names
        self.number = Int(number)
        let free = polynomial.names.filter { Tape.constants[$0] == nil }
        // The unknown stands first among the names.
        guard let variable = free.first(where: { !names.contains($0) }) ?? names.first, free.contains(variable) else {
            throw Tape.UnknownName(name: "rootof")
        }
        self.variable = variable
        let ones = names.map { _ in Estimate(1) }
        _ = try coefficients(of: polynomial, ones)
        if free.count == 1 { constant = value(ones) }
    }

    func value(_ values: [Estimate]) -> Estimate {
        if let constant { return constant }
        guard var coefficients = try? coefficients(of: polynomial, values) else { return .unknown(.blurred) }
        while let last = coefficients.last, last.isExactZero { coefficients.removeLast() }
        guard coefficients.allSatisfy(\.isUsable), coefficients.count > 1 else { return .unknown(.blurred) }
        let roots = PolynomialRoots.all(coefficients)
        // Where it is not known which roots are real, it is not known which is which.
        if roots.contains(where: { $0.radius > 1e-7 * (1 + $0.magnitude) }) { return .unknown(.blurred) }
        let real = roots.filter(\.isReal).sorted { $0.re < $1.re }
        let others = roots.filter { !$0.isReal }.sorted { Swift.abs($0.re - $1.re) > 1e-9 ? $0.re < $1.re : $0.im < $1.im }
        let all = real + others
        return (1...max(1, all.count)).contains(number) && !all.isEmpty ? all[number - 1] : .unknown(.blurred)
    }

    private func coefficients(of term: Term, _ values: [Estimate]) throws -> [Estimate] {
        if case .name(let name) = term, name == variable { return [Estimate(0), Estimate(1)] }
        guard term.mentions(variable) else { return [try Tape(term, names: names).value(values)] }
        let parts = term.operands
        switch term.operation {
        case .plus?, .minus?:
            let a = try coefficients(of: parts[0], values)
            let b = try coefficients(of: parts[1], values)
            return (0..<max(a.count, b.count)).map {
                let left = $0 < a.count ? a[$0] : Estimate(0)
                let right = $0 < b.count ? b[$0] : Estimate(0)
                return term.operation == .plus ? left + right : left - right
            }
        case .negated?: return try coefficients(of: parts[0], values).map { -$0 }
        case .times?: return product(try coefficients(of: parts[0], values), try coefficients(of: parts[1], values))
        case .over?:
            let divisor = try coefficients(of: parts[1], values)
            guard divisor.count == 1 else { break }
            return try coefficients(of: parts[0], values).map { $0 / divisor[0] }
        case .power?:
            guard case .number(let exponent, _) = parts[1], exponent >= 0, exponent < 100 else { break }
            let base = try coefficients(of: parts[0], values)
            return (0..<Int(exponent)).reduce([Estimate(1)]) { result, _ in product(result, base) }
        default: break
        }
        throw Tape.UnknownName(name: "rootof")
    }

    private func product(_ a: [Estimate], _ b: [Estimate]) -> [Estimate] {
        var result = [Estimate](repeating: Estimate(0), count: a.count + b.count - 1)
        for (i, left) in a.enumerated() { for (j, right) in b.enumerated() { result[i + j] = result[i + j] + left * right } }
        return result
    }
}

/// Roots of polynomials by Weierstrass's iteration (Durand, Kerner), from the lowest coefficient up.
enum PolynomialRoots {
    static func all(_ coefficients: [Estimate]) -> [Estimate] {
        let degree = coefficients.count - 1
        let leading = coefficients[degree]
        let monic = coefficients.map { bare($0 / leading) }
        let isRealPolynomial = monic.allSatisfy { $0.im == 0 }
        let bound = 1 + (monic.dropLast().map(\.magnitude).max() ?? 1)
        var roots = (0..<degree).map { index -> Estimate in
            let angle = 2 * Double.pi * Double(index) / Double(degree) + 0.4
            return Estimate(re: 0.5 * bound * Glibc.cos(angle), im: 0.5 * bound * Glibc.sin(angle))
        }
        for _ in 0..<300 {
            var largest = 0.0
            for index in roots.indices {
                var step = value(monic, roots[index])
                for (other, root) in roots.enumerated() where other != index { step = bare(step / bare(roots[index] - root)) }
                guard step.re.isFinite else { continue }
                roots[index] = bare(roots[index] - step)
                largest = max(largest, step.magnitude / (1e-300 + roots[index].magnitude))
            }
            if largest < 1e-15 { break }
        }
        return roots.map { root in
            var result = root
            let slope = derivative(monic, root).magnitude
            // What rounding may leave of the polynomial at the root: large terms that cancel.
            let terms = monic.enumerated().reduce(0) { $0 + $1.element.magnitude * Glibc.pow(root.magnitude, Double($1.offset)) }
            let blur = value(monic, root).magnitude + 4 * Double(degree) * Estimate.rounding * terms
            result.radius = 1e-13 * (root.magnitude + 1) + Double(degree) * blur / max(slope, 1e-300)
            if isRealPolynomial, Swift.abs(root.im) <= 1e-9 * (1 + root.magnitude) {
                result.im = 0
                result.isReal = true
            }
            return result
        }
    }

    private static func bare(_ estimate: Estimate) -> Estimate { Estimate(re: estimate.re, im: estimate.im) }

    private static func value(_ monic: [Estimate], _ point: Estimate) -> Estimate {
        monic.reversed().reduce(Estimate(0)) { bare(bare($0 * point) + $1) }
    }

    private static func derivative(_ monic: [Estimate], _ point: Estimate) -> Estimate {
        monic.enumerated().dropFirst().reversed().reduce(Estimate(0)) {
            bare(bare($0 * point) + bare($1.element * Estimate(Double($1.offset))))
        }
    }
}
