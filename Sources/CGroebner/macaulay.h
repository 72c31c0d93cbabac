// Macaulay matrices of the algorithm F4: rows are multiples of polynomials, columns are monomials.

#ifndef AGNESI_CGROEBNER_MACAULAY_H
#define AGNESI_CGROEBNER_MACAULAY_H

#include "modular.h"
#include "monomials.h"

/// The monomials of a polynomial, largest first. The coefficients stand elsewhere, one list for each field.
typedef struct {
    monomial *monomials;
    long length;
    /// The degree at which selection by sugar counts it.
    uint32_t sugar;
    /// Whether it divides no monomials: an input that waits, or an element whose leading monomial another divides.
    int is_idle;
} element;

typedef struct {
    element *items;
    long count, capacity;
} elements;

/// A row has the coefficients of the element `source` in its columns.
typedef struct {
    uint32_t source;
    int is_used;
    long length;
    uint32_t *columns;
} matrix_row;

typedef struct {
    workspace *w;
    /// Rows that reduce, with leading coefficient 1, and rows that are reduced.
    matrix_row *pivots, *work;
    long pivot_count, pivot_capacity, work_count, work_capacity;
    /// The monomial of each column, largest first, and the position of the row that reduces it, or -1.
    monomial *columns;
    int32_t *pivot_at;
    uint32_t column_count, column_capacity;
} macaulay;

macaulay *agnesi_macaulay_new(workspace *w);
/// Frees everything but rows.
void agnesi_macaulay_free(macaulay *x);
/// Adds the multiple of an element, as a row that reduces or that is reduced.
void agnesi_macaulay_add(macaulay *x, monomials *t, const elements *all, long source, monomial multiplier, int is_pivot);
/// Adds a reducing row for every monomial that an element divides, then orders the columns.
void agnesi_macaulay_close(macaulay *x, monomials *t, const elements *all);

/// What a reduced row became: length 0 for a row that vanished.
typedef struct {
    uint32_t lead;
    long length;
    uint32_t *columns;
    residue *values;
} outcome;

/// Reduces the work rows, in order, by the pivots and by what is left of each other; what is left is monic and fully reduced.
///
/// With `only_tails` a work row keeps its leading term and is reduced by the pivots alone. With `is_known` the outcomes say which
/// columns are expected, and false says that this prime gives others.
int agnesi_macaulay_reduce(
    macaulay *x, const modulus *m, residue *const *values, int only_tails, int is_known, outcome *outcomes);

#endif
