// Elimination in Macaulay matrices modulo a prime, one dense row at a time.

#include <string.h>

#include "macaulay.h"

typedef struct {
    macaulay *x;
    const modulus *m;
    residue *const *values;
    // The dense row: sums before the elimination has passed a column, residues (in `high`) behind it.
    accumulator *dense;
    // What the work rows became so far, by leading column.
    const outcome **found;
    // The pivots that the latest row met.
    uint32_t *met;
    long met_count;
} elimination;

static void load(elimination *e, const uint32_t *columns, const residue *values, long length) {
    for (long i = 0; i < length; i++)
        e->dense[columns[i]] = agnesi_sum(values[i]);
}

static void subtract(elimination *e, residue factor, const uint32_t *columns, const residue *values, long length) {
    modulus m = *e->m;
    accumulator *dense = e->dense;
    residue opposite = agnesi_negative(&m, factor);
    for (long i = 0; i < length; i++)
        agnesi_accumulate(&m, dense + columns[i], opposite, values[i]);
    agnesi_work(e->x->w, (unsigned long)length);
}

// Reduces the dense row from a column on: by the pivots, by earlier outcomes, or by both. The first column that is left.
static uint32_t reduce(elimination *e, uint32_t from, int by_pivots) {
    macaulay *x = e->x;
    uint32_t lead = x->column_count;
    e->met_count = 0;
    for (uint32_t column = from; column < x->column_count; column++) {
        accumulator *sum = e->dense + column;
        if (!(sum->high | sum->low))
            continue;
        residue value = agnesi_settle(e->m, *sum);
        *sum = agnesi_sum(value);
        if (!value)
            continue;
        if (by_pivots && x->pivot_at[column] >= 0) {
            const matrix_row *row = x->pivots + x->pivot_at[column];
            subtract(e, value, row->columns, e->values[row->source], row->length);
            e->met[e->met_count++] = (uint32_t)x->pivot_at[column];
        } else if (e->found[column]) {
            subtract(e, value, e->found[column]->columns, e->found[column]->values, e->found[column]->length);
        } else {
            if (lead == x->column_count)
                lead = column;
            continue;
        }
        *sum = (accumulator){0, 0};
    }
    agnesi_work(x->w, x->column_count - from);
    return lead;
}

// Moves the dense row into an outcome, monic. False where it is not as expected.
static int gather(elimination *e, uint32_t lead, outcome *result, int is_known) {
    macaulay *x = e->x;
    if (!is_known) {
        long length = 0;
        for (uint32_t column = lead; column < x->column_count; column++)
            length += e->dense[column].high != 0;
        result->lead = lead;
        result->columns = agnesi_take(x->w, (size_t)length, sizeof *result->columns);
        result->length = 0;
        for (uint32_t column = lead; column < x->column_count; column++) {
            if (e->dense[column].high)
                result->columns[result->length++] = column;
        }
    }
    residue head = e->dense[lead].high;
    if (!head)
        return 0;
    int is_monic = head == e->m->one;
    residue scale = is_monic ? head : agnesi_inverse(e->m, head);
    result->values = agnesi_take(x->w, (size_t)result->length, sizeof *result->values);
    for (long i = 0; i < result->length; i++) {
        accumulator *sum = e->dense + result->columns[i];
        result->values[i] = is_monic ? sum->high : agnesi_multiply(e->m, sum->high, scale);
        *sum = (accumulator){0, 0};
    }
    if (!is_known)
        return 1;
    uint64_t rest = 0;
    for (uint32_t column = lead; column < x->column_count; column++)
        rest |= e->dense[column].high;
    return rest == 0;
}

static void clear(elimination *e, uint32_t from) {
    memset(e->dense + from, 0, (e->x->column_count - from) * sizeof *e->dense);
}

// A row whose support is not yet known is gathered as it is; the support is settled once all are reduced by each other.
static int reduce_by_all(elimination *e, outcome *results, int is_known) {
    macaulay *x = e->x;
    outcome *first = agnesi_take_zero(x->w, (size_t)x->work_count + 1, sizeof *first);
    int is_good = 1;
    for (long i = 0; i < x->work_count && is_good; i++) {
        const matrix_row *row = x->work + i;
        load(e, row->columns, e->values[row->source], row->length);
        uint32_t lead = reduce(e, row->columns[0], 1);
        if (lead < x->column_count) {
            gather(e, lead, first + i, 0);
            e->found[lead] = first + i;
            for (long k = 0; k < e->met_count && !is_known; k++)
                x->pivots[e->met[k]].is_used = 1;
        }
        if (is_known)
            is_good = lead == results[i].lead;
        clear(e, row->columns[0]);
    }
    // The last columns first, so that reducing rows are reduced themselves.
    for (uint32_t column = x->column_count; column-- > 0 && is_good;) {
        if (!e->found[column])
            continue;
        outcome *old = first + (e->found[column] - first), *result = results + (e->found[column] - first);
        e->found[column] = NULL;
        load(e, old->columns, old->values, old->length);
        reduce(e, column, 0);
        is_good = gather(e, column, result, is_known);
        e->found[column] = result;
        clear(e, column);
        agnesi_give(x->w, old->columns);
        agnesi_give(x->w, old->values);
    }
    agnesi_give(x->w, first);
    return is_good;
}

static int reduce_tails(elimination *e, outcome *results, int is_known) {
    macaulay *x = e->x;
    int is_good = 1;
    for (long i = 0; i < x->work_count && is_good; i++) {
        const matrix_row *row = x->work + i;
        load(e, row->columns, e->values[row->source], row->length);
        reduce(e, row->columns[0] + 1, 1);
        is_good = gather(e, row->columns[0], results + i, is_known);
        for (long k = 0; k < e->met_count && !is_known; k++)
            x->pivots[e->met[k]].is_used = 1;
        clear(e, row->columns[0]);
    }
    return is_good;
}

int agnesi_macaulay_reduce(
    macaulay *x, const modulus *m, residue *const *values, int only_tails, int is_known, outcome *outcomes) {
    workspace *w = x->w;
    elimination e = {x, m, values, NULL, NULL, NULL, 0};
    e.dense = agnesi_take_zero(w, (size_t)x->column_count + 1, sizeof *e.dense);
    e.found = agnesi_take_zero(w, (size_t)x->column_count + 1, sizeof *e.found);
    e.met = agnesi_take(w, (size_t)x->column_count + 1, sizeof *e.met);
    int is_good = only_tails ? reduce_tails(&e, outcomes, is_known) : reduce_by_all(&e, outcomes, is_known);
    agnesi_give(w, e.dense);
    agnesi_give(w, e.found);
    agnesi_give(w, (void *)e.met);
    return is_good;
}
