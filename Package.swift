// swift-tools-version: 6.2
import PackageDescription

/// Every warning is an error. Release builds optimise across the targets; of the checks they drop only that of exclusive access, which
/// the tests run with.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .unsafeFlags(["-wmo", "-cross-module-optimization", "-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// Warnings of C are errors, too.
let strictC = ["-Wall", "-Wextra", "-Werror"]

/// Release programs are not relocated at start (a third of a millisecond) and hold only what is used;
/// a profile needs their symbols.
let linking: [LinkerSetting] = [
    .unsafeFlags(
        ["-use-ld=lld", "-Xclang-linker", "-no-pie", "-Xlinker", "--gc-sections"]
            + (Context.environment["AGNESI_SYMBOLS"] == nil ? ["-Xlinker", "-s"] : []), .when(configuration: .release))
]

/// The interpreter of programs, compiled for one instruction set.
func interpreter(_ name: String, _ flags: [String]) -> Target {
    #if arch(x86_64)
        .target(name: name, cSettings: [.headerSearchPath("../CSLEEF"), .headerSearchPath("../CSLEEF/include"), .unsafeFlags(flags)])
    #else
        .target(name: name, cSettings: [.headerSearchPath("../CSLEEF"), .headerSearchPath("../CSLEEF/include")])
    #endif
}

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A library below all others, in which unoptimised tests would spend most of their time: it is optimised in debug builds, too.
func foundation(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings + [.unsafeFlags(["-O"], .when(configuration: .debug))])
}

func program(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: settings, linkerSettings: linking)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
    .testTarget(name: name, dependencies: ["Support"] + dependencies, exclude: data, swiftSettings: [.treatAllWarnings(as: .error)])
}

let package = Package(
    name: "agnesi",
    dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")],
    targets: [
        // Libraries and engines in C. FLINT and SLEEF are not linked but loaded on first need: FLINT would double the time of a start.
        .systemLibrary(name: "CGMP", providers: [.apt(["libgmp-dev"])]),
        .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
        // C over FLINT shares the table of its functions and the structures of polynomials. These headers name FLINT's own types, so they
        // are none of the module that Swift sees; of the others in CFLINT, CGroebner finds only the public ones.
        .target(name: "CFLINT", cSettings: [.headerSearchPath("shared"), .unsafeFlags(strictC)]),
        .target(
            name: "CGroebner", dependencies: ["CFLINT"],
            cSettings: [.headerSearchPath("../CFLINT/shared"), .unsafeFlags(strictC)]),
        .target(
            name: "CSLEEF", dependencies: ["CSLEEFAVX2", "CSLEEFAVX512"], cSettings: [.unsafeFlags(strictC)]),
        interpreter("CSLEEFAVX2", ["-mavx2", "-mfma"] + strictC),
        interpreter("CSLEEFAVX512", ["-mavx512f", "-mavx512dq"] + strictC),

        // The house: what a target may import stands in docs/architecture.md, and a test compares the two.
        foundation("Exact", ["CGMP"]),
        foundation("Ball", ["CFLINT", "Exact"]),
        library("Vocabulary", []),
        foundation("Syntax", ["Vocabulary"]),
        foundation("Expressions", ["Exact", "Vocabulary"]),
        foundation("Reading", ["Syntax", "Expressions", "Exact", "Vocabulary"]),
        library("Polynomials", ["CFLINT", "Expressions", "Exact", "Vocabulary"]),
        library("Groebner", ["CGroebner", "Polynomials", "Expressions", "Exact"]),
        foundation("Certified", ["Reading", "Ball", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        library("Algebra", ["Certified", "Polynomials", "Reading", "Ball", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        library("Arrays", ["Polynomials", "Reading", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        library("Series", ["Algebra", "Certified", "Reading", "Ball", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        library("Calculus", ["Series", "Algebra", "Certified", "Reading", "Ball", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        library(
            "Solving",
            [
                "Tape", "Calculus", "Algebra", "Groebner", "Certified", "Polynomials", "Reading", "Ball", "Syntax", "Expressions", "Exact",
                "Vocabulary",
            ]),
        library("Tape", ["CSLEEF", "Reading", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        library("Tables", []),
        library("Rendering", ["Syntax", "Expressions", "Exact", "Vocabulary"]),
        library(
            "Session",
            [
                "Tape", "Tables", "Solving", "Calculus", "Arrays", "Algebra", "Certified", "Reading", "Rendering", "Ball", "Syntax",
                "Expressions", "Exact", "Vocabulary",
            ]),
        program(
            "agnesi",
            [
                "Session", "Tables", "Expressions", "Syntax", "Vocabulary", "CReadline",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Tools that run beside the tests.
        .target(
            name: "Support", dependencies: ["Polynomials", "Reading", "Expressions", "Exact", "Vocabulary"], path: "Tests/Support",
            swiftSettings: settings
        ),
        program("Fuzz", ["Support", "Session", "Syntax", "Vocabulary"], path: "Tests/Fuzz"),
        program("SolveAudit", [], path: "Tests/SolveAudit"),
        program(
            "InProcess", ["Session", "Calculus", "Reading", "Expressions", "Exact", "Vocabulary"],
            path: "Benchmarks/InProcess"),
        program(
            "TapeTiming", ["Tape", "Ball", "Algebra", "Certified", "Reading", "Expressions", "Exact", "Vocabulary"], path: "Benchmarks/Tape"
        ),
        program(
            "PolynomialTiming",
            [
                "Support", "Solving", "Ball", "Algebra", "Groebner", "Certified", "Polynomials", "Reading", "Rendering", "Expressions",
                "Exact",
            ],
            path: "Benchmarks/Polynomials"),
        program("TableTiming", ["Tables"], path: "Benchmarks/Tables"),
        program(
            "Conformance",
            [
                "Session", "Tape", "Solving", "Ball", "Algebra", "Certified", "Calculus", "Rendering", "Reading", "Syntax", "Expressions",
                "Exact",
                "Vocabulary",
            ],
            path: "Tests/Conformance"),

        tests("ExactTests", ["Exact"]),
        tests("BallTests", ["Ball", "Exact"]),
        tests("GroebnerTests", ["Groebner", "Polynomials", "Expressions", "Exact"]),
        tests(
            "VocabularyTests",
            ["Session", "Algebra", "Certified", "Calculus", "Reading", "Syntax", "Expressions", "Exact", "Ball", "Vocabulary"]),
        tests(
            "ExpressionsTests", ["Ball", "Algebra", "Certified", "Reading", "Rendering", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        tests(
            "PolynomialsTests",
            ["Polynomials", "Algebra", "Certified", "Reading", "Rendering", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        tests("AlgebraTests", ["Algebra", "Certified", "Reading", "Rendering", "Syntax", "Expressions", "Exact", "Ball", "Vocabulary"]),
        tests(
            "CalculusTests",
            ["Ball", "Calculus", "Algebra", "Certified", "Reading", "Rendering", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        tests(
            "SolvingTests",
            ["Solving", "Calculus", "Algebra", "Certified", "Reading", "Rendering", "Syntax", "Expressions", "Exact", "Ball", "Vocabulary"]),
        tests(
            "TapeTests", ["Tape", "Ball", "Calculus", "Algebra", "Certified", "Reading", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        tests("SessionTests", ["Session", "Tables", "Solving", "Reading", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        tests("SyntaxTests", ["Rendering", "Syntax", "Exact", "Vocabulary"], data: ["Corpus"]),
        tests(
            "GrammarTests",
            ["agnesi", "Session", "Syntax", "Exact", "Vocabulary", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
        tests("ProgramTests", ["agnesi"]),
        tests("TablesTests", ["Tables"]),
        tests("RenderingTests", ["Rendering", "Reading", "Syntax", "Expressions", "Exact", "Vocabulary"]),
        tests("SolveAuditTests", ["SolveAudit"]),
        tests("ArchitectureTests", []),
        tests("DocumentTests", ["agnesi", "Session"]),
    ],
    swiftLanguageModes: [.v6]
)

// With the sanitizers only what runs with them is built.
if Context.environment["AGNESI_SANITIZED"] != nil {
    package.targets.removeAll { $0.type == .test && $0.name != "GroebnerTests" || $0.type == .executable && $0.name != "agnesi" }
}
