import Tables
import Tape

/// The results of a block of rows.
public struct BatchResults: Sendable {
    /// The results, column behind column: that of column `c` and row `r` stands at `c * capacity + r`.
    public internal(set) var values: [Double]
    /// The distance of columns.
    public let capacity: Int
    /// How many rows there are.
    public internal(set) var rowCount = 0
    /// The rows, from 0, whose results doubles cannot vouch for: a kink is met, a result is not finite, or the text may have no value.
    public internal(set) var suspects: [Int] = []
    /// The rows, from 0, that have no value or no derivative, or of which that could not be decided; in order.
    var problems: [(row: Int, kind: BatchVerdict.Kind)] = []
}

/// Runs the programs of a plan on blocks of rows; it belongs to one thread.
public final class BatchEvaluator {
    private let plan: BatchPlan
    private let evaluator: BlockEvaluator
    private let exclusions: BlockEvaluator?
    private let constants: [(input: Int, column: UnsafeMutablePointer<Double>)]
    /// Whether kinks are met, and whether rows are excluded.
    private let flags: UnsafeMutablePointer<Double>
    private let capacity: Int
    /// What the last block gave.
    public private(set) var results: BatchResults

    /// - Parameter rowsPerBlock: how many rows a block holds at most.
    public init(_ plan: BatchPlan, rowsPerBlock: Int) {
        self.plan = plan
        capacity = rowsPerBlock
        let library = FunctionLibrary()
        evaluator = BlockEvaluator(plan.program, library)
        exclusions = plan.exclusions.map { BlockEvaluator($0, library) }
        constants = plan.inputs.enumerated().compactMap { number, input in
            guard case .constant(let value) = input else { return nil }
            let column = UnsafeMutablePointer<Double>.allocate(capacity: rowsPerBlock)
            column.initialize(repeating: value, count: rowsPerBlock)
            return (number, column)
        }
        flags = .allocate(capacity: 2 * rowsPerBlock)
        flags.initialize(repeating: 0, count: 2 * rowsPerBlock)
        results = BatchResults(values: Array(repeating: 0, count: plan.shape.count * rowsPerBlock), capacity: rowsPerBlock)
    }

    deinit {
        flags.deallocate()
        for (_, column) in constants { column.deallocate() }
    }

    /// Computes the results of a block's rows, which is made of the plan's columns.
    public func evaluate(_ block: TableBlock) {
        let count = block.rowCount
        results.rowCount = count
        results.suspects.removeAll(keepingCapacity: true)
        results.problems.removeAll(keepingCapacity: true)
        let (plan, capacity, flags) = (plan, capacity, flags)
        block.values.withUnsafeBufferPointer { numbers in
            guard let base = numbers.baseAddress else { return }
            var constant = constants.makeIterator()
            let columns = plan.inputs.map { input -> UnsafePointer<Double> in
                if case .column(let slot) = input { return base + slot * block.capacity }
                return constant.next().map { UnsafePointer($0.column) } ?? base
            }
            results.values.withUnsafeMutableBufferPointer { values in
                guard let start = values.baseAddress else { return }
                var outputs = plan.places.map { start + $0 * capacity }
                if plan.hasKinks { outputs.append(flags) }
                evaluator.evaluate(columns, into: outputs, count: count)
            }
            exclusions?.evaluate(columns, into: [flags + capacity], count: count)
        }
        findSuspects(block)
    }

    private func findSuspects(_ block: TableBlock) {
        let count = results.rowCount
        guard holdsSuspects(count) || !plan.wholeColumns.isEmpty else { return }
        let columnCount = plan.shape.count
        for row in 0..<count {
            var isSuspect = flags[row] != 0 || flags[capacity + row] != 0
            for column in 0..<columnCount where !results.values[column * capacity + row].isFinite { isSuspect = true }
            for whole in plan.wholeColumns where !whole.contains(block.values[whole.column * block.capacity + row]) { isSuspect = true }
            if isSuspect { results.suspects.append(row) }
        }
    }

    /// Whether some result is not finite or some flag is set. Nearly always there is none: this is one pass without branches, which
    /// takes the sign of zeros away, too.
    private func holdsSuspects(_ count: Int) -> Bool {
        let exponent: UInt64 = 0x7FF0_0000_0000_0000
        var bits: UInt64 = 0
        for row in 0..<count { bits |= flags[row].bitPattern | flags[capacity + row].bitPattern }
        let (columnCount, capacity) = (plan.shape.count, capacity)
        return results.values.withUnsafeMutableBufferPointer { values in
            var largest: UInt64 = 0
            for column in 0..<columnCount {
                for row in 0..<count {
                    let number = values[column &* capacity &+ row] + 0
                    values[column &* capacity &+ row] = number
                    largest = max(largest, number.bitPattern & exponent)
                }
            }
            return largest == exponent || bits != 0
        }
    }
}
