import Exact
import Tape

/// Sums of the results of rows, with what rounding has taken away kept beside them.
///
/// Source of the method: Neumaier, *Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen*, 1974.
public struct RowSums: Sendable {
    /// How many rows were added.
    public private(set) var rowCount = 0
    private var sums: [Double]
    private var corrections: [Double]

    /// No rows, of so many results each.
    init(count: Int) {
        sums = Array(repeating: 0, count: count)
        corrections = sums
    }

    /// The sums of all rows of a block, of so many results each.
    init(_ results: BatchResults, count: Int) {
        self.init(count: count)
        rowCount = results.rowCount
        for column in 0..<count {
            for row in 0..<results.rowCount { add(results.values[column * results.capacity + row], to: column) }
        }
    }

    private mutating func add(_ number: Double, to column: Int) {
        let sum = sums[column] + number
        corrections[column] += sums[column].magnitude >= number.magnitude ? (sums[column] - sum) + number : (number - sum) + sums[column]
        sums[column] = sum
    }

    /// Adds the sums of other rows.
    mutating func add(_ other: RowSums) {
        rowCount += other.rowCount
        for column in sums.indices {
            add(other.sums[column], to: column)
            corrections[column] += other.corrections[column]
        }
    }

    /// The sum of a result.
    subscript(column: Int) -> Double {
        // What is not finite stays so: the correction would be no number.
        sums[column].isFinite ? sums[column] + corrections[column] : sums[column]
    }
}

/// What is made of the sums over all rows: a value, and its derivatives in names that are the same in every row.
struct RowTotals: Sendable {
    /// What keeps a value or its derivatives from being there.
    enum Problem: Sendable { case noValue, mayHaveKink }

    /// The value and its derivatives in all inputs: the sums, the names, how many rows there are; behind them, where there may be kinks,
    /// whether one is met.
    let program: Program
    let hasKinks: Bool
    /// One output that is not 0 where there is no value; nil where there always is one.
    let exclusions: Program?
    /// How many sums there are.
    let sumCount: Int
    /// The values of the names.
    let values: [Double]
    /// The names that derivatives are taken in, by their places among the names.
    let variables: [Int]

    /// The value, and the derivatives by the chain rule.
    ///
    /// - Parameter shape: that of the results of the rows: the terms of the sums and their derivatives.
    func results(_ sums: RowSums, _ shape: BatchShape, _ library: FunctionLibrary) -> (numbers: [Double], problem: Problem?) {
        let inputs = (0..<sumCount).map { sums[$0] } + values + [Double(sums.rowCount)]
        let found = PointEvaluator(program, library).evaluate(inputs)
        let isExcluded = exclusions.map { PointEvaluator($0, library).evaluate(inputs)[0] != 0 } ?? false
        guard !isExcluded, found[0].isFinite else { return ([Double](repeating: .nan, count: 1 + variables.count), .noValue) }
        let meetsKink = !variables.isEmpty && hasKinks && found[found.count - 1] != 0
        let derivatives = variables.enumerated().map { place, variable in
            meetsKink
                ? .nan
                : (0..<sumCount).reduce(found[1 + sumCount + variable]) { total, sum in
                    total + found[1 + sum] * sums[shape.place(function: sum, variable: place)]
                }
        }
        return ([found[0]] + derivatives, meetsKink ? .mayHaveKink : nil)
    }
}
