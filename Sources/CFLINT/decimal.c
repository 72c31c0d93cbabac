// Decimal digits decided by every point of a real ball.
//
// The digits of x are the whole number nearest to y = |x| 10^(digits - 1 - e), where e is the power of ten
// of the first digit. They are certain when the whole ball of y lies strictly between N - 1/2 and N + 1/2;
// an exact ball of moderate size is rounded in whole numbers instead, where a tie goes to the even digit.

#include "guard.h"

// What one attempt with a guessed e finds.
enum outcome { UNDECIDED, FOUND, GUESS_TOO_HIGH, GUESS_TOO_LOW };

// Exponents beyond this give up; it keeps 10^k's binary exponent far from overflow of a long.
static const long exponent_limit = 1L << 50;
// Exact whole-number rounding stays below about this many bits.
static const long moderate = 1L << 20;

static void power_of_ten(fmpz_t z, ulong n) {
    F.fmpz_set_ui(z, 10);
    F.fmpz_pow_ui(z, z, n);
}

// Places `n`, the rounding of y, among the numbers of so many digits. `below`: y may be less than all of them.
static enum outcome classify(fmpz_t n, int below, long digits, long *e) {
    if (below)
        return GUESS_TOO_HIGH;
    fmpz_t limit = {0};
    power_of_ten(limit, digits);
    int order = F.fmpz_cmp(n, limit);
    if (order == 0) {
        power_of_ten(n, digits - 1);
        *e += 1;
    }
    agnesi_fmpz_clear(limit);
    return order > 0 ? GUESS_TOO_LOW : FOUND;
}

// Rounding of the exact number `x` > 0 in whole numbers.
static enum outcome round_exact(fmpz_t n, const arf_t x, long digits, long *e) {
    fmpz_t mantissa = {0}, exponent = {0}, numerator = {0}, denominator = {0}, ten = {0}, rest = {0};
    F.arf_get_fmpz_2exp(mantissa, exponent, x);
    long two = F.fmpz_get_si(exponent);
    long k = digits - 1 - *e;
    power_of_ten(ten, k < 0 ? -k : k);
    F.fmpz_set_ui(denominator, 1);
    F.fmpz_mul(k < 0 ? denominator : mantissa, k < 0 ? denominator : mantissa, ten);
    F.fmpz_mul_2exp(numerator, mantissa, two > 0 ? two : 0);
    F.fmpz_mul_2exp(denominator, denominator, two < 0 ? -two : 0);

    F.fmpz_fdiv_qr(n, rest, numerator, denominator);
    power_of_ten(ten, digits - 1);
    int below = F.fmpz_cmp(n, ten) < 0;
    F.fmpz_mul_2exp(rest, rest, 1);
    int half = F.fmpz_cmp(rest, denominator);
    if (half > 0 || (half == 0 && !F.fmpz_is_even(n)))
        F.fmpz_add_ui(n, n, 1);

    agnesi_fmpz_clear(mantissa);
    agnesi_fmpz_clear(exponent);
    agnesi_fmpz_clear(numerator);
    agnesi_fmpz_clear(denominator);
    agnesi_fmpz_clear(ten);
    agnesi_fmpz_clear(rest);
    return classify(n, below, digits, e);
}

// Rounding of the ball `x` > 0 with so many working bits.
static enum outcome round_ball(fmpz_t n, const arb_t x, long digits, long *e, long prec) {
    arb_t y = {0}, t = {0}, half = {0};
    fmpz_t up = {0};
    long k = digits - 1 - *e;
    F.arb_ui_pow_ui(t, 10, k < 0 ? -k : k, prec);
    if (k < 0)
        F.arb_div(y, x, t, prec);
    else
        F.arb_mul(y, x, t, prec);

    // floor(y + 1/2) = N alone still admits y = N - 1/2, ceil(y - 1/2) = N alone admits y = N + 1/2.
    F.arb_set_d(half, 0.5);
    F.arb_add(t, y, half, prec);
    F.arb_floor(t, t, prec);
    int decided = F.arb_get_unique_fmpz(n, t);
    F.arb_sub(t, y, half, prec);
    F.arb_ceil(t, t, prec);
    decided = decided && F.arb_get_unique_fmpz(up, t) && F.fmpz_equal(n, up);

    F.arb_ui_pow_ui(t, 10, digits - 1, prec);
    F.arb_sub(t, y, t, prec);
    int below = !F.arb_is_nonnegative(t);

    F.arb_clear(y);
    F.arb_clear(t);
    F.arb_clear(half);
    agnesi_fmpz_clear(up);
    return decided ? classify(n, below, digits, e) : UNDECIDED;
}

// The power of ten of the first digit of the midpoint, wrong by at most one, and that only within rounding
// errors of a power of ten. Bits for all digits are needed: 1000…0001 must not be taken for 999….
static long guess_exponent(const arb_t x, long prec) {
    arb_t t = {0}, ten = {0};
    F.arb_set_arf(t, arb_midref(x));
    F.arb_log(t, t, prec);
    F.arb_const_log10(ten, prec);
    F.arb_div(t, t, ten, prec);
    long e = F.arf_get_si(arb_midref(t), ARF_RND_FLOOR);
    F.arb_clear(t);
    F.arb_clear(ten);
    return e;
}

// `prec` 0 means whole numbers. A ball around a power of ten is found with the lower guess, by rounding up.
static int search(fmpz_t n, const arb_t x, long digits, long *exponent, long prec) {
    long e = *exponent;
    for (int attempt = 0; attempt < 3; attempt++) {
        long found = e;
        enum outcome outcome = prec ? round_ball(n, x, digits, &found, prec) : round_exact(n, arb_midref(x), digits, &found);
        if (outcome == FOUND) {
            *exponent = found;
            return 1;
        }
        if (outcome == UNDECIDED && attempt > 0)
            return 0;
        // A guess one too high may be undecided for its own reasons, so the lower one is tried too.
        e += outcome == GUESS_TOO_LOW ? 1 : -1;
    }
    return 0;
}

static long least(long a, long b) {
    return a < b ? a : b;
}

static int decimal(arb_srcptr value, long digits, char **text, long *exponent) {
    if (digits < 1 || digits > moderate * 1024 || !F.arb_is_finite(value) || F.arb_contains_zero(value))
        return 0;
    long size = F.arf_abs_bound_lt_2exp_si(arb_midref(value));
    if (size > exponent_limit || size < -exponent_limit)
        return 0;

    arb_t x = {0};
    fmpz_t n = {0};
    int negative = F.arb_is_negative(value);
    F.arb_abs(x, value);
    // 10/3 bits carry a digit; the rest covers the rounding of 10^k, whose exponent has up to 50 bits.
    long prec = digits * 10 / 3 + 160;
    long e = guess_exponent(x, prec);
    long bits = F.arf_bits(arb_midref(x));
    int exact = F.arb_is_exact(x);
    int decided;
    if (exact && size < moderate && size - bits > -moderate) {
        decided = search(n, x, digits, &e, 0);
    } else {
        decided = search(n, x, digits, &e, prec);
        // Digits such as …5000001 need all that the ball knows.
        long all = least(F.arb_rel_accuracy_bits(x), bits > 4 * prec ? bits : 4 * prec) + 160;
        if (!decided && all > prec)
            decided = search(n, x, digits, &e, all);
    }
    if (decided) {
        if (negative)
            F.fmpz_mul_si(n, n, -1);
        *text = F.fmpz_get_str(NULL, 10, n);
        *exponent = e;
    }
    F.arb_clear(x);
    agnesi_fmpz_clear(n);
    return decided;
}

int agnesi_acb_part_decimal(const agnesi_ball *ball, int part, long digits, char **text, long *exponent) {
    int decided;
    AGNESI_GUARDED({ return 0; }, decided = decimal(agnesi_part(ball, part), digits, text, exponent));
    return decided;
}
