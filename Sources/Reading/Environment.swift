import Expressions

/// What names mean in a session: values, functions, abstract functions.
public struct Environment {
    /// A function a user has defined.
    public struct Function {
        /// The parameters, as symbols of the body.
        public let parameters: [Expr]
        /// What a call stands for.
        public let body: Meaning

        /// A function with its parameters.
        public init(parameters: [Expr], body: Meaning) {
            self.parameters = parameters
            self.body = body
        }
    }

    /// Names that stand for expressions.
    public var values: [String: Meaning] = [:]
    /// Names that stand for several expressions: `s[1]` is the first.
    public var lists: [String: [Meaning]] = [:]
    /// Names that stand for vectors and matrices.
    public var arrays: [String: ArrayMeaning] = [:]
    /// Names that stand for vectors and matrices whose sizes are names.
    public var indexedArrays: [String: IndexedMeaning] = [:]
    /// Functions with a body.
    public var functions: [String: Function] = [:]
    /// Functions of which nothing is known.
    public var abstractFunctions: Set<String> = []

    /// Nothing has a meaning yet.
    public init() {}

    /// Whether no name means anything but itself.
    public var isEmpty: Bool {
        values.isEmpty && lists.isEmpty && arrays.isEmpty && indexedArrays.isEmpty && functions.isEmpty && abstractFunctions.isEmpty
    }

    /// Whether the name has been given a meaning that is no function.
    public func hasValue(_ name: String) -> Bool {
        values[name] != nil || lists[name] != nil || arrays[name] != nil || indexedArrays[name] != nil
    }

    /// Whether the name is that of a function of the session.
    public func isFunction(_ name: String) -> Bool { functions[name] != nil || abstractFunctions.contains(name) }

    /// Gives a name a meaning, in the place of any other.
    public mutating func define(_ name: String, as definition: Definition?) {
        values[name] = nil
        lists[name] = nil
        arrays[name] = nil
        indexedArrays[name] = nil
        switch definition {
        case .meaning(let meaning)?: values[name] = meaning
        case .list(let list)?: lists[name] = list
        case .array(let array)?: arrays[name] = array
        case .indexedArray(let array)?: indexedArrays[name] = array
        case nil: break
        }
    }

    /// The names a user has given a meaning.
    public var names: [String] {
        Array(values.keys) + Array(lists.keys) + Array(arrays.keys) + Array(indexedArrays.keys) + Array(functions.keys)
            + Array(abstractFunctions)
    }
}
