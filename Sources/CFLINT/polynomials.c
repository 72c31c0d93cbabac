// Making, reading and combining polynomials.

#include <stdlib.h>

#include "guard.h"
#include "polynomialTypes.h"

void *agnesi_allocate(size_t size) {
    void *block = calloc(1, size);
    if (!block)
        abort();
    return block;
}

agnesi_ring *agnesi_ring_new(long variables, int order) {
    static const ordering_t orders[] = {ORD_LEX, ORD_DEGLEX, ORD_DEGREVLEX};
    agnesi_ring *ring = agnesi_allocate(sizeof *ring);
    F.fmpz_mpoly_ctx_init(&ring->context, variables, orders[order]);
    return ring;
}

void agnesi_ring_free(agnesi_ring *ring) {
    F.fmpz_mpoly_ctx_clear(&ring->context);
    free(ring);
}

agnesi_poly *agnesi_poly_new(const agnesi_ring *ring) {
    agnesi_poly *p = agnesi_allocate(sizeof *p);
    F.fmpz_mpoly_init(&p->value, &ring->context);
    return p;
}

void agnesi_poly_free(agnesi_poly *p, const agnesi_ring *ring) {
    F.fmpz_mpoly_clear(&p->value, &ring->context);
    free(p);
}

void agnesi_poly_set_si(agnesi_poly *p, long value, const agnesi_ring *ring) {
    F.fmpz_mpoly_set_si(&p->value, value, &ring->context);
}

void agnesi_poly_set_mpz(agnesi_poly *p, const void *mpz, const agnesi_ring *ring) {
    fmpz_t value = {0};
    F.fmpz_set_mpz(value, (mpz_srcptr)mpz);
    F.fmpz_mpoly_set_fmpz(&p->value, value, &ring->context);
    agnesi_fmpz_clear(value);
}

void agnesi_poly_set_variable(agnesi_poly *p, long variable, const agnesi_ring *ring) {
    F.fmpz_mpoly_gen(&p->value, variable, &ring->context);
}

void agnesi_poly_push_si(agnesi_poly *p, long coefficient, const unsigned long *exponents, const agnesi_ring *ring) {
    F.fmpz_mpoly_push_term_si_ui(&p->value, coefficient, exponents, &ring->context);
}

void agnesi_poly_push_mpz(agnesi_poly *p, const void *mpz, const unsigned long *exponents, const agnesi_ring *ring) {
    fmpz_t value = {0};
    F.fmpz_set_mpz(value, (mpz_srcptr)mpz);
    F.fmpz_mpoly_push_term_fmpz_ui(&p->value, value, exponents, &ring->context);
    agnesi_fmpz_clear(value);
}

void agnesi_poly_finish(agnesi_poly *p, const agnesi_ring *ring) {
    F.fmpz_mpoly_sort_terms(&p->value, &ring->context);
    F.fmpz_mpoly_combine_like_terms(&p->value, &ring->context);
}

// MARK: questions

long agnesi_poly_length(const agnesi_poly *p) {
    return p->value.length;
}

int agnesi_poly_is_constant(const agnesi_poly *p, const agnesi_ring *ring) {
    return F.fmpz_mpoly_is_fmpz(&p->value, &ring->context);
}

int agnesi_poly_equal(const agnesi_poly *a, const agnesi_poly *b, const agnesi_ring *ring) {
    return F.fmpz_mpoly_equal(&a->value, &b->value, &ring->context);
}

int agnesi_poly_compare(const agnesi_poly *a, const agnesi_poly *b, const agnesi_ring *ring) {
    return F.fmpz_mpoly_cmp(&a->value, &b->value, &ring->context);
}

void agnesi_poly_degrees(long *degrees, const agnesi_poly *p, const agnesi_ring *ring) {
    F.fmpz_mpoly_degrees_si(degrees, &p->value, &ring->context);
}

long agnesi_poly_total_degree(const agnesi_poly *p, const agnesi_ring *ring) {
    return F.fmpz_mpoly_total_degree_si(&p->value, &ring->context);
}

long agnesi_poly_bits(const agnesi_poly *p) {
    long bits = F._fmpz_vec_max_bits(p->value.coeffs, p->value.length);
    return bits < 0 ? -bits : bits;
}

int agnesi_poly_small_coefficient(const agnesi_poly *p, long term, long *value) {
    fmpz coefficient = p->value.coeffs[term];
    *value = coefficient;
    return !COEFF_IS_MPZ(coefficient);
}

const void *agnesi_poly_large_coefficient(const agnesi_poly *p, long term) {
    return COEFF_TO_PTR(p->value.coeffs[term]);
}

void agnesi_poly_exponents(unsigned long *exponents, const agnesi_poly *p, long first, long count, const agnesi_ring *ring) {
    const mpoly_ctx_struct *order = ring->context.minfo;
    flint_bitcnt_t bits = p->value.bits;
    long words = bits <= FLINT_BITS ? order->lut_words_per_exp[bits - 1] : (long)(bits / FLINT_BITS) * order->nfields;
    for (long i = 0; i < count; i++)
        F.mpoly_get_monomial_ui(exponents + i * order->nvars, p->value.exps + (first + i) * words, bits, order);
}

// MARK: arithmetic

#define AGNESI_BINARY(name) \
    int agnesi_poly_##name(agnesi_poly *r, const agnesi_poly *a, const agnesi_poly *b, const agnesi_ring *ring) { \
        AGNESI_GUARDED( \
            { agnesi_poly_forget(r); return AGNESI_STOPPED; }, \
            F.fmpz_mpoly_##name(&r->value, &a->value, &b->value, &ring->context)); \
        return AGNESI_YES; \
    }

AGNESI_BINARY(add)
AGNESI_BINARY(sub)

// Exponents past a machine word would be legal for FLINT and unreadable for everyone else.
static int degrees_are_moderate(const agnesi_poly *a, const agnesi_poly *b, const agnesi_ring *ring) {
    enum { WIDE = 40 };
    if (a->value.bits <= WIDE && b->value.bits <= WIDE)
        return 1;
    long first = F.fmpz_mpoly_total_degree_si(&a->value, &ring->context);
    long second = F.fmpz_mpoly_total_degree_si(&b->value, &ring->context);
    return first + second < 1L << 48;
}

int agnesi_poly_mul(agnesi_poly *r, const agnesi_poly *a, const agnesi_poly *b, const agnesi_ring *ring) {
    if (!degrees_are_moderate(a, b, ring))
        return AGNESI_STOPPED;
    AGNESI_GUARDED(
        { agnesi_poly_forget(r); return AGNESI_STOPPED; },
        F.fmpz_mpoly_mul(&r->value, &a->value, &b->value, &ring->context));
    return AGNESI_YES;
}

void agnesi_poly_neg(agnesi_poly *r, const agnesi_poly *a, const agnesi_ring *ring) {
    F.fmpz_mpoly_neg(&r->value, &a->value, &ring->context);
}

void agnesi_poly_scale_si(agnesi_poly *r, const agnesi_poly *a, long factor, const agnesi_ring *ring) {
    F.fmpz_mpoly_scalar_mul_si(&r->value, &a->value, factor, &ring->context);
}

int agnesi_poly_scale_mpz(agnesi_poly *r, const agnesi_poly *a, const void *mpz, const agnesi_ring *ring) {
    fmpz_t factor = {0};
    F.fmpz_set_mpz(factor, (mpz_srcptr)mpz);
    AGNESI_GUARDED(
        { agnesi_poly_forget(r); agnesi_fmpz_clear(factor); return AGNESI_STOPPED; },
        F.fmpz_mpoly_scalar_mul_fmpz(&r->value, &a->value, factor, &ring->context));
    agnesi_fmpz_clear(factor);
    return AGNESI_YES;
}

int agnesi_poly_pow(agnesi_poly *r, const agnesi_poly *a, unsigned long exponent, const agnesi_ring *ring) {
    int result;
    AGNESI_GUARDED(
        { agnesi_poly_forget(r); return AGNESI_STOPPED; },
        result = F.fmpz_mpoly_pow_ui(&r->value, &a->value, exponent, &ring->context));
    return result ? AGNESI_YES : AGNESI_STOPPED;
}

int agnesi_poly_divides(agnesi_poly *q, const agnesi_poly *a, const agnesi_poly *b, const agnesi_ring *ring) {
    int result;
    AGNESI_GUARDED(
        { agnesi_poly_forget(q); return AGNESI_STOPPED; },
        result = F.fmpz_mpoly_divides(&q->value, &a->value, &b->value, &ring->context));
    return result ? AGNESI_YES : AGNESI_NO;
}

int agnesi_poly_divide(
    agnesi_poly *scale, agnesi_poly *q, agnesi_poly *r, const agnesi_poly *a, const agnesi_poly *b, const agnesi_ring *ring) {
    fmpz_t factor = {0};
    AGNESI_GUARDED(
        { agnesi_poly_forget(q); agnesi_poly_forget(r); return AGNESI_STOPPED; },
        F.fmpz_mpoly_quasidivrem(factor, &q->value, &r->value, &a->value, &b->value, &ring->context));
    F.fmpz_mpoly_set_fmpz(&scale->value, factor, &ring->context);
    agnesi_fmpz_clear(factor);
    return AGNESI_YES;
}
