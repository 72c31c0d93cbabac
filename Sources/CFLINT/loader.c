// Opens FLINT on first need and fills the table of its functions.

#define _GNU_SOURCE  // For RTLD_DEEPBIND.

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "functions.h"
#include "guard.h"
#include "ticks.h"

struct agnesi_flint_table agnesi_flint;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *library;
static char failure[512];

// Only libraries of the generation the headers describe are candidates.
static const char *const candidates[] = {
#if AGNESI_ARB_INSIDE_FLINT
    "libflint.so", "libflint.so.22", "libflint.so.21", "libflint.so.20", "libflint.so.19", "libflint.so.18",
    "libflint.dylib", "/opt/homebrew/lib/libflint.dylib", "/usr/local/lib/libflint.dylib",
#else
    "libflint-arb.so.2", "libarb.so.2", "libflint-arb.so", "libarb.so",
    "libarb.dylib", "/opt/homebrew/lib/libarb.dylib", "/usr/local/lib/libarb.dylib",
#endif
};

static const struct {
    const char *name;
    size_t offset;
} functions[] = {
#define AGNESI_ROW(name) {#name, offsetof(struct agnesi_flint_table, name)},
    AGNESI_FLINT_FUNCTIONS(AGNESI_ROW)
#undef AGNESI_ROW
};

// dlsym on a handle also searches the libraries it depends on, so FLINT 2's two libraries need one handle.
static const char *first_missing(void *handle) {
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        void *address = dlsym(handle, functions[i].name);
        if (!address)
            return functions[i].name;
        *(void **)((char *)&agnesi_flint + functions[i].offset) = address;
    }
    return NULL;
}

// FLINT's thousands of symbols are looked for in FLINT and what it needs before they are in the program and what that needs, which takes
// a third off the time of loading. Where memory is had from elsewhere than the C library, FLINT must see it, too: it hands out memory
// that the program gives back. The sanitizers are such.
static int binding(void) {
#if defined(RTLD_DEEPBIND) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
    const char *preloaded = getenv("LD_PRELOAD");
    return preloaded && *preloaded ? 0 : RTLD_DEEPBIND;
#else
    return 0;
#endif
}

static void open_library(void) {
    int mode = RTLD_LAZY | RTLD_LOCAL | binding();
    // The first complaint stays: it is about the most likely library.
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
        void *handle = dlopen(candidates[i], mode);
        if (!handle) {
            const char *reason = dlerror();
            if (!failure[0])
                snprintf(failure, sizeof failure, "The FLINT library cannot be loaded: %s.", reason ? reason : candidates[i]);
            continue;
        }
        const char *missing = first_missing(handle);
        if (!missing) {
            library = handle;
            agnesi_guard_install(handle);
            return;
        }
        dlclose(handle);
        snprintf(failure, sizeof failure, "The FLINT library %s lacks the function %s.", candidates[i], missing);
    }
}

const char *agnesi_flint_load(void) {
    pthread_once(&once, open_library);
    return library ? NULL : failure;
}

void *agnesi_flint_symbol(const char *name) {
    return agnesi_flint_load() ? NULL : dlsym(library, name);
}

void agnesi_flint_cleanup(void) {
    agnesi_ticks_end();
    if (library)
        F.flint_cleanup();
}

void agnesi_flint_free(void *memory) {
    F.flint_free(memory);
}
