import Exact
import Tables
import Tape

/// The results of a block of rows.
public struct BatchResults: Sendable {
    /// A row of which doubles cannot vouch.
    public struct Suspect: Sendable {
        /// Its number, from 0.
        public let row: Int
        /// Whether nothing is the matter but the rounding errors of its results.
        public let isInaccurate: Bool
    }

    /// The results, column behind column: that of column `c` and row `r` stands at `c * capacity + r`.
    public internal(set) var values: [Double]
    /// The distance of columns.
    public let capacity: Int
    /// How many rows there are.
    public internal(set) var rowCount = 0
    /// The rows of which doubles cannot vouch: a kink is met, a result is not finite or not accurate, or the text may have no value; in
    /// order.
    public internal(set) var suspects: [Suspect] = []
    /// The rows, from 0, that have no value or no derivative, or of which that could not be decided; in order.
    var problems: [(row: Int, kind: BatchVerdict.Kind)] = []
    /// The numbers that are shown otherwise than as doubles, in order.
    var written: [WrittenNumber] = []
}

/// Runs the programs of a plan on blocks of rows; it belongs to one thread.
///
/// Rows whose errors the quick bounds cannot keep small enough are computed once more with thorough bounds; those that stay in doubt
/// are left to `Batch`.
public final class BatchEvaluator {
    private let plan: BatchPlan
    private let pass: RowPass
    private let constants: [(input: Int, column: UnsafeMutablePointer<Double>)]
    private let capacity: Int
    private lazy var thorough: ThoroughPass? = plan.thorough.map { ThoroughPass($0, plan, capacity: capacity) }
    /// What the last block gave.
    public private(set) var results: BatchResults

    /// - Parameter rowsPerBlock: how many rows a block holds at most.
    public init(_ plan: BatchPlan, rowsPerBlock: Int) {
        self.plan = plan
        capacity = rowsPerBlock
        pass = RowPass(plan.programs, plan, FunctionLibrary(), capacity: rowsPerBlock)
        constants = plan.inputs.enumerated().compactMap { number, input in
            guard case .constant(let value, _) = input else { return nil }
            let column = UnsafeMutablePointer<Double>.allocate(capacity: rowsPerBlock)
            column.initialize(repeating: value, count: rowsPerBlock)
            return (number, column)
        }
        results = BatchResults(values: Array(repeating: 0, count: plan.shape.count * rowsPerBlock), capacity: rowsPerBlock)
    }

    deinit {
        for (_, column) in constants { column.deallocate() }
    }

    /// Computes the results of a block's rows, which is made of the plan's columns.
    public func evaluate(_ block: TableBlock) {
        let count = block.rowCount
        results.rowCount = count
        results.suspects.removeAll(keepingCapacity: true)
        results.problems.removeAll(keepingCapacity: true)
        results.written.removeAll(keepingCapacity: true)
        var outside: [Range<Int>] = []
        let (plan, pass) = (plan, pass)
        var areClear = true
        block.values.withUnsafeBufferPointer { numbers in
            guard let base = numbers.baseAddress else { return }
            var constant = constants.makeIterator()
            let columns = plan.inputs.map { input -> UnsafePointer<Double> in
                if case .column(let slot) = input { return base + slot * block.capacity }
                return constant.next().map { UnsafePointer($0.column) } ?? base
            }
            results.values.withUnsafeMutableBufferPointer { values in
                guard let start = values.baseAddress else { return }
                pass.evaluate(columns, into: start, count: count) { outside.append($0) }
                areClear = pass.areClear(start, count)
            }
        }
        if plan.thorough == nil { outside = [] }
        outside.sort { $0.lowerBound < $1.lowerBound }
        if areClear, outside.isEmpty, block.extremeRows.isEmpty, plan.wholeColumns.isEmpty, plan.digits == nil { return }
        findSuspects(block, outside)
    }

    private func findSuspects(_ block: TableBlock, _ outside: [Range<Int>]) {
        var extreme = block.extremeRows[...]
        var range = outside[...]
        var doubtful: [(row: Int, isReplaced: Bool)] = []
        var suspects: [BatchResults.Suspect] = []
        let count = results.rowCount
        results.values.withUnsafeMutableBufferPointer { values in
            guard let start = values.baseAddress else { return }
            for row in 0..<count {
                var finding = pass.finding(row, start)
                if extreme.first == row || plan.digits != nil { finding = .suspect }
                if extreme.first == row { extreme.removeFirst() }
                for whole in plan.wholeColumns where !whole.contains(block.values[whole.column * block.capacity + row]) {
                    finding = .suspect
                }
                while let first = range.first, first.upperBound <= row { range.removeFirst() }
                switch finding {
                case .suspect: suspects.append(.init(row: row, isInaccurate: false))
                case .inDoubt: doubtful.append((row, true))
                // What left the range may have done no harm: the result stands if the bound of the other pass says so.
                case .clear: if range.first?.contains(row) ?? false { doubtful.append((row, false)) }
                }
            }
            if !doubtful.isEmpty, let thorough {
                suspects += thorough.suspects(doubtful, block, start)
                suspects.sort { $0.row < $1.row }
            }
        }
        results.suspects = suspects
    }
}

/// Rows that are looked at more closely: the errors of their inputs are what the decimals of the table say.
private final class ThoroughPass {
    private let plan: BatchPlan
    private let pass: RowPass
    private let capacity: Int
    private let inputs: UnsafeMutablePointer<Double>
    private let values: UnsafeMutablePointer<Double>

    init(_ programs: BatchPlan.Programs, _ plan: BatchPlan, capacity: Int) {
        self.plan = plan
        self.capacity = capacity
        pass = RowPass(programs, plan, FunctionLibrary(), capacity: capacity)
        inputs = .allocate(capacity: max(1, 2 * plan.inputs.count * capacity))
        inputs.initialize(repeating: 0, count: max(1, 2 * plan.inputs.count * capacity))
        values = .allocate(capacity: max(1, plan.shape.count * capacity))
        values.initialize(repeating: 0, count: max(1, plan.shape.count * capacity))
    }

    deinit {
        inputs.deallocate()
        values.deallocate()
    }

    /// Those of the rows that stay in doubt. The results of others take the place of those there are, if they are to be replaced.
    func suspects(
        _ rows: [(row: Int, isReplaced: Bool)], _ block: TableBlock, _ results: UnsafeMutablePointer<Double>
    ) -> [BatchResults.Suspect] {
        let count = plan.inputs.count
        for (number, input) in plan.inputs.enumerated() {
            let (column, errors) = (inputs + number * capacity, inputs + (count + number) * capacity)
            for (place, entry) in rows.enumerated() {
                switch input {
                case .constant(let value, let error): (column[place], errors[place]) = (value, error)
                case .column(let slot):
                    let value = block.values[slot * block.capacity + entry.row]
                    let isExact =
                        block.field(row: entry.row, column: plan.columns[slot]).flatMap { Rational(signedDecimal: $0) }
                        == Rational(exactly: value)
                    (column[place], errors[place]) = (value, isExact ? 0 : value.ulp / 2)
                }
            }
        }
        let columns = (0..<(2 * count)).map { UnsafePointer(inputs + $0 * capacity) }
        pass.evaluate(columns, into: values, count: rows.count) { _ in }
        _ = pass.areClear(values, rows.count)
        var suspects: [BatchResults.Suspect] = []
        for (place, entry) in rows.enumerated() {
            switch pass.finding(place, values) {
            case .clear:
                guard entry.isReplaced else { continue }
                for column in 0..<plan.shape.count {
                    results[column * capacity + entry.row] = values[column * capacity + place]
                }
            case .inDoubt: suspects.append(.init(row: entry.row, isInaccurate: true))
            case .suspect: suspects.append(.init(row: entry.row, isInaccurate: false))
            }
        }
        return suspects
    }
}

extension Rational {
    /// The exact value of a decimal number as it stands in a table; nil where it is none, or too large to be written out.
    init?(signedDecimal text: ArraySlice<UInt8>) {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
        guard let size = digits.withUnsafeBufferPointer({ Rational(decimal: $0) }) else { return nil }
        self = isNegative ? -size : size
    }
}
