/// Tries a computation with doubled bits each time, the last time with `limit`, until it gives a value.
public func withIncreasingPrecision<T>(start: Int, limit: Int, _ body: (Int) throws -> T?) rethrows -> T? {
    var bits = min(start, limit)
    while true {
        if let value = try body(bits) { return value }
        guard bits < limit else { return nil }
        bits = bits > limit / 2 ? limit : max(2 * bits, 2)
    }
}
