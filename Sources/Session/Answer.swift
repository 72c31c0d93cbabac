import Algebra
import Certified
import Expressions
import Reading
import Solving
import Syntax

/// The answer to a question, before it is set in a format.
public struct Answer {
    /// What was found.
    public enum Content {
        /// An expression, with where it has a value.
        case expression(Meaning)
        indirect case number(NumericValue)
        /// Several expressions, in order.
        case list([Meaning])
        /// A vector, or a matrix by rows: an answer for every entry.
        indirect case array([[Answer]], isVector: Bool)
        /// A vector or matrix whose sizes are names.
        indirect case indexedArray(IndexedMeaning)
        /// Whether two expressions are equal.
        indirect case verdict(Equality.Verdict)
        /// Whether a function is convex.
        indirect case convexity(Convexity)
        /// The solutions of equations.
        indirect case solutions(Solutions)
        /// First or second derivatives.
        indirect case derivatives(Derivatives)
        /// Numbers with the value between them.
        case enclosure(Enclosure)
        /// Derivatives beside differences.
        indirect case check(Check)
        /// What is claimed to be a derivative, beside the derivative.
        indirect case claim(Claim)
        /// Sentences.
        case explanation([String])
        /// The evaluation trace with derivatives.
        indirect case trace(Trace)
        /// A definition or declaration: nothing to show.
        case none
    }

    /// What was found.
    public var content: Content
    /// What a number stands for inside other expressions.
    var meaning: Meaning?
    /// Whether an expression stands for a real function, which has a value only where that is real.
    var requiresReals = false
    /// What must hold for the answer to be right, besides what an expression itself says.
    public var conditions: [Expr] = []
    /// How the input was read, where that may surprise.
    public var notes: [Note] = []
    /// How the answer came about, where that was asked for.
    public var steps: [Step] = []
    /// Whether all was done that could be: otherwise the answer is right, but there may be a better one.
    public var isComplete = true
    /// Whether the answer was re-derived another way; nil where nothing could be checked.
    public var isVerified: Bool?

    /// A step on the way to an answer.
    public struct Step: Sendable {
        /// The rule, the row of the function table or the method.
        public let name: String
        /// The expression, wherever it occurs.
        public let before: Expr
        /// What it becomes.
        public let after: Expr

        /// A step.
        public init(name: String, before: Expr, after: Expr) {
            self.name = name
            self.before = before
            self.after = after
        }
    }

    /// A gradient, a Jacobian or a Hessian.
    public struct Derivatives {
        /// Which it is.
        public enum Shape: String, Sendable {
            case gradient = "grad"
            case jacobian, hessian
        }

        /// An entry: a formula or a number.
        public enum Entry {
            case formula(Expr)
            indirect case number(NumericValue)
            case enclosure(Enclosure)
        }

        /// Which it is.
        public var shape: Shape
        /// What was differentiated in.
        public var variables: [Expr]
        /// The rows: one for a gradient.
        public var rows: [[Entry]]
        /// The values of the function at the point, where there is one.
        public var values: [Entry] = []
        /// At a point: whether the first derivatives are known to be gradients, not partial derivatives only.
        public var isTotal: Bool?
        /// Whether that was not decided.
        public var isOpen = false
    }

    /// Doubles with a real number certainly between them.
    public struct Enclosure: Sendable {
        /// The lower end.
        public let lower: Double
        /// The upper end.
        public let upper: Double
    }

    /// Solutions with what matters for showing them.
    public struct Solutions {
        /// What solving found.
        public var set: SolutionSet
        /// What was solved for.
        public var unknowns: [Expr]
        /// For stationary points: what each is, in the order of the solutions.
        public var points: [StationaryPoints.Point]?
        /// How many certified digits are shown instead of exact values.
        public var digits: Int?
        /// Whether it must be said that only real solutions were looked for.
        public var mentionsReal = false
        /// Whether it must be said which interval was searched.
        public var mentionsInterval = false
        /// Whether the search ended because its time was over.
        public var isCut = false

        /// Solutions of which nothing is to be said.
        public init(_ set: SolutionSet, for unknowns: [Expr]) {
            self.set = set
            self.unknowns = unknowns
        }
    }

    /// An answer without conditions, notes or a verdict.
    public init(_ content: Content) { self.content = content }

    /// An expression that holds everywhere.
    init(_ expr: Expr) { self.init(.expression(Meaning(expr))) }
}

extension Answer {
    /// What the answer stands for inside other expressions; nil where it is none.
    func definition(_ store: ExprStore, _ domain: Domain) -> Definition? {
        switch content {
        case .expression(let meaning): .meaning(requiresReals ? meaning.requiringForm(domain).amongReals(store) : meaning)
        case .number: meaning.map { .meaning($0) }
        case .list(let parts): .list(parts)
        case .array(let rows, let isVector): Answer.array(rows, isVector, store, domain)
        case .indexedArray(let meaning): .indexedArray(meaning)
        case .verdict(.proved): .meaning(Meaning(.truth))
        case .verdict(.different): .meaning(Meaning(.falsehood))
        case .solutions(let found): .list((found.points?.map(\.solution) ?? found.set.solutions).map { $0.meaning(found.unknowns, store) })
        case .derivatives(let found): found.definition(where: conditions, store, domain)
        case .verdict(.undecided), .convexity, .enclosure, .check, .claim, .explanation, .trace, .none: nil
        }
    }
}

extension Answer {
    /// The array of what the entries stand for; nil where one of them stands for nothing.
    fileprivate static func array(_ rows: [[Answer]], _ isVector: Bool, _ store: ExprStore, _ domain: Domain) -> Definition? {
        var (entries, text): ([Expr], Meaning) = ([], Meaning(.zero))
        for row in rows {
            for entry in row {
                guard case .meaning(let meaning) = entry.definition(store, domain) else { return nil }
                entries.append(meaning.expr)
                for condition in meaning.domain {
                    let isKnown = text.domain.contains {
                        $0.requirement == condition.requirement && $0.guardCondition == condition.guardCondition
                    }
                    if !isKnown { text.domain.append(condition) }
                }
                text.digits = meaning.digits ?? text.digits
            }
        }
        guard let width = rows.first?.count, !entries.isEmpty else { return nil }
        let (height, across) = isVector ? (entries.count, 1) : (rows.count, width)
        return .array(ArrayMeaning(ArrayValue(rows: height, columns: across, isVector: isVector, entries), text))
    }
}

extension Answer.Derivatives {
    /// The formulas, each where all hold; nil where entries are rounded numbers.
    fileprivate func definition(where conditions: [Expr], _ store: ExprStore, _ domain: Domain) -> Definition? {
        var parts: [[Answer]] = []
        for row in rows {
            var entries: [Answer] = []
            for entry in row {
                guard case .formula(let expr) = entry else { return nil }
                var part = Meaning(expr)
                part.domain = conditions.map { DomainCondition(requirement: .holds($0), span: Span(0, 0), guardCondition: .truth) }
                entries.append(Answer(.expression(part.requiringForm(domain))))
            }
            parts.append(entries)
        }
        return Answer.array(parts, !isMatrix, store, domain)
    }
}

extension Meaning {
    /// The meaning, with what its form requires said, for other expressions in which the form may be gone: as in `1/x - 1/x`.
    func requiringForm(_ domain: Domain) -> Meaning {
        var result = self
        result.domain += domain.requirements(of: expr).map { DomainCondition(requirement: $0, span: Span(0, 0), guardCondition: .truth) }
        return result
    }
}

extension Solution {
    /// A solution inside other expressions: the value of the unknown, the equations of several, or the condition of a range.
    fileprivate func meaning(_ unknowns: [Expr], _ store: ExprStore) -> Meaning {
        if bindings.isEmpty { return Meaning(condition) }
        let isSingle = bindings.count == 1
        var meaning = Meaning(isSingle ? bindings[0].value : store.conjunction(bindings.map { store.equation($0.name, $0.value) }))
        if condition != .truth {
            meaning.domain = [DomainCondition(requirement: .holds(condition), span: Span(0, 0), guardCondition: .truth)]
        }
        return meaning
    }
}
