import Exact
import Expressions
import Syntax
import Vocabulary

extension Reader {
    /// `rootof(p, k)`: the name in `p` is bound, so that neither it nor what its values would have to satisfy is left.
    func root(_ node: SyntaxNode) throws(Diagnostic) {
        let (arguments, start) = try takeNumbers(2)
        conditions.removeLast(conditions.count - start)
        guard let polynomial = try polynomial(arguments[0], node.span) else {
            throw Diagnostic(
                "not-a-polynomial", "this is no polynomial in one name with rational coefficients", at: node.span,
                suggestion: "write rootof(x^5 - x - 1, 1)")
        }
        guard let position = store.wholeValue(arguments[1]), position >= 1 else {
            throw Diagnostic("bad-arguments", "roots are counted by whole numbers from 1 on", at: node.span)
        }
        guard let squarefree = polynomial.squarefree(store.budget) else { throw undefined(node.span) }
        guard position <= squarefree.degree else {
            let roots = squarefree.degree == 1 ? "one root" : "\(squarefree.degree) roots"
            throw undefined(node.span, "outside-domain", "the polynomial has \(roots), and none with the number \(position)")
        }
        values.append(Value(expr: catalogue.root(position, ofSquarefree: squarefree), conditionStart: start, span: node.span))
    }

    /// The polynomial that an expression is; nil for one that is none.
    private func polynomial(_ expr: Expr, _ span: Span) throws(Diagnostic) -> DensePolynomial? {
        let names = store.postorder([expr]).filter { store.kind($0) == .symbol }
        if names.count > 1 {
            let list = names.map { "'\(store.name($0))'" }.sorted().joined(separator: ", ")
            throw Diagnostic("several-names", "the polynomial holds more than one name: \(list)", at: span)
        }
        guard names.count == 1 else {
            throw Diagnostic("not-a-polynomial", "the polynomial holds no name", at: span, suggestion: "write rootof(x^5 - x - 1, 1)")
        }
        do throws(DensePolynomial.Failure) {
            return try DensePolynomial(expr, store)
        } catch {
            switch error {
            case .notPolynomial: return nil
            case .tooLarge:
                if store.budget.isExhausted { throw exhausted(span) }
                throw Diagnostic("too-large", "the polynomial is of a degree above \(DensePolynomial.degreeLimit)", at: span, kind: .limit)
            }
        }
    }
}

extension Catalogue {
    /// The k-th root of a polynomial with these coefficients, from the constant one on: a rational number where the part without
    /// multiple roots is linear, else the call that stands for it. Undefined where there is no such root.
    public func root(_ position: Int, of coefficients: [Integer]) -> Expr {
        let polynomial = DensePolynomial(coefficients.map { Rational($0) })
        guard polynomial.degree >= 1, polynomial.degree <= DensePolynomial.degreeLimit,
            let squarefree = polynomial.squarefree(store.budget), position >= 1, position <= squarefree.degree
        else { return .undefined }
        return root(position, ofSquarefree: squarefree)
    }

    func root(_ position: Int, ofSquarefree polynomial: DensePolynomial) -> Expr {
        let coefficients = polynomial.coefficients
        if polynomial.degree == 1 { return store.number(-coefficients[0] / coefficients[1]) }
        return store.call(KnownFunction.rootOf, [store.number(position)] + coefficients.map { store.number($0) })
    }

    /// Whether arguments have the form of those of an algebraic number.
    func isRoot(_ arguments: [Expr]) -> Bool {
        guard arguments.count >= 4, let position = store.wholeValue(arguments[0]) else { return false }
        return position >= 1 && position <= arguments.count - 2 && arguments.allSatisfy { store.isNumber($0) && store.isWhole($0) }
    }
}
