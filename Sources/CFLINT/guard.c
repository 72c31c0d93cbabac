// Stopping FLINT from inside: see guard.h.

#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "guard.h"
#include "ticks.h"

_Thread_local jmp_buf agnesi_guard_exit;

static _Thread_local struct {
    agnesi_watch watch;
    long used;
    volatile sig_atomic_t armed;
    int was_stopped, lacked_memory;
} guard;

// The large blocks that the guarded operation allocated and has not freed: an open hash table.
static _Thread_local struct {
    void **slots;
    size_t size, count;
} blocks;

enum {
    // Blocks that are given back after a stop; smaller ones are lost.
    LARGE = 1 << 16,
    // FLINT's table of free numbers grows by realloc under a lock, and stays far below this.
    NO_TABLE = 1 << 26
};

agnesi_watch agnesi_guard_set(agnesi_watch watch) {
    agnesi_watch before = guard.watch;
    guard.watch = watch;
    return before;
}

int agnesi_guard_lacked_memory(void) {
    return guard.lacked_memory;
}

int agnesi_guard_asks_to_stop(void) {
    return guard.watch.poll && guard.watch.poll(guard.watch.context);
}

long agnesi_guard_limit(void) {
    return guard.watch.bytes;
}

// MARK: large blocks

static size_t slot_of(const void *block) {
    return ((uintptr_t)block >> 12) * 0x9E3779B97F4A7C15u & (blocks.size - 1);
}

static void put(void *block) {
    size_t i = slot_of(block);
    while (blocks.slots[i])
        i = (i + 1) & (blocks.size - 1);
    blocks.slots[i] = block;
    blocks.count++;
}

static void note(void *block, size_t size) {
    if (!block || size < LARGE)
        return;
    if (2 * blocks.count >= blocks.size) {
        void **old = blocks.slots;
        size_t old_size = blocks.size, new_size = old_size ? 2 * old_size : 64;
        void **slots = calloc(new_size, sizeof *slots);
        // A block that finds no room is lost by a stop.
        if (!slots)
            return;
        blocks.slots = slots;
        blocks.size = new_size;
        blocks.count = 0;
        for (size_t i = 0; i < old_size; i++)
            if (old[i])
                put(old[i]);
        free(old);
    }
    put(block);
}

// Whether the block was one of the operation's own.
static int forget(void *block) {
    if (!blocks.count)
        return 0;
    size_t mask = blocks.size - 1, i = slot_of(block);
    while (blocks.slots[i] != block) {
        if (!blocks.slots[i])
            return 0;
        i = (i + 1) & mask;
    }
    blocks.slots[i] = NULL;
    blocks.count--;
    // What was put behind it, for want of its place, is put again.
    for (size_t j = (i + 1) & mask; blocks.slots[j]; j = (j + 1) & mask) {
        void *other = blocks.slots[j];
        blocks.slots[j] = NULL;
        blocks.count--;
        put(other);
    }
    return 1;
}

static void forget_all(void) {
    if (blocks.count)
        memset(blocks.slots, 0, blocks.size * sizeof *blocks.slots);
    blocks.count = 0;
}

// MARK: entering and leaving

int agnesi_guard_stays_stopped(void) {
    return guard.was_stopped && (guard.was_stopped = agnesi_guard_asks_to_stop());
}

void agnesi_guard_enter(void) {
    guard.used = 0;
    guard.lacked_memory = 0;
    agnesi_ticks_begin();
    guard.armed = 1;
}

void agnesi_guard_leave(void) {
    guard.armed = 0;
    forget_all();
}

void agnesi_guard_clear(void) {
    guard.armed = 0;
    for (size_t i = 0; blocks.count && i < blocks.size; i++)
        free(blocks.slots[i]);
    forget_all();
    agnesi_ticks_renew_tables();
}

static _Noreturn void stop(void) {
    guard.armed = 0;
    guard.was_stopped = 1;
    _longjmp(agnesi_guard_exit, 1);
}

void agnesi_guard_tick(const void *place) {
    if (guard.armed && guard.watch.poll && agnesi_ticks_is_library(place) && guard.watch.poll(guard.watch.context))
        stop();
}

// MARK: memory

static void account(size_t size) {
    guard.used += (long)size;
    if (guard.watch.bytes && guard.used > guard.watch.bytes) {
        guard.lacked_memory = 1;
        stop();
    }
}

// Where nobody can be told that there is no memory, the program ends.
static void *checked(void *block) {
    if (block)
        return block;
    if (!guard.armed)
        abort();
    guard.lacked_memory = 1;
    stop();
}

static void *guarded_malloc(size_t size) {
    if (!guard.armed)
        return checked(malloc(size));
    account(size);
    void *block = checked(malloc(size));
    note(block, size);
    return block;
}

static void *guarded_calloc(size_t count, size_t size) {
    if (!guard.armed)
        return checked(calloc(count, size));
    account(count * size);
    void *block = checked(calloc(count, size));
    note(block, count * size);
    return block;
}

static void *guarded_realloc(void *block, size_t size) {
    int is_own = !block;
    if (guard.armed) {
        if (block) {
            size_t old = malloc_usable_size(block);
            guard.used -= (long)old;
            if (old >= LARGE)
                is_own = forget(block);
        }
        if (size >= NO_TABLE)
            account(size);
        else
            guard.used += (long)size;
    }
    void *result = realloc(block, size);
    if (!result && !size)
        return NULL;
    checked(result);
    if (guard.armed && is_own)
        note(result, size);
    return result;
}

static void guarded_free(void *block) {
    if (guard.armed && block) {
        size_t size = malloc_usable_size(block);
        guard.used -= (long)size;
        if (size >= LARGE)
            forget(block);
    }
    free(block);
}

static void *resized(void *block, size_t old_size, size_t size) {
    (void)old_size;
    return guarded_realloc(block, size);
}

static void freed(void *block, size_t size) {
    (void)size;
    guarded_free(block);
}

// What FLINT calls instead of abort(), once it has complained on the standard error.
static FLINT_NORETURN void complain(void) {
    if (guard.armed)
        stop();
    abort();
}

void agnesi_guard_install(void *library) {
    F.__flint_set_memory_functions(guarded_malloc, guarded_calloc, guarded_realloc, guarded_free);
    F.__gmp_set_memory_functions(guarded_malloc, resized, freed);
    F.flint_set_abort(complain);
    agnesi_ticks_install(library);
}
