/// Which derivatives can be other than zero: for each row the columns, ascending.
public struct SparsityPattern: Equatable, Sendable {
    /// For each row its columns.
    public let rows: [[Int32]]
    /// How many columns there are.
    public let columnCount: Int

    /// How many derivatives may be other than zero.
    public var count: Int { rows.reduce(0) { $0 + $1.count } }

    /// For each column its rows.
    var columns: [[Int32]] {
        var columns = [[Int32]](repeating: [], count: columnCount)
        for (row, entries) in rows.enumerated() { for column in entries { columns[Int(column)].append(Int32(row)) } }
        return columns
    }
}

extension Program {
    /// On which inputs each output depends with a derivative: index sets carried through the program, 64 inputs at a time.
    public func sparsity() -> SparsityPattern {
        var rows = [[Int32]](repeating: [], count: outputs.count)
        var sets = [UInt64](repeating: 0, count: nodes.count)
        for start in stride(from: 0, to: inputCount, by: 64) {
            for (index, node) in nodes.enumerated() {
                switch node.operation {
                case .input:
                    let place = Int(node.a) - start
                    sets[index] = place >= 0 && place < 64 ? 1 << UInt64(place) : 0
                case .select: sets[index] = sets[Int(node.b)] | sets[Int(node.c)]
                case .constant: sets[index] = 0
                default:
                    if node.operation.isCondition {
                        sets[index] = 0
                    } else {
                        sets[index] = sets[Int(node.a)] | (node.operandCount == 2 ? sets[Int(node.b)] : 0)
                    }
                }
            }
            for (row, output) in outputs.enumerated() {
                var rest = sets[Int(output)]
                while rest != 0 {
                    rows[row].append(Int32(start + rest.trailingZeroBitCount))
                    rest &= rest - 1
                }
            }
        }
        return SparsityPattern(rows: rows, columnCount: inputCount)
    }
}
