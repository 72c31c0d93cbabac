// Operations on one or two balls. Arb lets the target be an operand; the compositions below keep that.

#include "guard.h"

void agnesi_acb_neg(agnesi_ball *z, const agnesi_ball *x) {
    F.acb_neg(&z->value, &x->value);
}

void agnesi_acb_scale(agnesi_ball *z, long exponent) {
    F.arb_mul_2exp_si(agnesi_part(z, AGNESI_REAL), agnesi_part(z, AGNESI_REAL), exponent);
    F.arb_mul_2exp_si(agnesi_part(z, AGNESI_IMAGINARY), agnesi_part(z, AGNESI_IMAGINARY), exponent);
}

#define AGNESI_UNARY(name, function) \
    void agnesi_acb_##name(agnesi_ball *z, const agnesi_ball *x, long prec) { \
        AGNESI_GUARDED_BALL(z, F.function(&z->value, &x->value, prec)); \
    }

AGNESI_UNARY(sqrt, acb_sqrt)
AGNESI_UNARY(gamma, acb_gamma)
AGNESI_UNARY(digamma, acb_digamma)
AGNESI_UNARY(erf, acb_hypgeom_erf)
AGNESI_UNARY(erfc, acb_hypgeom_erfc)

#define AGNESI_ARITHMETIC(name) \
    void agnesi_acb_##name(agnesi_ball *z, const agnesi_ball *x, const agnesi_ball *y, long prec) { \
        AGNESI_GUARDED_ARITHMETIC(z, prec, F.acb_##name(&z->value, &x->value, &y->value, prec)); \
    }

AGNESI_ARITHMETIC(add)
AGNESI_ARITHMETIC(sub)
AGNESI_ARITHMETIC(mul)
AGNESI_ARITHMETIC(div)

#define AGNESI_BINARY(name) \
    void agnesi_acb_##name(agnesi_ball *z, const agnesi_ball *x, const agnesi_ball *y, long prec) { \
        AGNESI_GUARDED_BALL(z, F.acb_##name(&z->value, &x->value, &y->value, prec)); \
    }

AGNESI_BINARY(pow)
AGNESI_BINARY(polygamma)

void agnesi_acb_pow_si(agnesi_ball *z, const agnesi_ball *x, long n, long prec) {
    AGNESI_GUARDED_BALL(z, F.acb_pow_si(&z->value, &x->value, n, prec));
}

void agnesi_acb_lambertw(agnesi_ball *z, const agnesi_ball *x, long branch, long prec) {
    // Branches past the range of a small fmpz do not exist in practice; they answer "unknown".
    if (branch > COEFF_MAX || branch < COEFF_MIN) {
        F.acb_indeterminate(&z->value);
        return;
    }
    fmpz_t k = {branch};
    AGNESI_GUARDED_BALL(z, F.acb_lambertw(&z->value, &x->value, k, 0, prec));
}

// gamma(x) gamma(y) / gamma(x + y), with the entire 1/gamma so that a pole of the denominator gives zero.
static void beta(acb_t z, const acb_t x, const acb_t y, slong prec) {
    acb_t sum = {0}, product = {0};
    F.acb_add(sum, x, y, prec);
    F.acb_rgamma(sum, sum, prec);
    F.acb_gamma(product, x, prec);
    F.acb_mul(sum, sum, product, prec);
    F.acb_gamma(product, y, prec);
    F.acb_mul(z, sum, product, prec);
    F.acb_clear(sum);
    F.acb_clear(product);
}

void agnesi_acb_beta(agnesi_ball *z, const agnesi_ball *x, const agnesi_ball *y, long prec) {
    AGNESI_GUARDED_BALL(z, beta(&z->value, &x->value, &y->value, prec));
}

#define AGNESI_REAL_BINARY(name) \
    void agnesi_acb_##name(agnesi_ball *z, const agnesi_ball *x, const agnesi_ball *y, long prec) { \
        if (F.arb_is_zero(agnesi_part(x, AGNESI_IMAGINARY)) && F.arb_is_zero(agnesi_part(y, AGNESI_IMAGINARY))) { \
            AGNESI_GUARDED_ARITHMETIC( \
                z, prec, \
                F.arb_##name(agnesi_part(z, AGNESI_REAL), agnesi_part(x, AGNESI_REAL), agnesi_part(y, AGNESI_REAL), prec)); \
            F.arb_zero(agnesi_part(z, AGNESI_IMAGINARY)); \
        } else { \
            F.acb_indeterminate(&z->value); \
        } \
    }

AGNESI_REAL_BINARY(max)
AGNESI_REAL_BINARY(min)
AGNESI_REAL_BINARY(atan2)
