// Measures polynomial operations from expression to expression beside the library's own time, and prints a table in milliseconds;
// with the argument `groebner` Gröbner bases, with `systems` linear systems and roots.

import Algebra
import Exact
import Expressions
import Polynomials
import Reading
import Rendering
import Support

/// The shortest of several runs, in milliseconds.
func milliseconds(_ runs: Int = 5, _ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
        let start = Budget.clock()
        try body()
        best = min(best, Budget.clock() - start)
    }
    return best * 1000
}

func report(_ name: String, _ own: Double, _ library: Double) {
    func text(_ value: Double) -> String { String((value * 100).rounded() / 100) }
    print("\(name): \(text(own)) ms, the library alone \(text(library)) ms, \(text(own / library))x")
}

struct Bench {
    let store = ExprStore(budget: Budget(nodes: 60_000_000))
    let reader: Reader
    let catalogue: Catalogue
    let transforms: Transforms

    init() {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        transforms = Transforms(catalogue)
    }

    func read(_ text: String) throws -> Expr { try reader.expression(text) }
}

/// A dense random polynomial in three variables.
func random(_ ring: PolynomialRing, degree: Int, seed: UInt64) -> Polynomial {
    var random = Randomness(seed: seed)
    var builder = PolynomialBuilder(ring)
    for i in 0...degree {
        for j in 0...(degree - i) {
            for k in 0...(degree - i - j) { builder.add(Integer(random.below(199) - 99), [i, j, k]) }
        }
    }
    return builder.polynomial()
}

func expansion() throws {
    let text = "(x+y+z+1)^20*((x+y+z+1)^20+1)"
    var result = Expr.zero
    let own = try milliseconds {
        let bench = Bench()
        result = try bench.transforms.expand(try bench.read(text))
    }
    var library = Double.infinity
    for order in [PolynomialRing.Order.lexicographic, .degreeLexicographic, .degreeReverseLexicographic] {
        let ring = PolynomialRing(variableCount: 3, order: order)
        let sum = ring.sum(ring.variables) + ring.one
        let time = milliseconds {
            let power = sum.power(20) ?? ring.one
            _ = power * (power + ring.one)
        }
        library = min(library, time)
    }
    _ = result
    report("expand \(text)", own, library)
}

func commonDivisor(_ degree: Int, _ shared: Int) throws {
    let bench = Bench()
    let kernels = try Kernels(bench.store, of: [try bench.read("x + y + z")])
    let ring = kernels.ring
    let (a, b, g) = (random(ring, degree: degree, seed: 1), random(ring, degree: degree, seed: 2), random(ring, degree: shared, seed: 3))
    let (left, right) = (a * g, b * g)
    var writer = PolynomialWriter(kernels)
    let (first, second) = (writer.write(left), writer.write(right))
    let library = milliseconds { _ = Polynomial.gcd(left, right) }
    let own = try milliseconds { _ = try bench.transforms.greatestCommonDivisor([first, second]) }
    report("gcd of \(left.termCount) terms", own, library)
}

func factoring() throws {
    let bench = Bench()
    let expr = try bench.read("x^200 - 1")
    let ring = PolynomialRing(variableCount: 1)
    let polynomial = (ring.variable(0).power(200) ?? ring.one) - ring.one
    report("factor x^200 - 1", try milliseconds { _ = try bench.transforms.factor(expr) }, milliseconds { _ = polynomial.factors() })

    let kernels = try Kernels(bench.store, of: [try bench.read("x + y + z")])
    var product = kernels.ring.one
    for (seed, degree) in [(4, 3), (5, 4), (6, 5)] { product = product * random(kernels.ring, degree: degree, seed: UInt64(seed)) }
    var writer = PolynomialWriter(kernels)
    let dense = writer.write(product)
    report(
        "factor a product of \(product.termCount) terms", try milliseconds { _ = try bench.transforms.factor(dense) },
        milliseconds { _ = product.factors() })
}

func conversion() throws {
    let bench = Bench()
    let kernels = try Kernels(bench.store, of: [try bench.read("x + y + z")])
    let sum = kernels.ring.sum(kernels.ring.variables) + kernels.ring.one
    let product = (sum.power(60) ?? sum)
    var writer = PolynomialWriter(kernels)
    let expr = writer.write(product)
    let writing = milliseconds {
        var fresh = PolynomialWriter(kernels)
        _ = fresh.write(product)
    }
    let reading = try milliseconds {
        let own = try Kernels(bench.store, of: [expr])
        var reader = PolynomialReader(own)
        _ = try reader.read(expr)
    }
    var renderer = TextRenderer(bench.store)
    let printing = try milliseconds { _ = try renderer.text(expr) }
    print("\(product.termCount) terms: write \(writing) ms, read \(reading) ms; as text \(printing) ms")
}

func memory() throws {
    let bench = Bench()
    let before = bench.store.bytes
    let start = Budget.clock()
    let result = try bench.transforms.expand(try bench.read("(a+b)^100*(c+d)^99*(f+g)^99"))
    let count = bench.store.childCount(result)
    print("\(count) terms: \(Double(bench.store.bytes - before) / Double(count)) bytes a term, \((Budget.clock() - start) * 1000) ms")
}

if CommandLine.arguments.contains("groebner") {
    GroebnerBench().run()
} else if CommandLine.arguments.contains("systems") {
    try SystemsBench().run()
} else {
    try expansion()
    try commonDivisor(6, 12)
    try commonDivisor(18, 18)
    try factoring()
    try conversion()
    try memory()
}
