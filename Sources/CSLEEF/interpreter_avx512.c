// The interpreter for processors with AVX512.

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq"))), apply_to = function)
#define WIDTH 8
#define RUN agnesi_tape_run_avx512
#include "interpreter.h"
#pragma clang attribute pop
#endif
