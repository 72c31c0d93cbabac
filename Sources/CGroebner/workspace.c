// Memory of computations that can be stopped: see workspace.h.

#include <stdlib.h>
#include <string.h>

#include "polynomialTypes.h"
#include "stopping.h"
#include "workspace.h"

struct agnesi_block {
    agnesi_block *previous, *next;
    size_t size;
    // How many of FLINT's numbers the block holds.
    long integers;
};

workspace *agnesi_workspace_new(void) {
    workspace *w = agnesi_allocate(sizeof *w);
    w->limit = (size_t)agnesi_guard_limit();
    return w;
}

void agnesi_workspace_free(workspace *w) {
    agnesi_give_since(w, NULL);
    free(w);
}

void agnesi_stop(workspace *w) {
    longjmp(w->exit, 1);
}

static size_t size_of(workspace *w, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > (size_t)1 << 48)
        agnesi_stop(w);
    return bytes;
}

static void count_bytes(workspace *w, size_t added, size_t removed) {
    if (w->limit && w->used - removed + added > w->limit)
        agnesi_stop(w);
    w->used = w->used - removed + added;
}

static void *link_block(workspace *w, agnesi_block *block, size_t bytes, long integers) {
    if (!block) {
        w->used -= bytes;
        agnesi_stop(w);
    }
    *block = (agnesi_block){w->latest, NULL, bytes, integers};
    if (w->latest)
        w->latest->next = block;
    w->latest = block;
    agnesi_work(w, 64 + bytes / 64);
    return block + 1;
}

void *agnesi_take(workspace *w, size_t count, size_t size) {
    size_t bytes = size_of(w, count, size);
    count_bytes(w, bytes, 0);
    return link_block(w, malloc(sizeof(agnesi_block) + bytes), bytes, 0);
}

void *agnesi_take_zero(workspace *w, size_t count, size_t size) {
    size_t bytes = size_of(w, count, size);
    count_bytes(w, bytes, 0);
    return link_block(w, calloc(1, sizeof(agnesi_block) + bytes), bytes, 0);
}

fmpz *agnesi_take_integers(workspace *w, long count) {
    size_t bytes = size_of(w, (size_t)count, sizeof(fmpz));
    count_bytes(w, bytes, 0);
    return link_block(w, calloc(1, sizeof(agnesi_block) + bytes), bytes, count);
}

void *agnesi_retake(workspace *w, void *memory, size_t count, size_t size) {
    if (!memory)
        return agnesi_take(w, count, size);
    agnesi_block *old = (agnesi_block *)memory - 1;
    size_t bytes = size_of(w, count, size);
    count_bytes(w, bytes, old->size);
    agnesi_block *block = realloc(old, sizeof(agnesi_block) + bytes);
    if (!block) {
        w->used = w->used - bytes + old->size;
        agnesi_stop(w);
    }
    block->size = bytes;
    if (block->previous)
        block->previous->next = block;
    if (block->next)
        block->next->previous = block;
    else
        w->latest = block;
    return block + 1;
}

void agnesi_give(workspace *w, void *memory) {
    if (!memory)
        return;
    agnesi_block *block = (agnesi_block *)memory - 1;
    if (block->previous)
        block->previous->next = block->next;
    if (block->next)
        block->next->previous = block->previous;
    else
        w->latest = block->previous;
    fmpz *integers = memory;
    for (long i = 0; i < block->integers; i++)
        agnesi_fmpz_clear(integers + i);
    w->used -= block->size;
    free(block);
}

void *agnesi_mark(workspace *w) {
    // A block of its own: others may move.
    return agnesi_take(w, 1, 1);
}

void agnesi_give_since(workspace *w, void *mark) {
    while (w->latest && w->latest + 1 != (agnesi_block *)mark)
        agnesi_give(w, w->latest + 1);
    agnesi_give(w, mark);
}

void agnesi_rest(workspace *w) {
    w->work = 0;
    if (agnesi_guard_asks_to_stop())
        agnesi_stop(w);
}
