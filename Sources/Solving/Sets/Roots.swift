import Expressions

/// A value of the unknown at which an expression is zero, or a family of them.
struct Root: Hashable {
    /// The value.
    var value: Expr
    /// How often it counts; 0 where that has no meaning.
    var multiplicity = 1
    /// What must hold of the parameters.
    var condition: Expr = .truth
    /// The names in the value that stand for any whole number.
    var integers: [Expr] = []
    /// Expressions in the parameters: where one of them is zero the root may be none, which no trial elsewhere shows.
    var suspects: [Expr] = []
    /// Where the root lies, if that is all that is known of it: the value is then only near it.
    var enclosure: Enclosure?
}

/// The zeros of an expression that were found.
struct Roots {
    /// The zeros.
    var list: [Root] = []
    /// Conditions of the parameters under which every number is a zero.
    var everything: [Expr] = []
    /// Whether there are no others.
    var isComplete = true
    /// The interval on which the zeros are complete, where they were looked for numerically in an interval only.
    var searched: (lower: Expr, upper: Expr)?
    /// Where nothing could be decided.
    var undecided: [RealInterval] = []

    static let none = Roots()
    /// Nothing is known.
    static let unknown = Roots(isComplete: false)

    /// How many there are, in words.
    var summary: String {
        let count = list.count == 1 ? "1 zero" : "\(list.count) zeros"
        let every = everything.isEmpty ? "" : ", every number in some cases"
        return "\(count)\(every)\(isComplete ? "" : ", there may be others")"
    }

    /// Those of several factors together.
    mutating func join(_ other: Roots) {
        for root in other.list {
            if let known = list.firstIndex(where: { $0.value == root.value && $0.condition == root.condition }) {
                list[known].multiplicity += root.multiplicity
            } else {
                list.append(root)
            }
        }
        everything += other.everything.filter { !everything.contains($0) }
        if isComplete {
            searched = other.searched ?? searched
        } else if !other.isComplete, searched.map({ [$0.lower, $0.upper] }) != other.searched.map({ [$0.lower, $0.upper] }) {
            // Nothing is known to be complete anywhere.
            searched = nil
        }
        isComplete = isComplete && other.isComplete
        undecided += other.undecided
    }
}
