import Exact
import Expressions
import Polynomials
import Vocabulary

/// A system of polynomials and roots as polynomials over the rational numbers: every root is a variable with an equation of its own.
///
/// The variables are, in this order: roots in which an unknown stands, the unknowns, roots of numbers and the imaginary unit, and
/// whatever else stands in the equations, which are its parameters.
final class PolynomialReading {
    /// What a variable stands for.
    enum Role: Int { case root, unknown, number, parameter }

    let store: ExprStore
    let kernels: Kernels
    let ring: PolynomialRing
    /// What is to be zero: the numerators of the equations, and the equations of the roots.
    private(set) var generators: [Polynomial] = []
    /// The denominators in which an unknown stands.
    private(set) var denominators: [Expr] = []
    /// The role of every variable of the ring.
    let roles: [Role]
    /// The kernel of every variable of the ring.
    private let places: [Int]
    /// The variable of every kernel.
    private let variables: [Int?]
    private var writer: PolynomialWriter

    /// Reads the equations; nil where something else than sums, products and roots holds an unknown.
    ///
    /// - Parameter unknowns: the unknowns, the first of them the largest variable.
    init?(_ equations: [Expr], _ unknowns: [Expr], _ store: ExprStore, budget: Budget) {
        guard let kernels = try? Kernels(store, of: equations, leading: unknowns, includesBases: true) else { return nil }
        self.store = store
        self.kernels = kernels
        var roles: [Role] = []
        for kernel in kernels.list {
            guard let role = PolynomialReading.role(of: kernel, unknowns, store) else { return nil }
            roles.append(role)
        }
        let places = kernels.list.indices.sorted { (roles[$0].rawValue, $0) < (roles[$1].rawValue, $1) }
        var variables: [Int?] = Array(repeating: nil, count: kernels.ring.variableCount)
        for (variable, place) in places.enumerated() { variables[place] = variable }
        self.places = places
        self.variables = variables
        self.roles = places.map { roles[$0] }
        ring = PolynomialRing(variableCount: places.count, budget: budget)
        writer = PolynomialWriter(kernels)
        guard read(equations) else { return nil }
    }

    private static func role(of kernel: Kernels.Kernel, _ unknowns: [Expr], _ store: ExprStore) -> Role? {
        if unknowns.contains(kernel.expression) { return .unknown }
        let isRoot = store.rationalValue(kernel.exponent).map { !$0.isInteger } ?? false
        if store.symbols(in: [kernel.expression]).contains(where: { unknowns.contains($0) }) { return isRoot ? .root : nil }
        let isNumber = store.isConstant(kernel.expression, .imaginaryUnit) || isRoot && store.isConstant(kernel.expression)
        return isNumber ? .number : .parameter
    }

    private func read(_ equations: [Expr]) -> Bool {
        var reader = PolynomialReader(kernels)
        do throws(PolynomialFailure) {
            for equation in equations {
                let value = try reader.read(equation)
                generators.append(moved(value.numerator))
                let below = moved(value.denominator)
                if below.usedVariables.contains(where: { roles[$0] == .unknown || roles[$0] == .root }) {
                    denominators.append(write(below))
                }
            }
            for (place, kernel) in kernels.list.enumerated() {
                guard let relation = try relation(of: kernel, kernels.ring.variable(place), &reader) else { continue }
                generators.append(moved(relation))
            }
        } catch {
            return false
        }
        generators.removeAll { $0.isZero }
        return !kernels.ring.budget.isExhausted && !ring.budget.isExhausted
    }

    /// The equation of a root: `r^q = b^p` for `r = b^(p/q)`.
    private func relation(
        of kernel: Kernels.Kernel, _ variable: Polynomial, _ reader: inout PolynomialReader
    ) throws(PolynomialFailure) -> Polynomial? {
        if store.isConstant(kernel.expression, .imaginaryUnit) { return variable * variable + kernels.ring.one }
        guard let exponent = store.rationalValue(kernel.exponent), !exponent.isInteger, let above = exponent.numerator.asInt,
            let below = exponent.denominator.asInt, below <= 64
        else { return nil }
        // The base of a root of a parameter may have no variable but the root.
        guard let base = try? reader.read(kernel.base), let value = base.power(above), let left = variable.power(below) else { return nil }
        return left * value.denominator - value.numerator
    }

    private func moved(_ polynomial: Polynomial) -> Polynomial { polynomial.moved(to: ring, places: variables) }

    // MARK: Variables

    /// The variables of a role, the largest first.
    func variables(_ role: Role) -> [Int] { roles.indices.filter { roles[$0] == role } }

    /// What a variable stands for.
    func expression(_ variable: Int) -> Expr { kernels.list[places[variable]].expression }

    /// The kernel a variable stands for.
    func kernel(_ variable: Int) -> Kernels.Kernel { kernels.list[places[variable]] }

    /// The expression of a polynomial.
    func write(_ polynomial: Polynomial) -> Expr {
        var all: [Int?] = places
        while all.count < polynomial.ring.variableCount { all.append(nil) }
        return writer.write(polynomial.moved(to: kernels.ring, places: all))
    }
}
