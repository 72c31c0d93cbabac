/// A formula as a list of steps, evaluated in estimates, or fast in doubles.
struct Tape {
    struct Step {
        var operation: Operation?
        var operands: (Int, Int, Int) = (0, 0, 0)
        var count = 0
        var slot = -1
        var value = Estimate(0)
        /// Of an algebraic number: which polynomial in the list.
        var polynomial = -1
        /// Of a power: a name stands in the exponent, so that it has a value for positive bases only.
        var hasVaryingExponent = false
    }

    struct UnknownName: Error { var name: String }

    private(set) var steps: [Step] = []
    private(set) var polynomials: [AlgebraicNumber] = []
    let names: [String]

    /// Names without a slot are constants or errors.
    init(_ term: Term, names: [String]) throws {
        self.names = names
        _ = try add(term)
    }

    private mutating func add(_ term: Term) throws -> Int {
        var step = Step()
        switch term {
        case .number(let value, let error): step.value = Estimate(value, radius: error)
        case .name(let name):
            if let slot = names.firstIndex(of: name) {
                step.slot = slot
            } else if let value = Tape.constants[name] {
                step.value = value
            } else {
                throw UnknownName(name: name)
            }
        case .call(.rootof, let operands):
            step.operation = .rootof
            step.polynomial = polynomials.count
            polynomials.append(try AlgebraicNumber(operands, names: names))
        case .call(let operation, let operands):
            // Operations on many are nested pairs.
            if operands.count > 2, operation == .max || operation == .min {
                return try add(.call(operation, [.call(operation, Array(operands.dropLast())), operands[operands.count - 1]]))
            }
            let places = try operands.map { try add($0) }
            step.operation = operation
            step.hasVaryingExponent = operation == .power && operands[1].names.contains { Tape.constants[$0] == nil }
            step.count = places.count
            if places.count > 0 { step.operands.0 = places[0] }
            if places.count > 1 { step.operands.1 = places[1] }
            if places.count > 2 { step.operands.2 = places[2] }
        }
        steps.append(step)
        return steps.count - 1
    }

    static let constants: [String: Estimate] = [
        "pi": .pi, "π": .pi, "e": Estimate(2.718281828459045, radius: 2e-16), "I": .imaginaryUnit,
    ]

    /// The value where the names have `values`, in the order of `names`.
    func value(_ values: [Estimate]) -> Estimate {
        var results = [Estimate](repeating: Estimate(0), count: steps.count)
        for (index, step) in steps.enumerated() {
            guard let operation = step.operation else {
                results[index] = step.slot >= 0 ? values[step.slot] : step.value
                continue
            }
            if operation == .rootof {
                results[index] = polynomials[step.polynomial].value(values)
                continue
            }
            let a = results[step.operands.0]
            let b = results[step.operands.1]
            results[index] =
                step.count == 3 ? EstimateTable.chosen(a, b, results[step.operands.2]) : EstimateTable.value(operation, a, b, step.count)
            if step.hasVaryingExponent, a.isReal, a.re <= a.radius { results[index] = results[index].with(.convention) }
        }
        return results[results.count - 1]
    }

    /// The value in doubles; nan where it is not a real number.
    func real(_ values: [Double], _ scratch: inout [Double]) -> Double {
        if scratch.count < steps.count { scratch = [Double](repeating: 0, count: steps.count) }
        for index in steps.indices {
            let step = steps[index]
            guard let operation = step.operation else {
                scratch[index] = step.slot >= 0 ? values[step.slot] : step.value.isReal ? step.value.re : .nan
                continue
            }
            if operation == .rootof {
                let root = polynomials[step.polynomial].value(values.map { Estimate($0) })
                scratch[index] = root.isReal && root.isUsable ? root.re : .nan
                continue
            }
            let a = scratch[step.operands.0]
            let b = scratch[step.operands.1]
            if step.count == 3 {
                scratch[index] = a.isNaN ? .nan : a != 0 ? b : scratch[step.operands.2]
            } else {
                scratch[index] = RealTable.value(operation, a, b, step.count)
            }
        }
        return scratch[steps.count - 1]
    }
}
