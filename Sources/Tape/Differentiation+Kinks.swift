import Vocabulary

extension Differentiation {
    /// The outputs, and behind them a condition that holds where a kink, a jump or the border of a branch is met: there the
    /// derivatives that programs give are those of one side only. The same program where it has no such places.
    public func withKinks(_ program: Program) -> (program: Program, hasKinks: Bool) {
        let guards = BranchGuards(program)
        var builder = ProgramBuilder(program)
        var suspicion = builder.constant(0)
        for (index, node) in program.nodes.enumerated() {
            var meets: Value?
            switch node.operation {
            case .isLess, .isLessOrEqual, .isEqual, .isNotEqual: meets = builder.compare(.isEqual, node.a, node.b)
            case .call:
                guard let kinks = partials.library.kinks(node.function) else { continue }
                meets = builder.inline(kinks, node.operandCount == 1 ? [node.a] : [node.a, node.b])[0]
            default: continue
            }
            guard var meets else { continue }
            if let condition = guards.condition(of: Value(index), &builder) { meets = builder.and(condition, meets) }
            suspicion = builder.or(suspicion, meets)
        }
        guard builder.number(suspicion) != 0 else { return (program, false) }
        return (builder.program(program.outputs + [suspicion]), true)
    }
}
