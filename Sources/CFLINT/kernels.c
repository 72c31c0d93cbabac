// Unary kernels by name: those of Arb with the plain signature, and those made here from other functions.

#include <string.h>

#include "guard.h"

typedef void (*unary)(acb_t, const acb_t, slong);

#define AGNESI_LIBRARY_KERNELS(X) \
    X(acb_sqrt) X(acb_rsqrt) X(acb_inv) X(acb_sqr) X(acb_cube) X(acb_exp) X(acb_expm1) X(acb_exp_pi_i) X(acb_log) X(acb_log1p) \
    X(acb_sin) X(acb_cos) X(acb_tan) X(acb_cot) X(acb_sec) X(acb_csc) \
    X(acb_sin_pi) X(acb_cos_pi) X(acb_tan_pi) X(acb_cot_pi) X(acb_csc_pi) X(acb_sinc) X(acb_sinc_pi) \
    X(acb_asin) X(acb_acos) X(acb_atan) X(acb_asinh) X(acb_acosh) \
    X(acb_sinh) X(acb_cosh) X(acb_tanh) X(acb_coth) X(acb_sech) X(acb_csch) \
    X(acb_gamma) X(acb_rgamma) X(acb_lgamma) X(acb_digamma) X(acb_barnes_g) X(acb_log_barnes_g) \
    X(acb_zeta) X(acb_agm1) X(acb_sgn) X(acb_elliptic_k) X(acb_elliptic_e) \
    X(acb_hypgeom_erf) X(acb_hypgeom_erfc) X(acb_hypgeom_erfi) X(acb_hypgeom_ei) X(acb_hypgeom_si) X(acb_hypgeom_ci) \
    X(acb_hypgeom_shi) X(acb_hypgeom_chi) X(acb_hypgeom_dilog)

// A function of another shape in the list would overwrite memory, so the headers must agree on the shape.
#define AGNESI_CHECK(name) \
    _Static_assert(__builtin_types_compatible_p(__typeof__(name), void(acb_t, const acb_t, slong)), #name " is not unary");
AGNESI_LIBRARY_KERNELS(AGNESI_CHECK)

// Moves `x`, a ball that aliases nothing, into `z` as a real value.
static void give_real(acb_t z, arb_t x) {
    F.arb_set(acb_realref(z), x);
    F.arb_zero(acb_imagref(z));
    F.arb_clear(x);
}

static int is_real(const acb_t x) {
    return F.arb_is_zero(acb_imagref(x));
}

static void abs_real(acb_t z, const acb_t x, slong prec) {
    arb_t t = {0};
    F.acb_abs(t, x, prec);
    give_real(z, t);
}

static void arg_real(acb_t z, const acb_t x, slong prec) {
    arb_t t = {0};
    F.acb_arg(t, x, prec);
    give_real(z, t);
}

static void real_part(acb_t z, const acb_t x, slong prec) {
    F.arb_set_round(acb_realref(z), acb_realref(x), prec);
    F.arb_zero(acb_imagref(z));
}

static void imaginary_part(acb_t z, const acb_t x, slong prec) {
    F.arb_set_round(acb_realref(z), acb_imagref(x), prec);
    F.arb_zero(acb_imagref(z));
}

static void conjugate(acb_t z, const acb_t x, slong prec) {
    (void)prec;
    F.acb_conj(z, x);
}

static void negation(acb_t z, const acb_t x, slong prec) {
    (void)prec;
    F.acb_neg(z, x);
}

static void sign_real(acb_t z, const acb_t x, slong prec) {
    if (is_real(x)) {
        F.arb_sgn(acb_realref(z), acb_realref(x));
        F.arb_zero(acb_imagref(z));
    } else {
        F.acb_sgn(z, x, prec);
    }
}

// A whole number with no more bits than the midpoint is kept whole: a decided floor is an exact ball.
static slong whole_bits(const acb_t x, slong prec) {
    slong bits = F.arf_abs_bound_lt_2exp_si(arb_midref(acb_realref(x)));
    slong midpoint = F.arf_bits(arb_midref(acb_realref(x)));
    return bits > prec && midpoint > prec ? midpoint + 2 : prec;
}

static void floor_real(acb_t z, const acb_t x, slong prec) {
    if (is_real(x)) {
        F.arb_floor(acb_realref(z), acb_realref(x), whole_bits(x, prec));
        F.arb_zero(acb_imagref(z));
    } else {
        F.acb_indeterminate(z);
    }
}

static void ceil_real(acb_t z, const acb_t x, slong prec) {
    if (is_real(x)) {
        F.arb_ceil(acb_realref(z), acb_realref(x), whole_bits(x, prec));
        F.arb_zero(acb_imagref(z));
    } else {
        F.acb_indeterminate(z);
    }
}

// The odd real cube root; around zero, where Arb's root gives up, the hull of the odd function.
static void odd_cbrt(arb_t z, const arb_t x, slong prec) {
    if (F.arb_is_positive(x)) {
        F.arb_root_ui(z, x, 3, prec);
    } else if (F.arb_is_negative(x)) {
        F.arb_neg(z, x);
        F.arb_root_ui(z, z, 3, prec);
        F.arb_neg(z, z);
    } else if (!F.arb_is_finite(x)) {
        F.arb_indeterminate(z);
    } else {
        mag_t bound = {{0, 0}};
        F.arb_get_mag(bound, x);
        F.arb_zero(z);
        F.mag_root(arb_radref(z), bound, 3);
        F.mag_clear(bound);
    }
}

static void cbrt_real(acb_t z, const acb_t x, slong prec) {
    if (is_real(x)) {
        odd_cbrt(acb_realref(z), acb_realref(x), prec);
        F.arb_zero(acb_imagref(z));
        return;
    }
    if (!F.arb_contains_zero(acb_imagref(x)) || !F.arb_contains_negative(acb_realref(x))) {
        F.acb_root_ui(z, x, 3, prec);
        return;
    }
    // Points on the negative axis have the odd root, their neighbours the principal one: both are possible.
    acb_t odd = {0};
    odd_cbrt(acb_realref(odd), acb_realref(x), prec);
    F.acb_root_ui(z, x, 3, prec);
    F.acb_union(z, z, odd, prec);
    F.acb_clear(odd);
}

// Arb goes through the complex arctangent, which leaves an imaginary ball around zero on the real segment.
static void atanh_exactly_real(acb_t z, const acb_t x, slong prec) {
    mag_t bound = {{0, 0}};
    F.arb_get_mag(bound, acb_realref(x));
    int inside = is_real(x) && F.mag_cmp_2exp_si(bound, 0) < 0;
    F.mag_clear(bound);
    if (inside) {
        F.arb_atanh(acb_realref(z), acb_realref(x), prec);
        F.arb_zero(acb_imagref(z));
    } else {
        F.acb_atanh(z, x, prec);
    }
}

static void lambertw_0(acb_t z, const acb_t x, slong prec) {
    fmpz_t branch = {0};
    F.acb_lambertw(z, x, branch, 0, prec);
}

static void lambertw_m1(acb_t z, const acb_t x, slong prec) {
    fmpz_t branch = {-1};
    F.acb_lambertw(z, x, branch, 0, prec);
}

static void fresnel_s(acb_t z, const acb_t x, slong prec) {
    F.acb_hypgeom_fresnel(z, NULL, x, 1, prec);
}

static void fresnel_c(acb_t z, const acb_t x, slong prec) {
    F.acb_hypgeom_fresnel(NULL, z, x, 1, prec);
}

static void li(acb_t z, const acb_t x, slong prec) {
    F.acb_hypgeom_li(z, x, 0, prec);
}

static void airy_ai(acb_t z, const acb_t x, slong prec) {
    F.acb_hypgeom_airy(z, NULL, NULL, NULL, x, prec);
}

static void airy_bi(acb_t z, const acb_t x, slong prec) {
    F.acb_hypgeom_airy(NULL, NULL, z, NULL, x, prec);
}

static const struct {
    const char *name;
    unary own;
} kernels[] = {
#define AGNESI_ROW(name) {#name, NULL},
    AGNESI_LIBRARY_KERNELS(AGNESI_ROW)
#undef AGNESI_ROW
    {"acb_atanh", atanh_exactly_real}, {"acb_neg", negation}, {"acb_conj", conjugate}, {"acb_re", real_part}, {"acb_im", imaginary_part},
    {"acb_abs_real", abs_real}, {"acb_arg_real", arg_real}, {"acb_sign_real", sign_real},
    {"acb_floor_real", floor_real}, {"acb_ceil_real", ceil_real}, {"acb_cbrt_real", cbrt_real},
    {"acb_lambertw_0", lambertw_0}, {"acb_lambertw_m1", lambertw_m1},
    {"acb_fresnel_s", fresnel_s}, {"acb_fresnel_c", fresnel_c}, {"acb_li", li},
    {"acb_airy_ai", airy_ai}, {"acb_airy_bi", airy_bi},
};

static const long kernel_count = sizeof kernels / sizeof kernels[0];

void *agnesi_acb_kernel(const char *name) {
    if (agnesi_flint_load())
        return NULL;
    for (long i = 0; i < kernel_count; i++)
        if (strcmp(kernels[i].name, name) == 0)
            return kernels[i].own ? (void *)kernels[i].own : agnesi_flint_symbol(name);
    return NULL;
}

const char *agnesi_acb_kernel_name(long index) {
    return index >= 0 && index < kernel_count ? kernels[index].name : NULL;
}

void agnesi_acb_unary(void *f, agnesi_ball *z, const agnesi_ball *x, long prec) {
    AGNESI_GUARDED_BALL(z, ((unary)f)(&z->value, &x->value, prec));
}
