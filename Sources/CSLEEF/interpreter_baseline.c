// The interpreter for every processor.

#define WIDTH 2
#define RUN agnesi_tape_run_baseline
#include "interpreter.h"
