import Exact
import Expressions
import Vocabulary

// Functions of the table along a path: by cases, by Taylor's series, by their definitions, by the integral of their derivative.
extension SideEvaluator {
    func call(_ node: Expr, _ parts: [Expr], _ series: [JetSeries]) throws(JetFailure) -> Step {
        let function = store.function(node)
        let row = Vocabulary.row(function)
        switch function {
        case KnownFunction.exponential: return .series(try arithmetic.exponential(series[0]))
        case KnownFunction.logarithm: return .series(try arithmetic.logarithm(try settled(series[0], parts[0])))
        case KnownFunction.cubeRoot: return .series(try arithmetic.cubeRoot(try settled(series[0], parts[0])))
        default: break
        }
        if row.exact == .floor { return .series(try floor(series[0], parts[0])) }
        if row.isDefinedByCases || row.isVariadic || row.exact == .ceil, let definition = definition(function, parts) {
            chosen[node] = definition
            return result(of: definition)
        }
        let constants = series.compactMap(\.constant)
        if constants.count == series.count {
            let value = catalogue.call(function, constants)
            if let domain = catalogue.domain(function), try robust(domain.instance(constants, catalogue)) == .fails {
                return .value(.undefined)
            }
            return value == node ? .value(.undefined) : result(of: value)
        }
        let limits = try limits(series)
        if let limits, try isRegular(function, limits), let expansion = try expansion(function, series, limits) {
            return .series(expansion)
        }
        if let domain = catalogue.domain(function)?.instance(parts, catalogue) {
            guard let value = values[domain] else { return .needs([domain]) }
            guard case .condition(true) = value else { return .value(.undefined) }
        }
        if let limits, let nearer = try nearer(function, parts, limits) { return result(of: nearer) }
        if let definition = definition(function, parts) { return result(of: definition) }
        if let step = try integral(function, node, parts, series) { return step }
        let bounds = taylor.bounds(function)
        if bounds.lower != nil, bounds.upper != nil { return .series(JetSeries(terms: [], error: .one, isRough: true)) }
        throw .undecided("'\(row.calledName)' is not expanded there")
    }

    /// The value of another expression stands for that of the node.
    private func result(of expr: Expr) -> Step {
        guard let value = values[expr] else { return .needs([expr]) }
        return .value(value)
    }

    /// The call by its recurrence, where that leads away from a pole.
    private func nearer(_ function: FunctionID, _ parts: [Expr], _ limits: [Expr]) throws(JetFailure) -> Expr? {
        guard let recurrence = catalogue.recurrence(function), let singular = catalogue.singular(function),
            try robust(singular.instance(limits, catalogue)) != .fails
        else { return nil }
        // Every step is one addition: far poles would take many.
        if let below = arithmetic.signs.floor(limits[limits.count - 1]), below < Integer(-32) {
            throw .undecided("the pole is too far on the left")
        }
        return recurrence.instance(parts, catalogue)
    }

    /// The call in simpler functions, if these are real.
    private func definition(_ function: FunctionID, _ parts: [Expr]) -> Expr? {
        if let template = catalogue.realDefinition(function) { return template.instance(parts, catalogue) }
        guard let template = catalogue.definition(function) else { return nil }
        let expr =
            Vocabulary.row(function).isVariadic
            ? parts.dropFirst().reduce(parts[0]) { template.instance([$0, $1], catalogue) }
            : template.instance(parts, catalogue)
        return store.traits(expr).contains(.hasImaginary) ? nil : expr
    }

    /// The greatest whole number below: constant on either side of a point. Of what grows without bound only the size is known.
    private func floor(_ series: JetSeries, _ expr: Expr) throws(JetFailure) -> JetSeries {
        if let first = series.terms.first, try arithmetic.compare(first.monomial, .one) > 0 {
            return try arithmetic.sum(series, JetSeries(terms: [], error: .one, isRough: true))
        }
        let (_, start, small) = try arithmetic.split(series)
        guard let below = arithmetic.signs.floor(start) else { throw .undecided("a rounding could not be decided") }
        let whole = store.number(Rational(below))
        if arithmetic.signs.sign(of: store.difference(start, whole)) == .zero,
            try sign(small, store.difference(expr, start)) < 0
        {
            return JetSeries(constant: store.number(Rational(below - 1)))
        }
        return JetSeries(constant: whole)
    }

    // MARK: Taylor's series

    /// The limits of the arguments, where all are finite.
    private func limits(_ series: [JetSeries]) throws(JetFailure) -> [Expr]? {
        var result: [Expr] = []
        for part in series {
            if let first = part.terms.first, try arithmetic.compare(first.monomial, .one) > 0 {
                if try arithmetic.nonzeroSign(first.coefficient) != 0 { return nil }
            }
            if part.isRough, let error = part.error, try arithmetic.compare(error, .one) >= 0 { return nil }
            let (large, constant, _) = try arithmetic.split(part)
            if !large.terms.isEmpty { return nil }
            result.append(constant)
        }
        return result
    }

    /// Whether a function is analytic at constant arguments, as its row tells.
    public func isRegular(_ function: FunctionID, _ limits: [Expr]) throws(JetFailure) -> Bool {
        if let domain = catalogue.domain(function), try robust(domain.instance(limits, catalogue)) != .holds { return false }
        for template in [catalogue.singular(function), catalogue.kinks(function)] {
            if let template, try robust(template.instance(limits, catalogue)) != .fails { return false }
        }
        return true
    }

    private func expansion(_ function: FunctionID, _ series: [JetSeries], _ limits: [Expr]) throws(JetFailure) -> JetSeries? {
        var small: [JetSeries] = []
        for part in series { small.append(try arithmetic.split(part).small) }
        let moving = small.indices.filter { !small[$0].isZero }
        var orders = Array(repeating: 0, count: series.count)
        // A derivative without a value shows that the function is not smooth there.
        for position in moving {
            orders[position] = 1
            guard let slope = taylor.coefficient(function, orders, at: limits) else {
                throw .undecided("the derivative of '\(Vocabulary.row(function).calledName)' is not known")
            }
            if slope.isAbsent || arithmetic.signs.sign(of: slope) == .notReal { return nil }
            orders[position] = 0
        }
        let start = catalogue.call(function, limits)
        if start.isAbsent || arithmetic.signs.sign(of: start) == .notReal { return nil }
        if moving.count == 1 {
            let position = moving[0]
            return try arithmetic.composed(small[position]) { (order) throws(JetFailure) in
                try self.taylorCoefficient(function, order, position, limits)
            }
        }
        guard moving.count == 2 else { throw .undecided("a function of many arguments is not expanded") }
        return try arithmetic.composed(small[moving[0]], small[moving[1]]) { (first, second) throws(JetFailure) in
            var orders = Array(repeating: 0, count: limits.count)
            orders[moving[0]] = first
            orders[moving[1]] = second
            return try self.taylorCoefficient(function, orders, limits)
        }
    }

    private func taylorCoefficient(_ function: FunctionID, _ order: Int, _ position: Int, _ limits: [Expr]) throws(JetFailure) -> Expr {
        var orders = Array(repeating: 0, count: limits.count)
        orders[position] = order
        return try taylorCoefficient(function, orders, limits)
    }

    private func taylorCoefficient(_ function: FunctionID, _ orders: [Int], _ limits: [Expr]) throws(JetFailure) -> Expr {
        guard let value = taylor.coefficient(function, orders, at: limits), !value.isAbsent else {
            if store.budget.isExhausted { throw .exhausted }
            throw .undecided("a derivative of '\(Vocabulary.row(function).calledName)' is not known")
        }
        return value
    }

    // MARK: Singular points

    /// `f(g) = f(a) + integral of f'(g)*g'`, term by term, where `f'(g)` has an expansion that does not rest on `f` itself.
    private func integral(_ function: FunctionID, _ node: Expr, _ parts: [Expr], _ series: [JetSeries]) throws(JetFailure) -> Step? {
        guard parts.count == 1, let template = catalogue.derivative(function, 0) else { return nil }
        guard let start = try limitValue(function, series[0]) else { return nil }
        let derivative = template.instance([parts[0], node], catalogue)
        if derivative.isAbsent { return nil }
        guard let value = values[derivative] else {
            return store.postorder([derivative]).contains(node) ? nil : .needs([derivative])
        }
        guard case .series(let slope) = value else { return nil }
        let integrand = try arithmetic.product(slope, try arithmetic.derivative(series[0]))
        return .series(try arithmetic.sum(JetSeries(constant: start), try arithmetic.integral(integrand)))
    }

    /// The limit of the function: its value at the border of its domain, or the bound of an increasing function.
    private func limitValue(_ function: FunctionID, _ series: JetSeries) throws(JetFailure) -> Expr? {
        if let limit = try limits([series])?.first {
            for template in [catalogue.singular(function), catalogue.kinks(function)] {
                if let template, try robust(template.instance([limit], catalogue)) != .fails { return nil }
            }
            let value = catalogue.call(function, limit)
            return value.isAbsent || arithmetic.signs.sign(of: value) == .notReal ? nil : value
        }
        guard Vocabulary.row(function).isIncreasing, let first = series.terms.first,
            try arithmetic.compare(first.monomial, .one) > 0
        else { return nil }
        let bounds = taylor.bounds(function)
        return try arithmetic.sign(series) > 0 ? bounds.upper : bounds.lower
    }
}
