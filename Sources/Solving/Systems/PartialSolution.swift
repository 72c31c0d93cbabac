import Expressions
import Reading

/// A system on the way to its solution: what is still to be zero, and what has been found.
struct PartialSolution {
    /// What is still to be zero.
    var equations: [Expr]
    /// The unknowns without a value, in the order of the request.
    var unknowns: [Expr]
    /// Values found, in terms of unknowns without a value and of parameters.
    var values: [Expr: Expr] = [:]
    /// Parameters that have a value in this case, by an equation among parameters.
    var parameters: [Expr: Expr] = [:]
    /// What else must hold, of parameters and of unknowns without a value.
    var conditions: [Expr] = []
    /// Names in the values that stand for any whole number.
    var integers: [Expr] = []
    /// How often it counts; nil where that has no meaning.
    var multiplicity: Int?
    /// Whether values are decimal numbers near those meant, which are still to be certified.
    var isApproximate = false
    /// Where the values lie that have no closed form.
    var enclosures: [Expr: Enclosure] = [:]

    /// With a value put in for an unknown or a parameter, wherever it stands; nil where something has no value then.
    func substituting(_ value: Expr, for name: Expr, _ catalogue: Catalogue) -> PartialSolution? {
        substituting([name: value], catalogue)
    }

    /// With values put in for unknowns or parameters, wherever they stand; nil where something has no value then.
    func substituting(_ replacements: [Expr: Expr], _ catalogue: Catalogue) -> PartialSolution? {
        var next = self
        next.equations = catalogue.substitute(equations, replacements)
        if next.equations.contains(where: \.isAbsent) { return nil }
        next.values = values.mapValues { catalogue.substitute($0, replacements) }
        next.parameters = parameters.mapValues { catalogue.substitute($0, replacements) }
        if next.values.values.contains(where: \.isAbsent) || next.parameters.values.contains(where: \.isAbsent) { return nil }
        next.conditions = catalogue.substitute(conditions, replacements)
        if next.conditions.contains(.falsehood) || next.conditions.contains(where: \.isAbsent) { return nil }
        for (name, value) in replacements {
            if next.unknowns.contains(name) { next.values[name] = value } else { next.parameters[name] = value }
        }
        next.unknowns.removeAll { replacements[$0] != nil }
        return next
    }

    /// With a condition more; nil where it cannot hold.
    func demanding(_ condition: Expr) -> PartialSolution? {
        if condition == .falsehood { return nil }
        if condition == .truth || conditions.contains(condition) { return self }
        var next = self
        next.conditions.append(condition)
        return next
    }
}

/// What was found of a system.
struct PartialSolutions {
    /// The solutions, whose equations are all gone.
    var list: [PartialSolution] = []
    /// Whether there are no others.
    var isComplete = true

    static let none = PartialSolutions()
    /// Nothing is known.
    static let unknown = PartialSolutions(isComplete: false)

    /// Those of several cases together.
    mutating func join(_ other: PartialSolutions) {
        list += other.list
        isComplete = isComplete && other.isComplete
    }
}
