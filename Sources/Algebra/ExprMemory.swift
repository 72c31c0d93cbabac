import Expressions

/// What has been worked out of expressions. It is good as long as the store's revision stands: nothing new is assumed, no handle has got a
/// new meaning.
struct ExprMemory<Value>: ~Copyable {
    private var revision = 0
    private var places = ExprMap<Int32>()
    private var values: [Value] = []

    /// What is kept of an expression.
    mutating func value(of expr: Expr, _ store: ExprStore) -> Value? {
        if store.revision != revision {
            revision = store.revision
            places.removeAll()
            values.removeAll(keepingCapacity: true)
        }
        return places[expr].map { values[Int($0)] }
    }

    /// Keeps what was found of an expression that was asked for just now.
    mutating func keep(_ value: Value, of expr: Expr) {
        places.set(expr, Int32(values.count))
        values.append(value)
    }
}
