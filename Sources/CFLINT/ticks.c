// Interrupting the code of libraries: see ticks.h and guard.h.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include "guard.h"
#include "ticks.h"

enum { TICK = SIGVTALRM, MILLISECONDS = 10, MOST_LIBRARIES = 8 };

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

// The code of a library, and where its table of segments says that it lies.
static struct {
    uintptr_t start, end, base;
} libraries[MOST_LIBRARIES];
static int library_count;

static _Thread_local struct {
    timer_t timer;
    int is_started, has_timer;
} ticks;

static int add_library(struct dl_phdr_info *info, size_t size, void *place) {
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t start = info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_X) || (uintptr_t)place - start >= segment->p_memsz)
            continue;
        for (int k = 0; k < library_count; k++)
            if (libraries[k].start == start)
                return 1;
        if (library_count < MOST_LIBRARIES) {
            libraries[library_count].start = start;
            libraries[library_count].end = start + segment->p_memsz;
            libraries[library_count].base = info->dlpi_addr;
            library_count++;
        }
        return 1;
    }
    return 0;
}

int agnesi_ticks_is_library(const void *place) {
    for (int i = 0; i < library_count; i++)
        if ((uintptr_t)place - libraries[i].start < libraries[i].end - libraries[i].start)
            return 1;
    return 0;
}

static int renew_tables(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size;
    (void)context;
    int is_library = 0;
    for (int i = 0; i < library_count; i++)
        is_library |= libraries[i].base == info->dlpi_addr;
    if (!is_library || !info->dlpi_tls_data)
        return 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        if (segment->p_type != PT_TLS)
            continue;
        memset(info->dlpi_tls_data, 0, segment->p_memsz);
        memcpy(info->dlpi_tls_data, (const void *)(info->dlpi_addr + segment->p_vaddr), segment->p_filesz);
    }
    return 0;
}

void agnesi_ticks_renew_tables(void) {
    dl_iterate_phdr(renew_tables, NULL);
}

static const void *interrupted_place(const ucontext_t *context) {
#if defined(__x86_64__)
    return (const void *)context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    return (const void *)context->uc_mcontext.pc;
#else
#error "where the place of interrupted code is kept must be said here"
#endif
}

static void handle(int number, siginfo_t *information, void *context) {
    (void)number;
    (void)information;
    int code = errno;
    agnesi_guard_tick(interrupted_place(context));
    errno = code;
}

void agnesi_ticks_install(void *library) {
    // One function of each library, by which its code is found; FLINT and Arb may be one.
    static const char *const functions[] = {"flint_free", "acb_add", "__gmpn_mul_1", "mpfr_add"};
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        void *place = dlsym(library, functions[i]);
        if (place)
            dl_iterate_phdr(add_library, place);
    }
    // The handler may jump away, so its signal is not blocked while it runs: a tick finds it outside the libraries.
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_RESTART | SA_NODEFER};
    sigemptyset(&action.sa_mask);
    sigaction(TICK, &action, NULL);
}

void agnesi_ticks_begin(void) {
    if (ticks.is_started)
        return;
    ticks.is_started = 1;
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = TICK};
    event.sigev_notify_thread_id = (pid_t)syscall(SYS_gettid);
    // Without a timer nothing is stopped before it ends.
    if (timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &ticks.timer))
        return;
    ticks.has_timer = 1;
    // Threads that others make may block all signals.
    sigset_t tick;
    sigemptyset(&tick);
    sigaddset(&tick, TICK);
    pthread_sigmask(SIG_UNBLOCK, &tick, NULL);
    struct timespec pause = {0, MILLISECONDS * 1000000L};
    timer_settime(ticks.timer, 0, &(struct itimerspec){pause, pause}, NULL);
}

void agnesi_ticks_end(void) {
    if (ticks.has_timer)
        timer_delete(ticks.timer);
    ticks.is_started = ticks.has_timer = 0;
}
