// The memory of one computation on ideals: a stop jumps out of it and frees everything at once.
//
// What FLINT's numbers hold is freed with the vectors that were taken here. Work is counted, and the poll of stopping.h is asked
// now and then.

#ifndef AGNESI_CGROEBNER_WORKSPACE_H
#define AGNESI_CGROEBNER_WORKSPACE_H

#include <setjmp.h>
#include <stddef.h>

#include "functions.h"

typedef struct agnesi_block agnesi_block;

typedef struct {
    /// Where a stop jumps to.
    jmp_buf exit;
    agnesi_block *latest;
    size_t used, limit;
    unsigned long work;
} workspace;

workspace *agnesi_workspace_new(void);
void agnesi_workspace_free(workspace *w);
/// Jumps out: memory or time is spent, or the sizes are out of reach.
_Noreturn void agnesi_stop(workspace *w);
/// Memory for so many things, with any contents.
void *agnesi_take(workspace *w, size_t count, size_t size);
/// Memory filled with zeros.
void *agnesi_take_zero(workspace *w, size_t count, size_t size);
/// Memory of another size; NULL is as good as a block.
void *agnesi_retake(workspace *w, void *memory, size_t count, size_t size);
/// A vector of zeros.
fmpz *agnesi_take_integers(workspace *w, long count);
/// Frees a block; NULL is nothing.
void agnesi_give(workspace *w, void *memory);
/// Remembers what has been taken so far, for agnesi_give_since.
void *agnesi_mark(workspace *w);
/// Frees what was taken after a mark; blocks that changed their size keep their age.
void agnesi_give_since(workspace *w, void *mark);

/// Asks the poll.
void agnesi_rest(workspace *w);

enum { WORK_BETWEEN_RESTS = 1 << 18 };

/// Counts elementary steps and asks the poll after many.
static inline void agnesi_work(workspace *w, unsigned long steps) {
    w->work += steps;
    if (w->work >= WORK_BETWEEN_RESTS)
        agnesi_rest(w);
}

/// Counts the work on one of FLINT's numbers.
static inline void agnesi_work_on(workspace *w, const fmpz *number) {
    agnesi_work(w, 16 + (COEFF_IS_MPZ(*number) ? F.fmpz_bits(number) / 16 : 0));
}

/// Stops if so many of FLINT's numbers of that many bits would not fit the memory.
static inline void agnesi_expect(workspace *w, size_t count, size_t bits) {
    if (w->limit && (double)count * (double)bits / 8 > (double)w->limit)
        agnesi_stop(w);
}

/// Runs the rest of the function in a new workspace `w`; a stop frees it and leaves with `stopped`.
#define AGNESI_WORKSPACE(w, stopped) \
    workspace *const w = agnesi_workspace_new(); \
    if (setjmp(w->exit)) { \
        agnesi_workspace_free(w); \
        return stopped; \
    }

/// Makes room for one more thing in an array that doubles.
#define AGNESI_ROOM(w, array, count, capacity) \
    do { \
        if ((count) >= (capacity)) { \
            (capacity) = (capacity) ? 2 * (capacity) : 16; \
            (array) = agnesi_retake(w, array, (size_t)(capacity), sizeof *(array)); \
        } \
    } while (0)

#endif
