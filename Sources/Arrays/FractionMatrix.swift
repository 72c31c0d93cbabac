import Exact
import Expressions
import Polynomials
import Reading
import Syntax

/// A matrix of expressions, read as fractions of polynomials in their kernels, and what is known of roots among these.
struct FractionMatrix {
    let store: ExprStore
    let kernels: Kernels
    let rows: [[RationalFunction]]
    private let relations: [RootRelation]
    private let span: Span
    var ring: PolynomialRing { kernels.ring }

    /// - Parameter others: expressions that are to be in the ring as well, and come first.
    init(_ array: ArrayValue, with others: [Expr] = [], _ store: ExprStore, at span: Span) throws(Diagnostic) {
        self.store = store
        self.span = span
        do throws(PolynomialFailure) {
            kernels = try Kernels(store, of: array.entries + others, includesBases: true)
            var reader = PolynomialReader(kernels)
            var rows: [[RationalFunction]] = []
            for row in 0..<array.rowCount {
                var entries: [RationalFunction] = []
                for column in 0..<array.columnCount { entries.append(try reader.read(array[row, column])) }
                rows.append(entries)
            }
            relations = try kernels.rootRelations(&reader)
            self.rows = rows
        } catch {
            throw FractionMatrix.diagnostic(error, store, at: span)
        }
    }

    private static func diagnostic(_ failure: PolynomialFailure, _ store: ExprStore, at span: Span) -> Diagnostic {
        switch failure {
        case .tooLarge: Diagnostic("too-large", "the result would be too large", at: span, kind: .limit)
        case .undefined: Diagnostic("undefined", "there is a division by zero", at: span, kind: .undefined)
        case .notANumber: Diagnostic("not-a-number", "a condition stands where a number should", at: span)
        case .exhausted: Diagnostic.exhausted(store.budget.exhaustion, at: span)
        }
    }

    /// The value with powers of roots worked out.
    func reduced(_ value: RationalFunction) throws(Diagnostic) -> RationalFunction {
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        if relations.isEmpty { return value }
        guard let result = value.reduced(by: relations) else { throw FractionMatrix.diagnostic(.undefined, store, at: span) }
        return result
    }

    /// The same over one denominator for each row: polynomials, and the denominators.
    var cleared: (rows: [[Polynomial]], denominators: [Polynomial]) {
        var cleared: [[Polynomial]] = []
        var denominators: [Polynomial] = []
        for row in rows {
            var common = ring.one
            for entry in row where !entry.denominator.isOne {
                common = common * Polynomial.gcdAndCofactors(common, entry.denominator).second
            }
            denominators.append(common)
            cleared.append(
                row.map { entry in
                    let factor = common.dividedExactly(by: entry.denominator) ?? ring.zero
                    return factor.isOne ? entry.numerator : entry.numerator * factor
                })
        }
        return (cleared, denominators)
    }

    /// Other rows in the kernels of a matrix.
    init(rows: [[RationalFunction]], in other: FractionMatrix) {
        (store, kernels, relations, span) = (other.store, other.kernels, other.relations, other.span)
        self.rows = rows
    }
}
