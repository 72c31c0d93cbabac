import CSLEEF
import Glibc
import Vocabulary

/// Instruction sets that programs run with, from the narrowest vectors to the widest.
public enum InstructionSet: Sendable, CaseIterable {
    case baseline, avx2, avx512

    /// The widest that this processor has.
    public static let best: InstructionSet = InstructionSet(agnesi_tape_best_set())

    /// Those that this processor has.
    public static var available: [InstructionSet] { allCases.filter { $0.code.rawValue <= best.code.rawValue } }

    private init(_ code: agnesi_tape_set) {
        switch code {
        case AGNESI_TAPE_AVX512: self = .avx512
        case AGNESI_TAPE_AVX2: self = .avx2
        default: self = .baseline
        }
    }

    var code: agnesi_tape_set {
        switch self {
        case .baseline: AGNESI_TAPE_BASELINE
        case .avx2: AGNESI_TAPE_AVX2
        case .avx512: AGNESI_TAPE_AVX512
        }
    }
}

/// The functions that a program calls: the vector kernel where SLEEF has one, else the scalar one.
final class FunctionTable {
    let set: InstructionSet
    private(set) var rows: [agnesi_tape_function] = []
    private var numbers: [FunctionID: UInt16] = [:]
    private var named: [String: UInt16] = [:]

    init(_ set: InstructionSet) { self.set = set }

    func number(of function: FunctionID) -> UInt16 {
        if let known = numbers[function] { return known }
        let row = Vocabulary.row(function)
        var kernel = agnesi_tape_function(vector: nil, unary: nil, binary: nil)
        switch row.double {
        case .unary(let scalar): kernel.unary = scalar
        case .binary(let scalar), .fold(let scalar): kernel.binary = scalar
        case .definition: break
        }
        switch row.block {
        case .sleef(let name, _), .joint(let name, _, _): kernel.vector = vector(name)
        case .scalar, .instruction, .formula: break
        }
        let number = append(kernel)
        numbers[function] = number
        return number
    }

    /// The power function.
    func power() -> UInt16 {
        if let known = named["pow"] { return known }
        let number = append(agnesi_tape_function(vector: vector("pow_u10"), unary: nil, binary: { Glibc.pow($0, $1) }))
        named["pow"] = number
        return number
    }

    /// A function with two results; nil where SLEEF is not at hand.
    func pair(_ name: String) -> UInt16? {
        if let known = named[name] { return known }
        guard let kernel = vector(name) else { return nil }
        let number = append(agnesi_tape_function(vector: kernel, unary: nil, binary: nil))
        named[name] = number
        return number
    }

    private func append(_ row: agnesi_tape_function) -> UInt16 {
        rows.append(row)
        return UInt16(rows.count - 1)
    }

    private func vector(_ name: String) -> UnsafeMutableRawPointer? {
        let parts = name.split(separator: "_")
        guard parts.count == 2 else { return nil }
        return agnesi_tape_vector_function(String(parts[0]), String(parts[1]), set.code)
    }
}
