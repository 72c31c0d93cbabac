import Expressions

/// A set of real numbers without gaps: a point, an interval, a half-line or the line.
struct RealRange {
    /// Where the range ends.
    struct End {
        var value: Expr
        /// Whether the end is one of the numbers.
        var isReached: Bool
    }

    /// Nil: without end below.
    var lower: End?
    /// Nil: without end above.
    var upper: End?

    /// The only number, if there is only one.
    var point: Expr? {
        guard let lower, let upper, lower.value == upper.value else { return nil }
        return lower.value
    }

    /// Whether it holds every number.
    var isLine: Bool { lower == nil && upper == nil }

    /// The range with both ends changed.
    func mapped(_ change: (Expr) -> Expr) -> RealRange {
        RealRange(
            lower: lower.map { End(value: change($0.value), isReached: $0.isReached) },
            upper: upper.map { End(value: change($0.value), isReached: $0.isReached) })
    }

    /// What holds of a name exactly where its value lies in the range.
    func condition(on name: Expr, _ store: ExprStore) -> Expr {
        store.withoutAssumptions {
            if let point { return store.relation(.equal, name, point) }
            let below = lower.map { store.relation($0.isReached ? .lessOrEqual : .less, $0.value, name) } ?? .truth
            let above = upper.map { store.relation($0.isReached ? .lessOrEqual : .less, name, $0.value) } ?? .truth
            return store.conjunction([below, above])
        }
    }
}

/// A part of the line between boundary points, or such a point.
struct LinePiece {
    /// The numbers in it.
    var range: RealRange
    /// Whether the condition holds there; nil where that is not decided.
    var truth: Bool?

    /// An open interval, or a half-line or the line without its ends.
    static func cell(_ lower: Expr?, _ upper: Expr?, _ truth: Bool?) -> LinePiece {
        LinePiece(
            range: RealRange(
                lower: lower.map { .init(value: $0, isReached: false) }, upper: upper.map { .init(value: $0, isReached: false) }),
            truth: truth)
    }

    /// A boundary point.
    static func point(_ value: Expr, _ truth: Bool?) -> LinePiece {
        let end = RealRange.End(value: value, isReached: true)
        return LinePiece(range: RealRange(lower: end, upper: end), truth: truth)
    }

    /// Neighbours at which the condition holds, joined: as few ranges as there can be, in the order of the pieces.
    static func joined(_ pieces: [LinePiece]) -> [RealRange] {
        var ranges: [RealRange] = []
        var isOpen = false
        for piece in pieces {
            guard piece.truth == true else {
                isOpen = false
                continue
            }
            if isOpen { ranges[ranges.count - 1].upper = piece.range.upper } else { ranges.append(piece.range) }
            isOpen = true
        }
        return ranges
    }
}
