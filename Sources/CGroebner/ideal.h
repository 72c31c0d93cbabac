// From polynomials of a ring to lists of monomials and coefficients, and back.

#ifndef AGNESI_CGROEBNER_IDEAL_H
#define AGNESI_CGROEBNER_IDEAL_H

#include "exact.h"
#include "groebner.h"
#include "polynomialTypes.h"

/// A computation with its monomials: variable i of the table is the variable `variables[i]` of the ring.
typedef struct {
    workspace *w;
    monomials *t;
    const agnesi_ring *ring;
    const long *variables;
} ideal;

ideal *agnesi_ideal_new(workspace *w, const agnesi_order *order, const agnesi_ring *ring);
/// Adds a polynomial to a list. Its coefficients stay the polynomial's.
void agnesi_ideal_import(ideal *x, exact_list *list, const agnesi_poly *p, int is_idle);
/// The monomial that is a power of a variable of the ring.
monomial agnesi_ideal_power(ideal *x, long ring_variable, unsigned long exponent);
/// The stored residues of coefficients other than 0; whether none of them is 0.
int agnesi_ideal_residues(ideal *x, const modulus *m, const fmpz *coefficients, long length, residue *result);

/// A polynomial to give out. The coefficients may be over a common factor, which the export divides out.
typedef struct {
    long length;
    const monomial *terms;
    const fmpz *coefficients;
    int keeps_content;
} export_item;

agnesi_list *agnesi_ideal_export(ideal *x, const export_item *items, long count);

#endif
