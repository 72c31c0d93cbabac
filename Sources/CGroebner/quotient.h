// The quotient by a zero-dimensional ideal: a vector space of finite dimension with its multiplications by variables.

#ifndef AGNESI_CGROEBNER_QUOTIENT_H
#define AGNESI_CGROEBNER_QUOTIENT_H

#include "ideal.h"

/// How the normal form of a monomial is found that is no standard one but a variable times one: by an element of the basis, whose
/// leading monomial it is, or as a variable times another such monomial.
typedef struct {
    monomial own;
    int32_t generator, parent, variable;
} border_monomial;

typedef struct {
    ideal *x;
    /// The reduced basis.
    exact_list basis;
    /// The standard monomials, smallest first; as many as there are roots, with multiplicity.
    long dimension;
    monomial *standard;
    border_monomial *border;
    long border_count;
    /// For every variable of the table and every standard monomial their product: a standard monomial, or -1 - a border monomial.
    int32_t *next;
} quotient;

quotient *agnesi_quotient_new(ideal *x, const agnesi_poly *const *basis, long count);
/// The normal forms of the border modulo a prime, row after row; NULL for a prime that divides a leading coefficient.
residue *agnesi_quotient_table(const quotient *q, const modulus *m);
/// result = variable * v. The sums are scratch memory, as many as the dimension.
void agnesi_quotient_multiply(
    const quotient *q, const modulus *m, const residue *table, long variable, const residue *v, residue *result, accumulator *sums);
/// result = form * v for a linear form in the variables of the ring.
void agnesi_quotient_apply(
    const quotient *q, const modulus *m, const residue *table, const long *form, const residue *v, residue *result, accumulator *sums);

#endif
