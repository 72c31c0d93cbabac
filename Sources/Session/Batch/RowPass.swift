import Tape

/// The programs of a plan at work on columns of numbers; it belongs to one thread.
final class RowPass {
    /// What a pass tells of a row.
    enum Finding { case clear, inDoubt, suspect }

    private let programs: BatchPlan.Programs
    private let results: BlockEvaluator
    private let exclusions: BlockEvaluator?
    private let places: [Int]
    private let columnCount: Int
    private let capacity: Int
    /// Whether kinks are met, whether rows are excluded, and the bounds of both programs: columns of their own.
    private let flags: UnsafeMutablePointer<Double>
    private static let flagCount = 4

    init(_ programs: BatchPlan.Programs, _ plan: BatchPlan, _ library: FunctionLibrary, capacity: Int) {
        self.programs = programs
        self.capacity = capacity
        places = plan.places
        columnCount = plan.shape.count
        results = BlockEvaluator(programs.results, library)
        exclusions = programs.exclusions.map { BlockEvaluator($0, library) }
        flags = .allocate(capacity: RowPass.flagCount * capacity)
        flags.initialize(repeating: 0, count: RowPass.flagCount * capacity)
    }

    deinit { flags.deallocate() }

    /// Computes rows.
    ///
    /// - Parameters:
    ///   - columns: the inputs of the programs.
    ///   - values: where the results go, column behind column, `capacity` apart.
    ///   - leftRange: called with rows, from 0, some of which left the range of doubles on the way to their results.
    func evaluate(
        _ columns: [UnsafePointer<Double>], into values: UnsafeMutablePointer<Double>, count: Int, leftRange: (Range<Int>) -> Void
    ) {
        var outputs = places.map { values + $0 * capacity }
        if programs.hasKinks { outputs.append(flags) }
        if programs.isBounded { outputs.append(flags + 2 * capacity) }
        results.evaluate(columns, into: outputs, count: count, leftRange: leftRange)
        guard let exclusions else { return }
        var conditions = [flags + capacity]
        if programs.areExclusionsBounded { conditions.append(flags + 3 * capacity) }
        exclusions.evaluate(columns, into: conditions, count: count, leftRange: leftRange)
    }

    /// Whether all rows are clear. Nearly always they are: this is one pass without branches, which takes the sign of zeros away, too.
    func areClear(_ values: UnsafeMutablePointer<Double>, _ count: Int) -> Bool {
        let exponent: UInt64 = 0x7FF0_0000_0000_0000
        var bits: UInt64 = 0
        for row in 0..<count { bits |= flags[row].bitPattern | flags[capacity &+ row].bitPattern }
        if programs.isBounded || programs.areExclusionsBounded {
            for row in 0..<count {
                let isBounded = flags[2 &* capacity &+ row] <= 0
                let isDecided = flags[3 &* capacity &+ row] <= 0
                bits |= (isBounded ? 0 : 1) | (isDecided ? 0 : 1)
            }
        }
        var largest: UInt64 = 0
        for column in 0..<columnCount {
            for row in 0..<count {
                let number = values[column &* capacity &+ row] + 0
                values[column &* capacity &+ row] = number
                largest = max(largest, number.bitPattern & exponent)
            }
        }
        return largest != exponent && bits == 0
    }

    /// What is found of a row that was computed.
    func finding(_ row: Int, _ values: UnsafeMutablePointer<Double>) -> Finding {
        if flags[row] != 0 || flags[capacity + row] != 0 { return .suspect }
        for column in 0..<columnCount where !values[column * capacity + row].isFinite { return .suspect }
        return flags[2 * capacity + row] <= 0 && flags[3 * capacity + row] <= 0 ? .clear : .inDoubt
    }
}
