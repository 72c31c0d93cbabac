import Expressions
import Vocabulary

/// An inverse of a function: where it takes a value, as a rule at infinitely many places.
public struct Inverse: Sendable {
    /// How one place follows from another.
    public enum Turns: Sendable {
        /// There is one place.
        case none
        /// By whole multiples of a real number.
        case real
        /// By whole multiples of an imaginary one: only the first place can be real.
        case imaginary
    }

    private let template: Template
    /// How one place follows from another.
    public let turns: Turns
    /// Whether no place is real for real values: `pi*I - asinh(y)`.
    public let leavesReals: Bool

    fileprivate init(_ template: Template, _ row: FunctionRow) {
        self.template = template
        let catalogue = Catalogue(store: ExprStore(budget: .unbounded))
        let store = catalogue.store
        let names = (["y"] + row.parameters).map { store.symbol($0) }
        let places = [Expr.zero, .one].map { template.instance([names[0], $0] + names.dropFirst(), catalogue) }
        let step = store.difference(places[1], places[0])
        turns = step == .zero ? .none : store.traits(step).contains(.hasImaginary) ? .imaginary : .real
        leavesReals = store.traits(places[0]).contains(.hasImaginary)
    }

    /// The argument at which the function has a value.
    ///
    /// - Parameters:
    ///   - turn: which of the places; any whole number, or a name for one.
    ///   - arguments: those of the call; an inverse in one of several arguments may need the others.
    public func argument(for value: Expr, turn: Expr = .zero, _ arguments: [Expr], _ catalogue: Catalogue) -> Expr {
        template.instance([value, turn] + arguments, catalogue)
    }
}

extension Catalogue {
    /// The inverses of a function in its first argument, from the column `inverses`.
    public func inverses(_ function: FunctionID) -> [Inverse] {
        if let known = knownInverses[Int(function.index)] { return known }
        let row = Vocabulary.row(function)
        let inverses = row.inverses.map { Inverse(template($0, parameters: ["y", "k"] + row.parameters), row) }
        knownInverses[Int(function.index)] = inverses
        return inverses
    }

    /// Whether a function of real numbers takes no value twice.
    public func isOneToOne(_ function: FunctionID) -> Bool {
        let inverses = inverses(function)
        return inverses.count == 1 && inverses[0].turns == .none
    }
}
