import Arrays
import Expressions
import Reading
import Syntax
import Vocabulary

// Vectors and matrices of symbolic size, as they are shown.
extension Session {
    /// An expression as it is shown: with vectors and matrices where it was written so.
    func shown(_ meaning: Meaning) -> Expr {
        meaning.isOfMatrices ? MatrixNotation(catalogue).number(meaning.expr) : meaning.expr
    }

    /// Letters for the places of entries that stand in none of the expressions.
    func letters(beside expressions: [Expr]) -> [Expr] {
        let taken = Set(store.symbols(in: expressions))
        let letters = ["i", "j", "k", "l", "r", "s"] + (1...max(1, taken.count + 8)).map { "i\($0)" }
        return letters.map { store.symbol($0) }.filter { !taken.contains($0) }
    }

    /// A step of what is worked out of entries, with letters for their places.
    func named(_ step: Answer.Step) -> Answer.Step {
        let places = store.symbols(in: [step.before, step.after]).filter { store.isIndex($0) }
        if places.isEmpty { return step }
        let values = Dictionary(uniqueKeysWithValues: zip(places, letters(beside: [step.before, step.after])))
        return Answer.Step(
            name: step.name, before: catalogue.substitute(step.before, values), after: catalogue.substitute(step.after, values))
    }

    /// An array in the notation of matrices; where it has none, its entry at places with names.
    func notation(of array: IndexedArray) -> Expr {
        if let notation = MatrixNotation(catalogue).array(array) { return notation }
        let places = letters(beside: [array.entry] + array.axes.flatMap { $0 })
        let entry = catalogue.substitute(array.entry, Dictionary(uniqueKeysWithValues: zip(array.places(store), places)))
        return MatrixNotation(catalogue).number(entry)
    }
}
