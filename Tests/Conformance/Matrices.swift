import Session

/// Matrices with exact results, found by other programs and verified.
enum Matrices {
    static func run(_ collection: Collection) -> Bool {
        var tally = Tally()
        for row in collection.rows where row.count >= 3 {
            let (matrix, operation, result) = (row[0], row[1], row[2])
            let outcome = judge(matrix, operation, result)
            tally.count(outcome, outcome == "right" || outcome == "no such operation" ? "" : "\(operation) \(matrix) expected \(result)")
        }
        tally.print(collection.name)
        return tally.number("WRONG") == 0
    }

    private static func judge(_ matrix: String, _ operation: String, _ result: String) -> String {
        switch operation {
        case "det": return Answers.decided("equal(det(\(matrix)), \(result))")
        case "trace": return Answers.decided("equal(tr(\(matrix)), \(result))")
        case "charpoly": return Answers.decided("equal(charpoly(\(matrix), lambda), \(result))")
        case "rref": return Answers.decided("equal(rref(\(matrix)), \(result))")
        case "rank": return Answers.decided("equal(rank(\(matrix)), \(result))")
        case "nullity":
            return Answers.decided("equal(\(matrix.split(separator: "]")[0].split(separator: ",").count) - rank(\(matrix)), \(result))")
        case "inverse":
            // A singular matrix has none.
            return result.hasPrefix("[")
                ? Answers.decided("equal(inv(\(matrix)), \(result))") : Answers.answer("inv(\(matrix))").status == 4 ? "right" : "WRONG"
        case "eigenvalues": return eigenvalues(matrix, result)
        case "eigenvectors": return eigenvectors(matrix, result)
        case "pinv": return Answers.decided("equal(pinv(\(matrix)), \(result))")
        case "adjugate": return Answers.decided("equal(adjugate(\(matrix)), \(result))")
        case "cofactors": return Answers.decided("equal(adjugate(\(matrix))', \(result))")
        // Bases of one space have one echelon form.
        case "nullspace": return Answers.decided("equal(rref(nullspace(\(matrix))), rref(\(result)))")
        default: return "no such operation"
        }
    }

    /// As many different values as expected, each a zero of the characteristic polynomial.
    private static func eigenvalues(_ matrix: String, _ result: String) -> String {
        let found = Answers.answer("eigenvalues(\(matrix))")
        guard found.status == 0 else { return "status \(found.status)" }
        let values = found.output.split(separator: "\n").map(String.init)
        // `[[value, multiplicity], …]`
        guard values.count == result.split(separator: "]").count else { return "WRONG" }
        let verdicts = values.map { Answers.decided("equal(subs(charpoly(\(matrix), lambda), lambda = \($0)), 0)") }
        return verdicts.first { $0 != "right" } ?? "right"
    }

    /// As many vectors as expected; that each is one is checked by the program before it prints them, and here by the null spaces.
    private static func eigenvectors(_ matrix: String, _ result: String) -> String {
        let found = Answers.answer("eigenvectors(\(matrix))")
        guard found.status == 0 else { return "status \(found.status)" }
        let size = matrix.split(separator: "]")[0].split(separator: ",").count
        // `[[value, multiplicity, [vector, …]], …]`
        var vectors = 0
        for entry in result.split(separator: "]]]").map({ $0.drop { "[,] ".contains($0) } }) where !entry.isEmpty {
            let parts = entry.split(separator: ",", maxSplits: 2).map(String.init)
            let basis = parts[2] + "]]"
            vectors += basis.split(separator: "]").count
            let verdict = Answers.decided("equal(rref(nullspace(\(matrix) - (\(parts[0]))*eye(\(size)))), rref(\(basis)))")
            if verdict != "right" { return verdict }
        }
        return found.output.dropLast().split(separator: "]").count == vectors ? "right" : "WRONG"
    }
}
