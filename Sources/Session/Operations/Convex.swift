import Algebra
import Arrays
import Exact
import Expressions
import Reading
import Syntax
import Vocabulary

/// Whether a function is convex.
public enum Convexity: Sendable {
    /// On every convex set on which these hold.
    case proved(where: [Expr])
    /// Near this point the function curves downwards, in a direction where one is known.
    case refuted(at: [(name: Expr, value: Expr)], direction: [Expr]?)
    case undecided
}

extension OperationRow {
    static let convex = OperationRow(
        "convex", "whether a function is convex, by its Hessian: a proof, or a point where it curves downwards",
        details: """
            A function is convex where no principal minor of its Hessian is negative. Exit status 0: proved; 1: not convex, with a point and \
            a direction; 5: undecided. What is assumed of the variables restricts where the function is looked at; other names are parameters.
            """,
        [.one("EXPR", .expression), .several("VAR", .variable)],
        examples: ["convex 'x^2 + x*y + y^2'", "convex 'log(1 + exp(-x))'", "convex '1/x' --assume 'x > 0'"]
    ) { session, call throws(Diagnostic) in
        let operand = try call.expression
        let meaning = try session.meaning(of: operand)
        try session.requireNumber(meaning.expr, operand.span, "a condition is not convex")
        let named = try call.variablesAndBindings().variables
        let free = try session.names(in: [meaning.expr], [], call)
        let variables = named.isEmpty ? free : named.map { session.store.symbol($0) }
        guard variables.count <= Session.mostConvexVariables else {
            throw Diagnostic(
                "not-supported-yet", "convexity is decided in up to \(Session.mostConvexVariables) variables", at: operand.span,
                kind: .unsupported)
        }
        let found = try session.convexity(of: meaning, in: variables, at: operand.span)
        var answer = Answer(.convexity(found))
        answer.notes = meaning.notes
        if case .undecided = found { answer.isVerified = nil } else { answer.isVerified = true }
        return answer
    }
}

extension Session {
    /// The principal minors of a matrix of so many rows are 2^rows - 1.
    static let mostConvexVariables = 6

    /// Whether a function is convex in variables.
    fileprivate func convexity(of meaning: Meaning, in variables: [Expr], at span: Span) throws(Diagnostic) -> Convexity {
        let function = meaning.requiringForm(self.domain).amongReals(store)
        var conditions = function.domain
        let parts = store.symbols(in: [function.expr])
        let mayBeComplex = store.traits(function.expr).contains(.hasImaginary) || parts.contains { !store.facts(of: $0).isReal }
        guard !mayBeComplex || store.facts(of: function.expr).isReal else {
            throw Diagnostic("not-real", "a function with real values is expected here", at: span, kind: .undefined)
        }
        var hessian: [[Expr]] = []
        for (row, first) in variables.enumerated() {
            let slope = try next(DerivativeStage(function), by: first, at: span)
            var entries: [Expr] = []
            for (column, second) in variables.enumerated() {
                if column < row {
                    entries.append(hessian[column][row])
                    continue
                }
                let second = formula(try next(slope, by: second, at: span), at: span)
                guard case .expression(let entry) = second.content, second.isVerified == true, !entry.expr.isAbsent else {
                    return .undecided
                }
                // Where the formula of a second derivative has no value, the function may have an edge.
                conditions += entry.requiringForm(self.domain).amongReals(store).domain
                entries.append(entry.expr)
            }
            hessian.append(entries)
        }
        let stated = self.domain.stated(conditions, [], for: .zero)
        let equality = try prover(span)
        for places in subsets(of: variables.count) {
            let minor = try linearAlgebra.determinant(block(of: hessian, places), at: span)
            // What is its own absolute value is not negative.
            let verdict = store.supposing(store.conjunction(stated)) { () -> Equality.Verdict in
                let simple = simplifier.simplify(minor).result
                if store.facts(of: simple).isNonnegative { return .proved }
                return equality.decide(simple, catalogue.call(KnownFunction.absoluteValue, simple), where: conditions)
            }
            switch verdict {
            case .proved?: continue
            case .undecided?, nil: return .undecided
            case .different(let point)?:
                for point in completed(point, with: store.symbols(in: [function.expr] + variables)) {
                    if let found = try refutation(block(of: hessian, places), at: point, function.expr, stated, span) {
                        let direction = found.map { part in variables.indices.map { places.firstIndex(of: $0).map { part[$0] } ?? .zero } }
                        return .refuted(at: point, direction: variables.count > 1 ? direction : nil)
                    }
                }
                return .undecided
            }
        }
        return .proved(where: stated)
    }

    private func block(of matrix: [[Expr]], _ places: [Int]) -> ArrayValue {
        ArrayValue(rows: places.count, columns: places.count) { matrix[places[$0]][places[$1]] }
    }

    /// The point with values of the other names: such as nobody would make an exception of.
    private func completed(_ point: [(name: Expr, value: Expr)], with names: [Expr]) -> [[(name: Expr, value: Expr)]] {
        let missing = names.filter { name in !point.contains { $0.name == name } }
        if missing.isEmpty { return [point] }
        let numbers = [(1, 1), (2, 1), (1, 2), (-1, 1), (3, 1), (-2, 1), (1, 3), (-1, 2)].map { store.number(Rational($0.0, $0.1)) }
        return numbers.indices.map { round in
            (point + missing.enumerated().map { ($0.element, numbers[(round + $0.offset * (round + 1)) % numbers.count]) })
                .sorted { store.name($0.name) < store.name($1.name) }
        }
    }

    /// The sets of some of the first whole numbers, small ones first.
    private func subsets(of count: Int) -> [[Int]] {
        (1..<(1 << count)).map { bits in (0..<count).filter { bits & (1 << $0) != 0 } }.sorted {
            ($0.count, $0.last ?? 0) < ($1.count, $1.last ?? 0)
        }
    }

    /// A direction in which a function of that Hessian curves downwards at a point, `.some(nil)` where only the sign of the determinant says
    /// so; nil where it is not certain, or the point is outside of the domain.
    private func refutation(
        _ hessian: ArrayValue, at point: [(name: Expr, value: Expr)], _ function: Expr, _ stated: [Expr], _ span: Span
    ) throws(Diagnostic) -> [Expr]?? {
        let values = Dictionary(point.map { ($0.name, $0.value) }) { first, _ in first }
        guard (try? checkAssumptions(values)) != nil else { return nil }
        for condition in stated where try evaluator.decide(catalogue.substitute(condition, values), at: span) != true { return nil }
        let balls = try ballEvaluator(span)
        let block = hessian.map { catalogue.substitute($0, values) }
        let minor = try linearAlgebra.determinant(block, at: span)
        let value = catalogue.substitute(function, values)
        guard store.isConstant(minor), balls.sign(ofConstant: minor) == -1, store.isConstant(value), balls.isReal(value) == true
        else { return nil }
        // In the direction of a column of the adjugate the form takes the value of the determinant times that of a smaller minor.
        let adjugate = try linearAlgebra.adjugate(block, at: span)
        for column in 0..<block.rowCount where balls.sign(ofConstant: adjugate[column, column]) == 1 {
            var direction: [Expr] = []
            for row in 0..<block.rowCount {
                direction.append(try simpleFraction(store.quotient(adjugate[row, column], adjugate[column, column]), at: span))
            }
            return .some(direction)
        }
        return .some(nil)
    }

    /// The finding in words.
    func sentence(_ convexity: Convexity) throws(Diagnostic) -> String {
        switch convexity {
        case .undecided: return "undecided"
        case .proved(let conditions):
            if conditions.isEmpty { return "convex" }
            let texts = try conditions.map { condition throws(Diagnostic) in try inline(condition) }.sorted()
            return "convex on every convex set where " + texts.joined(separator: ", ")
        case .refuted(let point, let direction):
            var words = "not convex"
            if !point.isEmpty { words += " at \(try assignments(point))" }
            if let direction {
                let texts = try direction.map { part throws(Diagnostic) in try inline(part) }
                words += ", in the direction [\(texts.joined(separator: ", "))]"
            }
            return words
        }
    }
}

extension Convexity {
    /// The exit status and the word for it.
    var outcome: (exitStatus: Int32, status: String) {
        switch self {
        case .proved: (0, "ok")
        case .refuted: (1, "no")
        case .undecided: (5, "partial")
        }
    }
}
