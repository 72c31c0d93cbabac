// Matrices of rational numbers.

#include <stdlib.h>

#include "guard.h"
#include "matrices.h"
#include "polynomialTypes.h"

struct agnesi_matrix {
    fmpq_mat_struct value;
};

agnesi_matrix *agnesi_matrix_new(long rows, long columns) {
    agnesi_matrix *m = agnesi_allocate(sizeof *m);
    F.fmpq_mat_init(&m->value, rows, columns);
    return m;
}

void agnesi_matrix_free(agnesi_matrix *m) {
    F.fmpq_mat_clear(&m->value);
    free(m);
}

// What a stopped operation left behind may be half made: a fresh matrix takes its place.
static void renew(agnesi_matrix *m) {
    long rows = m->value.r, columns = m->value.c;
    F.fmpq_mat_init(&m->value, rows, columns);
}

void agnesi_matrix_set(agnesi_matrix *m, long row, long column, const void *numerator, const void *denominator) {
    fmpq *entry = fmpq_mat_entry(&m->value, row, column);
    F.fmpz_set_mpz(fmpq_numref(entry), (mpz_srcptr)numerator);
    F.fmpz_set_mpz(fmpq_denref(entry), (mpz_srcptr)denominator);
}

static fmpz part_of(const agnesi_matrix *m, long row, long column, int part) {
    const fmpq *entry = fmpq_mat_entry(&m->value, row, column);
    return part ? *fmpq_denref(entry) : *fmpq_numref(entry);
}

int agnesi_matrix_small_part(const agnesi_matrix *m, long row, long column, int part, long *value) {
    *value = part_of(m, row, column, part);
    return !COEFF_IS_MPZ(*value);
}

const void *agnesi_matrix_large_part(const agnesi_matrix *m, long row, long column, int part) {
    return COEFF_TO_PTR(part_of(m, row, column, part));
}

int agnesi_matrix_equal(const agnesi_matrix *a, const agnesi_matrix *b) {
    return F.fmpq_mat_equal(&a->value, &b->value);
}

int agnesi_matrix_mul(agnesi_matrix *r, const agnesi_matrix *a, const agnesi_matrix *b) {
    AGNESI_GUARDED(
        { renew(r); return AGNESI_STOPPED; },
        F.fmpq_mat_mul(&r->value, &a->value, &b->value));
    return AGNESI_YES;
}

int agnesi_matrix_reduce(agnesi_matrix *r, long *rank, const agnesi_matrix *a) {
    AGNESI_GUARDED(
        { renew(r); *rank = 0; return AGNESI_STOPPED; },
        *rank = F.fmpq_mat_rref(&r->value, &a->value));
    return AGNESI_YES;
}

int agnesi_matrix_determinant(agnesi_matrix *r, const agnesi_matrix *a) {
    AGNESI_GUARDED(
        { renew(r); return AGNESI_STOPPED; },
        F.fmpq_mat_det(fmpq_mat_entry(&r->value, 0, 0), &a->value));
    return AGNESI_YES;
}

int agnesi_matrix_inverse(agnesi_matrix *r, const agnesi_matrix *a) {
    int result;
    AGNESI_GUARDED(
        { renew(r); return AGNESI_STOPPED; },
        result = F.fmpq_mat_inv(&r->value, &a->value));
    return result ? AGNESI_YES : AGNESI_NO;
}

int agnesi_matrix_solve(agnesi_matrix *x, const agnesi_matrix *a, const agnesi_matrix *b) {
    int result;
    AGNESI_GUARDED(
        { renew(x); return AGNESI_STOPPED; },
        result = F.fmpq_mat_can_solve_multi_mod(&x->value, &a->value, &b->value));
    return result ? AGNESI_YES : AGNESI_NO;
}
