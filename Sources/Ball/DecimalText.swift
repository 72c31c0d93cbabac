/// Significant digits with an optional minus sign, the first of them worth 10 to the `exponent`, as a decimal.
func decimalText(digits signed: String, exponent: Int) -> String {
    let sign = signed.hasPrefix("-") ? "-" : ""
    let digits = signed.dropFirst(sign.count)
    if exponent < -6 || exponent >= max(digits.count, 21) {
        let fraction = digits.dropFirst()
        let point = fraction.isEmpty ? "" : "."
        return sign + digits.prefix(1) + point + fraction + (exponent < 0 ? "e" : "e+") + String(exponent)
    }
    if exponent < 0 {
        return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
    }
    let whole = digits.prefix(exponent + 1)
    let fraction = digits.dropFirst(exponent + 1)
    let padding = String(repeating: "0", count: exponent + 1 - whole.count)
    return sign + whole + padding + (fraction.isEmpty ? "" : ".") + fraction
}
