// Isolating the roots of polynomials in one variable.

#include <stdlib.h>

#include "guard.h"
#include "polynomialTypes.h"
#include "roots.h"

struct agnesi_dense {
    fmpz_poly_struct value;
};

agnesi_dense *agnesi_dense_new(long length) {
    agnesi_dense *p = agnesi_allocate(sizeof *p);
    F.fmpz_poly_init2(&p->value, length);
    return p;
}

void agnesi_dense_free(agnesi_dense *p) {
    F.fmpz_poly_clear(&p->value);
    free(p);
}

void agnesi_dense_set(agnesi_dense *p, long power, const void *mpz) {
    fmpz_t value = {0};
    F.fmpz_set_mpz(value, (mpz_srcptr)mpz);
    F.fmpz_poly_set_coeff_fmpz(&p->value, power, value);
    agnesi_fmpz_clear(value);
}

int agnesi_dense_is_squarefree(const agnesi_dense *p) {
    int result;
    AGNESI_GUARDED({ return AGNESI_STOPPED; }, result = F.fmpz_poly_is_squarefree(&p->value));
    return result ? AGNESI_YES : AGNESI_NO;
}

int agnesi_dense_roots(agnesi_ball *const *roots, const agnesi_dense *p, long prec) {
    long degree = p->value.length - 1;
    if (degree < 1)
        return AGNESI_YES;
    // All bits zero is the exact zero ball. What a stopped isolation left in the balls may be half made, and is not freed.
    acb_struct *found = calloc((size_t)degree, sizeof *found);
    if (!found)
        abort();
    AGNESI_GUARDED(
        { free(found); return AGNESI_STOPPED; },
        F.arb_fmpz_poly_complex_roots(found, &p->value, 0, prec));
    for (long i = 0; i < degree; i++) {
        acb_struct old = roots[i]->value;
        roots[i]->value = found[i];
        F.acb_clear(&old);
    }
    free(found);
    return AGNESI_YES;
}
