import Expressions
import Reading
import Syntax
import Vocabulary

// Sums over the rows of a table, in which columns are arrays: `sum((y[i] - w*x[i])^2, i = 1..n)`.
extension Session {
    /// An expression of sums over rows, apart from what stands under them.
    struct RowSplit {
        /// What is summed, a function of the columns of a row each.
        var terms: [Meaning] = []
        /// The names of the sums.
        var sums: [Expr] = []
        /// The expression with these names.
        var outer: Expr
        /// The name of the number of rows.
        var rowCount: Expr?
        /// What must hold of the sums and of the names that are the same in every row.
        var needs: [Expr] = []
    }

    /// The columns that stand for arrays: those named by themselves, and the matrices of option `--columns`.
    struct ColumnArrays {
        let columns: Set<Expr>
        let matrices: [Expr: [Expr]]

        func holds(_ array: Expr) -> Bool { columns.contains(array) || matrices[array] != nil }
    }

    /// Reads `X=x1,x2`.
    func columnArrays(_ call: Call, _ columns: Set<Expr>) throws(Diagnostic) -> ColumnArrays {
        var matrices: [Expr: [Expr]] = [:]
        for text in call.options.all(.columns) {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let name = (try? Operand(word: parts[0]))?.name else {
                throw Diagnostic.usage("--columns takes a name and the names of columns: X=x1,x2")
            }
            let list = parts[1].split(separator: ",").map { String($0).filter { $0 != " " } }
            for column in list where !columns.contains(store.symbol(column)) {
                throw Diagnostic.usage("--columns: the table has no column '\(column)'")
            }
            matrices[store.symbol(name)] = list.map { store.symbol($0) }
        }
        return ColumnArrays(columns: columns, matrices: matrices)
    }

    /// The names of the widths of matrices stand for how many columns these have.
    func giveWidths(of arrays: ColumnArrays) {
        for (name, columns) in arrays.matrices {
            guard let width = store.assumptions.arrays[name]?.sizes.dropFirst().first, store.kind(width) == .symbol else { continue }
            reader.environment.define(store.name(width), as: .meaning(Meaning(store.number(columns.count))))
        }
    }

    /// The sums over rows in an expression; nil where no column is an array.
    func rowSplit(_ meaning: Meaning, _ arrays: ColumnArrays, at span: Span) throws(Diagnostic) -> RowSplit? {
        func isOfColumns(_ node: Expr) -> Bool { store.kind(node) == .element && arrays.holds(store.child(node, 0)) }
        guard store.postorder([meaning.expr]).contains(where: isOfColumns) else { return nil }
        var split = RowSplit(outer: meaning.expr)
        var names: [Expr: Expr] = [:]
        for node in store.postorder([meaning.expr], isLeaf: { self.store.kind($0) == .binder }) {
            if isOfColumns(node) {
                throw unfit("\(store.name(store.child(node, 0))) is a column: its elements stand under a sum over the rows", span)
            }
            guard store.kind(node) == .binder, store.postorder([node]).contains(where: isOfColumns) else { continue }
            let range = store.binder(node)
            guard range.id == .sum, range.lower == .one, store.kind(range.upper) == .symbol,
                split.rowCount == nil || split.rowCount == range.upper
            else { throw unfit("over the rows of a table there are sums from 1 to the number of rows, which is a name", span) }
            split.rowCount = range.upper
            let term = try catalogue.opening(node) { binder throws(Diagnostic) in
                try inColumns(binder.body, of: binder.index, arrays, at: span)
            }
            let name = store.symbol(" sum \(split.sums.count)")
            names[node] = name
            split.sums.append(name)
            split.terms.append(Meaning(term))
        }
        split.outer = catalogue.substitute(meaning.expr, names)
        for condition in meaning.domain { try take(condition, names, arrays, into: &split, at: span) }
        return split
    }

    /// What is required of all rows is required of each; the rest is required of what is made of the sums.
    private func take(
        _ condition: DomainCondition, _ sums: [Expr: Expr], _ arrays: ColumnArrays, into split: inout RowSplit, at span: Span
    ) throws(Diagnostic) {
        for part in store.conjuncts(catalogue.condition(condition)) where part != .truth {
            guard store.kind(part) == .binder, store.binder(part).id == .every, store.binder(part).upper == split.rowCount else {
                let need = catalogue.substitute(part, sums)
                guard !store.postorder([need]).contains(where: { store.kind($0) == .element && arrays.holds(store.child($0, 0)) }) else {
                    throw unfit("what is required of the sums is no more than these", span)
                }
                split.needs.append(need)
                continue
            }
            let own = try catalogue.opening(part) { binder throws(Diagnostic) in
                try inColumns(binder.body, of: binder.index, arrays, at: span)
            }
            split.terms[0].domain.append(DomainCondition(requirement: .holds(own), span: condition.span, guardCondition: .truth))
        }
    }

    /// What stands under a sum over rows, with names of columns in place of their elements in the row.
    private func inColumns(_ body: Expr, of row: Expr, _ arrays: ColumnArrays, at span: Span) throws(Diagnostic) -> Expr {
        var values: [Expr: Expr] = [:]
        for node in store.postorder([body]) where store.kind(node) == .element && arrays.holds(store.child(node, 0)) {
            let (array, places) = (store.child(node, 0), store.places(node))
            guard places.first == row else {
                throw unfit("under a sum over rows stand elements of the same row: \(store.name(array))[i]", span)
            }
            if let list = arrays.matrices[array] {
                guard places.count == 2, let column = store.wholeValue(places[1]), (1...list.count).contains(column) else {
                    throw unfit("\(store.name(array)) has the columns 1 to \(list.count): \(store.name(array))[i, 1]", span)
                }
                values[node] = list[column - 1]
            } else {
                guard places.count == 1 else { throw unfit("\(store.name(array)) is one column: \(store.name(array))[i]", span) }
                values[node] = array
            }
        }
        let term = catalogue.substitute(body, values)
        if store.traits(term).contains(.isIndexed) || store.depends(term, on: row) {
            throw unfit("what stands under a sum over rows depends on the columns of the row alone", span)
        }
        return term
    }

    private func unfit(_ message: String, _ span: Span) -> Diagnostic {
        Diagnostic("bad-total", message, at: span, kind: .usage)
    }
}
