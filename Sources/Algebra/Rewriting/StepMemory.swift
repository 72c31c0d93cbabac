import Expressions

/// The steps of expressions, as far as they were looked for. It is good as long as the store's revision stands: nothing new is assumed, no
/// handle has got a new meaning.
struct StepMemory<Step> {
    private var revision = 0
    /// Where the step of an expression is kept; -1 where it has none.
    private var places = ExprMap<Int32>(blank: 0)
    private var steps: [Step] = []

    /// The step, or none; nil where it was not looked for.
    mutating func step(of expr: Expr, _ store: ExprStore) -> Step?? {
        if store.revision != revision {
            revision = store.revision
            places.removeAll()
            steps.removeAll(keepingCapacity: true)
        }
        return places[expr].map { $0 < 0 ? nil : steps[Int($0)] }
    }

    /// Keeps what was found for an expression that was asked for just now.
    mutating func keep(_ step: Step?, of expr: Expr) {
        places.set(expr, step == nil ? -1 : Int32(steps.count))
        if let step { steps.append(step) }
    }
}
