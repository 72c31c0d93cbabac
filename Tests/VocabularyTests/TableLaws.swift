import Algebra
import Ball
import Calculus
import Certified
import Exact
import Expressions
import Reading
import Session
import Syntax
import Testing
import Vocabulary

/// The laws that every row of the function table obeys. Adding a row adds its tests.
@Suite("The function table")
struct TableLaws {
    private let store = ExprStore()
    private let catalogue: Catalogue
    private let reader: Reader

    init() {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
    }

    private static let rows = Vocabulary.functions.map(\.name)
    /// The functions that have values at arbitrary points.
    private static let functions = Vocabulary.functions.filter { !$0.isNotation }.map(\.name)

    private func row(_ name: String) throws -> (id: FunctionID, row: FunctionRow, call: Expr, parameters: [Expr]) {
        let id = try #require(Vocabulary.function(named: name))
        let row = Vocabulary.row(id)
        var parameters = row.parameters.map { store.symbol($0) }
        if row.isVariadic { parameters += [store.symbol("y"), store.symbol("z")] }
        return (id, row, catalogue.call(id, parameters), parameters)
    }

    @Test("every text column can be read", arguments: rows)
    func columnsRead(name: String) throws {
        let (id, row, _, _) = try row(name)
        for position in row.derivatives.indices where !row.derivatives[position].isEmpty {
            #expect(catalogue.derivative(id, position) != nil)
        }
        #expect((catalogue.definition(id) == nil) == row.definition.isEmpty)
        #expect((catalogue.realDefinition(id) == nil) == row.realDefinition.isEmpty)
        #expect((catalogue.recurrence(id) == nil) == row.recurrence.isEmpty)
        #expect((catalogue.domain(id) == nil) == row.domain.isEmpty)
        #expect((catalogue.singular(id) == nil) == row.singular.isEmpty)
        #expect(catalogue.jumps(id).isEmpty == row.jumps.isEmpty)
        #expect((catalogue.kinks(id) == nil) == row.kinks.isEmpty)
        #expect((catalogue.tangent(id) == nil) == row.tangent.isEmpty)
        for inverse in row.inverses { _ = catalogue.template(inverse, parameters: ["y", "k"] + row.parameters) }
        if !row.range.isEmpty { _ = catalogue.template(row.range, parameters: ["y"]) }
        #expect(!row.summary.isEmpty && !row.examples.isEmpty && !row.latex.isEmpty)
    }

    @Test("a derivative agrees with differences in balls, on both signs and near the edges of the domain", arguments: functions)
    func derivativesAgree(name: String) throws {
        let (_, row, call, parameters) = try row(name)
        let differentiator = Differentiator(catalogue)
        let evaluator = try BallEvaluator(catalogue)
        for (position, parameter) in parameters.enumerated() {
            if !row.isVariadic, row.tangent.isEmpty, position < row.derivatives.count, row.derivatives[position].isEmpty { continue }
            differentiator.begin(by: parameter)
            let derivative = try differentiator.derivative(of: call)
            var compared = 0
            for sample in Samples.points(count: parameters.count) {
                guard let difference = centralDifference(call, parameters, sample, position, evaluator) else { continue }
                evaluator.reset()
                evaluator.bits = 400
                evaluator.point = Samples.balls(parameters, sample)
                let value = evaluator.value(of: derivative)
                guard value.isFinite else { continue }
                let error = ComplexBall()
                error.subtract(value, difference, bits: 400)
                let size = max(value.magnitudeUpperBound, difference.magnitudeUpperBound, 1)
                #expect(error.magnitudeUpperBound <= 1e-20 * size, "d \(name) in \(row.parameters) at \(sample)")
                compared += 1
            }
            #expect(compared >= 4, "too few points at which \(name) and its derivative have values")
        }
    }

    /// The central difference quotient with step 2^-90; nil where the function has no value or a kink is near.
    private func centralDifference(_ call: Expr, _ parameters: [Expr], _ sample: [Rational], _ position: Int, _ evaluator: BallEvaluator)
        -> ComplexBall?
    {
        let bits = 500
        let step = Rational(Integer(1), Integer(2).power(90) ?? 1)
        var values: [ComplexBall] = []
        for sign in [1, -1] {
            var moved = sample
            moved[position] = moved[position] + Rational(sign) * step
            evaluator.reset()
            evaluator.bits = bits
            evaluator.point = Samples.balls(parameters, moved)
            let value = ComplexBall()
            value.set(evaluator.value(of: call))
            guard value.isFinite else { return nil }
            values.append(value)
        }
        let slope = ComplexBall()
        slope.subtract(values[0], values[1], bits: bits)
        let width = ComplexBall()
        width.set(step * Rational(2), bits: bits)
        slope.divide(slope, width, bits: bits)
        // Across a jump the quotient is huge; the table excludes such points by `kinks` and `singular`.
        return slope.magnitudeUpperBound < 1e20 ? slope : nil
    }

    @Test("a function undoes its inverses", arguments: rows)
    func inversesInvert(name: String) throws {
        let (id, row, _, _) = try row(name)
        guard row.parameters.count == 1 else { return }
        let evaluator = try BallEvaluator(catalogue)
        for text in row.inverses {
            let template = catalogue.template(text, parameters: ["y", "k"])
            var checked = 0
            for k in [-2, 0, 3] {
                for sample in Samples.values {
                    evaluator.reset()
                    evaluator.bits = 200
                    evaluator.point = [:]
                    let value = store.number(sample)
                    let family = template.instance([value, store.number(k)], catalogue)
                    let image = evaluator.value(of: store.call(id, family))
                    guard image.isFinite, isInRange(row, value, evaluator) else { continue }
                    let error = ComplexBall()
                    error.set(sample, bits: 200)
                    error.subtract(error, image, bits: 200)
                    #expect(error.magnitudeUpperBound < 1e-30, "\(name)(\(text)) at y = \(sample), k = \(k)")
                    checked += 1
                }
            }
            #expect(checked > 0, "no point of the range of \(name) was tried")
        }
    }

    private func isInRange(_ row: FunctionRow, _ value: Expr, _ evaluator: BallEvaluator) -> Bool {
        row.range.isEmpty || evaluator.truth(of: catalogue.template(row.range, parameters: ["y"]).instance([value], catalogue)) == .holds
    }

    @Test("an odd function changes sign with its argument, an even one does not", arguments: rows)
    func symmetryHolds(name: String) throws {
        let (id, row, _, _) = try row(name)
        guard row.symmetry != .none else { return }
        let evaluator = try BallEvaluator(catalogue)
        for sample in Samples.values {
            let (plus, minus) = (store.number(sample), store.number(-sample))
            let (left, right) = (store.call(id, minus), store.call(id, plus))
            evaluator.reset()
            let (a, b) = (evaluator.value(of: left), evaluator.value(of: row.symmetry == .even ? right : store.negated(right)))
            guard a.isFinite, b.isFinite else { continue }
            #expect(a.overlaps(b), "\(name)(\(sample))")
        }
    }

    @Test("a period repeats the values, or changes their sign", arguments: rows)
    func periodHolds(name: String) throws {
        let (id, row, _, _) = try row(name)
        guard !row.period.isEmpty else { return }
        let evaluator = try BallEvaluator(catalogue)
        let period = catalogue.template(row.period, parameters: []).instance([], catalogue)
        for sample in Samples.values {
            let moved = store.call(id, store.sum(store.number(sample), period))
            let still = store.call(id, store.number(sample))
            evaluator.reset()
            let (a, b) = (evaluator.value(of: moved), evaluator.value(of: row.isAntiperiodic ? store.negated(still) : still))
            guard a.isFinite, b.isFinite else { continue }
            #expect(a.overlaps(b), "\(name)(\(sample) + \(row.period))")
        }
    }

    @Test("values lie in the range, and are real, at real points of the domain", arguments: functions)
    func rangeHolds(name: String) throws {
        let (id, row, _, parameters) = try row(name)
        let evaluator = try BallEvaluator(catalogue)
        var real = 0
        for sample in Samples.points(count: parameters.count) {
            let arguments = sample.map { store.number($0) }
            evaluator.reset()
            if let domain = catalogue.domain(id), !row.isVariadic, evaluator.truth(of: domain.instance(arguments, catalogue)) != .holds {
                continue
            }
            if let singular = catalogue.singular(id), !row.isVariadic,
                evaluator.truth(of: singular.instance(arguments, catalogue)) != .fails
            {
                continue
            }
            let value = evaluator.value(of: store.call(id, arguments))
            #expect(value.isFinite, "\(name) has no value at \(sample), a point of its domain")
            #expect(value.isReal, "\(name) is not real at \(sample), a point of its domain")
            real += 1
            guard !row.range.isEmpty, value.isReal else { continue }
            let symbol = store.symbol("value of the function")
            let copy = ComplexBall()
            copy.set(value)
            evaluator.point[symbol] = copy
            #expect(
                evaluator.truth(of: catalogue.template(row.range, parameters: ["y"]).instance([symbol], catalogue)) != .fails,
                "\(name) at \(sample)")
            evaluator.point = [:]
        }
        #expect(real > 2, "the domain of \(name) was hardly met")
    }

    @Test("a function jumps at the places that the table names, and nowhere else", arguments: functions)
    func jumpsHold(name: String) throws {
        let (id, row, _, _) = try row(name)
        guard row.parameters.count == 1, !row.isVariadic else { return }
        let evaluator = try BallEvaluator(catalogue)
        evaluator.bits = 256
        // On the axes, on the line above the poles of sigmoid, and off them.
        let units = ["1", "I", "1 + I*pi/x", "1 + I*3/7"].map { catalogue.template($0, parameters: ["x"]) }
        var (met, tried) = (0, 0)
        for sample in Samples.values + [Rational(-7, 2), Rational(5, 4)] where !sample.isZero {
            for unit in units {
                let size = store.number(sample)
                let place = store.product(size, unit.instance([size], catalogue))
                guard let jumps = jumpAcross(place, id, evaluator) else { continue }
                tried += 1
                let isNamed = isOnPlace(place, id, evaluator)
                #expect(jumps == isNamed, "\(name) at \(sample) times \(unit.instance([size], catalogue))")
                if isNamed { met += 1 }
            }
        }
        #expect(tried > 8, "\(name) was hardly tried")
        let isPoint = catalogue.jumps(id).allSatisfy { $0.point(.one, .zero, catalogue) == $0.point(.zero, .zero, catalogue) }
        #expect(met > 0 || isPoint, "no place of \(name) was met")
        for place in catalogue.jumps(id) {
            for (t, k) in [(Rational(2, 3), 0), (Rational(5), -1), (Rational(1, 7), 2)] {
                let point = place.point(store.number(t), store.number(k), catalogue)[0]
                // Next to a pole a difference says nothing.
                guard let jumps = jumpAcross(point, id, evaluator) else { continue }
                #expect(jumps, "\(name) does not jump at t = \(t), k = \(k)")
            }
        }
    }

    /// Whether the values next to a point, on opposite sides of it, are far apart; nil where there are none, or a pole is near.
    private func jumpAcross(_ place: Expr, _ function: FunctionID, _ evaluator: BallEvaluator) -> Bool? {
        let step = Rational(Integer(1), Integer(2).power(80) ?? 1)
        var jumps = false
        let directions =
            Vocabulary.row(function).isRealOnly && store.facts(of: place).isReal && function != KnownFunction.argument ? ["1"] : ["1", "I"]
        for direction in directions {
            let offset = store.scaled(step, catalogue.template(direction, parameters: []).instance([], catalogue))
            let values = [store.sum(place, offset), store.difference(place, offset)].map { point in
                let value = ComplexBall()
                evaluator.reset()
                value.set(evaluator.value(of: store.call(function, point)))
                return value
            }
            guard values.allSatisfy({ $0.isFinite && $0.magnitudeUpperBound < 1e4 }) else { return nil }
            let difference = ComplexBall()
            difference.subtract(values[0], values[1], bits: 256)
            if difference.excludesZero, difference.magnitudeUpperBound > 1e-6 { jumps = true }
        }
        return jumps
    }

    private func isOnPlace(_ point: Expr, _ function: FunctionID, _ evaluator: BallEvaluator) -> Bool {
        // Lines are straight, from the point at 0 through the point at 1 to the one far out.
        catalogue.jumps(function).contains { place in
            (-3...3).contains { k in
                let ends = [Rational(0), Rational(1 << 40)].map { place.point(store.number($0), store.number(k), catalogue)[0] }
                let share = store.quotient(store.difference(point, ends[0]), store.difference(ends[1], ends[0]))
                evaluator.reset()
                if share == .undefined { return evaluator.value(of: store.difference(point, ends[0])).containsZero }
                let value = evaluator.value(of: share)
                let (lower, upper) = value.bounds(.imaginary)
                return lower <= 1e-30 && upper >= -1e-30 && value.midpoint.real > 0 && value.midpoint.real <= 1
            }
        }
    }

    @Test("special values are the values", arguments: rows)
    func specialValuesHold(name: String) throws {
        let (id, row, _, _) = try row(name)
        let evaluator = try BallEvaluator(catalogue)
        for entry in row.values.split(separator: ";") {
            let sides = entry.split(separator: "->").map { catalogue.template(String($0), parameters: []).instance([], catalogue) }
            try #require(sides.count == 2, "\(entry)")
            #expect(catalogue.call(id, sides[0]) == sides[1], "the constructor takes the value of \(entry)")
            evaluator.reset()
            let value = evaluator.value(of: store.call(id, sides[0]))
            if sides[1] == .undefined {
                #expect(!value.isFinite, "\(name): \(entry)")
            } else {
                #expect(value.overlaps(evaluator.value(of: sides[1])), "\(name): \(entry)")
            }
        }
    }

    @Test("the double kernel agrees with the ball kernel", arguments: rows)
    func doublesAgree(name: String) throws {
        let (id, row, _, parameters) = try row(name)
        let evaluator = try BallEvaluator(catalogue)
        for sample in Samples.points(count: parameters.count) {
            let doubles = sample.map(\.doubleValue)
            let double: Double
            switch row.double {
            case .unary(let kernel): double = kernel(doubles[0])
            case .binary(let kernel): double = kernel(doubles[0], doubles[1])
            case .fold(let kernel): double = doubles.dropFirst().reduce(doubles[0], kernel)
            case .definition: continue
            }
            evaluator.reset()
            let value = evaluator.value(of: store.call(id, sample.map { store.number($0) }))
            guard double.isFinite, value.isFinite, value.isReal else { continue }
            #expect((value.midpoint.real - double).magnitude <= 1e-12 * max(double.magnitude, 1), "\(name)\(doubles)")
        }
    }

    @Test("a definition equals the function", arguments: rows)
    func definitionsHold(name: String) throws {
        let (id, row, call, parameters) = try row(name)
        guard let definition = catalogue.definition(id), parameters.count <= 2 else { return }
        let comparison = try BallComparison(catalogue)
        let expansion = definition.instance(Array(parameters.prefix(row.isVariadic ? 2 : parameters.count)), catalogue)
        #expect(comparison.compare(call, expansion) != .differ, "\(name) is not \(row.definition)")
    }

    @Test("names and aliases are unique, and no name is a keyword or a constant")
    func namesAreUnique() {
        // Sums and products are notations in a text, and commands.
        let commands = OperationRow.all.map(\.name).filter { $0 != "sum" && $0 != "product" }
        let words = Vocabulary.functions.flatMap { [$0.name] + $0.aliases } + Vocabulary.forms.map(\.name) + commands
        #expect(Set(words).count == words.count)
        for word in words {
            #expect(!Vocabulary.keywords.contains { $0.word == word && word != "if" })
            #expect(!Vocabulary.constants.contains { $0.name == word })
        }
    }
}
