import Glibc

/// Runs the collections of a folder through the program's libraries and prints, for each, how many rows hold and why the
/// others do not. The exit status is 1 where a row is refuted or a share falls short.
guard CommandLine.arguments.count >= 2 else {
    print("usage: Conformance FOLDER [COLLECTION …]")
    exit(2)
}

let folder = CommandLine.arguments[1]
let chosen = CommandLine.arguments.dropFirst(2)
let collections: [(name: String, run: (Collection) -> Bool)] = [
    ("identities", Simplifications.runIdentities),
    ("fpcore_exprs", Simplifications.runFPCore),
    ("rubi_diff", Simplifications.runDerivatives),
    ("identities", Identities.run),
    ("rubi_diff", Identities.runAntiderivatives),
    ("rubi_diff", Antiderivatives.run),
    ("derivatives", Derivatives.run),
    ("calc_values", CalculatorValues.run),
    ("parse_errors", ParseErrors.run),
    ("fpcore_exprs", Gradients.runFPCore),
    ("feynman", Gradients.runFeynman),
    ("fpcore_exprs", Programs.runFPCore),
    ("feynman", Programs.runFeynman),
    ("linear_algebra", Matrices.run),
    ("indexed", Indexed.run),
    ("matrix_calculus", MatrixCalculus.run),
]

var holds = true
for (name, run) in collections where chosen.isEmpty || chosen.contains(name) {
    guard let collection = Collection(path: "\(folder)/\(name).tsv") else {
        print("\(name): skipped, not in \(folder)")
        continue
    }
    if !run(collection) { holds = false }
}
if chosen.isEmpty || chosen.contains("solve_cases") {
    if let passes = Equations.run("\(folder)/solve_cases.jsonl") {
        if !passes { holds = false }
    } else {
        print("solve_cases: skipped, not in \(folder)")
    }
}
for (name, point, value, gradient) in [("adbench", "point", "value", "gradient"), ("mgh", "x0", "f_x0", "grad_x0")]
where chosen.isEmpty || chosen.contains(name) {
    if let passes = Programs.run(name, path: "\(folder)/\(name).jsonl", point: point, value: value, gradient: gradient) {
        if !passes { holds = false }
    } else {
        print("\(name): skipped, not in \(folder)")
    }
}
exit(holds ? 0 : 1)
