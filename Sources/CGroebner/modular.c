// Primes, and inverses modulo them.

#include "functions.h"
#include "modular.h"

residue agnesi_inverse(const modulus *m, residue a) {
    // Euclid's algorithm; the factors stay below the prime.
    int64_t previous = 0, current = 1;
    uint64_t larger = m->prime, smaller = agnesi_number(m, a);
    while (smaller > 1) {
        uint64_t quotient = larger / smaller, rest = larger % smaller;
        int64_t next = previous - (int64_t)quotient * current;
        larger = smaller;
        smaller = rest;
        previous = current;
        current = next;
    }
    uint64_t number = current < 0 ? (uint64_t)(current + (int64_t)m->prime) : (uint64_t)current;
    return agnesi_store(m, number);
}

modulus agnesi_modulus_after(uint64_t number) {
    modulus m;
    m.prime = F.n_nextprime(number, 0);
    // Newton's iteration doubles the correct bits, of which an odd number has three.
    uint64_t inverse = m.prime;
    for (int bits = 3; bits < 64; bits *= 2)
        inverse *= 2 - m.prime * inverse;
    m.inverse = -inverse;
    m.one = (uint64_t)(((double_word)1 << 64) % m.prime);
    m.square = (uint64_t)((double_word)m.one * m.one % m.prime);
    return m;
}
