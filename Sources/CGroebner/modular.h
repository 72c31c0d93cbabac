// Arithmetic modulo primes below 2^62, in Montgomery's form (Modular multiplication without trial division, 1985).

#ifndef AGNESI_CGROEBNER_MODULAR_H
#define AGNESI_CGROEBNER_MODULAR_H

#include <stdint.h>

typedef uint64_t residue;
typedef unsigned __int128 double_word;

/// A prime, with what its arithmetic needs. A residue x is stored as x * 2^64.
typedef struct {
    residue prime;
    // -1 / prime modulo 2^64, and the stored forms of 1 and of 2^64.
    residue inverse, one, square;
} modulus;

/// A sum of products: high * 2^64 + low, with high below the prime.
typedef struct {
    uint64_t low, high;
} accumulator;

/// The number over 2^64.
static inline residue agnesi_reduce(const modulus *m, uint64_t high, uint64_t low) {
    uint64_t quotient = low * m->inverse;
    uint64_t result = high + (uint64_t)(((double_word)quotient * m->prime) >> 64) + (low != 0);
    return result >= m->prime ? result - m->prime : result;
}

static inline residue agnesi_multiply(const modulus *m, residue a, residue b) {
    double_word product = (double_word)a * b;
    return agnesi_reduce(m, (uint64_t)(product >> 64), (uint64_t)product);
}

static inline residue agnesi_negative(const modulus *m, residue a) {
    return a ? m->prime - a : 0;
}

static inline residue agnesi_add(const modulus *m, residue a, residue b) {
    residue sum = a + b;
    return sum >= m->prime ? sum - m->prime : sum;
}

static inline residue agnesi_subtract(const modulus *m, residue a, residue b) {
    return a >= b ? a - b : a + m->prime - b;
}

/// The stored form of a number below the prime, and back.
static inline residue agnesi_store(const modulus *m, uint64_t number) {
    return agnesi_multiply(m, number, m->square);
}

static inline uint64_t agnesi_number(const modulus *m, residue a) {
    return agnesi_reduce(m, 0, a);
}

/// sum += a * b.
static inline void agnesi_accumulate(const modulus *m, accumulator *sum, residue a, residue b) {
    double_word total = (((double_word)sum->high << 64) | sum->low) + (double_word)a * b;
    uint64_t high = (uint64_t)(total >> 64);
    sum->low = (uint64_t)total;
    sum->high = high >= m->prime ? high - m->prime : high;
}

/// A stored residue as a sum, and the residue of a sum.
static inline accumulator agnesi_sum(residue a) {
    return (accumulator){0, a};
}

static inline residue agnesi_settle(const modulus *m, accumulator sum) {
    return agnesi_reduce(m, sum.high, sum.low);
}

/// The inverse of a residue other than 0.
residue agnesi_inverse(const modulus *m, residue a);
/// The prime after a number between 2^61 and 2^62.
modulus agnesi_modulus_after(uint64_t number);

#endif
