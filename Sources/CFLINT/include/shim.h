// The C face of the Arb part of FLINT, free of FLINT's own headers.
//
// FLINT is opened with dlopen on the first agnesi_flint_load(); nothing here makes the linker ask for it.
// Every function other than agnesi_flint_load, agnesi_flint_symbol, agnesi_flint_cleanup and
// agnesi_acb_kernel relies on a load that has succeeded.
//
// GMP values cross as untyped pointers, because another module may import gmp.h under its own name.

#ifndef AGNESI_CFLINT_SHIM_H
#define AGNESI_CFLINT_SHIM_H

/// One complex ball: an acb_t behind an opaque name.
typedef struct agnesi_ball agnesi_ball;

/// Which of the two real balls of a complex ball is meant.
enum { AGNESI_REAL = 0, AGNESI_IMAGINARY = 1 };

// MARK: loading (loader.c)

/// Opens FLINT once per process, from any thread. NULL on success, else the reason, which lives forever.
const char *_Nullable agnesi_flint_load(void);
/// The address of any exported function of FLINT; NULL when FLINT or the name is absent.
void *_Nullable agnesi_flint_symbol(const char *_Nonnull name);
/// Frees the constants and pools cached by the calling thread; no ball of that thread may be alive.
void agnesi_flint_cleanup(void);

// MARK: registers (registers.c)

agnesi_ball *_Nonnull agnesi_acb_new(void);
void agnesi_acb_free(agnesi_ball *_Nonnull x);
void agnesi_acb_set(agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x);
void agnesi_acb_set_si(agnesi_ball *_Nonnull z, long n);
/// numerator / denominator for a denominator other than zero.
void agnesi_acb_set_ratio(agnesi_ball *_Nonnull z, long numerator, long denominator, long prec);
void agnesi_acb_set_mpz(agnesi_ball *_Nonnull z, const void *_Nonnull mpz, long prec);
void agnesi_acb_set_mpq(agnesi_ball *_Nonnull z, const void *_Nonnull mpq, long prec);
/// A real ball with a double midpoint and at least the given radius; NaN makes it indeterminate.
void agnesi_acb_set_ball(agnesi_ball *_Nonnull z, int part, double midpoint, double radius);
/// The real or the imaginary part of a ball, as a real ball.
void agnesi_acb_set_part(agnesi_ball *_Nonnull z, int part, const agnesi_ball *_Nonnull x);
/// The midpoint of a ball, as an exact number.
void agnesi_acb_set_midpoint(agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x);
void agnesi_acb_set_unit(agnesi_ball *_Nonnull z);
void agnesi_acb_set_indeterminate(agnesi_ball *_Nonnull z);
void agnesi_acb_set_pi(agnesi_ball *_Nonnull z, long prec);
void agnesi_acb_set_e(agnesi_ball *_Nonnull z, long prec);

// MARK: operations (operations.c); the target may be one of the operands

void agnesi_acb_neg(agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x);
/// Multiplies by a power of two, without rounding.
void agnesi_acb_scale(agnesi_ball *_Nonnull z, long exponent);
void agnesi_acb_add(agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x, const agnesi_ball *_Nonnull y, long prec);
void agnesi_acb_sub(agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x, const agnesi_ball *_Nonnull y, long prec);
void agnesi_acb_mul(agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x, const agnesi_ball *_Nonnull y, long prec);
void agnesi_acb_div(agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x, const agnesi_ball *_Nonnull y, long prec);
void agnesi_acb_pow(agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x, const agnesi_ball *_Nonnull y, long prec);
void agnesi_acb_pow_si(agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x, long n, long prec);
void agnesi_acb_sqrt(agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x, long prec);

// MARK: kernels by name (kernels.c, binaryKernels.c)

/// The function of signature void(acb_t, const acb_t, slong) with this name; NULL for a name outside the list.
void *_Nullable agnesi_acb_kernel(const char *_Nonnull name);
/// The name at a position of the list of kernels, NULL past its end.
const char *_Nullable agnesi_acb_kernel_name(long index);
/// Calls a function that agnesi_acb_kernel gave.
void agnesi_acb_unary(void *_Nonnull f, agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x, long prec);
/// The function of two balls with this name; NULL for a name outside the list.
void *_Nullable agnesi_acb_binary_kernel(const char *_Nonnull name);
/// Calls a function that agnesi_acb_binary_kernel gave.
void agnesi_acb_binary(
    void *_Nonnull f, agnesi_ball *_Nonnull z, const agnesi_ball *_Nonnull x, const agnesi_ball *_Nonnull y, long prec);

// MARK: questions (questions.c)

int agnesi_acb_is_finite(const agnesi_ball *_Nonnull x);
int agnesi_acb_is_exact(const agnesi_ball *_Nonnull x);
int agnesi_acb_is_zero(const agnesi_ball *_Nonnull x);
int agnesi_acb_part_is_zero(const agnesi_ball *_Nonnull x, int part);
int agnesi_acb_contains_zero(const agnesi_ball *_Nonnull x);
int agnesi_acb_overlaps(const agnesi_ball *_Nonnull x, const agnesi_ball *_Nonnull y);
int agnesi_acb_contains(const agnesi_ball *_Nonnull x, const agnesi_ball *_Nonnull y);
int agnesi_acb_contains_mpq(const agnesi_ball *_Nonnull x, const void *_Nonnull mpq);
/// -1, 0 or 1 when every point of the part has that sign, else 2.
int agnesi_acb_part_sign(const agnesi_ball *_Nonnull x, int part);
long agnesi_acb_accuracy_bits(const agnesi_ball *_Nonnull x);
/// The double nearest to the midpoint of a part.
double agnesi_acb_part_midpoint(const agnesi_ball *_Nonnull x, int part);
/// A double not below the modulus of any point.
double agnesi_acb_magnitude(const agnesi_ball *_Nonnull x);
/// Doubles around all points of a part.
void agnesi_acb_part_bounds(const agnesi_ball *_Nonnull x, int part, double *_Nonnull lower, double *_Nonnull upper);

// MARK: certified rounding (rounding.c, decimal.c)

/// 1 when all points of the part round to one double, which is stored; else 0.
int agnesi_acb_part_double(const agnesi_ball *_Nonnull x, int part, double *_Nonnull value);
/// 1 when all points of the part, none of them zero, round to one decimal of so many digits: the digits
/// with an optional minus sign in `text` (freed by agnesi_flint_free) and the power of ten of the first
/// digit in `exponent`; else 0 and nothing is stored.
int agnesi_acb_part_decimal(
    const agnesi_ball *_Nonnull x, int part, long digits, char *_Nullable *_Nonnull text, long *_Nonnull exponent);
void agnesi_flint_free(void *_Nonnull memory);

#endif
