import Exact
import Expressions
import Polynomials

/// An expression as a polynomial in the kernels that hold the unknown, with coefficients free of it.
struct KernelPolynomial {
    let kernels: Kernels
    let numerator: Polynomial
    /// The variables whose kernels hold the unknown.
    let live: [Int]
    private let store: ExprStore

    /// The numerator of the expression, read with its kernels; nil where it cannot be read.
    init?(_ expr: Expr, _ unknown: Expr, _ store: ExprStore) {
        self.store = store
        do throws(PolynomialFailure) {
            let kernels = try Kernels(store, of: [expr], includesBases: true)
            var reader = PolynomialReader(kernels)
            let value = try reader.read(expr)
            let relations = try kernels.rootRelations(&reader)
            guard let reduced = relations.isEmpty ? value : value.reduced(by: relations) else { return nil }
            self.kernels = kernels
            numerator = reduced.numerator
        } catch {
            return nil
        }
        let polynomial = numerator
        let used = Set(polynomial.usedVariables)
        live = kernels.list.indices.filter { [kernels] place in
            used.contains(place) && store.depends(kernels.list[place].expression, on: unknown)
        }
    }

    /// The coefficients in one kernel, the constant term first.
    func coefficients(in variable: Int) -> [Expr]? {
        let parts = numerator.coefficients(in: variable)
        guard let degree = parts.first?.power, degree <= KernelPolynomial.highestDegree else { return nil }
        var list = Array(repeating: Expr.zero, count: degree + 1)
        var writer = PolynomialWriter(kernels)
        for part in parts { list[part.power] = writer.write(part.coefficient) }
        return list
    }

    /// Degrees beyond this are not written out.
    static let highestDegree = 4_000
}
