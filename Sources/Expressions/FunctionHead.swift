/// An abstract function with the orders of its derivative in each argument; all zero for the function itself.
public struct FunctionHead: Hashable, Sendable {
    /// The function's name, as a symbol.
    public let name: Expr
    /// How often it is differentiated in each argument.
    public let orders: [UInt16]

    /// The function, or one of its derivatives.
    public init(name: Expr, orders: [UInt16]) {
        self.name = name
        self.orders = orders
    }
}
