import Algebra
import Exact
import Expressions
import Glibc
import Reading
import Syntax
import Vocabulary

/// Whether `equal` proves what is equal and refutes what is not.
enum Identities {
    /// `lhs, rhs, domain, assumptions, operation, flags, source`: both sides are equal on the domain.
    static func run(_ collection: Collection) -> Bool {
        let bench = Workbench()
        guard let equality = try? Equality(bench.catalogue) else { return false }
        var (proofs, refutations) = (Tally(), Tally())
        var clock = Stopwatch()
        for row in collection.rows where row.count >= 6 {
            // A decimal is a rational number here: a rounded one is no identity.
            let isRounded = row[5].contains("float")
            let example = "\(row[0])  =  \(row[1])   [\(row[2]) \(row[3]) \(row[4])]"
            bench.row {
                guard let left = try? bench.reader.expression(row[0]), let right = try? bench.reader.expression(row[1]) else {
                    return proofs.count(isRounded ? "rounded, not read" : "not read", example)
                }
                let environment = bench.reader.environment
                defer { bench.reader.environment = environment }
                let isWhole = assume(row, bench, bench.store.symbols(in: [left, right]))
                guard let left = try? bench.reader.expression(row[0]), let right = try? bench.reader.expression(row[1])
                else { return proofs.count("not read", example) }
                var verdict = clock.time(example) { name(equality.decide(left, right)) }
                // A row proved without one of its conditions holds with it all the more.
                if !isWhole, verdict != "proved" { verdict = "assumption not understood" }
                // Where the flags exclude all real points, a point on the branch cut is none of the row's.
                if verdict == "different", row[5].contains("fails:real/positive/unit") { verdict = "different on a branch cut" }
                proofs.count(isRounded ? "rounded: \(verdict)" : verdict, verdict == "proved" || isRounded ? "" : example)
                guard !isRounded, verdict == "proved" else { return }
                let scaled = bench.store.product(left, bench.store.number(Rational(8, 7)))
                let wrong = bench.store.sum(scaled, bench.store.number(Rational(1, 11)))
                let outcome = name(equality.decide(right, wrong))
                refutations.count(outcome, outcome == "different" ? "" : example)
            }
        }
        proofs.print("identities")
        clock.print()
        refutations.print("identities with a changed coefficient, sides exchanged")
        // A row that is called different is: balls certify the point. It holds on a part of its stated domain only, off a branch cut.
        let exact = proofs.total - ["proved", "different", "undecided", "not read"].reduce(0) { $0 + proofs.number("rounded: \($1)") }
        return proofs.number("proved") * 100 >= exact * 92 && refutations.number("proved") == 0
    }

    /// Rows marked `real`: the derivative of the antiderivative is proved to be the integrand.
    static func runAntiderivatives(_ collection: Collection) -> Bool {
        let bench = Workbench()
        guard let equality = try? Equality(bench.catalogue) else { return false }
        var tally = Tally()
        var clock = Stopwatch()
        for row in collection.rows where row.count >= 4 && row[3] == "real" {
            bench.row {
                guard let integrand = try? bench.reader.expression(row[0]), let source = try? bench.reader.expression(row[2]),
                    let derivative = try? bench.derivative(source, [(row[1], 1)])
                else { return tally.count("not read", row[2]) }
                let example = "d/d\(row[1]) \(row[2])  =  \(row[0])"
                let verdict = clock.time(example) { name(equality.decide(derivative, integrand)) }
                tally.count(verdict, verdict == "proved" ? "" : example)
            }
        }
        tally.print("derivatives of antiderivatives, proved equal to the integrands")
        clock.print()
        return tally.number("different") == 0 && tally.number("proved") * 100 >= tally.total * 97
    }

    private static func name(_ verdict: Equality.Verdict) -> String {
        switch verdict {
        case .proved: "proved"
        case .different: "different"
        case .undecided: "undecided"
        }
    }

    /// Assumes what the columns say of the names; false where a condition was left out because no assumption fits.
    ///
    /// An imaginary name is the imaginary unit times a real one. Where the flags say that real points lie on a branch cut, the names
    /// are those of the next smaller class on which the row holds.
    private static func assume(_ row: [String], _ bench: Workbench, _ names: [Expr]) -> Bool {
        var declared: Set<Expr> = []
        var isWhole = true
        for entry in row[3].split(separator: ";") where entry != "-" {
            let sides = entry.split(separator: ":").map { $0.filter { $0 != " " } }
            guard sides.count == 2 else {
                if !assume(condition: entry, bench, &declared) { isWhole = false }
                continue
            }
            let name = bench.store.symbol(sides[0])
            declared.insert(name)
            for word in sides[1].split(separator: "+") {
                if word == "imaginary" {
                    bench.reader.environment.values[sides[0]] = Meaning(bench.store.product(name, bench.store.constant(.imaginaryUnit)))
                } else if let property = Vocabulary.properties.first(where: { $0.word == word }) {
                    if (try? bench.store.assume(name, property.id)) == nil { isWhole = false }
                } else {
                    isWhole = false
                }
            }
        }
        let fails = row[5].split(separator: ",").first { $0.hasPrefix("fails:") }?.dropFirst(6).split(separator: "/") ?? []
        let classes = ["real", "positive", "unit"].drop { $0 != (row[2] == "complex" || row[2] == "const" ? "real" : row[2]) }
        let chosen = classes.first { name in !fails.contains { $0 == name } }
        for name in names where !declared.contains(name) {
            switch chosen {
            case "positive": try? bench.store.assume(name, .positive)
            case "unit":
                try? bench.store.assume(bench.store.relation(.less, .zero, name))
                try? bench.store.assume(bench.store.relation(.less, name, .one))
            case nil: try? bench.store.assume(name, .complex)
            default: break
            }
        }
        return isWhole
    }

    /// `[Less, [Abs, x], 1]` and `z in (SetMinus, ComplexNumbers, ...)`: all others are left out.
    private static func assume(condition: Substring, _ bench: Workbench, _ declared: inout Set<Expr>) -> Bool {
        let words = condition.split { " ,[]()".contains($0) }.map(String.init)
        if words.count == 4, words[0] == "Less", words[1] == "Abs", let bound = Int(words[3]) {
            let (name, bound) = (bench.store.symbol(words[2]), bench.store.number(bound))
            return (try? bench.store.assume(bench.store.relation(.less, name, bound))) != nil
                && (try? bench.store.assume(bench.store.relation(.less, bench.store.negated(bound), name))) != nil
        }
        guard words.count > 3, words[1] == "in", words[2] == "SetMinus", words[3] == "ComplexNumbers" else { return false }
        // The points that are taken out are those at which a side has no value.
        let name = bench.store.symbol(words[0])
        declared.insert(name)
        return (try? bench.store.assume(name, .complex)) != nil
    }
}

/// How long each row takes.
struct Stopwatch {
    private var times: [Double] = []

    mutating func time<Result>(_ example: String, _ body: () -> Result) -> Result {
        let begun = Budget.clock()
        defer {
            let taken = Budget.clock() - begun
            times.append(taken)
            if taken > 0.5 { Swift.print("  slow, \(Int(taken * 1000)) ms: \(example.prefix(200))") }
        }
        return body()
    }

    func print() {
        let sorted = times.sorted()
        guard let slowest = sorted.last else { return }
        Swift.print("  median \(Int(sorted[sorted.count / 2] * 1e6)) µs, slowest \(Int(slowest * 1000)) ms")
    }
}
