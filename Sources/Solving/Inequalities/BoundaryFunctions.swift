import Certified
import Expressions
import Reading
import Vocabulary

/// The functions whose zeros part the line: between two of them every relation of a condition is true throughout or false throughout.
///
/// They are the differences of the sides, with each choice of branches for what is defined by cases, and whatever must keep its sign
/// for the sides to have values and not to jump.
struct BoundaryFunctions {
    private let solver: EquationSolver
    private let constants: RealConstants
    private let form: ConditionForm
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }
    /// More functions are not looked at: each choice among cases doubles their number.
    private static let most = 400

    init(_ solver: EquationSolver, _ constants: RealConstants) {
        self.solver = solver
        self.constants = constants
        form = ConditionForm(solver.store)
    }

    /// The functions of a condition; nil where a part jumps at places that no equation gives, or where there are too many.
    func functions(of condition: Expr) -> [Expr]? {
        var conditions = [condition]
        var open: [Expr] = []
        var seen: Set<Expr> = []
        var functions: [Expr] = []
        while true {
            if let function = open.popLast() {
                if !solver.holdsUnknown(function) || !seen.insert(function).inserted { continue }
                guard seen.count <= BoundaryFunctions.most, store.budget.step() else { return nil }
                if let (branches, choices) = cases(of: function) {
                    open += branches
                    conditions += choices
                    continue
                }
                guard let required = required(by: function) else { return nil }
                conditions += required
                functions.append(function)
            } else if let next = conditions.popLast() {
                if !seen.insert(next).inserted { continue }
                for relation in form.relations(next) {
                    open.append(store.difference(store.child(relation, 0), store.child(relation, 1)))
                }
            } else {
                return functions
            }
        }
    }

    /// The function in each branch of a part that is defined by cases, and the conditions between the cases.
    private func cases(of function: Expr) -> (branches: [Expr], choices: [Expr])? {
        let method = CaseBranches(solver.catalogue)
        guard let node = store.postorder([function]).first(where: { method.isByCases($0) && solver.holdsUnknown($0) }),
            let pairs = method.branches(of: node)
        else { return nil }
        return (pairs.map { catalogue.substitute(function, [node: $0.value]) }, pairs.map(\.condition))
    }

    /// What parts of the function need to have a value, and where they may jump.
    private func required(by function: Expr) -> [Expr]? {
        var conditions: [Expr] = []
        let definedness = Definedness(catalogue)
        for node in store.postorder([function]) where solver.holdsUnknown(node) {
            switch store.kind(node) {
            case .symbol, .sum, .scaled, .product: break
            case .power:
                // A power of a number that is not positive has values here and there only.
                let base = store.child(node, 0)
                if store.isConstant(base), constants.sign(of: base) != .positive { return nil }
            case .call:
                let (row, arguments) = (store.function(node), store.childArray(node))
                switch Vocabulary.row(row).exact {
                case .floor, .ceil: return nil
                default: break
                }
                for template in [catalogue.singular(row), catalogue.kinks(row)] {
                    if let template { conditions.append(template.instance(arguments, catalogue)) }
                }
            default: return nil
            }
            if let requirement = definedness.requirement(node) { conditions.append(catalogue.condition(requirement)) }
        }
        return conditions
    }
}
