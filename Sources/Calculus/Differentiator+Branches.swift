import Exact
import Expressions
import Reading
import Vocabulary

// Functions that are not smooth, of arguments that are constant on a whole interval: the chain rule gives 0/0 there.
extension Differentiator {
    /// The expression by the branches of a part, where in one of them it does not depend on the variable and the chain rule has no value:
    /// `sqrt(relu(x))` is `if(x > 0, sqrt(x), 0)`. Nil for all other expressions.
    func byBranches(_ node: Expr) -> Expr? {
        guard branching.count <= Differentiator.mostBranchings else { return nil }
        for part in casesInside(node) {
            guard let cases = cases(of: part), store.kind(cases) == .piecewise else { continue }
            var parts = store.childArray(cases)
            var isFlat = false
            for position in parts.indices where position % 2 == 0 && !parts[position].isAbsent {
                let replacement = [part: parts[position]]
                if isFlatAndRough(node, replacement) { isFlat = true }
                parts[position] = catalogue.substitute(node, replacement)
            }
            if isFlat, !store.budget.isExhausted { return store.piecewise(parts) }
        }
        return nil
    }

    /// Beyond this many expressions by branches the chain rule has to do.
    private static let mostBranchings = 64

    /// The derivative, if a part that is constant between its jumps makes the expression constant where it is zero: that of
    /// `sqrt(x*floor(x))` is 0 wherever `floor(x)` is.
    func besideJumps(_ node: Expr, _ derivative: Expr) -> Expr {
        guard derivative != .zero, !derivative.isAbsent else { return derivative }
        for part in casesInside(node) where isConstantBetweenJumps(part) && isFlatAndRough(node, [part: .zero]) {
            return store.piecewise([.zero, store.relation(.equal, part, .zero), derivative])
        }
        return derivative
    }

    /// Notes for a node, all of whose parts have been seen, whether cases stand in it.
    func noteCases(_ node: Expr) {
        if isCase(node) || (!withCases.isEmpty && store.childView(node).contains(where: { withCases.contains($0) })) {
            withCases.insert(node)
        }
    }

    private func isCase(_ node: Expr) -> Bool {
        switch store.kind(node) {
        case .piecewise: return true
        case .call:
            let row = Vocabulary.row(store.function(node))
            return row.isDefinedByCases || row.exact == .floor || row.exact == .ceil
        default: return false
        }
    }

    /// The parts with cases in what a power or a function that is not smooth everywhere is of.
    private func casesInside(_ node: Expr) -> [Expr] {
        if withCases.isEmpty { return [] }
        switch store.kind(node) {
        case .power:
            if let exponent = store.rationalValue(store.child(node, 1)), exponent.isInteger || exponent.signum < 0 { return [] }
        case .call:
            if isConstantBetweenJumps(node) { return [] }
        default: return []
        }
        guard store.childView(node).contains(where: { withCases.contains($0) }) else { return [] }
        let inside = store.postorder(store.childArray(node)).reversed().filter { withCases.contains($0) && isCase($0) }
        return Array(inside.prefix(8)).filter { dependsOnVariable($0) }
    }

    private func isConstantBetweenJumps(_ node: Expr) -> Bool {
        guard store.kind(node) == .call, store.childCount(node) == 1 else { return false }
        return catalogue.derivative(store.function(node), 0)?.instance([store.child(node, 0), node], catalogue) == .zero
    }

    /// A call or a piecewise expression as a piecewise one.
    private func cases(of part: Expr) -> Expr? {
        if store.kind(part) == .piecewise { return part }
        guard store.kind(part) == .call, let template = catalogue.definition(store.function(part)), !isConstantBetweenJumps(part) else {
            return nil
        }
        let arguments = store.childArray(part)
        return Vocabulary.row(store.function(part)).isVariadic
            ? arguments.dropFirst().reduce(arguments[0]) { template.instance([$0, $1], catalogue) }
            : template.instance(arguments, catalogue)
    }

    /// Whether a power or a call does not depend on the variable once a part is replaced, at an argument where it may have no derivative.
    private func isFlatAndRough(_ node: Expr, _ replacement: [Expr: Expr]) -> Bool {
        let arguments = store.childArray(node).map { catalogue.substitute($0, replacement) }
        if store.kind(node) == .power {
            // A power of 0 is 0, whatever its exponent is.
            let isFlat = !dependsOnVariable(arguments[0]) && (arguments[0] == .zero || !dependsOnVariable(arguments[1]))
            return isFlat && !store.facts(of: arguments[0]).isNonzero
        }
        guard arguments.allSatisfy({ !dependsOnVariable($0) }) else { return false }
        let function = store.function(node)
        if let kinks = catalogue.kinks(function) {
            let places = Vocabulary.row(function).isVariadic ? Array(zip(arguments, arguments.dropFirst())).map { [$0, $1] } : [arguments]
            if places.contains(where: { store.settled(kinks.instance($0, catalogue)) != .falsehood }) { return true }
        }
        let value = catalogue.call(function, arguments)
        return !value.isAbsent
            && arguments.indices.contains { catalogue.derivative(function, $0)?.instance(arguments + [value], catalogue) == .undefined }
    }
}
