import Algebra
import Certified
import Reading
import Syntax

/// Derivatives with an expected form, higher and mixed ones included.
enum Derivatives {
    static func run(_ collection: Collection) -> Bool {
        let bench = Workbench()
        var tally = Tally()
        for row in collection.rows where row.count >= 5 {
            if row.count > 6, row[6].contains("float") {
                tally.count("rounded decimals, true to nine digits only")
                continue
            }
            let (outcome, detail) = bench.row { judge(bench, row[0], row[1], row[2], SampleDomain(rawValue: row[3]) ?? .real) }
            tally.count(outcome, outcome == "confirmed" ? "" : "diff \(row[0]), \(row[1]) → \(row[2])  \(detail)")
        }
        tally.print(collection.name)
        let known = tally.total - tally.number("unknown-function") - tally.number("rounded decimals, true to nine digits only")
        return tally.number("REFUTED") == 0 && tally.number("confirmed") * 100 >= known * 99
    }

    private static func judge(_ bench: Workbench, _ expression: String, _ variables: String, _ expected: String, _ domain: SampleDomain)
        -> (String, String)
    {
        do throws(Diagnostic) {
            let source = try bench.reader.expression(expression)
            let target = try bench.reader.expression(expected)
            let found = try bench.derivative(source, variables.split(separator: ",").map(variable))
            switch bench.comparison?.compare(found, target, on: domain) {
            case .agree(let points): return points >= 2 ? ("confirmed", "") : ("agrees at one point only", "")
            case .differ: return ("REFUTED", "")
            default: return ("undecided", "")
            }
        } catch {
            return (error.code, error.message)
        }
    }

    /// `x` or `x^2`.
    private static func variable(_ text: Substring) -> (name: String, order: Int) {
        let parts = text.split(separator: "^").map(String.init)
        return (parts[0], parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }
}
