// GMP declares its functions through macros that rename them, and Swift does not import such macros.
// Every function that the Swift side uses is therefore a small inline function here, with the prefix `agnesi_`.

#ifndef AGNESI_CGMP_SHIM_H
#define AGNESI_CGMP_SHIM_H

#include <gmp.h>
#include <string.h>

#pragma clang assume_nonnull begin


// Integers: life and conversion.

static inline void agnesi_z_init(__mpz_struct *z) { mpz_init(z); }
static inline void agnesi_z_init_set(__mpz_struct *z, const __mpz_struct *a) { mpz_init_set(z, a); }
static inline void agnesi_z_clear(__mpz_struct *z) { mpz_clear(z); }
static inline void agnesi_z_set(__mpz_struct *z, const __mpz_struct *a) { mpz_set(z, a); }
static inline void agnesi_z_set_ui(__mpz_struct *z, unsigned long a) { mpz_set_ui(z, a); }
static inline int agnesi_z_fits_long(const __mpz_struct *z) { return mpz_fits_slong_p(z); }
static inline long agnesi_z_get_long(const __mpz_struct *z) { return mpz_get_si(z); }
static inline unsigned long agnesi_z_low_limb(const __mpz_struct *z) { return mpz_get_ui(z); }

/// A read-only integer of the sign `sign` (-1, 0 or 1) whose magnitude is the one limb; it lives as long as the limb.
static inline __mpz_struct agnesi_z_view(const mp_limb_t *limb, long sign) {
    __mpz_struct z;
    mpz_roinit_n(&z, limb, sign);
    return z;
}

/// Reads `text`, decimal digits ended by NUL. Nonzero when it is not a number.
static inline int agnesi_z_set_digits(__mpz_struct *z, const char *text, int base) { return mpz_set_str(z, text, base); }

/// The number of bytes that `agnesi_z_get_digits` may write, with the sign and the ending NUL.
static inline size_t agnesi_z_digits_capacity(const __mpz_struct *z) { return mpz_sizeinbase(z, 10) + 2; }

/// Writes the decimal digits, and `-` before a negative number. The number of bytes before the ending NUL.
static inline size_t agnesi_z_get_digits(char *text, const __mpz_struct *z) {
    mpz_get_str(text, 10, z);
    return strlen(text);
}

// Integers: questions.

static inline int agnesi_z_sign(const __mpz_struct *z) { return mpz_sgn(z); }
static inline int agnesi_z_is_odd(const __mpz_struct *z) { return mpz_odd_p(z) != 0; }
static inline int agnesi_z_compare(const __mpz_struct *a, const __mpz_struct *b) { return mpz_cmp(a, b); }
static inline size_t agnesi_z_bit_length(const __mpz_struct *z) { return mpz_sgn(z) == 0 ? 0 : mpz_sizeinbase(z, 2); }
/// The remainder of the magnitude.
static inline unsigned long agnesi_z_residue(const __mpz_struct *z, unsigned long n) { return mpz_tdiv_ui(z, n); }
static inline size_t agnesi_z_limb_count(const __mpz_struct *z) { return mpz_size(z); }
static inline const mp_limb_t *agnesi_z_limbs(const __mpz_struct *z) { return mpz_limbs_read(z); }
static inline mp_bitcnt_t agnesi_z_trailing_zeros(const __mpz_struct *z) { return mpz_scan1(z, 0); }
static inline double agnesi_z_get_scaled(long *exponent, const __mpz_struct *z) { return mpz_get_d_2exp(exponent, z); }

// Integers: operations. The result may be one of the operands.

static inline void agnesi_z_add(__mpz_struct *r, const __mpz_struct *a, const __mpz_struct *b) { mpz_add(r, a, b); }
static inline void agnesi_z_sub(__mpz_struct *r, const __mpz_struct *a, const __mpz_struct *b) { mpz_sub(r, a, b); }
static inline void agnesi_z_mul(__mpz_struct *r, const __mpz_struct *a, const __mpz_struct *b) { mpz_mul(r, a, b); }
static inline void agnesi_z_neg(__mpz_struct *r, const __mpz_struct *a) { mpz_neg(r, a); }
static inline void agnesi_z_abs(__mpz_struct *r, const __mpz_struct *a) { mpz_abs(r, a); }
static inline void agnesi_z_gcd(__mpz_struct *r, const __mpz_struct *a, const __mpz_struct *b) { mpz_gcd(r, a, b); }
static inline void agnesi_z_shift_left(__mpz_struct *r, const __mpz_struct *a, mp_bitcnt_t n) { mpz_mul_2exp(r, a, n); }
static inline void agnesi_z_shift_right(__mpz_struct *r, const __mpz_struct *a, mp_bitcnt_t n) { mpz_tdiv_q_2exp(r, a, n); }

/// The division functions need a divisor that is not zero: GMP ends the process otherwise.
static inline void agnesi_z_quotient_remainder(
    __mpz_struct *q, __mpz_struct *r, const __mpz_struct *a, const __mpz_struct *b
) { mpz_tdiv_qr(q, r, a, b); }
static inline void agnesi_z_floor_quotient(__mpz_struct *q, const __mpz_struct *a, const __mpz_struct *b) { mpz_fdiv_q(q, a, b); }
static inline void agnesi_z_ceil_quotient(__mpz_struct *q, const __mpz_struct *a, const __mpz_struct *b) { mpz_cdiv_q(q, a, b); }
static inline void agnesi_z_exact_quotient(__mpz_struct *q, const __mpz_struct *a, const __mpz_struct *b) { mpz_divexact(q, a, b); }

static inline void agnesi_z_pow(__mpz_struct *r, const __mpz_struct *a, unsigned long n) { mpz_pow_ui(r, a, n); }
static inline void agnesi_z_factorial(__mpz_struct *r, unsigned long n) { mpz_fac_ui(r, n); }
static inline void agnesi_z_double_factorial(__mpz_struct *r, unsigned long n) { mpz_2fac_ui(r, n); }
static inline void agnesi_z_binomial(__mpz_struct *r, unsigned long n, unsigned long k) { mpz_bin_uiui(r, n, k); }

/// The truncated `n`-th root of `a >= 0`, `n >= 1`. Nonzero when it is exact.
static inline int agnesi_z_root(__mpz_struct *r, const __mpz_struct *a, unsigned long n) { return mpz_root(r, a, n); }

/// `a` without its factors `p`; how many there were. `a` is not zero and `p >= 2`.
static inline mp_bitcnt_t agnesi_z_remove(__mpz_struct *r, const __mpz_struct *a, const __mpz_struct *p) {
    return mpz_remove(r, a, p);
}

// Rationals. The operands are canonical (lowest terms, positive denominator), and then the results are.

static inline void agnesi_q_init(__mpq_struct *q) { mpq_init(q); }
static inline void agnesi_q_clear(__mpq_struct *q) { mpq_clear(q); }
static inline void agnesi_q_set(__mpq_struct *q, const __mpq_struct *a) { mpq_set(q, a); }
static inline void agnesi_q_set_double(__mpq_struct *q, double a) { mpq_set_d(q, a); }
static inline void agnesi_q_canonicalize(__mpq_struct *q) { mpq_canonicalize(q); }
static inline int agnesi_q_compare(const __mpq_struct *a, const __mpq_struct *b) { return mpq_cmp(a, b); }
static inline void agnesi_q_add(__mpq_struct *r, const __mpq_struct *a, const __mpq_struct *b) { mpq_add(r, a, b); }
static inline void agnesi_q_sub(__mpq_struct *r, const __mpq_struct *a, const __mpq_struct *b) { mpq_sub(r, a, b); }
static inline void agnesi_q_mul(__mpq_struct *r, const __mpq_struct *a, const __mpq_struct *b) { mpq_mul(r, a, b); }
/// `b` is not zero.
static inline void agnesi_q_div(__mpq_struct *r, const __mpq_struct *a, const __mpq_struct *b) { mpq_div(r, a, b); }
static inline void agnesi_q_neg(__mpq_struct *r, const __mpq_struct *a) { mpq_neg(r, a); }
/// `a` is not zero.
static inline void agnesi_q_inv(__mpq_struct *r, const __mpq_struct *a) { mpq_inv(r, a); }

/// Adds `a` to `sum`, which need not be in lowest terms before and is not after: with a common denominator, the gcd of numerator and
/// denominator is left to `agnesi_q_canonicalize`. What `scratch` and `rest` hold is lost.
static inline void agnesi_q_accumulate(__mpq_struct *sum, const __mpq_struct *a, __mpz_struct *scratch, __mpz_struct *rest) {
    mpz_ptr above = mpq_numref(sum), below = mpq_denref(sum);
    if (mpz_cmp(below, mpq_denref(a)) == 0) {
        mpz_add(above, above, mpq_numref(a));
        return;
    }
    mpz_tdiv_qr(scratch, rest, below, mpq_denref(a));
    if (mpz_sgn(rest) != 0) {
        mpz_gcd(rest, below, mpq_denref(a));
        mpz_divexact(scratch, below, rest);
        mpz_divexact(rest, mpq_denref(a), rest);
        mpz_mul(above, above, rest);
        mpz_mul(below, below, rest);
    }
    mpz_addmul(above, mpq_numref(a), scratch);
}

#pragma clang assume_nonnull end

#endif
