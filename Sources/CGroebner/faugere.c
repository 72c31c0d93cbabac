// The algorithm F4 (Faugère, A new efficient algorithm for computing Gröbner bases (F4), 1999), and its repetition modulo further
// primes along the trace of the first (Traverso, Gröbner trace algorithms, 1988).

#include <string.h>

#include "faugere.h"
#include "pairs.h"

trace *agnesi_trace_new(workspace *w, monomials *t) {
    trace *f = agnesi_take_zero(w, 1, sizeof *f);
    f->w = w;
    f->t = t;
    return f;
}

static long add_element(trace *f, element item) {
    AGNESI_ROOM(f->w, f->all.items, f->all.count, f->all.capacity);
    f->all.items[f->all.count] = item;
    return f->all.count++;
}

void agnesi_trace_add_input(trace *f, const monomial *terms, long length) {
    monomial *own = agnesi_take(f->w, (size_t)length, sizeof *own);
    memcpy(own, terms, (size_t)length * sizeof *own);
    uint32_t degree = 0;
    for (long i = 0; i < length; i++) {
        if (f->t->facts[own[i]].degree > degree)
            degree = f->t->facts[own[i]].degree;
    }
    add_element(f, (element){own, length, degree, 1});
    f->input_count++;
}

// One computation modulo the first prime.
typedef struct {
    trace *f;
    const modulus *m;
    pairs open;
    // The coefficients of every element.
    residue **values;
    long value_capacity;
    int is_trivial;
} session;

static void set_values(session *s, long position, residue *values) {
    AGNESI_ROOM(s->f->w, s->values, position, s->value_capacity);
    s->values[position] = values;
}

static int is_smaller_number(const void *context, uint32_t a, uint32_t b) {
    (void)context;
    return a < b;
}

// The rows of the pairs of one monomial: the shortest reduces the others.
static void add_rows(session *s, macaulay *x, const pair *items, long count) {
    trace *f = s->f;
    uint32_t *sources = agnesi_take(f->w, 2 * (size_t)count, sizeof *sources);
    size_t total = 0, distinct = 0, shortest = 0;
    for (long i = 0; i < count; i++) {
        if (items[i].second < 0) {
            agnesi_macaulay_add(x, f->t, &f->all, items[i].first, MONOMIAL_ONE, 0);
            continue;
        }
        sources[total++] = (uint32_t)items[i].first;
        sources[total++] = (uint32_t)items[i].second;
    }
    agnesi_sort(f->w, sources, total, is_smaller_number, NULL);
    for (size_t i = 0; i < total; i++) {
        if (!distinct || sources[i] != sources[distinct - 1])
            sources[distinct++] = sources[i];
    }
    for (size_t i = 1; i < distinct; i++) {
        if (f->all.items[sources[i]].length < f->all.items[sources[shortest]].length)
            shortest = i;
    }
    for (size_t i = 0; i < distinct; i++) {
        monomial multiplier = agnesi_monomial_quotient(f->t, items[0].lcm, f->all.items[sources[i]].monomials[0]);
        agnesi_macaulay_add(x, f->t, &f->all, sources[i], multiplier, i == shortest);
    }
    agnesi_give(f->w, sources);
}

// Keeps the rows that matter of an elimination, and forgets the others.
static void trim(workspace *w, macaulay *x, outcome *outcomes) {
    long kept = 0;
    for (long i = 0; i < x->work_count; i++) {
        if (outcomes[i].length) {
            x->work[kept] = x->work[i];
            outcomes[kept++] = outcomes[i];
        } else {
            agnesi_give(w, x->work[i].columns);
        }
    }
    x->work_count = kept;
    for (uint32_t column = 0; column < x->column_count; column++) {
        if (x->pivot_at[column] < 0 || x->pivots[x->pivot_at[column]].is_used)
            continue;
        agnesi_give(w, x->pivots[x->pivot_at[column]].columns);
        x->pivots[x->pivot_at[column]].columns = NULL;
        x->pivot_at[column] = -1;
    }
}

static int has_later_lead(const void *context, uint32_t a, uint32_t b) {
    const outcome *outcomes = context;
    return outcomes[a].lead > outcomes[b].lead;
}

// Reduces a matrix, records the step and adds what is left as elements, smallest leading monomial first. The position of the first.
static long take_step(session *s, macaulay *x, int only_tails, uint32_t sugar) {
    trace *f = s->f;
    workspace *w = f->w;
    agnesi_macaulay_close(x, f->t, &f->all);
    outcome *outcomes = agnesi_take_zero(w, (size_t)x->work_count + 1, sizeof *outcomes);
    agnesi_macaulay_reduce(x, s->m, s->values, only_tails, 0, outcomes);
    trim(w, x, outcomes);
    size_t count = (size_t)x->work_count;
    uint32_t *order = agnesi_take(w, count + 1, sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    agnesi_sort(w, order, count, has_later_lead, outcomes);
    long first = f->all.count;
    long *targets = agnesi_take(w, count + 1, sizeof *targets);
    for (size_t i = 0; i < count; i++) {
        const outcome *result = outcomes + order[i];
        monomial *terms = agnesi_take(w, (size_t)result->length, sizeof *terms);
        for (long k = 0; k < result->length; k++)
            terms[k] = x->columns[result->columns[k]];
        uint32_t degree = f->t->facts[terms[0]].degree;
        targets[order[i]] = add_element(f, (element){terms, result->length, sugar > degree ? sugar : degree, 0});
        set_values(s, targets[order[i]], result->values);
    }
    agnesi_give(w, order);
    agnesi_give(w, x->columns);
    x->columns = NULL;
    AGNESI_ROOM(w, f->steps, f->step_count, f->step_capacity);
    f->steps[f->step_count++] = (elimination_step){x, outcomes, targets, only_tails};
    return first;
}

static void process_lowest(session *s) {
    trace *f = s->f;
    long count = agnesi_pairs_select(&s->open);
    s->open.count -= count;
    const pair *chosen = s->open.items + s->open.count;
    uint32_t sugar = chosen[0].sugar;
    macaulay *x = agnesi_macaulay_new(f->w);
    for (long i = 0; i < count;) {
        long end = i + 1;
        while (end < count && chosen[end].lcm == chosen[i].lcm)
            end++;
        add_rows(s, x, chosen + i, end - i);
        i = end;
    }
    long first = take_step(s, x, 0, f->t->blocks == 1 ? 0 : sugar), end = f->all.count;
    for (long position = first; position < end; position++) {
        if (f->all.items[position].monomials[0] == MONOMIAL_ONE) {
            s->is_trivial = 1;
            for (long i = 0; i < end; i++)
                f->all.items[i].is_idle = i != position;
            return;
        }
    }
    for (long position = first; position < end; position++)
        agnesi_pairs_update(&s->open, position);
}

// The elements that no other one's leading monomial divides, with reduced tails.
static void finish(session *s) {
    trace *f = s->f;
    macaulay *x = agnesi_macaulay_new(f->w);
    for (long i = f->input_count; i < f->all.count; i++) {
        if (!f->all.items[i].is_idle)
            agnesi_macaulay_add(x, f->t, &f->all, i, MONOMIAL_ONE, 0);
    }
    long first = take_step(s, x, 1, 0);
    f->basis_count = f->all.count - first;
    f->basis = agnesi_take(f->w, (size_t)f->basis_count + 1, sizeof *f->basis);
    f->size = 0;
    for (long i = 0; i < f->basis_count; i++) {
        f->basis[i] = first + i;
        f->size += f->all.items[first + i].length;
    }
}

static void collect(const trace *f, residue *const *values, residue *result) {
    long next = 0;
    for (long i = 0; i < f->basis_count; i++) {
        long length = f->all.items[f->basis[i]].length;
        memcpy(result + next, values[f->basis[i]], (size_t)length * sizeof *result);
        next += length;
    }
}

residue *agnesi_trace_learn(trace *f, const modulus *m, residue *const *inputs) {
    session s = {f, m, {f->w, f->t, &f->all, f->input_count, NULL, 0, 0}, NULL, 0, 0};
    for (long i = 0; i < f->input_count; i++) {
        monomial lead = f->all.items[i].monomials[0];
        set_values(&s, i, inputs[i]);
        agnesi_pairs_add(&s.open, (pair){lead, f->all.items[i].sugar, (int32_t)i, -1});
    }
    while (s.open.count && !s.is_trivial)
        process_lowest(&s);
    finish(&s);
    residue *result = agnesi_take(f->w, (size_t)f->size + 1, sizeof *result);
    collect(f, s.values, result);
    for (long i = f->input_count; i < f->all.count; i++)
        agnesi_give(f->w, s.values[i]);
    agnesi_give(f->w, s.values);
    agnesi_give(f->w, s.open.items);
    return result;
}

int agnesi_trace_repeat(const trace *f, const modulus *m, residue *const *inputs, residue *result) {
    void *mark = agnesi_mark(f->w);
    residue **values = agnesi_take(f->w, (size_t)f->all.count + 1, sizeof *values);
    for (long i = 0; i < f->input_count; i++)
        values[i] = inputs[i];
    int is_good = 1;
    for (long k = 0; k < f->step_count && is_good; k++) {
        const elimination_step *step = f->steps + k;
        is_good = agnesi_macaulay_reduce(step->x, m, values, step->only_tails, 1, step->outcomes);
        for (long i = 0; i < step->x->work_count; i++)
            values[step->targets[i]] = step->outcomes[i].values;
    }
    if (is_good)
        collect(f, values, result);
    agnesi_give_since(f->w, mark);
    return is_good;
}
