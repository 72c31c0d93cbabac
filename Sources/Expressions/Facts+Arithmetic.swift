import Exact

extension Facts {
    /// What is known of a number.
    static func exactly(_ value: Rational) -> Facts {
        var facts = Facts.real
        facts.lower = lower(value, isStrict: false)
        facts.upper = upper(value, isStrict: false)
        facts.isInteger = value.isInteger
        if value.isInteger { facts.parity = value.numerator.isOdd ? .odd : .even }
        facts.excludesZero = !value.isZero
        return facts
    }

    /// A real number of which nothing else is known.
    /// A whole number of which nothing else is known.
    static var whole: Facts {
        var facts = Facts.real
        facts.isInteger = true
        return facts
    }

    static var real: Facts {
        var facts = Facts()
        facts.isReal = true
        return facts
    }

    /// Draws the bounds in as far as wholeness, parity and not being zero allow.
    ///
    /// - Returns: whether there is a number of which all of it is true.
    mutating func tighten() -> Bool {
        guard isReal else { return true }
        if parity == .odd { excludesZero = true }
        lower = tightened(lower)
        upper = Facts.negation(self).tightened(upper.map(Facts.opposite)).map(Facts.opposite)
        guard let lower, let upper else { return true }
        if lower.value > upper.value || (lower.value == upper.value && (lower.isStrict || upper.isStrict)) { return false }
        if lower.value == upper.value {
            if excludesZero && lower.value.isZero { return false }
            let value = lower.value
            if value.isInteger {
                isInteger = true
                parity = value.numerator.isOdd ? .odd : .even
            }
        }
        return true
    }

    private func tightened(_ bound: Bound?) -> Bound? {
        guard let bound else { return nil }
        let isZeroOut = excludesZero && bound.value.isZero
        guard isInteger else { return Bound(bound.value, isStrict: bound.isStrict || isZeroOut) }
        var least = bound.value.ceil
        if (bound.isStrict || isZeroOut) && bound.value.isInteger { least = least + 1 }
        if let parity, least.isOdd != (parity == .odd) { least = least + 1 }
        return Facts.lower(Rational(least), isStrict: false)
    }

    private static func negation(_ facts: Facts) -> Facts {
        var result = facts
        result.lower = facts.upper.map(opposite)
        result.upper = facts.lower.map(opposite)
        return result
    }

    /// Of `-x`.
    var negated: Facts { Facts.negation(self) }

    /// What both know of the same value.
    public func joined(_ other: Facts) -> Facts {
        var result = self
        result.isReal = isReal || other.isReal
        result.isInteger = isInteger || other.isInteger
        result.parity = parity ?? other.parity
        result.excludesZero = excludesZero || other.excludesZero
        result.lower = Facts.tighter(lower: lower, other.lower)
        result.upper = Facts.tighter(upper: upper, other.upper)
        _ = result.tighten()
        return result
    }

    /// What holds of a value that is one or the other.
    func hull(_ other: Facts) -> Facts {
        var result = Facts()
        result.isReal = isReal && other.isReal
        result.isInteger = isInteger && other.isInteger
        result.parity = parity == other.parity ? parity : nil
        result.excludesZero = isNonzero && other.isNonzero
        result.lower = Facts.looser(lower: lower, other.lower)
        result.upper = Facts.looser(upper: upper, other.upper)
        return result
    }

    // MARK: Arithmetic

    /// Of `x + y`.
    func plus(_ other: Facts) -> Facts {
        guard isReal, other.isReal else { return Facts() }
        var result = Facts.real
        result.isInteger = isInteger && other.isInteger
        if let parity, let second = other.parity { result.parity = parity == second ? .even : .odd }
        if let first = lower, let second = other.lower {
            result.lower = Facts.lower(first.value + second.value, isStrict: first.isStrict || second.isStrict)
        }
        if let first = upper, let second = other.upper {
            result.upper = Facts.upper(first.value + second.value, isStrict: first.isStrict || second.isStrict)
        }
        _ = result.tighten()
        return result
    }

    /// Of `x*y`, two values that have nothing to do with one another.
    func times(_ other: Facts) -> Facts {
        var result = Facts()
        result.excludesZero = isNonzero && other.isNonzero
        guard isReal, other.isReal else { return result }
        result.isReal = true
        result.isInteger = isInteger && other.isInteger
        if result.isInteger {
            if parity == .even || other.parity == .even { result.parity = .even }
            if parity == .odd && other.parity == .odd { result.parity = .odd }
        }
        (result.lower, result.upper) = Facts.productBounds(self, other)
        _ = result.tighten()
        return result
    }

    /// Of `c*x` for a number.
    func scaled(_ coefficient: Rational) -> Facts {
        var result = times(.exactly(coefficient))
        // Half of an even number is whole.
        if parity == .even, (coefficient * 2).isInteger, !result.isInteger {
            result.isInteger = true
            _ = result.tighten()
        }
        return result
    }

    /// Of `1/x`.
    var reciprocal: Facts {
        var result = Facts()
        result.excludesZero = true
        guard isReal else { return result }
        result.isReal = true
        (result.lower, result.upper) = Facts.reciprocalBounds(self)
        return result
    }

    /// Of `abs(x)`, for a real value.
    var magnitude: Facts {
        if isNonnegative { return self }
        if isNonpositive { return negated }
        var result = self
        result.lower = Bound(0, isStrict: isNonzero)
        result.upper = nil
        if let lower, let upper { result.upper = Facts.looser(upper: Facts.opposite(lower), upper) }
        _ = result.tighten()
        return result
    }

    /// Of `x^n` for a whole number that is not 0.
    func power(_ exponent: Int) -> Facts {
        if exponent < 0 { return power(-exponent).reciprocal }
        guard isReal else {
            var result = Facts()
            result.excludesZero = isNonzero
            return result
        }
        if exponent % 2 == 0 { return magnitude.rootOrPower(Rational(exponent)) }
        if isNonnegative { return rootOrPower(Rational(exponent)) }
        if isNonpositive { return negated.rootOrPower(Rational(exponent)).negated }
        var result = Facts.real
        result.isInteger = isInteger
        result.parity = parity
        result.excludesZero = isNonzero
        // An odd power keeps the order.
        if let lower {
            result.lower = Facts.powerEnclosure(-lower.value, Rational(exponent)).flatMap {
                Facts.lower(-$0.upper, isStrict: lower.isStrict)
            }
        }
        if let upper {
            result.upper = Facts.powerEnclosure(upper.value, Rational(exponent)).flatMap {
                Facts.upper($0.upper, isStrict: upper.isStrict)
            }
        }
        return result
    }

    /// Of `x^q` for a value that is not negative and a positive number `q`.
    func rootOrPower(_ exponent: Rational) -> Facts {
        var result = Facts.real
        result.excludesZero = isNonzero
        if exponent.isInteger {
            result.isInteger = isInteger
            result.parity = parity
        }
        result.lower = Bound(0, isStrict: isNonzero)
        if let lower {
            if let enclosure = Facts.powerEnclosure(lower.value, exponent) {
                let isStrict = lower.isStrict || enclosure.lower != enclosure.upper
                result.lower = Facts.tighter(lower: result.lower, Facts.lower(enclosure.lower, isStrict: isStrict))
            } else if lower.value >= 1 {
                result.lower = Bound(1, isStrict: lower.isStrict || lower.value > 1)
            }
        }
        if let upper {
            if let enclosure = Facts.powerEnclosure(upper.value, exponent) {
                let isStrict = upper.isStrict || enclosure.lower != enclosure.upper
                result.upper = Facts.upper(enclosure.upper, isStrict: isStrict)
            } else if upper.value <= 1 {
                result.upper = Bound(1, isStrict: upper.isStrict || upper.value < 1)
            }
        }
        _ = result.tighten()
        return result
    }
}
