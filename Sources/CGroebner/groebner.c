// Reduced Gröbner bases over the rational numbers from bases modulo primes (Arnold, Modular algorithms for computing Gröbner bases,
// 2003). A candidate is a basis modulo a prime that had no part in it, and the inputs reduce to zero by it over the rational numbers.

#include "faugere.h"
#include "ideal.h"
#include "lift.h"

enum {
    FIRST_NUMBER_BITS = 61,
    // A first prime that leads elsewhere than others is a rare accident.
    ATTEMPTS = 4
};

typedef struct {
    ideal *x;
    exact_list inputs;
    residue **values;
    trace *f;
} computation;

// A prime that divides a coefficient of an input may well lead to another ideal, and is not used.
static int set_inputs(computation *c, const modulus *m) {
    for (long i = 0; i < c->inputs.all.count; i++) {
        if (!agnesi_ideal_residues(c->x, m, c->inputs.coefficients[i], c->inputs.all.items[i].length, c->values[i]))
            return 0;
    }
    return 1;
}

static int image(void *context, const modulus *m, residue *values) {
    computation *c = context;
    if (!set_inputs(c, m))
        return PRIME_IS_USELESS;
    return agnesi_trace_repeat(c->f, m, c->values, values) ? PRIME_IS_GOOD : PRIME_DISAGREES;
}

static void note_rest(void *context, long source, const fmpz *scale, const fmpz *rest, const macaulay *x) {
    (void)source;
    (void)scale;
    for (uint32_t i = 0; i < x->column_count; i++)
        *(int *)context |= rest[i] != 0;
}

static int is_right(void *context, const vectors *candidate) {
    computation *c = context;
    workspace *w = c->x->w;
    exact_list list = {0};
    long start = 0;
    for (long i = 0; i < candidate->count; i++) {
        agnesi_exact_add(w, &list, c->f->all.items[c->f->basis[i]], candidate->numerators + start);
        start = candidate->ends[i];
    }
    for (long i = 0; i < c->inputs.all.count; i++)
        agnesi_exact_add(w, &list, c->inputs.all.items[i], c->inputs.coefficients[i]);
    int has_rest = 0;
    agnesi_exact_reduce(w, c->x->t, &list, note_rest, &has_rest);
    return !has_rest;
}

static agnesi_list *export_vectors(computation *c, const vectors *v) {
    export_item *items = agnesi_take(c->x->w, (size_t)v->count + 1, sizeof *items);
    long start = 0;
    for (long i = 0; i < v->count; i++) {
        items[i] = (export_item){v->ends[i] - start, c->f->all.items[c->f->basis[i]].monomials, v->numerators + start, 0};
        start = v->ends[i];
    }
    return agnesi_ideal_export(c->x, items, v->count);
}

agnesi_list *agnesi_groebner_basis(
    const agnesi_poly *const *inputs, long count, const agnesi_order *order, const agnesi_ring *ring) {
    AGNESI_WORKSPACE(w, NULL);
    computation c = {agnesi_ideal_new(w, order, ring), {0}, NULL, NULL};
    for (long i = 0; i < count; i++) {
        if (inputs[i]->value.length)
            agnesi_ideal_import(c.x, &c.inputs, inputs[i], 1);
    }
    c.values = agnesi_take(w, (size_t)c.inputs.all.count + 1, sizeof *c.values);
    for (long i = 0; i < c.inputs.all.count; i++)
        c.values[i] = agnesi_take(w, (size_t)c.inputs.all.items[i].length, sizeof **c.values);
    agnesi_list *list = NULL;
    modulus m = {(uint64_t)1 << FIRST_NUMBER_BITS, 0, 0, 0};
    for (int attempt = 0; attempt < ATTEMPTS && !list; attempt++) {
        void *mark = agnesi_mark(w);
        m.prime += (uint64_t)attempt << 32;
        do
            m = agnesi_modulus_after(m.prime);
        while (!set_inputs(&c, &m));
        agnesi_monomials_forget(c.x->t);
        c.f = agnesi_trace_new(w, c.x->t);
        for (long i = 0; i < c.inputs.all.count; i++)
            agnesi_trace_add_input(c.f, c.inputs.all.items[i].monomials, c.inputs.all.items[i].length);
        residue *known = agnesi_trace_learn(c.f, &m, c.values);
        long *ends = agnesi_take(w, (size_t)c.f->basis_count + 1, sizeof *ends);
        for (long i = 0, end = 0; i < c.f->basis_count; i++)
            ends[i] = end += c.f->all.items[c.f->basis[i]].length;
        vectors found = {c.f->basis_count, ends, NULL, NULL};
        lifting how = {&c, image, is_right};
        if (agnesi_lift(w, &how, &m, known, &found))
            list = export_vectors(&c, &found);
        agnesi_give_since(w, mark);
    }
    agnesi_workspace_free(w);
    return list;
}

// MARK: normal forms

typedef struct {
    ideal *x;
    long first;
    export_item *items;
} normal_forms;

static void take_rest(void *context, long source, const fmpz *scale, const fmpz *rest, const macaulay *x) {
    normal_forms *n = context;
    workspace *w = n->x->w;
    long length = 0;
    for (uint32_t i = 0; i < x->column_count; i++)
        length += rest[i] != 0;
    fmpz *coefficients = agnesi_take_integers(w, length + 1);
    monomial *terms = agnesi_take(w, (size_t)length + 1, sizeof *terms);
    terms[length] = MONOMIAL_ONE;
    F.fmpz_set(coefficients + length, scale);
    for (uint32_t i = x->column_count, k = (uint32_t)length; i-- > 0;) {
        if (!rest[i])
            continue;
        terms[--k] = x->columns[i];
        F.fmpz_set(coefficients + k, rest + i);
    }
    export_item *items = n->items + 2 * (source - n->first);
    items[0] = (export_item){length, terms, coefficients, 1};
    items[1] = (export_item){1, terms + length, coefficients + length, 1};
}

agnesi_list *agnesi_groebner_normal_forms(
    const agnesi_poly *const *basis, long basis_count, const agnesi_poly *const *inputs, long count, const agnesi_order *order,
    const agnesi_ring *ring) {
    AGNESI_WORKSPACE(w, NULL);
    ideal *x = agnesi_ideal_new(w, order, ring);
    exact_list list = {0};
    for (long i = 0; i < basis_count; i++)
        agnesi_ideal_import(x, &list, basis[i], 0);
    for (long i = 0; i < count; i++)
        agnesi_ideal_import(x, &list, inputs[i], 1);
    normal_forms n = {x, basis_count, agnesi_take_zero(w, 2 * (size_t)count + 1, sizeof(export_item))};
    agnesi_exact_reduce(w, x->t, &list, take_rest, &n);
    agnesi_list *result = agnesi_ideal_export(x, n.items, 2 * count);
    agnesi_workspace_free(w);
    return result;
}
