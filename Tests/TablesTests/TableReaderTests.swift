import Testing

@testable import Tables

@Suite("Reading tables")
struct TableReaderTests {
    @Test("what a table may look like")
    func shapes() {
        let expected: [[Double]] = [[1, 2], [3, 4.5]]
        for text in [
            "x,y\n1,2\n3,4.5\n", "x,y\n1,2\n3,4.5", "x,y\r\n1,2\r\n3,4.5\r\n", "x,y\r1,2\r3,4.5", "\u{FEFF}x,y\n1,2\n3,4.5\n",
            "x,y\n\n1,2\n   \n3,4.5\n\n\n", " x , y \n 1 ,\t2\n+3, 45e-1 \n", "\"x\",\"y\"\n\"1\",\"2\"\n\" 3 \",\"4.5\"\n",
            "x;y\n1;2\n3;4.5\n",
            "x\ty\n1\t2\n3\t4.5\n", "x\ty\n 1 \t2\n\n3\t 4.5", "\n \nx,y\n1,2\n3,4.5",
        ] {
            let reading = Reading(text)
            #expect(reading.names == ["x", "y"] && reading.numbers == expected && reading.problem == nil, "\(text.debugDescription)")
        }
    }

    @Test("names with anything in them")
    func names() {
        #expect(Reading("\"a, \"\"b\"\"\",\" c \", d ,\n").names == ["a, \"b\"", " c ", "d", ""])
        #expect(Reading("\"price, net\";count\n").names == ["price, net", "count"])
        #expect(Reading("\"two\nlines\"\tx\n1\t2\n").names == ["two\nlines", "x"])
        #expect(Reading("x").names == ["x"])
        // Row names, as pandas writes them, have no name of their own.
        #expect(Reading(",x,\n0,1,2\n").names == ["", "x", ""])
    }

    @Test("only selected columns are read as numbers, in the order of the selection")
    func selection() {
        let text = "name,x,note,y\n\"Müller, A.\",1,\"two\nlines, one \"\"quote\"\"\",2\nB,3,,4\n5\" nail,5,a\"b\",6\n"
        let reading = Reading(text, select: [3, 1])
        #expect(reading.numbers == [[2, 1], [4, 3], [6, 5]] && reading.problem == nil)
        #expect(Reading("a,b\nx,y\nz,\n", select: []).rows.count == 2)
    }

    @Test("columns are found by their names")
    func columns() throws {
        var reader = TableReader()
        reader.feed(Array("\nTime,x\n".utf8))
        let part = try reader.next()
        let columns = try reader.columns(named: ["x", "Time"])
        #expect(part == .header && columns == [1, 0])
        for (name, suggestion) in [("time", "did you mean 'Time'?"), ("y", "the columns are 'Time', 'x'")] {
            do throws(TableProblem) {
                let columns = try reader.columns(named: ["x", name])
                Issue.record("\(columns)")
            } catch {
                let expected = TableProblem(
                    code: "missing-column", message: "the table has no column '\(name)'", row: nil, line: 2, column: nil, offset: 1,
                    excerpt: "Time,x", suggestion: suggestion)
                #expect(error == expected)
            }
        }
    }

    @Test("the texts of rows are kept as they are")
    func texts() {
        let reading = Reading("x,s\r\n 1.50 ,\"a\nb\"\r\n\r\n2, \r\n+3,c", select: [0], keepsTexts: true)
        #expect(reading.texts == [" 1.50 ,\"a\nb\"", "2, ", "+3,c"])
        #expect(reading.numbers == [[1.5], [2], [3]])
    }

    @Test("problems say what, where and what to do, behind the rows that are right")
    func problems() {
        func check(
            _ text: String, _ code: String, _ message: String, row: Int?, line: Int, column: String? = nil, rows: Int = 0, excerpt: String,
            offset: Int, suggestion: String? = nil, select: [Int]? = nil
        ) {
            let reading = Reading(text, select: select)
            let expected = TableProblem(
                code: code, message: message, row: row, line: line, column: column, offset: offset, excerpt: excerpt, suggestion: suggestion
            )
            #expect(reading.problem == expected, "\(text.debugDescription)")
            #expect(reading.rows.count == rows, "\(text.debugDescription)")
        }
        let first = "the first row names the columns"
        let comma = "a decimal sign is a point, and text with commas stands in quotes"
        let twice = "a quote inside a quoted field is written twice"
        check("", "empty-table", "the table is empty", row: nil, line: 1, excerpt: "", offset: 0, suggestion: first)
        check("\n \n", "empty-table", "the table is empty", row: nil, line: 1, excerpt: "", offset: 0, suggestion: first)
        check(
            "1,2\n3,4\n", "missing-header", "the first row holds numbers, not names", row: nil, line: 1, excerpt: "1,2", offset: 0,
            suggestion: first)
        check(
            "x,y,x\n1,2,3\n", "duplicate-column", "two columns are named 'x'", row: nil, line: 1, excerpt: "x,y,x", offset: 0,
            suggestion: "give each column a name of its own")
        check(
            "x,y\n1,2\n\n3\n", "ragged-row", "the row has 1 of the header's 2 fields", row: 2, line: 4, rows: 1, excerpt: "3", offset: 9,
            suggestion: comma)
        check(
            "x,y\n1,2\n3,5,4\n", "ragged-row", "the row has more than the header's 2 fields", row: 2, line: 3, rows: 1, excerpt: "3,5",
            offset: 8, suggestion: comma)
        check(
            "x;y\n1;2\n3;1,5\n", "not-a-number", "'1,5' is no number", row: 2, line: 3, column: "y", rows: 1, excerpt: "1,5", offset: 10,
            suggestion: "write the decimal sign as a point, not as a comma")
        check(
            "x\n\"1,234.5\"\n", "not-a-number", "'1,234.5' is no number", row: 1, line: 2, column: "x", excerpt: "\"1,234.5\"", offset: 2,
            suggestion: "write numbers without signs between groups of digits")
        check(
            "x\n\u{2212}3\n", "not-a-number", "'\u{2212}3' is no number", row: 1, line: 2, column: "x", excerpt: "\u{2212}3", offset: 2,
            suggestion: "write the minus sign as '-'")
        check("x\n1\n2\nred\n", "not-a-number", "'red' is no number", row: 3, line: 4, column: "x", rows: 2, excerpt: "red", offset: 6)
        let unknown = "write nan where a value is not known, or leave out the row"
        check("x,y\n1,\n", "missing-value", "a value is missing", row: 1, line: 2, column: "y", excerpt: "", offset: 6, suggestion: unknown)
        check(
            "x,y\n1,NA\n", "missing-value", "a value is missing: 'NA' is no number", row: 1, line: 2, column: "y", excerpt: "NA", offset: 6,
            suggestion: unknown)
        check(
            "x,y\n\"a\nb\",\"c", "open-quote", "a quote is not closed", row: 1, line: 3, column: "y", excerpt: "\"c", offset: 10,
            suggestion: twice, select: [])
        check(
            "x,y\n\"a\"b,1\n", "text-after-quote", "text follows a closed quote", row: 1, line: 2, column: "x", excerpt: "\"a\"b",
            offset: 4,
            suggestion: twice, select: [1])
        let text = "save the table as text in UTF-8"
        check(
            "x\n1\0\n", "not-text", "a zero byte stands where text should", row: 1, line: 2, column: "x", excerpt: "1", offset: 2,
            suggestion: text)
        check(
            "PK\u{3}\u{4}", "not-text", "the table is a spreadsheet or an archive", row: nil, line: 1, excerpt: "", offset: 0,
            suggestion: text)
    }

    @Test("fields and rows that are too long are refused, and not kept")
    func limits() {
        let long = String(repeating: "a", count: TableReader.longestField + 1)
        for text in ["x,y\n1,\(long)\n", "x,y\n1,\"\(long)\"\n", "x,\(long)\n", "x,y\n1,\(long)"] {
            for borders in [[], Array(stride(from: 1000, to: text.utf8.count, by: 1000))] {
                let problem = Reading(Array(text.utf8), borders: borders, select: [0]).problem
                #expect(problem?.code == "long-field" && problem?.excerpt.utf8.count == TableProblem.excerptLength + "…".utf8.count)
            }
        }
        let field = String(repeating: "b", count: TableReader.longestField)
        #expect(Reading("x,y\n1,\(field)\n", select: [0]).problem == nil)
        let names = (0..<200).map { "x\($0)" }.joined(separator: ",")
        let row = [String](repeating: field, count: 200).joined(separator: ",")
        #expect(Reading("\(names)\n\(row)\n", select: []).problem?.code == "long-row")
    }

    @Test("blocks are full, but for the last one or when bytes run out")
    func blocks() throws {
        var reader = TableReader(rowsPerBlock: 2)
        var parts = [try reader.next()]
        reader.feed(Array("x\n1\n2\n3\n".utf8))
        parts += [try reader.next(), try reader.next()]
        #expect(reader.block.firstRow == 1 && Array(reader.block.column(0)) == [1, 2])
        parts += [try reader.next(), try reader.next(allowsPartialBlock: true)]
        #expect(reader.block.firstRow == 3 && Array(reader.block.column(0)) == [3])
        reader.feed(Array("4\n5".utf8))
        parts.append(try reader.next())
        reader.finish()
        parts.append(try reader.next())
        #expect(Array(reader.block.column(0)) == [4, 5] && reader.rowCount == 5)
        parts += [try reader.next(), try reader.next()]
        #expect(parts == [nil, .header, .rows, nil, .rows, nil, .rows, .end, .end])
    }

    @Test("a problem is thrown again and again")
    func lastingProblem() throws {
        var reader = TableReader()
        reader.feed(Array("x\n1\nred\n2\n".utf8))
        let parts = [try reader.next(), try reader.next()]
        #expect(parts == [.header, .rows])
        for _ in 0..<3 {
            do throws(TableProblem) {
                let part = try reader.next()
                Issue.record("\(String(describing: part)) is read")
            } catch {
                #expect(error.code == "not-a-number" && error.row == 2)
            }
            reader.feed(Array("3\n".utf8))
            reader.finish()
        }
        #expect(reader.rowCount == 1)
    }
}
