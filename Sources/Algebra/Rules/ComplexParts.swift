extension RuleGroup {
    /// Parts, conjugates and angles of complex numbers.
    static let complexParts = RuleGroup(
        "complex-parts", "Parts of complex numbers", variables: "u v",
        """
        real-part-of-real             re(u) -> u where real(u)
        real-part-of-imaginary        re(I*u) -> 0 where real(u)
        real-part-of-sum              re(u + I*v) -> u where real(u), real(v)
        imaginary-part-of-real        im(u) -> 0 where real(u)
        imaginary-part-of-imaginary   im(I*u) -> u where real(u)
        imaginary-part-of-sum         im(u + I*v) -> v where real(u), real(v)
        conjugate-of-real             conjugate(u) -> u where real(u)
        conjugate-of-imaginary        conjugate(I*u) -> -I*u where real(u)
        conjugate-of-sum              conjugate(u + I*v) -> u - I*v where real(u), real(v)
        conjugate-of-conjugate        conjugate(conjugate(u)) -> u
        absolute-of-imaginary         abs(I*u) -> abs(u) where real(u)
        angle-of-positive             arg(u) -> 0 where positive(u)
        angle-of-negative             arg(u) -> pi where negative(u)
        """)
}
