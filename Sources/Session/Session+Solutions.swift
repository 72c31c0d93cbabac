import Algebra
import Certified
import Exact
import Expressions
import Rendering
import Solving
import Syntax

// Solutions as documents and JSON, and what there is to say about them.
extension Session {
    // MARK: Documents

    /// The solutions, each as a part.
    func parts(_ found: Answer.Solutions) throws(Diagnostic) -> [Document.Part] {
        let solutions = found.points.map { $0.map(\.solution) } ?? found.set.solutions
        // A number among ranges says whose it is.
        let isNamed = found.points != nil || found.unknowns.count > 1 || solutions.contains { isRange($0, found) }
        var parts: [Document.Part] = []
        for (position, solution) in solutions.enumerated() {
            let label = found.points?[position].nature.rawValue
            parts.append(.solution(try self.solution(solution, found, label: label, isNamed: isNamed)))
        }
        return parts
    }

    private func solution(
        _ solution: Solution, _ found: Answer.Solutions, label: String?, isNamed: Bool
    ) throws(Diagnostic) -> Document.Solution {
        if isRange(solution, found) {
            let parts = rangeParts(solution.condition, found)
            return Document.Solution(.range(parts.range), where: parts.condition, integers: solution.integers, label: label)
        }
        guard !solution.bindings.isEmpty else {
            let claim = Document.Solution.Claim.everything(found.unknowns, isReal: found.set.isReal)
            return Document.Solution(claim, where: solution.condition, integers: solution.integers, label: label)
        }
        var values: [(name: Expr, value: Document.Part)] = []
        for binding in solution.bindings {
            var decimals = binding.enclosure?.value
            if decimals == nil, let digits = found.digits { decimals = try number(binding.value, digits) }
            values.append((binding.name, decimals.map { .number($0.text) } ?? .expression(binding.value)))
        }
        return Document.Solution(.values(values), where: solution.condition, integers: solution.integers, label: label, isNamed: isNamed)
    }

    /// What a range says of the unknowns, and what must hold of other names besides.
    private func rangeParts(_ condition: Expr, _ found: Answer.Solutions) -> (range: Expr, condition: Expr) {
        let parts = store.conjuncts(condition)
        let isOwn = parts.map { part in store.symbols(in: [part]).contains { found.unknowns.contains($0) } }
        func joined(_ wanted: Bool) -> Expr { store.conjunction(zip(parts, isOwn).filter { $0.1 == wanted }.map(\.0)) }
        return (joined(true), joined(false))
    }

    /// Whether the solution is said by its condition alone: `1 < x and x < 2`.
    private func isRange(_ solution: Solution, _ found: Answer.Solutions) -> Bool {
        guard solution.bindings.isEmpty, solution.condition != .truth else { return false }
        return store.symbols(in: [solution.condition]).contains { found.unknowns.contains($0) }
    }

    private func bindingsText(_ solution: Solution, _ digits: Int?) throws(Diagnostic) -> String {
        try solution.bindings.map { binding throws(Diagnostic) in
            "\(store.name(binding.name)) = \(try valueText(binding, digits))"
        }.joined(separator: ", ")
    }

    private func valueText(_ binding: Solution.Binding, _ digits: Int?) throws(Diagnostic) -> String {
        if let enclosure = binding.enclosure { return enclosure.value.text }
        return try valueText(binding.value, digits)
    }

    /// A value, exact or as certified digits; one that has parameters or could not be decided stays exact.
    private func valueText(_ value: Expr, _ digits: Int?) throws(Diagnostic) -> String {
        if let digits, let number = try number(value, digits) { return number.text }
        return try text.text(value)
    }

    private func decimals(_ binding: Solution.Binding, _ digits: Int?) throws(Diagnostic) -> NumericValue? {
        if let enclosure = binding.enclosure { return enclosure.value }
        return try number(binding.value, digits)
    }

    private func number(_ value: Expr, _ digits: Int?) throws(Diagnostic) -> NumericValue? {
        guard store.isConstant(value), store.traits(value).isDisjoint(with: [.hasInfinity, .isCondition]) else { return nil }
        do throws(Diagnostic) { return try evaluator.value(of: value, digits: digits, at: Span(0, 0)) } catch {
            if error.kind == .undecided || error.kind == .undefined { return nil }
            throw error
        }
    }

    // MARK: Remarks

    /// Appends what must be said beside the solutions: what names stand for, how often they count, what is left open.
    func appendRemarks(_ found: Answer.Solutions, _ number: Int?, to errors: inout [UInt8]) throws(Diagnostic) {
        let place = number.map { "line \($0): " } ?? ""
        for remark in try remarks(found) { errors.append(contentsOf: "note: \(place)\(remark)\n".utf8) }
    }

    private func remarks(_ found: Answer.Solutions) throws(Diagnostic) -> [String] {
        let set = found.set
        var remarks: [String] = []
        let integers = Set((found.points.map { $0.map(\.solution) } ?? set.solutions).flatMap(\.integers)).map { store.name($0) }.sorted()
        if integers.count == 1 { remarks.append("\(integers[0]) is any integer") }
        if integers.count > 1 { remarks.append("\(integers.joined(separator: ", ")) are any integers") }
        if found.points == nil {
            for solution in set.solutions {
                guard let multiplicity = solution.multiplicity, multiplicity > 1, !solution.bindings.isEmpty else { continue }
                remarks.append("\(try bindingsText(solution, found.digits)) is \(described(multiplicity))")
            }
        }
        for gap in set.undecided {
            remarks.append("it could not be decided between \(shown(gap.lower)) and \(shown(gap.upper))")
        }
        for doubt in set.doubts { remarks.append(try described(doubt, found)) }
        if let claim = try claim(found) { remarks.append(claim) }
        if found.isCut { remarks.append("the search ended after \(Int(Session.solvingTime)) seconds: --timeout SECONDS gives it more") }
        return remarks
    }

    /// What the audit found against the answer.
    private func described(_ doubt: Doubt, _ found: Answer.Solutions) throws(Diagnostic) -> String {
        let what = doubt.kind == .missing ? "the search missed a solution" : "a solution that was found is none and is left out: it fails"
        let values = doubt.place.map { zip(found.unknowns, $0).map { "\(store.name($0)) = \(shown($1))" }.joined(separator: ", ") }
        let place = values.map { " near " + $0 } ?? ""
        let parameters = try doubt.parameters.map { parameter throws(Diagnostic) in
            "\(store.name(parameter.name)) = \(try text.text(parameter.value))"
        }
        return what + place + (parameters.isEmpty ? "" : " where " + parameters.joined(separator: ", "))
    }

    private func shown(_ point: PlanePoint) -> String {
        if point.imaginary == 0 { return shown(point.real) }
        return "\(shown(point.real)) \(point.imaginary < 0 ? "-" : "+") \(shown(point.imaginary.magnitude))*I"
    }

    private func shown(_ end: Double) -> String { end.shortestText }

    /// What is claimed of the solutions together; nil where they are all that anyone would expect.
    private func claim(_ found: Answer.Solutions) throws(Diagnostic) -> String? {
        let kind = found.points == nil ? "solution" : "stationary point"
        let isEmpty = found.set.solutions.isEmpty
        if let searched = found.set.searched, found.set.undecided.isEmpty {
            let place = "between \(try text.text(searched.lower)) and \(try text.text(searched.upper))"
            // An interval that was asked for is no news.
            if !found.mentionsInterval { return isEmpty ? "there is no \(kind) \(place)" : nil }
            let rest = found.set.isComplete ? "" : isEmpty ? ", but there may be one elsewhere" : ", there may be others elsewhere"
            return (isEmpty ? "there is no \(kind) " : "complete ") + place + rest
        }
        guard found.set.isComplete else {
            return isEmpty ? "no \(kind) was found, but there may be one" : "these may not be all \(kind)s"
        }
        if isEmpty { return found.mentionsReal ? "there is no real \(kind)" : "there is no \(kind)" }
        return found.mentionsReal ? "complete over the real numbers" : nil
    }

    private func described(_ multiplicity: Int) -> String {
        switch multiplicity {
        case 2: "a double root"
        case 3: "a triple root"
        default: "a root of multiplicity \(multiplicity)"
        }
    }

    // MARK: JSON

    /// Adds the solutions to the object of an answer.
    func add(_ found: Answer.Solutions, to object: inout JSONWriter) throws(Diagnostic) {
        let set = found.set
        for (name, format) in [("result", Format.text), ("latex", .latex)] {
            var notation = notation(format)
            object.member(name, try parts(found).map { part throws(Diagnostic) in try notation.text(part) }.joined(separator: "; "))
        }
        var members: [JSONWriter] = []
        if let points = found.points {
            for point in points {
                var member = try self.object(point.solution, found)
                member.member("kind", point.nature.rawValue)
                if let value = point.value {
                    member.member("value", try valueText(value, found.digits))
                } else {
                    member.member("value", nil)
                }
                members.append(member)
            }
        } else {
            for solution in set.solutions { members.append(try self.object(solution, found)) }
        }
        object.member("solutions", objects: members, isList: true)
        object.member("complete", set.isComplete)
        object.member("claim", set.isComplete ? "complete" : "partial")
        object.member("domain", set.isReal ? "real" : "complex")
        if !set.undecided.isEmpty {
            object.member("undecided", lists: set.undecided.map { [shown($0.lower), shown($0.upper)] })
        }
        if let searched = set.searched { object.member("searched", try ends(searched)) }
    }

    private func ends(_ interval: (lower: Expr, upper: Expr)) throws(Diagnostic) -> [String] {
        [try text.text(interval.lower), try text.text(interval.upper)]
    }

    private func object(_ solution: Solution, _ found: Answer.Solutions) throws(Diagnostic) -> JSONWriter {
        var object = JSONWriter()
        var bindings = JSONWriter()
        for binding in solution.bindings { bindings.member(store.name(binding.name), try valueText(binding, found.digits)) }
        object.member("bindings", objects: [bindings], isList: false)
        var approximation = JSONWriter()
        var isApproximated = !solution.bindings.isEmpty
        for binding in solution.bindings where isApproximated {
            if let number = try decimals(binding, nil) {
                approximation.member(store.name(binding.name), numbers: [number.doubles.real, number.doubles.imaginary])
            } else {
                isApproximated = false
            }
        }
        if isApproximated { object.member("approx", objects: [approximation], isList: false) } else { object.member("approx", nil) }
        if let multiplicity = solution.multiplicity {
            object.member("multiplicity", Double(multiplicity))
        } else {
            object.member("multiplicity", nil)
        }
        if solution.condition == .truth {
            object.member("condition", nil)
        } else {
            object.member("condition", try text.text(solution.condition))
        }
        if solution.integers.isEmpty {
            object.member("family", nil)
        } else {
            var family = JSONWriter()
            for name in solution.integers { family.member(store.name(name), "integer") }
            object.member("family", objects: [family], isList: false)
        }
        return object
    }
}
