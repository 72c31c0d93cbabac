import Vocabulary

/// What a program costs to run, in additions.
///
/// The weights are those of the interpreter's kernels, measured (docs/evaluation.md): a division or a square root takes as long as
/// four additions, an elementary function as ten, the error and gamma functions and their kin as thirty.
public struct OperationCount: Sendable, Equatable {
    /// Additions, multiplications, comparisons, choices.
    public private(set) var arithmetic = 0
    /// Divisions and square roots.
    public private(set) var divisions = 0
    /// Functions and powers with an exponent that is not whole.
    public private(set) var functions = 0
    /// All of them by weight.
    public private(set) var cost = 0

    /// Counts the operations of a program.
    ///
    /// - Parameter library: where the formulas are found by which some functions are evaluated.
    public init(_ program: Program, _ library: FunctionLibrary) {
        let program = Steps.expanded(program, library)
        for node in program.nodes {
            switch node.operation {
            case .input, .constant: continue
            case .divide, .squareRoot:
                divisions += 1
                cost += 4
            case .power:
                functions += 1
                cost += 20
            case .call: count(Vocabulary.row(node.function).block)
            default:
                arithmetic += 1
                cost += 1
            }
        }
    }

    /// How many operations there are.
    public var total: Int { arithmetic + divisions + functions }

    private mutating func count(_ kernel: BlockKernel) {
        switch kernel {
        case .instruction:
            arithmetic += 1
            cost += 1
        case .sleef(_, let weight):
            functions += 1
            cost += weight
        case .joint, .formula:
            functions += 1
            cost += 10
        case .scalar(let weight):
            functions += 1
            cost += weight
        }
    }
}
