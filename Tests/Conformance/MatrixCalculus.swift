import Session

/// Derivatives in vectors and matrices of symbolic size, verified by differences at small sizes.
enum MatrixCalculus {
    static func run(_ collection: Collection) -> Bool {
        var tally = Tally()
        for row in collection.rows where row.count >= 6 {
            let declared = row[0].split(separator: ";").map { declaration -> String in
                let name = declaration.drop { $0 == " " }.prefix { $0 != ":" }
                let isDefinite = row[5].contains("posdef(\(name))")
                return "given \(isDefinite ? String(declaration).replacing("symmetric", with: "posdef") : String(declaration))"
            }
            let assumed = row[5].split(separator: ";").filter { !$0.contains("posdef(") }.map { "assume \($0)" }
            let question = "equal(\(derivative(row)), \(row[3] == "structured" ? "(\(row[4]))[i, j]" : row[4]))"
            let outcome = Answers.decided((declared + assumed + [question]).joined(separator: "; "))
            tally.count(outcome, outcome == "right" ? "" : question)
        }
        tally.print(collection.name)
        return tally.number("WRONG") == 0 && tally.number("right") * 100 >= tally.total * 95
    }

    /// The question for the derivative in the layout of the row.
    private static func derivative(_ row: [String]) -> String {
        let (expression, variable, layout) = (row[1], row[2], row[3])
        let places = layout.contains("(") ? "[\(layout.drop { $0 != "(" }.dropFirst().dropLast())]" : ""
        switch layout.prefix(while: { $0 != "(" }) {
        case "hessian", "hessian vec": return "hessian(\(expression), \(variable))"
        case "second derivative": return "diff(\(expression), \(variable), 2)"
        case "structured": return "diff(\(expression), \(variable)[i, j])"
        case "tensor": return "diff(\(expression), \(variable))\(places)"
        case "tensor2": return "diff(\(expression), \(variable), \(variable))\(places)"
        default: return "diff(\(expression), \(variable))"
        }
    }
}
