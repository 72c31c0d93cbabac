// The interpreter, compiled once for each instruction set: WIDTH is the number of doubles in a vector, RUN the function's name.
//
// Elements are taken as unaligned vectors; results may be the operands themselves, element by element.

#include <math.h>
#include <stddef.h>

#include "tape.h"

typedef double vec __attribute__((vector_size(8 * WIDTH), aligned(8)));
typedef double lanes __attribute__((vector_size(8 * WIDTH)));
typedef long long mask __attribute__((vector_size(8 * WIDTH)));

struct pair {
    lanes first, second;
};

#define LOAD(pointer) ((lanes) * (const vec *)(pointer))
#define STORE(pointer, value) (*(vec *)(pointer) = (vec)(value))
// Four vectors at a time as long as there are so many, so that the loop itself costs little.
#define EACH(expression)                                                     \
    {                                                                        \
        size_t i = 0;                                                        \
        for (; i + 3 * WIDTH < count; i += WIDTH) {                          \
            lanes first = expression;                                        \
            i += WIDTH;                                                      \
            lanes second = expression;                                       \
            i += WIDTH;                                                      \
            lanes third = expression;                                        \
            i += WIDTH;                                                      \
            lanes fourth = expression;                                       \
            STORE(result + i - 3 * WIDTH, first);                            \
            STORE(result + i - 2 * WIDTH, second);                           \
            STORE(result + i - WIDTH, third);                                \
            STORE(result + i, fourth);                                       \
        }                                                                    \
        for (; i < count; i += WIDTH)                                        \
            STORE(result + i, expression);                                   \
        break;                                                               \
    }
// Zero has no sign: functions and quotients see only the positive one.
#define UNSIGNED_ZERO(value) ((value) + all(0))
#define A LOAD(a + i)
#define B LOAD(b + i)
#define C LOAD(c + i)

// The first where the mask is set, else the second.
static inline lanes blend(mask which, lanes first, lanes second) {
    return (lanes)((which & (mask)first) | (~which & (mask)second));
}

static inline lanes all(double value) { return value - (lanes){0}; }

// 1 or 0, and NaN where an operand is NaN.
static inline lanes truth(mask holds, lanes a, lanes b) {
    return blend((a != a) | (b != b), all(NAN), blend(holds, all(1), all(0)));
}

// The flags of results that were too large or too small, which processors keep until they are cleared. Functions set them as they
// like: what they leave behind does not count.
#if defined(__SSE2__)
#include <xmmintrin.h>
enum { LEFT_RANGE = 0x1C };
static inline unsigned range_flags(void) { return _mm_getcsr() & LEFT_RANGE; }
static inline void clear_range_flags(void) { _mm_setcsr(_mm_getcsr() & ~(unsigned)LEFT_RANGE); }
#else
#include <fenv.h>
enum { LEFT_RANGE = FE_DIVBYZERO | FE_OVERFLOW | FE_UNDERFLOW };
static inline unsigned range_flags(void) { return (unsigned)fetestexcept(LEFT_RANGE); }
static inline void clear_range_flags(void) { feclearexcept(LEFT_RANGE); }
#endif

int RUN(const struct agnesi_tape_instruction *program, uint32_t length, double *const *rows, const uint32_t *indices,
         const struct agnesi_tape_function *functions) {
    unsigned raised = 0;
    clear_range_flags();
    for (const struct agnesi_tape_instruction *step = program; step != program + length; step++) {
        const size_t count = step->count;
        double *result = rows[step->result];
        // What is gathered stands in the first operand's row; the second counts indices.
        const int gathers = step->operation == AGNESI_TAPE_GATHER;
        const double *a = rows[step->a], *b = gathers ? a : rows[step->b], *c = gathers ? a : rows[step->c];
        switch ((enum agnesi_tape_operation)step->operation) {
        case AGNESI_TAPE_ADD: EACH(A + B)
        case AGNESI_TAPE_SUBTRACT: EACH(A - B)
        case AGNESI_TAPE_MULTIPLY: EACH(A * B)
        case AGNESI_TAPE_DIVIDE: EACH(A / UNSIGNED_ZERO(B))
        case AGNESI_TAPE_NEGATE: EACH(-A)
        case AGNESI_TAPE_SQUARE_ROOT: EACH(__builtin_elementwise_sqrt(A))
        case AGNESI_TAPE_MAGNITUDE: EACH(__builtin_elementwise_abs(A))
        case AGNESI_TAPE_FLOOR: EACH(__builtin_elementwise_floor(A))
        case AGNESI_TAPE_GREATER: EACH(blend((A > B) | (A != A), A, B))
        case AGNESI_TAPE_LESSER: EACH(blend((A < B) | (A != A), A, B))
        case AGNESI_TAPE_MULTIPLY_ADD: EACH(A *B + C)
        case AGNESI_TAPE_MULTIPLY_SUBTRACT: EACH(A *B - C)
        case AGNESI_TAPE_SUBTRACT_MULTIPLY: EACH(C - A * B)
        case AGNESI_TAPE_IS_LESS: EACH(truth(A < B, A, B))
        case AGNESI_TAPE_IS_LESS_OR_EQUAL: EACH(truth(A <= B, A, B))
        case AGNESI_TAPE_IS_EQUAL: EACH(truth(A == B, A, B))
        case AGNESI_TAPE_IS_NOT_EQUAL: EACH(truth(A != B, A, B))
        case AGNESI_TAPE_AND: EACH(blend((A == all(0)) | (B == all(0)), all(0), A * B))
        case AGNESI_TAPE_OR: EACH(blend((A == all(1)) | (B == all(1)), all(1), A + B))
        case AGNESI_TAPE_NOT: EACH(all(1) - A)
        case AGNESI_TAPE_SELECT: EACH(blend(A == all(1), B, blend(A == all(0), C, all(NAN))))
        case AGNESI_TAPE_COPY: EACH(A)
        case AGNESI_TAPE_GATHER:
            for (size_t i = 0; i < count; i++)
                result[i] = a[indices[step->b + i]];
            break;
        case AGNESI_TAPE_UNARY: {
            const struct agnesi_tape_function *function = functions + step->function;
            raised |= range_flags();
            if (function->vector) {
                lanes (*kernel)(lanes) = (lanes(*)(lanes))function->vector;
                for (size_t i = 0; i < count; i += WIDTH)
                    STORE(result + i, kernel(UNSIGNED_ZERO(A)));
            } else {
                for (size_t i = 0; i < count; i++)
                    result[i] = function->unary(a[i] + 0);
            }
            clear_range_flags();
            break;
        }
        case AGNESI_TAPE_BINARY: {
            const struct agnesi_tape_function *function = functions + step->function;
            raised |= range_flags();
            if (function->vector) {
                lanes (*kernel)(lanes, lanes) = (lanes(*)(lanes, lanes))function->vector;
                for (size_t i = 0; i < count; i += WIDTH)
                    STORE(result + i, kernel(UNSIGNED_ZERO(A), UNSIGNED_ZERO(B)));
            } else {
                for (size_t i = 0; i < count; i++)
                    result[i] = function->binary(a[i] + 0, b[i] + 0);
            }
            clear_range_flags();
            break;
        }
        case AGNESI_TAPE_PAIR: {
            struct pair (*kernel)(lanes) = (struct pair(*)(lanes))functions[step->function].vector;
            double *second = rows[step->c];
            raised |= range_flags();
            for (size_t i = 0; i < count; i += WIDTH) {
                struct pair both = kernel(UNSIGNED_ZERO(A));
                STORE(result + i, both.first);
                STORE(second + i, both.second);
            }
            clear_range_flags();
            break;
        }
        }
    }
    return (raised | range_flags()) != 0;
}
