import Exact
import Expressions
import Rendering
import Syntax

// Gradients, Jacobians and Hessians as documents and JSON.
extension Session {
    /// A vector, or a matrix.
    func part(_ found: Answer.Derivatives) -> Document.Part {
        .matrix(found.rows.map { $0.map(part) }, isVector: !found.isMatrix)
    }

    private func part(_ entry: Answer.Derivatives.Entry) -> Document.Part {
        switch entry {
        case .formula(let expr): .expression(expr)
        case .number(let number): .number(number.text)
        case .enclosure(let bounds): .number(bounds.text)
        }
    }

    func add(_ found: Answer.Derivatives, to object: inout JSONWriter) throws(Diagnostic) {
        for (name, format) in [("result", Format.text), ("latex", .latex)] {
            var notation = notation(format)
            object.member(name, try notation.text(part(found)))
        }
        object.member("variables", found.variables.map { store.name($0) })
        if found.shape == .jacobian {
            let values = found.values.compactMap(\.number)
            if values.count == found.rows.count { object.member("values", numbers: values) }
        } else if let value = found.values.first {
            value.number.map { object.member("value", $0) }
            if case .enclosure(let bounds) = value { object.member("value", numbers: [bounds.lower, bounds.upper]) }
        }
        if let isTotal = found.isTotal { object.member("total", isTotal) }
        guard found.shape == .gradient else {
            let rows = found.rows.map { $0.compactMap(\.number) }
            var plain = notation(.text)
            if zip(rows, found.rows).allSatisfy({ $0.count == $1.count }) {
                object.member(found.shape.rawValue, rows: rows)
            } else {
                object.member(
                    found.shape.rawValue,
                    lists: try found.rows.map { row throws(Diagnostic) in
                        try row.map { entry throws(Diagnostic) in try plain.text(part(entry)) }
                    })
            }
            return
        }
        var gradient = JSONWriter()
        for (variable, entry) in zip(found.variables, found.rows.first ?? []) {
            switch entry {
            case .formula(let expr): gradient.member(store.name(variable), try text.text(expr))
            case .number(let number): gradient.member(store.name(variable), number.doubles.real)
            case .enclosure(let bounds): gradient.member(store.name(variable), numbers: [bounds.lower, bounds.upper])
            }
        }
        object.member("gradient", objects: [gradient], isList: false)
    }
}

extension Answer.Derivatives {
    /// Whether there are rows and columns: a Hessian, or a Jacobian of several functions.
    var isMatrix: Bool { shape == .hessian || rows.count > 1 }
}

extension Answer.Derivatives.Entry {
    /// The nearest double, where it is a number.
    fileprivate var number: Double? { if case .number(let number) = self { number.doubles.real } else { nil } }
}

extension Answer.Enclosure {
    /// The ends in brackets.
    var text: String { "[\(lower.shortestText), \(upper.shortestText)]" }
}
