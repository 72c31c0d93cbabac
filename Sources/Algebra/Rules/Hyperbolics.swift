extension RuleGroup {
    /// The hyperbolic functions and their inverses.
    static let hyperbolics = RuleGroup(
        "hyperbolics", "Hyperbolic functions", variables: "u v",
        """
        cosh-of-exponentials          exp(u) + exp(-u) -> 2*cosh(u)
        sinh-of-exponentials          exp(u) - exp(-u) -> 2*sinh(u)
        exponential-of-hyperbolics    cosh(u) + sinh(u) -> exp(u)
        exponential-of-difference     cosh(u) - sinh(u) -> exp(-u)
        hyperbolic-pythagoras         cosh(u)^2 - sinh(u)^2 -> 1
        hyperbolic-pythagoras-tanh    1 - tanh(u)^2 -> sech(u)^2
        hyperbolic-pythagoras-coth    coth(u)^2 - 1 -> csch(u)^2
        tanh-by-sinh                  sinh(u)/cosh(u) -> tanh(u)
        coth-by-cosh                  cosh(u)/sinh(u) -> coth(u)
        sech-by-cosh                  1/cosh(u) -> sech(u)
        csch-by-sinh                  1/sinh(u) -> csch(u)
        inverse-of-tanh               1/tanh(u) -> coth(u)
        inverse-of-coth               1/coth(u) -> tanh(u)
        inverse-of-sech               1/sech(u) -> cosh(u)
        inverse-of-csch               1/csch(u) -> sinh(u)
        sinh-sech                     sinh(u)*sech(u) -> tanh(u)
        cosh-csch                     cosh(u)*csch(u) -> coth(u)
        tanh-cosh                     tanh(u)*cosh(u) -> sinh(u)
        coth-sinh                     coth(u)*sinh(u) -> cosh(u)
        sech-cosh                     sech(u)*cosh(u) -> 1
        csch-sinh                     csch(u)*sinh(u) -> 1
        tanh-coth                     tanh(u)*coth(u) -> 1
        tanh-csch                     tanh(u)*csch(u) -> sech(u)
        coth-sech                     coth(u)*sech(u) -> csch(u)
        sinh-of-double                2*sinh(u)*cosh(u) -> sinh(2*u)
        cosh-of-double                cosh(u)^2 + sinh(u)^2 -> cosh(2*u)
        cosh-of-double-by-sinh        1 + 2*sinh(u)^2 -> cosh(2*u)
        cosh-of-double-by-cosh        2*cosh(u)^2 - 1 -> cosh(2*u)
        tanh-of-double                2*tanh(u)/(1 + tanh(u)^2) -> tanh(2*u)
        sinh-of-double-sech           sinh(2*u)*sech(u) -> 2*sinh(u)
        sinh-of-double-csch           sinh(2*u)*csch(u) -> 2*cosh(u)
        sinh-of-triple                3*sinh(u) + 4*sinh(u)^3 -> sinh(3*u)
        cosh-of-triple                4*cosh(u)^3 - 3*cosh(u) -> cosh(3*u)
        tanh-of-half                  sinh(u)/(1 + cosh(u)) -> tanh(u/2)
        tanh-of-half-csch             (cosh(u) - 1)*csch(u) -> tanh(u/2)
        sinh-of-sum                   sinh(u)*cosh(v) + cosh(u)*sinh(v) -> sinh(u + v)
        sinh-of-difference            sinh(u)*cosh(v) - cosh(u)*sinh(v) -> sinh(u - v)
        cosh-of-sum                   cosh(u)*cosh(v) + sinh(u)*sinh(v) -> cosh(u + v)
        cosh-of-difference            cosh(u)*cosh(v) - sinh(u)*sinh(v) -> cosh(u - v)
        tanh-of-sum                   (tanh(u) + tanh(v))/(1 + tanh(u)*tanh(v)) -> tanh(u + v)
        tanh-of-difference            (tanh(u) - tanh(v))/(1 - tanh(u)*tanh(v)) -> tanh(u - v)
        cosh-of-imaginary             cosh(I*u) -> cos(u)
        """)

    /// The inverses of the hyperbolic functions.
    static let inverseHyperbolics = RuleGroup(
        "inverse-hyperbolics", "Inverse hyperbolic functions", variables: "u",
        """
        sinh-of-asinh                 sinh(asinh(u)) -> u
        cosh-of-acosh                 cosh(acosh(u)) -> u
        tanh-of-atanh                 tanh(atanh(u)) -> u
        coth-of-acoth                 coth(acoth(u)) -> u
        sech-of-asech                 sech(asech(u)) -> u
        csch-of-acsch                 csch(acsch(u)) -> u
        cosh-of-asinh-squared         cosh(asinh(u))^2 -> 1 + u^2
        sinh-of-acosh-squared         sinh(acosh(u))^2 -> u^2 - 1
        asinh-of-sinh                 asinh(sinh(u)) -> u where real(u)
        acosh-of-cosh                 acosh(cosh(u)) -> abs(u) where real(u)
        atanh-of-tanh                 atanh(tanh(u)) -> u where real(u)
        asinh-of-inverse              asinh(1/u) -> acsch(u)
        acosh-of-inverse              acosh(1/u) -> asech(u)
        atanh-of-inverse              atanh(1/u) -> acoth(u)
        asinh-by-logarithm            log(u + sqrt(u^2 + 1)) -> asinh(u)
        acosh-by-logarithm            log(u + sqrt(u^2 - 1)) -> acosh(u) where 1 <= u
        atanh-by-logarithm            log((1 + u)/(1 - u)) -> 2*atanh(u) where -1 < u, u < 1
        atanh-by-two-logarithms       log(1 + u) - log(1 - u) -> 2*atanh(u) where -1 < u, u < 1
        """)
}
