import Expressions

/// Reads texts of the function table as templates, one after another, in a store of its own.
///
/// The texts are part of the program and proved by its tests; one that cannot be read is a mistake in the table.
final class TemplateReader {
    private let store: ExprStore
    private let reader: Reader

    init() {
        store = ExprStore(budget: .unbounded)
        reader = Reader(store: store, catalogue: Catalogue(store: store))
    }

    func template(_ text: String, parameters: [String]) -> Template {
        let symbols = parameters.map { store.symbol($0) }
        do {
            return Template(try reader.expression(text), of: store, parameters: symbols)
        } catch {
            preconditionFailure("the function table holds '\(text)': \(error.message)")
        }
    }
}
