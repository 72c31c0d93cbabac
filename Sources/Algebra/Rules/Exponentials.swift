extension RuleGroup {
    /// Exponentials and logarithms.
    static let exponentials = RuleGroup(
        "exponentials", "Exponentials and logarithms", variables: "u v a whole n",
        """
        product-of-exponentials       exp(u)*exp(v) -> exp(u + v)
        quotient-of-exponentials      exp(u)/exp(v) -> exp(u - v)
        inverse-of-exponential        1/exp(u) -> exp(-u)
        power-of-exponential          exp(u)^n -> exp(n*u)
        power-times-exponential       exp(u)^n*exp(v) -> exp(n*u + v)
        root-of-exponential           sqrt(exp(2*u)) -> exp(u) where real(u)
        exponential-of-logarithm      exp(log(u)) -> u
        exponential-of-multiple-log   exp(a*log(u)) -> u^a
        exponential-of-sum-with-log   exp(u + log(v)) -> v*exp(u)
        exponential-with-multiple-log exp(u + a*log(v)) -> v^a*exp(u)
        logarithm-of-exponential      log(exp(u)) -> u where real(u)
        logarithm-of-scaled-exp       log(v*exp(u)) -> u + log(v) where real(u)
        logarithm-of-power            log(u^a) -> a*log(u) where positive(u), real(a)
        logarithm-of-inverse          log(1/u) -> -log(u) where positive(u)
        sum-of-logarithms             log(u) + log(v) -> log(u*v) where positive(u)
        difference-of-logarithms      log(u) - log(v) -> log(u/v) where positive(v)
        exponential-in-other-base     u^(v/log(u)) -> exp(v) where positive(u)
        logarithm-to-base-two         log(u)/log(2) -> log2(u)
        logarithm-to-base-ten         log(u)/log(10) -> log10(u)
        logarithm-from-base-two       log(2)*log2(u) -> log(u)
        logarithm-from-base-ten       log(10)*log10(u) -> log(u)
        two-to-the-logarithm          2^log2(u) -> u
        ten-to-the-logarithm          10^log10(u) -> u
        logarithm-of-power-of-two     log2(2^u) -> u where real(u)
        logarithm-of-power-of-ten     log10(10^u) -> u where real(u)
        sum-of-binary-logarithms      log2(u) + log2(v) -> log2(u*v) where positive(u)
        difference-of-binary-logs     log2(u) - log2(v) -> log2(u/v) where positive(v)
        sum-of-decimal-logarithms     log10(u) + log10(v) -> log10(u*v) where positive(u)
        difference-of-decimal-logs    log10(u) - log10(v) -> log10(u/v) where positive(v)
        exponential-half-turns-even   exp(u + n*I*pi) -> exp(u) where even(n)
        exponential-half-turns-odd    exp(u + n*I*pi) -> -exp(u) where odd(n)
        euler                         cos(u) + I*sin(u) -> exp(I*u)
        euler-conjugate               cos(u) - I*sin(u) -> exp(-I*u)
        cosine-by-euler               exp(I*u) + exp(-I*u) -> 2*cos(u)
        sine-by-euler                 exp(I*u) - exp(-I*u) -> 2*I*sin(u)
        logarithm-of-exp-sum          log(exp(u) + exp(v)) -> logsumexp(u, v)
        log-sum-exp-of-zero           logsumexp(u, 0) -> softplus(u)
        exponential-of-log-sum-exp    exp(u - logsumexp(u, v)) -> sigmoid(u - v)
        """)

    /// The logistic function and its relatives.
    static let logistic = RuleGroup(
        "logistic", "The logistic function and its relatives", variables: "u v",
        """
        logistic-by-exponential       1/(1 + exp(-u)) -> sigmoid(u)
        logistic-of-exponentials      exp(u)/(1 + exp(u)) -> sigmoid(u)
        logistic-of-two-exponentials  exp(u)/(exp(u) + exp(v)) -> sigmoid(u - v)
        exponential-times-logistic    exp(u)*sigmoid(-u) -> sigmoid(u)
        logistic-complement           sigmoid(u) + sigmoid(-u) -> 1
        logistic-odds                 sigmoid(u)/sigmoid(-u) -> exp(u)
        softplus-by-logarithm         log(1 + exp(u)) -> softplus(u)
        softplus-difference           softplus(u) - softplus(-u) -> u where real(u)
        exponential-of-softplus       exp(-softplus(u)) -> sigmoid(-u)
        exponential-less-softplus     exp(u - softplus(u)) -> sigmoid(u)
        logarithm-of-odds             log(sigmoid(u)/sigmoid(-u)) -> u where real(u)
        logistic-to-tanh              2*sigmoid(2*u) - 1 -> tanh(u)
        tanh-to-logistic              1/2 + tanh(u)/2 -> sigmoid(2*u)
        tanh-to-logistic-half         (1 + tanh(u))/2 -> sigmoid(2*u)
        tanh-to-logistic-complement   (1 - tanh(u))/2 -> sigmoid(-2*u)
        exponential-less-one          (exp(u) - 1)*sigmoid(-u) -> tanh(u/2)
        one-less-exponential          (1 - exp(-u))*sigmoid(u) -> tanh(u/2)
        tanh-of-exponentials          (exp(u) - exp(-u))/(exp(u) + exp(-u)) -> tanh(u)
        tanh-of-one-exponential       (exp(2*u) - 1)/(exp(2*u) + 1) -> tanh(u)
        tanh-of-decay                 (1 - exp(-2*u))/(1 + exp(-2*u)) -> tanh(u)
        """)
}
