// Making, clearing and setting balls.

#include <math.h>
#include <stdlib.h>

#include "guard.h"

agnesi_ball *agnesi_acb_new(void) {
    // All bits zero is the exact zero ball: that is what acb_init writes.
    agnesi_ball *x = calloc(1, sizeof *x);
    if (!x)
        abort();
    return x;
}

void agnesi_acb_free(agnesi_ball *x) {
    F.acb_clear(&x->value);
    free(x);
}

void agnesi_acb_set(agnesi_ball *z, const agnesi_ball *x) {
    F.acb_set(&z->value, &x->value);
}

void agnesi_acb_set_si(agnesi_ball *z, long n) {
    F.acb_set_si(&z->value, n);
}

static void set_quotient(agnesi_ball *z, fmpz_t n, fmpz_t d, long prec) {
    AGNESI_GUARDED_ARITHMETIC(z, prec, F.arb_fmpz_div_fmpz(agnesi_part(z, AGNESI_REAL), n, d, prec));
    F.arb_zero(agnesi_part(z, AGNESI_IMAGINARY));
    agnesi_fmpz_clear(n);
    agnesi_fmpz_clear(d);
}

void agnesi_acb_set_ratio(agnesi_ball *z, long numerator, long denominator, long prec) {
    fmpz_t n = {0}, d = {0};
    F.fmpz_set_si(n, numerator);
    F.fmpz_set_si(d, denominator);
    set_quotient(z, n, d, prec);
}

void agnesi_acb_set_mpz(agnesi_ball *z, const void *mpz, long prec) {
    fmpz_t n = {0};
    F.fmpz_set_mpz(n, (mpz_srcptr)mpz);
    F.arb_set_round_fmpz(agnesi_part(z, AGNESI_REAL), n, prec);
    F.arb_zero(agnesi_part(z, AGNESI_IMAGINARY));
    agnesi_fmpz_clear(n);
}

void agnesi_acb_set_mpq(agnesi_ball *z, const void *mpq, long prec) {
    const __mpq_struct *q = mpq;
    fmpz_t n = {0}, d = {0};
    F.fmpz_set_mpz(n, &q->_mp_num);
    F.fmpz_set_mpz(d, &q->_mp_den);
    set_quotient(z, n, d, prec);
}

void agnesi_acb_set_ball(agnesi_ball *z, int part, double midpoint, double radius) {
    arb_ptr x = agnesi_part(z, part);
    if (isnan(midpoint) || isnan(radius)) {
        F.arb_indeterminate(x);
    } else {
        F.arf_set_d(arb_midref(x), midpoint);
        // The library rounds up even what needs no rounding.
        int exponent = 0;
        double digits = isfinite(radius) ? ldexp(frexp(radius, &exponent), 30) : 0.5;
        if (digits == floor(digits))
            F.mag_set_ui_2exp_si(arb_radref(x), (unsigned long)digits, exponent - 30);
        else
            F.mag_set_d(arb_radref(x), radius);
    }
}

void agnesi_acb_set_part(agnesi_ball *z, int part, const agnesi_ball *x) {
    F.arb_set(agnesi_part(z, AGNESI_REAL), agnesi_part(x, part));
    F.arb_zero(agnesi_part(z, AGNESI_IMAGINARY));
}

void agnesi_acb_set_midpoint(agnesi_ball *z, const agnesi_ball *x) {
    F.arb_get_mid_arb(agnesi_part(z, AGNESI_REAL), agnesi_part(x, AGNESI_REAL));
    F.arb_get_mid_arb(agnesi_part(z, AGNESI_IMAGINARY), agnesi_part(x, AGNESI_IMAGINARY));
}

void agnesi_acb_set_unit(agnesi_ball *z) {
    F.acb_onei(&z->value);
}

void agnesi_acb_set_indeterminate(agnesi_ball *z) {
    F.acb_indeterminate(&z->value);
}

#define AGNESI_CONSTANT(name, function) \
    void agnesi_acb_set_##name(agnesi_ball *z, long prec) { \
        AGNESI_GUARDED_ARITHMETIC(z, prec, F.function(agnesi_part(z, AGNESI_REAL), prec)); \
        F.arb_zero(agnesi_part(z, AGNESI_IMAGINARY)); \
    }

AGNESI_CONSTANT(pi, arb_const_pi)
AGNESI_CONSTANT(e, arb_const_e)
