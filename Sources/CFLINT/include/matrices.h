// The C face of FLINT's matrices of rational numbers. What polynomials.h says of loading and stopping holds here too.

#ifndef AGNESI_CFLINT_MATRICES_H
#define AGNESI_CFLINT_MATRICES_H

/// A matrix of rational numbers: an fmpq_mat_t behind an opaque name.
typedef struct agnesi_matrix agnesi_matrix;

/// The zero matrix.
agnesi_matrix *_Nonnull agnesi_matrix_new(long rows, long columns);
void agnesi_matrix_free(agnesi_matrix *_Nonnull m);
/// Sets an entry to the quotient of coprime GMP integers, the second positive.
void agnesi_matrix_set(
    agnesi_matrix *_Nonnull m, long row, long column, const void *_Nonnull numerator, const void *_Nonnull denominator);
/// 1 and the numerator (part 0) or denominator (part 1) of an entry if it is small; else 0.
int agnesi_matrix_small_part(const agnesi_matrix *_Nonnull m, long row, long column, int part, long *_Nonnull value);
/// The part of an entry that is not small, as a GMP integer that lives as long as the matrix.
const void *_Nonnull agnesi_matrix_large_part(const agnesi_matrix *_Nonnull m, long row, long column, int part);
int agnesi_matrix_equal(const agnesi_matrix *_Nonnull a, const agnesi_matrix *_Nonnull b);

int agnesi_matrix_mul(agnesi_matrix *_Nonnull r, const agnesi_matrix *_Nonnull a, const agnesi_matrix *_Nonnull b);
/// The reduced row echelon form, and the rank.
int agnesi_matrix_reduce(agnesi_matrix *_Nonnull r, long *_Nonnull rank, const agnesi_matrix *_Nonnull a);
/// The determinant of a square matrix, as a matrix of one entry.
int agnesi_matrix_determinant(agnesi_matrix *_Nonnull r, const agnesi_matrix *_Nonnull a);
int agnesi_matrix_inverse(agnesi_matrix *_Nonnull r, const agnesi_matrix *_Nonnull a);
/// Some x with a * x = b, if there is one.
int agnesi_matrix_solve(agnesi_matrix *_Nonnull x, const agnesi_matrix *_Nonnull a, const agnesi_matrix *_Nonnull b);

#endif
