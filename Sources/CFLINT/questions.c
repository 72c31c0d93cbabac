// What is certain about every point of a ball.

#include "functions.h"

int agnesi_acb_is_finite(const agnesi_ball *x) {
    return F.acb_is_finite(&x->value);
}

int agnesi_acb_is_exact(const agnesi_ball *x) {
    return F.acb_is_exact(&x->value);
}

int agnesi_acb_is_zero(const agnesi_ball *x) {
    return F.acb_is_zero(&x->value);
}

int agnesi_acb_part_is_zero(const agnesi_ball *x, int part) {
    return F.arb_is_zero(agnesi_part(x, part));
}

int agnesi_acb_contains_zero(const agnesi_ball *x) {
    return F.acb_contains_zero(&x->value);
}

int agnesi_acb_overlaps(const agnesi_ball *x, const agnesi_ball *y) {
    return F.acb_overlaps(&x->value, &y->value);
}

int agnesi_acb_contains(const agnesi_ball *x, const agnesi_ball *y) {
    return F.acb_contains(&x->value, &y->value);
}

int agnesi_acb_contains_mpq(const agnesi_ball *x, const void *mpq) {
    if (!F.arb_contains_zero(agnesi_part(x, AGNESI_IMAGINARY)))
        return 0;
    const __mpq_struct *q = mpq;
    fmpq_t value = {{0, 0}};
    F.fmpz_set_mpz(&value->num, &q->_mp_num);
    F.fmpz_set_mpz(&value->den, &q->_mp_den);
    int result = F.arb_contains_fmpq(agnesi_part(x, AGNESI_REAL), value);
    agnesi_fmpz_clear(&value->num);
    agnesi_fmpz_clear(&value->den);
    return result;
}

int agnesi_acb_part_sign(const agnesi_ball *x, int part) {
    arb_srcptr value = agnesi_part(x, part);
    if (F.arb_is_positive(value))
        return 1;
    if (F.arb_is_negative(value))
        return -1;
    return F.arb_is_zero(value) ? 0 : 2;
}

long agnesi_acb_accuracy_bits(const agnesi_ball *x) {
    return F.acb_rel_accuracy_bits(&x->value);
}

double agnesi_acb_part_midpoint(const agnesi_ball *x, int part) {
    return F.arf_get_d(arb_midref(agnesi_part(x, part)), ARF_RND_NEAR);
}

double agnesi_acb_magnitude(const agnesi_ball *x) {
    mag_t bound = {{0, 0}};
    arf_t exact = {{0}};
    F.acb_get_mag(bound, &x->value);
    F.arf_set_mag(exact, bound);
    double result = F.arf_get_d(exact, ARF_RND_CEIL);
    F.arf_clear(exact);
    F.mag_clear(bound);
    return result;
}
