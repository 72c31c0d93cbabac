import Algebra
import Expressions
import Testing

@Suite("The rules")
struct RuleTests {
    @Test("hold, fire and make cheaper", arguments: RuleBook.groups.map(\.name))
    func rulesAreGood(group: String) throws {
        let rules = RuleBook.all.rules.filter { $0.group == group }
        #expect(!rules.isEmpty)
        let checker = try RuleChecker()
        for rule in rules {
            checker.store.budget.renew(nodes: checker.store.count)
            for problem in checker.problems(of: rule) { Issue.record("\(rule.name): \(rule.text): \(problem)") }
        }
    }

    @Test("have names of their own")
    func namesAreUnique() {
        let names = RuleBook.all.rules.map(\.name)
        #expect(Set(names).count == names.count, "\(names.filter { name in names.count { $0 == name } > 1 })")
        #expect(RuleBook.groups.allSatisfy { RuleBook.group($0.name)?.rules.isEmpty == false })
    }

    @Test(
        "that are wrong are found out",
        arguments: [
            ("sin(u)^2 + cos(u)^2 -> -1", "differ"),  // a wrong sign
            ("sin(u)^2 - cos(u)^2 -> cos(2*u)", "differ"),  // a wrong sign
            ("sqrt(u^2) -> u", "differ"),  // no guard
            ("sqrt(u^2) -> abs(u)", "differ"),  // true of real numbers only
            ("log(exp(u)) -> u", "differ"),  // another branch
            ("log(u) + log(v) -> log(u*v)", "differ"),  // another branch
            ("log(u) + log(v) -> log(u*v) where real(u), real(v)", "differ"),  // another branch, on the real line
            ("asin(sin(u)) -> u where real(u)", "differ"),  // another branch
            ("acosh(cosh(u)) -> u where real(u)", "differ"),  // one sign only
            ("atan(u) + atan(1/u) -> pi/2 where real(u)", "differ"),  // one sign only
            ("sin(u) -> cos(v)", "not bound"),  // an unbound variable
            ("sin(u + v) -> sin(u)*cos(v) + cos(u)*sin(v)", "cost"),  // longer
            ("u*tan(u)^2 -> u*(1/cos(u)^2 - 1)", "cost"),  // longer
            ("sin(v) + 0*cos(u) -> sin(v) + 0", "cost"),  // nothing changes
            ("sqrt(u)^2 -> u", "no pattern"),  // canonical form has done it
            ("sin(u) -> 0 where real(u), positive(-u^2), u > 0", "points"),  // can never be used
            ("sign(u)^2 -> 1 where real(u)", "differ"),  // not at zero
            ("2*step(u) - 1 -> sign(u) where real(u)", "differ"),  // not at zero
            ("abs(u) -> u^2/abs(u) where real(u)", "only the left"),  // not at zero
            ("tan(u)*0 + sin(u)^2 + sin(v) -> sin(u)^2*sin(v)", "differ"),  // another operation
            ("sign(u)^2 ~> 1 unless u = 1 where real(u)", "differ"),  // not where it says
            ("sin(u) + cos(u) -> u where free(u, u)", "does not fire"),  // a guard that never holds
            ("sin(u) ~> u", "unless"),  // does not say where it fails
            ("sin(u) = u", "arrow"),  // no rule
        ].map { Planted(text: $0.0, problem: $0.1) })
    func plantedRules(planted: Planted) throws {
        let group = RuleGroup("planted", "Planted", variables: "u v", "planted \(planted.text)")
        let problems: [String]
        do throws(RuleError) {
            let rules = try RuleReader().rules(of: group)
            problems = (try? RuleChecker())?.problems(of: rules[0]) ?? []
        } catch {
            problems = [error.description]
        }
        #expect(problems.contains { $0.contains(planted.problem) }, "\(planted): \(problems)")
    }

    struct Planted: Sendable, CustomStringConvertible {
        let text: String
        let problem: String
        var description: String { text }
    }
}
