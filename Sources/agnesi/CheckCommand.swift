import ArgumentParser
import Session
import Syntax

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Derivatives at a point beside differences, or beside what someone claims they are.",
        discussion: """
            With values for all names: the certified derivatives, the automatic ones in double precision, and difference quotients. With \
            --against: whether that is the derivative, at the point or, without values, wherever both are defined; exit status 0 right, \
            1 wrong, 5 undecided.
            """)

    @OptionGroup var shared: SharedOptions

    @Option(help: ArgumentHelp("What is claimed to be the derivative, or the list '[g1, g2]' of derivatives.", valueName: "claim"))
    var against: String?

    @Option(help: ArgumentHelp("How far numbers that are claimed may be off, besides what their digits leave open.", valueName: "size"))
    var tolerance: String?

    @Option(help: ArgumentHelp("The step of the differences, instead of the best one.", valueName: "h"))
    var step: String?

    @Flag(help: "Show the errors of the differences for all steps.")
    var sweep = false

    @Argument(help: "The expression, variables, and values such as x=2.")
    var words: [String] = []

    func validate() throws {
        if against == nil, tolerance != nil { throw ValidationError("--tolerance goes with --against") }
        if against != nil, step != nil || sweep { throw ValidationError("--step and --sweep do not go with --against") }
        if let step {
            guard let size = Double(Arguments.original(step)), size > 0, size.isFinite else {
                throw ValidationError("--step takes a positive number")
            }
        }
    }

    func run() throws {
        var wishes = Request.Checking()
        wishes.claim = against.map(Arguments.original)
        let tolerance = tolerance.map(Arguments.original)
        wishes.step = step.flatMap { Double(Arguments.original($0)) }
        wishes.showsSweep = sweep
        try finish(shared.runner.check(wishes, tolerance: tolerance, Arguments.original(words)))
    }
}

extension Runner {
    /// `check EXPR VAR… VAR=VALUE…`, or without the expression on a stream.
    func check(_ wishes: Request.Checking, tolerance: String? = nil, _ words: [String]) -> Int32 {
        var wishes = wishes
        return atPoint("check", words) { words throws(Diagnostic) in
            if let tolerance { try wishes.setTolerance(tolerance) }
            try wishes.add(words)
            return .check(wishes)
        }
    }
}
