// How an operation of FLINT is cut short: every allocation of a guarded operation counts bytes and asks the poll now and then; a
// stop jumps out of FLINT to the guard. The jump starts in malloc and calloc, which FLINT calls while its own tables are whole;
// realloc, which it also calls in the middle of changing them, jumps only for blocks that are no tables.

#ifndef AGNESI_CFLINT_GUARD_H
#define AGNESI_CFLINT_GUARD_H

#include <setjmp.h>

/// Where a stop of this thread jumps to.
extern _Thread_local jmp_buf agnesi_guard_exit;
void agnesi_guard_enter(void);
void agnesi_guard_leave(void);
/// Whether the poll of this thread wants a stop: for loops outside FLINT.
int agnesi_guard_asks_to_stop(void);
/// How many bytes one operation may allocate; 0 for any number.
long agnesi_guard_limit(void);
/// Puts the guard under FLINT's memory functions; called once, by the loader.
void agnesi_guard_install(void);

/// Runs a statement; a stop returns the other value from the function around it. Locals written in the statement are lost then.
#define AGNESI_GUARDED(stopped, statement) \
    do { \
        if (setjmp(agnesi_guard_exit)) { \
            agnesi_guard_leave(); \
            stopped; \
        } \
        agnesi_guard_enter(); \
        statement; \
        agnesi_guard_leave(); \
    } while (0)

#endif
