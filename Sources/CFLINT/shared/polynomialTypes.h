// The structures behind the opaque names of polynomials.h.

#ifndef AGNESI_CFLINT_POLYNOMIAL_TYPES_H
#define AGNESI_CFLINT_POLYNOMIAL_TYPES_H

#include "functions.h"

struct agnesi_ring {
    fmpz_mpoly_ctx_struct context;
};

struct agnesi_poly {
    fmpz_mpoly_struct value;
};

struct agnesi_factors {
    fmpz_mpoly_factor_struct value;
};

struct agnesi_univariate {
    fmpz_mpoly_univar_struct value;
};

/// Forgets what a stopped operation left behind: it may be half made, and is not freed.
static inline void agnesi_poly_forget(agnesi_poly *p) {
    p->value = (fmpz_mpoly_struct){NULL, NULL, 0, 0, 8};
}

/// calloc that ends the program instead of failing.
void *agnesi_allocate(size_t size);

#endif
