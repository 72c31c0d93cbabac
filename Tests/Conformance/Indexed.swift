import Session

/// Derivatives of sums and products over indices, of symbolic length, verified by differences at small sizes.
enum Indexed {
    static func run(_ collection: Collection) -> Bool {
        var tally = Tally()
        for row in collection.rows where row.count >= 4 {
            let (declared, expression, variables, result) = (row[0], row[1], parts(row[2]), row[3])
            let setting = declarations(declared) + assumptions(row.count > 4 ? row[4] : "") + ranges(of: variables, declared)
            let question = "equal(diff(\(([expression] + variables).joined(separator: ", "))), \(result))"
            let outcome = Answers.decided((setting + [question]).joined(separator: "; "))
            tally.count(outcome, outcome == "right" ? "" : question)
        }
        tally.print(collection.name)
        return tally.number("WRONG") == 0 && tally.number("right") * 100 >= tally.total * 95
    }

    private static func declarations(_ text: String) -> [String] { words(text, ";").map { "given \($0)" } }

    /// Conditions on names and entries. Those on sums are where the recorded form has a value.
    private static func assumptions(_ text: String) -> [String] {
        words(text, ";").filter { !$0.contains("sum(") && !$0.contains("product(") && !$0.contains("posdef") }.map { "assume \($0)" }
    }

    /// That the places of a variable are places of its array.
    private static func ranges(of variables: [String], _ declared: String) -> [String] {
        variables.flatMap { variable -> [String] in
            let name = variable.prefix { $0 != "[" }
            guard name.count < variable.count, let declaration = words(declared, ";").first(where: { $0.hasPrefix("\(name):") }),
                let open = declaration.firstIndex(of: "(")
            else { return [] }
            let sizes = words(String(declaration[open...].dropFirst().dropLast()), ",")
            let places = words(String(variable.dropFirst(name.count + 1).dropLast()), ",")
            return zip(places, sizes).flatMap { ["assume \($0) integer", "assume \($0) >= 1", "assume \($0) <= \($1)"] }
        }
    }

    private static func words(_ text: String, _ separator: Character) -> [String] {
        text.split(separator: separator).map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
    }

    /// Variables between commas outside of brackets.
    private static func parts(_ text: String) -> [String] {
        var (parts, depth) = ([""], 0)
        for letter in text where letter != " " {
            if letter == "[" { depth += 1 } else if letter == "]" { depth -= 1 }
            if letter == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(letter) }
        }
        return parts
    }
}
