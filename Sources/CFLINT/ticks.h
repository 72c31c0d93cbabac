// The tick of a thread: a signal each time the thread has worked for some milliseconds inside guarded operations, or after them.

#ifndef AGNESI_CFLINT_TICKS_H
#define AGNESI_CFLINT_TICKS_H

/// Finds the code of the libraries and sets the handler of the signal; called once, by the loader.
void agnesi_ticks_install(void *library);
/// Starts the ticks of this thread unless they have been started.
void agnesi_ticks_begin(void);
/// Ends the ticks of this thread, which is about to end.
void agnesi_ticks_end(void);
/// Whether an address lies in the code of FLINT, of Arb or of what they compute with.
int agnesi_ticks_is_library(const void *place);
/// Makes the libraries' tables of this thread what they are in a new thread. What they held is lost.
void agnesi_ticks_renew_tables(void);

#endif
