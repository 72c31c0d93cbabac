import Expressions

/// What names mean in a session: values, functions, abstract functions.
public struct Environment {
    /// A function a user has defined.
    public struct Function {
        /// The parameters, as symbols of the body.
        public let parameters: [Expr]
        /// What a call stands for.
        public let body: Expr

        /// Nothing has a meaning yet.
        public init(parameters: [Expr], body: Expr) {
            self.parameters = parameters
            self.body = body
        }
    }

    /// Names that stand for expressions.
    public var values: [String: Expr] = [:]
    /// Functions with a body.
    public var functions: [String: Function] = [:]
    /// Functions of which nothing is known.
    public var abstractFunctions: Set<String> = []

    /// Nothing has a meaning yet.
    public init() {}

    /// Whether no name means anything but itself.
    public var isEmpty: Bool { values.isEmpty && functions.isEmpty && abstractFunctions.isEmpty }

    /// The names a user has given a meaning.
    public var names: [String] { Array(values.keys) + Array(functions.keys) + Array(abstractFunctions) }
}
