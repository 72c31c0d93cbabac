// Dense polynomials in one variable modulo a prime.

#ifndef AGNESI_CGROEBNER_RESIDUE_POLYNOMIALS_H
#define AGNESI_CGROEBNER_RESIDUE_POLYNOMIALS_H

#include "modular.h"
#include "workspace.h"

/// Coefficients from the constant one on; the last is not 0. Degree -1 is the polynomial 0.
typedef struct {
    long degree;
    residue *values;
} residue_polynomial;

residue_polynomial agnesi_residue_polynomial(workspace *w, long degree);
residue_polynomial agnesi_residue_derivative(workspace *w, const modulus *m, residue_polynomial f);
residue_polynomial agnesi_residue_product(workspace *w, const modulus *m, residue_polynomial f, residue_polynomial g);
/// Replaces f by its remainder; the quotient if one is asked for. The divisor is not 0.
void agnesi_residue_divide(workspace *w, const modulus *m, residue_polynomial *f, residue_polynomial g, residue_polynomial *quotient);
/// f over its common divisor with its derivative, monic. The degree is below the prime.
residue_polynomial agnesi_residue_without_squares(workspace *w, const modulus *m, residue_polynomial f);
/// The characteristic polynomial of a square matrix, which is destroyed, monic.
residue_polynomial agnesi_residue_characteristic(workspace *w, const modulus *m, residue **rows, long size);

#endif
