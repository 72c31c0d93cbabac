// The criteria of Gebauer and Möller (On an installation of Buchberger's algorithm, 1988), and selection by sugar (Giovini, Mora,
// Niesi, Robbiano, Traverso, "One sugar cube, please", 1991).

#include "pairs.h"

void agnesi_pairs_add(pairs *p, pair item) {
    AGNESI_ROOM(p->w, p->items, p->count, p->capacity);
    p->items[p->count++] = item;
}

static monomial lead_of(const pairs *p, long position) {
    return p->all->items[position].monomials[0];
}

static uint32_t sugar_of(const pairs *p, long first, long second, monomial lcm) {
    uint32_t degree = p->t->facts[lcm].degree;
    uint32_t left = p->all->items[first].sugar + (degree - p->t->facts[lead_of(p, first)].degree);
    uint32_t right = p->all->items[second].sugar + (degree - p->t->facts[lead_of(p, second)].degree);
    return left > right ? left : right;
}

// An old pair goes where the new leading monomial divides its lcm, unless a pair with the new element has the same lcm.
static void drop_old(pairs *p, long newest, const monomial *lcms) {
    long kept = 0;
    for (long i = 0; i < p->count; i++) {
        pair item = p->items[i];
        int stays = item.second < 0 || !agnesi_monomial_divides(p->t, lead_of(p, newest), item.lcm) || lcms[item.first] == item.lcm
            || lcms[item.second] == item.lcm;
        if (stays)
            p->items[kept++] = item;
    }
    agnesi_work(p->w, 8 * (unsigned long)p->count);
    p->count = kept;
}

typedef struct {
    const monomials *t;
    const pair *items;
    const char *are_coprime;
} candidates;

static int comes_first(const void *context, uint32_t a, uint32_t b) {
    const candidates *c = context;
    monomial left = c->items[a].lcm, right = c->items[b].lcm;
    if (left == right)
        return c->are_coprime[a] > c->are_coprime[b];
    uint32_t first = c->t->facts[left].degree, second = c->t->facts[right].degree;
    return first != second ? first < second : left < right;
}

void agnesi_pairs_update(pairs *p, long newest) {
    workspace *w = p->w;
    monomials *t = p->t;
    monomial lead = lead_of(p, newest);
    monomial *lcms = agnesi_take_zero(w, (size_t)newest + 1, sizeof *lcms);
    pair *fresh = agnesi_take(w, (size_t)newest + 1, sizeof *fresh);
    char *are_coprime = agnesi_take(w, (size_t)newest + 1, 1);
    uint32_t *order = agnesi_take(w, (size_t)newest + 1, sizeof *order);
    size_t count = 0;
    for (long i = p->start; i < newest; i++) {
        element *other = p->all->items + i;
        if (other->is_idle && !p->count)
            continue;
        lcms[i] = agnesi_monomial_lcm(t, lead_of(p, i), lead);
        if (other->is_idle)
            continue;
        fresh[count] = (pair){lcms[i], sugar_of(p, i, newest, lcms[i]), (int32_t)i, (int32_t)newest};
        are_coprime[count] = t->facts[lcms[i]].degree == t->facts[lead].degree + t->facts[lead_of(p, i)].degree;
        order[count] = (uint32_t)count;
        count++;
    }
    drop_old(p, newest, lcms);
    candidates c = {t, fresh, are_coprime};
    agnesi_sort(w, order, count, comes_first, &c);
    // Of the new pairs those stay whose lcm no other one divides; of equal ones one, and none if an lcm is the product.
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        int is_covered = 0;
        for (size_t k = 0; k < kept && !is_covered; k++)
            is_covered = agnesi_monomial_divides(t, fresh[order[k]].lcm, fresh[order[i]].lcm);
        agnesi_work(w, 4 * kept + 4);
        if (!is_covered)
            order[kept++] = order[i];
    }
    for (size_t k = 0; k < kept; k++) {
        if (!are_coprime[order[k]])
            agnesi_pairs_add(p, fresh[order[k]]);
    }
    for (long i = p->start; i < newest; i++) {
        element *other = p->all->items + i;
        if (other->is_idle)
            continue;
        if (agnesi_monomial_divides(t, lead, lead_of(p, i)))
            other->is_idle = 1;
        else if (agnesi_monomial_divides(t, lead_of(p, i), lead))
            p->all->items[newest].is_idle = 1;
    }
    agnesi_give(w, order);
    agnesi_give(w, are_coprime);
    agnesi_give(w, fresh);
    agnesi_give(w, lcms);
}

static int has_smaller_lcm(const void *context, uint32_t a, uint32_t b) {
    const pair *items = context;
    return items[a].lcm < items[b].lcm;
}

long agnesi_pairs_select(pairs *p) {
    uint32_t lowest = UINT32_MAX;
    for (long i = 0; i < p->count; i++) {
        if (p->items[i].sugar < lowest)
            lowest = p->items[i].sugar;
    }
    pair *copy = agnesi_take(p->w, (size_t)p->count + 1, sizeof *copy);
    uint32_t *chosen = agnesi_take(p->w, (size_t)p->count + 1, sizeof *chosen);
    long kept = 0;
    size_t count = 0;
    for (long i = 0; i < p->count; i++) {
        copy[i] = p->items[i];
        if (copy[i].sugar == lowest)
            chosen[count++] = (uint32_t)i;
        else
            p->items[kept++] = copy[i];
    }
    agnesi_sort(p->w, chosen, count, has_smaller_lcm, copy);
    for (size_t i = 0; i < count; i++)
        p->items[kept + (long)i] = copy[chosen[i]];
    agnesi_give(p->w, chosen);
    agnesi_give(p->w, copy);
    return (long)count;
}
