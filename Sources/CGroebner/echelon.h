// Vectors modulo a prime in echelon form, with the combinations of the given vectors that they are.

#ifndef AGNESI_CGROEBNER_ECHELON_H
#define AGNESI_CGROEBNER_ECHELON_H

#include "modular.h"
#include "workspace.h"

typedef struct {
    workspace *w;
    modulus m;
    /// The length of the vectors, which is also the largest rank.
    long dimension, rank;
    /// How many of the rows belong to vectors whose coefficients are asked for.
    long counted;
    residue **rows;
    long *pivots;
    accumulator *dense;
    /// Of the latest dependent vector, modulo the vectors that are not counted: its coefficients in those that are.
    residue *relation;
} echelon;

echelon *agnesi_echelon_new(workspace *w, const modulus *m, long dimension);
/// Whether a vector is independent of those before, and then is added to them.
int agnesi_echelon_add(echelon *e, const residue *v, int is_counted);

#endif
