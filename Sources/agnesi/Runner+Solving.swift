import Session
import Syntax

extension Runner {
    /// `solve EQUATION… VAR…`; without equations, or with `-`, on a stream.
    func solve(_ words: [String], _ wishes: Request.Solving = .init()) -> Int32 {
        let isStream = words.first == "-" || (words.allSatisfy(Request.isName) && Process.hasStreamInput)
        var wishes = wishes
        do throws(Diagnostic) {
            let operands = Array(words.drop { $0 == "-" })
            let (equations, unknowns) = try Request.equationsAndUnknowns(operands, isStream: isStream)
            for name in unknowns where !wishes.unknowns.contains(name) { wishes.unknowns.append(name) }
            if isStream {
                wishes.equations = equations
                return stream(.solutions(wishes))
            }
            guard !equations.isEmpty else { return usage("solve needs an equation: agnesi solve 'x^2 = 2' x") }
            return once(.solutions(wishes), Request.line(equations))
        } catch {
            return usage(error.message)
        }
    }

    /// `stationary EXPR VAR…`, or `stationary VAR…` on a stream.
    func findStationaryPoints(_ words: [String]) -> Int32 {
        let isStream = words.first == "-" || (words.allSatisfy(Request.isName) && Process.hasStreamInput)
        do throws(Diagnostic) {
            let names = Array(isStream ? words.drop { $0 == "-" } : words.dropFirst())
            if let other = names.first(where: { !Request.isName($0) }) { return usage("'\(other)' is no variable: a name is expected") }
            let variables = try Request.variables(names)
            if isStream { return stream(.stationary(variables.map(\.name))) }
            guard let expression = words.first else { return usage("stationary needs an expression: agnesi stationary 'x^2 + y^2'") }
            return once(.stationary(variables.map(\.name)), expression)
        } catch {
            return usage(error.message)
        }
    }
}
