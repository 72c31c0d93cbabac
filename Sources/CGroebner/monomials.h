// Monomials by number: a hash table in which equal monomials are one, and their order.

#ifndef AGNESI_CGROEBNER_MONOMIALS_H
#define AGNESI_CGROEBNER_MONOMIALS_H

#include <stdint.h>

#include "workspace.h"

typedef uint32_t monomial;

typedef struct {
    uint32_t hash, degree;
    /// One bit for each of some lower bounds of exponents: a divisor has no bit that its multiple lacks.
    uint32_t mask;
    /// For the user of the table: where the monomial stands in a matrix, or in a basis.
    uint32_t place;
    /// For the user of the table: which element divides it, and how many elements were tried.
    int32_t divisor;
    uint32_t tried;
} monomial_facts;

/// The variables are ordered in blocks, each in the graded reverse lexicographic order; an earlier block decides before a later
/// one. One block is that order itself, blocks of one variable each are the lexicographic order.
typedef struct {
    workspace *w;
    long variables, blocks;
    /// The variable behind the last one of each block.
    long *ends;
    /// The exponents of all monomials, one monomial after the other.
    uint32_t *exponents;
    monomial_facts *facts;
    uint32_t count, capacity;
    uint32_t *factors, *slots;
    uint32_t slot_bits;
    int bits_each;
} monomials;

/// The monomial 1, which stands first in every table.
enum { MONOMIAL_ONE = 0 };

monomials *agnesi_monomials_new(workspace *w, long variables, const long *blocks, long block_count);
/// The monomial with these exponents; stops for a degree that is out of reach.
monomial agnesi_monomial(monomials *t, const unsigned long *exponents);
monomial agnesi_monomial_product(monomials *t, monomial a, monomial b);
/// a over b, which divides it.
monomial agnesi_monomial_quotient(monomials *t, monomial a, monomial b);
monomial agnesi_monomial_lcm(monomials *t, monomial a, monomial b);
monomial agnesi_monomial_shift(monomials *t, monomial a, long variable);
/// Whether a divides b.
int agnesi_monomial_divides(const monomials *t, monomial a, monomial b);
/// Negative, zero or positive as a is smaller than, equal to or larger than b.
int agnesi_monomial_compare(const monomials *t, monomial a, monomial b);

/// Forgets which elements divide which monomials.
void agnesi_monomials_forget(monomials *t);

static inline const uint32_t *agnesi_exponents(const monomials *t, monomial a) {
    return t->exponents + (size_t)a * (size_t)t->variables;
}

/// Sorts numbers of things so that `precedes` holds of no later thing before an earlier one.
void agnesi_sort(
    workspace *w, uint32_t *list, size_t count, int (*precedes)(const void *context, uint32_t a, uint32_t b), const void *context);
/// For agnesi_sort with the table as context: the larger monomial, or the smaller one, first.
int agnesi_is_larger(const void *table, uint32_t a, uint32_t b);
int agnesi_is_smaller(const void *table, uint32_t a, uint32_t b);

#endif
