// Polynomials of a ring as lists of monomials: see ideal.h.

#include <stdlib.h>

#include "ideal.h"

struct agnesi_list {
    long count;
    agnesi_poly **items;
};

ideal *agnesi_ideal_new(workspace *w, const agnesi_order *order, const agnesi_ring *ring) {
    ideal *x = agnesi_take(w, 1, sizeof *x);
    *x = (ideal){w, NULL, ring, order->variables};
    x->t = agnesi_monomials_new(w, ring->context.minfo->nvars, order->blocks, order->block_count);
    return x;
}

typedef struct {
    const monomials *t;
    const monomial *terms;
} term_order;

static int is_larger_term(const void *context, uint32_t a, uint32_t b) {
    const term_order *order = context;
    return agnesi_monomial_compare(order->t, order->terms[a], order->terms[b]) > 0;
}

void agnesi_ideal_import(ideal *x, exact_list *list, const agnesi_poly *p, int is_idle) {
    workspace *w = x->w;
    size_t length = (size_t)p->value.length, variables = (size_t)x->t->variables;
    unsigned long *exponents = agnesi_take(w, variables, sizeof *exponents);
    unsigned long *moved = agnesi_take(w, variables, sizeof *moved);
    monomial *terms = agnesi_take(w, length, sizeof *terms), *sorted = agnesi_take(w, length, sizeof *sorted);
    uint32_t *order = agnesi_take(w, length, sizeof *order);
    fmpz *coefficients = agnesi_take(w, length, sizeof *coefficients);
    for (size_t i = 0; i < length; i++) {
        agnesi_poly_exponents(exponents, p, (long)i, 1, x->ring);
        for (size_t k = 0; k < variables; k++)
            moved[k] = exponents[x->variables[k]];
        terms[i] = agnesi_monomial(x->t, moved);
        order[i] = (uint32_t)i;
    }
    term_order context = {x->t, terms};
    agnesi_sort(w, order, length, is_larger_term, &context);
    for (size_t i = 0; i < length; i++) {
        sorted[i] = terms[order[i]];
        coefficients[i] = p->value.coeffs[order[i]];
    }
    agnesi_exact_add(w, list, (element){sorted, (long)length, 0, is_idle}, coefficients);
    agnesi_give(w, order);
    agnesi_give(w, terms);
    agnesi_give(w, moved);
    agnesi_give(w, exponents);
}

monomial agnesi_ideal_power(ideal *x, long ring_variable, unsigned long exponent) {
    unsigned long *exponents = agnesi_take_zero(x->w, (size_t)x->t->variables, sizeof *exponents);
    for (long k = 0; k < x->t->variables; k++) {
        if (x->variables[k] == ring_variable)
            exponents[k] = exponent;
    }
    monomial result = agnesi_monomial(x->t, exponents);
    agnesi_give(x->w, exponents);
    return result;
}

int agnesi_ideal_residues(ideal *x, const modulus *m, const fmpz *coefficients, long length, residue *result) {
    for (long i = 0; i < length; i++) {
        result[i] = agnesi_store(m, F.fmpz_fdiv_ui(coefficients + i, m->prime));
        if (!result[i])
            return 0;
        agnesi_work_on(x->w, coefficients + i);
    }
    return 1;
}

// MARK: lists

agnesi_list *agnesi_ideal_export(ideal *x, const export_item *items, long count) {
    agnesi_list *list = agnesi_allocate(sizeof *list);
    long variables = x->t->variables;
    unsigned long *exponents = agnesi_allocate((size_t)variables * sizeof *exponents);
    list->items = agnesi_allocate((size_t)count * sizeof *list->items + 1);
    list->count = count;
    for (long i = 0; i < count; i++) {
        const export_item *item = items + i;
        agnesi_poly *p = list->items[i] = agnesi_poly_new(x->ring);
        fmpz_t content = {0}, quotient = {0};
        F._fmpz_vec_content(content, item->coefficients, item->length);
        if (item->keeps_content || !*content)
            F.fmpz_set_ui(content, 1);
        for (long k = 0; k < item->length; k++) {
            if (!item->coefficients[k])
                continue;
            const uint32_t *own = agnesi_exponents(x->t, item->terms[k]);
            for (long v = 0; v < variables; v++)
                exponents[x->variables[v]] = own[v];
            F.fmpz_divexact(quotient, item->coefficients + k, content);
            F.fmpz_mpoly_push_term_fmpz_ui(&p->value, quotient, exponents, &x->ring->context);
        }
        agnesi_poly_finish(p, x->ring);
        agnesi_fmpz_clear(content);
        agnesi_fmpz_clear(quotient);
    }
    free(exponents);
    return list;
}

void agnesi_list_free(agnesi_list *list, const agnesi_ring *ring) {
    for (long i = 0; i < list->count; i++)
        agnesi_poly_free(list->items[i], ring);
    free(list->items);
    free(list);
}

long agnesi_list_count(const agnesi_list *list) {
    return list->count;
}

void agnesi_list_take(agnesi_poly *p, agnesi_list *list, long position, const agnesi_ring *ring) {
    F.fmpz_mpoly_swap(&p->value, &list->items[position]->value, &ring->context);
}
