// Who may stop the operations of FLINT; how it is done stands in guard.h.

#ifndef AGNESI_CFLINT_STOPPING_H
#define AGNESI_CFLINT_STOPPING_H

/// Whether the computation of this thread has to stop; asked now and then while an operation runs. It may be called from a signal
/// handler, but only while the thread is inside a library: whatever does not wait for the thread itself is allowed.
typedef int (*agnesi_poll)(void *_Nullable context);

/// Who is asked, and how many bytes one operation may allocate; 0 for any number.
typedef struct {
    agnesi_poll _Nullable poll;
    void *_Nullable context;
    long bytes;
} agnesi_watch;

/// Sets the watch over the operations of this thread, and returns the one before.
agnesi_watch agnesi_guard_set(agnesi_watch watch);
/// Whether the latest stop of this thread was for want of memory.
int agnesi_guard_lacked_memory(void);
/// Whether the poll of this thread wants a stop: for loops outside FLINT.
int agnesi_guard_asks_to_stop(void);
/// How many bytes one operation may allocate; 0 for any number.
long agnesi_guard_limit(void);

#endif
