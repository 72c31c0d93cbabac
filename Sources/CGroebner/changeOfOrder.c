// From any order to the lexicographic one (Faugère, Gianni, Lazard, Mora, Efficient computation of zero-dimensional Gröbner bases by
// change of ordering, 1993), modulo primes.

#include <string.h>

#include "echelon.h"
#include "lift.h"
#include "quotient.h"

/// A variable times a standard monomial of the new order, which becomes standard itself or leads an element.
typedef struct {
    monomial own;
    int32_t parent, variable;
    int leads;
} visit;

typedef struct {
    quotient *q;
    /// The position in the table of each variable of the ring.
    long *positions;
    /// What the first prime found, in order.
    visit *visits;
    long visit_count, visit_capacity;
    long *ends;
    long lead_count;
    /// The standard monomials of the new order, smallest first.
    monomial *standard;
    /// The candidates, the smallest last.
    visit *open;
    long open_count, open_capacity;
} conversion;

static int compare(const conversion *c, monomial a, monomial b) {
    const uint32_t *first = agnesi_exponents(c->q->x->t, a), *second = agnesi_exponents(c->q->x->t, b);
    for (long i = 0; i < c->q->x->t->variables; i++) {
        uint32_t left = first[c->positions[i]], right = second[c->positions[i]];
        if (left != right)
            return left < right ? -1 : 1;
    }
    return 0;
}

static void open_monomial(conversion *c, visit candidate) {
    long low = 0, high = c->open_count;
    while (low < high) {
        long middle = (low + high) / 2;
        int order = compare(c, c->open[middle].own, candidate.own);
        if (!order)
            return;
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    AGNESI_ROOM(c->q->x->w, c->open, c->open_count, c->open_capacity);
    memmove(c->open + low + 1, c->open + low, (size_t)(c->open_count - low) * sizeof *c->open);
    c->open[low] = candidate;
    c->open_count++;
    agnesi_work(c->q->x->w, 64);
}

static int is_covered(const conversion *c, monomial a) {
    for (long i = 0; i < c->visit_count; i++) {
        if (c->visits[i].leads && agnesi_monomial_divides(c->q->x->t, c->visits[i].own, a))
            return 1;
    }
    agnesi_work(c->q->x->w, (unsigned long)c->visit_count);
    return 0;
}

// The vectors of the standard monomials of the new order, and what is needed to find the next.
typedef struct {
    const modulus *m;
    residue *table, **standard;
    long count;
    echelon *e;
    accumulator *sums;
    residue *image;
} walk;

static int start_walk(conversion *c, const modulus *m, walk *s) {
    workspace *w = c->q->x->w;
    size_t size = (size_t)c->q->dimension + 1;
    *s = (walk){m, agnesi_quotient_table(c->q, m), NULL, 0, NULL, NULL, NULL};
    s->standard = agnesi_take(w, size, sizeof *s->standard);
    s->e = agnesi_echelon_new(w, m, c->q->dimension);
    s->sums = agnesi_take(w, size, sizeof *s->sums);
    s->image = agnesi_take_zero(w, size, sizeof *s->image);
    return s->table != NULL;
}

// Whether the product of a variable and a standard monomial is independent of the smaller ones, which makes it standard.
static int take_product(conversion *c, walk *s, const visit *candidate) {
    workspace *w = c->q->x->w;
    size_t size = (size_t)c->q->dimension;
    if (candidate->parent < 0) {
        memset(s->image, 0, size * sizeof *s->image);
        s->image[0] = s->m->one;
    } else {
        agnesi_quotient_multiply(
            c->q, s->m, s->table, candidate->variable, s->standard[candidate->parent], s->image, s->sums);
    }
    if (!agnesi_echelon_add(s->e, s->image, 1))
        return 0;
    s->standard[s->count] = agnesi_take(w, size, sizeof **s->standard);
    memcpy(s->standard[s->count++], s->image, size * sizeof *s->image);
    return 1;
}

// The coefficients of an element: those of the standard monomials, smallest first, and 1.
static residue *write_element(const walk *s, residue *values) {
    for (long k = 0; k < s->count; k++)
        *values++ = agnesi_negative(s->m, s->e->relation[k]);
    *values++ = s->m->one;
    return values;
}

static residue *learn(conversion *c, const modulus *m) {
    workspace *w = c->q->x->w;
    walk s;
    if (!start_walk(c, m, &s))
        return NULL;
    residue *values = NULL;
    long size = 0, end_capacity = 0;
    c->standard = agnesi_take(w, (size_t)c->q->dimension + 1, sizeof *c->standard);
    open_monomial(c, (visit){MONOMIAL_ONE, -1, -1, 0});
    while (c->open_count) {
        visit candidate = c->open[--c->open_count];
        if (is_covered(c, candidate.own))
            continue;
        candidate.leads = !take_product(c, &s, &candidate);
        AGNESI_ROOM(w, c->visits, c->visit_count, c->visit_capacity);
        c->visits[c->visit_count++] = candidate;
        if (candidate.leads) {
            AGNESI_ROOM(w, c->ends, c->lead_count, end_capacity);
            values = agnesi_retake(w, values, (size_t)(size + s.count + 1), sizeof *values);
            write_element(&s, values + size);
            c->ends[c->lead_count++] = size += s.count + 1;
            continue;
        }
        c->standard[s.count - 1] = candidate.own;
        for (long variable = 0; variable < c->q->x->t->variables; variable++) {
            monomial next = agnesi_monomial_shift(c->q->x->t, candidate.own, variable);
            open_monomial(c, (visit){next, (int32_t)s.count - 1, (int32_t)variable, 0});
        }
    }
    return values;
}

static int image(void *context, const modulus *m, residue *values) {
    conversion *c = context;
    void *mark = agnesi_mark(c->q->x->w);
    walk s;
    if (!start_walk(c, m, &s)) {
        agnesi_give_since(c->q->x->w, mark);
        return PRIME_IS_USELESS;
    }
    int is_good = 1;
    for (long i = 0; i < c->visit_count && is_good; i++) {
        is_good = take_product(c, &s, c->visits + i) == !c->visits[i].leads;
        if (is_good && c->visits[i].leads)
            values = write_element(&s, values);
    }
    agnesi_give_since(c->q->x->w, mark);
    return is_good ? PRIME_IS_GOOD : PRIME_DISAGREES;
}

static agnesi_list *export_elements(conversion *c, const vectors *v) {
    workspace *w = c->q->x->w;
    export_item *items = agnesi_take(w, (size_t)v->count + 1, sizeof *items);
    long position = 0, start = 0;
    for (long i = 0; i < c->visit_count; i++) {
        if (!c->visits[i].leads)
            continue;
        long length = v->ends[position] - start;
        monomial *terms = agnesi_take(w, (size_t)length, sizeof *terms);
        memcpy(terms, c->standard, (size_t)(length - 1) * sizeof *terms);
        terms[length - 1] = c->visits[i].own;
        items[position] = (export_item){length, terms, v->numerators + start, 0};
        start = v->ends[position++];
    }
    return agnesi_ideal_export(c->q->x, items, v->count);
}

agnesi_list *agnesi_groebner_lexicographic(
    const agnesi_poly *const *basis, long count, const agnesi_order *order, const agnesi_ring *ring) {
    AGNESI_WORKSPACE(w, NULL);
    ideal *x = agnesi_ideal_new(w, order, ring);
    quotient *q = agnesi_quotient_new(x, basis, count);
    agnesi_list *list = NULL;
    modulus m = {(uint64_t)1 << 61, 0, 0, 0};
    for (int attempt = 0; attempt < 4 && !list; attempt++) {
        conversion c = {0};
        c.q = q;
        c.positions = agnesi_take(w, (size_t)x->t->variables, sizeof *c.positions);
        for (long i = 0; i < x->t->variables; i++)
            c.positions[order->variables[i]] = i;
        m.prime += (uint64_t)attempt << 32;
        residue *known;
        do {
            m = agnesi_modulus_after(m.prime);
            known = learn(&c, &m);
        } while (!known);
        vectors found = {c.lead_count, c.ends, NULL, NULL};
        lifting how = {&c, image, NULL};
        if (agnesi_lift(w, &how, &m, known, &found))
            list = export_elements(&c, &found);
    }
    agnesi_workspace_free(w);
    return list;
}
