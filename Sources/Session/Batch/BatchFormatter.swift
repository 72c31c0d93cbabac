import Rendering
import Tables

/// Writes the results of rows, as comma-separated values or as JSON, one object a line.
public struct BatchFormatter: Sendable {
    private let plan: BatchPlan
    private let isJSON: Bool
    private let showsInput: Bool
    private let delimiter: UInt8
    private let numbers = NumberWriter()
    /// For JSON, what stands before each result and behind the last.
    private var pieces: [(before: [UInt8], column: Int)] = []
    private var end: [UInt8] = []

    /// - Parameters:
    ///   - showsInput: whether the rows' texts come first.
    ///   - delimiter: what parts the fields of the table that is read.
    public init(_ plan: BatchPlan, isJSON: Bool, showsInput: Bool, delimiter: UInt8) {
        self.plan = plan
        self.isJSON = isJSON
        self.showsInput = showsInput
        self.delimiter = showsInput ? delimiter : UInt8(ascii: ",")
        if isJSON { makePieces() }
    }

    /// Appends the names of the columns; JSON has none.
    public func writeHeader(after header: [UInt8], to output: inout [UInt8]) {
        if isJSON { return }
        TableWriter(delimiter: delimiter).writeHeader(plan.resultNames, after: showsInput ? header : [], to: &output)
    }

    /// Appends the results of a block's rows.
    public func writeRows(_ results: BatchResults, _ block: TableBlock, to output: inout [UInt8]) {
        guard isJSON else {
            TableWriter(delimiter: delimiter).writeRows(
                results.values, columnCount: plan.shape.count, capacity: results.capacity, rowCount: results.rowCount,
                after: showsInput ? block : nil, written: results.written, to: &output)
            return
        }
        var problems = results.problems[...]
        var written: [Int: [UInt8]] = [:]
        for number in results.written { written[number.column * results.capacity + number.row] = number.text }
        for row in 0..<results.rowCount {
            output.append(contentsOf: "{\"row\": \(block.firstRow + row)".utf8)
            if showsInput {
                output.append(contentsOf: ", \"input\": ".utf8)
                JSONWriter.append(text: block.text(row), to: &output)
            }
            if let problem = problems.first, problem.row == row {
                output.append(contentsOf: problem.kind.members.utf8)
                problems.removeFirst()
            } else {
                output.append(contentsOf: ", \"status\": \"ok\"".utf8)
            }
            for (before, column) in pieces {
                output.append(contentsOf: before)
                let place = column * results.capacity + row
                let number = results.values[place]
                if let text = written[place] {
                    output.append(contentsOf: text)
                } else if number.isFinite {
                    numbers.write(number, to: &output)
                } else {
                    output.append(contentsOf: "null".utf8)
                }
            }
            output.append(contentsOf: end)
        }
    }

    /// Appends the answer for all rows.
    public func writeTotal(_ results: BatchResults, rowCount: Int, to output: inout [UInt8]) {
        guard isJSON else {
            return TableWriter(delimiter: delimiter).writeRows(
                results.values, columnCount: plan.shape.count, capacity: 1, rowCount: 1, after: nil, written: [], to: &output)
        }
        let isKnown = results.values.allSatisfy(\.isFinite)
        output.append(contentsOf: "{\"rows\": \(rowCount), \"status\": \"\(isKnown ? "ok" : "error")\"".utf8)
        for (before, column) in pieces {
            output.append(contentsOf: before)
            let number = results.values[column]
            if number.isFinite { numbers.write(number, to: &output) } else { output.append(contentsOf: "null".utf8) }
        }
        output.append(contentsOf: end)
    }

    // MARK: The shape of an object

    private mutating func makePieces() {
        let shape = plan.shape
        var template = ObjectTemplate()
        if shape.derivatives == .jacobian {
            template.add(", \"values\": ")
            template.add(list: Array(0..<shape.functionCount))
            template.add(", \"jacobian\": [")
            for function in 0..<shape.functionCount {
                if function > 0 { template.add(", ") }
                template.add(list: (0..<shape.width).map { shape.place(function: function, variable: $0) })
            }
            template.add("]")
        } else {
            template.add(", \"value\": ")
            template.add(column: 0)
        }
        if shape.derivatives == .gradient || shape.derivatives == .hessian {
            template.add(", \"gradient\": {")
            for (variable, name) in shape.variables.enumerated() {
                if variable > 0 { template.add(", ") }
                JSONWriter.append(text: Array(name.utf8), to: &template.text)
                template.add(": ")
                template.add(column: shape.place(function: 0, variable: variable))
            }
            template.add("}")
        }
        if shape.derivatives == .hessian {
            template.add(", \"hessian\": [")
            for row in 0..<shape.width {
                if row > 0 { template.add(", ") }
                template.add(list: (0..<shape.width).map { shape.place(row: min(row, $0), column: max(row, $0)) })
            }
            template.add("]")
        }
        template.add("}\n")
        (pieces, end) = (template.pieces, template.text)
    }
}

/// Text with places for numbers.
private struct ObjectTemplate {
    var pieces: [(before: [UInt8], column: Int)] = []
    var text: [UInt8] = []

    mutating func add(_ words: String) { text.append(contentsOf: words.utf8) }

    mutating func add(column: Int) {
        pieces.append((text, column))
        text = []
    }

    mutating func add(list columns: [Int]) {
        add("[")
        for (position, column) in columns.enumerated() {
            if position > 0 { add(", ") }
            add(column: column)
        }
        add("]")
    }
}

extension BatchVerdict.Kind {
    /// What JSON says of such a row.
    fileprivate var members: String {
        switch self {
        case .noDerivative: ", \"status\": \"error\", \"code\": \"not-differentiable\""
        case .noValue: ", \"status\": \"error\", \"code\": \"undefined\""
        case .undecided: ", \"status\": \"partial\", \"code\": \"undecided\""
        case .partialOnly: ", \"status\": \"ok\", \"total\": false"
        }
    }
}
