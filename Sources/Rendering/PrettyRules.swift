import Exact
import Expressions
import Vocabulary

/// Two-dimensional text: fractions, roots, powers, brackets of Unicode, as one would write them on paper.
struct PrettyRules: PresentationRules {
    /// A box, and how it may be folded where it is too wide: its parts in order, each with the operator before it.
    struct Piece {
        var box: Box
        var parts: [Box] = []

        init(_ box: Box, parts: [Box] = []) {
            self.box = box
            self.parts = parts
        }

        init(_ text: String) { box = Box(text) }

        /// The piece in lines of at most so many columns, folded at its own operators.
        func folded(_ width: Int) -> [Box] {
            guard box.width > width, parts.count > 1 else { return [box] }
            var lines: [[Box]] = [[]]
            var used = 0
            for part in parts {
                if used > 0, used + part.width > width {
                    lines.append([Box("    ")])
                    used = 4
                }
                lines[lines.count - 1].append(part)
                used += part.width
            }
            return lines.map { Box.beside($0) }
        }
    }

    func number(_ value: Rational) -> Piece {
        let magnitude = value.magnitude
        if magnitude.isInteger { return Piece(value.description) }
        let text = fraction(Piece(magnitude.numerator.description), Piece(magnitude.denominator.description))
        return value.signum < 0 ? negative(text) : text
    }

    func name(_ name: PresentedName) -> Piece {
        switch name.constant {
        case .pi: return Piece("π")
        case .infinity: return Piece("∞")
        case .imaginaryUnit: return Piece("i")
        case let constant?: return Piece(Vocabulary.row(constant).name)
        case nil: break
        }
        let head = PresentedName.letter(name.head)
        if name.subscripts.isEmpty { return Piece(head) }
        let subscripts = name.subscripts.joined(separator: ",")
        let lowered = subscripts.compactMap { Self.lowered[$0] }
        return Piece(lowered.count == subscripts.count ? head + String(lowered) : "\(head)_\(subscripts)")
    }

    private static let lowered: [Character: Character] = Dictionary(uniqueKeysWithValues: zip("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
    private static let raised: [Character: Character] = Dictionary(uniqueKeysWithValues: zip("0123456789-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ"))

    func inParentheses(_ piece: Piece) -> Piece { Piece(piece.box.between(.open, .close)) }
    func negative(_ piece: Piece) -> Piece { Piece(Box.beside([Box("-"), piece.box])) }

    func sum(_ terms: [Piece], isNegative: [Bool]) -> Piece {
        var parts: [Box] = []
        for (place, term) in terms.enumerated() {
            let sign = place == 0 ? (isNegative[0] ? "-" : "") : isNegative[place] ? " - " : " + "
            parts.append(sign.isEmpty ? term.box : Box.beside([Box(sign), term.box]))
        }
        return Piece(Box.beside(parts), parts: parts)
    }

    func product(_ factors: [Piece]) -> Piece {
        var parts = [factors[0].box]
        for factor in factors.dropFirst() { parts.append(Box.beside([Box("·"), factor.box])) }
        return Piece(Box.beside(parts), parts: parts)
    }

    func fraction(_ above: Piece, _ below: Piece) -> Piece {
        let width = max(above.box.width, below.box.width) + (above.box.height + below.box.height > 2 ? 2 : 0)
        return Piece(Box.stacked([above.box, Box(String(repeating: "─", count: width)), below.box], baseline: above.box.height))
    }

    /// `y/2` for a short fraction: an exponent of three rows would be hard to read.
    private func flattened(_ exponent: Box) -> Box {
        guard exponent.height == 3, exponent.rows[1].allSatisfy({ $0 == "─" }) else { return exponent }
        let parts = [exponent.rows[0], exponent.rows[2]].map { $0.filter { $0 != " " } }
        guard parts.allSatisfy({ $0.allSatisfy { $0.isLetter || $0.isNumber } }) else { return exponent }
        return Box(String(parts[0] + "/" + parts[1]))
    }

    func power(_ base: Piece, _ exponent: Piece) -> Piece {
        let exponent = Piece(flattened(exponent.box))
        let digits = exponent.box.height == 1 ? exponent.box.rows[0] : []
        let small = digits.compactMap { Self.raised[$0] }
        if !digits.isEmpty, small.count == digits.count {
            let end = Box(String(small))
            // The exponent stands at the top of its base.
            let raisedEnd = Box(rows: [end.rows[0]] + Array(repeating: [], count: base.box.height - 1), baseline: base.box.baseline)
            return Piece(Box.beside([base.box, raisedEnd]))
        }
        let blank = [[Character]](repeating: [], count: base.box.height)
        let raised = Box(rows: exponent.box.rows + blank, baseline: exponent.box.height + base.box.baseline)
        return Piece(Box.beside([base.box, raised]))
    }

    func squareRoot(_ radicand: Piece) -> Piece { root(radicand.box, degree: "") }

    private func root(_ radicand: Box, degree: String) -> Piece {
        let line = Box(String(repeating: "_", count: radicand.width + 1))
        let inside = Box(rows: line.rows + radicand.rows.map { [" "] + $0 }, baseline: radicand.baseline + 1)
        // The stroke rises from the lower left to the line.
        let height = radicand.height
        var stroke = [[Character]](repeating: Array(repeating: " ", count: height + 1), count: height + 1)
        for row in 0..<height { stroke[row + 1][height - row] = "╱" }
        stroke[height][0] = "╲"
        if !degree.isEmpty, let digit = degree.first { stroke[max(height - 1, 0)][0] = digit }
        return Piece(Box.beside([Box(rows: stroke, baseline: radicand.baseline + 1), inside]))
    }

    func call(_ function: FunctionID, _ arguments: [Piece], exponent _: Piece?) -> Piece {
        let row = Vocabulary.row(function)
        switch row.notation {
        case .postfix(let sign): return Piece(Box.beside([arguments[0].box, Box(sign)]))
        case .bars: return Piece(arguments[0].box.between(.bar, .bar))
        case .floor: return Piece(arguments[0].box.between(.openFloor, .closeFloor))
        case .ceiling: return Piece(arguments[0].box.between(.openCeiling, .closeCeiling))
        case .root(let degree): return root(arguments[0].box, degree: String(degree))
        case .call, .overline:
            var name = row.branch?.of ?? row.name
            if let branch = row.branch { name += branch.number < 0 ? "₋" + lower(-branch.number) : lower(branch.number) }
            return Piece(Box.beside([Box(name), list(arguments).between(.open, .close)]))
        }
    }

    private func lower(_ number: Int) -> String { String(String(number).compactMap { Self.lowered[$0] }) }

    private func list(_ arguments: [Piece]) -> Box {
        Box.beside(Array(arguments.map { [$0.box] }.joined(separator: [Box(", ")])))
    }

    func root(_ notation: RootNotation) -> Piece { Piece("rootof(\(notation.text))") }

    func application(_ name: Piece, orders: [Int], _ arguments: [Piece]) -> Piece {
        var head = name.box
        if orders.count == 1 {
            head = Box.beside([head, Box(orders[0] <= 3 ? String(repeating: "′", count: orders[0]) : "⁽\(orders[0])⁾")])
        } else if orders.contains(where: { $0 > 0 }) {
            let prefix = orders.enumerated().filter { $0.element > 0 }
                .map { place, order in "∂" + lower(place + 1) + (order > 1 ? String(String(order).compactMap { Self.raised[$0] }) : "") }
            head = Box.beside([Box(prefix.joined()), head])
        }
        return Piece(Box.beside([head, list(arguments).between(.open, .close)]))
    }

    func element(_ name: Piece, _ places: [Piece]) -> Piece {
        let list = self.list(places)
        if list.height > 1 { return Piece(Box.beside([name.box, list.between(.openSquare, .closeSquare)])) }
        let small = list.rows[0].compactMap { Self.lowered[$0] }
        if small.count == list.width { return Piece(Box.beside([name.box, Box(String(small))])) }
        // The places stand below the line of the name.
        let below = Box(rows: [[]] + [list.rows[0].filter { $0 != " " }], baseline: 0)
        return Piece(Box.beside([name.box, below]))
    }

    func binder(_ id: BinderID, _ index: Piece, _ body: Piece, from lower: Piece, to upper: Piece) -> Piece {
        let start = Box.beside([index.box, Box(" = "), lower.box])
        if id == .every {
            return Piece(Box.beside([body.box, Box(" for all "), lower.box, Box(" ≤ "), index.box, Box(" ≤ "), upper.box]))
        }
        if id == .maximum || id == .minimum {
            let range = Box.beside([lower.box, Box(" ≤ "), index.box, Box(" ≤ "), upper.box])
            return Piece(Box.beside([Box.stacked([Box(id.word), range], baseline: 0), Box(" "), body.box]))
        }
        let sign = Box.stacked([upper.box, Box(id == .sum ? "∑" : "∏"), start], baseline: upper.box.height)
        return Piece(Box.beside([sign, Box(" "), body.box]))
    }

    func matrix(_ form: MatrixForm, _ parts: [Piece]) -> Piece {
        func between(_ sign: String) -> Piece { Piece(Box.beside(Array(parts.map { [$0.box] }.joined(separator: [Box(sign)])))) }
        switch form {
        case .product, .innerProduct: return product(parts)
        case .transpose: return power(parts[0], Piece("T"))
        case .inverse: return power(parts[0], Piece("-1"))
        case .power: return power(parts[0], parts[1])
        case .elementwiseProduct: return between("⊙")
        case .elementwiseQuotient: return between("⊘")
        case .elementwisePower: return power(parts[0], Piece(Box.beside([Box("⊙"), parts[1].box])))
        case .norm: return Piece(Box.beside([Box("‖"), parts[0].box, Box("‖")]))
        case .kronecker: return between("⊗")
        case .entry: return element(parts[0], Array(parts.dropFirst()))
        case .determinant, .trace, .total, .diagonal, .softmax, .identity, .ones, .zeros, .commutation:
            return Piece(Box.beside([Box(form.word ?? ""), list(parts).between(.open, .close)]))
        }
    }

    func joined(_ pieces: [Piece], by operators: [OperatorID]) -> Piece {
        var parts = [pieces[0].box]
        for (symbol, piece) in zip(operators, pieces.dropFirst()) {
            let sign = symbol == .and || symbol == .or ? Vocabulary.row(symbol).spelling : MathMLRules.sign(symbol)
            parts.append(Box.beside([Box(" \(sign) "), piece.box]))
        }
        return Piece(Box.beside(parts), parts: parts)
    }

    func not(_ piece: Piece) -> Piece { Piece(Box.beside([Box("not "), piece.box])) }

    func cases(_ branches: [(value: Piece, condition: Piece?)]) -> Piece {
        let width = branches.map(\.value.box.width).max() ?? 0
        var boxes: [Box] = []
        for branch in branches {
            let gap = Box(String(repeating: " ", count: width - branch.value.box.width + 2))
            let condition = branch.condition.map { [Box("if "), $0.box] } ?? [Box("otherwise")]
            boxes.append(Box.beside([branch.value.box, gap] + condition))
        }
        let height = boxes.map(\.height).reduce(0, +)
        return Piece(Box.stacked(boxes, baseline: height / 2, isCentred: false).between(.brace, nil))
    }

    /// Rows and columns in square brackets, each column as wide as its widest entry.
    static func matrix(_ rows: [[Box]]) -> Box {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.compactMap { $0.indices.contains(column) ? $0[column].width : nil }.max() ?? 0 }
        var lines: [Box] = []
        for row in rows {
            var cells: [Box] = []
            for (column, cell) in row.enumerated() {
                if column > 0 { cells.append(Box("  ")) }
                let left = (widths[column] - cell.width) / 2
                cells += [
                    Box(String(repeating: " ", count: left)), cell, Box(String(repeating: " ", count: widths[column] - cell.width - left)),
                ]
            }
            lines.append(Box.beside(cells))
        }
        let stacked = Box.stacked(lines, baseline: 0)
        return Box(rows: stacked.rows, baseline: stacked.height / 2).between(.openSquare, .closeSquare)
    }
}
