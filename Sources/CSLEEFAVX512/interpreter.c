// The interpreter for processors with AVX512. A target of its own: how vectors are passed to functions depends on the compiler's
// flags for a whole file.

#if defined(__x86_64__)
#define WIDTH 8
#define RUN agnesi_tape_run_avx512
#include "interpreter.h"
#endif
