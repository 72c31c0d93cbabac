// The interpreter for processors with AVX2.

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define WIDTH 4
#define RUN agnesi_tape_run_avx2
#include "interpreter.h"
#pragma clang attribute pop
#endif
