// The interpreter for processors with AVX2. A target of its own: how vectors are passed to functions depends on the compiler's
// flags for a whole file.

#if defined(__x86_64__)
#define WIDTH 4
#define RUN agnesi_tape_run_avx2
#include "interpreter.h"
#endif
