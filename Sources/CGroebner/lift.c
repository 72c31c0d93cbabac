// Chinese remainders and rational reconstruction (Wang, A p-adic algorithm for univariate partial fractions, 1981), prime by prime
// until the result is stable.

#include "lift.h"

enum { BAD_PRIMES_ALLOWED = 4 };

typedef struct {
    workspace *w;
    const lifting *l;
    vectors *result;
    long size;
    // What is known: the numbers modulo the product of the primes so far.
    fmpz *known, *product;
    // Temporaries, and the least value for which nothing is lost.
    fmpz *numerator, *denominator, *rest, *bound;
    // The vector that resisted last is tried first.
    long stubborn;
} state;

static long start_of(const vectors *v, long position) {
    return position ? v->ends[position - 1] : 0;
}

static void include(state *s, const modulus *m, const residue *values) {
    uint64_t product = F.fmpz_fdiv_ui(s->product, m->prime);
    residue inverse = agnesi_inverse(m, agnesi_store(m, product));
    for (long i = 0; i < s->size; i++) {
        residue old = agnesi_store(m, F.fmpz_fdiv_ui(s->known + i, m->prime));
        residue step = agnesi_multiply(m, agnesi_subtract(m, values[i], old), inverse);
        F.fmpz_addmul_ui(s->known + i, s->product, agnesi_number(m, step));
        agnesi_work(s->w, 32 + F.fmpz_bits(s->product) / 16);
    }
    F.fmpz_mul_ui(s->product, s->product, m->prime);
    agnesi_expect(s->w, 2 * (size_t)s->size, F.fmpz_bits(s->product));
    F.fmpz_fdiv_q_2exp(s->bound, s->product, (F.fmpz_bits(s->product) + 3) / 2);
}

// Entries of a vector share most of their denominators: each is tried with what is known of the common one first.
static int reconstruct_vector(state *s, long position) {
    vectors *v = s->result;
    fmpz *common = v->denominators + position;
    long start = start_of(v, position), end = v->ends[position];
    F.fmpz_set_ui(common, 1);
    for (long i = start; i < end; i++) {
        agnesi_work(s->w, 64 + F.fmpz_bits(s->product));
        F.fmpz_mul(s->rest, s->known + i, common);
        F.fmpz_smod(v->numerators + i, s->rest, s->product);
        if (F.fmpz_cmpabs(v->numerators + i, s->bound) <= 0)
            continue;
        F.fmpz_mod(s->rest, s->rest, s->product);
        if (!F._fmpq_reconstruct_fmpz(s->numerator, s->denominator, s->rest, s->product))
            return 0;
        F.fmpz_set(v->numerators + i, s->numerator);
        F.fmpz_mul(common, common, s->denominator);
        if (F.fmpz_cmpabs(common, s->bound) > 0)
            return 0;
        for (long k = start; k < i; k++)
            F.fmpz_mul(v->numerators + k, v->numerators + k, s->denominator);
    }
    return 1;
}

static int reconstruct(state *s) {
    if (s->stubborn < s->result->count && !reconstruct_vector(s, s->stubborn))
        return 0;
    for (long i = 0; i < s->result->count; i++) {
        if (i != s->stubborn && !reconstruct_vector(s, i)) {
            s->stubborn = i;
            return 0;
        }
    }
    return 1;
}

static int agrees(state *s, const modulus *m, const residue *values) {
    vectors *v = s->result;
    for (long position = 0; position < v->count; position++) {
        residue denominator = agnesi_store(m, F.fmpz_fdiv_ui(v->denominators + position, m->prime));
        if (!denominator)
            return 0;
        for (long i = start_of(v, position); i < v->ends[position]; i++) {
            residue numerator = agnesi_store(m, F.fmpz_fdiv_ui(v->numerators + i, m->prime));
            if (agnesi_multiply(m, values[i], denominator) != numerator)
                return 0;
            agnesi_work_on(s->w, v->numerators + i);
        }
    }
    return 1;
}

int agnesi_lift(workspace *w, const lifting *l, const modulus *first, const residue *known, vectors *result) {
    long size = result->count ? result->ends[result->count - 1] : 0;
    fmpz *numbers = agnesi_take_integers(w, 6);
    state s = {w, l, result, size, agnesi_take_integers(w, size), numbers, numbers + 1, numbers + 2, numbers + 3, numbers + 4, 0};
    result->numerators = agnesi_take_integers(w, size);
    result->denominators = agnesi_take_integers(w, result->count);
    residue *values = agnesi_take(w, (size_t)size + 1, sizeof *values);
    F.fmpz_set_ui(s.product, 1);
    include(&s, first, known);
    modulus m = *first;
    long included = 1, next_try = 1;
    int is_candidate = 0;
    for (int bad = 0; bad < BAD_PRIMES_ALLOWED;) {
        if (included >= next_try) {
            is_candidate = reconstruct(&s);
            next_try = included + 1 + included / 6;
        }
        m = agnesi_modulus_after(m.prime);
        int verdict = l->image(l->context, &m, values);
        if (verdict != PRIME_IS_GOOD) {
            bad += verdict == PRIME_DISAGREES;
            continue;
        }
        if (is_candidate && agrees(&s, &m, values)) {
            if (!l->is_right || l->is_right(l->context, result))
                return 1;
            bad++;
        }
        is_candidate = 0;
        include(&s, &m, values);
        included++;
    }
    return 0;
}
