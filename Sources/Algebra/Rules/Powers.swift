extension RuleGroup {
    /// Powers and roots.
    static let powers = RuleGroup(
        "powers", "Powers and roots", variables: "u v a whole n",
        """
        root-of-square                sqrt(u^2) -> abs(u) where real(u)
        root-of-square-factor         sqrt(u^2*v) -> abs(u)*sqrt(v) where real(u)
        root-of-inverse-square        sqrt(v/u^2) -> sqrt(v)/abs(u) where real(u)
        root-of-power                 (u^n)^(1/n) -> u where nonnegative(u), positive(n)
        root-of-even-power            (u^n)^(1/n) -> abs(u) where real(u), even(n), positive(n)
        product-of-roots              sqrt(u)*sqrt(v) -> sqrt(u*v) where nonnegative(u)
        quotient-of-roots             sqrt(u)/sqrt(v) -> sqrt(u/v) where positive(v)
        product-of-powers             u^a*v^a -> (u*v)^a where positive(u), positive(v)
        quotient-of-powers            u^a/v^a -> (u/v)^a where positive(u), positive(v)
        even-power-of-minus-one       (-1)^n -> 1 where even(n)
        odd-power-of-minus-one        (-1)^n -> -1 where odd(n)
        even-power-of-negative        (-u)^n -> u^n where even(n)
        rationalise                   1/(sqrt(u) + sqrt(u + 1)) -> sqrt(u + 1) - sqrt(u)
        difference-over-sum-of-roots  (u - v)/(sqrt(u) + sqrt(v)) -> sqrt(u) - sqrt(v)
        difference-over-roots         (u - v)/(sqrt(u) - sqrt(v)) -> sqrt(u) + sqrt(v)
        less-one-over-root-plus-one   (u - 1)/(sqrt(u) + 1) -> sqrt(u) - 1
        less-one-over-root-less-one   (u - 1)/(sqrt(u) - 1) -> sqrt(u) + 1
        roots-times-conjugate         (sqrt(u) + v)*(sqrt(u) - v) -> u - v^2
        cube-of-cube-root             cbrt(u)^3 -> u where real(u)
        cube-root-of-cube             cbrt(u^3) -> u where real(u)
        product-of-cube-roots         cbrt(u)*cbrt(v) -> cbrt(u*v) where real(u), real(v)
        quotient-of-cube-roots        cbrt(u)/cbrt(v) -> cbrt(u/v) where real(u), real(v)
        """)
}
