import Tape

/// An expression and its derivatives, compiled for the rows of a table.
///
/// A plan holds programs and names only: every thread can run it, with an evaluator of its own.
public struct BatchPlan: Sendable {
    /// What stands for a name in the programs.
    enum Input: Sendable {
        /// One of the columns that are read.
        case column(Int)
        /// The same number in every row, and how far the double is from it at most.
        case constant(Double, error: Double)
    }

    /// The columns of the table that are to be read as numbers, by their places in its header.
    public internal(set) var columns: [Int]
    /// The names of the results, in order: `value`, `d/dx`, `d2/dxdy`; `value1`, `d1/dx` for several functions.
    public let resultNames: [String]
    /// What the results are.
    let shape: BatchShape
    /// The inputs of the programs, in order.
    let inputs: [Input]
    /// The programs that are run for every row.
    let programs: Programs
    /// Those for rows of which `programs` cannot vouch; nil where rounding errors are not bounded.
    let thorough: Programs?
    /// For each output that is a result, its column.
    let places: [Int]
    /// How many digits are certified in every row; nil: rows are doubles.
    let digits: Int?
    /// The columns that hold whole numbers only, as is assumed.
    let wholeColumns: [WholeColumn]

    /// The sums of all results of a block of rows.
    public func sums(of results: BatchResults) -> RowSums { RowSums(results, count: shape.count) }

    /// The plan with results of another shape: the totals of its rows.
    func showing(_ shape: BatchShape) -> BatchPlan {
        BatchPlan(
            columns: columns, resultNames: shape.names, shape: shape, inputs: inputs, programs: programs, thorough: thorough,
            places: places,
            digits: digits, wholeColumns: wholeColumns)
    }

    /// The relative error that a number may have without being computed again.
    static let accuracy = 1e-9

    /// What is computed of rows.
    struct Programs: Sendable {
        /// The results; behind them, where there may be kinks, whether one is met; behind that, where errors are bounded, a number that
        /// is not positive where all outputs are accurate.
        var results: Program
        var hasKinks = false
        var isBounded = false
        /// One output that is not 0 where the text may have no value, or what is assumed may not hold, and the same number; nil where
        /// that cannot be.
        var exclusions: Program?
        var areExclusionsBounded = false

        /// The same programs with bounds of their rounding errors.
        func bounded(_ care: ErrorBounds.Care, _ library: FunctionLibrary) -> Programs {
            var bounded = self
            (bounded.results, bounded.isBounded) = ErrorBounds.adding(to: results, accuracy: BatchPlan.accuracy, care, library)
            if let exclusions {
                let found = ErrorBounds.adding(to: exclusions, accuracy: BatchPlan.accuracy, care, library)
                (bounded.exclusions, bounded.areExclusionsBounded) = (found.program, found.isBounded)
            }
            return bounded
        }
    }

    /// A column of whole numbers.
    struct WholeColumn: Sendable {
        /// Its place among those that are read.
        let column: Int
        /// What remains of each number over 2, where that is assumed.
        let remainder: Double?

        func contains(_ number: Double) -> Bool {
            guard number == number.rounded(.towardZero), let remainder else { return number == number.rounded(.towardZero) }
            return number.truncatingRemainder(dividingBy: 2).magnitude == remainder
        }
    }
}

/// Which results a row has, in which order: the values, then the first derivatives function by function, then for a Hessian the second
/// derivatives of its upper triangle, row by row.
struct BatchShape: Sendable {
    /// Which derivatives, beside the values.
    let derivatives: Answer.Derivatives.Shape?
    /// How many functions there are.
    let functionCount: Int
    /// The names that derivatives are taken in.
    let variables: [String]

    /// How many variables there are.
    var width: Int { derivatives == nil ? 0 : variables.count }

    /// How many results a row has.
    var count: Int { functionCount * (1 + width) + (derivatives == .hessian ? width * (width + 1) / 2 : 0) }

    /// The place of a first derivative.
    func place(function: Int, variable: Int) -> Int { functionCount + function * width + variable }

    /// The place of a second derivative; the row is not behind the column.
    func place(row: Int, column: Int) -> Int { 1 + width + row * width - row * (row - 1) / 2 + column - row }

    /// The names of all results.
    var names: [String] {
        if derivatives != .jacobian || functionCount == 1 {
            var names = ["value"] + (derivatives == nil ? [] : variables.map { "d/d\($0)" })
            if derivatives == .hessian {
                for (row, first) in variables.enumerated() {
                    for second in variables[row...] { names.append(first == second ? "d2/d\(first)2" : "d2/d\(first)d\(second)") }
                }
            }
            return names
        }
        let functions = 1...functionCount
        return functions.map { "value\($0)" } + functions.flatMap { number in variables.map { "d\(number)/d\($0)" } }
    }
}
