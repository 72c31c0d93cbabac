// Multiplication tables of zero-dimensional quotients (Faugère, Gianni, Lazard, Mora, Efficient computation of zero-dimensional
// Gröbner bases by change of ordering, 1993).

#include <string.h>

#include "quotient.h"

// Places in the table of monomials: 0 for a monomial not seen yet.
static const uint32_t BORDER = 1u << 31;

static int is_standard(const quotient *q, monomial a) {
    const elements *all = &q->basis.all;
    for (long i = 0; i < all->count; i++) {
        if (agnesi_monomial_divides(q->x->t, all->items[i].monomials[0], a))
            return 0;
    }
    agnesi_work(q->x->w, 2 * (unsigned long)all->count);
    return 1;
}

// Collects the standard monomials and those next to them.
static void find_monomials(quotient *q, monomial **border) {
    workspace *w = q->x->w;
    monomials *t = q->x->t;
    long standard_capacity = 0, border_capacity = 0;
    if (!is_standard(q, MONOMIAL_ONE))
        return;
    AGNESI_ROOM(w, q->standard, q->dimension, standard_capacity);
    q->standard[q->dimension++] = MONOMIAL_ONE;
    t->facts[MONOMIAL_ONE].place = 1;
    for (long i = 0; i < q->dimension; i++) {
        for (long variable = 0; variable < t->variables; variable++) {
            monomial a = agnesi_monomial_shift(t, q->standard[i], variable);
            if (t->facts[a].place)
                continue;
            if (is_standard(q, a)) {
                AGNESI_ROOM(w, q->standard, q->dimension, standard_capacity);
                q->standard[q->dimension++] = a;
                t->facts[a].place = 1;
            } else {
                AGNESI_ROOM(w, *border, q->border_count, border_capacity);
                (*border)[q->border_count++] = a;
                t->facts[a].place = BORDER;
            }
        }
    }
}

static border_monomial border_of(quotient *q, monomial a) {
    monomials *t = q->x->t;
    const elements *all = &q->basis.all;
    for (long i = 0; i < all->count; i++) {
        if (all->items[i].monomials[0] == a)
            return (border_monomial){a, (int32_t)i, -1, -1};
    }
    for (long variable = 0; variable < t->variables; variable++) {
        if (!agnesi_exponents(t, a)[variable])
            continue;
        monomial single = agnesi_monomial_shift(t, MONOMIAL_ONE, variable);
        uint32_t place = t->facts[agnesi_monomial_quotient(t, a, single)].place;
        if (place & BORDER)
            return (border_monomial){a, -1, (int32_t)(place - BORDER), (int32_t)variable};
    }
    agnesi_stop(q->x->w);
}

// Whether there are finitely many standard monomials: every variable has a power that is a leading monomial, or 1 is one.
static int has_finite_dimension(const quotient *q) {
    const monomials *t = q->x->t;
    for (long variable = 0; variable < t->variables; variable++) {
        int is_bounded = 0;
        for (long i = 0; i < q->basis.all.count && !is_bounded; i++) {
            monomial lead = q->basis.all.items[i].monomials[0];
            is_bounded = agnesi_exponents(t, lead)[variable] == t->facts[lead].degree;
        }
        if (!is_bounded)
            return 0;
    }
    return 1;
}

quotient *agnesi_quotient_new(ideal *x, const agnesi_poly *const *basis, long count) {
    workspace *w = x->w;
    monomials *t = x->t;
    quotient *q = agnesi_take_zero(w, 1, sizeof *q);
    q->x = x;
    for (long i = 0; i < count; i++)
        agnesi_ideal_import(x, &q->basis, basis[i], 0);
    if (!has_finite_dimension(q))
        agnesi_stop(w);
    monomial *border = NULL;
    find_monomials(q, &border);
    agnesi_sort(w, q->standard, (size_t)q->dimension, agnesi_is_smaller, t);
    for (long i = 0; i < q->dimension; i++)
        t->facts[q->standard[i]].place = (uint32_t)i + 1;
    agnesi_sort(w, border, (size_t)q->border_count, agnesi_is_smaller, t);
    q->border = agnesi_take(w, (size_t)q->border_count + 1, sizeof *q->border);
    for (long i = 0; i < q->border_count; i++) {
        t->facts[border[i]].place = BORDER + (uint32_t)i;
        q->border[i] = border_of(q, border[i]);
    }
    q->next = agnesi_take(w, (size_t)(q->dimension * t->variables) + 1, sizeof *q->next);
    for (long variable = 0; variable < t->variables; variable++) {
        for (long i = 0; i < q->dimension; i++) {
            uint32_t place = t->facts[agnesi_monomial_shift(t, q->standard[i], variable)].place;
            q->next[variable * q->dimension + i] = place & BORDER ? -1 - (int32_t)(place - BORDER) : (int32_t)place - 1;
        }
    }
    agnesi_give(w, border);
    return q;
}

// The normal form of the leading monomial of an element.
static int set_generator(const quotient *q, const modulus *m, long position, residue *row) {
    const element *f = q->basis.all.items + position;
    const fmpz *coefficients = q->basis.coefficients[position];
    residue lead = agnesi_store(m, F.fmpz_fdiv_ui(coefficients, m->prime));
    if (!lead)
        return 0;
    residue scale = agnesi_negative(m, agnesi_inverse(m, lead));
    for (long k = 1; k < f->length; k++) {
        uint32_t place = q->x->t->facts[f->monomials[k]].place;
        if (!place || place & BORDER)
            agnesi_stop(q->x->w);
        agnesi_work_on(q->x->w, coefficients + k);
        row[place - 1] = agnesi_multiply(m, scale, agnesi_store(m, F.fmpz_fdiv_ui(coefficients + k, m->prime)));
    }
    return 1;
}

residue *agnesi_quotient_table(const quotient *q, const modulus *m) {
    workspace *w = q->x->w;
    size_t dimension = (size_t)q->dimension;
    residue *table = agnesi_take_zero(w, (size_t)q->border_count * dimension + 1, sizeof *table);
    accumulator *sums = agnesi_take(w, dimension + 1, sizeof *sums);
    for (long i = 0; i < q->border_count; i++) {
        const border_monomial *b = q->border + i;
        residue *row = table + (size_t)i * dimension;
        if (b->generator < 0)
            agnesi_quotient_multiply(q, m, table, b->variable, table + (size_t)b->parent * dimension, row, sums);
        else if (!set_generator(q, m, b->generator, row))
            return NULL;
    }
    agnesi_give(w, sums);
    return table;
}

static void accumulate_product(
    const quotient *q, const modulus *m, const residue *table, long variable, residue factor, const residue *v, accumulator *sums) {
    long dimension = q->dimension;
    const int32_t *next = q->next + variable * dimension;
    modulus own = *m;
    for (long i = 0; i < dimension; i++) {
        if (!v[i])
            continue;
        residue value = factor == own.one ? v[i] : agnesi_multiply(&own, factor, v[i]);
        if (next[i] >= 0) {
            sums[next[i]].high = agnesi_add(&own, sums[next[i]].high, value);
            continue;
        }
        const residue *row = table + (-1 - next[i]) * dimension;
        for (long k = 0; k < dimension; k++)
            agnesi_accumulate(&own, sums + k, value, row[k]);
        agnesi_work(q->x->w, (unsigned long)dimension);
    }
    agnesi_work(q->x->w, (unsigned long)dimension);
}

static void settle(const quotient *q, const modulus *m, residue *result, const accumulator *sums) {
    for (long i = 0; i < q->dimension; i++)
        result[i] = agnesi_settle(m, sums[i]);
}

void agnesi_quotient_multiply(
    const quotient *q, const modulus *m, const residue *table, long variable, const residue *v, residue *result, accumulator *sums) {
    memset(sums, 0, (size_t)q->dimension * sizeof *sums);
    accumulate_product(q, m, table, variable, m->one, v, sums);
    settle(q, m, result, sums);
}

void agnesi_quotient_apply(
    const quotient *q, const modulus *m, const residue *table, const long *form, const residue *v, residue *result, accumulator *sums) {
    memset(sums, 0, (size_t)q->dimension * sizeof *sums);
    for (long variable = 0; variable < q->x->t->variables; variable++) {
        long factor = form[q->x->variables[variable]];
        if (!factor)
            continue;
        residue size = agnesi_store(m, (uint64_t)(factor < 0 ? -(unsigned long)factor : (unsigned long)factor) % m->prime);
        accumulate_product(q, m, table, variable, factor < 0 ? agnesi_negative(m, size) : size, v, sums);
    }
    settle(q, m, result, sums);
}
