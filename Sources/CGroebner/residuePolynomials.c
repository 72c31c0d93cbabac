// Arithmetic of dense polynomials modulo a prime: see residuePolynomials.h.

#include <string.h>

#include "residuePolynomials.h"

residue_polynomial agnesi_residue_polynomial(workspace *w, long degree) {
    return (residue_polynomial){degree, agnesi_take_zero(w, (size_t)(degree + 2), sizeof(residue))};
}

static void trim(residue_polynomial *f) {
    while (f->degree >= 0 && !f->values[f->degree])
        f->degree--;
}

residue_polynomial agnesi_residue_derivative(workspace *w, const modulus *m, residue_polynomial f) {
    residue_polynomial result = agnesi_residue_polynomial(w, f.degree > 0 ? f.degree - 1 : 0);
    for (long i = 1; i <= f.degree; i++)
        result.values[i - 1] = agnesi_multiply(m, agnesi_store(m, (uint64_t)i), f.values[i]);
    trim(&result);
    return result;
}

residue_polynomial agnesi_residue_product(workspace *w, const modulus *m, residue_polynomial f, residue_polynomial g) {
    if (f.degree < 0 || g.degree < 0)
        return agnesi_residue_polynomial(w, -1);
    residue_polynomial result = agnesi_residue_polynomial(w, f.degree + g.degree);
    for (long k = 0; k <= result.degree; k++) {
        accumulator sum = {0, 0};
        for (long i = k > g.degree ? k - g.degree : 0; i <= f.degree && i <= k; i++)
            agnesi_accumulate(m, &sum, f.values[i], g.values[k - i]);
        result.values[k] = agnesi_settle(m, sum);
    }
    agnesi_work(w, (unsigned long)(f.degree + 1) * (unsigned long)(g.degree + 1));
    return result;
}

void agnesi_residue_divide(workspace *w, const modulus *m, residue_polynomial *f, residue_polynomial g, residue_polynomial *quotient) {
    long excess = f->degree - g.degree;
    if (quotient)
        *quotient = agnesi_residue_polynomial(w, excess < 0 ? -1 : excess);
    residue inverse = agnesi_inverse(m, g.values[g.degree]);
    for (; excess >= 0; excess--) {
        residue factor = agnesi_multiply(m, f->values[excess + g.degree], inverse);
        if (quotient)
            quotient->values[excess] = factor;
        if (!factor)
            continue;
        for (long i = 0; i <= g.degree; i++) {
            residue *value = f->values + excess + i;
            *value = agnesi_subtract(m, *value, agnesi_multiply(m, factor, g.values[i]));
        }
        agnesi_work(w, 2 * (unsigned long)g.degree + 2);
    }
    trim(f);
}

static residue_polynomial copy_of(workspace *w, residue_polynomial f) {
    residue_polynomial result = agnesi_residue_polynomial(w, f.degree);
    memcpy(result.values, f.values, (size_t)(f.degree + 1) * sizeof *f.values);
    return result;
}

residue_polynomial agnesi_residue_without_squares(workspace *w, const modulus *m, residue_polynomial f) {
    residue_polynomial larger = copy_of(w, f), smaller = agnesi_residue_derivative(w, m, f);
    while (smaller.degree >= 0) {
        agnesi_residue_divide(w, m, &larger, smaller, NULL);
        residue_polynomial rest = larger;
        larger = smaller;
        smaller = rest;
    }
    residue_polynomial whole = copy_of(w, f), quotient;
    agnesi_residue_divide(w, m, &whole, larger, &quotient);
    residue scale = agnesi_inverse(m, quotient.values[quotient.degree]);
    for (long i = 0; i <= quotient.degree; i++)
        quotient.values[i] = agnesi_multiply(m, quotient.values[i], scale);
    return quotient;
}

// Similarity transformations to Hessenberg's form.
static void reduce_to_hessenberg(workspace *w, const modulus *m, residue **rows, long size) {
    for (long k = 0; k + 2 < size; k++) {
        long pivot = k + 1;
        while (pivot < size && !rows[pivot][k])
            pivot++;
        if (pivot == size)
            continue;
        residue *swap = rows[pivot];
        rows[pivot] = rows[k + 1];
        rows[k + 1] = swap;
        for (long i = 0; i < size; i++) {
            residue value = rows[i][pivot];
            rows[i][pivot] = rows[i][k + 1];
            rows[i][k + 1] = value;
        }
        residue inverse = agnesi_inverse(m, rows[k + 1][k]);
        for (long i = k + 2; i < size; i++) {
            residue factor = agnesi_multiply(m, rows[i][k], inverse);
            if (!factor)
                continue;
            for (long j = k; j < size; j++)
                rows[i][j] = agnesi_subtract(m, rows[i][j], agnesi_multiply(m, factor, rows[k + 1][j]));
            for (long j = 0; j < size; j++)
                rows[j][k + 1] = agnesi_add(m, rows[j][k + 1], agnesi_multiply(m, factor, rows[j][i]));
            agnesi_work(w, 4 * (unsigned long)size);
        }
    }
}

residue_polynomial agnesi_residue_characteristic(workspace *w, const modulus *m, residue **rows, long size) {
    // Cohen, A course in computational algebraic number theory, algorithm 2.2.9.
    reduce_to_hessenberg(w, m, rows, size);
    residue_polynomial *leading = agnesi_take(w, (size_t)size + 1, sizeof *leading);
    leading[0] = agnesi_residue_polynomial(w, 0);
    leading[0].values[0] = m->one;
    for (long k = 0; k < size; k++) {
        residue_polynomial next = agnesi_residue_polynomial(w, k + 1);
        for (long i = 0; i <= k; i++) {
            next.values[i + 1] = agnesi_add(m, next.values[i + 1], leading[k].values[i]);
            next.values[i] = agnesi_subtract(m, next.values[i], agnesi_multiply(m, rows[k][k], leading[k].values[i]));
        }
        residue product = m->one;
        for (long j = k - 1; j >= 0; j--) {
            product = agnesi_multiply(m, product, rows[j + 1][j]);
            residue factor = agnesi_multiply(m, product, rows[j][k]);
            for (long i = 0; factor && i <= j; i++)
                next.values[i] = agnesi_subtract(m, next.values[i], agnesi_multiply(m, factor, leading[j].values[i]));
            agnesi_work(w, 2 * (unsigned long)j + 2);
        }
        leading[k + 1] = next;
    }
    return leading[size];
}
