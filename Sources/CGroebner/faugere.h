// Gröbner bases modulo a prime: the first prime decides which rows matter, further primes repeat only those.

#ifndef AGNESI_CGROEBNER_FAUGERE_H
#define AGNESI_CGROEBNER_FAUGERE_H

#include "macaulay.h"

/// One elimination: what it needs and what became of it. Element `first_target + i` is outcome i.
typedef struct {
    macaulay *x;
    outcome *outcomes;
    long *targets;
    int only_tails;
} elimination_step;

typedef struct {
    workspace *w;
    monomials *t;
    /// The inputs, then what was found, in the order of the steps.
    elements all;
    long input_count;
    elimination_step *steps;
    long step_count, step_capacity;
    /// The elements that form the reduced basis, smallest leading monomial first.
    long *basis;
    long basis_count;
    /// The number of coefficients of the basis.
    long size;
} trace;

/// The monomials of an input, which have been ordered, largest first; none is empty.
void agnesi_trace_add_input(trace *f, const monomial *terms, long length);
trace *agnesi_trace_new(workspace *w, monomials *t);
/// Computes the basis with the values of the inputs modulo a prime; `result` gets its coefficients, element after element.
residue *agnesi_trace_learn(trace *f, const modulus *m, residue *const *inputs);
/// Computes it again modulo another prime. False where that prime leads elsewhere.
int agnesi_trace_repeat(const trace *f, const modulus *m, residue *const *inputs, residue *result);

#endif
