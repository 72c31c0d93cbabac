// Building Macaulay matrices: symbolic preprocessing (Faugère, A new efficient algorithm for computing Gröbner bases (F4), 1999).

#include "macaulay.h"

macaulay *agnesi_macaulay_new(workspace *w) {
    macaulay *x = agnesi_take_zero(w, 1, sizeof *x);
    x->w = w;
    return x;
}

void agnesi_macaulay_free(macaulay *x) {
    workspace *w = x->w;
    agnesi_give(w, x->pivots);
    agnesi_give(w, x->work);
    agnesi_give(w, x->columns);
    agnesi_give(w, x->pivot_at);
    agnesi_give(w, x);
}

static uint32_t column_of(macaulay *x, monomials *t, monomial a) {
    if (!t->facts[a].place) {
        if (x->column_count >= x->column_capacity) {
            x->column_capacity = x->column_capacity ? 2 * x->column_capacity : 256;
            x->columns = agnesi_retake(x->w, x->columns, x->column_capacity, sizeof *x->columns);
            x->pivot_at = agnesi_retake(x->w, x->pivot_at, x->column_capacity, sizeof *x->pivot_at);
        }
        x->columns[x->column_count] = a;
        x->pivot_at[x->column_count] = -1;
        t->facts[a].place = ++x->column_count;
    }
    return t->facts[a].place - 1;
}

void agnesi_macaulay_add(macaulay *x, monomials *t, const elements *all, long source, monomial multiplier, int is_pivot) {
    const element *f = all->items + source;
    uint32_t *columns = agnesi_take(x->w, (size_t)f->length, sizeof *columns);
    for (long i = 0; i < f->length; i++) {
        monomial a = multiplier == MONOMIAL_ONE ? f->monomials[i] : agnesi_monomial_product(t, f->monomials[i], multiplier);
        columns[i] = column_of(x, t, a);
    }
    matrix_row row = {(uint32_t)source, 0, f->length, columns};
    if (is_pivot) {
        AGNESI_ROOM(x->w, x->pivots, x->pivot_count, x->pivot_capacity);
        x->pivot_at[columns[0]] = (int32_t)x->pivot_count;
        x->pivots[x->pivot_count++] = row;
    } else {
        AGNESI_ROOM(x->w, x->work, x->work_count, x->work_capacity);
        x->work[x->work_count++] = row;
    }
}

// The element that divides a monomial, or -1. What was tried before is not tried again.
static int32_t divisor_of(macaulay *x, monomials *t, const elements *all, monomial a) {
    monomial_facts *facts = t->facts + a;
    if (facts->divisor >= 0 && !all->items[facts->divisor].is_idle)
        return facts->divisor;
    uint32_t first = facts->divisor >= 0 ? (uint32_t)facts->divisor + 1 : facts->tried, i = first;
    facts->divisor = -1;
    for (; i < (uint32_t)all->count; i++) {
        if (!all->items[i].is_idle && agnesi_monomial_divides(t, all->items[i].monomials[0], a)) {
            facts->divisor = (int32_t)i;
            break;
        }
    }
    facts->tried = i;
    agnesi_work(x->w, 4 * (i - first));
    return facts->divisor;
}

static void convert(matrix_row *rows, long count, const uint32_t *place) {
    for (long i = 0; i < count; i++) {
        for (long j = 0; j < rows[i].length; j++)
            rows[i].columns[j] = place[rows[i].columns[j]];
    }
}

void agnesi_macaulay_close(macaulay *x, monomials *t, const elements *all) {
    workspace *w = x->w;
    for (uint32_t i = 0; i < x->column_count; i++) {
        if (x->pivot_at[i] >= 0)
            continue;
        monomial a = x->columns[i];
        int32_t divisor = divisor_of(x, t, all, a);
        if (divisor >= 0)
            agnesi_macaulay_add(x, t, all, divisor, agnesi_monomial_quotient(t, a, all->items[divisor].monomials[0]), 1);
    }
    size_t count = x->column_count;
    monomial *sorted = agnesi_take(w, count + 1, sizeof *sorted);
    uint32_t *place = agnesi_take(w, count + 1, sizeof *place);
    int32_t *pivot_at = agnesi_take(w, count + 1, sizeof *pivot_at);
    for (size_t i = 0; i < count; i++)
        sorted[i] = x->columns[i];
    agnesi_sort(w, sorted, count, agnesi_is_larger, t);
    for (size_t i = 0; i < count; i++) {
        uint32_t old = t->facts[sorted[i]].place - 1;
        place[old] = (uint32_t)i;
        pivot_at[i] = x->pivot_at[old];
        t->facts[sorted[i]].place = 0;
    }
    convert(x->pivots, x->pivot_count, place);
    convert(x->work, x->work_count, place);
    agnesi_give(w, place);
    agnesi_give(w, x->columns);
    agnesi_give(w, x->pivot_at);
    x->columns = sorted;
    x->pivot_at = pivot_at;
}
