// Gaussian elimination, vector by vector: see echelon.h.

#include <string.h>

#include "echelon.h"

echelon *agnesi_echelon_new(workspace *w, const modulus *m, long dimension) {
    echelon *e = agnesi_take_zero(w, 1, sizeof *e);
    size_t size = (size_t)dimension + 1;
    e->w = w;
    e->m = *m;
    e->dimension = dimension;
    e->rows = agnesi_take_zero(w, size, sizeof *e->rows);
    e->pivots = agnesi_take(w, size, sizeof *e->pivots);
    e->dense = agnesi_take(w, 2 * size, sizeof *e->dense);
    e->relation = agnesi_take_zero(w, size, sizeof *e->relation);
    return e;
}

// A row is a vector of the space, and behind it the coefficients of the counted vectors so far.
int agnesi_echelon_add(echelon *e, const residue *v, int is_counted) {
    modulus m = e->m;
    long dimension = e->dimension, width = dimension + e->counted;
    accumulator *dense = e->dense;
    for (long i = 0; i < dimension; i++)
        dense[i] = agnesi_sum(v[i]);
    memset(dense + dimension, 0, ((size_t)e->counted + 1) * sizeof *dense);
    for (long k = 0; k < e->rank; k++) {
        residue head = agnesi_settle(&m, dense[e->pivots[k]]);
        if (!head)
            continue;
        residue opposite = agnesi_negative(&m, head);
        const residue *row = e->rows[k];
        for (long i = 0; i < width; i++)
            agnesi_accumulate(&m, dense + i, opposite, row[i]);
        agnesi_work(e->w, (unsigned long)width);
    }
    long pivot = dimension;
    for (long i = width; i-- > 0;) {
        dense[i] = agnesi_sum(agnesi_settle(&m, dense[i]));
        if (i < dimension && dense[i].high)
            pivot = i;
    }
    if (pivot == dimension) {
        for (long i = 0; i < e->counted; i++)
            e->relation[i] = agnesi_negative(&m, dense[dimension + i].high);
        return 0;
    }
    if (is_counted)
        dense[dimension + e->counted++] = agnesi_sum(m.one);
    residue scale = agnesi_inverse(&m, dense[pivot].high);
    // Later vectors add columns, in which this one is zero.
    residue *row = agnesi_take_zero(e->w, 2 * (size_t)dimension + 1, sizeof *row);
    for (long i = 0; i < dimension + e->counted; i++)
        row[i] = agnesi_multiply(&m, dense[i].high, scale);
    e->pivots[e->rank] = pivot;
    e->rows[e->rank++] = row;
    return 1;
}
