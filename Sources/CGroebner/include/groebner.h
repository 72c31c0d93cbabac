// The C face of Gröbner bases over the rational numbers. What polynomials.h says of loading and stopping holds here too; the poll is
// asked in all loops, and memory is limited.
//
// Polynomials with rational coefficients appear as primitive ones with whole coefficients.

#ifndef AGNESI_CGROEBNER_GROEBNER_H
#define AGNESI_CGROEBNER_GROEBNER_H

#include "polynomials.h"

/// An order of monomials. `variables` lists the variables of the ring, largest first; they are compared in blocks of `blocks[i]`
/// variables, each block in the graded reverse lexicographic order.
typedef struct {
    const long *_Nonnull variables;
    const long *_Nonnull blocks;
    long block_count;
} agnesi_order;

/// Polynomials that were computed together.
typedef struct agnesi_list agnesi_list;

void agnesi_list_free(agnesi_list *_Nonnull list, const agnesi_ring *_Nonnull ring);
long agnesi_list_count(const agnesi_list *_Nonnull list);
/// Moves a polynomial out.
void agnesi_list_take(agnesi_poly *_Nonnull p, agnesi_list *_Nonnull list, long position, const agnesi_ring *_Nonnull ring);

/// The reduced Gröbner basis, smallest leading monomial first; NULL when it was cut short.
agnesi_list *_Nullable agnesi_groebner_basis(
    const agnesi_poly *_Nonnull const *_Nullable inputs, long count, const agnesi_order *_Nonnull order,
    const agnesi_ring *_Nonnull ring);
/// For each polynomial its normal form times a positive number, and that number; NULL when it was cut short.
agnesi_list *_Nullable agnesi_groebner_normal_forms(
    const agnesi_poly *_Nonnull const *_Nullable basis, long basis_count, const agnesi_poly *_Nonnull const *_Nullable inputs,
    long count, const agnesi_order *_Nonnull order, const agnesi_ring *_Nonnull ring);

// MARK: zero-dimensional ideals, given by a reduced basis

/// The reduced lexicographic Gröbner basis for the variables in the order of the ring; NULL when it was cut short.
agnesi_list *_Nullable agnesi_groebner_lexicographic(
    const agnesi_poly *_Nonnull const *_Nonnull basis, long count, const agnesi_order *_Nonnull order,
    const agnesi_ring *_Nonnull ring);
/// The minimal polynomial of a linear form in the quotient, in the first variable of the ring, as the only polynomial; NULL when it
/// was cut short.
agnesi_list *_Nullable agnesi_groebner_minimal_polynomial(
    const agnesi_poly *_Nonnull const *_Nonnull basis, long count, const agnesi_order *_Nonnull order, const long *_Nonnull form,
    const agnesi_ring *_Nonnull ring);
/// A rational univariate representation of the roots by a linear form: polynomials in the first variable of the ring.
///
/// First f, square-free, with the values of the form as roots; then the characteristic polynomial of the form; then for every
/// variable a numerator n and a number d: the variable is n / (d * f') at a root. An empty list for a form that takes a value at
/// two roots; NULL when it was cut short.
agnesi_list *_Nullable agnesi_groebner_univariate(
    const agnesi_poly *_Nonnull const *_Nonnull basis, long count, const agnesi_order *_Nonnull order, const long *_Nonnull form,
    const agnesi_ring *_Nonnull ring);

#endif
