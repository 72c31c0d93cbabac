import Tape

/// An expression and its derivatives, compiled for the rows of a table.
///
/// A plan holds programs and names only: every thread can run it, with an evaluator of its own.
public struct BatchPlan: Sendable {
    /// What stands for a name in the programs.
    enum Input: Sendable {
        /// One of the columns that are read.
        case column(Int)
        /// The same number in every row.
        case constant(Double)
    }

    /// The columns of the table that are to be read as numbers, by their places in its header.
    public internal(set) var columns: [Int]
    /// The names of the results, in order: `value`, `d/dx`, `d2/dxdy`; `value1`, `d1/dx` for several functions.
    public let resultNames: [String]
    /// What the results are.
    let shape: BatchShape
    /// The inputs of the programs, in order.
    let inputs: [Input]
    /// The results, and behind them, where there may be kinks, whether one is met.
    let program: Program
    /// For each output of the program that is a result, its column.
    let places: [Int]
    /// Whether the last output of the program tells that a kink is met.
    let hasKinks: Bool
    /// One output that is not 0 where the text may have no value, or what is assumed may not hold; nil where that cannot be.
    let exclusions: Program?
    /// The columns that hold whole numbers only, as is assumed.
    let wholeColumns: [WholeColumn]

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
    let derivatives: Request.Derivatives.Shape?
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
