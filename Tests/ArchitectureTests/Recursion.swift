/// The law that no recursion runs over input of a user's size: the stack of a thread is a few megabytes, and a text of a megabyte nests
/// half a million levels.
///
/// Every function that calls itself, directly or through others, stands here with what bounds its depth. Another one keeps a stack of
/// its own instead (`while let next = open.popLast()`), or counts its depth and answers that a limit was reached.
enum Recursion {
    /// Functions that count how often they are open, and the name of what they compare with: no circle through them is endless.
    static let counted: [(function: String, limit: String)] = [
        ("CaseSplit.holds(_:_:positive:depth:_:)", "limit"),
        ("EquationSolver.roots(of:)", "deepest"),
        ("Equality.isZero(_:depth:)", "depth"),
        ("ExprStore.power(_:_:)", "deepestPower"),
        ("MatrixNotation.expression(_:_:)", "deepest"),
        ("MatrixNotation.number(_:)", "deepest"),
        ("MatrixNotation.term(_:_:_:)", "deepest"),
        ("MatrixNotation.withWritten(body:)", "deepest"),
        ("ParametricInequality.all(_:)", "deepest"),
        ("ParametricInequality.cases(_:)", "deepest"),
        ("PlaneAudit.missing(in:_:_:)", "deepest"),
        ("PlaneAudit.place(of:_:_:)", "depth"),
        ("IndexedSums.deltaPlace(_:_:depth:)", "deepestDelta"),
        ("IndexedSums.holdsDelta(_:_:depth:)", "deepestDelta"),
        ("Reader.read(_:)", "deepestSum"),
        ("SingleEquation.addSpecialCases(of:to:)", "deepest"),
        ("StationaryPoints.members(_:splits:)", "splits"),
        ("SystemSolver.solutions(of:)", "deepest"),
        ("Transforms.expandOutside(_:at:)", "deepestExpansion"),
        ("Verification.obeying(_:_:depth:)", "mostEquations"),
        ("ZeroTest.proves(_:_:signs:left:)", "left"),
    ]

    /// Functions that call one another, and why their depth is bounded.
    static let bounded: [(reason: String, functions: [String])] = [
        (
            "once, for the opposite: the second call has the sign, or the order, that is handled directly",
            [
                "ExprStore.rounded(_:isUp:)", "Facts.power(_:)", "Facts.reciprocalBounds(_:)", "FunctionFacts.constant(_:)",
                "NestedRadical.squareRoot(_:)", "Rational.power(_:)", "SampleNumbers.simplest(above:below:)",
            ]
        ),
        (
            "once, for another form of the same: the second call finds it settled",
            [
                "Domain.require(_:)", "ExprStore.name(_:)", "ExprStore.numberPower(_:_:)", "ExprStore.negativePower(_:_:)",
                "ExprStore.reducedRelation(_:_:_:)",
                "ExprStore.relation(_:_:_:)", "ExprStore.scaled(_:_:)", "Launch.run(_:)", "LineSolver.ranges()", "LineSolver.split(_:)",
                "Output.write(_:to:)", "Reader.divide(_:)", "Solver.byParts(_:_:)", "Solver.system(_:_:)",
                "WholeCondition.tidied(_:)",
            ]
        ),
        (
            "the parts of a canonical sum, product or junction are none themselves",
            [
                "ExprStore.add(_:factor:_:isNested:)", "ExprStore.decidedByFacts(_:)", "ExprStore.multiplyBare(_:)",
            ]
        ),
        (
            "a value of the program moves its sign outward when it is made, so no operand of a negation is one",
            [
                "ProgramBuilder.add(_:_:)", "ProgramBuilder.call(_:_:_:)", "ProgramBuilder.divide(_:_:)", "ProgramBuilder.multiply(_:_:)",
                "ProgramBuilder.scaled(_:by:_:)", "ProgramBuilder.subtract(_:_:)",
            ]
        ),
        (
            "the parts of an answer are rows of expressions and numbers, and solutions: two levels",
            [
                "LatexNotation.text(_:)", "PrettyNotation.boxes(_:)", "Session.document(of:isStream:)", "TextNotation.text(_:)",
                "TreeNotation.text(_:)",
            ]
        ),
        (
            "a frame for each binder, of which there are at most ExprStore.deepestBinder inside of one another, and for factors of matrices",
            [
                "Catalogue.determinant(_:)", "Catalogue.diagonal(_:)", "Catalogue.element(_:_:)", "Catalogue.entries(_:_:)",
                "Catalogue.inverse(_:_:)", "Catalogue.matrix(_:_:)", "Catalogue.opening(_:_:)", "Catalogue.opening(matrix:_:)",
                "Catalogue.productStructure(_:_:)", "Catalogue.structure(_:)", "Catalogue.turned(_:)", "Catalogue.changeByRankOne(_:_:_:)",
                "Catalogue.isInvertible(_:)", "Catalogue.power(_:_:_:)", "Catalogue.rankOne(_:)", "Catalogue.sum(_:_:)",
                "Differentiator.power(_:)",
                "Catalogue.binder(_:)", "Catalogue.build(_:_:)", "Catalogue.conditions(in:_:_:of:)", "Catalogue.named(_:)",
                "Catalogue.settled(_:)", "Catalogue.substitute(_:_:)", "Catalogue.substitute(_:_:isRenaming:)",
                "Catalogue.substitute(inBinder:_:isRenaming:)", "Catalogue.terms(_:_:)", "Differentiator.binder(_:)",
                "Differentiator.chain(_:)", "Differentiator.rate(ofBinder:)", "Differentiator.derivative(of:)",
                "Differentiator.derivative(under:_:)", "Differentiator.determinant(_:)", "Differentiator.element(_:)",
                "Differentiator.inverse(_:)", "Differentiator.sum(overEntriesOf:_:)", "IndexGraph.add(_:)", "IndexGraph.add(branches:)",
                "IndexGraph.add(factor:)",
                "Differentiator.isUniform(_:_:_:_:)", "Domain.elementary(_:)", "Domain.everywhere(_:)",
                "ExprStore.walkedSymbols(in:)", "IndexedSums.split(_:)",
            ]
        ),
        (
            "a frame for each binder, a few for its indices, and deepestCondition for conditions",
            [
                "IndexedNormalForm.aligned(_:_:)", "IndexedNormalForm.branches(_:)", "IndexedNormalForm.contracted(_:_:_:)",
                "IndexedNormalForm.indicator(_:)", "IndexedNormalForm.normal(_:)", "IndexedNormalForm.normal(binder:)",
                "IndexedNormalForm.product(_:)", "IndexedNormalForm.product(_:_:_:)", "IndexedNormalForm.sum(_:_:)",
                "IndexedNormalForm.term(_:_:)",
            ]
        ),
        ("a row of a matrix of at most largestByMinors rows", ["Catalogue.minor(_:_:_:_:)"]),
        ("once, with the name that is left", ["IndexedNormalForm.merged(_:)"]),
        ("the exponent goes down to 1", ["MatrixPowers.inverse(_:_:_:)"]),
        ("once, for the entries of an array that can be listed", ["Reader.push(_:_:from:)"]),
        ("the sizes along the axes of an array", ["IndexedArray.fold(_:_:_:_:)"]),
        (
            "arrays written inside of one another, of which there are at most MatrixNotation.deepest",
            ["MatrixAlgebra.row(_:)", "MatrixAlgebra.size(_:isOfRows:)", "MatrixAlgebra.transpose(_:)"]
        ),
        ("the orders of no more than mostIndices indices", ["IndexedNormalForm.permutations(_:)"]),
        ("instances have numbers for sizes and places", ["Equality.decide(_:_:where:)", "Equality.decideIndexed(_:_:where:)"]),
        (
            "operations inside an operand are carried out one after another, the inner ones first: they bring what these gave along",
            [
                "Session.answer(_:_:_:)", "Session.carryOut(_:)", "Session.carryOut(_:_:)", "Session.requireEntries(_:)",
                "Session.withoutSizes(_:)", "Session.requireSizes(_:)",
                "Session.understand(_:)",
            ]
        ),
        (
            "a factor without an exponent is shown as its base, which is no power",
            ["PresentationWalk.factor(_:)", "PresentationWalk.visit(_:_:)"]
        ),
        (
            "parts are in order before wholes; comparisons count down from depthLimit",
            [
                "PrintingOrder.compare(_:_:_:)", "PrintingOrder.compareExponents(_:_:_:)", "PrintingOrder.compareFactors(_:_:_:)",
                "PrintingOrder.compareNames(_:_:_:)",
                "PrintingOrder.compareParts(_:_:_:)", "PrintingOrder.compareRanges(_:_:_:_:_:)", "PrintingOrder.compareTerms(_:_:_:)",
                "PrintingOrder.compareWholeTerms(_:_:_:)", "PrintingOrder.degree(_:)", "PrintingOrder.ordered(_:)",
                "PrintingOrder.ownDegree(_:)", "PrintingOrder.range(of:)",
            ]
        ),
        ("the range is halved", ["Integer.product(from:count:)"]),
        ("a degree that is divided, or factors of smaller degree", ["ParametricPolynomial.cases(_:)"]),
        (
            "the degree is divided by two or more each time",
            ["RadicalRoots.decomposed(_:)", "RadicalRoots.shifted(_:)", "RadicalRoots.zeros(_:)"]
        ),
        (
            "the text of a condition in the table of functions",
            ["FunctionFacts.comparison(_:_:_:)", "FunctionFacts.condition(_:_:isRequired:)"]
        ),
        (
            "the text of a rule",
            [
                "Guard.isKnown(_:_:_:)", "Matcher.bind(_:to:_:_:)", "Matcher.match(_:_:)", "Matcher.members(_:_:)",
                "Matcher.product(_:_:)", "Matcher.search(_:_:)", "Matcher.solve(_:_:)", "Matcher.solve(_:_:_:_:_:)", "Matcher.sum(_:_:)",
                "Pattern.calls(in:)", "PatternBuilder.factor(_:)", "PatternBuilder.list(_:)", "PatternBuilder.part(_:)",
                "PatternBuilder.product(_:)", "PatternBuilder.term(_:)", "RuleApplication.complete(_:_:)",
            ]
        ),
        (
            "definitions in the table of functions are in simpler functions; what they are applied to has a value already",
            [
                "BallEvaluator.call(_:_:)", "BallEvaluator.definition(_:_:)", "BallEvaluator.evaluate(_:)", "BallEvaluator.value(of:)",
                "ElementaryForm.rewritten(_:_:)", "ElementaryForm.rewrittenNode(_:_:)",
            ]
        ),
        (
            "each call leaves a simpler argument of the same function: without sign, whole periods, factors of known sign",
            [
                "Catalogue.angle(_:_:)", "Catalogue.call(_:_:)", "Catalogue.call(_:_:_:)", "Catalogue.cartesianParts(_:)",
                "Catalogue.cartesianParts(_:_:)", "Catalogue.declaredCall(_:_:_:)", "Catalogue.declaredChoice(_:_:_:)",
                "Catalogue.ofCartesianParts(_:_:)", "Catalogue.reducedByPeriod(_:_:_:)", "Catalogue.reducedByWholePeriods(_:_:_:)",
                "Catalogue.splitAbsoluteValue(_:)",
            ]
        ),
        (
            "a normal form has fewer than 200 kernels, each made of earlier ones",
            [
                "NormalForm.angle(_:)", "NormalForm.angle(of:_:)", "NormalForm.call(_:_:)", "NormalForm.conjugate(_:)",
                "NormalForm.conjugate(kernelAt:)", "NormalForm.constantExponent(_:_:)", "NormalForm.constantLogarithm(_:_:)",
                "NormalForm.constantRoot(_:_:_:_:_:)", "NormalForm.derivative(inside:_:_:)", "NormalForm.derive(_:_:_:)",
                "NormalForm.exponential(_:)", "NormalForm.exponentialOfAngle(_:_:)", "NormalForm.floor(_:)", "NormalForm.gamma(_:)",
                "NormalForm.gammaByRelations(_:)", "NormalForm.kernelPower(_:_:)", "NormalForm.kernelPower(_:_:_:)",
                "NormalForm.logarithm(_:)", "NormalForm.logarithmByModulus(_:)", "NormalForm.nodeValue(_:)", "NormalForm.numberRoot(_:_:)",
                "NormalForm.opaque(_:_:in:)", "NormalForm.plainConjugate(_:)", "NormalForm.positiveLogarithm(_:)",
                "NormalForm.power(_:_:)",
                "NormalForm.rationalAngle(_:)", "NormalForm.rationalized(_:)", "NormalForm.reduced(_:)", "NormalForm.reduced(_:_:_:)",
                "NormalForm.root(_:_:)", "NormalForm.split(_:)", "NormalForm.unity(_:)", "NormalForm.value(of:)",
                "NormalForm.wholePower(_:_:)",
            ]
        ),
        (
            "exponents of exponents are no higher than a series allows",
            ["SeriesArithmetic.compare(_:_:)", "SeriesArithmetic.derivative(_:)", "SeriesArithmetic.merged(_:_:sign:)"]
        ),
        (
            "conditions of the function table at constants, which are not expanded",
            [
                "SideEvaluator.call(_:_:_:)", "SideEvaluator.composite(_:)", "SideEvaluator.integral(_:_:_:_:)",
                "SideEvaluator.isRegular(_:_:)", "SideEvaluator.limitValue(_:_:)", "SideEvaluator.nearer(_:_:_:)",
                "SideEvaluator.relation(_:_:)", "SideEvaluator.robust(_:isFixed:)", "SideEvaluator.step(_:)", "SideEvaluator.value(of:)",
            ]
        ),
        ("once: the calls that are nested there have two arguments", ["GermEvaluator.choice(in:)"]),
        (
            "the first branches in the order of the parts hold no others",
            ["PointTruth.relation(_:at:between:)", "PointTruth.resolved(_:at:)"]
        ),
        (
            "a member of a family has fewer names for whole numbers than the family, which has as many as a search has steps",
            [
                "Candidates.checked(_:isPart:)", "KernelInversion.call(_:_:_:)", "Restriction.declaring(_:_:)", "Restriction.filtered(_:)",
                "Restriction.satisfying(_:)",
            ]
        ),
        ("the order of a derivative that decides about a minimum", ["StationaryPoints.derivative(_:)"]),
        (
            "help shows an example in a session of its own; no example asks for help",
            [
                "Session.Session(settings:)", "Session.begin()", "Session.begin(_:with:isAllowed:)", "Session.carryOut(_:isAllowed:)",
                "Session.evaluate(_:)",
                "Session.execute(_:_:)", "Session.help(_:)", "Session.help(on:)", "Session.known(of:)", "Session.live(_:)",
            ]
        ),
        (
            "another function of that name is called, which the text does not tell",
            ["Answer.Answer(_:)", "Hasher.combine(_:)", "Integer.Integer(_:)", "Integer.Integer(digits:negative:)"]
        ),
    ]

    /// What the sources hold against the law, and what the lists say that is not so.
    static func problems(
        _ files: [SourceTree.File], counted: [(function: String, limit: String)], bounded: [(reason: String, functions: [String])]
    ) -> [String] {
        let graph = CallGraph(files)
        func names(_ circle: [Int]) -> Set<String> { Set(circle.map { graph.functions[$0].signature }) }
        var problems: [String] = []
        for (function, limit) in counted {
            let indices = graph.functions.indices.filter { graph.functions[$0].signature == function }
            if !indices.contains(where: { graph.mentions(limit, in: $0) }) { problems.append("\(function) knows no \(limit)") }
        }
        let all = graph.circles().map(names).reduce(Set()) { $0.union($1) }
        problems += counted.map(\.function).filter { !all.contains($0) }.map { "\($0) does not call itself any more" }
        var open = Set(bounded.flatMap(\.functions))
        for circle in graph.circles(without: Set(counted.map(\.function))) {
            let names = names(circle)
            open.subtract(names)
            if bounded.contains(where: { names.isSubset(of: $0.functions) }) { continue }
            let places = circle.map { "\(graph.functions[$0].path):\(graph.functions[$0].line) \(graph.functions[$0].signature)" }
            problems.append("a function calls itself, with no word why its depth is bounded: \(places.sorted().joined(separator: ", "))")
        }
        return problems + open.sorted().map { "\($0) does not call itself any more" }
    }
}
