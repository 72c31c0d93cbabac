import Expressions

/// What a call comes to as a kernel, whatever the field.
enum CallReading {
    /// A call, or its opposite.
    case kernel(Expr, isTurned: Bool)
    /// A function of an angle.
    case angle(NormalForm.Angle)
}

/// What calls have come to in the fields of one language: the forms that a simplification compares have most kernels in common, and the
/// arguments of each are read once.
final class CallReadings {
    private let store: ExprStore
    private let costs: CostTable
    private var readings = ExprMemory<CallReading>()
    private var arguments = ExprMemory<Void>()

    init(_ store: ExprStore, _ costs: CostTable) {
        self.store = store
        self.costs = costs
    }

    /// What a call came to.
    func reading(of call: Expr) -> CallReading? { readings.value(of: call, store) }

    /// Keeps what a call has come to, unless the budget is spent: what was built then is nothing.
    func keep(_ reading: CallReading, of call: Expr) {
        if self.reading(of: call) == nil, !store.budget.isExhausted { readings.keep(reading, of: call) }
    }

    /// Of an argument and its opposite the one that all fields write: the cheaper one, or else that which was met first.
    func direction(of argument: Expr) -> (argument: Expr, isTurned: Bool) {
        if arguments.value(of: argument, store) != nil { return (argument, false) }
        let opposite = store.sum(store.terms(argument).map { store.negated($0) })
        if arguments.value(of: opposite, store) != nil { return (opposite, true) }
        if store.budget.isExhausted { return (argument, false) }
        let isTurned = costs.cost(of: opposite) < costs.cost(of: argument)
        arguments.keep((), of: isTurned ? opposite : argument)
        return (isTurned ? opposite : argument, isTurned)
    }
}
