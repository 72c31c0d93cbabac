extension RuleGroup {
    /// Absolute values, signs, maxima, steps and branches.
    static let pieces = RuleGroup(
        "pieces", "Absolute values, signs, maxima, steps, branches", variables: "u v w t whole n",
        """
        absolute-of-nonnegative       abs(u) -> u where nonnegative(u)
        absolute-of-nonpositive       abs(u) -> -u where nonpositive(u)
        absolute-of-absolute          abs(abs(u)) -> abs(u)
        absolute-of-sign              abs(sign(u)) ~> 1 unless u = 0 where real(u)
        even-power-of-absolute        abs(u)^n -> u^n where real(u), even(n)
        absolute-of-even-power        abs(u^n) -> u^n where real(u), even(n)
        absolute-of-scaled            abs(u*v) -> u*abs(v) where nonnegative(u)
        absolute-of-inverse           abs(1/u) -> 1/abs(u)
        product-of-absolutes          abs(u)*abs(v) -> abs(u*v)
        quotient-of-absolutes         abs(u)/abs(v) -> abs(u/v)
        value-times-sign              u*sign(u) -> abs(u) where real(u)
        value-over-absolute           u/abs(u) -> sign(u) where real(u)
        absolute-over-value           abs(u)/u -> sign(u) where real(u)
        square-over-absolute          u^2/abs(u) -> abs(u) where real(u)
        sign-of-positive              sign(u) -> 1 where positive(u)
        sign-of-negative              sign(u) -> -1 where negative(u)
        sign-of-sign                  sign(sign(u)) -> sign(u)
        sign-of-absolute              sign(abs(u)) ~> 1 unless u = 0 where real(u)
        sign-of-scaled                sign(u*v) -> sign(v) where positive(u)
        even-power-of-sign            sign(u)^n ~> 1 unless u = 0 where real(u), even(n)
        odd-power-of-sign             sign(u)^n -> sign(u) where real(u), odd(n)
        product-of-signs              sign(u)*sign(v) -> sign(u*v)
        # The greatest and the least.
        max-of-same                   max(u, u) -> u where real(u)
        min-of-same                   min(u, u) -> u where real(u)
        max-of-ordered                max(u, v) -> u where v <= u
        min-of-ordered                min(u, v) -> v where v <= u
        max-of-max                    max(u, max(v, w)) -> max(u, v, w)
        min-of-min                    min(u, min(v, w)) -> min(u, v, w)
        max-of-min                    max(u, min(u, v)) -> u where real(u), real(v)
        min-of-max                    min(u, max(u, v)) -> u where real(u), real(v)
        max-of-negatives              max(-u, -v) -> -min(u, v)
        min-of-negatives              min(-u, -v) -> -max(u, v)
        max-of-shifted                max(u + w, v + w) -> max(u, v) + w where real(w)
        min-of-shifted                min(u + w, v + w) -> min(u, v) + w where real(w)
        max-of-scaled                 max(u*w, v*w) -> w*max(u, v) where nonnegative(w), real(u), real(v)
        min-of-scaled                 min(u*w, v*w) -> w*min(u, v) where nonnegative(w), real(u), real(v)
        max-of-opposites              max(u, -u) -> abs(u) where real(u)
        min-of-opposites              min(u, -u) -> -abs(u) where real(u)
        max-and-min                   max(u, v) + min(u, v) -> u + v
        max-less-min                  max(u, v) - min(u, v) -> abs(u - v)
        max-times-min                 max(u, v)*min(u, v) -> u*v
        max-with-zero                 max(u, 0) -> relu(u)
        # Ramps and steps.
        relu-of-nonnegative           relu(u) -> u where nonnegative(u)
        relu-of-nonpositive           relu(u) -> 0 where nonpositive(u)
        relu-of-opposites             relu(u) - relu(-u) -> u
        absolute-of-relus             relu(u) + relu(-u) -> abs(u)
        relu-by-absolute              u/2 + abs(u)/2 -> relu(u) where real(u)
        relu-by-absolute-half         (u + abs(u))/2 -> relu(u) where real(u)
        relu-by-step                  u*step(u) -> relu(u)
        relu-times-step               relu(u)*step(u) -> relu(u)
        step-of-nonnegative           step(u) -> 1 where nonnegative(u)
        step-of-negative              step(u) -> 0 where negative(u)
        power-of-step                 step(u)^n -> step(u) where positive(n)
        step-complement               step(u) + step(-u) ~> 1 unless u = 0 where real(u)
        sign-by-step                  2*step(u) - 1 ~> sign(u) unless u = 0 where real(u)
        step-by-sign                  1/2 + sign(u)/2 ~> step(u) unless u = 0 where real(u)
        step-by-sign-half             (1 + sign(u))/2 ~> step(u) unless u = 0 where real(u)
        # Roundings.
        floor-of-whole                floor(u) -> u where integer(u)
        ceil-of-whole                 ceil(u) -> u where integer(u)
        floor-of-shifted              floor(u + n) -> floor(u) + n
        ceil-of-shifted               ceil(u + n) -> ceil(u) + n
        floor-of-negative             floor(-u) -> -ceil(u)
        ceil-of-negative              ceil(-u) -> -floor(u)
        floor-of-floor                floor(floor(u)) -> floor(u)
        floor-of-part-of-floor        floor(v*floor(u)) -> floor(u*v) where integer(1/v), 0 < v
        ceil-of-ceil                  ceil(ceil(u)) -> ceil(u)
        # Branches.
        absolute-by-branches          if(u < 0, -u, u) -> abs(u)
        absolute-by-branches-turned   if(u >= 0, u, -u) -> abs(u)
        absolute-by-strict-branches   if(u > 0, u, -u) -> abs(u)
        relu-by-branches              if(u > 0, u, 0) -> relu(u)
        relu-by-branches-turned       if(u < 0, 0, u) -> relu(u)
        relu-by-weak-branches         if(u >= 0, u, 0) -> relu(u)
        step-by-branches              if(u < 0, 0, 1) -> step(u)
        step-by-branches-turned       if(u >= 0, 1, 0) -> step(u)
        sign-by-branches              if(u < 0, -1, if(u > 0, 1, 0)) -> sign(u)
        max-by-branches               if(u < v, v, u) -> max(u, v) where real(u), real(v)
        max-by-weak-branches          if(u <= v, v, u) -> max(u, v) where real(u), real(v)
        min-by-branches               if(u < v, u, v) -> min(u, v) where real(u), real(v)
        min-by-weak-branches          if(u <= v, u, v) -> min(u, v) where real(u), real(v)
        branches-of-an-equation       if(u = v, v, u) -> u
        """)
}
