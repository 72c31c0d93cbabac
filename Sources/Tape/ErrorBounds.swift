import Vocabulary

/// How far rounding may have carried the results of a program: a running error analysis (Wilkinson, *Rounding Errors in Algebraic
/// Processes*, 1963), as a program beside the program.
///
/// The error of a value is bounded by `units` half units in the last place of the value, which is known beforehand, and by `extra`,
/// which is computed. Products, quotients and sums of terms of one sign need no `extra`: so most of a program costs nothing. Terms
/// of second order count where `extra` enters; those of `units` alone, which are below 10^-13 of the bound, do not.
public struct ErrorBounds {
    typealias Value = Program.Value

    /// How closely a program is looked at.
    public enum Care: Sendable {
        /// Each operation is taken to round, each input to be rounded by half a unit; the bound is void where a sum, product, quotient
        /// or root leaves the range of doubles, which `BlockEvaluator` tells.
        case quick
        /// The rounding of each operation is computed (Dekker, *A Floating-Point Technique for Extending the Available Precision*,
        /// 1971), so that exact results have no error. Behind the inputs stand the errors of the inputs.
        case thorough
    }

    /// The error of a value; of a condition, `extra` is 1 where it is in doubt.
    struct Bound {
        var units = 0.0
        var extra: Value?
    }

    /// Half a unit in the last place of 1.
    static let halfUnit = 0x1p-53
    /// Constants with a longer significand are taken for rounded ones.
    private static let longestExactConstant = 40
    /// What a rounded constant errs by: it may have been put together from several.
    private static let constantUnits = 4.0
    /// The logarithms of doubles, and of powers that are doubles, are no larger.
    private static let largestLogarithm = 745.0

    let library: FunctionLibrary
    let care: Care
    var builder: ProgramBuilder
    var bounds: [Bound] = []
    private var signs: [Int8?] = []

    /// The outputs of the program and behind them, where that can be, a number that is not positive where each output is certainly
    /// right to `accuracy` times its size and each condition among them is certain; anything else, NaN too, is doubt.
    ///
    /// - Parameter library: where the formulas of functions are found.
    /// - Returns: the program, and whether the number is there.
    public static func adding(
        to program: Program, accuracy: Double, _ care: Care, _ library: FunctionLibrary
    ) -> (program: Program, isBounded: Bool) {
        let expanded = Steps.expanded(program, library)
        var analysis = ErrorBounds(care == .thorough ? expanded.widened(by: expanded.inputCount) : expanded, care, library)
        for (index, node) in expanded.nodes.enumerated() {
            analysis.bounds.append(analysis.bound(of: Value(index), node, expanded))
        }
        var excess: Value?
        for output in Set(expanded.outputs).sorted() {
            guard let term = analysis.excess(output, isCondition: expanded.nodes[Int(output)].operation.isCondition, accuracy) else {
                continue
            }
            excess = excess.map { analysis.builder.pivot($0, term) } ?? term
        }
        guard let excess else { return (expanded, false) }
        return (analysis.builder.program(expanded.outputs + [excess]), true)
    }

    private init(_ program: Program, _ care: Care, _ library: FunctionLibrary) {
        self.library = library
        self.care = care
        builder = ProgramBuilder(program)
        bounds.reserveCapacity(program.nodes.count)
    }

    private mutating func excess(_ output: Value, isCondition: Bool, _ accuracy: Double) -> Value? {
        let bound = bounds[Int(output)]
        let rest = accuracy - bound.units * ErrorBounds.halfUnit
        if isCondition || (bound.extra == nil && rest > 0) { return bound.extra }
        let size = magnitude(output)
        let allowed = builder.multiply(builder.constant(rest), size)
        return builder.subtract(bound.extra ?? builder.constant(0), allowed)
    }

    // MARK: The error of each operation

    private mutating func bound(of value: Value, _ node: Program.Node, _ program: Program) -> Bound {
        switch node.operation {
        case .input:
            if care == .quick { return Bound(units: 1) }
            return Bound(extra: builder.input(program.inputCount + Int(node.a)))
        case .constant:
            let isRounded = program.constants[Int(node.a)].significandWidth > ErrorBounds.longestExactConstant
            let units = isRounded ? ErrorBounds.constantUnits : 0
            if care == .quick || !isRounded { return Bound(units: units) }
            return Bound(extra: builder.constant(program.constants[Int(node.a)].magnitude * ErrorBounds.halfUnit * units))
        case .negate: return bounds[Int(node.a)]
        case .pivot: return Bound()
        case .add, .subtract: return sum(value, node)
        case .multiply: return product(value, node)
        case .divide: return quotient(value, node)
        case .squareRoot: return root(value, node)
        case .power: return power(value, node)
        case .call: return call(value, node)
        case .isLess, .isLessOrEqual, .isEqual, .isNotEqual: return comparison(node)
        // Both forms are right.
        case .formChoice: return Bound()
        case .not: return bounds[Int(node.a)]
        case .and, .or:
            let doubts = [node.a, node.b].compactMap { bounds[Int($0)].extra }
            return Bound(extra: doubts.count == 2 ? builder.or(doubts[0], doubts[1]) : doubts.first)
        case .select: return choice(node)
        }
    }

    private mutating func sum(_ value: Value, _ node: Program.Node) -> Bound {
        var (first, second) = (node.a, node.b)
        let (left, right) = (bounds[Int(first)], bounds[Int(second)])
        var bound = Bound(units: 1 + max(left.units, right.units), extra: added(left.extra, right.extra))
        let signs = (sign(of: first), sign(of: second).map { node.operation == .add ? $0 : -$0 })
        let haveOneSign = signs.0 != nil && signs.0 == signs.1
        if !haveOneSign, left.units + right.units > 0 {
            // |a| is at most |a + b| + |b|: one size is enough, that of a constant costs nothing.
            if builder.number(first) != nil || (builder.number(second) == nil && signs.0 != nil) { swap(&first, &second) }
            bound.units = 1 + bounds[Int(first)].units
            bound.extra = added(bound.extra, scaled(magnitude(second), by: (left.units + right.units) * ErrorBounds.halfUnit))
        }
        if care == .thorough { return Bound(extra: added(bound.extra, roundingOfSum(value, node))) }
        return bound
    }

    private mutating func product(_ value: Value, _ node: Program.Node) -> Bound {
        let (left, right) = (bounds[Int(node.a)], bounds[Int(node.b)])
        let isExact = [node.a, node.b].contains { builder.number($0).map { $0.magnitude.significand == 1 } ?? false }
        var bound = Bound(units: left.units + right.units + (isExact ? 0 : 1))
        if let error = left.extra { bound.extra = builder.multiply(magnitude(node.b), error) }
        if let error = right.extra {
            let size = added(magnitude(node.a), left.extra) ?? magnitude(node.a)
            bound.extra = added(bound.extra, builder.multiply(size, error))
        }
        if care == .thorough { return Bound(extra: added(bound.extra, roundingOfProduct(value, node.a, node.b))) }
        return bound
    }

    private mutating func quotient(_ value: Value, _ node: Program.Node) -> Bound {
        let (above, below) = (bounds[Int(node.a)], bounds[Int(node.b)])
        let isExact = builder.number(node.b).map { $0.magnitude.significand == 1 } ?? false
        var bound = Bound(units: above.units + below.units + (isExact ? 0 : 1))
        var error = above.extra
        var size = magnitude(node.b)
        if let other = below.extra {
            error = added(error, builder.multiply(magnitude(value), other))
            size = positivePart(builder.subtract(size, other))
        }
        if let error { bound.extra = divided(error, size) }
        if care == .thorough { return Bound(extra: added(bound.extra, roundingOfQuotient(value, node.a, node.b))) }
        return bound
    }

    private mutating func root(_ value: Value, _ node: Program.Node) -> Bound {
        let radicand = bounds[Int(node.a)]
        var bound = Bound(units: radicand.units / 2 + 1)
        if let error = radicand.extra {
            let least = positivePart(builder.subtract(node.a, error))
            bound.extra = divided(builder.multiply(value, error), least)
        }
        if care == .thorough { return Bound(extra: added(bound.extra, roundingOfRoot(value, node.a))) }
        return bound
    }

    /// The logarithm of `a^b` is `b*log(a)`; its error `h` carries the power by no more than `2*h` of its size where `h < 1`.
    private mutating func power(_ value: Value, _ node: Program.Node) -> Bound {
        let (base, exponent) = (bounds[Int(node.a)], bounds[Int(node.b)])
        var bound = Bound(units: ErrorBounds.kernelUnits)
        var shift: Value?
        let number = builder.number(node.b)?.magnitude
        if let number {
            // What a rounded exponent errs by counts as often as the logarithm says.
            let logarithm = min(number, 1) * ErrorBounds.largestLogarithm
            bound.units += number * base.units + logarithm * exponent.units
        } else {
            shift = scaled(magnitude(node.b), by: base.units * ErrorBounds.halfUnit)
        }
        if let error = base.extra {
            let quotient = divided(error, positivePart(builder.subtract(magnitude(node.a), error)))
            shift = added(shift, builder.multiply(magnitude(node.b), quotient))
        }
        if number == nil || exponent.extra != nil, let error = total(node.b) {
            let logarithm = builder.call(KnownFunction.logarithm, magnitude(node.a))
            shift = added(shift, builder.multiply(magnitude(logarithm), error))
        }
        if let shift {
            let one = builder.constant(1)
            let isSmall = builder.compare(.isLess, shift, one)
            let carried = builder.multiply(builder.multiply(builder.constant(2), magnitude(value)), shift)
            bound.extra = builder.select(isSmall, carried, builder.constant(.infinity))
        }
        if care == .thorough {
            let zero = builder.constant(0)
            let local = added(scaled(magnitude(value), by: bound.units * ErrorBounds.halfUnit), floor)
            let error = added(bound.extra, local) ?? zero
            // 0 to a positive power is 0, whatever the power is.
            let least = exponent.extra.map { builder.subtract(node.b, $0) } ?? node.b
            let isZero = builder.and(isExactZero(node.a), builder.compare(.isLess, zero, least))
            return Bound(extra: builder.select(isZero, zero, error))
        }
        bound.extra = added(bound.extra, floor)
        return bound
    }

    /// Where a condition may be decided wrongly.
    private mutating func comparison(_ node: Program.Node) -> Bound {
        guard let error = added(total(node.a), total(node.b)) else { return Bound() }
        let distance = magnitude(builder.subtract(node.a, node.b))
        let zero = builder.constant(0)
        let isClose = builder.compare(.isLessOrEqual, distance, error)
        // Values without an error are compared exactly.
        if care == .thorough { return Bound(extra: builder.and(builder.compare(.isLess, zero, error), isClose)) }
        // 0 is 0 in a quick analysis, too: relative errors do not make it another number.
        if builder.number(node.a) == 0 || builder.number(node.b) == 0 {
            let other = builder.number(node.a) == 0 ? node.b : node.a
            guard let error = bounds[Int(other)].extra else { return Bound() }
            return Bound(extra: builder.compare(.isLessOrEqual, magnitude(other), error))
        }
        return Bound(extra: isClose)
    }

    /// The value that is chosen has its own error. Where the choice is in doubt the other may be right.
    private mutating func choice(_ node: Program.Node) -> Bound {
        let (first, second) = (bounds[Int(node.b)], bounds[Int(node.c)])
        let zero = builder.constant(0)
        var bound = Bound(units: max(first.units, second.units))
        if first.extra != nil || second.extra != nil {
            bound.extra = builder.select(node.a, first.extra ?? zero, second.extra ?? zero)
        }
        guard let doubt = bounds[Int(node.a)].extra else { return bound }
        let distance = magnitude(builder.subtract(node.b, node.c))
        let farther = added(distance, builder.pivot(total(node.b) ?? zero, total(node.c) ?? zero)) ?? distance
        let isCertain = builder.compare(.isEqual, doubt, zero)
        bound.extra = builder.select(isCertain, bound.extra ?? zero, farther)
        return bound
    }

    // MARK: Functions

    /// What a function of the library is taken to err by, in half units, where the table does not say.
    private static let kernelUnits = 3.0

    private mutating func call(_ value: Value, _ node: Program.Node) -> Bound {
        let row = Vocabulary.row(node.function)
        if case .instruction(let instruction) = row.block { return self.instruction(instruction, value, node) }
        var bound = Bound(units: row.rounding?.units ?? ErrorBounds.kernelUnits)
        let operands = node.operandCount == 1 ? [node.a] : [node.a, node.b]
        let errors = operands.map { total($0) }
        if errors.contains(where: { $0 != nil }) {
            let zero = builder.constant(0)
            if let spread = library.spread(node.function) {
                let carried = builder.inline(spread, operands + errors.map { $0 ?? zero } + [value])[0]
                bound.extra = carried
            } else {
                bound.extra = builder.constant(.infinity)
            }
            if care == .thorough, let sum = added(errors[0], errors.count > 1 ? errors[1] : nil), let carried = bound.extra {
                bound.extra = builder.select(builder.compare(.isEqual, sum, zero), zero, carried)
            }
        }
        if let absolute = row.rounding?.absolute, absolute > 0 {
            bound.extra = added(bound.extra, builder.constant(absolute * ErrorBounds.halfUnit))
        }
        guard care == .thorough else {
            if row.rounding?.mayVanish ?? true { bound.extra = added(bound.extra, floor) }
            return bound
        }
        // The zeros of kernels are exact, but where values may be too small for a double.
        let zero = builder.constant(0)
        var isOrigin = builder.compare(.isEqual, value, zero)
        if row.rounding?.mayVanish ?? true { isOrigin = builder.and(isOrigin, builder.compare(.isEqual, node.a, zero)) }
        let local = added(scaled(magnitude(value), by: bound.units * ErrorBounds.halfUnit), floor)
        return Bound(extra: added(bound.extra, builder.select(isOrigin, zero, local ?? zero)))
    }

    private mutating func instruction(_ instruction: BlockInstruction, _ value: Value, _ node: Program.Node) -> Bound {
        switch instruction {
        case .magnitude: return bounds[Int(node.a)]
        case .floor:
            guard let error = total(node.a) else { return Bound() }
            let half = builder.constant(0.5)
            let nearest = builder.call(node.function, builder.add(node.a, half))
            let distance = magnitude(builder.subtract(node.a, nearest))
            let zero = builder.constant(0)
            let isExact = builder.compare(.isEqual, error, zero)
            let isFar = builder.or(isExact, builder.compare(.isLess, error, distance))
            return Bound(extra: builder.select(isFar, zero, builder.constant(.infinity)))
        case .greater, .lesser:
            let (first, second) = (bounds[Int(node.a)], bounds[Int(node.b)])
            if first.extra == nil, second.extra == nil { return Bound(units: max(first.units, second.units)) }
            // The one that is chosen errs as it does; the other counts as far as it may reach beyond.
            let zero = builder.constant(0)
            let reaches = [node.a, node.b].map { operand -> Value in
                let beyond =
                    instruction == .greater ? builder.subtract(operand, value) : builder.subtract(value, operand)
                return builder.add(total(operand) ?? zero, beyond)
            }
            return Bound(extra: builder.pivot(reaches[0], reaches[1]))
        }
    }

    // MARK: Errors and sizes

    /// The whole error of a value; nil where there is none.
    mutating func total(_ value: Value) -> Value? {
        let bound = bounds[Int(value)]
        if bound.units == 0 { return bound.extra }
        return added(scaled(magnitude(value), by: bound.units * ErrorBounds.halfUnit), bound.extra)
    }

    mutating func added(_ a: Value?, _ b: Value?) -> Value? {
        guard let a, let b else { return a ?? b }
        return builder.add(a, b)
    }

    mutating func scaled(_ value: Value, by factor: Double) -> Value? {
        factor == 0 ? nil : builder.multiply(builder.constant(factor), value)
    }

    /// A quotient of an error, which is 0 where there is no error.
    mutating func divided(_ error: Value, _ size: Value) -> Value {
        let quotient = builder.divide(error, size)
        guard care == .thorough else { return quotient }
        let zero = builder.constant(0)
        return builder.select(builder.compare(.isEqual, error, zero), zero, quotient)
    }

    mutating func positivePart(_ value: Value) -> Value { builder.pivot(value, builder.constant(0)) }

    mutating func magnitude(_ value: Value) -> Value {
        if let number = builder.number(value) { return builder.constant(number.magnitude) }
        switch sign(of: value) {
        case 1: return value
        case -1: return builder.negate(value)
        default: return builder.call(KnownFunction.absoluteValue, value)
        }
    }

    /// What a value may have lost by being too small for a double. In a quick analysis it is so large that its products with numbers
    /// of common size stay in the range.
    var floor: Value? {
        mutating get { builder.constant(care == .quick ? 0x1p-720 : 0x1p-1072) }
    }

    /// 1 where a value is never negative, -1 where it is never positive; nil where that is not known.
    private mutating func sign(of value: Value) -> Int8? {
        while signs.count <= Int(value) {
            let node = builder.nodes[signs.count]
            func sign(_ operand: Value) -> Int8? { signs[Int(operand)] }
            let found: Int8? =
                switch node.operation {
                case .constant: builder.constants[Int(node.a)] < 0 ? -1 : builder.constants[Int(node.a)] >= 0 ? 1 : nil
                case .negate: sign(node.a).map { -$0 }
                case .squareRoot: 1
                case .multiply where node.a == node.b: 1
                case .multiply, .divide: sign(node.a).flatMap { left in sign(node.b).map { $0 * left } }
                case .add: sign(node.a) == sign(node.b) ? sign(node.a) : nil
                case .subtract: sign(node.a) == sign(node.b).map { -$0 } ? sign(node.a) : nil
                case .power: sign(node.a) == 1 ? 1 : nil
                case .select: sign(node.b) == sign(node.c) ? sign(node.b) : nil
                case .call: library.isNonnegative(node.function) ? 1 : nil
                case .pivot: sign(node.a) == 1 || sign(node.b) == 1 ? 1 : nil
                default: nil
                }
            signs.append(found)
        }
        return signs[Int(value)]
    }
}
