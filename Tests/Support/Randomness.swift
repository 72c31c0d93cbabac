/// Pseudo-random numbers whose whole state is the seed (SplitMix64; Steele, Lea and Flood, *Fast Splittable Pseudorandom Number
/// Generators*, 2014): what tests, the fuzzer and the benchmarks draw is the same in every run.
public struct Randomness: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The sequence of that seed.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 to `bound - 1`.
    public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// True once in `count` times, on average.
    public mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

    /// One of the choices.
    public mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }
}
