import Expressions

/// Where and how zeros are looked for numerically.
struct NumericSearch {
    /// The interval that was asked for.
    var interval: RealInterval?
    /// The condition under which the text of the equation has a value.
    var domain: Expr = .truth
    /// Whether zeros are looked for numerically at all.
    var isByNumbers = true
    /// How many digits are wanted; nil for those of the nearest double.
    var digits: Int?
}
