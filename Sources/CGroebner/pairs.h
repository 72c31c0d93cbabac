// Critical pairs, and the criteria that drop most of them.

#ifndef AGNESI_CGROEBNER_PAIRS_H
#define AGNESI_CGROEBNER_PAIRS_H

#include "macaulay.h"

/// Two elements with the least common multiple of their leading monomials; or one input alone, and `second` is -1.
typedef struct {
    monomial lcm;
    uint32_t sugar;
    int32_t first, second;
} pair;

typedef struct {
    workspace *w;
    monomials *t;
    elements *all;
    /// The first element that is no input.
    long start;
    pair *items;
    long count, capacity;
} pairs;

void agnesi_pairs_add(pairs *p, pair item);
/// Adds the pairs of a new element with those before it and marks elements that it makes idle.
void agnesi_pairs_update(pairs *p, long newest);
/// Moves the pairs of the lowest sugar behind the others, ordered by their monomials; how many they are.
long agnesi_pairs_select(pairs *p);

#endif
