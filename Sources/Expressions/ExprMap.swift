/// A map from the expressions of one store to small values, as flat arrays. Emptying it takes no time.
public struct ExprMap<Value: BitwiseCopyable> {
    private var stamps: [UInt32] = []
    private var values: [Value] = []
    private var stamp: UInt32 = 1
    private let blank: Value

    /// - Parameter blank: fills the slots that hold nothing.
    public init(blank: Value) { self.blank = blank }

    /// The value of an expression, if it has one.
    @inlinable public subscript(_ expr: Expr) -> Value? { value(Int(expr.index)) }

    @usableFromInline func value(_ index: Int) -> Value? {
        index < stamps.count && stamps[index] == stamp ? values[index] : nil
    }

    /// Gives an expression a value.
    public mutating func set(_ expr: Expr, _ value: Value) {
        let index = Int(expr.index)
        if index >= stamps.count {
            let size = max(index + 1, stamps.count * 2, 256)
            stamps += Array(repeating: 0, count: size - stamps.count)
            values += Array(repeating: blank, count: size - values.count)
        }
        stamps[index] = stamp
        values[index] = value
    }

    /// Forgets everything.
    public mutating func removeAll() {
        stamp &+= 1
        if stamp == 0 {
            stamps = stamps.map { _ in 0 }
            stamp = 1
        }
    }
}
