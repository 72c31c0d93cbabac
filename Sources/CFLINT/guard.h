// How an operation of FLINT, Arb or GMP is cut short, wherever it is: the tick of ticks.h finds the thread inside the code of a library,
// asks the poll, and jumps out to the guard. Inside the code of a library no lock of the system is held and no block of memory is half
// made: what is half made are the library's own tables of the thread, which start anew, and the results, which are forgotten.
//
// Allocations count bytes, and too many of them stop the operation too.

#ifndef AGNESI_CFLINT_GUARD_H
#define AGNESI_CFLINT_GUARD_H

#include <setjmp.h>

#include "functions.h"
#include "stopping.h"

/// Where a stop of this thread jumps to.
extern _Thread_local jmp_buf agnesi_guard_exit;
/// Whether an operation of this thread was stopped and the next one would be: it does not begin.
int agnesi_guard_stays_stopped(void);
void agnesi_guard_enter(void);
void agnesi_guard_leave(void);
/// Leaves after a stop: frees the large blocks that the operation allocated and renews the libraries' tables of the thread.
void agnesi_guard_clear(void);
/// Called by the tick, with the place of the code that it interrupted.
void agnesi_guard_tick(const void *place);
/// Puts the guard under the memory functions of FLINT and GMP; called once, by the loader.
void agnesi_guard_install(void *library);

/// Runs a statement; a stop returns the other value from the function around it. Locals written in the statement are lost then.
#define AGNESI_GUARDED(stopped, statement) \
    do { \
        if (agnesi_guard_stays_stopped()) \
            stopped; \
        if (_setjmp(agnesi_guard_exit)) { \
            agnesi_guard_clear(); \
            stopped; \
        } \
        agnesi_guard_enter(); \
        statement; \
        agnesi_guard_leave(); \
    } while (0)

enum {
    /// Arithmetic with so many bits may take long enough to be interrupted.
    LONG_ARITHMETIC = 1 << 13
};

/// Makes a ball whose contents are half made, and not freed, the whole plane.
static inline void agnesi_ball_forget(agnesi_ball *z) {
    static const acb_struct blank;
    z->value = blank;
    F.acb_indeterminate(&z->value);
}

/// Runs a statement that writes a ball; a stop leaves the ball indeterminate and returns.
#define AGNESI_GUARDED_BALL(z, statement) AGNESI_GUARDED({ agnesi_ball_forget(z); return; }, statement)

/// Likewise for arithmetic, which takes a time bounded by its precision.
#define AGNESI_GUARDED_ARITHMETIC(z, prec, statement) \
    do { \
        if ((prec) < LONG_ARITHMETIC) \
            statement; \
        else \
            AGNESI_GUARDED_BALL(z, statement); \
    } while (0)

#endif
