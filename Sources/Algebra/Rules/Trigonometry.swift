extension RuleGroup {
    /// Sine and its relatives.
    static let trigonometry = RuleGroup(
        "trigonometry", "Trigonometric functions", variables: "u v w whole n",
        """
        pythagoras                    sin(u)^2 + cos(u)^2 -> 1
        pythagoras-tangent            1 + tan(u)^2 -> sec(u)^2
        pythagoras-cotangent          1 + cot(u)^2 -> csc(u)^2
        tangent                       sin(u)/cos(u) -> tan(u)
        cotangent                     cos(u)/sin(u) -> cot(u)
        secant                        1/cos(u) -> sec(u)
        cosecant                      1/sin(u) -> csc(u)
        inverse-of-tangent            1/tan(u) -> cot(u)
        inverse-of-cotangent          1/cot(u) -> tan(u)
        inverse-of-secant             1/sec(u) -> cos(u)
        inverse-of-cosecant           1/csc(u) -> sin(u)
        sine-secant                   sin(u)*sec(u) -> tan(u)
        cosine-cosecant               cos(u)*csc(u) -> cot(u)
        tangent-cosine                tan(u)*cos(u) -> sin(u)
        cotangent-sine                cot(u)*sin(u) -> cos(u)
        secant-cosine                 sec(u)*cos(u) -> 1
        cosecant-sine                 csc(u)*sin(u) -> 1
        tangent-cotangent             tan(u)*cot(u) -> 1
        tangent-cosecant              tan(u)*csc(u) -> sec(u)
        cotangent-secant              cot(u)*sec(u) -> csc(u)
        # Multiples of an angle.
        sine-of-double                2*sin(u)*cos(u) -> sin(2*u)
        cosine-of-double              cos(u)^2 - sin(u)^2 -> cos(2*u)
        cosine-of-double-by-sine      1 - 2*sin(u)^2 -> cos(2*u)
        cosine-of-double-by-cosine    2*cos(u)^2 - 1 -> cos(2*u)
        fourth-powers                 cos(u)^4 - sin(u)^4 -> cos(2*u)
        cosine-of-double-by-tangent   (1 - tan(u)^2)*cos(u)^2 -> cos(2*u)
        tangent-of-double             2*tan(u)/(1 - tan(u)^2) -> tan(2*u)
        sine-of-double-secant         sin(2*u)*sec(u) -> 2*sin(u)
        sine-of-double-cosecant       sin(2*u)*csc(u) -> 2*cos(u)
        sine-of-double-squared        sin(u)^2*cos(u)^2 -> sin(2*u)^2/4
        sine-of-triple                3*sin(u) - 4*sin(u)^3 -> sin(3*u)
        cosine-of-triple              4*cos(u)^3 - 3*cos(u) -> cos(3*u)
        # Halves of an angle.
        tangent-of-half               (1 - cos(u))/sin(u) -> tan(u/2)
        tangent-of-half-cosecant      (1 - cos(u))*csc(u) -> tan(u/2)
        tangent-of-half-by-cosine     sin(u)/(1 + cos(u)) -> tan(u/2)
        cotangent-of-half             sin(u)/(1 - cos(u)) -> cot(u/2)
        cotangent-of-half-cosecant    (1 + cos(u))*csc(u) -> cot(u/2)
        root-sine-of-half             sqrt((1 - cos(u))/2) -> abs(sin(u/2)) where real(u)
        root-cosine-of-half           sqrt((1 + cos(u))/2) -> abs(cos(u/2)) where real(u)
        # Sums of angles.
        sine-of-sum                   sin(u)*cos(v) + cos(u)*sin(v) -> sin(u + v)
        sine-of-difference            sin(u)*cos(v) - cos(u)*sin(v) -> sin(u - v)
        cosine-of-sum                 cos(u)*cos(v) - sin(u)*sin(v) -> cos(u + v)
        cosine-of-difference          cos(u)*cos(v) + sin(u)*sin(v) -> cos(u - v)
        tangent-of-sum                (tan(u) + tan(v))/(1 - tan(u)*tan(v)) -> tan(u + v)
        tangent-of-difference         (tan(u) - tan(v))/(1 + tan(u)*tan(v)) -> tan(u - v)
        sum-of-sines                  sin(u + v) + sin(u - v) -> 2*sin(u)*cos(v)
        difference-of-sines           sin(u + v) - sin(u - v) -> 2*cos(u)*sin(v)
        sum-of-cosines                cos(u + v) + cos(u - v) -> 2*cos(u)*cos(v)
        difference-of-cosines         cos(u - v) - cos(u + v) -> 2*sin(u)*sin(v)
        # Shifts by half turns and quarter turns.
        sine-of-half-turns            sin(n*pi) -> 0
        tangent-of-half-turns         tan(n*pi) -> 0
        cosine-of-full-turns          cos(n*pi) -> 1 where even(n)
        cosine-of-odd-half-turns      cos(n*pi) -> -1 where odd(n)
        sine-after-full-turns         sin(u + n*pi) -> sin(u) where even(n)
        sine-after-half-turns         sin(u + n*pi) -> -sin(u) where odd(n)
        cosine-after-full-turns       cos(u + n*pi) -> cos(u) where even(n)
        cosine-after-half-turns       cos(u + n*pi) -> -cos(u) where odd(n)
        tangent-after-half-turns      tan(u + n*pi) -> tan(u)
        cotangent-after-half-turns    cot(u + n*pi) -> cot(u)
        secant-after-full-turns       sec(u + n*pi) -> sec(u) where even(n)
        secant-after-half-turns       sec(u + n*pi) -> -sec(u) where odd(n)
        cosecant-after-full-turns     csc(u + n*pi) -> csc(u) where even(n)
        cosecant-after-half-turns     csc(u + n*pi) -> -csc(u) where odd(n)
        sine-after-quarter-turn       sin(u + v*pi) -> cos(u) where even(v - 1/2)
        sine-before-quarter-turn      sin(u + v*pi) -> -cos(u) where even(v + 1/2)
        cosine-after-quarter-turn     cos(u + v*pi) -> -sin(u) where even(v - 1/2)
        cosine-before-quarter-turn    cos(u + v*pi) -> sin(u) where even(v + 1/2)
        tangent-after-quarter-turn    tan(u + v*pi) -> -cot(u) where integer(v - 1/2)
        cotangent-after-quarter-turn  cot(u + v*pi) -> -tan(u) where integer(v - 1/2)
        cosine-of-imaginary           cos(I*u) -> cosh(u)
        """)

    /// The inverses of the trigonometric functions.
    static let inverseTrigonometry = RuleGroup(
        "inverse-trigonometry", "Inverse trigonometric functions", variables: "u v",
        """
        sine-of-arcsine               sin(asin(u)) -> u
        cosine-of-arccosine           cos(acos(u)) -> u
        tangent-of-arctangent         tan(atan(u)) -> u
        cotangent-of-arccotangent     cot(acot(u)) -> u
        secant-of-arcsecant           sec(asec(u)) -> u
        cosecant-of-arccosecant       csc(acsc(u)) -> u
        cosine-of-arcsine-squared     cos(asin(u))^2 -> 1 - u^2
        sine-of-arccosine-squared     sin(acos(u))^2 -> 1 - u^2
        secant-of-arctangent-squared  sec(atan(u))^2 -> 1 + u^2
        cosine-of-arcsine             cos(asin(u)) -> sqrt(1 - u^2) where number(u), -1 <= u, u <= 1
        sine-of-arccosine             sin(acos(u)) -> sqrt(1 - u^2) where number(u), -1 <= u, u <= 1
        tangent-of-arcsine            tan(asin(u)) -> u/sqrt(1 - u^2) where number(u), -1 < u, u < 1
        sine-of-arctangent            sin(atan(u)) -> u/sqrt(1 + u^2) where number(u)
        cosine-of-arctangent          cos(atan(u)) -> 1/sqrt(1 + u^2) where number(u)
        arcsine-of-sine               asin(sin(u)) -> u where -pi/2 <= u, u <= pi/2
        arccosine-of-cosine           acos(cos(u)) -> u where 0 <= u, u <= pi
        arcsine-of-sine-beyond        asin(sin(u)) -> pi - u where pi/2 <= u, u <= 3*pi/2
        arccosine-of-cosine-below     acos(cos(u)) -> -u where -pi <= u, u <= 0
        arctangent-of-tangent         atan(tan(u)) -> u where -pi/2 < u, u < pi/2
        arcsine-and-arccosine         asin(u) + acos(u) -> pi/2
        arcsecant-and-arccosecant     asec(u) + acsc(u) -> pi/2
        arccosine-of-negative         acos(u) + acos(-u) -> pi
        arctangent-of-inverse         atan(1/u) -> acot(u)
        arccosine-by-half-arcsine     2*asin(sqrt((1 - u)/2)) -> acos(u)
        arccosine-by-half-arccosine   2*acos(sqrt((1 + u)/2)) -> acos(u)
        arccosine-of-inverse          acos(1/u) -> asec(u)
        arcsine-of-inverse            asin(1/u) -> acsc(u)
        arctangent-and-its-inverse    atan(u) + atan(1/u) -> pi/2 where positive(u)
        arctangent-and-inverse-below  atan(u) + atan(1/u) -> -pi/2 where negative(u)
        arctangent-and-arccotangent   atan(u) + acot(u) -> pi/2 where nonnegative(u)
        arctangent-arccotangent-below atan(u) + acot(u) -> -pi/2 where negative(u)
        point-on-positive-axis        atan2(0, u) -> 0 where positive(u)
        point-on-negative-axis        atan2(0, u) -> pi where negative(u)
        angle-upwards                 atan2(u, 0) -> pi/2 where positive(u)
        angle-of-diagonal             atan2(u, u) -> pi/4 where positive(u)
        """)
}
