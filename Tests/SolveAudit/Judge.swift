import Glibc

/// Compares an answer with what a scan of the question finds.
struct Judge {
    /// Kinds of false claims.
    enum Kind: String, CaseIterable {
        case noSolution = "a printed solution is none"
        case lostRoot = "a root is missing from a complete answer"
        case lostComplexRoot = "a complex root is missing from a complete answer"
        case notReal = "a member of a real answer is not real"
        case notAsked = "a solution lies outside what is asked for"
        case wrongInside = "a range holds points that are no solutions"
        case wrongOutside = "a complete answer leaves solutions out of its ranges"
        case twice = "a solution stands there twice"
        case failed = "an error although there are solutions"
        case unreadable = "an answer that the audit cannot read"
    }

    struct Finding {
        var kind: Kind
        var detail: String
    }

    let question: Question
    let answer: Answer
    private let seed: UInt64

    init(_ question: Question, _ answer: Answer, seed: UInt64) {
        self.question = question
        self.answer = answer
        self.seed = seed
    }

    private static let harmlessErrors: Set<String> = [
        "out-of-time", "out-of-nodes", "out-of-memory", "too-large", "cancelled", "division-by-zero",
    ]

    /// The first thing that is wrong; nil where nothing is.
    func finding() -> Finding? {
        if let text = answer.unreadable { return Finding(kind: .unreadable, detail: text) }
        if let code = answer.errorCode {
            if Judge.harmlessErrors.contains(code) { return nil }
            if code == "no-answer" || code == "no-json" || code.contains("check") { return Finding(kind: .failed, detail: code) }
        }
        var random = RandomNumbers(seed: seed)
        let names = question.parameters
        for (index, values) in Judge.settings(names.count, &random).enumerated() {
            do {
                let members = try Members(answer, parameters: names, at: values)
                let isGeneric = index < 4 || names.isEmpty
                if var finding = verdict(members, values, isGeneric: isGeneric, &random) {
                    // At some parameters two solutions may meet; what is one solution meets itself next to them, too.
                    if finding.kind == .twice, !names.isEmpty {
                        let near = try Members(answer, parameters: names, at: values.map { $0 + 0x1p-13 })
                        // Where what tells them apart is lost in rounding, or depends on a sign, it shows elsewhere.
                        let elsewhere = try [values.map { 1.375 * $0 + 0.046875 }, values.map { -$0 }, values.map { _ in 0 }].map {
                            try Members(answer, parameters: names, at: $0)
                        }
                        func seen(_ members: Members) -> Set<Int> {
                            Set(sharp(members).filter { !$0.value.isExactZero }.map(\.solution))
                        }
                        let areApart = elsewhere.contains { seen($0) == seen(near) && duplicates($0) == nil }
                        if duplicates(near) == nil || areApart { continue }
                    }
                    if answer.errorCode != nil { finding = Finding(kind: .failed, detail: finding.detail) }
                    let setting = zip(names, values).map { "\($0) = \(Judge.shown($1))" }.joined(separator: ", ")
                    if !names.isEmpty { finding.detail += " at " + setting }
                    return finding
                }
            } catch {
                return answer.errorCode == nil ? Finding(kind: .unreadable, detail: "\(error)") : nil
            }
        }
        return nil
    }

    /// Random parameters first, then those at which cases meet.
    private static func settings(_ count: Int, _ random: inout RandomNumbers) -> [[Double]] {
        if count == 0 { return [[]] }
        func numbers() -> [Double] { (0..<count).map { _ in Double(random.whole(in: -256...256)) / 64 } }
        func small() -> [Double] { (0..<count).map { _ in Double(random.whole(in: -255...255)) / 1024 } }
        func middle() -> [Double] { (0..<count).map { _ in Double(random.whole(in: 1...255)) / 256 } }
        var settings = [numbers(), middle(), small(), numbers()]
        let equal = Double(random.whole(in: -128...128)) / 64
        settings += [0, 1, -1, equal, 2, 3].map { [Double](repeating: $0, count: count) }
        if count > 1 {
            let other = numbers()
            settings += [[0] + other.dropFirst(), other.dropLast() + [0], [equal, -equal] + other.dropFirst(2), [1] + other.dropFirst()]
        }
        return settings
    }

    static func shown(_ value: Double) -> String { value == value.rounded() && Swift.abs(value) < 1e15 ? "\(Int(value))" : "\(value)" }

    private func shown(_ z: Estimate) -> String { z.im == 0 ? Judge.shown(z.re) : "\(z.re) + \(z.im)*I" }

    private func verdict(_ members: Members, _ values: [Double], isGeneric: Bool, _ random: inout RandomNumbers) -> Finding? {
        if let finding = restrictions(members, values) { return finding }
        if isGeneric, let finding = duplicates(members) { return finding }
        return question.isEquation
            ? equation(members, values, &random) : InequalityJudge(question, answer, members, values).finding(&random)
    }

    /// Whether what is printed keeps to what was asked for.
    private func restrictions(_ members: Members, _ values: [Double]) -> Finding? {
        let manner = question.manner
        let names = ["x"] + question.parameters
        let restriction = manner.restriction.flatMap { try? Tape($0, names: names) }
        for member in near(members) where member.isCertain {
            let value = member.value
            if !answer.isComplex, !value.isReal, Swift.abs(value.im) > 1e-9 * (1 + value.magnitude) + 10 * value.radius {
                return Finding(kind: .notReal, detail: shown(value))
            }
            guard value.isReal else { continue }
            if manner.isWhole, Swift.abs(value.re - value.re.rounded()) > 1e-9 * (1 + value.magnitude) + 10 * value.radius {
                return Finding(kind: .notAsked, detail: "\(shown(value)) is no integer")
            }
            if let truth = restriction?.value([value] + values.map { Estimate($0) }), truth.isUsable, truth.re == 0 {
                return Finding(kind: .notAsked, detail: "\(shown(value)), where \(manner.arguments.joined(separator: " ")) was said")
            }
        }
        return nil
    }

    private func near(_ members: Members) -> [Members.Member] {
        members.values.filter { $0.value.magnitude < 40 } + members.values.filter { $0.value.magnitude >= 40 }.prefix(8)
    }

    /// The members that are known well enough to be told apart.
    private func sharp(_ members: Members) -> [Members.Member] {
        members.values.filter {
            $0.isCertain && $0.value.radius < 1e-12 * (1e-9 + $0.value.magnitude) && $0.value.magnitude < 1000
        }
    }

    private func duplicates(_ members: Members) -> Finding? {
        let sorted = sharp(members).sorted { ($0.value.re, $0.value.im) < ($1.value.re, $1.value.im) }
        // Families may cross at some numbers: what is given twice shows at most of those of one.
        var crossings: [[Int]: Int] = [:]
        func few(_ solution: Int) -> Int {
            members.values.count { $0.solution == solution && $0.indices.allSatisfy { Swift.abs($0) <= 2 } } / 2
        }
        for (index, one) in sorted.enumerated() {
            for other in sorted[(index + 1)...].prefix(4)
            where hypot(one.value.re - other.value.re, one.value.im - other.value.im) <= 1e-12 * one.value.magnitude {
                // A family may count a number twice, as squares of whole numbers do, and opposite numbers meet at zero.
                if one.solution == other.solution || one.value.isExactZero && !question.parameters.isEmpty { continue }
                // Members that crowd together at a limit are different numbers all the same.
                let areLow = (one.indices + other.indices).allSatisfy { Swift.abs($0) <= 2 }
                if !one.indices.isEmpty || !other.indices.isEmpty, !areLow { continue }
                let areFamilies = !one.indices.isEmpty && !other.indices.isEmpty && one.solution != other.solution
                if areFamilies {
                    crossings[[one.solution, other.solution].sorted(), default: 0] += 1
                    if crossings[[one.solution, other.solution].sorted(), default: 0]
                        <= Swift.max(1, min(few(one.solution), few(other.solution)))
                    {
                        continue
                    }
                }
                return Finding(kind: .twice, detail: shown(one.value))
            }
        }
        return nil
    }

    private func equation(_ members: Members, _ values: [Double], _ random: inout RandomNumbers) -> Finding? {
        let manner = question.manner
        let mentionsI = question.relation.mentions("I")
        let places = members.values.filter { $0.value.isReal }.map(\.value.re)
        guard
            let scan = RootScan(
                question.relation, names: ["x"] + question.parameters, parameters: values, wantsRealParts: true,
                near: Array(places.sorted { Swift.abs($0) < Swift.abs($1) }.prefix(40)))
        else { return nil }
        // Two members a solution vouch for the others.
        var tried: [Int: Int] = [:]
        for member in near(members) where member.isCertain {
            tried[member.solution, default: 0] += 1
            if tried[member.solution, default: 0] > 12 { continue }
            if scan.isSolution(member.value) == false {
                return Finding(
                    kind: .noSolution, detail: "\(shown(member.value)), where the sides differ by \(difference(scan, member.value))")
            }
            let doubts = scan.residual(at: member.value).difference.doubts
            if manner.wantsRealParts, !mentionsI, member.value.isReal, doubts.contains(.leavesReals), !doubts.contains(.convention) {
                return Finding(kind: .noSolution, detail: "\(shown(member.value)), where parts are not real")
            }
        }
        let restriction = manner.restriction.flatMap { try? Tape($0, names: ["x"] + question.parameters) }
        func isAskedFor(_ x: Estimate) -> Bool {
            guard members.isEverything, let truth = restriction?.value([x] + values.map { Estimate($0) }) else { return true }
            return truth.isUsable && truth.re == 1
        }
        if members.hasRanges, let finding = ranges(scan, members, isAskedFor, &random) { return finding }
        guard answer.isComplete || answer.errorCode != nil, !members.isUnclear else { return nil }
        let cells = question.parameters.isEmpty ? 4000 : 900
        for root in scan.roots(cells: cells, jitter: random.real(in: 0...1)) {
            let point = Estimate(root.place, radius: root.isExact || root.isInStretch ? 0 : 4 * root.place.ulp)
            if let restriction {
                // What lies at an end within rounding may lie on either side.
                let about = root.isExact ? point : Estimate(root.place, radius: Swift.max(1e-6, root.spread) * (1 + Swift.abs(root.place)))
                let truth = restriction.value([about] + values.map { Estimate($0) })
                guard truth.isUsable, truth.re == 1 else { continue }
            }
            if manner.isWhole, !(root.isExact && point.isExactWhole) { continue }
            if !root.isExact, scan.isNextToGap(root) { continue }
            // Members of families with two whole numbers lie anywhere: not all of them are tried.
            if members.hasPairs { continue }
            if members.hasRepeatedRanges, Swift.abs(root.place) > 8 { continue }
            if !members.mayContain(point, spread: root.spread) { return Finding(kind: .lostRoot, detail: shown(point)) }
        }
        // Of curves and regions, which conditions describe, single points tell nothing.
        guard answer.isComplex, answer.isComplete, !manner.wantsRealParts, !members.hasPairs, !members.hasRanges else { return nil }
        for root in ComplexScan(scan: scan).roots(starts: question.parameters.isEmpty ? 24 : 10, &random)
        where !members.mayContain(root) && !isBlurOfMember(root, scan, members) {
            return Finding(kind: .lostComplexRoot, detail: shown(root))
        }
        return nil
    }

    /// Whether a root is where the search stopped on its way to a multiple root that is a member: the sides differ by no more in between,
    /// or by no more than rounding.
    private func isBlurOfMember(_ root: Estimate, _ scan: RootScan, _ members: Members) -> Bool {
        func distance(_ z: Estimate) -> Double { hypot(z.re - root.re, z.im - root.im) }
        guard let near = members.values.map(\.value).min(by: { distance($0) < distance($1) }), distance(near) < 1e-3 * (1 + root.magnitude)
        else { return false }
        let size = scan.residual(at: root).difference.magnitude
        return [0.25, 0.5, 0.75].allSatisfy { part in
            var between = Estimate(re: root.re + part * (near.re - root.re), im: root.im + part * (near.im - root.im))
            between.radius = ComplexScan.rounding * (1 + between.magnitude)
            let difference = scan.residual(at: between).difference
            return difference.magnitude <= Swift.max(4 * size, 16 * difference.radius)
        }
    }

    private func difference(_ scan: RootScan, _ x: Estimate) -> String {
        let difference = scan.residual(at: x).difference
        return difference.isUsable ? "\(Float(difference.magnitude))" : "no number"
    }

    /// Points of a range that do not satisfy the equation.
    private func ranges(
        _ scan: RootScan, _ members: Members, _ isAskedFor: (Estimate) -> Bool, _ random: inout RandomNumbers
    ) -> Finding? {
        let ends = members.ends(answer, parameters: question.parameters)
        var points = (0..<40).map { _ in random.real(in: -9...9) } + (-6...6).map(Double.init)
        points += ends.prefix(8).flatMap { [$0 - 1e-4, $0 + 1e-4, $0 == ($0 * 64).rounded() / 64 ? $0 : $0 + 1e-5] }
        for point in points {
            let x = Estimate(point)
            if question.manner.isWhole, !x.isExactWhole { continue }
            guard isAskedFor(x), members.isInRange(x) == true else { continue }
            if scan.isSolution(x) == false {
                return Finding(kind: .wrongInside, detail: "\(shown(x)), where the sides differ by \(difference(scan, x))")
            }
        }
        return nil
    }
}
