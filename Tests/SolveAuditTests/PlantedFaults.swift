import Testing

@testable import SolveAudit

/// A question with its right answer, from which wrong ones are made.
private struct Example {
    struct Solution {
        var value: String?
        var condition: String?
        var isFamily = false
    }

    var relation: String
    var solutions: [Solution]
    var domain = "real"
    var manner = Question.Manner()

    init(_ relation: String, _ solutions: [Solution], domain: String = "real", real: Bool = false) {
        self.relation = relation
        self.solutions = solutions
        self.domain = domain
        manner.isReal = real
    }

    func finding(_ changed: [Solution], seed: UInt64 = 1) throws -> Judge.Finding? {
        func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
        let items = changed.map {
            let bindings = $0.value.map { "{\"x\": \"\($0)\"}" } ?? "{}"
            return
                "{\"bindings\": \(bindings), \"condition\": \(quoted($0.condition)), \"family\": \($0.isFamily ? "{\"k\": \"integer\"}" : "null")}"
        }
        let line = "{\"status\": \"ok\", \"solutions\": [\(items.joined(separator: ", "))], \"complete\": true, \"domain\": \"\(domain)\"}"
        let question = Question(relation: try TermReader.term(relation), manner: manner)
        return Judge(question, Answer(line: line), seed: seed).finding()
    }
}

@Suite("Planted faults in answers")
struct PlantedFaults {
    private static func value(_ text: String, if condition: String? = nil) -> Example.Solution { .init(value: text, condition: condition) }
    private static func family(_ text: String, if condition: String? = nil) -> Example.Solution {
        .init(value: text, condition: condition, isFamily: true)
    }
    private static func range(_ condition: String) -> Example.Solution { .init(condition: condition) }

    private static let examples: [Example] = [
        Example("x^2 = 2", [value("-sqrt(2)"), value("sqrt(2)")], domain: "complex"),
        Example("x^3 = 8", [value("2"), value("-sqrt(3)*I - 1"), value("sqrt(3)*I - 1")], domain: "complex"),
        Example("x^5 - x - 1 = 0", (1...5).map { value("rootof(x^5 - x - 1, \($0))") }, domain: "complex"),
        Example("(x - 1)^2*(x + 2) = 0", [value("-2"), value("1")], domain: "complex"),
        Example("sin(x) = 1/2", [family("2*pi*k + pi/6"), family("2*pi*k + 5*pi/6")]),
        Example("sin(2*x) = cos(x)", [family("pi*k + pi/2"), family("2*pi*k + pi/6"), family("2*pi*k + 5*pi/6")]),
        Example("cos(x) = 1", [family("2*pi*k")]),
        Example("tan(x) = 1", [family("pi*k + pi/4")]),
        Example("sin(exp(x)) = 0", [family("log(pi*k)", if: "k >= 1")]),
        Example("exp(I*x) = 1", [family("2*pi*k")]),
        Example("cos(x) = x", [value("0.7390851332151607")]),
        Example("x*exp(x) = -1/5", [value("lambertw(-1/5)"), value("lambertw(-1, -1/5)")]),
        Example("sqrt(x*(x - 3)) = 0", [value("0"), value("3")]),
        Example("abs(x - 1) = 2", [value("3"), value("-1")]),
        Example("sqrt(x + 2) = x", [value("2")], real: true),
        Example("abs(x) = x", [range("x >= 0")]),
        Example("floor(x) = 2", [range("2 <= x and x < 3")]),
        Example("x/x = 1", [range("x != 0")]),
        Example("x^2 - 3*x + 2 > 0", [range("x < 1"), range("x > 2")]),
        Example("(x - 1)*(x - 2)^2 <= 0", [range("x <= 1"), value("2")]),
        Example("cos(x) < 0", [.init(condition: "2*pi*k + pi/2 < x and x < 2*pi*k + 3*pi/2", isFamily: true)]),
        Example("a*x = b", [range("a = 0 and b = 0"), value("b/a", if: "a != 0")], domain: "complex"),
        Example("abs(x - 1) = a", [value("a + 1", if: "a >= 0"), value("1 - a", if: "a >= 0")]),
        Example(
            "sqrt(x + a) = x",
            [value("(1 - sqrt(4*a + 1))/2", if: "-1/4 <= a and a <= 0"), value("(sqrt(4*a + 1) + 1)/2", if: "a >= -1/4")]),
        Example("max(x, a) = 2", [range("a = 2 and x <= 2"), value("2", if: "a < 2")]),
        Example("a*x > b", [range("x < b/a and a < 0"), range("b/a < x and a > 0"), range("a = 0 and b < 0")]),
        Example(
            "sin(x) = a", [family("2*pi*k + asin(a)", if: "-1 <= a and a <= 1"), family("2*pi*k + pi - asin(a)", if: "-1 <= a and a <= 1")]),
    ]

    /// Right answers that rounding makes look wrong.
    private static let doubtful: [Example] = [
        Example(
            "cos(exp(x)) = cos(x)",
            [
                family("-2*pi*k - lambertw(-exp(-2*pi*k))", if: "exp(-2*pi*k) <= exp(-1)"),
                family("-2*pi*k - lambertw(-1, -exp(-2*pi*k))", if: "exp(-2*pi*k) <= exp(-1)"),
                family("2*pi*k - lambertw(exp(2*pi*k))"),
            ]),
        Example("cos(x)*tanh(x) = 1", []),
        Example("tanh(4*tan(x + sqrt(2))) = 1", []),
        Example("4/(x - 5) + (1 - x)/(x^2 - 1) = -3/2", [], domain: "complex"),
        Example("cos(3*x)*tan(2*x) = 0", [family("pi*k/3 + pi/6"), family("pi*k/2")]),
    ]

    @Test("right answers pass")
    func rightAnswersPass() throws {
        for example in PlantedFaults.examples + PlantedFaults.doubtful {
            let finding = try example.finding(example.solutions)
            #expect(finding == nil, "\(example.relation): \(finding?.kind.rawValue ?? "") \(finding?.detail ?? "")")
        }
    }

    @Test("a member far out in a family counts where rounding leaves it an imaginary part") func farMembers() throws {
        let value = "2*pi*k - (7 - 2*I)^(1/3)*exp(I*log(2))*(7 + 2*I)^(1/3)*exp(-I*log(2)) + 53^(1/3) + 1/2"
        let solution = "{\"bindings\": {\"x\": \"\(value)\"}, \"condition\": null, \"family\": {\"k\": \"integer\"}}"
        let answer = Answer(line: "{\"status\": \"ok\", \"solutions\": [\(solution)], \"complete\": true, \"domain\": \"complex\"}")
        let members = try Members(answer, parameters: [], at: [])
        #expect(members.values.contains { $0.value.im != 0 }, "rounding is to leave something")
        for turns in [-1000, -165, 0, 165, 1000] {
            let place = 0.5 + 2 * Double.pi * Double(turns)
            #expect(members.mayContain(Estimate(place)), "\(turns)")
            #expect(!members.mayContain(Estimate(place + 0.1)), "\(turns)")
        }
    }

    @Test("where rounding hides how near a search has come to a multiple root, that is no other root") func multipleRoots() throws {
        let triple = Example("(x - 5)/(x^2 + 2) + x = -3", [PlantedFaults.value("-1")], domain: "complex")
        for seed in 1...8 {
            let finding = try triple.finding(triple.solutions, seed: UInt64(seed))
            #expect(finding == nil, "seed \(seed): \(finding?.detail ?? "")")
        }
    }

    @Test("a lost solution is found")
    func lostSolutions() throws {
        for example in PlantedFaults.examples {
            for index in example.solutions.indices {
                var changed = example.solutions
                let lost = changed.remove(at: index)
                let finding = try example.finding(changed)
                #expect(finding != nil, "\(example.relation) without \(lost)")
            }
        }
    }

    @Test("a number that is no solution is found, and so is a repeated one")
    func inventedSolutions() throws {
        for example in PlantedFaults.examples {
            for index in example.solutions.indices {
                var (moved, repeated) = (example.solutions, example.solutions)
                if let value = moved[index].value {
                    moved[index].value = "\(value) + 1/1024"
                    #expect(try example.finding(moved) != nil, "\(example.relation) with \(value) + 1/1024")
                    repeated.append(repeated[index])
                    #expect(try example.finding(repeated)?.kind == .twice, "\(example.relation) with \(value) twice")
                } else if let condition = moved[index].condition, condition.contains("x"), !condition.contains("/a") {
                    for (sign, other) in [("<", "<="), (">", ">="), ("<=", "<"), (">=", ">"), ("!=", "=")]
                    where condition.contains(" \(sign) ") {
                        moved[index].condition = condition.split(separator: " ").map { $0 == sign ? other : String($0) }.joined(
                            separator: " ")
                        // An end of a family is a multiple of pi, at which no double can tell the two apart.
                        if !moved[index].isFamily { #expect(try example.finding(moved) != nil, "\(example.relation): \(moved[index])") }
                    }
                }
            }
        }
    }

    @Test("a wrong period and a dropped condition are found")
    func periodsAndConditions() throws {
        for example in PlantedFaults.examples {
            for index in example.solutions.indices {
                var changed = example.solutions
                if changed[index].isFamily, let value = changed[index].value {
                    for period in ["2*k", "k/2"] {
                        changed[index].value = value.replacing("k", with: "(\(period))")
                        #expect(try example.finding(changed) != nil, "\(example.relation) with \(changed[index])")
                    }
                }
                changed = example.solutions
                // Where the value is a fraction without a value, nothing is claimed.
                if let condition = changed[index].condition, condition != "a != 0", changed[index].value != nil || !condition.contains("x")
                {
                    changed[index].condition = nil
                    #expect(try example.finding(changed) != nil, "\(example.relation) with \(changed[index])")
                }
            }
        }
    }
}
