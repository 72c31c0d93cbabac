import CFLINT

// Roundings are given only when every number in the ball has the same one.
extension ComplexBall {
    /// The double nearest to the real part, ties to even and overflow to infinity; nil if undecided.
    public func correctlyRoundedReal() -> Double? {
        correctlyRounded(.real)
    }

    /// The double nearest to a part, likewise.
    public func correctlyRounded(_ part: Part) -> Double? {
        var value = 0.0
        return agnesi_acb_part_double(pointer, part.code, &value) != 0 ? value : nil
    }

    /// The part rounded to so many significant digits; nil if the ball is too wide to decide them.
    ///
    /// An exact part is always decided unless its exponent is astronomic, with ties to the even digit, and
    /// the exact zero is "0". Numbers below 10⁻⁶ and from 10 to the power max(digits, 21) on have an
    /// exponent, as in "1.5e-20" and "1.5e+30".
    public func certifiedDigits(_ digits: Int, part: Part) -> String? {
        if agnesi_acb_part_is_zero(pointer, part.code) != 0 { return "0" }
        var text: UnsafeMutablePointer<CChar>?
        var exponent = 0
        guard agnesi_acb_part_decimal(pointer, part.code, digits, &text, &exponent) != 0, let text else { return nil }
        defer { agnesi_flint_free(text) }
        return decimalText(digits: String(cString: text), exponent: exponent)
    }
}
