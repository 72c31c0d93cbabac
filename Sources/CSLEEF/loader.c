// Chooses the instruction set, and opens SLEEF on first need: a command that evaluates nothing does not pay for it.

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#include "tape.h"

#define RUN_FUNCTION(name)                                                                                                  \
    int name(const struct agnesi_tape_instruction *program, uint32_t length, double *const *rows, const uint32_t *indices,      \
              const struct agnesi_tape_function *functions)

RUN_FUNCTION(agnesi_tape_run_baseline);
#if defined(__x86_64__)
RUN_FUNCTION(agnesi_tape_run_avx2);
RUN_FUNCTION(agnesi_tape_run_avx512);
#endif

enum agnesi_tape_set agnesi_tape_best_set(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
        return AGNESI_TAPE_AVX512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return AGNESI_TAPE_AVX2;
#endif
    return AGNESI_TAPE_BASELINE;
}

int agnesi_tape_run(
    enum agnesi_tape_set set, const struct agnesi_tape_instruction *program, uint32_t length, double *const *rows, const uint32_t *indices,
    const struct agnesi_tape_function *functions) {
#if defined(__x86_64__)
    if (set == AGNESI_TAPE_AVX512)
        return agnesi_tape_run_avx512(program, length, rows, indices, functions);
    if (set == AGNESI_TAPE_AVX2)
        return agnesi_tape_run_avx2(program, length, rows, indices, functions);
#endif
    return agnesi_tape_run_baseline(program, length, rows, indices, functions);
}

static const char *const candidates[] = {
    "libsleef.so.3", "libsleef.so", "libsleef.dylib", "/opt/homebrew/lib/libsleef.dylib",
};

// SLEEF's names end in the number of doubles, the accuracy and the instruction set. The variants that begin with cinz and finz
// (without and with fused multiplication) give the same bits whatever stands in the other places of a vector; the others do not.
static const struct {
    const char *prefix;
    int width;
    const char *suffix;
} variants[] = {
#if defined(__x86_64__)
    [AGNESI_TAPE_BASELINE] = {"cinz", 2, "sse2"},
    [AGNESI_TAPE_AVX2] = {"finz", 4, "avx2"},
    [AGNESI_TAPE_AVX512] = {"finz", 8, "avx512f"},
#else
    [AGNESI_TAPE_BASELINE] = {"finz", 2, "advsimd"},
#endif
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *library;

static void open_library(void) {
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0] && !library; i++)
        library = dlopen(candidates[i], RTLD_LAZY | RTLD_LOCAL);
}

void *agnesi_tape_vector_function(const char *name, const char *accuracy, enum agnesi_tape_set set) {
    pthread_once(&once, open_library);
    if (!library || set >= sizeof variants / sizeof variants[0])
        return NULL;
    char symbol[64];
    snprintf(
        symbol, sizeof symbol, "Sleef_%s_%sd%d_%s%s", variants[set].prefix, name, variants[set].width, accuracy, variants[set].suffix);
    return dlsym(library, symbol);
}
