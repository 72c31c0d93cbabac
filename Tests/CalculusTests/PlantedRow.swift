import Calculus
import Exact
import Expressions
import Reading
import Testing
import Vocabulary

/// The self-check never uses the table's derivative column: a wrong row must be found out.
@Suite("A planted wrong row")
struct PlantedRow {
    @Test("is caught by the self-check, for every function and a wrong sign, factor and power")
    func wrongRowsAreCaught() throws {
        for (index, row) in Vocabulary.functions.enumerated() where row.parameters.count == 1 && !row.isVariadic && !row.isAbbreviation {
            guard let column = row.derivatives.first, !column.isEmpty, column != "0" else { continue }
            let store = ExprStore()
            let catalogue = Catalogue(store: store)
            let check = DerivativeCheck(catalogue)
            let x = store.symbol("x")
            let call = catalogue.call(FunctionID(index: UInt16(index)), x)
            for wrong in ["-(\(column))", "2*(\(column))", "(\(column))^2 + 1/7", "(\(column))*x + 1/5"] {
                let planted = catalogue.template(wrong, parameters: row.parameters + ["f"]).instance([x, call], catalogue)
                #expect(check.check(planted, isDerivativeOf: call, by: x) == .refuted, "\(row.name)' = \(wrong) passes")
            }
        }
    }
}
