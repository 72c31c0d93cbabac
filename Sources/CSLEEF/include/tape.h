// Straight-line programs over arrays of doubles: one loop for each instruction, with the vector functions of SLEEF.
//
// Operands and results are rows of doubles, given by their numbers in a table of pointers; an instruction works on `count`
// neighbours. Counts are rounded up to whole vectors: what stands behind a result, up to the next multiple of
// AGNESI_TAPE_PADDING, is overwritten with something.

#ifndef AGNESI_TAPE_H
#define AGNESI_TAPE_H

#include <stdint.h>

// The widest vector, in doubles.
enum { AGNESI_TAPE_PADDING = 8 };

// What an instruction does with its operands a, b and c. A condition is 1 where it holds, 0 where it does not, NaN where it is
// undefined.
enum agnesi_tape_operation {
    AGNESI_TAPE_ADD,
    AGNESI_TAPE_SUBTRACT,
    AGNESI_TAPE_MULTIPLY,
    AGNESI_TAPE_DIVIDE,
    AGNESI_TAPE_NEGATE,
    AGNESI_TAPE_SQUARE_ROOT,
    AGNESI_TAPE_MAGNITUDE,
    AGNESI_TAPE_FLOOR,
    AGNESI_TAPE_GREATER,
    AGNESI_TAPE_LESSER,
    AGNESI_TAPE_MULTIPLY_ADD,          // a*b + c
    AGNESI_TAPE_MULTIPLY_SUBTRACT,     // a*b - c
    AGNESI_TAPE_SUBTRACT_MULTIPLY,     // c - a*b
    AGNESI_TAPE_IS_LESS,
    AGNESI_TAPE_IS_LESS_OR_EQUAL,
    AGNESI_TAPE_IS_EQUAL,
    AGNESI_TAPE_IS_NOT_EQUAL,
    AGNESI_TAPE_AND,
    AGNESI_TAPE_OR,
    AGNESI_TAPE_NOT,
    AGNESI_TAPE_SELECT,                // b where a holds, c where it does not
    AGNESI_TAPE_COPY,
    AGNESI_TAPE_GATHER,                // a[indices[b + i]], where b is a number
    AGNESI_TAPE_UNARY,                 // function(a)
    AGNESI_TAPE_BINARY,                // function(a, b)
    AGNESI_TAPE_PAIR,                  // two results, at `result` and at c: function(a)
};

// One instruction: the numbers of rows, and of a row of the table of functions.
struct agnesi_tape_instruction {
    uint16_t operation;
    uint16_t function;
    uint32_t count;
    uint32_t result, a, b, c;
};

// A function: its vector form in one instruction set, or null, and its scalar form.
struct agnesi_tape_function {
    void *vector;
    double (*unary)(double);
    double (*binary)(double, double);
};

// Instruction sets, from the narrowest.
enum agnesi_tape_set { AGNESI_TAPE_BASELINE, AGNESI_TAPE_AVX2, AGNESI_TAPE_AVX512 };

// The widest instruction set of this processor.
enum agnesi_tape_set agnesi_tape_best_set(void);

// The vector form of SLEEF's function of that name and accuracy, such as "sin" and "u10", for an instruction set; null where
// there is none. Opens SLEEF on first need.
void *agnesi_tape_vector_function(const char *name, const char *accuracy, enum agnesi_tape_set set);

// Runs a program. Returns whether some sum, product, quotient or root was too large for a double, too small, or a division by zero.
int agnesi_tape_run(
    enum agnesi_tape_set set, const struct agnesi_tape_instruction *program, uint32_t length, double *const *rows, const uint32_t *indices,
    const struct agnesi_tape_function *functions);

#endif
