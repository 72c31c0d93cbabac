/// A map from the expressions of one store to small values, as one flat array by handle. Emptying it takes no time: a value is good where
/// the stamp beside it is the present one.
///
/// It lies outside of Swift's arrays, whose references would be counted at every access.
public struct ExprMap<Value: BitwiseCopyable>: ~Copyable {
    fileprivate struct Slot: BitwiseCopyable {
        var stamp: UInt32
        var value: Value
    }

    private var slots = UnsafeMutableBufferPointer<Slot>(start: nil, count: 0)
    private var stamp: UInt32 = 1

    /// A map of nothing.
    public init() {}

    deinit { slots.deallocate() }

    /// The value of an expression, if it has one.
    public subscript(_ expr: Expr) -> Value? {
        let index = Int(expr.index)
        return index < slots.count && slots[index].stamp == stamp ? slots[index].value : nil
    }

    /// Gives an expression a value.
    public mutating func set(_ expr: Expr, _ value: Value) {
        let index = Int(expr.index)
        if index >= slots.count { grow(toHold: index) }
        slots[index] = Slot(stamp: stamp, value: value)
    }

    /// Forgets everything.
    public mutating func removeAll() {
        stamp &+= 1
        if stamp == 0 {
            for index in slots.indices { slots[index].stamp = 0 }
            stamp = 1
        }
    }

    /// The slots of the expressions with the first so many handles, to mark them without looking for room each time. It is good until a
    /// value is set elsewhere.
    struct Marks {
        fileprivate let slots: UnsafeMutablePointer<Slot>
        fileprivate let stamp: UInt32

        /// Gives an expression a value unless it has one.
        ///
        /// - Returns: whether it had none.
        func set(_ expr: Expr, _ value: Value) -> Bool {
            let slot = slots + Int(expr.index)
            if slot.pointee.stamp == stamp { return false }
            slot.pointee = Slot(stamp: stamp, value: value)
            return true
        }
    }

    /// Room for the expressions with the first so many handles; nil where there is none.
    mutating func marks(upTo count: Int) -> Marks? {
        if count > slots.count { grow(toHold: count - 1) }
        return slots.baseAddress.map { Marks(slots: $0, stamp: stamp) }
    }

    private mutating func grow(toHold index: Int) {
        let capacity = max(index + 1, slots.count * 2, 256)
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: capacity * MemoryLayout<Slot>.stride, alignment: MemoryLayout<Slot>.alignment)
        let kept = UnsafeRawBufferPointer(slots)
        larger.copyMemory(from: kept)
        // No stamp is zero: what has been set is told from what has not.
        UnsafeMutableRawBufferPointer(rebasing: larger[kept.count...]).initializeMemory(as: UInt8.self, repeating: 0)
        slots.deallocate()
        slots = larger.bindMemory(to: Slot.self)
    }
}
