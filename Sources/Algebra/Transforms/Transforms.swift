import Exact
import Expressions
import Polynomials
import Reading
import Syntax

/// Rational operations on expressions: expanding, factoring, fractions, division. Kernels such as `sin(x)` count as names.
///
/// Every operation throws a diagnostic at the span it is given.
public final class Transforms {
    let catalogue: Catalogue
    let store: ExprStore
    /// How large results may become.
    public var limit = Polynomial.SizeLimit.standard
    /// Expressions that have been expanded in the present call.
    var expanded: [Expr: Expr] = [:]
    /// How many denominators in denominators are being multiplied out.
    var expansionDepth = 0
    /// More are not.
    static let deepestExpansion = 100

    /// Operations on the expressions of one store.
    public init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
    }

    /// Fractions of polynomials read from expressions, with what is needed to write others.
    struct Fractions {
        let kernels: Kernels
        var writer: PolynomialWriter
        let values: [RationalFunction]
        var ring: PolynomialRing { kernels.ring }
    }

    /// Reads expressions as fractions of polynomials.
    func read(
        _ roots: [Expr], leading: [Expr] = [], keepsDenominators: Bool = false, order: PolynomialRing.Order = .lexicographic, at span: Span
    ) throws(Diagnostic) -> Fractions {
        do throws(PolynomialFailure) {
            let kernels = try Kernels(
                store, of: roots, leading: leading, keepsDenominators: keepsDenominators, includesBases: !keepsDenominators, order: order)
            var reader = PolynomialReader(kernels, limit: limit)
            var values: [RationalFunction] = []
            for root in roots { values.append(try reader.read(root)) }
            if !keepsDenominators {
                let relations = try kernels.rootRelations(&reader)
                for position in values.indices where !relations.isEmpty {
                    guard let value = values[position].reduced(by: relations) else { throw PolynomialFailure.undefined }
                    values[position] = value
                }
            }
            return Fractions(kernels: kernels, writer: PolynomialWriter(kernels), values: values)
        } catch {
            throw diagnostic(error, at: span)
        }
    }

    /// Reads expressions as polynomials in a variable whose coefficients may be fractions free of it.
    func read(_ roots: [Expr], in variable: Expr, at span: Span) throws(Diagnostic) -> Fractions {
        let reading = try read(roots, leading: [variable], at: span)
        try requireRational(reading.kernels, in: variable, at: span)
        for value in reading.values where value.denominator.degree(in: 0) > 0 { throw notPolynomial(in: variable, at: span) }
        return reading
    }

    /// Makes sure that a leading variable occurs in no other kernel.
    func requireRational(_ kernels: Kernels, in variable: Expr, at span: Span) throws(Diagnostic) {
        guard store.kind(variable) == .symbol else { return }
        for kernel in kernels.list.dropFirst() where store.depends(kernel.expression, on: variable) {
            throw notPolynomial(in: variable, at: span)
        }
    }

    func notPolynomial(in variable: Expr, at span: Span) -> Diagnostic {
        let name = store.kind(variable) == .symbol ? store.name(variable) : "that expression"
        return Diagnostic("not-polynomial", "this is not a polynomial in \(name)", at: span, kind: .undefined)
    }

    func diagnostic(_ failure: PolynomialFailure, at span: Span) -> Diagnostic {
        switch failure {
        case .tooLarge: Diagnostic("too-large", "the result would be too large", at: span, kind: .limit)
        case .undefined: Diagnostic("undefined", "there is a division by zero", at: span, kind: .undefined)
        case .notANumber: Diagnostic("not-a-number", "a condition stands where a number should", at: span)
        case .exhausted: Diagnostic.exhausted(store.budget.exhaustion, at: span)
        }
    }

    /// The result, unless the budget was spent on the way.
    func finished(_ expr: Expr, at span: Span) throws(Diagnostic) -> Expr {
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        if expr.isAbsent { throw diagnostic(.undefined, at: span) }
        return expr
    }
}
