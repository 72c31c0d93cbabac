import Algebra
import Certified
import Expressions
import Rendering
import Syntax

// Verdicts on claims, in words and in JSON.
extension Session {
    /// `right`, `wrong` or `undecided`, and where; a line for each component that is wrong.
    func lines(_ claim: Answer.Claim) throws(Diagnostic) -> [String] {
        var lines: [String] = []
        switch claim.verdict {
        case .right: lines = [try rightness(claim)]
        case .undecided:
            for component in claim.components where component.verdict == .undecided { lines.append(doubt(component, claim)) }
        case .wrong:
            if let (first, second) = claim.exchanged {
                lines.append("wrong: the components \(store.name(first)) and \(store.name(second)) are exchanged")
            }
            for component in claim.components where component.verdict == .wrong {
                lines.append(try fault(component, claim))
            }
        }
        return lines
    }

    private func doubt(_ component: Answer.Claim.Component, _ claim: Answer.Claim) -> String {
        let line = "undecided" + (claim.components.count > 1 ? " in \(store.name(component.variable))" : "")
        guard case .undecided(let count) = component.identity, count > 0 else { return line }
        return "\(line): there is no proof, and the values agree at \(count == 1 ? "a point" : "\(count) points")"
    }

    private func rightness(_ claim: Answer.Claim) throws(Diagnostic) -> String {
        let isRounded = claim.components.contains(where: \.isRounded)
        guard !claim.point.isEmpty else { return isRounded ? "right as rounded numbers" : "right" }
        let start = "right at \(try text(claim.point))"
        if isRounded { return "\(start), as rounded numbers" }
        switch claim.isIdentical {
        case true?: return "\(start), and wherever both are defined"
        case nil: return "\(start); whether everywhere is undecided"
        case false?:
            for component in claim.components {
                guard case .different(let point) = component.identity else { continue }
                let name = claim.components.count > 1 ? " in \(store.name(component.variable))" : ""
                return "\(start), but wrong elsewhere\(name)" + (point.isEmpty ? "" : ", at \(try text(point))")
            }
            return "\(start), but wrong elsewhere"
        }
    }

    private func fault(_ component: Answer.Claim.Component, _ claim: Answer.Claim) throws(Diagnostic) -> String {
        var line = "wrong"
        if claim.components.count > 1 { line += " in \(store.name(component.variable))" }
        if let (claimed, truth) = component.values {
            line += " at \(try text(claim.point)): \(try value(claimed)) is claimed, \(try value(truth)) is true"
        } else {
            line += ": \(try formula(component.claimed)) is claimed, \(try formula(component.derivative)) is true"
        }
        if let fault = component.fault { return "\(line); \(fault)" }
        if component.values == nil, case .different(let point) = component.identity, !point.isEmpty {
            return "\(line); they differ at \(try text(point))"
        }
        return line
    }

    private func text(_ point: [(name: Expr, value: Expr)]) throws(Diagnostic) -> String {
        (try point.map { part throws(Diagnostic) in "\(store.name(part.name)) = \(try text.text(part.value))" }).joined(separator: ", ")
    }

    private func formula(_ expr: Expr) throws(Diagnostic) -> String {
        try inline(expr)
    }

    private func value(_ expr: Expr) throws(Diagnostic) -> String {
        if expr.isAbsent { return "undefined" }
        if let number = try? evaluator.value(of: expr, digits: nil, at: Span(0, 0)) { return number.text }
        return try formula(expr)
    }

    func add(_ claim: Answer.Claim, to object: inout JSONWriter) throws(Diagnostic) {
        object.member("result", claim.verdict.rawValue)
        object.member("message", try lines(claim).joined(separator: "; "))
        object.member("identical", claim.isIdentical)
        var components: [JSONWriter] = []
        for component in claim.components {
            var entry = JSONWriter()
            entry.member("variable", store.name(component.variable))
            entry.member("result", component.verdict.rawValue)
            entry.member("claimed", try text.text(component.claimed))
            entry.member("derivative", try text.text(component.derivative))
            if let (claimed, truth) = component.values {
                entry.member("claimed-value", try number(claimed))
                entry.member("value", try number(truth))
            }
            if let fault = component.fault { entry.member("fault", fault) }
            if case .different(let point) = component.identity, !point.isEmpty {
                var coordinates = JSONWriter()
                for (name, value) in point { coordinates.member(store.name(name), try text.text(value)) }
                entry.member("differs-at", objects: [coordinates], isList: false)
            }
            components.append(entry)
        }
        object.member("components", objects: components, isList: true)
        if let (first, second) = claim.exchanged { object.member("exchanged", [store.name(first), store.name(second)]) }
    }

    private func number(_ expr: Expr) throws(Diagnostic) -> Double {
        expr.isAbsent ? .nan : (try? evaluator.value(of: expr, digits: nil, at: Span(0, 0)))?.doubles.real ?? .nan
    }
}
