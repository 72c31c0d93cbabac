import Support
import Testing

@testable import Tables

@Suite("Writing tables")
struct TableWriterTests {
    @Test("names stand in quotes where they must")
    func header() {
        var output: [UInt8] = []
        TableWriter().writeHeader(["value", "d/dx", "f(a,b)", "say \"x\"", " y", ""], to: &output)
        TableWriter(delimiter: UInt8(ascii: ";")).writeHeader(["f(a,b)", "a;b"], after: Array("x;y".utf8), to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "value,d/dx,\"f(a,b)\",\"say \"\"x\"\"\",\" y\",\"\"\nx;y;f(a,b);\"a;b\"\n")
    }

    @Test("rows are written column by column, behind the rows that were read if these are kept")
    func rows() {
        let values: [Double] = [1, 2.5, 99, -0.001, 1e-7, 99]
        var output: [UInt8] = []
        TableWriter().writeRows(values, columnCount: 2, capacity: 3, rowCount: 2, to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "1,-0.001\n2.5,1e-07\n")
        var reader = TableReader(rowsPerBlock: 3, keepsTexts: true)
        reader.feed(Array("x,name\n1.50,a\n2,\"b,c\"\n".utf8))
        reader.finish()
        output = []
        while let part = try? reader.next(), part != .end {
            if part == .header {
                reader.select([0])
                TableWriter().writeHeader(["value"], after: reader.headerText, to: &output)
            } else {
                TableWriter().writeRows(
                    reader.block.values, columnCount: 1, capacity: 3, rowCount: reader.block.rowCount, after: reader.block, to: &output)
            }
        }
        #expect(String(decoding: output, as: UTF8.self) == "x,name,value\n1.50,a,1.5\n2,\"b,c\",2\n")
    }

    @Test("rows of any length stand before the numbers")
    func longTexts() {
        var reader = TableReader(keepsTexts: true)
        let texts = [3, 9000, 9000, 20_000, 1, 16_383, 16_384, 16_385].map { String(repeating: "a", count: $0) + ",1" }
        reader.feed(Array(("s,x\n" + texts.joined(separator: "\n")).utf8))
        reader.finish()
        var output: [UInt8] = []
        while let part = try? reader.next(), part != .end {
            if part == .header { reader.select([1]) }
            TableWriter().writeRows(
                reader.block.values, columnCount: 1, capacity: reader.block.capacity, rowCount: reader.block.rowCount, after: reader.block,
                to: &output)
        }
        #expect(String(decoding: output, as: UTF8.self) == texts.map { $0 + ",1\n" }.joined())
    }

    @Test("what is written is read back, in tables longer than the writer's memory")
    func roundTrip() {
        var random = Randomness(seed: 30)
        let (rowCount, columnCount) = (5000, 3)
        let values = (0..<(rowCount * columnCount)).map { _ in
            let value = Double(bitPattern: random.next())
            return value.isNaN ? 0 : value
        }
        var output: [UInt8] = []
        TableWriter().writeHeader(["a", "b", "c"], to: &output)
        TableWriter().writeRows(values, columnCount: columnCount, capacity: rowCount, rowCount: rowCount, to: &output)
        let reading = Reading(output, rowsPerBlock: 1000)
        #expect(reading.problem == nil)
        #expect(reading.rows.enumerated().allSatisfy { row, found in found == (0..<3).map { values[$0 * rowCount + row].bitPattern } })
        #expect(reading.rows.count == rowCount)
    }
}
