// The C face of FLINT's multivariate polynomials with integer coefficients, free of FLINT's own headers.
//
// Everything here relies on an agnesi_flint_load() that has succeeded. A result may not be one of the operands.
//
// A function that returns AGNESI_STOPPED was cut short: by the poll, by the limit of memory, or by a complaint of FLINT.
// Its results are then zero, and what it had allocated so far is lost.

#ifndef AGNESI_CFLINT_POLYNOMIALS_H
#define AGNESI_CFLINT_POLYNOMIALS_H

/// A ring of polynomials: the number of variables and the order of monomials.
typedef struct agnesi_ring agnesi_ring;
/// A polynomial: an fmpz_mpoly_t behind an opaque name.
typedef struct agnesi_poly agnesi_poly;
/// The factors that a factorisation found.
typedef struct agnesi_factors agnesi_factors;
/// The coefficients of a polynomial in one of its variables.
typedef struct agnesi_univariate agnesi_univariate;

enum { AGNESI_LEXICOGRAPHIC = 0, AGNESI_DEGREE_LEXICOGRAPHIC = 1, AGNESI_DEGREE_REVERSE_LEXICOGRAPHIC = 2 };

/// What an operation that may fail answers.
enum { AGNESI_STOPPED = -1, AGNESI_NO = 0, AGNESI_YES = 1 };

// MARK: rings and polynomials (polynomials.c)

agnesi_ring *_Nonnull agnesi_ring_new(long variables, int order);
void agnesi_ring_free(agnesi_ring *_Nonnull ring);

/// The zero polynomial.
agnesi_poly *_Nonnull agnesi_poly_new(const agnesi_ring *_Nonnull ring);
void agnesi_poly_free(agnesi_poly *_Nonnull p, const agnesi_ring *_Nonnull ring);

void agnesi_poly_set_si(agnesi_poly *_Nonnull p, long value, const agnesi_ring *_Nonnull ring);
void agnesi_poly_set_mpz(agnesi_poly *_Nonnull p, const void *_Nonnull mpz, const agnesi_ring *_Nonnull ring);
void agnesi_poly_set_variable(agnesi_poly *_Nonnull p, long variable, const agnesi_ring *_Nonnull ring);
/// Appends a term, in any order; agnesi_poly_finish must follow before any other use.
void agnesi_poly_push_si(
    agnesi_poly *_Nonnull p, long coefficient, const unsigned long *_Nonnull exponents, const agnesi_ring *_Nonnull ring);
void agnesi_poly_push_mpz(
    agnesi_poly *_Nonnull p, const void *_Nonnull mpz, const unsigned long *_Nonnull exponents, const agnesi_ring *_Nonnull ring);
void agnesi_poly_finish(agnesi_poly *_Nonnull p, const agnesi_ring *_Nonnull ring);

long agnesi_poly_length(const agnesi_poly *_Nonnull p);
int agnesi_poly_is_constant(const agnesi_poly *_Nonnull p, const agnesi_ring *_Nonnull ring);
int agnesi_poly_equal(const agnesi_poly *_Nonnull a, const agnesi_poly *_Nonnull b, const agnesi_ring *_Nonnull ring);
/// A total order of polynomials of one ring: -1, 0 or 1.
int agnesi_poly_compare(const agnesi_poly *_Nonnull a, const agnesi_poly *_Nonnull b, const agnesi_ring *_Nonnull ring);
/// The degree in each variable; -1 for the zero polynomial.
void agnesi_poly_degrees(long *_Nonnull degrees, const agnesi_poly *_Nonnull p, const agnesi_ring *_Nonnull ring);
long agnesi_poly_total_degree(const agnesi_poly *_Nonnull p, const agnesi_ring *_Nonnull ring);
/// The number of bits of the largest coefficient.
long agnesi_poly_bits(const agnesi_poly *_Nonnull p);
/// 1 and the coefficient of a term if it is small; else 0.
int agnesi_poly_small_coefficient(const agnesi_poly *_Nonnull p, long term, long *_Nonnull value);
/// The coefficient of a term that is not small, as a GMP integer that lives as long as the polynomial.
const void *_Nonnull agnesi_poly_large_coefficient(const agnesi_poly *_Nonnull p, long term);
/// The exponents of the terms from `first` on, `count` of them, one term after the other.
void agnesi_poly_exponents(
    unsigned long *_Nonnull exponents, const agnesi_poly *_Nonnull p, long first, long count, const agnesi_ring *_Nonnull ring);

// MARK: arithmetic (polynomials.c)

int agnesi_poly_add(
    agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, const agnesi_poly *_Nonnull b, const agnesi_ring *_Nonnull ring);
int agnesi_poly_sub(
    agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, const agnesi_poly *_Nonnull b, const agnesi_ring *_Nonnull ring);
int agnesi_poly_mul(
    agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, const agnesi_poly *_Nonnull b, const agnesi_ring *_Nonnull ring);
void agnesi_poly_neg(agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, const agnesi_ring *_Nonnull ring);
void agnesi_poly_scale_si(agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, long factor, const agnesi_ring *_Nonnull ring);
int agnesi_poly_scale_mpz(
    agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, const void *_Nonnull mpz, const agnesi_ring *_Nonnull ring);
int agnesi_poly_pow(
    agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, unsigned long exponent, const agnesi_ring *_Nonnull ring);
/// Whether a divisor other than zero divides, with the quotient.
int agnesi_poly_divides(
    agnesi_poly *_Nonnull q, const agnesi_poly *_Nonnull a, const agnesi_poly *_Nonnull b, const agnesi_ring *_Nonnull ring);
/// scale * a = q * b + r for a divisor other than zero; no monomial of r is divisible by the leading one of b.
int agnesi_poly_divide(
    agnesi_poly *_Nonnull scale, agnesi_poly *_Nonnull q, agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a,
    const agnesi_poly *_Nonnull b, const agnesi_ring *_Nonnull ring);

// MARK: algebra (polynomialAlgebra.c)

int agnesi_poly_gcd(
    agnesi_poly *_Nonnull g, const agnesi_poly *_Nonnull a, const agnesi_poly *_Nonnull b, const agnesi_ring *_Nonnull ring);
/// The gcd with both cofactors: a = g * first, b = g * second.
int agnesi_poly_gcd_cofactors(
    agnesi_poly *_Nonnull g, agnesi_poly *_Nonnull first, agnesi_poly *_Nonnull second, const agnesi_poly *_Nonnull a,
    const agnesi_poly *_Nonnull b, const agnesi_ring *_Nonnull ring);
/// The gcd of the coefficients, not negative, as a constant polynomial.
void agnesi_poly_content(agnesi_poly *_Nonnull content, const agnesi_poly *_Nonnull a, const agnesi_ring *_Nonnull ring);
/// The gcd of the coefficients in some variables, at least one.
int agnesi_poly_content_in(
    agnesi_poly *_Nonnull content, const agnesi_poly *_Nonnull a, const long *_Nonnull variables, long count,
    const agnesi_ring *_Nonnull ring);
int agnesi_poly_derivative(
    agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, long variable, const agnesi_ring *_Nonnull ring);
int agnesi_poly_evaluate(
    agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, long variable, const void *_Nonnull mpz, const agnesi_ring *_Nonnull ring);
/// The polynomial with a polynomial of the target ring for each variable.
int agnesi_poly_compose(
    agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, const agnesi_poly *_Nonnull const *_Nonnull values,
    const agnesi_ring *_Nonnull ring, const agnesi_ring *_Nonnull target);
/// The polynomial with other variables: `places[i]` is the variable of the target ring for variable i, or -1 for the number 0.
int agnesi_poly_move(
    agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, const long *_Nonnull places, const agnesi_ring *_Nonnull ring,
    const agnesi_ring *_Nonnull target);
int agnesi_poly_resultant(
    agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, const agnesi_poly *_Nonnull b, long variable,
    const agnesi_ring *_Nonnull ring);
int agnesi_poly_discriminant(
    agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, long variable, const agnesi_ring *_Nonnull ring);
/// The square root of a square.
int agnesi_poly_sqrt(agnesi_poly *_Nonnull r, const agnesi_poly *_Nonnull a, const agnesi_ring *_Nonnull ring);

/// The coefficients of a polynomial in one variable, from the highest power on.
agnesi_univariate *_Nullable agnesi_univariate_new(
    const agnesi_poly *_Nonnull a, long variable, const agnesi_ring *_Nonnull ring);
void agnesi_univariate_free(agnesi_univariate *_Nonnull u, const agnesi_ring *_Nonnull ring);
long agnesi_univariate_length(const agnesi_univariate *_Nonnull u);
long agnesi_univariate_exponent(const agnesi_univariate *_Nonnull u, long position);
/// Moves a coefficient out.
void agnesi_univariate_take(
    agnesi_poly *_Nonnull coefficient, agnesi_univariate *_Nonnull u, long position, const agnesi_ring *_Nonnull ring);

/// The factors of a polynomial other than zero, irreducible or only free of squares; NULL when it was cut short.
agnesi_factors *_Nullable agnesi_factors_new(const agnesi_poly *_Nonnull a, int only_squares, const agnesi_ring *_Nonnull ring);
void agnesi_factors_free(agnesi_factors *_Nonnull f, const agnesi_ring *_Nonnull ring);
long agnesi_factors_count(const agnesi_factors *_Nonnull f);
/// The number in front, as a constant polynomial.
void agnesi_factors_constant(agnesi_poly *_Nonnull constant, const agnesi_factors *_Nonnull f, const agnesi_ring *_Nonnull ring);
long agnesi_factors_multiplicity(const agnesi_factors *_Nonnull f, long position);
/// Moves a factor out.
void agnesi_factors_take(
    agnesi_poly *_Nonnull factor, agnesi_factors *_Nonnull f, long position, const agnesi_ring *_Nonnull ring);

#endif
