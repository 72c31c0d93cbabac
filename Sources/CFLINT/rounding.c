// Doubles decided by both ends of a real ball.

#include <math.h>

#include "functions.h"

// The ends are rounded outward with bits to spare, so deciding by them is deciding for every point between.
static void ends(arf_t lower, arf_t upper, arb_srcptr x) {
    long accuracy = F.arb_rel_accuracy_bits(x);
    long middle = F.arf_bits(arb_midref(x));
    long prec = accuracy < middle ? accuracy : middle;
    F.arb_get_interval_arf(lower, upper, x, (prec < 64 ? 64 : prec) + 64);
}

void agnesi_acb_part_bounds(const agnesi_ball *ball, int part, double *lower, double *upper) {
    arb_srcptr x = agnesi_part(ball, part);
    if (ARF_IS_SPECIAL(arb_midref(x)) && ARF_EXP(arb_midref(x)) == ARF_EXP_NAN) {
        *lower = -INFINITY;
        *upper = INFINITY;
        return;
    }
    arf_t a = {{0}}, b = {{0}};
    ends(a, b, x);
    *lower = F.arf_get_d(a, ARF_RND_FLOOR);
    *upper = F.arf_get_d(b, ARF_RND_CEIL);
    F.arf_clear(a);
    F.arf_clear(b);
}

int agnesi_acb_part_double(const agnesi_ball *ball, int part, double *value) {
    arb_srcptr x = agnesi_part(ball, part);
    if (!F.arb_is_finite(x))
        return 0;
    double low, high;
    if (F.arb_is_exact(x)) {
        low = high = F.arf_get_d(arb_midref(x), ARF_RND_NEAR);
    } else {
        arf_t a = {{0}}, b = {{0}};
        ends(a, b, x);
        low = F.arf_get_d(a, ARF_RND_NEAR);
        high = F.arf_get_d(b, ARF_RND_NEAR);
        F.arf_clear(a);
        F.arf_clear(b);
    }
    if (low != high)
        return 0;
    // Adding zero turns -0.0, the rounding of a tiny negative number, into 0.0.
    *value = low + 0.0;
    return 1;
}
