// Written by the tests from the rules: `make record`.

extension RuleBook {
    /// Where each rule is looked for, in the order of the groups and of their texts, as `RulePlace` reads it.
    static let places = """
        root-of-square product 1 - -
        root-of-square-factor product 1 - -
        root-of-inverse-square product 1 - -
        root-of-power product 1 - -
        root-of-even-power product 1 - -
        product-of-roots product 2 - -
        quotient-of-roots product 2 - -
        product-of-powers product 2 - -
        quotient-of-powers product 2 - -
        even-power-of-minus-one product 1 - -
        odd-power-of-minus-one product 1 - -
        even-power-of-negative product 1 - -
        rationalise product 1 + -
        difference-over-sum-of-roots product 2 + -
        difference-over-roots product 2 + -
        less-one-over-root-plus-one product 2 + -
        less-one-over-root-less-one product 2 + -
        roots-times-conjugate product 2 - -
        cube-of-cube-root product 1 cbrt -
        cube-root-of-cube call cbrt -
        product-of-cube-roots product 2 cbrt,cbrt -
        quotient-of-cube-roots product 2 cbrt,cbrt -
        product-of-exponentials product 2 exp,exp -
        quotient-of-exponentials product 2 exp,exp -
        inverse-of-exponential product 1 exp -
        power-of-exponential product 1 exp -
        power-times-exponential product 2 exp,exp -
        root-of-exponential product 1 exp -
        exponential-of-logarithm call exp log
        exponential-of-multiple-log call exp log
        exponential-of-sum-with-log call exp log
        exponential-with-multiple-log call exp log
        logarithm-of-exponential call log exp
        logarithm-of-scaled-exp call log exp
        logarithm-of-power call log -
        logarithm-of-inverse call log -
        sum-of-logarithms sum 0 log - 1 log -
        difference-of-logarithms sum 0 log - 1 log -
        exponential-in-other-base product 1 - log
        logarithm-to-base-two product 2 log -
        logarithm-to-base-ten product 2 log -
        logarithm-from-base-two product 2 log2 -
        logarithm-from-base-ten product 2 log10 -
        two-to-the-logarithm product 1 - log2
        ten-to-the-logarithm product 1 - log10
        logarithm-of-power-of-two call log2 -
        logarithm-of-power-of-ten call log10 -
        sum-of-binary-logarithms sum 0 log2 - 1 log2 -
        difference-of-binary-logs sum 0 log2 - 1 log2 -
        sum-of-decimal-logarithms sum 0 log10 - 1 log10 -
        difference-of-decimal-logs sum 0 log10 - 1 log10 -
        exponential-half-turns-even call exp -
        exponential-half-turns-odd call exp -
        euler sum 0 sin - 1 cos -
        euler-conjugate sum 0 sin - 1 cos -
        cosine-by-euler sum 0 exp - 1 exp -
        sine-by-euler sum 0 exp - 1 exp -
        logarithm-of-exp-sum call log exp
        log-sum-exp-of-zero call logsumexp -
        exponential-of-log-sum-exp call exp logsumexp
        logistic-by-exponential product 1 + exp
        logistic-of-exponentials product 2 exp,+ -
        logistic-of-two-exponentials product 2 exp,+ -
        exponential-times-logistic product 2 exp,sigmoid -
        logistic-complement sum 0 sigmoid - 1 sigmoid -
        logistic-odds product 2 sigmoid,sigmoid -
        softplus-by-logarithm call log exp
        softplus-difference sum 0 softplus - 1 softplus -
        exponential-of-softplus call exp softplus
        exponential-less-softplus call exp softplus
        logarithm-of-odds call log sigmoid
        logistic-to-tanh sum 1 sigmoid -
        tanh-to-logistic sum 1 tanh -
        tanh-to-logistic-half multiple 1 + tanh
        tanh-to-logistic-complement multiple 1 + tanh
        exponential-less-one product 2 sigmoid,+ exp
        one-less-exponential product 2 sigmoid,+ exp
        tanh-of-exponentials product 2 +,+ exp
        tanh-of-one-exponential product 2 +,+ exp
        tanh-of-decay product 2 +,+ exp
        pythagoras sum 0 sin - 1 cos -
        pythagoras-tangent sum 1 tan -
        pythagoras-cotangent sum 1 cot -
        tangent product 2 sin,cos -
        cotangent product 2 cos,sin -
        secant product 1 cos -
        cosecant product 1 sin -
        inverse-of-tangent product 1 tan -
        inverse-of-cotangent product 1 cot -
        inverse-of-secant product 1 sec -
        inverse-of-cosecant product 1 csc -
        sine-secant product 2 sin,sec -
        cosine-cosecant product 2 cos,csc -
        tangent-cosine product 2 tan,cos -
        cotangent-sine product 2 cot,sin -
        secant-cosine product 2 sec,cos -
        cosecant-sine product 2 csc,sin -
        tangent-cotangent product 2 tan,cot -
        tangent-cosecant product 2 tan,csc -
        cotangent-secant product 2 cot,sec -
        sine-of-double multiple 2 sin,cos -
        cosine-of-double sum 0 cos - 1 sin -
        cosine-of-double-by-sine sum 1 sin -
        cosine-of-double-by-cosine sum 1 cos -
        fourth-powers sum 0 cos - 1 sin -
        cosine-of-double-by-tangent product 2 cos,+ tan
        tangent-of-double multiple 2 tan,+ -
        sine-of-double-secant product 2 sin,sec -
        sine-of-double-cosecant product 2 sin,csc -
        sine-of-double-squared product 2 sin,cos -
        sine-of-triple sum 0 sin - 1 sin -
        cosine-of-triple sum 0 cos - 1 cos -
        tangent-of-half product 2 sin,+ cos
        tangent-of-half-cosecant product 2 csc,+ cos
        tangent-of-half-by-cosine product 2 sin,+ cos
        cotangent-of-half product 2 sin,+ cos
        cotangent-of-half-cosecant product 2 csc,+ cos
        root-sine-of-half product 1 - cos
        root-cosine-of-half product 1 - cos
        sine-of-sum sum 0 cos,sin - 1 sin,cos -
        sine-of-difference sum 0 cos,sin - 1 sin,cos -
        cosine-of-sum sum 0 sin,sin - 1 cos,cos -
        cosine-of-difference sum 0 sin,sin - 1 cos,cos -
        tangent-of-sum product 2 +,+ tan
        tangent-of-difference product 2 +,+ tan
        sum-of-sines sum 0 sin - 1 sin -
        difference-of-sines sum 0 sin - 1 sin -
        sum-of-cosines sum 0 cos - 1 cos -
        difference-of-cosines sum 0 cos - 1 cos -
        sine-of-half-turns call sin -
        tangent-of-half-turns call tan -
        cosine-of-full-turns call cos -
        cosine-of-odd-half-turns call cos -
        sine-after-full-turns call sin -
        sine-after-half-turns call sin -
        cosine-after-full-turns call cos -
        cosine-after-half-turns call cos -
        tangent-after-half-turns call tan -
        cotangent-after-half-turns call cot -
        secant-after-full-turns call sec -
        secant-after-half-turns call sec -
        cosecant-after-full-turns call csc -
        cosecant-after-half-turns call csc -
        sine-after-quarter-turn call sin -
        sine-before-quarter-turn call sin -
        cosine-after-quarter-turn call cos -
        cosine-before-quarter-turn call cos -
        tangent-after-quarter-turn call tan -
        cotangent-after-quarter-turn call cot -
        cosine-of-imaginary call cos -
        sine-of-arcsine call sin asin
        cosine-of-arccosine call cos acos
        tangent-of-arctangent call tan atan
        cotangent-of-arccotangent call cot acot
        secant-of-arcsecant call sec asec
        cosecant-of-arccosecant call csc acsc
        cosine-of-arcsine-squared product 1 cos asin
        sine-of-arccosine-squared product 1 sin acos
        secant-of-arctangent-squared product 1 sec atan
        cosine-of-arcsine call cos asin
        sine-of-arccosine call sin acos
        tangent-of-arcsine call tan asin
        sine-of-arctangent call sin atan
        cosine-of-arctangent call cos atan
        arcsine-of-sine call asin sin
        arccosine-of-cosine call acos cos
        arcsine-of-sine-beyond call asin sin
        arccosine-of-cosine-below call acos cos
        arctangent-of-tangent call atan tan
        arcsine-and-arccosine sum 0 asin - 1 acos -
        arcsecant-and-arccosecant sum 0 asec - 1 acsc -
        arccosine-of-negative sum 0 acos - 1 acos -
        arctangent-of-inverse call atan -
        arccosine-by-half-arcsine multiple 1 asin -
        arccosine-by-half-arccosine multiple 1 acos -
        arccosine-of-inverse call acos -
        arcsine-of-inverse call asin -
        arctangent-and-its-inverse sum 0 atan - 1 atan -
        arctangent-and-inverse-below sum 0 atan - 1 atan -
        arctangent-and-arccotangent sum 0 atan - 1 acot -
        arctangent-arccotangent-below sum 0 atan - 1 acot -
        point-on-positive-axis call atan2 -
        point-on-negative-axis call atan2 -
        angle-upwards call atan2 -
        angle-of-diagonal call atan2 -
        cosh-of-exponentials sum 0 exp - 1 exp -
        sinh-of-exponentials sum 0 exp - 1 exp -
        exponential-of-hyperbolics sum 0 cosh - 1 sinh -
        exponential-of-difference sum 0 cosh - 1 sinh -
        hyperbolic-pythagoras sum 0 cosh - 1 sinh -
        hyperbolic-pythagoras-tanh sum 1 tanh -
        hyperbolic-pythagoras-coth sum 1 coth -
        tanh-by-sinh product 2 sinh,cosh -
        coth-by-cosh product 2 cosh,sinh -
        sech-by-cosh product 1 cosh -
        csch-by-sinh product 1 sinh -
        inverse-of-tanh product 1 tanh -
        inverse-of-coth product 1 coth -
        inverse-of-sech product 1 sech -
        inverse-of-csch product 1 csch -
        sinh-sech product 2 sinh,sech -
        cosh-csch product 2 cosh,csch -
        tanh-cosh product 2 tanh,cosh -
        coth-sinh product 2 coth,sinh -
        sech-cosh product 2 sech,cosh -
        csch-sinh product 2 csch,sinh -
        tanh-coth product 2 tanh,coth -
        tanh-csch product 2 tanh,csch -
        coth-sech product 2 coth,sech -
        sinh-of-double multiple 2 sinh,cosh -
        cosh-of-double sum 0 cosh - 1 sinh -
        cosh-of-double-by-sinh sum 1 sinh -
        cosh-of-double-by-cosh sum 1 cosh -
        tanh-of-double multiple 2 tanh,+ -
        sinh-of-double-sech product 2 sinh,sech -
        sinh-of-double-csch product 2 sinh,csch -
        sinh-of-triple sum 0 sinh - 1 sinh -
        cosh-of-triple sum 0 cosh - 1 cosh -
        tanh-of-half product 2 sinh,+ cosh
        tanh-of-half-csch product 2 csch,+ cosh
        sinh-of-sum sum 0 cosh,sinh - 1 sinh,cosh -
        sinh-of-difference sum 0 cosh,sinh - 1 sinh,cosh -
        cosh-of-sum sum 0 sinh,sinh - 1 cosh,cosh -
        cosh-of-difference sum 0 sinh,sinh - 1 cosh,cosh -
        tanh-of-sum product 2 +,+ tanh
        tanh-of-difference product 2 +,+ tanh
        cosh-of-imaginary call cosh -
        sinh-of-asinh call sinh asinh
        cosh-of-acosh call cosh acosh
        tanh-of-atanh call tanh atanh
        coth-of-acoth call coth acoth
        sech-of-asech call sech asech
        csch-of-acsch call csch acsch
        cosh-of-asinh-squared product 1 cosh asinh
        sinh-of-acosh-squared product 1 sinh acosh
        asinh-of-sinh call asinh sinh
        acosh-of-cosh call acosh cosh
        atanh-of-tanh call atanh tanh
        asinh-of-inverse call asinh -
        acosh-of-inverse call acosh -
        atanh-of-inverse call atanh -
        asinh-by-logarithm call log -
        acosh-by-logarithm call log -
        atanh-by-logarithm call log -
        atanh-by-two-logarithms sum 0 log - 1 log -
        absolute-of-nonnegative call abs -
        absolute-of-nonpositive call abs -
        absolute-of-absolute call abs -
        absolute-of-sign call abs sign
        even-power-of-absolute product 1 abs -
        absolute-of-even-power call abs -
        absolute-of-scaled call abs -
        absolute-of-inverse call abs -
        product-of-absolutes product 2 abs,abs -
        quotient-of-absolutes product 2 abs,abs -
        value-times-sign product 2 sign -
        value-over-absolute product 2 abs -
        absolute-over-value product 2 abs -
        square-over-absolute product 2 abs -
        sign-of-positive call sign -
        sign-of-negative call sign -
        sign-of-sign call sign -
        sign-of-absolute call sign abs
        sign-of-scaled call sign -
        even-power-of-sign product 1 sign -
        odd-power-of-sign product 1 sign -
        product-of-signs product 2 sign,sign -
        max-of-same call max -
        min-of-same call min -
        max-of-ordered call max -
        min-of-ordered call min -
        max-of-max call max -
        min-of-min call min -
        max-of-min call max min
        min-of-max call min max
        max-of-negatives call max -
        min-of-negatives call min -
        max-of-shifted call max -
        min-of-shifted call min -
        max-of-scaled call max -
        min-of-scaled call min -
        max-of-opposites call max -
        min-of-opposites call min -
        max-and-min sum 0 max - 1 min -
        max-less-min sum 0 max - 1 min -
        max-times-min product 2 max,min -
        max-with-zero call max -
        relu-of-nonnegative call relu -
        relu-of-nonpositive call relu -
        relu-of-opposites sum 0 relu - 1 relu -
        absolute-of-relus sum 0 relu - 1 relu -
        relu-by-absolute sum 0 abs -
        relu-by-absolute-half multiple 1 - abs
        relu-by-step product 2 step -
        relu-times-step product 2 relu,step -
        step-of-nonnegative call step -
        step-of-negative call step -
        power-of-step product 1 step -
        step-complement sum 0 step - 1 step -
        sign-by-step sum 1 step -
        step-by-sign sum 1 sign -
        step-by-sign-half multiple 1 + sign
        floor-of-whole call floor -
        ceil-of-whole call ceil -
        floor-of-shifted call floor -
        ceil-of-shifted call ceil -
        floor-of-negative call floor -
        ceil-of-negative call ceil -
        floor-of-floor call floor -
        floor-of-part-of-floor call floor -
        ceil-of-ceil call ceil -
        absolute-by-branches other
        absolute-by-branches-turned other
        absolute-by-strict-branches other
        relu-by-branches other
        relu-by-branches-turned other
        relu-by-weak-branches other
        step-by-branches other
        step-by-branches-turned other
        sign-by-branches other
        max-by-branches other
        max-by-weak-branches other
        min-by-branches other
        min-by-weak-branches other
        branches-of-an-equation other
        real-part-of-real call re -
        real-part-of-imaginary call re -
        real-part-of-sum call re -
        imaginary-part-of-real call im -
        imaginary-part-of-imaginary call im -
        imaginary-part-of-sum call im -
        conjugate-of-real call conjugate -
        conjugate-of-imaginary call conjugate -
        conjugate-of-sum call conjugate -
        conjugate-of-conjugate call conjugate -
        absolute-of-imaginary call abs -
        angle-of-positive call arg -
        angle-of-negative call arg -
        factorial-step product 2 factorial,factorial -
        factorial-step-back product 2 factorial,factorial -
        factorial-two-steps product 2 factorial,factorial -
        next-factorial product 2 factorial -
        factorial-of-gamma call gamma -
        factorial-by-gamma product 2 gamma -
        gamma-by-factorial product 2 factorial -
        factorial-over-gamma product 2 factorial,gamma -
        gamma-over-factorial product 2 gamma,factorial -
        gamma-step product 2 gamma,gamma -
        gamma-step-back product 2 gamma,gamma -
        gamma-reflection product 2 gamma,gamma -
        beta-of-gammas product 3 gamma,gamma,gamma -
        beta-times-gamma product 2 beta,gamma -
        beta-is-symmetric sum 0 beta - 1 beta -
        logarithm-of-gamma call log gamma
        exponential-of-lgamma call exp lgamma
        lgamma-step sum 0 lgamma - 1 lgamma -
        digamma-step sum 0 digamma - 1 digamma -
        digamma-reflection sum 0 digamma - 1 digamma -
        polygamma-of-order-zero call polygamma -
        trigamma-step sum 0 polygamma - 1 polygamma -
        binomial-none call binomial -
        binomial-one call binomial -
        binomial-all call binomial -
        binomial-all-but-one call binomial -
        binomial-of-the-rest call binomial -
        binomial-of-factorials product 3 factorial,factorial,factorial -
        binomial-times-factorials product 3 binomial,factorial,factorial -
        pascal sum 0 binomial - 1 binomial -
        error-functions sum 0 erf - 1 erfc -
        complements-of-opposites sum 0 erfc - 1 erfc -
        lambert-times-exponential product 2 lambertw,exp -
        exponential-of-lambert product 2 lambertw -
        lambert-of-product call lambertw exp
        lambert-of-logarithm call lambertw log
        lambert-and-its-logarithm sum 0 lambertw - 1 log lambertw
        """
}
