import Calculus
import Expressions
import Foundation
import Reading
import Syntax
import Tape

/// Numerical expressions compiled to programs: value and gradient in double precision, forward and in reverse, beside what is
/// recorded; and certified to 16 digits.
enum Programs {
    struct Row {
        let name: String
        let text: String
        let variables: [String]
        let point: [Double]
        let value: Double?
        let gradient: [Double]
    }

    static func runFPCore(_ collection: Collection) -> Bool {
        run(
            "fpcore_exprs",
            collection.rows.filter { $0.count > 5 && $0[4] != "-" }.compactMap { row($0[6], $0[0], $0[1], $0[3], $0[4], $0[5]) })
    }

    static func runFeynman(_ collection: Collection) -> Bool {
        run("feynman", collection.rows.filter { $0.count > 5 }.compactMap { row($0[0], $0[1], $0[2], $0[3], $0[4], $0[5]) })
    }

    private static func row(
        _ name: String, _ text: String, _ variables: String, _ point: String, _ value: String, _ gradient: String
    ) -> Row? {
        let names = variables.split(separator: ",").map { String($0.prefix { $0 != ":" }) }
        var coordinates: [String: Double] = [:]
        for part in point.split(separator: ",") {
            let sides = part.split(separator: "=")
            if sides.count == 2 { coordinates[String(sides[0])] = Double(sides[1]) }
        }
        let values = names.compactMap { coordinates[$0] }
        let slopes = gradient.split(separator: ",").compactMap { Double($0) }
        guard values.count == names.count, slopes.count == names.count else { return nil }
        return Row(name: name, text: text, variables: names, point: values, value: Double(value), gradient: slopes)
    }

    /// A collection of objects with the members `expr`, `vars`, a point, a value and a gradient.
    static func run(_ name: String, path: String, point: String, value: String, gradient: String) -> Bool? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        let rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line -> Row? in
            guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let text = object["expr"] as? String, let names = object["vars"] as? [String], let point = object[point] as? [Double],
                let slopes = object[gradient] as? [Double]
            else { return nil }
            return Row(
                name: object["id"] as? String ?? "", text: text, variables: names, point: point, value: object[value] as? Double,
                gradient: slopes)
        }
        return run(name, rows)
    }

    // MARK: Judging

    /// Double precision may be this far off, relative to the greatest component, unless the rounding sensitivity explains it.
    private static let tolerance = 1e-9

    private static func run(_ name: String, _ rows: [Row]) -> Bool {
        let library = FunctionLibrary()
        let differentiation = Differentiation(library)
        var tally = Tally()
        var programs: [(Row, Program, Program, Program)] = []
        for row in rows {
            let bench = Workbench()
            bench.reader.environment.values.removeAll()
            do throws(Diagnostic) {
                let expr = try bench.reader.expression(row.text)
                let program = try Compiler(store: bench.store).program(for: [expr], inputs: row.variables.map { bench.store.symbol($0) })
                let identity = row.variables.indices.map { place in row.variables.indices.map { $0 == place ? 1.0 : 0.0 } }
                let gradient = try differentiation.gradient(program)
                programs.append((row, program, gradient, try differentiation.tangents(program, along: identity)))
            } catch {
                tally.count(error.code, "\(row.name): \(error.message)")
            }
        }
        for (row, _, gradient, tangents) in programs {
            let reverse = PointEvaluator(gradient, library).evaluate(row.point)
            let forward = PointEvaluator(tangents, library).evaluate(row.point)
            let recorded = [row.value ?? reverse[0]] + row.gradient
            let wrong = recorded.indices.filter { !isNear(reverse[$0], recorded[$0]) || !isNear(forward[$0], recorded[$0]) }
            if wrong.isEmpty {
                tally.count("right", "")
                continue
            }
            let bounds = (try? differentiation.roundingSensitivity(gradient, at: row.point)) ?? []
            let others = (try? differentiation.roundingSensitivity(tangents, at: row.point)) ?? []
            for place in wrong {
                let condition = max(bounds[place], others[place]) / recorded[place].magnitude
                let error = max((reverse[place] - recorded[place]).magnitude, (forward[place] - recorded[place]).magnitude)
                let isExplained = error <= 16 * 0x1p-53 * max(bounds[place], others[place])
                tally.count(
                    isExplained ? "ill-conditioned" : "WRONG",
                    "\(row.name) component \(place): reverse \(reverse[place]), forward \(forward[place]), recorded \(recorded[place]), "
                        + "condition \(condition)")
            }
        }
        tally.print("\(name) in double precision")
        return certified(name, rows) && tally.number("WRONG") == 0
    }

    /// Every value and derivative to 16 digits, certified, within 1e-13 of what is recorded.
    private static func certified(_ name: String, _ rows: [Row]) -> Bool {
        var tally = Tally()
        for row in rows {
            let bench = Workbench()
            bench.reader.environment.values.removeAll()
            do throws(Diagnostic) {
                let expr = try bench.reader.expression(row.text)
                let symbols = row.variables.map { bench.store.symbol($0) }
                var point: [Expr: Expr] = [:]
                for (symbol, value) in zip(symbols, row.point) { point[symbol] = try bench.reader.expression(value.description) }
                let found = try PointDerivatives(bench.catalogue).gradient(of: expr, in: symbols, at: point)
                guard case .exists(let slopes, _) = found else {
                    tally.count("no derivative", "\(row.name): \(found)")
                    continue
                }
                var wrong: [String] = []
                for (place, (slope, recorded)) in zip(slopes, row.gradient).enumerated() {
                    let number = try bench.numbers.value(of: slope, digits: 16, at: Span(0, 0)).doubles.real
                    if (number - recorded).magnitude > 1e-13 * max(recorded.magnitude, 1e-12) {
                        wrong.append("component \(place): \(number), recorded \(recorded)")
                    }
                }
                tally.count(wrong.isEmpty ? "right" : "WRONG", wrong.isEmpty ? "" : "\(row.name): \(wrong.joined(separator: "; "))")
            } catch {
                tally.count(error.code, "\(row.name): \(error.message)")
            }
        }
        tally.print("\(name) certified to 16 digits")
        return tally.number("WRONG") == 0
    }

    private static func isNear(_ found: Double, _ recorded: Double) -> Bool {
        (found - recorded).magnitude <= tolerance * max(recorded.magnitude, 1e-300)
    }
}
