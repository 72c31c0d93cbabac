import Ball
import Exact
import Testing

@Suite struct KernelTests {
    @Test("every listed name resolves, and only listed names do")
    func names() throws {
        try BallLibrary.load()
        #expect(Kernel.names.count > 60)
        for name in Kernel.names { #expect(Kernel.named(name) != nil, "\(name)") }
        // acb_add and acb_abs exist in the library with another shape.
        for name in ["", "acb_nothing", "acb_add", "acb_abs", "malloc"] { #expect(Kernel.named(name) == nil) }
    }

    @Test("floor and ceil are exact at whole numbers and inside unit intervals, else the hull")
    func floorAndCeil() throws {
        for n in -5...5 {
            for name in ["acb_floor_real", "acb_ceil_real"] {
                let value = try apply(name, ball(Rational(n)))
                #expect(value.isExact && value.contains(Rational(n)))
            }
            let inside = ball(Rational(3 * n + 1, 3))
            #expect(try apply("acb_floor_real", inside).certifiedDigits(1, part: .real) == String(n))
            let up = try apply("acb_ceil_real", inside)
            #expect(up.isExact && up.contains(Rational(n + 1)))
        }
        let hull = try apply("acb_floor_real", wide(3, radius: 0.25))
        #expect(hull.contains(Rational(2)) && hull.contains(Rational(3)) && !hull.contains(Rational(4)))
        let large = make { $0.power(ball(3), 80, bits: 200) }
        #expect(try apply("acb_floor_real", large, bits: 53).isExact)
        #expect(try !apply("acb_floor_real", ball(1, 1)).isFinite)
    }

    @Test("the sign is exact when decided, else all of [−1, 1]")
    func sign() throws {
        #expect(try apply("acb_sign_real", ball(Rational(-1, 3))).contains(Rational(-1)))
        #expect(try apply("acb_sign_real", ball(Rational(1, 3))).isExact)
        #expect(try apply("acb_sign_real", ComplexBall()).isExactZero)
        let unsure = try apply("acb_sign_real", wide(0, radius: 0.1))
        #expect(unsure.contains(Rational(-1)) && unsure.contains(Rational(1)) && unsure.isReal)
    }

    @Test("modulus, parts, conjugate and argument of 3 + 4i")
    func parts() throws {
        let z = ball(3, 4)
        #expect(try apply("acb_abs_real", z).contains(Rational(5)) && apply("acb_abs_real", z).isReal)
        #expect(try apply("acb_re", z).contains(Rational(3)) && apply("acb_im", z).contains(Rational(4)))
        #expect(try apply("acb_conj", z).midpoint == (3, -4))
        #expect(try apply("acb_neg", z).midpoint == (-3, -4))
        let argument = make { $0.atan2(ball(4), ball(3), bits: 128) }
        #expect(try apply("acb_arg_real", z).overlaps(argument) && apply("acb_arg_real", z).isReal)
    }

    @Test("the cube root is odd on the reals and principal off them")
    func cubeRoot() throws {
        #expect(try apply("acb_cbrt_real", ball(Rational(-8))).contains(Rational(-2)))
        #expect(try apply("acb_cbrt_real", ball(Rational(27, 8))).contains(Rational(3, 2)))
        #expect(try apply("acb_cbrt_real", ComplexBall()).isExactZero)
        let hull = try apply("acb_cbrt_real", wide(0, radius: 1))
        #expect(hull.contains(Rational(1)) && hull.contains(Rational(-1)) && hull.isFinite)
        let principal = try apply("acb_cbrt_real", ball(-8, 1e-9)).midpoint
        #expect(principal.real > 0.9 && principal.imaginary > 1.7)
        let unsure = ball(Rational(-8))
        let third = make { $0.setImaginaryUnit() }
        third.multiply(third, wide(0, radius: 1e-9), bits: 128)
        unsure.add(unsure, third, bits: 128)
        #expect(try apply("acb_cbrt_real", unsure).contains(Rational(-2)))
    }

    @Test("functions of real numbers inside their real domain are exactly real")
    func realness() throws {
        let aboveOne = ["acb_acosh", "acb_log_barnes_g"]
        let belowOne = ["acb_asin", "acb_acos", "acb_atanh", "acb_elliptic_k", "acb_elliptic_e", "acb_hypgeom_dilog"]
        let positive = [
            "acb_sqrt", "acb_rsqrt", "acb_log", "acb_log1p", "acb_lgamma", "acb_agm1", "acb_hypgeom_ci",
            "acb_hypgeom_chi", "acb_li", "acb_lambertw_0",
        ]
        let never = ["acb_exp_pi_i", "acb_lambertw_m1"]
        for name in Kernel.names where !never.contains(name) {
            var points = [Rational(1, 3), Rational(-1, 3), Rational(14, 5), Rational(-14, 5)]
            if aboveOne.contains(name) { points = [Rational(14, 5)] }
            if belowOne.contains(name) { points = [Rational(1, 3), Rational(-1, 3)] }
            if positive.contains(name) { points = [Rational(1, 3), Rational(14, 5)] }
            for point in points { #expect(try apply(name, ball(point)).isReal, "\(name) of \(point)") }
        }
        #expect(try apply("acb_lambertw_m1", ball(Rational(-1, 3))).isReal)
    }

    @Test("tanh inverts atanh on and off the real segment")
    func hyperbolicTangent() throws {
        for x in [ball(Rational(1, 3)), ball(Rational(-3)), ball(0.5, 2), ball(Rational(-999, 1000))] {
            #expect(try apply("acb_tanh", try apply("acb_atanh", x)).overlaps(x))
        }
        #expect(try !apply("acb_atanh", wide(1, radius: 0.5)).isReal)
    }
}
