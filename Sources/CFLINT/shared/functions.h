// The one list of FLINT functions that Agnesi calls, and the table the loader fills from it.
//
// A name in the list is all there is to add: the member's type is the type FLINT's own header declares,
// so the table cannot disagree with the library's signatures. Calls go through `F.name(...)`. A bare FLINT
// call would ask the linker for the symbol; macros such as acb_realref are plain field accesses and safe.

#ifndef AGNESI_CFLINT_FUNCTIONS_H
#define AGNESI_CFLINT_FUNCTIONS_H

#include <gmp.h>
#if __has_include(<flint/arb.h>)
#define AGNESI_ARB_INSIDE_FLINT 1
#include <flint/arf.h>
#include <flint/arb.h>
#include <flint/acb.h>
#include <flint/acb_elliptic.h>
#include <flint/acb_hypgeom.h>
#include <flint/arb_fmpz_poly.h>
#else
#define AGNESI_ARB_INSIDE_FLINT 0
#include <arf.h>
#include <arb.h>
#include <acb.h>
#include <acb_elliptic.h>
#include <acb_hypgeom.h>
#include <arb_fmpz_poly.h>
#endif

#include <flint/fmpz_mpoly.h>
#include <flint/fmpz_mpoly_factor.h>
#include <flint/fmpq_mat.h>
#include <flint/fmpz_poly.h>

#include "polynomials.h"
#include "shim.h"

#define AGNESI_POLYNOMIAL_FUNCTIONS(X) \
    X(__flint_set_memory_functions) X(__gmp_set_memory_functions) X(flint_set_abort) X(_fmpz_vec_max_bits) X(_fmpz_vec_content) \
    X(mpoly_get_monomial_ui) X(fmpz_mpoly_ctx_init) X(fmpz_mpoly_ctx_clear) X(fmpz_mpoly_init) X(fmpz_mpoly_clear) \
    X(fmpz_mpoly_set_si) X(fmpz_mpoly_set_fmpz) X(fmpz_mpoly_gen) X(fmpz_mpoly_push_term_si_ui) \
    X(fmpz_mpoly_push_term_fmpz_ui) X(fmpz_mpoly_sort_terms) X(fmpz_mpoly_combine_like_terms) X(fmpz_mpoly_is_fmpz) \
    X(fmpz_mpoly_equal) X(fmpz_mpoly_cmp) X(fmpz_mpoly_degrees_si) X(fmpz_mpoly_total_degree_si) \
    X(fmpz_mpoly_add) X(fmpz_mpoly_sub) X(fmpz_mpoly_mul) X(fmpz_mpoly_neg) X(fmpz_mpoly_scalar_mul_si) \
    X(fmpz_mpoly_scalar_mul_fmpz) X(fmpz_mpoly_pow_ui) X(fmpz_mpoly_divides) X(fmpz_mpoly_quasidivrem) \
    X(fmpz_mpoly_gcd) X(fmpz_mpoly_gcd_cofactors) X(fmpz_mpoly_content_vars) X(fmpz_mpoly_derivative) \
    X(fmpz_mpoly_evaluate_one_fmpz) X(fmpz_mpoly_compose_fmpz_mpoly) X(fmpz_mpoly_compose_fmpz_mpoly_gen) \
    X(fmpz_mpoly_resultant) X(fmpz_mpoly_discriminant) X(fmpz_mpoly_sqrt_heap) X(fmpz_mpoly_univar_init) \
    X(fmpz_mpoly_univar_clear) X(fmpz_mpoly_to_univar) X(fmpz_mpoly_swap) X(fmpz_mpoly_factor) \
    X(fmpz_mpoly_factor_squarefree) X(fmpz_mpoly_factor_clear) X(fmpq_mat_init) X(fmpq_mat_clear) X(fmpq_mat_equal) \
    X(fmpq_mat_mul) X(fmpq_mat_rref) X(fmpq_mat_det) X(fmpq_mat_inv) X(fmpq_mat_can_solve_multi_mod) \
    X(n_nextprime) X(fmpz_fdiv_ui) X(fmpz_addmul_ui) X(fmpz_mul_ui) X(fmpz_fdiv_q_2exp) X(fmpz_bits) X(fmpz_smod) X(fmpz_mod) \
    X(fmpz_cmpabs) X(_fmpq_reconstruct_fmpz) X(fmpz_set) X(fmpz_gcd) X(fmpz_divexact) X(fmpz_sgn) X(fmpz_neg) X(fmpz_submul) \
    X(_fmpz_vec_scalar_mul_fmpz) X(_fmpz_vec_scalar_divexact_fmpz) \
    X(fmpz_poly_init2) X(fmpz_poly_clear) X(fmpz_poly_set_coeff_fmpz) X(fmpz_poly_is_squarefree) \
    X(arb_fmpz_poly_complex_roots)

#define AGNESI_FLINT_FUNCTIONS(X) \
    AGNESI_POLYNOMIAL_FUNCTIONS(X) \
    X(flint_cleanup) X(flint_free) \
    X(_fmpz_clear_mpz) X(fmpz_set_mpz) X(fmpz_set_ui) X(fmpz_set_si) X(fmpz_get_str) X(fmpz_get_si) \
    X(fmpz_equal) X(fmpz_cmp) X(fmpz_mul) X(fmpz_pow_ui) X(fmpz_mul_2exp) X(fmpz_fdiv_qr) X(fmpz_add_ui) \
    X(fmpz_is_even) X(fmpz_mul_si) \
    X(mag_set_d) X(mag_set_ui_2exp_si) X(mag_root) X(mag_cmp_2exp_si) X(mag_clear) \
    X(arf_clear) X(arf_set_d) X(arf_get_d) X(arf_set_mag) X(arf_get_si) X(arf_bits) \
    X(arf_abs_bound_lt_2exp_si) X(arf_get_fmpz_2exp) \
    X(arb_clear) X(arb_set) X(arb_get_mid_arb) X(arb_zero) X(arb_set_arf) X(arb_set_d) X(arb_indeterminate) X(arb_neg) \
    X(arb_abs) X(arb_sgn) X(arb_add) X(arb_sub) X(arb_mul) X(arb_mul_2exp_si) X(arb_div) X(arb_ui_pow_ui) X(arb_log) X(arb_const_log10) \
    X(arb_const_pi) X(arb_const_e) X(arb_root_ui) X(arb_floor) X(arb_ceil) \
    X(arb_max) X(arb_min) X(arb_atan2) X(arb_atanh) X(arb_set_round) X(arb_set_round_fmpz) X(arb_fmpz_div_fmpz) \
    X(arb_get_interval_arf) X(arb_get_unique_fmpz) X(arb_get_mag) X(arb_rel_accuracy_bits) X(arb_contains_zero) \
    X(arb_contains_fmpq) X(arb_contains_negative) X(arb_is_zero) X(arb_is_exact) X(arb_is_finite) \
    X(arb_is_positive) X(arb_is_negative) X(arb_is_nonnegative) \
    X(acb_clear) X(acb_set) X(acb_set_si) X(acb_onei) X(acb_indeterminate) X(acb_neg) X(acb_conj) \
    X(acb_add) X(acb_sub) X(acb_mul) X(acb_div) X(acb_pow) X(acb_pow_si) X(acb_abs) X(acb_arg) X(acb_sgn) \
    X(acb_sqrt) X(acb_root_ui) X(acb_atanh) X(acb_union) X(acb_gamma) X(acb_rgamma) X(acb_lgamma) X(acb_digamma) \
    X(acb_polygamma) X(acb_lambertw) X(acb_get_mag) X(acb_is_zero) X(acb_is_exact) X(acb_is_finite) \
    X(acb_contains_zero) X(acb_contains) X(acb_overlaps) X(acb_rel_accuracy_bits) \
    X(acb_hypgeom_erf) X(acb_hypgeom_erfc) X(acb_hypgeom_fresnel) X(acb_hypgeom_li) X(acb_hypgeom_airy)

struct agnesi_flint_table {
#define AGNESI_MEMBER(name) __typeof__(name) *name;
    AGNESI_FLINT_FUNCTIONS(AGNESI_MEMBER)
#undef AGNESI_MEMBER
};

/// Filled once by agnesi_flint_load and never changed afterwards.
extern struct agnesi_flint_table agnesi_flint;
#define F agnesi_flint

struct agnesi_ball {
    acb_struct value;
};

/// The real or the imaginary ball.
static inline arb_ptr agnesi_part(const agnesi_ball *x, int part) {
    acb_struct *value = (acb_struct *)&x->value;
    return part == AGNESI_IMAGINARY ? acb_imagref(value) : acb_realref(value);
}

/// Releases an fmpz without the header's fmpz_clear, whose body names a library symbol.
static inline void agnesi_fmpz_clear(fmpz_t n) {
    if (COEFF_IS_MPZ(*n))
        F._fmpz_clear_mpz(*n);
}

#endif
