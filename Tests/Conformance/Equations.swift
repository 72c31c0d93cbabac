import Algebra
import Ball
import Certified
import Exact
import Expressions
import Foundation
import Reading
import Rendering
import Solving
import Syntax
import Vocabulary

/// Whether `solve` finds the recorded solutions, prints none that is wrong, and claims to have all only where it has.
enum Equations {
    /// One case of the collection.
    private struct Case {
        let id: String
        let equations: [String]
        let unknowns: [String]
        let isReal: Bool
        let solutions: [[String: String]]
        let completeness: String
        let assumptions: [String: String]
        let tolerance: Double

        init?(_ line: Substring) {
            guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let id = object["id"] as? String, let equations = object["eqs"] as? [String], let unknowns = object["vars"] as? [String],
                let solutions = object["sols"] as? [[String: String]]
            else { return nil }
            self.id = id
            self.equations = equations
            self.unknowns = unknowns
            self.solutions = solutions
            isReal = object["domain"] as? String == "real"
            completeness = object["complete"] as? String ?? ""
            assumptions = object["assume"] as? [String: String] ?? [:]
            tolerance = object["tol"] == nil ? 1e-9 : 1e-4
        }
    }

    static func run(_ path: String) -> Bool? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        var tally = Tally()
        var clock = Stopwatch()
        let bench = Workbench()
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let entry = Case(line) else { continue }
            bench.row {
                let example = "\(entry.id) \(entry.equations.joined(separator: "; "))  for \(entry.unknowns.joined(separator: ", "))"
                let verdict = clock.time(example) { judge(entry, bench) }
                tally.count(verdict.name, verdict.name == "right" ? "" : "\(example)  \(verdict.remark)")
            }
        }
        tally.print("equations")
        clock.print()
        return tally.number("wrong solution") == 0 && tally.number("right") * 100 >= tally.total * 95
    }

    private static func judge(_ entry: Case, _ bench: Workbench) -> (name: String, remark: String) {
        let environment = bench.reader.environment
        defer { bench.reader.environment = environment }
        let store = bench.store
        if entry.unknowns.contains("i") || entry.equations.isEmpty { return ("right", "") }
        for (name, words) in entry.assumptions {
            for word in words.split(whereSeparator: { "+, ".contains($0) }) {
                guard let property = Vocabulary.properties.first(where: { $0.word == word }) else { continue }
                try? store.assume(store.symbol(name), property.id)
            }
        }
        guard let (conditions, domain) = read(entry.equations, bench) else { return ("not read", "") }
        let unknowns = entry.unknowns.map { store.symbol($0) }
        var request = SolveRequest(conditions, for: unknowns, domain: domain)
        request.isReal = entry.isReal
        guard let solver = try? Solver(bench.catalogue) else { return ("no solver", "") }
        var first: (name: String, remark: String)?
        for isComplex in [false, true] where first == nil || !entry.isReal {
            if isComplex {
                for unknown in unknowns where store.assumptions.facts(ofName: unknown).lower == nil { try? store.assume(unknown, .complex) }
                guard let again = read(entry.equations, bench) else { break }
                request.conditions = again.0
                request.domain = again.1
            }
            let set: SolutionSet
            do throws(Diagnostic) { set = try solver.solve(request) } catch { return ("refused", error.message) }
            let verdict = compare(entry, set, conditions, bench)
            if verdict.name == "right" || verdict.name == "wrong solution" { return verdict }
            first = first ?? verdict
        }
        return first ?? ("right", "")
    }

    private static func read(_ texts: [String], _ bench: Workbench) -> ([Expr], [DomainCondition])? {
        var conditions: [Expr] = []
        var domain: [DomainCondition] = []
        for text in texts {
            guard let expr = try? bench.reader.expression(text) else { return nil }
            conditions.append(expr)
            domain += bench.reader.conditions
        }
        return (conditions, domain)
    }

    // MARK: Comparison

    private static func compare(_ entry: Case, _ set: SolutionSet, _ conditions: [Expr], _ bench: Workbench) -> (
        name: String, remark: String
    ) {
        let store = bench.store
        guard let evaluator = try? BallEvaluator(bench.catalogue) else { return ("no balls", "") }
        let texts = set.solutions.map { solution in
            var renderer = TextRenderer(store)
            let values = solution.bindings.map { (try? renderer.text($0.value)) ?? "?" }.joined(separator: ", ")
            return solution.condition == .truth ? values : "\(values) if \((try? renderer.text(solution.condition)) ?? "?")"
        }
        let remark = "-> [\(texts.joined(separator: "; ").prefix(300))] complete: \(set.isComplete)  recorded: \(entry.solutions.prefix(6))"
        for solution in set.solutions where isWrong(solution, conditions, bench, evaluator) { return ("wrong solution", remark) }
        var missing = 0
        for recorded in entry.solutions where !isFound(recorded, entry, set, bench, evaluator) { missing += 1 }
        if missing == 0 {
            return entry.solutions.isEmpty && set.solutions.isEmpty && !set.isComplete ? ("partial, none", remark) : ("right", "")
        }
        return (set.isComplete ? "missing, though complete" : "partial", remark)
    }

    private static func values(_ names: [Expr], _ round: Int, _ store: ExprStore) -> [Expr: Expr] {
        var point: [Expr: Expr] = [:]
        for (position, name) in names.enumerated() {
            point[name] = store.number(Rational(7 + 3 * round + 5 * position, 4 + round + position % 3))
        }
        return point
    }

    private static func complex(_ expr: Expr, _ evaluator: BallEvaluator) -> (Double, Double)? {
        evaluator.reset()
        evaluator.point = [:]
        evaluator.bits = 192
        let ball = evaluator.value(of: expr)
        return ball.isFinite ? (ball.midpoint.real, ball.midpoint.imaginary) : nil
    }

    /// Whether a printed solution certainly does not satisfy an equation.
    private static func isWrong(_ solution: Solution, _ conditions: [Expr], _ bench: Workbench, _ evaluator: BallEvaluator) -> Bool {
        let store = bench.store
        for round in 0..<3 {
            var point = Dictionary(solution.bindings.map { ($0.name, $0.value) }) { first, _ in first }
            let whole = Dictionary(uniqueKeysWithValues: solution.integers.map { ($0, store.number(round - 1)) })
            point = point.mapValues { bench.catalogue.substitute($0, whole) }
            for condition in conditions where store.kind(condition) == .relation || !store.traits(condition).contains(.isCondition) {
                if store.kind(condition) == .relation, store.relation(condition) != .equal { continue }
                let side =
                    store.kind(condition) == .relation ? store.difference(store.child(condition, 0), store.child(condition, 1)) : condition
                let there = bench.catalogue.substitute(side, point)
                let others = values(store.symbols(in: [there, solution.condition]), round, store)
                let demanded = bench.catalogue.substitute(solution.condition, others)
                if demanded != .truth { continue }
                guard let value = complex(bench.catalogue.substitute(there, others), evaluator) else { continue }
                if max(abs(value.0), abs(value.1)) > 1e-12 { return true }
            }
        }
        return false
    }

    /// Whether some solution takes the recorded values, for several values of parameters and whole numbers.
    private static func isFound(
        _ recorded: [String: String], _ entry: Case, _ set: SolutionSet, _ bench: Workbench, _ evaluator: BallEvaluator
    ) -> Bool {
        let store = bench.store
        for round in 0..<2 {
            var point: [Expr: Expr] = [:]
            for (name, text) in recorded where name != "_int" && entry.unknowns.contains(name) {
                guard let value = try? bench.reader.expression(text) else { return false }
                point[store.symbol(name)] = value
            }
            var others = values(store.symbols(in: Array(point.values)), round, store)
            if let whole = recorded["_int"] { others[store.symbol(whole)] = store.number(round == 0 ? 0 : 1) }
            for name in entry.unknowns where point[store.symbol(name)] == nil {
                let symbol = store.symbol(name)
                point[symbol] = others[symbol] ?? store.number(Rational(3 + round, 2))
            }
            point = point.mapValues { bench.catalogue.substitute($0, others) }
            let isMet = set.solutions.contains { meets($0, point, others, round, entry.tolerance, bench, evaluator) }
            if !isMet { return false }
        }
        return true
    }

    private static func meets(
        _ solution: Solution, _ point: [Expr: Expr], _ others: [Expr: Expr], _ round: Int, _ tolerance: Double, _ bench: Workbench,
        _ evaluator: BallEvaluator
    ) -> Bool {
        let store = bench.store
        let bound = Set(solution.bindings.map(\.name))
        var outside = others
        for (name, value) in point where !bound.contains(name) { outside[name] = value }
        for name in store.symbols(in: solution.bindings.map(\.value)) where outside[name] == nil && !solution.integers.contains(name) {
            outside[name] = store.number(Rational(7 + 3 * round, 4 + round))
        }
        let range = solution.integers.isEmpty ? [0] : Array(-12...12)
        return range.contains { first in
            (solution.integers.count > 1 ? Array(-4...4) : [0]).contains { second in
                var given = outside
                for (position, name) in solution.integers.enumerated() { given[name] = store.number(position == 0 ? first : second) }
                return solution.bindings.allSatisfy { binding in
                    guard let wanted = point[binding.name], let left = complex(bench.catalogue.substitute(wanted, outside), evaluator),
                        let right = complex(
                            bench.catalogue.substitute(bench.catalogue.substitute(binding.value, given), outside), evaluator)
                    else { return false }
                    let size = max(1, abs(left.0), abs(left.1))
                    return abs(left.0 - right.0) <= tolerance * size && abs(left.1 - right.1) <= tolerance * size
                }
            }
        }
    }
}
