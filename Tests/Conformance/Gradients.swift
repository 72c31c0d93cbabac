import Expressions
import Reading
import Syntax

/// Numerical expressions: parsed, differentiated in every variable, and compared with a recorded value and gradient.
enum Gradients {
    static func runFPCore(_ collection: Collection) -> Bool {
        run(collection, expression: 0, variables: { $0[1].split(separator: ",").map(String.init) }, point: 3, value: 4, gradient: 5)
    }

    static func runFeynman(_ collection: Collection) -> Bool {
        run(
            collection, expression: 1, variables: { $0[2].split(separator: ",").map { String($0.prefix { $0 != ":" }) } }, point: 3,
            value: 4,
            gradient: 5)
    }

    private static func run(
        _ collection: Collection, expression: Int, variables: ([String]) -> [String], point: Int, value: Int, gradient: Int
    ) -> Bool {
        let bench = Workbench()
        bench.reader.environment.values.removeAll()
        var tally = Tally()
        for row in collection.rows where row.count > gradient {
            let names = variables(row)
            let (outcome, detail) = bench.row {
                judge(bench, row[expression], names, row[point], row[value], row[gradient].split(separator: ",").map(String.init))
            }
            tally.count(outcome, outcome == "right" ? "" : "\(row[expression]) at \(row[point])  \(detail)")
        }
        tally.print(collection.name)
        return tally.number("WRONG") + tally.number("self-check failed") + tally.number("unreadable") == 0
    }

    private static func judge(
        _ bench: Workbench, _ input: String, _ names: [String], _ point: String, _ value: String, _ gradient: [String]
    ) -> (String, String) {
        do throws(Diagnostic) {
            let expr = try bench.reader.expression(input)
            let place = bench.point(point, isDouble: true)
            var found: [(String, Double)] = []
            if value != "-" {
                let number = try bench.numbers.value(of: bench.catalogue.substitute(expr, place), digits: nil, at: Span(0, 0))
                if number.doubles.real != Double(value) { return ("WRONG", "value \(number.text), recorded \(value)") }
            }
            for (position, name) in names.enumerated() {
                let derivative = try bench.derivative(expr, [(name, 1)])
                switch bench.check.check(derivative, isDerivativeOf: expr, by: bench.store.symbol(name)) {
                case .refuted: return ("self-check failed", name)
                case .unchecked: return ("unchecked", name)
                case .verified: break
                }
                guard position < gradient.count, let recorded = Double(gradient[position]) else { continue }
                let number = try bench.numbers.value(of: bench.catalogue.substitute(derivative, place), digits: nil, at: Span(0, 0))
                found.append((name, number.doubles.real))
                let isNear = (number.doubles.real - recorded).magnitude <= 1e-12 * max(recorded.magnitude, 1e-12)
                if !isNear { return ("WRONG", "d/d\(name) \(number.text), recorded \(recorded)") }
            }
            return ("right", "")
        } catch {
            return (error.kind == .unreadable ? "unreadable" : error.code, error.message)
        }
    }
}
