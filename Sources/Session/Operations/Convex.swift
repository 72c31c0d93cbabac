import Algebra
import Arrays
import Exact
import Expressions
import Reading
import Rendering
import Syntax
import Vocabulary

/// Whether a function is convex.
public enum Convexity: Sendable {
    /// It is, on every convex set on which the conditions of the answer hold.
    case proved
    /// Near this point it curves downwards, in this direction.
    case refuted(at: [(name: Expr, value: Expr)], direction: [Expr])
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
        var answer = try session.convexity(of: meaning, in: variables, at: operand.span)
        answer.notes = meaning.notes + named.compactMap { session.remark(onAbsent: $0, in: operand) }
        return answer
    }
}

extension Session {
    /// The principal minors of a matrix of so many rows are 2^rows - 1.
    static let mostConvexVariables = 6

    /// Whether a function is convex in variables.
    fileprivate func convexity(of meaning: Meaning, in variables: [Expr], at span: Span) throws(Diagnostic) -> Answer {
        let function = meaning.requiringForm(domain).amongReals(store)
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
                    return Answer(.convexity(.undecided))
                }
                // Where the formula of a second derivative has no value, the function may have an edge.
                conditions += entry.requiringForm(domain).amongReals(store).domain
                entries.append(entry.expr)
            }
            hessian.append(entries)
        }
        let stated = domain.stated(conditions, [], for: .zero)
        var answer = Answer(.convexity(.proved))
        for places in subsets(of: variables.count) {
            let block = ArrayValue(rows: places.count, columns: places.count) { hessian[places[$0]][places[$1]] }
            switch try negativity(of: linearAlgebra.determinant(block, at: span), where: conditions, stated, at: span) {
            case .proved: continue
            case .undecided: answer.content = .convexity(.undecided)
            case .different(let point):
                answer.content = .convexity(.undecided)
                for point in completed(point, with: store.symbols(in: [function.expr] + variables)) {
                    guard let part = try directionDown(block, at: point, function.expr, stated, span) else { continue }
                    let direction = variables.indices.map { places.firstIndex(of: $0).map { part[$0] } ?? .zero }
                    answer.content = .convexity(.refuted(at: point, direction: direction))
                    answer.isVerified = true
                    break
                }
            }
            return answer
        }
        answer.conditions = stated
        answer.isVerified = true
        return answer
    }

    /// Whether an expression equals its absolute value, that is, is negative nowhere; else a point where it is.
    private func negativity(
        of minor: Expr, where conditions: [DomainCondition], _ stated: [Expr], at span: Span
    ) throws(Diagnostic) -> Equality.Verdict {
        let equality = try prover(span)
        let verdict = store.supposing(store.conjunction(stated)) { () -> Equality.Verdict in
            let simple = simplifier.simplify(minor).result
            if store.facts(of: simple).isNonnegative { return .proved }
            return equality.decide(simple, catalogue.call(KnownFunction.absoluteValue, simple), where: conditions)
        }
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        return verdict ?? .undecided(agreedAt: 0)
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

    /// A direction in which a function of that Hessian, whose determinant is negative, curves downwards at a point; nil where it is not
    /// certain, or the point is outside of the domain.
    private func directionDown(
        _ hessian: ArrayValue, at point: [(name: Expr, value: Expr)], _ function: Expr, _ stated: [Expr], _ span: Span
    ) throws(Diagnostic) -> [Expr]? {
        let values = Dictionary(point.map { ($0.name, $0.value) }) { first, _ in first }
        do throws(Diagnostic) { try checkAssumptions(values) } catch { return nil }
        for condition in stated where try evaluator.decide(catalogue.substitute(condition, values), at: span) != true { return nil }
        let balls = try ballEvaluator(span)
        let block = hessian.map { catalogue.substitute($0, values) }
        let determinant = try linearAlgebra.determinant(block, at: span)
        let value = catalogue.substitute(function, values)
        guard store.isConstant(determinant), balls.sign(ofConstant: determinant) == -1, store.isConstant(value), balls.isReal(value) == true
        else { return nil }
        // In the direction adj(H)*w the form takes the value det(H)*w'*adj(H)*w. For w a unit vector that is an entry of the diagonal, for a
        // sum or difference of two of them, where the diagonal is zero, twice the size of another entry.
        let adjugate = try linearAlgebra.adjugate(block, at: span)
        let signs = adjugate.map { store.number(balls.sign(ofConstant: $0) ?? 0) }
        let size = block.rowCount
        let weights: [Expr]
        if let place = (0..<size).first(where: { signs[$0, $0] == .one }) {
            weights = (0..<size).map { $0 == place ? .one : .zero }
        } else if let place = signs.entries.indices.first(where: { signs.entries[$0] != .zero && $0 % size != $0 / size }),
            adjugate[place / size, place / size] == .zero, adjugate[place % size, place % size] == .zero
        {
            weights = (0..<size).map { $0 == place / size ? .one : $0 == place % size ? signs.entries[place] : .zero }
        } else {
            return nil
        }
        let direction = adjugate.times(ArrayValue(vector: weights), store)?.entries ?? []
        guard let scale = direction.first(where: { balls.isNonzero($0) }) else { return nil }
        var simple: [Expr] = []
        for part in direction { simple.append(try simpleFraction(store.quotient(part, scale), at: span)) }
        return simple
    }

    /// The finding in words.
    func sentence(_ convexity: Convexity) throws(Diagnostic) -> String {
        switch convexity {
        case .proved: return "convex"
        case .undecided: return "undecided"
        case .refuted(let point, let direction):
            let place = point.isEmpty ? "" : " at \(try assignments(point))"
            if direction.count == 1 { return "not convex\(place)" }
            let texts = try direction.map { part throws(Diagnostic) in try text.text(part) }
            return "not convex\(place), in the direction [\(texts.joined(separator: ", "))]"
        }
    }

    /// Adds the finding to an answer in JSON.
    func add(_ convexity: Convexity, to object: inout JSONWriter) throws(Diagnostic) {
        guard case .refuted(let point, let direction) = convexity else {
            object.member("result", try sentence(convexity))
            return
        }
        object.member("result", "not convex")
        try add(point, to: &object)
        object.member("direction", try direction.map { part throws(Diagnostic) in try text.text(part) })
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
