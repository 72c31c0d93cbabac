// Stopping FLINT from inside: see guard.h.

#include <malloc.h>
#include <stdlib.h>

#include "functions.h"
#include "guard.h"

_Thread_local jmp_buf agnesi_guard_exit;

static _Thread_local struct {
    agnesi_poll poll;
    void *context;
    long limit;
    long used;
    unsigned ticks;
    int armed;
    int lacked_memory;
} guard;

enum {
    POLL_INTERVAL = 256,
    // FLINT's table of free numbers grows by realloc and stays far below this.
    NO_TABLE = 1 << 26
};

void agnesi_guard_set(agnesi_poll poll, void *context, long bytes) {
    guard.poll = poll;
    guard.context = context;
    guard.limit = bytes;
}

int agnesi_guard_lacked_memory(void) {
    return guard.lacked_memory;
}

int agnesi_guard_asks_to_stop(void) {
    return guard.poll && guard.poll(guard.context);
}

long agnesi_guard_limit(void) {
    return guard.limit;
}

void agnesi_guard_enter(void) {
    guard.used = 0;
    guard.lacked_memory = 0;
    guard.armed = 1;
}

void agnesi_guard_leave(void) {
    guard.armed = 0;
}

static void stop(void) {
    longjmp(agnesi_guard_exit, 1);
}

static void account(size_t size) {
    guard.used += (long)size;
    if (guard.limit && guard.used > guard.limit) {
        guard.lacked_memory = 1;
        stop();
    }
    if ((++guard.ticks % POLL_INTERVAL == 0 || size >= NO_TABLE) && guard.poll && guard.poll(guard.context))
        stop();
}

static void *checked(void *block) {
    if (!block && guard.armed) {
        guard.lacked_memory = 1;
        stop();
    }
    return block;
}

static void *guarded_malloc(size_t size) {
    if (!guard.armed)
        return malloc(size);
    account(size);
    return checked(malloc(size));
}

static void *guarded_calloc(size_t count, size_t size) {
    if (!guard.armed)
        return calloc(count, size);
    account(count * size);
    return checked(calloc(count, size));
}

static void *guarded_realloc(void *block, size_t size) {
    if (guard.armed) {
        if (block)
            guard.used -= (long)malloc_usable_size(block);
        if (size >= NO_TABLE)
            account(size);
        else
            guard.used += (long)size;
    }
    void *result = realloc(block, size);
    return size ? checked(result) : result;
}

static void guarded_free(void *block) {
    if (guard.armed && block)
        guard.used -= (long)malloc_usable_size(block);
    free(block);
}

// What FLINT calls instead of abort(), once it has complained on the standard error.
static FLINT_NORETURN void complain(void) {
    if (guard.armed)
        stop();
    abort();
}

void agnesi_guard_install(void) {
    F.__flint_set_memory_functions(guarded_malloc, guarded_calloc, guarded_realloc, guarded_free);
    F.flint_set_abort(complain);
}
