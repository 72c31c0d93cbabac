// Rational numbers from their residues modulo several primes.

#ifndef AGNESI_CGROEBNER_LIFT_H
#define AGNESI_CGROEBNER_LIFT_H

#include "modular.h"
#include "workspace.h"

/// Vectors of rational numbers with a denominator each, `count` of them; vector i ends before `ends[i]`.
typedef struct {
    long count;
    const long *ends;
    fmpz *numerators, *denominators;
} vectors;

/// What a prime may turn out to be: one that divides a number that it should not is passed over, while one that leads elsewhere
/// than the first puts the first in doubt.
enum { PRIME_IS_USELESS = -1, PRIME_DISAGREES = 0, PRIME_IS_GOOD = 1 };

/// How residues are made and results are checked.
typedef struct {
    void *context;
    /// The stored residues modulo a prime.
    int (*image)(void *context, const modulus *m, residue *values);
    /// Whether a candidate, confirmed by a further prime, is the result; NULL if nothing is left to check.
    int (*is_right)(void *context, const vectors *candidate);
} lifting;

/// The vectors with these residues, from the first prime, whose residues are known, and the following ones. What is found agrees with
/// the residues modulo a prime that had no part in it. False where the primes do not agree with the first.
int agnesi_lift(workspace *w, const lifting *l, const modulus *first, const residue *known, vectors *result);

#endif
