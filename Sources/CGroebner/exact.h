// Normal forms over the rational numbers.

#ifndef AGNESI_CGROEBNER_EXACT_H
#define AGNESI_CGROEBNER_EXACT_H

#include "macaulay.h"

/// Polynomials with whole coefficients: those of element i are `coefficients[i]`, which someone else owns.
typedef struct {
    elements all;
    const fmpz **coefficients;
    long coefficient_capacity;
} exact_list;

void agnesi_exact_add(workspace *w, exact_list *list, element item, const fmpz *coefficients);

/// Receives what an element leaves: `scale` times the element is `rest` modulo the basis; `rest` has an entry for each column.
typedef void (*exact_receiver)(void *context, long source, const fmpz *scale, const fmpz *rest, const macaulay *x);

/// Reduces the idle elements of the list by the others.
void agnesi_exact_reduce(workspace *w, monomials *t, const exact_list *list, exact_receiver receive, void *context);

#endif
