// Greatest common divisors, composition, resultants and factors of polynomials.

#include <stdlib.h>

#include "guard.h"
#include "polynomialTypes.h"

int agnesi_poly_gcd(agnesi_poly *g, const agnesi_poly *a, const agnesi_poly *b, const agnesi_ring *ring) {
    int result;
    AGNESI_GUARDED(
        { agnesi_poly_forget(g); return AGNESI_STOPPED; },
        result = F.fmpz_mpoly_gcd(&g->value, &a->value, &b->value, &ring->context));
    return result ? AGNESI_YES : AGNESI_STOPPED;
}

int agnesi_poly_gcd_cofactors(
    agnesi_poly *g, agnesi_poly *first, agnesi_poly *second, const agnesi_poly *a, const agnesi_poly *b, const agnesi_ring *ring) {
    int result;
    AGNESI_GUARDED(
        {
            agnesi_poly_forget(g);
            agnesi_poly_forget(first);
            agnesi_poly_forget(second);
            return AGNESI_STOPPED;
        },
        result = F.fmpz_mpoly_gcd_cofactors(&g->value, &first->value, &second->value, &a->value, &b->value, &ring->context));
    return result ? AGNESI_YES : AGNESI_STOPPED;
}

void agnesi_poly_content(agnesi_poly *content, const agnesi_poly *a, const agnesi_ring *ring) {
    fmpz_t value = {0};
    F._fmpz_vec_content(value, a->value.coeffs, a->value.length);
    F.fmpz_mpoly_set_fmpz(&content->value, value, &ring->context);
    agnesi_fmpz_clear(value);
}

int agnesi_poly_content_in(
    agnesi_poly *content, const agnesi_poly *a, const long *variables, long count, const agnesi_ring *ring) {
    int result;
    AGNESI_GUARDED(
        { agnesi_poly_forget(content); return AGNESI_STOPPED; },
        result = F.fmpz_mpoly_content_vars(&content->value, &a->value, (slong *)variables, count, &ring->context));
    return result ? AGNESI_YES : AGNESI_STOPPED;
}

int agnesi_poly_derivative(agnesi_poly *r, const agnesi_poly *a, long variable, const agnesi_ring *ring) {
    AGNESI_GUARDED(
        { agnesi_poly_forget(r); return AGNESI_STOPPED; },
        F.fmpz_mpoly_derivative(&r->value, &a->value, variable, &ring->context));
    return AGNESI_YES;
}

int agnesi_poly_evaluate(agnesi_poly *r, const agnesi_poly *a, long variable, const void *mpz, const agnesi_ring *ring) {
    fmpz_t value = {0};
    int result;
    F.fmpz_set_mpz(value, (mpz_srcptr)mpz);
    AGNESI_GUARDED(
        { agnesi_poly_forget(r); agnesi_fmpz_clear(value); return AGNESI_STOPPED; },
        result = F.fmpz_mpoly_evaluate_one_fmpz(&r->value, &a->value, variable, value, &ring->context));
    agnesi_fmpz_clear(value);
    return result ? AGNESI_YES : AGNESI_STOPPED;
}

int agnesi_poly_compose(
    agnesi_poly *r, const agnesi_poly *a, const agnesi_poly *const *values, const agnesi_ring *ring, const agnesi_ring *target) {
    int result;
    // An agnesi_poly is nothing but its fmpz_mpoly_struct, so the two arrays of pointers look alike.
    AGNESI_GUARDED(
        { agnesi_poly_forget(r); return AGNESI_STOPPED; },
        result = F.fmpz_mpoly_compose_fmpz_mpoly(
            &r->value, &a->value, (fmpz_mpoly_struct *const *)values, &ring->context, &target->context));
    return result ? AGNESI_YES : AGNESI_STOPPED;
}

int agnesi_poly_move(
    agnesi_poly *r, const agnesi_poly *a, const long *places, const agnesi_ring *ring, const agnesi_ring *target) {
    AGNESI_GUARDED(
        { agnesi_poly_forget(r); return AGNESI_STOPPED; },
        F.fmpz_mpoly_compose_fmpz_mpoly_gen(&r->value, &a->value, places, &ring->context, &target->context));
    return AGNESI_YES;
}

int agnesi_poly_resultant(
    agnesi_poly *r, const agnesi_poly *a, const agnesi_poly *b, long variable, const agnesi_ring *ring) {
    int result;
    AGNESI_GUARDED(
        { agnesi_poly_forget(r); return AGNESI_STOPPED; },
        result = F.fmpz_mpoly_resultant(&r->value, &a->value, &b->value, variable, &ring->context));
    return result ? AGNESI_YES : AGNESI_STOPPED;
}

int agnesi_poly_discriminant(agnesi_poly *r, const agnesi_poly *a, long variable, const agnesi_ring *ring) {
    int result;
    AGNESI_GUARDED(
        { agnesi_poly_forget(r); return AGNESI_STOPPED; },
        result = F.fmpz_mpoly_discriminant(&r->value, &a->value, variable, &ring->context));
    return result ? AGNESI_YES : AGNESI_STOPPED;
}

int agnesi_poly_sqrt(agnesi_poly *r, const agnesi_poly *a, const agnesi_ring *ring) {
    int result;
    AGNESI_GUARDED(
        { agnesi_poly_forget(r); return AGNESI_STOPPED; },
        result = F.fmpz_mpoly_sqrt_heap(&r->value, &a->value, &ring->context, 1));
    return result ? AGNESI_YES : AGNESI_NO;
}

// MARK: coefficients in one variable

agnesi_univariate *agnesi_univariate_new(const agnesi_poly *a, long variable, const agnesi_ring *ring) {
    agnesi_univariate *u = agnesi_allocate(sizeof *u);
    F.fmpz_mpoly_univar_init(&u->value, &ring->context);
    AGNESI_GUARDED(
        { free(u); return NULL; },
        F.fmpz_mpoly_to_univar(&u->value, &a->value, variable, &ring->context));
    return u;
}

void agnesi_univariate_free(agnesi_univariate *u, const agnesi_ring *ring) {
    F.fmpz_mpoly_univar_clear(&u->value, &ring->context);
    free(u);
}

long agnesi_univariate_length(const agnesi_univariate *u) {
    return u->value.length;
}

long agnesi_univariate_exponent(const agnesi_univariate *u, long position) {
    return F.fmpz_get_si(u->value.exps + position);
}

void agnesi_univariate_take(agnesi_poly *coefficient, agnesi_univariate *u, long position, const agnesi_ring *ring) {
    F.fmpz_mpoly_swap(&coefficient->value, u->value.coeffs + position, &ring->context);
}

// MARK: factors

agnesi_factors *agnesi_factors_new(const agnesi_poly *a, int only_squares, const agnesi_ring *ring) {
    agnesi_factors *f = agnesi_allocate(sizeof *f);
    int result;
    *f->value.constant = 1;
    *f->value.constant_den = 1;
    AGNESI_GUARDED(
        { free(f); return NULL; },
        result = only_squares ? F.fmpz_mpoly_factor_squarefree(&f->value, &a->value, &ring->context)
                              : F.fmpz_mpoly_factor(&f->value, &a->value, &ring->context));
    if (!result) {
        agnesi_factors_free(f, ring);
        return NULL;
    }
    return f;
}

void agnesi_factors_free(agnesi_factors *f, const agnesi_ring *ring) {
    F.fmpz_mpoly_factor_clear(&f->value, &ring->context);
    free(f);
}

long agnesi_factors_count(const agnesi_factors *f) {
    return f->value.num;
}

void agnesi_factors_constant(agnesi_poly *constant, const agnesi_factors *f, const agnesi_ring *ring) {
    F.fmpz_mpoly_set_fmpz(&constant->value, f->value.constant, &ring->context);
}

long agnesi_factors_multiplicity(const agnesi_factors *f, long position) {
    return F.fmpz_get_si(f->value.exp + position);
}

void agnesi_factors_take(agnesi_poly *factor, agnesi_factors *f, long position, const agnesi_ring *ring) {
    F.fmpz_mpoly_swap(&factor->value, f->value.poly + position, &ring->context);
}
