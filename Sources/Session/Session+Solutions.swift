import Algebra
import Expressions
import Rendering
import Solving
import Syntax

// Solutions as text, LaTeX and JSON, and what there is to say about them.
extension Session {
    // MARK: Text

    /// The solutions, each as a line of text.
    func texts(_ found: Answer.Solutions) throws(Diagnostic) -> [String] {
        if let points = found.points {
            return try points.map { point throws(Diagnostic) in
                "\(try text(point.solution, found, namesAlways: true)): \(point.nature.rawValue)"
            }
        }
        // A number among ranges says whose it is.
        let namesAlways = found.set.solutions.contains { isRange($0, found) }
        return try found.set.solutions.map { solution throws(Diagnostic) in try text(solution, found, namesAlways: namesAlways) }
    }

    private func text(_ solution: Solution, _ found: Answer.Solutions, namesAlways: Bool) throws(Diagnostic) -> String {
        var result: String
        var condition = solution.condition
        if isRange(solution, found) {
            let parts = rangeParts(condition, found)
            result = try text.text(parts.range)
            condition = parts.condition
        } else if solution.bindings.isEmpty {
            result = "all \(found.unknowns.map { store.name($0) }.joined(separator: ", "))"
        } else if found.unknowns.count == 1, !namesAlways {
            result = try valueText(solution.bindings[0], found.digits)
        } else {
            result = try bindingsText(solution, found.digits)
        }
        if condition != .truth { result += " if \(try text.text(condition))" }
        return result
    }

    /// What a range says of the unknowns, and what must hold of other names besides.
    private func rangeParts(_ condition: Expr, _ found: Answer.Solutions) -> (range: Expr, condition: Expr) {
        let parts = store.kind(condition) == .conjunction ? store.childArray(condition) : [condition]
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

    // MARK: LaTeX

    /// The solutions, each as LaTeX.
    func latexTexts(_ found: Answer.Solutions) throws(Diagnostic) -> [String] {
        let solutions = found.points.map { $0.map(\.solution) } ?? found.set.solutions
        var texts: [String] = []
        for (position, solution) in solutions.enumerated() {
            var condition = solution.condition
            var parts: [String]
            if isRange(solution, found) {
                let ranges = rangeParts(condition, found)
                parts = [try latex.text(ranges.range)]
                condition = ranges.condition
            } else {
                parts = try latexParts(solution, found)
            }
            if condition != .truth { parts.append(try latex.text(condition)) }
            for name in solution.integers { parts.append("\(try latex.text(name)) \\in \\mathbb{Z}") }
            if let points = found.points { parts.append("\\text{\(points[position].nature.rawValue)}") }
            texts.append(parts.joined(separator: ",\\ "))
        }
        return texts
    }

    private func latexParts(_ solution: Solution, _ found: Answer.Solutions) throws(Diagnostic) -> [String] {
        guard solution.bindings.isEmpty else {
            return try solution.bindings.map { binding throws(Diagnostic) in
                "\(try latex.text(binding.name)) = \(try latexValue(binding, found.digits))"
            }
        }
        let names = try found.unknowns.map { name throws(Diagnostic) in try latex.text(name) }
        return ["\(names.joined(separator: ", ")) \\in \\mathbb{\(found.set.isReal ? "R" : "C")}"]
    }

    private func latexValue(_ binding: Solution.Binding, _ digits: Int?) throws(Diagnostic) -> String {
        guard let value = try decimals(binding, digits), digits != nil || binding.enclosure != nil else {
            return try latex.text(binding.value)
        }
        return value.text.split(separator: "*").joined(separator: " ").split(separator: "I", omittingEmptySubsequences: false)
            .joined(separator: "i")
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
        let place = doubt.place.map { " near \(store.name(found.unknowns[0])) = \(shown($0))" } ?? ""
        let parameters = try doubt.parameters.map { parameter throws(Diagnostic) in
            "\(store.name(parameter.name)) = \(try text.text(parameter.value))"
        }
        return what + place + (parameters.isEmpty ? "" : " where " + parameters.joined(separator: ", "))
    }

    private func shown(_ point: PlanePoint) -> String {
        if point.imaginary == 0 { return shown(point.real) }
        return "\(shown(point.real)) \(point.imaginary < 0 ? "-" : "+") \(shown(point.imaginary.magnitude))*I"
    }

    private func shown(_ end: Double) -> String {
        let text = end.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

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
        object.member("result", try texts(found).joined(separator: "; "))
        object.member("latex", try latexTexts(found).joined(separator: "; "))
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
