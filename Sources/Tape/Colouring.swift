/// Columns (or rows) that may be found together, because they meet in no row: numbers of groups, from 0.
struct Colouring {
    let colours: [Int]
    let count: Int

    private init(_ colours: [Int]) {
        self.colours = colours
        count = (colours.max() ?? -1) + 1
    }

    /// Columns of a matrix that have no row in common get one colour: the first that is free, in order (Curtis, Powell and Reid,
    /// *On the Estimation of Sparse Jacobian Matrices*, 1974; Coleman and Moré, 1983).
    static func columns(of pattern: SparsityPattern) -> Colouring {
        let columns = pattern.columns
        var colours = [Int](repeating: -1, count: columns.count)
        var forbidden: [Int] = []
        for (column, rows) in columns.enumerated() {
            for row in rows {
                for other in pattern.rows[Int(row)] where colours[Int(other)] >= 0 {
                    forbid(colours[Int(other)], for: column, &forbidden)
                }
            }
            colours[column] = forbidden.firstIndex { $0 != column } ?? forbidden.count
            if colours[column] == forbidden.count { forbidden.append(-1) }
        }
        return Colouring(colours)
    }

    /// Rows that have no column in common get one colour.
    static func rows(of pattern: SparsityPattern) -> Colouring {
        columns(of: SparsityPattern(rows: pattern.columns, columnCount: pattern.rows.count))
    }

    /// A star colouring of a symmetric matrix: neighbours differ, and no path of four has two colours, so that each entry can be
    /// read in its row or in its column (Gebremedhin, Manne and Pothen, *What Color Is Your Jacobian?*, 2005).
    static func star(of pattern: SparsityPattern) -> Colouring {
        let neighbours = pattern.rows
        var colours = [Int](repeating: -1, count: neighbours.count)
        var forbidden: [Int] = []
        for vertex in neighbours.indices {
            for near in neighbours[vertex] where Int(near) != vertex {
                let colour = colours[Int(near)]
                if colour >= 0 { forbid(colour, for: vertex, &forbidden) }
                for far in neighbours[Int(near)] where Int(far) != vertex && far != near && colours[Int(far)] >= 0 {
                    let closesPath =
                        colour < 0
                        || neighbours[Int(far)].contains { $0 != near && $0 != far && colours[Int($0)] == colour }
                    if closesPath { forbid(colours[Int(far)], for: vertex, &forbidden) }
                }
            }
            colours[vertex] = forbidden.firstIndex { $0 != vertex } ?? forbidden.count
            if colours[vertex] == forbidden.count { forbidden.append(-1) }
        }
        return Colouring(colours)
    }

    private static func forbid(_ colour: Int, for vertex: Int, _ forbidden: inout [Int]) {
        while forbidden.count <= colour { forbidden.append(-1) }
        forbidden[colour] = vertex
    }
}
