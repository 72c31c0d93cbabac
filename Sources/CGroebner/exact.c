// Normal forms: one dense row of whole numbers for each polynomial, which is scaled where a division would leave them.

#include "exact.h"

void agnesi_exact_add(workspace *w, exact_list *list, element item, const fmpz *coefficients) {
    AGNESI_ROOM(w, list->all.items, list->all.count, list->all.capacity);
    AGNESI_ROOM(w, list->coefficients, list->all.count, list->coefficient_capacity);
    list->all.items[list->all.count] = item;
    list->coefficients[list->all.count++] = coefficients;
}

static void clear(fmpz *entry) {
    agnesi_fmpz_clear(entry);
    *entry = 0;
}

void agnesi_exact_reduce(workspace *w, monomials *t, const exact_list *list, exact_receiver receive, void *context) {
    macaulay *x = agnesi_macaulay_new(w);
    agnesi_monomials_forget(t);
    for (long i = 0; i < list->all.count; i++) {
        if (list->all.items[i].is_idle)
            agnesi_macaulay_add(x, t, &list->all, i, MONOMIAL_ONE, 0);
    }
    agnesi_macaulay_close(x, t, &list->all);
    fmpz *dense = agnesi_take_integers(w, x->column_count);
    fmpz *numbers = agnesi_take_integers(w, 4), *scale = numbers, *common = numbers + 1, *factor = numbers + 2, *stretch = numbers + 3;
    for (long i = 0; i < x->work_count; i++) {
        const matrix_row *row = x->work + i;
        for (long k = 0; k < row->length; k++)
            F.fmpz_set(dense + row->columns[k], list->coefficients[row->source] + k);
        F.fmpz_set_ui(scale, 1);
        uint32_t first = row->length ? row->columns[0] : x->column_count;
        for (uint32_t column = first; column < x->column_count; column++) {
            if (!dense[column] || x->pivot_at[column] < 0)
                continue;
            const matrix_row *pivot = x->pivots + x->pivot_at[column];
            const fmpz *values = list->coefficients[pivot->source];
            F.fmpz_gcd(common, dense + column, values);
            F.fmpz_divexact(factor, dense + column, common);
            F.fmpz_divexact(stretch, values, common);
            if (F.fmpz_sgn(stretch) < 0) {
                F.fmpz_neg(stretch, stretch);
                F.fmpz_neg(factor, factor);
            }
            if (*stretch != 1) {
                F.fmpz_mul(scale, scale, stretch);
                agnesi_expect(w, x->column_count, F.fmpz_bits(scale));
                for (uint32_t k = first; k < x->column_count; k++) {
                    if (dense[k])
                        F.fmpz_mul(dense + k, dense + k, stretch);
                }
                agnesi_work(w, x->column_count * (1 + F.fmpz_bits(scale) / 64));
            }
            for (long k = 0; k < pivot->length; k++)
                F.fmpz_submul(dense + pivot->columns[k], factor, values + k);
            agnesi_work(w, (unsigned long)pivot->length * (4 + F.fmpz_bits(scale) / 64));
        }
        receive(context, row->source, scale, dense, x);
        for (uint32_t column = first; column < x->column_count; column++)
            clear(dense + column);
    }
}
