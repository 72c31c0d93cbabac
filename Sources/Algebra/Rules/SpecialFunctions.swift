extension RuleGroup {
    /// Factorials, binomial coefficients and the gamma function.
    static let factorials = RuleGroup(
        "factorials", "Factorials, binomial coefficients, the gamma function", variables: "u v",
        """
        factorial-step                factorial(u + 1)/factorial(u) -> u + 1
        factorial-step-back           factorial(u)/factorial(u + 1) -> 1/(u + 1)
        factorial-two-steps           factorial(u + 2)/factorial(u) -> (u + 1)*(u + 2)
        next-factorial                (u + 1)*factorial(u) -> factorial(u + 1)
        factorial-of-gamma            gamma(u + 1) -> factorial(u)
        factorial-by-gamma            u*gamma(u) -> factorial(u)
        gamma-by-factorial            factorial(u)/u -> gamma(u)
        factorial-over-gamma          factorial(u)/gamma(u) -> u
        gamma-over-factorial          gamma(u)/factorial(u) -> 1/u
        gamma-step                    gamma(u + 1)/gamma(u) -> u
        gamma-step-back               gamma(u)/gamma(u + 1) -> 1/u
        gamma-reflection              gamma(u)*gamma(1 - u) -> pi/sin(pi*u)
        beta-of-gammas                gamma(u)*gamma(v)/gamma(u + v) -> beta(u, v)
        beta-times-gamma              beta(u, v)*gamma(u + v) -> gamma(u)*gamma(v)
        beta-is-symmetric             beta(u, v) - beta(v, u) -> 0
        logarithm-of-gamma            log(gamma(u)) -> lgamma(u) where positive(u)
        exponential-of-lgamma         exp(lgamma(u)) -> gamma(u)
        lgamma-step                   lgamma(u + 1) - lgamma(u) -> log(u) where positive(u)
        digamma-step                  digamma(u + 1) - digamma(u) -> 1/u
        digamma-reflection            digamma(1 - u) - digamma(u) -> pi*cot(pi*u)
        polygamma-of-order-zero       polygamma(0, u) -> digamma(u)
        trigamma-step                 polygamma(1, u) - polygamma(1, u + 1) -> 1/u^2
        binomial-none                 binomial(u, 0) -> 1 where nonnegative(u)
        binomial-one                  binomial(u, 1) -> u where nonnegative(u)
        binomial-all                  binomial(u, u) -> 1 where nonnegative(u)
        binomial-all-but-one          binomial(u, u - 1) -> u where nonnegative(u)
        binomial-of-the-rest          binomial(u, u - v) -> binomial(u, v) where nonnegative(u)
        binomial-of-factorials        factorial(u)/(factorial(v)*factorial(u - v)) -> binomial(u, v) where nonnegative(u)
        binomial-times-factorials     binomial(u, v)*factorial(v)*factorial(u - v) -> factorial(u) where nonnegative(u)
        pascal                        binomial(u, v) + binomial(u, v + 1) -> binomial(u + 1, v + 1) where nonnegative(u)
        """)

    /// The error function and Lambert's function.
    static let special = RuleGroup(
        "special", "Other functions", variables: "u",
        """
        error-functions               erf(u) + erfc(u) -> 1
        complements-of-opposites      erfc(u) + erfc(-u) -> 2
        lambert-times-exponential     lambertw(u)*exp(lambertw(u)) -> u
        exponential-of-lambert        u/lambertw(u) -> exp(lambertw(u))
        lambert-of-product            lambertw(u*exp(u)) -> u where -1 <= u
        lambert-of-logarithm          lambertw(u*log(u)) -> log(u) where exp(-1) <= u
        lambert-and-its-logarithm     lambertw(u) + log(lambertw(u)) -> log(u) where positive(u)
        """)
}
