/// Decimal numbers as a few digits and a power of ten.
enum PowerNotation {
    /// `0.00012` as `1.2e-4`; what is no decimal number but zero stays as it is.
    static func text(_ decimal: String) -> String {
        let isNegative = decimal.hasPrefix("-")
        let parts = decimal.drop { $0 == "-" }.split(separator: "e", maxSplits: 1)
        guard let mantissa = parts.first, mantissa.allSatisfy({ $0.isNumber || $0 == "." }) else { return decimal }
        var exponent = parts.count == 2 ? Int(parts[1].drop { $0 == "+" }) ?? 0 : 0
        let whole = mantissa.prefix { $0 != "." }
        let digits = mantissa.filter { $0 != "." }
        let significant = digits.drop { $0 == "0" }
        guard let first = significant.first else { return "0" }
        exponent += whole.count - 1 - (digits.count - significant.count)
        var rest = significant.dropFirst()
        while rest.last == "0" { rest.removeLast() }
        return "\(isNegative ? "-" : "")\(first)\(rest.isEmpty ? "" : ".\(rest)")" + (exponent == 0 ? "" : "e\(exponent)")
    }
}
