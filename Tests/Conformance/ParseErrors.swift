import Expressions
import Reading
import Syntax

/// Inputs that some parser must reject. Those that Agnesi's grammar accepts are listed with the reason.
enum ParseErrors {
    static func run(_ collection: Collection) -> Bool {
        let bench = Workbench()
        var tally = Tally()
        for row in collection.rows where row.count >= 3 {
            let (outcome, detail) = bench.row { judge(bench, row[0], reference: row[2]) }
            tally.count(outcome, outcome.hasPrefix("rejected") ? "" : "\(row[0])   \(detail)")
        }
        tally.print(collection.name)
        return tally.number("rejected without a span") == 0
    }

    private static func judge(_ bench: Workbench, _ input: String, reference: String) -> (String, String) {
        do throws(Diagnostic) {
            let expr = try bench.reader.expression(input)
            let names = bench.store.symbols(in: [expr]).map { bench.store.name($0) }
            let reason = names.isEmpty ? "a plain expression here" : "names are free symbols here: \(names.joined(separator: ", "))"
            return ("accepted, reference \(reference)", reason)
        } catch {
            if error.span.end > UInt32(input.utf8.count) + 1 { return ("rejected without a span", error.message) }
            return (error.kind == .unreadable ? "rejected" : "rejected: \(error.code)", "")
        }
    }
}
