import Arrays
import Expressions
import Reading
import Solving
import Syntax
import Vocabulary

// Operations on matrices.
extension OperationRow {
    static let determinant = matrix(
        "det", "the determinant of a square matrix", examples: ["det '[[a, b], [c, d]]'"],
        ofIndexed: { session, meaning in
            meaning.array.withSquare(session.catalogue) { session.answer(session.catalogue.determinant($0), of: meaning) }
        }
    ) { session, meaning, call throws(Diagnostic) in
        session.answer(try session.linearAlgebra.determinant(meaning.array, at: call.span), of: meaning)
    }

    static let inverse = matrix(
        "inverse", "the inverse of a square matrix, where its determinant is not 0", givesArrays: true,
        examples: ["inverse '[[1, 2], [3, 4]]'"],
        ofIndexed: { session, meaning in session.inverse(of: meaning) }
    ) { session, meaning, call throws(Diagnostic) in
        let found = try session.inverse(of: meaning.array, at: call.span)
        var result = ArrayMeaning(found.inverse, meaning.text)
        if let determinant = found.determinant {
            result.text.domain.append(DomainCondition(requirement: .nonzero(determinant), span: call.span, guardCondition: .truth))
        }
        return session.checked(session.answer(result))
    }

    static let matrixTrace = matrix(
        "tr", "the trace of a square matrix: the sum of its diagonal", examples: ["tr '[[1, 2], [3, 4]]'"],
        ofIndexed: { session, meaning in
            meaning.array.isSquare ? session.answer(meaning.array.trace(session.catalogue), of: meaning) : nil
        }
    ) {
        session, meaning, call throws(Diagnostic) in
        guard meaning.array.isSquare else {
            throw Diagnostic("bad-shape", "a square matrix is expected here, not \(meaning.array.shape)", at: call.span)
        }
        let diagonal = (0..<meaning.array.rowCount).map { meaning.array[$0, $0] }
        return session.answer(session.store.sum(diagonal), of: meaning)
    }

    static let rank = matrix(
        "rank", "how many rows of a matrix are independent", examples: ["rank '[[1, 2], [2, 4]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let found = try session.echelon(of: meaning.array, at: call.span)
        var answer = session.answer(session.store.number(found.pivots.count), of: meaning)
        answer.conditions = session.nonzero(found.conditions)
        return answer
    }

    static let reducedRows = matrix(
        "rref", "the reduced row echelon form of a matrix", givesArrays: true, examples: ["rref '[[1, 2, 3], [4, 5, 6]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let found = try session.echelon(of: meaning.array, at: call.span)
        // The null space of the form is that of the matrix.
        let vectors = ArrayValue.nullVectors(of: found.form, pivots: found.pivots, session.store)
        for vector in vectors { try session.require(meaning.array.times(vector, session.store), equals: nil, "form", at: call.span) }
        var answer = session.answer(ArrayMeaning(found.form, meaning.text))
        answer.conditions = session.nonzero(found.conditions)
        return session.checked(answer)
    }

    static let nullSpace = matrix(
        "nullspace", "vectors that a matrix takes to zero, of which all others are sums of multiples", givesArrays: true,
        examples: ["nullspace '[[1, 2], [2, 4]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let found = try session.echelon(of: meaning.array, at: call.span)
        let vectors = ArrayValue.nullVectors(of: found.form, pivots: found.pivots, session.store)
        for vector in vectors { try session.require(meaning.array.times(vector, session.store), equals: nil, "vector", at: call.span) }
        var answer = Answer(.array(vectors.map { $0.entries.map { Answer($0) } }, isVector: false))
        if vectors.isEmpty { answer = Answer(.explanation(["only the zero vector"])) }
        answer.conditions = session.nonzero(found.conditions)
        return session.checked(answer)
    }

    static let characteristicPolynomial = matrix(
        "charpoly", "the characteristic polynomial of a square matrix, det(x*1 - A)", [.maybe("VAR", .variable)],
        examples: ["charpoly '[[1, 2], [3, 4]]' x"]
    ) { session, meaning, call throws(Diagnostic) in
        let variable = try call.others.first.map { operand throws(Diagnostic) in
            let name = try session.meaning(of: operand).expr
            guard session.store.kind(name) == .symbol, !session.store.symbols(in: meaning.array.entries).contains(name) else {
                throw Diagnostic(
                    "not-a-variable", "a name that does not stand in the matrix is expected as the variable", at: operand.span, kind: .usage
                )
            }
            return name
        }
        let name = variable ?? session.freshName("lambda", beside: meaning.array.entries)
        return session.answer(
            try session.linearAlgebra.characteristicPolynomial(meaning.array, in: name, at: call.span), of: meaning)
    }

    static let eigenvalues = matrix(
        "eigenvalues", "the zeros of the characteristic polynomial of a square matrix", examples: ["eigenvalues '[[2, 1], [1, 2]]'"]
    ) { session, meaning, call throws(Diagnostic) in
        let name = session.freshName("lambda", beside: meaning.array.entries)
        let polynomial = try session.linearAlgebra.characteristicPolynomial(meaning.array, in: name, at: call.span)
        return try session.answer(SolveRequest([polynomial], for: [name], domain: meaning.text.domain), call.span)
    }

    static func matrix(
        _ name: String, _ summary: String, _ others: [OperandRow] = [], givesArrays: Bool = false, examples: [String],
        ofIndexed: (@Sendable (Session, IndexedMeaning) -> Answer?)? = nil,
        answer: @escaping @Sendable (Session, ArrayMeaning, Call) throws(Diagnostic) -> Answer
    ) -> OperationRow {
        OperationRow(
            name, summary, [.one("MATRIX", .expression)] + others, givesArrays: givesArrays, indices: ofIndexed == nil ? .none : .forms,
            examples: examples
        ) {
            session, call throws(Diagnostic) in
            let operand = try call.expression
            let definition = try session.understand(operand).definition
            if case .indexedArray(let meaning) = definition {
                if var found = ofIndexed?(session, meaning) {
                    found.notes = meaning.text.notes + found.notes
                    return found
                }
                throw Diagnostic(
                    "not-supported-yet", "\(name) of \(meaning.array.shape(session.store)) is not known", at: operand.span,
                    suggestion: "give the sizes values, as in --with n=3", kind: .unsupported)
            }
            guard case .array(let meaning) = definition, !meaning.array.isVector else {
                throw Diagnostic(
                    "bad-shape", "a matrix is expected here", at: operand.span,
                    suggestion: "write [[1, 2], [3, 4]], or declare one, as in given A: matrix(n, n)")
            }
            guard call.others.count <= others.count else {
                throw Diagnostic("wrong-arity", "\(name) is called \(call.operation.commandUsage)", at: call.span, kind: .usage)
            }
            var found = try answer(session, meaning, call)
            found.notes = meaning.text.notes + found.notes
            return found
        }
    }
}

extension Session {
    /// Exact linear algebra with the session's expressions.
    var linearAlgebra: LinearAlgebra { LinearAlgebra(store) }

    /// The reduced row echelon form, its pivots, and what must not be zero for it to be that.
    func echelon(
        of array: ArrayValue, at span: Span
    ) throws(Diagnostic) -> (form: ArrayValue, pivots: [Int], conditions: [Expr]) {
        let found = try linearAlgebra.echelon(array, at: span) { pivot throws(Diagnostic) in try isZero(pivot, at: span) }
        // A constant that is known not to be zero is no condition.
        return (found.form, found.pivots, found.conditions.filter { !store.isConstant($0) })
    }

    /// The inverse of a matrix, and what must not be zero for it to exist.
    func inverse(of array: ArrayValue, at span: Span) throws(Diagnostic) -> (inverse: ArrayValue, determinant: Expr?) {
        let found = try linearAlgebra.inverse(array, at: span)
        guard let determinant = found.determinant, store.postorder([determinant]).contains(where: { store.kind($0) == .call }) else {
            return found
        }
        // Functions may have to do with each other: `cos(t)^2 + sin(t)^2` is 1.
        hasSimplified = true
        let simple = simplifier.simplify(determinant).result
        guard simple != .zero else { throw LinearAlgebra.singular(span) }
        return (found.inverse, store.isNumber(simple) ? nil : simple)
    }

    /// An array as an answer: every entry an expression.
    func answer(_ meaning: ArrayMeaning) -> Answer {
        let entries = meaning.entries.map { Answer(.expression($0)) }
        let width = meaning.array.columnCount
        // A vector is written in one line.
        if meaning.array.isVector { return Answer(.array([entries], isVector: true)) }
        return Answer(.array((0..<meaning.array.rowCount).map { Array(entries[$0 * width..<($0 + 1) * width]) }, isVector: false))
    }

    /// An expression made of an array, which has a value where that has.
    func answer(_ expr: Expr, of meaning: ArrayMeaning) -> Answer {
        var result = meaning.text
        result.expr = expr
        result.notes = []
        return checked(Answer(.expression(result)))
    }

    /// A number made of an array whose sizes are names.
    func answer(_ expr: Expr, of meaning: IndexedMeaning) -> Answer {
        var result = meaning.text
        result.expr = expr
        result.notes = []
        result.isOfMatrices = true
        return Answer(.expression(result))
    }

    fileprivate func inverse(of meaning: IndexedMeaning) -> Answer? {
        guard let found = meaning.array.inverse(catalogue) else { return nil }
        var result = IndexedMeaning(found.array, meaning.text)
        result.text.domain.append(DomainCondition(requirement: .nonzero(found.determinant), span: Span(0, 0), guardCondition: .truth))
        return Answer(.indexedArray(result))
    }

    /// An answer that has been re-derived.
    func checked(_ answer: Answer) -> Answer {
        var answer = answer
        answer.isVerified = true
        return answer
    }

    /// A name like that which stands in none of the expressions.
    func freshName(_ name: String, beside expressions: [Expr]) -> Expr {
        let taken = store.symbols(in: expressions)
        let names = [name] + (1...(taken.count + 1)).map { "\(name)_\($0)" }
        return names.map { store.symbol($0) }.first { !taken.contains($0) } ?? store.symbol(name)
    }

    // MARK: Zero or not

    /// That these are not zero, as conditions.
    func nonzero(_ exprs: [Expr]) -> [Expr] { exprs.map { store.negation(store.equation($0, .zero)) } }

    /// An expression as one fraction in lowest terms.
    func simpleFraction(_ expr: Expr, at span: Span) throws(Diagnostic) -> Expr {
        if store.isNumber(expr) { return expr }
        do throws(Diagnostic) { return try transforms.together(expr, at: span) } catch {
            // What is made of something unfinished looks like a division by zero.
            throw store.budget.isExhausted ? Diagnostic.exhausted(store.budget.exhaustion, at: span) : error
        }
    }

    /// An array of such fractions.
    func simpleFractions(_ array: ArrayValue, at span: Span) throws(Diagnostic) -> ArrayValue {
        var entries: [Expr] = []
        for entry in array.entries { entries.append(try simpleFraction(entry, at: span)) }
        return ArrayValue(rows: array.rowCount, columns: array.columnCount, isVector: array.isVector, entries)
    }

    /// Whether an expression is zero wherever it has a value; nil where that is not known. As a fraction of what it is made of it need not
    /// be: functions may have to do with each other.
    func isKnownZero(_ expr: Expr, at span: Span) throws(Diagnostic) -> Bool? {
        if store.isNumber(expr) { return expr == .zero }
        let isFractionZero = (try? transforms.together(expr, at: span)) == .zero
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        if isFractionZero { return true }
        let verdict = try verdict(expr, .zero, at: span)
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        return switch verdict {
        case .proved: true
        case .different: false
        case .undecided: nil
        }
    }

    /// The same of a pivot, about which it must be known.
    func isZero(_ pivot: Expr, at span: Span) throws(Diagnostic) -> Bool {
        if let known = try isKnownZero(pivot, at: span) { return known }
        throw Diagnostic("undecided", "it could not be decided whether a pivot is zero", at: span, kind: .undecided)
    }

    /// The self-check of what was found: two arrays are equal, entry by entry.
    ///
    /// - Parameter right: nil: zeros.
    func require(_ left: ArrayValue?, equals right: ArrayValue?, _ name: String, at span: Span) throws(Diagnostic) {
        let failure = Diagnostic(
            "self-check-failed", "the \(name) found does not satisfy what defines it; it is not shown", at: span, kind: .selfCheck)
        guard let left, right.map({ $0.hasShape(of: left) }) ?? true else { throw failure }
        for (place, entry) in left.entries.enumerated() {
            switch try isKnownZero(right.map { store.difference(entry, $0.entries[place]) } ?? entry, at: span) {
            case true?: continue
            case false?: throw failure
            case nil:
                throw Diagnostic(
                    "undecided", "it could not be decided whether the \(name) found satisfies what defines it; it is not shown", at: span,
                    kind: .undecided)
            }
        }
    }
}
