// Kernels of two balls, by name.

#include <math.h>
#include <string.h>

#include "guard.h"

typedef void (*binary)(acb_t, const acb_t, const acb_t, slong);

static int is_real(const acb_t x) {
    return F.arb_is_zero(acb_imagref(x));
}

// Functions of two real numbers.
#define AGNESI_REAL_KERNEL(name) \
    static void name##_real(acb_t z, const acb_t x, const acb_t y, slong prec) { \
        if (!is_real(x) || !is_real(y)) { \
            F.acb_indeterminate(z); \
            return; \
        } \
        F.arb_##name(acb_realref(z), acb_realref(x), acb_realref(y), prec); \
        F.arb_zero(acb_imagref(z)); \
    }

AGNESI_REAL_KERNEL(max)
AGNESI_REAL_KERNEL(min)
AGNESI_REAL_KERNEL(atan2)

// gamma(x) gamma(y) / gamma(x + y), with the entire 1/gamma so that a pole of the denominator gives zero.
static void beta(acb_t z, const acb_t x, const acb_t y, slong prec) {
    acb_t sum = {0}, product = {0};
    F.acb_add(sum, x, y, prec);
    F.acb_rgamma(sum, sum, prec);
    F.acb_gamma(product, x, prec);
    F.acb_mul(sum, sum, product, prec);
    F.acb_gamma(product, y, prec);
    F.acb_mul(z, sum, product, prec);
    F.acb_clear(sum);
    F.acb_clear(product);
}

// gamma(n + 1) / (gamma(n - k + 1) gamma(k + 1)), by reciprocals of gamma, which have no poles: 0 where k is a negative whole number.
static void binomial(acb_t z, const acb_t n, const acb_t k, slong prec) {
    acb_t one = {0}, part = {0}, product = {0};
    F.acb_set_si(one, 1);
    F.acb_sub(product, n, k, prec);
    F.acb_add(product, product, one, prec);
    F.acb_rgamma(product, product, prec);
    F.acb_add(part, k, one, prec);
    F.acb_rgamma(part, part, prec);
    F.acb_mul(product, product, part, prec);
    F.acb_add(part, n, one, prec);
    F.acb_gamma(part, part, prec);
    F.acb_mul(z, product, part, prec);
    F.acb_clear(one);
    F.acb_clear(part);
    F.acb_clear(product);
}

static double midpoint(const acb_t x) {
    return F.arf_get_d(arb_midref(acb_realref(x)), ARF_RND_NEAR);
}

// Orders that are no small whole numbers are left aside. The argument is moved to the right by
// psi_n(z) = psi_n(z + 1) - (-1)^n n!/z^(n + 1): Arb is slow near and left of the imaginary axis. It also leaves a tiny imaginary part
// where everything is real.
static void polygamma(acb_t z, const acb_t order, const acb_t x, slong prec) {
    enum { most_orders = 500, most_steps = 20000 };
    double number = midpoint(order);
    if (!F.acb_is_exact(order) || !is_real(order) || !F.acb_is_finite(x) || !(number >= 0 && number <= most_orders) || number != floor(number)) {
        F.acb_indeterminate(z);
        return;
    }
    slong n = (slong)number;
    int real = is_real(x);
    acb_t one = {0}, place = {0}, term = {0}, sum = {0};
    F.acb_set_si(one, 1);
    F.acb_set(place, x);
    F.acb_set_si(sum, 0);
    for (int step = 0; step < most_steps && midpoint(place) < prec / 8.0; step++) {
        F.acb_pow_si(term, place, -(n + 1), prec);
        F.acb_add(sum, sum, term, prec);
        F.acb_add(place, place, one, prec);
    }
    for (slong factor = 2; factor <= n; factor++) {
        F.acb_set_si(term, factor);
        F.acb_mul(sum, sum, term, prec);
    }
    if (n % 2 == 0)
        F.acb_neg(sum, sum);
    F.acb_polygamma(term, order, place, prec);
    F.acb_add(z, term, sum, prec);
    if (real)
        F.arb_zero(acb_imagref(z));
    F.acb_clear(one);
    F.acb_clear(place);
    F.acb_clear(term);
    F.acb_clear(sum);
}

static const struct {
    const char *name;
    binary function;
} kernels[] = {
    {"max", max_real}, {"min", min_real}, {"atan2", atan2_real}, {"beta", beta}, {"binomial", binomial}, {"polygamma", polygamma},
};

void *agnesi_acb_binary_kernel(const char *name) {
    if (agnesi_flint_load())
        return NULL;
    for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++)
        if (strcmp(kernels[i].name, name) == 0)
            return (void *)kernels[i].function;
    return NULL;
}

void agnesi_acb_binary(void *f, agnesi_ball *z, const agnesi_ball *x, const agnesi_ball *y, long prec) {
    AGNESI_GUARDED_BALL(z, ((binary)f)(&z->value, &x->value, &y->value, prec));
}
