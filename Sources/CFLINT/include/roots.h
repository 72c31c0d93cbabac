// The C face of Arb's isolation of the roots of polynomials. What polynomials.h says of loading and stopping holds here too.

#ifndef AGNESI_CFLINT_ROOTS_H
#define AGNESI_CFLINT_ROOTS_H

#include "shim.h"

/// A polynomial in one variable with whole coefficients: an fmpz_poly_t behind an opaque name.
typedef struct agnesi_dense agnesi_dense;

/// The zero polynomial, with room for so many coefficients.
agnesi_dense *_Nonnull agnesi_dense_new(long length);
void agnesi_dense_free(agnesi_dense *_Nonnull p);
/// Sets the coefficient of a power; the powers are set from 0 on, and the last coefficient is not zero.
void agnesi_dense_set(agnesi_dense *_Nonnull p, long power, const void *_Nonnull mpz);
/// Whether a polynomial other than zero has no multiple root.
int agnesi_dense_is_squarefree(const agnesi_dense *_Nonnull p);
/// Disjoint balls around the roots of a polynomial without multiple roots, as many as its degree, each with so many bits: the real
/// ones in ascending order with the exact imaginary part zero, then pairs of conjugates in any order, that with the positive
/// imaginary part first.
int agnesi_dense_roots(agnesi_ball *_Nonnull const *_Nonnull roots, const agnesi_dense *_Nonnull p, long prec);

#endif
