import Algebra
import Certified
import Reading
import Syntax

/// The derivative of an antiderivative is the integrand.
enum Antiderivatives {
    static func run(_ collection: Collection) -> Bool {
        let bench = Workbench()
        var tally = Tally()
        for row in collection.rows where row.count >= 4 {
            let (outcome, detail) = bench.row { judge(bench, integrand: row[0], variable: row[1], antiderivative: row[2]) }
            tally.count(outcome, outcome == "confirmed" ? "" : "\(row[2]) → \(row[0]) \(detail)")
        }
        tally.print(collection.name)
        return tally.number("REFUTED") == 0 && tally.number("unreadable") == 0 && tally.number("confirmed") * 1000 >= tally.total * 995
    }

    private static func judge(_ bench: Workbench, integrand: String, variable: String, antiderivative: String) -> (String, String) {
        do throws(Diagnostic) {
            let expected = try bench.reader.expression(integrand)
            let source = try bench.reader.expression(antiderivative)
            let found = try bench.derivative(source, [(variable, 1)])
            if bench.check.check(found, isDerivativeOf: source, by: bench.store.symbol(variable)) == .refuted {
                return ("self-check failed", "")
            }
            switch bench.comparison?.compare(found, expected) {
            case .agree(let points): return points >= 2 ? ("confirmed", "") : ("agrees at one point only", "")
            case .differ: return ("REFUTED", "")
            default: return ("undecided", "")
            }
        } catch {
            return (error.kind == .unreadable ? "unreadable" : error.code, error.message)
        }
    }
}
