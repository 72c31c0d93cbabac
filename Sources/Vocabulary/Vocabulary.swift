/// Every word a user can type, each in one row of one table.
///
/// Adding a function is adding a row to one of the tables in `Functions/`: reading, printing, completion, help, derivative,
/// domain, numeric evaluation and the tests all follow from it.
public enum Vocabulary {
    /// All functions. A function's index here is its `FunctionID`.
    public static let functions: [FunctionRow] =
        elementaryFunctions + trigonometricFunctions + inverseTrigonometricFunctions + hyperbolicFunctions
        + inverseHyperbolicFunctions + piecewiseFunctions + complexFunctions + specialFunctions

    /// The row of a function.
    public static func row(_ id: FunctionID) -> FunctionRow { functions[Int(id.index)] }

    /// The function of that name or alias.
    public static func function(named name: String) -> FunctionID? {
        var copy = name
        return copy.withUTF8 { function(named: $0) }
    }

    /// The function whose name or alias has these UTF-8 bytes.
    public static func function(named bytes: UnsafeBufferPointer<UInt8>) -> FunctionID? {
        guard let index = functionIndex.value(for: bytes) else { return nil }
        return FunctionID(index: UInt16(index))
    }

    /// Another branch of a function, by its number; nil where there is none.
    public static func branch(_ number: Int, of function: FunctionID) -> FunctionID? {
        let name = row(function).name
        return functions.firstIndex { $0.branch?.of == name && $0.branch?.number == number }.map { FunctionID(index: UInt16($0)) }
    }

    /// The constant whose spelling has these UTF-8 bytes.
    public static func constant(named bytes: UnsafeBufferPointer<UInt8>) -> ConstantID? {
        guard let index = constantIndex.value(for: bytes) else { return nil }
        return ConstantID(rawValue: UInt8(index))
    }

    /// The form (`if`, `piecewise`, …) whose name has these UTF-8 bytes.
    public static func form(named bytes: UnsafeBufferPointer<UInt8>) -> FormRow? {
        guard let index = formIndex.value(for: bytes) else { return nil }
        return forms[index]
    }

    /// Whether the word may stand before a parenthesis: a function or a form.
    public static func isCallable(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        functionIndex.value(for: bytes) != nil || formIndex.value(for: bytes) != nil
    }

    /// Whether the word names a function only: it has no other meaning, so it cannot stand for a variable. Aliases and Greek
    /// letters can (`sgn` and `gamma` are common names of variables).
    public static func isReserved(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let id = function(named: bytes), row(id).name.utf8.elementsEqual(bytes), !row(id).isCommonName else { return false }
        return !isGreek(bytes)
    }

    /// All names that complete to something: functions, forms, constants, keywords.
    public static var words: [String] {
        functions.map(\.name) + forms.map(\.name) + constants.map(\.name) + keywords.map(\.word)
    }

    private static let functionIndex: WordIndex = {
        var index = WordIndex()
        for (position, row) in functions.enumerated() {
            index.insert(row.name, position)
            for alias in row.aliases { index.insert(alias, position) }
        }
        return index
    }()

    private static let constantIndex: WordIndex = {
        var index = WordIndex()
        for row in constants {
            index.insert(row.name, Int(row.id.rawValue))
            for alias in row.aliases { index.insert(alias, Int(row.id.rawValue)) }
        }
        return index
    }()

    private static let formIndex: WordIndex = {
        var index = WordIndex()
        for (position, row) in forms.enumerated() { index.insert(row.name, position) }
        return index
    }()
}

/// A function of the table: its position in `Vocabulary.functions`.
public struct FunctionID: Hashable, Sendable {
    /// The position in the table.
    public let index: UInt16
    /// The function at that position.
    @inlinable public init(index: UInt16) { self.index = index }
}

/// The functions that code must know by name, because a rule of calculus or of notation is about them.
///
/// Nothing else under `Sources` compares a function with a name.
public enum KnownFunction {
    /// `exp`: what a power of `e` becomes, and what the power rule needs.
    public static let exponential = required("exp")
    /// `log`: what the derivative of a power with a variable exponent needs.
    public static let logarithm = required("log")
    /// `abs`: what `|x|` reads as.
    public static let absoluteValue = required("abs")
    /// `doublefactorial`: what `x!!` reads as.
    public static let doubleFactorial = required("doublefactorial")
    /// `factorial`: what `x!` reads as.
    public static let factorial = required("factorial")
    /// `log1p`, `expm1`, `sigmoid`, `softplus`, `logsumexp`: accurate forms of what is written with `log` and `exp`, in programs on doubles.
    public static let (logarithmOfOnePlus, exponentialLessOne) = (required("log1p"), required("expm1"))
    /// See above.
    public static let (sigmoid, softplus, logSumExp) = (required("sigmoid"), required("softplus"), required("logsumexp"))
    /// `sqrt`: how a power with exponent 1/2 is printed.
    public static let squareRoot = required("sqrt")

    /// `sin` and `cos`, `sinh` and `cosh`: in which the others of their families are written.
    public static let (sine, cosine) = (required("sin"), required("cos"))
    /// `tan`: the unknown of equations of one degree in sine and cosine.
    public static let tangent = required("tan")
    /// `asin`, `acos` and `atan`: in solutions of cubic equations and of equations in angles.
    public static let (inverseSine, inverseCosine, inverseTangent) = (required("asin"), required("acos"), required("atan"))
    /// `atan2`: the angle of a value whose parts are known.
    public static let angleOfPoint = required("atan2")
    /// `cbrt`: the real cube root, in solutions of cubic equations.
    public static let cubeRoot = required("cbrt")
    /// `lambertw`: the inverse of `x*exp(x)`.
    public static let lambertW = required("lambertw")
    /// Its other real branch.
    public static let lambertWMinusOne = required("lambertwm1")
    /// The hyperbolic pair.
    public static let (hyperbolicSine, hyperbolicCosine) = (required("sinh"), required("cosh"))
    /// The functions that normal forms may keep as they are.
    public static let angleFunctions: Set<FunctionID> = [sine, cosine, hyperbolicSine, hyperbolicCosine]
    /// The functions whose definitions are quotients of those.
    public static let anglesByDefinition: Set<FunctionID> = Set(
        Vocabulary.functions.indices.map { FunctionID(index: UInt16($0)) }.filter { id in
            angleFunctions.contains { angle in
                let name = Vocabulary.row(angle).name
                let definition = Vocabulary.row(id).definition
                return definition.hasPrefix("\(name)(x)/") || definition == "1/\(name)(x)"
            }
        })
    /// `re`, `im` and `conjugate`: what they are of a real number is known.
    public static let (realPart, imaginaryPart) = (required("re"), required("im"))
    /// Those three.
    public static let complexParts: Set<FunctionID> = [realPart, imaginaryPart, conjugate]
    /// `arg`: the angle in a logarithm.
    public static let argument = required("arg")
    /// `conjugate`: what the modulus of a complex number needs.
    public static let conjugate = required("conjugate")
    /// `gamma`: whose arguments a whole number apart are brought together.
    public static let gamma = required("gamma")
    /// `floor`: out of which whole numbers are taken.
    public static let floor = required("floor")
    /// `sign`: what is known of it where the sign of the argument is known.
    public static let sign = required("sign")
    /// `max`: what is known of it where bounds of the arguments are known.
    public static let maximum = required("max")
    /// `min`: what is known of it where bounds of the arguments are known.
    public static let minimum = required("min")

    /// `rootof`: an algebraic number, whose call holds the root's number and the coefficients of its polynomial.
    public static let rootOf = required("rootof")

    private static func required(_ name: String) -> FunctionID {
        guard let id = Vocabulary.function(named: name) else { preconditionFailure("the function table has no row '\(name)'") }
        return id
    }
}
