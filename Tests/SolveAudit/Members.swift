import Glibc

/// The solutions of an answer at given parameters: values, members of families, and ranges.
struct Members {
    struct Member {
        var value: Estimate
        var solution: Int
        var indices: [Int]
        /// The condition holds for certain.
        var isCertain: Bool
    }

    struct Unreadable: Error {}

    private struct Compiled {
        var value: Tape?
        var condition: Tape?
        var indices: Int
    }

    private let compiled: [Compiled]
    private let parameters: [Estimate]
    private let mentionsUnknown: [Bool]
    /// Values near the middle of each family, and of all solutions that are no family.
    private(set) var values: [Member] = []
    /// A solution has a value that rounding hides.
    private(set) var isUnclear = false

    init(_ answer: Answer, parameters: [String], at values: [Double]) throws {
        self.parameters = values.map { Estimate($0) }
        mentionsUnknown = answer.solutions.map { $0.condition?.mentions("x") ?? false }
        compiled = try answer.solutions.map { solution in
            guard solution.indices.count <= 2 else { throw Unreadable() }
            let names = ["x"] + parameters + solution.indices
            return Compiled(
                value: try solution.value.map { try Tape($0, names: names) },
                condition: try solution.condition.map { try Tape($0, names: names) },
                indices: solution.indices.count)
        }
        for (index, solution) in compiled.enumerated() where solution.value != nil {
            let reach = solution.indices == 0 ? 0 : solution.indices == 1 ? 160 : 16
            let second = solution.indices == 2 ? reach : 0
            for k in -reach...reach {
                for m in -second...second {
                    if let member = member(index, [k, m]) { self.values.append(member) }
                }
            }
            if solution.indices == 0, isBlurred(index) { isUnclear = true }
        }
    }

    /// Families with two indices are known near 0 only.
    var hasPairs: Bool { compiled.contains { $0.indices > 1 } }
    /// Ranges that repeat are known near 0 only.
    var hasRepeatedRanges: Bool { compiled.contains { $0.value == nil && $0.indices > 0 } }
    var hasRanges: Bool { compiled.contains { $0.value == nil } }

    /// The member of a solution for given indices; nil where its condition fails or it has no value.
    private func member(_ index: Int, _ indices: [Int]) -> Member? {
        let solution = compiled[index]
        guard let tape = solution.value else { return nil }
        let names = [Estimate(.nan).with(.blurred)] + parameters + indices.prefix(solution.indices).map { Estimate(Double($0)) }
        var isCertain = true
        if let condition = solution.condition {
            let truth = condition.value(names)
            if truth.isUsable, truth.re == 0 || truth.doubts.contains(.undefined) { return nil }
            if truth.doubts.contains(.undefined) { return nil }
            isCertain = truth.isUsable
        }
        let value = tape.value(names)
        let own = Array(indices.prefix(solution.indices))
        return value.isUsable ? Member(value: value, solution: index, indices: own, isCertain: isCertain) : nil
    }

    private func isBlurred(_ index: Int) -> Bool {
        let names = [Estimate(.nan).with(.blurred)] + parameters
        if let truth = compiled[index].condition?.value(names), truth.isUsable, truth.re == 0 { return false }
        return compiled[index].value?.value(names).doubts.contains(.blurred) ?? false
    }

    /// Whether a number lies in a range that is described without the unknown: all that is asked for is a solution.
    var isEverything: Bool {
        compiled.indices.contains { index in
            compiled[index].value == nil && !mentionsUnknown[index]
                && (compiled[index].condition.map { $0.value([Estimate(0)] + parameters + [Estimate(0), Estimate(0)]).re != 0 } ?? true)
        }
    }

    /// Whether a number lies in a range: true, false, or nil where that is not clear.
    func isInRange(_ x: Estimate) -> Bool? {
        var isUnclear = false
        for solution in compiled where solution.value == nil {
            guard let condition = solution.condition else { return true }
            let reach = solution.indices == 0 ? 0 : solution.indices == 1 ? 40 : 6
            let second = solution.indices == 2 ? reach : 0
            for k in -reach...reach {
                for m in -second...second {
                    let truth = condition.value([x] + parameters + [k, m].prefix(solution.indices).map { Estimate(Double($0)) })
                    if truth.isUsable, truth.re != 0 { return true }
                    if truth.doubts.contains(.blurred) { isUnclear = true }
                }
            }
        }
        return isUnclear ? nil : false
    }

    /// Whether a number is one of the solutions, or may be.
    func mayContain(_ x: Estimate, spread: Double = 0) -> Bool {
        let tolerance = Swift.max(2e-6, spread) * (1 + x.magnitude)
        for member in values where hypot(member.value.re - x.re, member.value.im - x.im) <= tolerance + 4 * member.value.radius {
            return true
        }
        var blurry = x
        blurry.radius = Swift.max(x.radius, tolerance)
        if hasRanges, isInRange(x) != false || x.radius > 0 && isInRange(blurry) != false { return true }
        return compiled.indices.contains { index in
            guard compiled[index].value != nil else { return false }
            switch compiled[index].indices {
            case 0: return false
            case 1: return reaches(x, tolerance, index) { [$0] } || !x.isReal && reachesOut(x, tolerance, index)
            default:
                return (-8...8).contains { fixed in
                    reaches(x, tolerance, index) { [fixed, $0] } || reaches(x, tolerance, index) { [$0, fixed] }
                }
            }
        }
    }

    /// Looks for a member that is not real farther out in a family, one by one.
    private func reachesOut(_ x: Estimate, _ tolerance: Double, _ index: Int) -> Bool {
        (161...2000).contains { k in
            [k, -k].contains { turn in
                guard let value = member(index, [turn])?.value else { return false }
                return hypot(value.re - x.re, value.im - x.im) <= tolerance + 4 * value.radius
            }
        }
    }

    /// The value of a solution for given indices, whatever its condition says.
    private func value(_ index: Int, _ indices: [Int]) -> Estimate? {
        let names = [Estimate(.nan).with(.blurred)] + parameters + indices.prefix(compiled[index].indices).map { Estimate(Double($0)) }
        return compiled[index].value.map { $0.value(names) }.flatMap { $0.isUsable ? $0 : nil }
    }

    /// Looks for a member far out in a family: its values are taken to be monotone there, conditions aside.
    private func reaches(_ x: Estimate, _ tolerance: Double, _ index: Int, _ indices: (Int) -> [Int]) -> Bool {
        for direction in [1, -1] {
            var step = 8
            guard let first = value(index, indices(direction * step)), Swift.abs(first.im) <= first.radius else { continue }
            let isBelow = first.re < x.re
            var beyond: Int?
            var stride = step
            while step < 1 << 40, stride > 0, beyond == nil {
                // Beyond the range of doubles there is no value: then in shorter steps.
                guard let next = value(index, indices(direction * (step + stride))) else {
                    stride /= 2
                    continue
                }
                if (next.re < x.re) != isBelow { beyond = step + stride } else { step += stride }
                if stride == step / 2 { stride = step }
            }
            // What lies beyond the members that doubles can tell is not known.
            if stride == 0, let inner = value(index, indices(direction * step)), (inner.re > first.re) == isBelow { return true }
            guard var high = beyond else { continue }
            while high - step > 1 {
                let middle = (high + step) / 2
                guard let value = value(index, indices(direction * middle)) else { break }
                if (value.re < x.re) == isBelow { step = middle } else { high = middle }
            }
            for k in [step, high] {
                if let member = member(index, indices(direction * k)),
                    Swift.abs(member.value.re - x.re) <= tolerance + 4 * member.value.radius
                {
                    return true
                }
            }
        }
        return false
    }

    /// Ends of ranges: what the unknown is compared with.
    func ends(_ answer: Answer, parameters names: [String]) -> [Double] {
        var ends: [Double] = []
        for solution in answer.solutions where solution.value == nil {
            guard let condition = solution.condition else { continue }
            for part in condition.parts where part.operation?.isRelation == true && part.mentions("x") {
                for side in part.operands where !side.mentions("x") {
                    guard let tape = try? Tape(side, names: ["x"] + names + solution.indices) else { continue }
                    for k in solution.indices.isEmpty ? 0...0 : -2...2 {
                        let end = tape.value([Estimate(0)] + parameters + solution.indices.map { _ in Estimate(Double(k)) })
                        if end.isUsable, end.isReal { ends.append(end.re) }
                    }
                }
            }
        }
        return ends
    }
}
