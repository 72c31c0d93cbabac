import Ball
import Exact
import Support
import Testing

extension Randomness {
    mutating func rational(below bound: Int, denominator: Int = 1000) -> Rational {
        Rational(Int.random(in: -bound * denominator...bound * denominator, using: &self), denominator)
    }
}

func ball(_ value: Rational, bits: Int = 128) -> ComplexBall {
    let x = ComplexBall()
    x.set(value, bits: bits)
    return x
}

func ball(_ real: Double, _ imaginary: Double) -> ComplexBall {
    let x = ComplexBall()
    x.set(real: real, imaginary: imaginary)
    return x
}

func wide(_ midpoint: Double, radius: Double) -> ComplexBall {
    let x = ComplexBall()
    x.set(realMidpoint: midpoint, radius: radius)
    return x
}

/// A new ball filled by an operation.
func make(_ body: (ComplexBall) throws -> Void) rethrows -> ComplexBall {
    let x = ComplexBall()
    try body(x)
    return x
}

func kernel(_ name: String) throws -> Kernel {
    try #require(Kernel.named(name), "no kernel \(name)")
}

func apply(_ name: String, _ x: ComplexBall, bits: Int = 128) throws -> ComplexBall {
    let f = try kernel(name)
    return make { $0.apply(f, x, bits: bits) }
}
