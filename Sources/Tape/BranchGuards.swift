/// For each value of a program the branches within which alone it is used.
///
/// What a branch computes may be infinite or NaN where the branch is not taken. Its adjoint is 0 there, but 0 times infinity is
/// not: so adjoints are masked where they leave the branch, not where they enter it.
struct BranchGuards {
    typealias Value = Program.Value

    /// A branch of a selection, within another.
    private struct Branch {
        let parent: Int32
        let depth: Int32
        let condition: Value
        let isTaken: Bool
    }

    /// Branch 0 is the whole program.
    private var branches: [Branch] = [Branch(parent: 0, depth: 0, condition: 0, isTaken: true)]
    /// The innermost branch of each value; -1 before a user is met. Empty where the program has no branches.
    private var home: [Int32] = []
    /// For selections, the branches of their two cases.
    private var cases: [Value: (Int32, Int32)] = [:]

    init(_ program: Program) {
        guard program.nodes.contains(where: { $0.operation == .select }) else { return }
        home = Array(repeating: -1, count: program.nodes.count)
        for output in program.outputs { home[Int(output)] = 0 }
        for (index, node) in program.nodes.enumerated() where node.operation == .input { home[index] = 0 }
        for index in program.nodes.indices.reversed() where home[index] >= 0 {
            let node = program.nodes[index]
            for place in 0..<node.operandCount {
                var branch = home[index]
                if node.operation == .select, place > 0 { branch = self.branch(of: Value(index), node.a, place, within: branch) }
                let operand = Int(node.operand(place))
                home[operand] = home[operand] < 0 ? branch : common(home[operand], branch)
            }
        }
    }

    private mutating func branch(of selection: Value, _ condition: Value, _ place: Int, within parent: Int32) -> Int32 {
        if let known = cases[selection] { return place == 1 ? known.0 : known.1 }
        for isTaken in [true, false] {
            branches.append(Branch(parent: parent, depth: branches[Int(parent)].depth + 1, condition: condition, isTaken: isTaken))
        }
        let pair = (Int32(branches.count - 2), Int32(branches.count - 1))
        cases[selection] = pair
        return place == 1 ? pair.0 : pair.1
    }

    private func common(_ a: Int32, _ b: Int32) -> Int32 {
        var (a, b) = (a, b)
        while a != b {
            if branches[Int(a)].depth >= branches[Int(b)].depth { a = branches[Int(a)].parent } else { b = branches[Int(b)].parent }
        }
        return a
    }

    /// The term, where the branches hold that it leaves on its way from a node to an operand; 0 elsewhere.
    func masked(_ term: Value, from user: Value, _ place: Int, to operand: Value, _ builder: inout ProgramBuilder) -> Value {
        guard !home.isEmpty else { return term }
        var branch = home[Int(user)]
        if place > 0, let cases = cases[user] { branch = place == 1 ? cases.0 : cases.1 }
        var term = term
        let goal = home[Int(operand)]
        while branch != goal, branch > 0 {
            let left = branches[Int(branch)]
            let zero = builder.constant(0)
            term = left.isTaken ? builder.select(left.condition, term, zero) : builder.select(left.condition, zero, term)
            branch = left.parent
        }
        return term
    }

    /// Whether the branches of a value hold, as a condition; nil where it is always needed.
    func condition(of value: Value, _ builder: inout ProgramBuilder) -> Value? {
        guard !home.isEmpty else { return nil }
        var branch = home[Int(value)]
        var condition: Value?
        while branch > 0 {
            let left = branches[Int(branch)]
            let holds = left.isTaken ? left.condition : builder.not(left.condition)
            condition = condition.map { builder.and(holds, $0) } ?? holds
            branch = left.parent
        }
        return condition
    }
}
