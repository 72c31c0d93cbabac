import Algebra
import Certified
import Exact
import Expressions
import Vocabulary

/// Forward-mode differentiation in double precision, two points at a time: the independent path that derivatives are checked by.
///
/// Values and tangents are carried side by side through the graph (Wengert, *A Simple Automatic Derivative Evaluation Program*,
/// 1964). The local derivative of a function is a difference quotient of its numeric kernel, never the table's derivative
/// column, so that a wrong row of the table is found out. What has no value at a point is `nan` there.
struct ForwardMode: ~Copyable {
    typealias Pair = SIMD2<Double>

    private let store: ExprStore
    /// By place; an array of pairs would cost a process a tenth of a millisecond of looking for conformances.
    private var values = Frames<Pair>()
    private var tangents = Frames<Pair>()
    private var positions = ExprMap<Int32>()
    private var order: [Expr] = []
    private var visits = Visits()
    private var root = Expr.zero
    private var claim = Expr.zero
    /// How many nodes, from the first, belong to the root; the rest only to the claim.
    private var tangentCount = 0

    init(_ store: ExprStore) { self.store = store }

    /// Chooses what to evaluate: the tangent of `root` and the value of `claim`.
    mutating func prepare(_ root: Expr, against claim: Expr) {
        self.root = root
        self.claim = claim
        positions.removeAll()
        store.postorder(root, &visits, into: &order)
        tangentCount = order.count
        store.extend(claim, &visits, into: &order)
        arrange()
    }

    /// Gives every node that was found a place for its value.
    private mutating func arrange() {
        for (place, node) in order.enumerated() { positions.set(node, Int32(place)) }
    }

    /// The tangent of the root in `variable`, and the value of the claim, at two points.
    ///
    /// - Parameter point: the value of a symbol at both points.
    mutating func tangent(by variable: Expr, at point: (Expr) -> Pair) -> (tangent: Pair, claim: Pair) {
        values.truncate(to: 0)
        tangents.truncate(to: 0)
        for place in order.indices {
            let (value, tangent) = step(order[place], variable, point, needsTangent: place < tangentCount)
            values.push(value)
            tangents.push(tangent)
        }
        return (tangents[position(root)], values[position(claim)])
    }

    /// The values of several expressions at two points; what they share is evaluated once.
    mutating func values(of exprs: [Expr], at point: (Expr) -> Pair) -> [Pair] {
        prepare(.zero, against: .zero)
        for expr in exprs { store.extend(expr, &visits, into: &order) }
        arrange()
        _ = tangent(by: .zero, at: point)
        return exprs.map { values[position($0)] }
    }

    private func position(_ expr: Expr) -> Int32 { positions[expr] ?? 0 }

    private func step(_ node: Expr, _ variable: Expr, _ point: (Expr) -> Pair, needsTangent: Bool) -> (Pair, Pair) {
        var value = Pair(repeating: .nan)
        var tangent = Pair(repeating: 0)
        switch store.kind(node) {
        case .number:
            value = Pair(repeating: store.rational(node).doubleValue)
        case .constant:
            switch store.constantID(node) {
            case .pi: value = Pair(repeating: .pi)
            case .e: value = Pair(repeating: 2.718281828459045)
            default: break
            }
        case .symbol:
            value = point(node)
            tangent = Pair(repeating: node == variable ? 1 : 0)
        case .sum:
            value = Pair(repeating: 0)
            for part in store.childView(node) {
                let place = position(part)
                value += values[place]
                tangent += tangents[place]
            }
        case .scaled, .product:
            (value, tangent) = product(store.childView(node))
        case .power:
            (value, tangent) = power(position(store.child(node, 0)), position(store.child(node, 1)), store.child(node, 1))
        case .call:
            (value, tangent) = call(node, needsTangent)
        case .application:
            (value, tangent) = application(node)
        case .piecewise:
            (value, tangent) = piecewise(node)
        case .element, .binder, .matrix:
            (value, tangent) = (Pair(repeating: .nan), Pair(repeating: .nan))
        case .relation, .conjunction, .disjunction, .negation:
            value = condition(node)
        }
        return (value, tangent)
    }

    private func product(_ parts: UnsafeBufferPointer<Expr>) -> (Pair, Pair) {
        var place = position(parts[0])
        var value = values[place]
        var tangent = tangents[place]
        for part in parts.dropFirst() {
            place = position(part)
            tangent = tangent * values[place] + value * tangents[place]
            value *= values[place]
        }
        return (value, tangent)
    }

    private func power(_ base: Int32, _ exponent: Int32, _ exponentExpr: Expr) -> (Pair, Pair) {
        let (b, n) = (values[base], values[exponent])
        if let whole = store.wholeValue(exponentExpr), whole.magnitude <= 64 {
            let lower = ForwardMode.wholePower(b, whole - 1)
            return (lower * b, Double(whole) * lower * tangents[base])
        }
        var value = Pair(), tangent = Pair()
        for lane in 0..<2 {
            value[lane] = RealFunctions.power(b[lane], n[lane])
            tangent[lane] = n[lane] * RealFunctions.power(b[lane], n[lane] - 1) * tangents[base][lane]
            if tangents[exponent][lane] != 0 { tangent[lane] += value[lane] * RealFunctions.logarithm(b[lane]) * tangents[exponent][lane] }
        }
        return (value, tangent)
    }

    private static func wholePower(_ base: Pair, _ exponent: Int) -> Pair {
        var result = Pair(repeating: 1)
        var square = base
        var rest = exponent.magnitude
        while rest > 0 {
            if rest & 1 == 1 { result *= square }
            square *= square
            rest >>= 1
        }
        return exponent < 0 ? 1 / result : result
    }

    // MARK: Functions

    private func call(_ node: Expr, _ needsTangent: Bool) -> (Pair, Pair) {
        let arguments = store.childView(node)
        switch Vocabulary.row(store.function(node)).double {
        case .unary(let kernel):
            let place = position(arguments[0])
            let argument = values[place]
            let value = Pair(kernel(argument[0]), kernel(argument[1]))
            guard needsTangent, any(tangents[place] .!= 0) else { return (value, Pair(repeating: 0)) }
            return (value, ForwardMode.slope(argument) { Pair(kernel($0[0]), kernel($0[1])) } * tangents[place])
        case .binary(let kernel):
            return binary(position(arguments[0]), position(arguments[1]), needsTangent, kernel)
        case .fold(let kernel):
            var (value, tangent) = (values[position(arguments[0])], tangents[position(arguments[0])])
            for argument in arguments.dropFirst() {
                let place = position(argument)
                (value, tangent) = binary(value, tangent, values[place], tangents[place], needsTangent, kernel)
            }
            return (value, tangent)
        case .definition:
            return (Pair(repeating: .nan), Pair(repeating: .nan))
        }
    }

    private func binary(
        _ left: Int32, _ right: Int32, _ needsTangent: Bool, _ kernel: @convention(c) (Double, Double) -> Double
    ) -> (Pair, Pair) {
        binary(values[left], tangents[left], values[right], tangents[right], needsTangent, kernel)
    }

    private func binary(
        _ a: Pair, _ da: Pair, _ b: Pair, _ db: Pair, _ needsTangent: Bool, _ kernel: @convention(c) (Double, Double) -> Double
    ) -> (Pair, Pair) {
        let value = Pair(kernel(a[0], b[0]), kernel(a[1], b[1]))
        var tangent = Pair(repeating: 0)
        guard needsTangent else { return (value, tangent) }
        if any(da .!= 0) { tangent += ForwardMode.slope(a) { Pair(kernel($0[0], b[0]), kernel($0[1], b[1])) } * da }
        if any(db .!= 0) { tangent += ForwardMode.slope(b) { Pair(kernel(a[0], $0[0]), kernel(a[1], $0[1])) } * db }
        return (value, tangent)
    }

    /// The central difference quotient of fourth order; its relative error is about 1e-12 where the function is smooth.
    ///
    /// The quotients over one step and over two differ by the term of second order, whose square bounds the error. Where it is not
    /// small, neighbours in double precision do not tell the slope: there is no value then, and another point is tried.
    @inline(__always)
    private static func slope(_ point: Pair, _ kernel: (Pair) -> Pair) -> Pair {
        let size = Pair(Swift.max(point[0].magnitude, 0.03), Swift.max(point[1].magnitude, 0.03))
        let step = size * 0x1p-12
        let near = (kernel(point + step) - kernel(point - step)) / (2 * step)
        let far = (kernel(point + 2 * step) - kernel(point - 2 * step)) / (4 * step)
        var slope = near + (near - far) / 3
        for lane in 0..<2 where !((near[lane] - far[lane]).magnitude <= 0x1p-12 * Swift.max(far[lane].magnitude, 0x1p-16)) {
            slope[lane] = .nan
        }
        return slope
    }

    /// An abstract function by its model.
    private func application(_ node: Expr) -> (Pair, Pair) {
        let model = AbstractModel(store.head(node), store)
        var angle = Pair(repeating: AbstractModel.offset.doubleValue)
        var rate = Pair(repeating: 0)
        for (weight, argument) in zip(model.weights, store.arguments(node)) {
            let place = self.position(argument)
            angle += weight.doubleValue * values[place]
            rate += weight.doubleValue * tangents[place]
        }
        angle += Double(model.quarterTurns % 4) * .pi / 2
        let scale = model.scale.doubleValue
        let value = scale * Pair(RealFunctions.sine(angle[0]), RealFunctions.sine(angle[1]))
        let slope = scale * Pair(RealFunctions.sine(angle[0] + .pi / 2), RealFunctions.sine(angle[1] + .pi / 2))
        return (value, slope * rate)
    }

    // MARK: Conditions

    private func piecewise(_ node: Expr) -> (Pair, Pair) {
        let parts = store.childView(node)
        var value = Pair(), tangent = Pair()
        for lane in 0..<2 {
            var position = 0
            while position + 1 < parts.count, values[self.position(parts[position + 1])][lane] == 0 { position += 2 }
            let isDecided = position + 1 >= parts.count || values[self.position(parts[position + 1])][lane] == 1
            let place = self.position(parts[position])
            value[lane] = isDecided ? values[place][lane] : .nan
            tangent[lane] = isDecided ? tangents[place][lane] : .nan
        }
        return (value, tangent)
    }

    /// 1 where the condition holds, 0 where it does not, `nan` where a side has no value.
    private func condition(_ node: Expr) -> Pair {
        var result = Pair()
        let parts = store.childView(node)
        for lane in 0..<2 {
            let sides = parts.map { values[position($0)][lane] }
            if sides.contains(where: \.isNaN) {
                result[lane] = .nan
                continue
            }
            let holds: Bool
            switch store.kind(node) {
            case .relation:
                switch store.relation(node) {
                case .equal: holds = sides[0] == sides[1]
                case .notEqual: holds = sides[0] != sides[1]
                case .less: holds = sides[0] < sides[1]
                case .lessOrEqual: holds = sides[0] <= sides[1]
                }
            case .conjunction: holds = sides.allSatisfy { $0 == 1 }
            case .disjunction: holds = sides.contains(1)
            default: holds = sides[0] == 0
            }
            result[lane] = holds ? 1 : 0
        }
        return result
    }
}
