import Exact
import Expressions
import Testing

@testable import Solving

/// Faults are planted in what the methods found: the audit must see each of them, and none where there is none.
@Suite struct AuditTests {
    /// What is done to an answer.
    enum Fault: CaseIterable {
        /// The first, or the last, solution is lost.
        case firstLost, lastLost
        /// All are lost, and the answer is "no solution".
        case allLost
        /// A family with twice its distance, or with half of it.
        case wrongPeriod, halfPeriod
        /// A number that is no solution.
        case extraneous
        /// A value with the other sign, or moved.
        case turned, moved
        /// What a solution asks of parameters is left out, or turned round.
        case conditionLost, conditionTurned
        /// An end of a range is moved; a range holds its ends, or does not, the other way round.
        case endMoved, endsExchanged
        /// A range without its conditions: every number.
        case everything
    }

    private func distorted(_ set: SolutionSet, _ fault: Fault, _ bench: SolutionBench) -> SolutionSet {
        var set = set
        let (store, catalogue) = (bench.store, bench.catalogue)
        func changed(_ solution: Solution, _ change: (Expr) -> Expr) -> Solution {
            var result = solution
            result.bindings = solution.bindings.map { .init(name: $0.name, value: change($0.value)) }
            return result
        }
        func ends(_ condition: Expr, _ change: (Expr, Expr, Relation) -> Expr) -> Expr {
            let parts = store.kind(condition) == .conjunction ? store.childArray(condition) : [condition]
            return store.conjunction(
                parts.map { part in
                    guard store.kind(part) == .relation else { return part }
                    return change(store.child(part, 0), store.child(part, 1), store.relation(part))
                })
        }
        guard !set.solutions.isEmpty else { return set }
        switch fault {
        case .firstLost: set.solutions.removeFirst()
        case .lastLost: set.solutions.removeLast()
        case .allLost: set.solutions = []
        case .wrongPeriod:
            set.solutions[0] = changed(set.solutions[0]) { value in
                catalogue.substitute(value, [set.solutions[0].integers[0]: store.scaled(2, set.solutions[0].integers[0])])
            }
        case .halfPeriod:
            set.solutions[0] = changed(set.solutions[0]) { value in
                catalogue.substitute(value, [set.solutions[0].integers[0]: store.product(.half, set.solutions[0].integers[0])])
            }
        case .extraneous:
            set.solutions.append(Solution([.init(name: set.solutions[0].bindings[0].name, value: store.number(Rational(17, 10)))]))
        case .turned: set.solutions[0] = changed(set.solutions[0]) { store.negated($0) }
        case .moved: set.solutions[0] = changed(set.solutions[0]) { store.sum($0, store.number(Rational(1, 10))) }
        case .conditionLost: for place in set.solutions.indices { set.solutions[place].condition = .truth }
        case .conditionTurned: set.solutions[0].condition = store.negation(set.solutions[0].condition)
        case .endMoved:
            set.solutions[0].condition = ends(set.solutions[0].condition) { left, right, relation in
                store.isConstant(left)
                    ? store.relation(relation, store.sum(left, .half), right)
                    : store.relation(relation, left, store.sum(right, .half))
            }
        case .endsExchanged:
            set.solutions[0].condition = ends(set.solutions[0].condition) { left, right, relation in
                store.relation(relation == .less ? .lessOrEqual : .less, left, right)
            }
        case .everything: set.solutions = [Solution([])]
        }
        return set
    }

    private static let lost: [Fault] = [.firstLost, .lastLost, .allLost, .turned, .moved, .extraneous]
    private static let family: [Fault] = [.firstLost, .lastLost, .wrongPeriod, .moved]
    private static let range: [Fault] = [.allLost, .endMoved, .endsExchanged, .everything]

    /// Questions whose answers are complete, each with the faults that make its answer wrong.
    private static let plans: [(question: String, faults: [Fault])] = [
        ("x^2 = x + 1", lost), ("x^3 - 4*x = 1", lost), ("2^x = 3 + x", [.firstLost, .lastLost, .moved]),
        ("sin(x) = 1/2", family), ("cos(2*x) = sin(x)", [.firstLost, .lastLost, .wrongPeriod, .moved]),
        ("tan(x) = 2", [.wrongPeriod, .moved, .allLost]), ("exp(x) = 5", [.allLost, .moved]),
        ("sqrt(x + 2) = x", [.allLost, .turned, .extraneous]), ("abs(x - 1) = 3", [.firstLost, .lastLost, .extraneous]),
        ("(x - 1)^2*(x + 2) = 0", [.firstLost, .lastLost]), ("log(x)^2 = 1", [.firstLost, .lastLost]),
        ("x^2 < 2", range), ("x^2 - 3*x + 2 > 0", [.firstLost, .lastLost, .endMoved, .everything]),
        ("abs(x) <= 3", range), ("1/x < 1", [.firstLost, .lastLost, .everything]), ("sqrt(x) > 1", [.allLost, .endMoved, .everything]),
        ("a*x = 2", [.allLost, .moved]), ("a*x^2 = b", [.firstLost, .lastLost, .conditionTurned]),
        ("sqrt(x + a) = x", [.firstLost, .lastLost, .conditionLost]), ("abs(x) = a", [.firstLost, .conditionLost, .conditionTurned]),
        ("a*x > 1", [.firstLost, .conditionTurned]), ("mod(x, 2) >= 1", [.allLost, .endMoved]), ("sin(40*x) > 1/2", [.allLost, .endMoved]),
        ("sin(log(x)) = 0", [.firstLost, .lastLost]), ("sin(x)^2 = 1", [.halfPeriod]),
        // Half a period away there is a pole.
        ("tan(x)*sin(x)/x = 0", [.halfPeriod, .wrongPeriod, .conditionLost]), ("tan(x) = 0", [.halfPeriod]),
        ("x*tan(x/2) = 0", [.halfPeriod]), ("sin(x)/(1 + cos(x)) = 0", [.halfPeriod]),
        // What bounds a family does not show at the members around zero.
        ("max(x, -4) = floor(x)", [.conditionLost]), ("min(x, 4) = floor(x)", [.conditionLost]),
        ("min(x, 30) = floor(x)", [.conditionLost]),
    ]

    @Test("a fault in what is found is seen, and the claim withdrawn", arguments: plans)
    func plantedFault(_ text: String, _ faults: [Fault]) throws {
        for fault in faults {
            let bench = try SolutionBench()
            bench.solver.leastAuditTime = 20
            let honest = try #require(try bench.solve([text], for: ["x"], isReal: true))
            #expect(honest.set.doubts.isEmpty && honest.set.isComplete, "\(text): \(bench.text(honest.set)) \(honest.set.doubts)")
            bench.solver.distortion = { distorted($0, fault, bench) }
            let found = try #require(try bench.solve([text], for: ["x"], isReal: true))
            #expect(!found.set.doubts.isEmpty && !found.set.isComplete, "\(text), \(fault): \(bench.text(found.set))")
        }
    }

    /// Questions over the complex numbers.
    private static let complexPlans: [(question: String, faults: [Fault])] = [
        // The zeros of polynomials are counted: double ones once, and those that lie side by side apart.
        ("x^3 - 6*x^2 + 11*x = 6", lost), ("(x - 1)^2*(x + 1) = 0", [.firstLost, .lastLost]),
        ("(x - 1)*(10^7*x - 10^7 - 1) = 0", [.firstLost, .lastLost]),
        ("x^4 = 1", lost), ("x^3 = x + 1", lost), ("x^2 = I", lost), ("x^5 + x^2 = 2", [.firstLost, .lastLost]),
        ("(x - I)^2*(x + 2) = 0", [.firstLost, .lastLost]), ("1/x + 1/(x - 1) = I", [.firstLost, .lastLost, .allLost, .moved]),
        ("exp(x) = 2", [.allLost, .wrongPeriod, .moved]), ("sin(x) = 2", family), ("cosh(x)^2 = 3", family),
        ("sqrt(x) = 1 + I", [.allLost, .turned, .extraneous]), ("log(x) = I", [.allLost, .turned, .moved]),
        ("x^(3/2) = 1 + I", [.allLost, .moved]), ("exp(x)^2 = exp(x) + 2", family), ("x^2 = a", [.firstLost, .lastLost, .moved]),
        ("abs(x) = 3", [.allLost, .endMoved, .everything]), ("re(x) = 2", [.allLost, .endMoved, .everything]),
        ("abs(x - 1) = abs(x + 1)", [.allLost, .endMoved, .everything]), ("x*conjugate(x) = 4", [.allLost, .endMoved]),
    ]

    @Test("a fault in what is found over the complex numbers is seen", arguments: complexPlans)
    func plantedComplexFault(_ text: String, _ faults: [Fault]) throws {
        for fault in faults {
            let bench = try SolutionBench()
            #expect(try bench.assume("complex", of: "x") != nil)
            bench.solver.leastAuditTime = 20
            let honest = try #require(try bench.solve([text], for: ["x"]))
            #expect(honest.set.doubts.isEmpty && honest.set.isComplete, "\(text): \(bench.text(honest.set)) \(honest.set.doubts)")
            bench.solver.distortion = { distorted($0, fault, bench) }
            let found = try #require(try bench.solve([text], for: ["x"]))
            // Where the fault is in a question that was asked on the way, the claim goes without a doubt of its own.
            #expect(!found.set.isComplete, "\(text), \(fault): \(bench.text(found.set))")
        }
    }

    /// Systems.
    private static let systemPlans: [(question: [String], isReal: Bool, faults: [Fault])] = [
        (["x + y = 3", "x*y = 2"], false, lost), (["x^2 + y^2 = 25", "x - y = 1"], true, lost),
        (["x^2 = y", "y^2 = x"], false, [.firstLost, .lastLost, .allLost, .moved]), (["x^2 + y^2 = 1", "x = y"], true, lost),
        (["x + y = 5", "x - y = 1"], false, [.allLost, .turned, .moved]), (["x*y = 6", "x^2 + y^2 = 13"], true, lost),
        (["sin(x) = 1/2", "y = x"], true, [.firstLost, .lastLost, .wrongPeriod, .moved]),
        (["exp(x) = y", "y = 2"], true, [.allLost, .moved]),
        (["x^2 = 2", "y = sqrt(x)"], false, [.firstLost, .moved]),
        (["x + y + z = 6", "x*y*z = 6", "x = 1"], true, [.firstLost, .lastLost, .moved]),
        (["x + y = a", "x - y = 2"], true, [.allLost, .turned, .moved]),
        (["x*y = 1", "x + y = 3"], true, [.firstLost, .lastLost, .moved]), (["sin(100*x) = 0", "y = x"], true, [.firstLost, .moved]),
    ]

    @Test("a fault in what is found of a system is seen", arguments: systemPlans)
    func plantedSystemFault(_ texts: [String], _ isReal: Bool, _ faults: [Fault]) throws {
        let unknowns = ["x", "y", "z"].filter { name in texts.contains { $0.contains(name) } }
        for fault in faults {
            let bench = try SolutionBench()
            bench.solver.leastAuditTime = 20
            let honest = try #require(try bench.solve(texts, for: unknowns, isReal: isReal))
            #expect(honest.set.doubts.isEmpty && honest.set.isComplete, "\(texts): \(bench.text(honest.set)) \(honest.set.doubts)")
            bench.solver.distortion = { distorted($0, fault, bench) }
            let found = try #require(try bench.solve(texts, for: unknowns, isReal: isReal))
            #expect(!found.set.doubts.isEmpty && !found.set.isComplete, "\(texts), \(fault): \(bench.text(found.set))")
        }
    }

    /// Methods that are right about single equations take parts of systems for real that are not.
    @Test(
        "no system loses what numbers find",
        arguments: [
            ["abs(x + I*y) = 1", "y = x"], ["exp(I*x) = 1", "y = x"], ["(-1)^x = 1", "y = x"], ["log(x) = log(y)", "x + y = -2"],
            ["log(x) = I*pi", "y = 2"],
        ])
    func systemsAreHonest(texts: [String]) throws {
        let bench = try SolutionBench()
        let found = try #require(try bench.solve(texts, for: ["x", "y"]))
        let unknowns = ["x", "y"].map { bench.store.symbol($0) }
        #expect(!found.set.isComplete || !found.set.solutions.isEmpty, "\(texts): \(bench.text(found.set))")
        for point in bench.points(found.set, unknowns) { #expect(bench.isReal(point), "\(texts): \(bench.text(found.set))") }
    }

    /// Numbers between -8 and 8 at which equations with complex numbers hold, found by a scan of the modulus of the difference.
    @Test(
        "real solutions of equations with complex numbers are found whole",
        arguments: [
            ("cos(I*x) = 2", [-1.3169578969248167, 1.3169578969248167]), ("sin(I*x) = I", [0.881373587019543]),
            ("conjugate(x + I) = 2 - I", [2]),
            ("exp(I*x) = cos(x)", [-6.283185307179586, -3.141592653589793, 0, 3.141592653589793, 6.283185307179586]),
            ("sin(x + I) = 0", []),
            ("conjugate(x) = 2", [2]), ("abs(x + I) = 2", [-1.7320508075688772, 1.7320508075688772]), ("re(x + I) = 3", [3]),
            ("exp(I*x) = -1", [-3.141592653589793, 3.141592653589793]),
            (
                "cosh(x*I) = 1/2",
                [-7.330382858376184, -5.235987755982989, -1.0471975511965976, 1.0471975511965976, 5.235987755982989, 7.330382858376184]
            ),
        ] as [(String, [Double])])
    func realSolutionsOfComplexEquations(text: String, numbers: [Double]) throws {
        let bench = try SolutionBench()
        let x = bench.store.symbol("x")
        let found = try #require(try bench.solve([text], for: ["x"])).set
        #expect(found.isComplete)
        let values = bench.points(found, [x]).compactMap { $0.values[x].flatMap { bench.value($0)?.real } }.filter { abs($0) < 8 }.sorted()
        #expect(values.count == numbers.count, "\(text): \(bench.text(found))")
        for (value, number) in zip(values, numbers) { #expect(abs(value - number) < 1e-12, "\(text): \(bench.text(found))") }
    }

    @Test("at least fifty faults are planted")
    func count() {
        #expect(AuditTests.plans.reduce(0) { $0 + $1.faults.count } >= 50)
        #expect(AuditTests.complexPlans.reduce(0) { $0 + $1.faults.count } >= 50)
        #expect(AuditTests.systemPlans.reduce(0) { $0 + $1.faults.count } >= 40)
    }

    @Test("what the audit comes upon is part of the answer")
    func missingIsAdded() throws {
        let bench = try SolutionBench()
        bench.solver.leastAuditTime = 20
        bench.solver.distortion = { distorted($0, .lastLost, bench) }
        let found = try #require(try bench.solve(["exp(x) = 3 + x"], for: ["x"], isReal: true))
        #expect(found.set.solutions.count == 2 && !found.set.isComplete, "\(bench.text(found.set))")
    }
}
