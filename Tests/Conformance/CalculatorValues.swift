import Exact
import Expressions
import Reading
import Syntax

/// Calculators' inputs and values, to the last digit.
enum CalculatorValues {
    static func run(_ collection: Collection) -> Bool {
        let bench = Workbench()
        var tally = Tally()
        for row in collection.rows where row.count >= 4 {
            if row[3] != "ok" {
                tally.count("outside the grammar (\(row[3]))")
                continue
            }
            let (outcome, detail) = bench.row { judge(bench, row[0], Double(row[1]) ?? .nan, row[2], flags: row.count > 4 ? row[4] : "") }
            tally.count(outcome, outcome == "right" ? "" : "\(row[0])  expected \(row[1]) \(row[2] == "-" ? "" : row[2])  \(detail)")
        }
        tally.print(collection.name)
        return tally.number("WRONG") == 0
    }

    private static func judge(_ bench: Workbench, _ input: String, _ expected: Double, _ point: String, flags: String) -> (String, String) {
        do throws(Diagnostic) {
            var expr = try bench.reader.expression(input)
            expr = bench.catalogue.substitute(expr, bench.point(point))
            if let name = bench.store.symbols(in: [expr]).first { return ("unknown name", bench.store.name(name)) }
            let value = try bench.numbers.value(of: expr, digits: nil, at: Span(0, 0))
            if value.imaginary == nil, value.doubles.real == expected { return ("right", "") }
            // Where the source itself rounds its value, that many digits must agree.
            if flags.contains("rounded"), (value.doubles.real - expected).magnitude <= 1e-5 * max(1e-50, expected.magnitude) {
                return ("right", "")
            }
            if value.imaginary == nil, (value.doubles.real - expected).magnitude <= 4 * expected.ulp {
                return ("differs in the last places", "found \(value.text)")
            }
            return ("WRONG", "found \(value.text)")
        } catch {
            return (error.code, error.message)
        }
    }
}
