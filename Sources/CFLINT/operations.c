// Arithmetic of balls. Arb lets the target be an operand.

#include "guard.h"

void agnesi_acb_neg(agnesi_ball *z, const agnesi_ball *x) {
    F.acb_neg(&z->value, &x->value);
}

void agnesi_acb_scale(agnesi_ball *z, long exponent) {
    F.arb_mul_2exp_si(agnesi_part(z, AGNESI_REAL), agnesi_part(z, AGNESI_REAL), exponent);
    F.arb_mul_2exp_si(agnesi_part(z, AGNESI_IMAGINARY), agnesi_part(z, AGNESI_IMAGINARY), exponent);
}

void agnesi_acb_sqrt(agnesi_ball *z, const agnesi_ball *x, long prec) {
    AGNESI_GUARDED_BALL(z, F.acb_sqrt(&z->value, &x->value, prec));
}

#define AGNESI_ARITHMETIC(name) \
    void agnesi_acb_##name(agnesi_ball *z, const agnesi_ball *x, const agnesi_ball *y, long prec) { \
        AGNESI_GUARDED_ARITHMETIC(z, prec, F.acb_##name(&z->value, &x->value, &y->value, prec)); \
    }

AGNESI_ARITHMETIC(add)
AGNESI_ARITHMETIC(sub)
AGNESI_ARITHMETIC(mul)
AGNESI_ARITHMETIC(div)

void agnesi_acb_pow(agnesi_ball *z, const agnesi_ball *x, const agnesi_ball *y, long prec) {
    AGNESI_GUARDED_BALL(z, F.acb_pow(&z->value, &x->value, &y->value, prec));
}

void agnesi_acb_pow_si(agnesi_ball *z, const agnesi_ball *x, long n, long prec) {
    AGNESI_GUARDED_BALL(z, F.acb_pow_si(&z->value, &x->value, n, prec));
}
