// Monomials in a hash table: see monomials.h.

#include <string.h>

#include "monomials.h"

enum {
    FIRST_CAPACITY = 256,
    FIRST_SLOT_BITS = 10,
    // Sums of two degrees still fit.
    LARGEST_DEGREE = 1 << 30
};

static void make_room(monomials *t) {
    if (t->count < t->capacity)
        return;
    if (t->capacity >= 1u << 30)
        agnesi_stop(t->w);
    t->capacity *= 2;
    t->exponents = agnesi_retake(t->w, t->exponents, t->capacity, (size_t)t->variables * sizeof *t->exponents);
    t->facts = agnesi_retake(t->w, t->facts, t->capacity, sizeof *t->facts);
}

static uint32_t slot_of(const monomials *t, uint32_t hash) {
    return (hash * 0x9e3779b1u) >> (32 - t->slot_bits);
}

static void grow_slots(monomials *t) {
    agnesi_give(t->w, t->slots);
    t->slots = NULL;
    t->slot_bits++;
    t->slots = agnesi_take_zero(t->w, (size_t)1 << t->slot_bits, sizeof *t->slots);
    uint32_t last = (1u << t->slot_bits) - 1;
    for (monomial a = 0; a < t->count; a++) {
        uint32_t slot = slot_of(t, t->facts[a].hash);
        while (t->slots[slot])
            slot = (slot + 1) & last;
        t->slots[slot] = a + 1;
    }
}

static uint32_t mask_of(const monomials *t, const uint32_t *exponents) {
    uint32_t mask = 0;
    int bit = 0;
    for (long i = 0; i < t->variables && bit < 32; i++) {
        for (int k = 0; k < t->bits_each; k++, bit++)
            mask |= (uint32_t)(exponents[i] > (uint32_t)k) << bit;
    }
    return mask;
}

// The exponents stand behind the last monomial already.
static monomial find_or_add(monomials *t, uint32_t hash, uint32_t degree) {
    if (degree > LARGEST_DEGREE)
        agnesi_stop(t->w);
    size_t size = (size_t)t->variables * sizeof *t->exponents;
    const uint32_t *own = agnesi_exponents(t, t->count);
    uint32_t last = (1u << t->slot_bits) - 1, slot = slot_of(t, hash);
    for (; t->slots[slot]; slot = (slot + 1) & last) {
        monomial other = t->slots[slot] - 1;
        if (t->facts[other].hash == hash && !memcmp(agnesi_exponents(t, other), own, size))
            return other;
    }
    t->slots[slot] = t->count + 1;
    t->facts[t->count] = (monomial_facts){hash, degree, mask_of(t, own), 0, -1, 0};
    monomial result = t->count++;
    if (t->count >> (t->slot_bits - 1))
        grow_slots(t);
    agnesi_work(t->w, 8);
    return result;
}

monomials *agnesi_monomials_new(workspace *w, long variables, const long *blocks, long block_count) {
    monomials *t = agnesi_take_zero(w, 1, sizeof *t);
    t->w = w;
    t->variables = variables;
    t->blocks = block_count;
    t->ends = agnesi_take(w, (size_t)block_count, sizeof *t->ends);
    long end = 0;
    for (long i = 0; i < block_count; i++)
        t->ends[i] = end += blocks[i];
    t->bits_each = variables < 32 ? (int)(32 / variables) : 1;
    t->factors = agnesi_take(w, (size_t)variables, sizeof *t->factors);
    uint64_t state = 0x9e3779b97f4a7c15u;
    for (long i = 0; i < variables; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        t->factors[i] = (uint32_t)(state >> 32) | 1;
    }
    t->capacity = FIRST_CAPACITY;
    t->exponents = agnesi_take_zero(w, t->capacity, (size_t)variables * sizeof *t->exponents);
    t->facts = agnesi_take(w, t->capacity, sizeof *t->facts);
    t->slot_bits = FIRST_SLOT_BITS;
    t->slots = agnesi_take_zero(w, (size_t)1 << t->slot_bits, sizeof *t->slots);
    find_or_add(t, 0, 0);
    return t;
}

void agnesi_monomials_forget(monomials *t) {
    for (monomial a = 0; a < t->count; a++) {
        t->facts[a].divisor = -1;
        t->facts[a].tried = 0;
    }
}

monomial agnesi_monomial(monomials *t, const unsigned long *exponents) {
    make_room(t);
    uint32_t *own = t->exponents + (size_t)t->count * (size_t)t->variables, hash = 0;
    unsigned long degree = 0;
    for (long i = 0; i < t->variables; i++) {
        if (exponents[i] > LARGEST_DEGREE)
            agnesi_stop(t->w);
        own[i] = (uint32_t)exponents[i];
        hash += own[i] * t->factors[i];
        degree += exponents[i];
        if (degree > LARGEST_DEGREE)
            agnesi_stop(t->w);
    }
    return find_or_add(t, hash, (uint32_t)degree);
}

monomial agnesi_monomial_product(monomials *t, monomial a, monomial b) {
    make_room(t);
    const uint32_t *first = agnesi_exponents(t, a), *second = agnesi_exponents(t, b);
    uint32_t *own = t->exponents + (size_t)t->count * (size_t)t->variables;
    for (long i = 0; i < t->variables; i++)
        own[i] = first[i] + second[i];
    return find_or_add(t, t->facts[a].hash + t->facts[b].hash, t->facts[a].degree + t->facts[b].degree);
}

monomial agnesi_monomial_quotient(monomials *t, monomial a, monomial b) {
    make_room(t);
    const uint32_t *first = agnesi_exponents(t, a), *second = agnesi_exponents(t, b);
    uint32_t *own = t->exponents + (size_t)t->count * (size_t)t->variables;
    for (long i = 0; i < t->variables; i++)
        own[i] = first[i] - second[i];
    return find_or_add(t, t->facts[a].hash - t->facts[b].hash, t->facts[a].degree - t->facts[b].degree);
}

monomial agnesi_monomial_lcm(monomials *t, monomial a, monomial b) {
    make_room(t);
    const uint32_t *first = agnesi_exponents(t, a), *second = agnesi_exponents(t, b);
    uint32_t *own = t->exponents + (size_t)t->count * (size_t)t->variables, hash = 0, degree = 0;
    for (long i = 0; i < t->variables; i++) {
        own[i] = first[i] > second[i] ? first[i] : second[i];
        hash += own[i] * t->factors[i];
        degree += own[i];
    }
    return find_or_add(t, hash, degree);
}

monomial agnesi_monomial_shift(monomials *t, monomial a, long variable) {
    make_room(t);
    uint32_t *own = t->exponents + (size_t)t->count * (size_t)t->variables;
    memcpy(own, agnesi_exponents(t, a), (size_t)t->variables * sizeof *own);
    own[variable]++;
    return find_or_add(t, t->facts[a].hash + t->factors[variable], t->facts[a].degree + 1);
}

int agnesi_monomial_divides(const monomials *t, monomial a, monomial b) {
    if (t->facts[a].mask & ~t->facts[b].mask || t->facts[a].degree > t->facts[b].degree)
        return 0;
    const uint32_t *first = agnesi_exponents(t, a), *second = agnesi_exponents(t, b);
    for (long i = 0; i < t->variables; i++) {
        if (first[i] > second[i])
            return 0;
    }
    return 1;
}

int agnesi_monomial_compare(const monomials *t, monomial a, monomial b) {
    if (a == b)
        return 0;
    const uint32_t *first = agnesi_exponents(t, a), *second = agnesi_exponents(t, b);
    if (t->blocks == 1 && t->facts[a].degree != t->facts[b].degree)
        return t->facts[a].degree < t->facts[b].degree ? -1 : 1;
    long start = 0;
    for (long block = 0; block < t->blocks; block++) {
        long end = t->ends[block];
        uint32_t left = 0, right = 0;
        for (long i = start; i < end; i++) {
            left += first[i];
            right += second[i];
        }
        if (left != right)
            return left < right ? -1 : 1;
        for (long i = end - 1; i > start; i--) {
            if (first[i] != second[i])
                return first[i] > second[i] ? -1 : 1;
        }
        start = end;
    }
    return 0;
}

int agnesi_is_larger(const void *table, uint32_t a, uint32_t b) {
    return agnesi_monomial_compare(table, a, b) > 0;
}

int agnesi_is_smaller(const void *table, uint32_t a, uint32_t b) {
    return agnesi_monomial_compare(table, a, b) < 0;
}

void agnesi_sort(
    workspace *w, uint32_t *list, size_t count, int (*precedes)(const void *context, uint32_t a, uint32_t b), const void *context) {
    // Insertion in short runs, which are then merged.
    enum { RUN = 8 };
    for (size_t start = 0; start < count; start += RUN) {
        size_t end = start + RUN < count ? start + RUN : count;
        for (size_t i = start + 1; i < end; i++) {
            uint32_t item = list[i];
            size_t place = i;
            for (; place > start && precedes(context, item, list[place - 1]); place--)
                list[place] = list[place - 1];
            list[place] = item;
        }
    }
    if (count <= RUN)
        return;
    uint32_t *spare = agnesi_take(w, count, sizeof *spare), *from = list, *to = spare;
    for (size_t width = RUN; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = start + 2 * width < count ? start + 2 * width : count;
            for (size_t left = start, right = middle, place = start; place < end; place++) {
                int takes_right = left >= middle || (right < end && precedes(context, from[right], from[left]));
                to[place] = takes_right ? from[right++] : from[left++];
            }
        }
        agnesi_work(w, 4 * count);
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != list)
        memcpy(list, from, count * sizeof *list);
    agnesi_give(w, spare);
}
