"""Value and gradient in the peers that are installed: NumPy, Numba, JAX, CasADi, C. Called by Benchmarks/run.

Prints lines "name<TAB>number<TAB>unit", as TapeTiming does. One thread; the processor's time, medians.

    programs.py texts FOLDER     writes the expressions that Agnesi gets: rosenbrock.txt, gmm.txt, ba.txt, each with a point
    programs.py measure FOLDER
"""

import ctypes
import math
import os
import shutil
import statistics
import subprocess
import sys
import time

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

POINTS = 1_000_000
SIZE = 1000
# The Gaussian mixture has the objective of ADBench: d dimensions, k components, n points.
D, K, N = 2, 5, 100


def report(name, value, unit):
    print(f"{name}\t{value:.2f}\t{unit}", flush=True)


def median(action, runs=9):
    times = []
    for _ in range(runs):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return statistics.median(times)


def column(scale=1.5e-6):
    return [0.5 + (i * 2654435761 % 1000003) * scale for i in range(POINTS)]


def pseudo(count, seed):
    """Numbers in (-1, 1) that are the same everywhere."""
    return [((i * 7919 + seed * 104729) % 10007) / 5003.5 - 1 for i in range(1, count + 1)]


# ---------------------------------------------------------------- the objectives, over any kind of number


def rosenbrock(x):
    return sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(len(x) - 1))


def gmm_parameters():
    """alphas, means, log-diagonals and lower triangles of the inverse covariances' factors."""
    names = [f"a{k}" for k in range(K)]
    names += [f"m{k}_{j}" for k in range(K) for j in range(D)]
    names += [f"q{k}_{j}" for k in range(K) for j in range(D)]
    names += [f"l{k}_{j}" for k in range(K) for j in range(D * (D - 1) // 2)]
    return names


def gmm_data():
    return [pseudo(D, 17 + n) for n in range(N)]


def gmm(p, exp, log):
    a = p[:K]
    m = [p[K + D * k : K + D * (k + 1)] for k in range(K)]
    q = [p[K + D * K + D * k : K + D * K + D * (k + 1)] for k in range(K)]
    width = D * (D - 1) // 2
    low = [p[K + 2 * D * K + width * k : K + 2 * D * K + width * (k + 1)] for k in range(K)]
    result = 0
    for x in gmm_data():
        terms = []
        for k in range(K):
            c = [x[j] - m[k][j] for j in range(D)]
            y = [exp(q[k][j]) * c[j] for j in range(D)]
            place = 0
            for column_ in range(D):
                for row in range(column_ + 1, D):
                    y[row] = y[row] + low[k][place] * c[column_]
                    place += 1
            terms.append(exp(a[k] + sum(q[k][1:], q[k][0]) - sum((v**2 for v in y[1:]), y[0] ** 2) / 2))
        result = result + log(sum(terms[1:], terms[0]))
    result = result - N * log(sum((exp(v) for v in a[1:]), exp(a[0])))
    for k in range(K):
        squares = sum(exp(2 * v) for v in q[k]) + sum(v**2 for v in low[k])
        result = result + (squares / 2 - sum(q[k][1:], q[k][0]))
    return result


BA_NAMES = ["r1", "r2", "r3", "c1", "c2", "c3", "f", "u0", "v0", "k1", "k2", "X1", "X2", "X3", "w"]
BA_POINT = [-0.76, -1.11, -0.85, 34.6, 39.7, 53.8, 0.93, 0.4, 0.3, -0.02, 0.01, 0.6, 0.2, 0.9, 0.7]


def ba(p, sin, cos, sqrt):
    """The reprojection error of one point in one camera, squared: Rodrigues' rotation and radial distortion."""
    r, c, f, u0, v0, k1, k2, x, w = p[0:3], p[3:6], p[6], p[7], p[8], p[9], p[10], p[11:14], p[14]
    angle = sqrt(r[0] ** 2 + r[1] ** 2 + r[2] ** 2)
    n = [v / angle for v in r]
    d = [x[i] - c[i] for i in range(3)]
    cross = [n[1] * d[2] - n[2] * d[1], n[2] * d[0] - n[0] * d[2], n[0] * d[1] - n[1] * d[0]]
    dot = n[0] * d[0] + n[1] * d[1] + n[2] * d[2]
    y = [d[i] * cos(angle) + cross[i] * sin(angle) + n[i] * dot * (1 - cos(angle)) for i in range(3)]
    u, v = y[0] / y[2], y[1] / y[2]
    square = u**2 + v**2
    distortion = 1 + k1 * square + k2 * square**2
    return (w * (f * distortion * u + u0)) ** 2 + (w * (f * distortion * v + v0)) ** 2


class Text:
    """Arithmetic on the texts of expressions."""

    def __init__(self, text):
        self.text = text

    def _two(self, sign, other, swapped=False):
        other = other.text if isinstance(other, Text) else repr(other)
        return Text(f"({other}{sign}{self.text})" if swapped else f"({self.text}{sign}{other})")

    def __add__(self, other):
        return self._two("+", other)

    def __radd__(self, other):
        return self if isinstance(other, int) and other == 0 else self._two("+", other, True)

    def __sub__(self, other):
        return self._two("-", other)

    def __rsub__(self, other):
        return self._two("-", other, True)

    def __mul__(self, other):
        return self._two("*", other)

    def __rmul__(self, other):
        return self._two("*", other, True)

    def __truediv__(self, other):
        return self._two("/", other)

    def __pow__(self, other):
        return self._two("^", other)


def function(name):
    return lambda argument: Text(f"{name}({argument.text})")


def points():
    return {
        "rosenbrock": [(i % 7) * 0.3 - 0.8 for i in range(SIZE)],
        "gmm": [0.3 * v for v in pseudo(len(gmm_parameters()), 3)],
        "ba": BA_POINT,
    }


def write_texts(folder):
    texts = {
        "rosenbrock": ([f"x{i + 1}" for i in range(SIZE)], rosenbrock),
        "gmm": (gmm_parameters(), lambda p: gmm(p, function("exp"), function("log"))),
        "ba": (BA_NAMES, lambda p: ba(p, function("sin"), function("cos"), function("sqrt"))),
    }
    for name, (names, objective) in texts.items():
        with open(os.path.join(folder, name + ".txt"), "w") as file:
            file.write(objective([Text(n) for n in names]).text + "\n")
            file.write(" ".join(names) + "\n")
            file.write(" ".join(repr(v) for v in points()[name]) + "\n")


# ---------------------------------------------------------------- peers


def with_numpy():
    import numpy as np

    w1, w2 = np.array(column()), np.array(column())

    def both():
        q = w1 / w2
        a = 2 * np.pi * q
        e = np.exp(2 * w2)
        z = 3 * q - e
        s = np.sin(a) + z
        d = s + z
        g = 2 * np.pi * np.cos(a) * z + 3 * d
        return s * z, g / w2, -g * q / w2 - 2 * e * d

    report("problem 15: NumPy by hand", median(both) / POINTS * 1e9, "ns a point")


def with_jax():
    import jax
    import jax.numpy as jnp
    import numpy as np

    jax.config.update("jax_enable_x64", True)

    def f(a, b):
        return (jnp.sin(2 * jnp.pi * a / b) + 3 * a / b - jnp.exp(2 * b)) * (3 * a / b - jnp.exp(2 * b))

    both = jax.jit(jax.vmap(jax.value_and_grad(f, argnums=(0, 1))))
    w1, w2 = jnp.array(column()), jnp.array(column())
    jax.block_until_ready(both(w1, w2))
    report("problem 15: JAX", median(lambda: jax.block_until_ready(both(w1, w2))) / POINTS * 1e9, "ns a point")

    def vector_rosenbrock(x):
        return jnp.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)

    data = jnp.array(gmm_data())

    def vector_gmm(p):
        a, m = p[:K], p[K : K + D * K].reshape(K, D)
        q, low = p[K + D * K : K + 2 * D * K].reshape(K, D), p[K + 2 * D * K :].reshape(K, -1)
        c = data[:, None, :] - m[None]
        y = jnp.exp(q) * c
        y = y.at[:, :, 1].add(low[:, 0] * c[:, :, 0])
        terms = a + q.sum(1) - (y**2).sum(2) / 2
        prior = (jnp.exp(2 * q).sum() + (low**2).sum()) / 2 - q.sum()
        return jax.scipy.special.logsumexp(terms, axis=1).sum() - N * jax.scipy.special.logsumexp(a) + prior

    def scalar_ba(p):
        return ba(p, jnp.sin, jnp.cos, jnp.sqrt)

    for name, objective in [("rosenbrock", vector_rosenbrock), ("gmm", vector_gmm), ("ba", scalar_ba)]:
        gradient = jax.jit(jax.value_and_grad(objective))
        point = jnp.array(points()[name])
        start = time.process_time()
        jax.block_until_ready(gradient(point))
        ready = time.process_time() - start

        def repeat():
            for _ in range(200):
                jax.block_until_ready(gradient(point))

        report(f"{name}: JAX, value and gradient", median(repeat) / 200 * 1e6, "us")
        report(f"{name}: JAX, ready", ready * 1e3, "ms")


def with_casadi():
    import casadi

    a, b = casadi.SX.sym("a"), casadi.SX.sym("b")
    value = (casadi.sin(2 * casadi.pi * a / b) + 3 * a / b - casadi.exp(2 * b)) * (3 * a / b - casadi.exp(2 * b))
    both = casadi.Function("both", [a, b], [value, casadi.gradient(value, casadi.vertcat(a, b))]).map(100_000)
    w1, w2 = casadi.DM(column()[:100_000]).T, casadi.DM(column()[:100_000]).T
    report("problem 15: CasADi's machine", median(lambda: both(w1, w2)) / 100_000 * 1e9, "ns a point")
    objectives = {
        "rosenbrock": (SIZE, rosenbrock),
        "gmm": (len(gmm_parameters()), lambda p: gmm(p, casadi.exp, casadi.log)),
        "ba": (len(BA_NAMES), lambda p: ba(p, casadi.sin, casadi.cos, casadi.sqrt)),
    }
    for name, (size, objective) in objectives.items():
        start = time.process_time()
        x = casadi.SX.sym("x", size)
        value = objective([x[i] for i in range(size)])
        gradient = casadi.Function("gradient", [x], [value, casadi.gradient(value, x)])
        report(f"{name}: CasADi, ready", (time.process_time() - start) * 1e3, "ms")
        buffer, call = gradient.buffer()
        import numpy as np

        point, first, second = np.array(points()[name]), np.zeros(1), np.zeros(size)
        buffer.set_arg(0, memoryview(point))
        buffer.set_res(0, memoryview(first))
        buffer.set_res(1, memoryview(second))

        def repeat():
            for _ in range(200):
                call()

        report(f"{name}: CasADi's machine, value and gradient", median(repeat) / 200 * 1e6, "us")


C_TEXT = r"""
#include <math.h>
void both(long n, const double *restrict w1, const double *restrict w2, double *restrict v, double *restrict g1, double *restrict g2) {
    for (long i = 0; i < n; i++) {
        double q = w1[i] / w2[i], a = 2 * M_PI * q, s = sin(a), c = cos(a), e = exp(2 * w2[i]);
        double z = 3 * q - e, t = s + z, d = t + z, g = 2 * M_PI * c * z + 3 * d;
        v[i] = t * z, g1[i] = g / w2[i], g2[i] = -g * q / w2[i] - 2 * e * d;
    }
}
"""


def with_c(folder):
    compilers = [("C, gcc -O3", ["gcc", "-O3"], [])]
    compilers += [("C with libmvec, AVX2, -ffast-math", ["clang", "-O3", "-ffast-math", "-mavx2", "-mfma", "-fveclib=libmvec"], ["-lmvec"])]
    array = ctypes.c_double * POINTS
    columns = [array(*column()), array(*column()), array(), array(), array()]
    for place, (name, command, libraries) in enumerate(compilers):
        if not shutil.which(command[0]):
            continue
        source, library = os.path.join(folder, "both.c"), os.path.join(folder, f"both{place}.so")
        with open(source, "w") as file:
            file.write(C_TEXT)
        if subprocess.run(command + ["-shared", "-fPIC", source, "-o", library] + libraries + ["-lm"], stderr=subprocess.DEVNULL).returncode:
            continue
        both = ctypes.CDLL(library).both
        report(f"problem 15: {name}", median(lambda: both(ctypes.c_long(POINTS), *columns)) / POINTS * 1e9, "ns a point")


def with_numba():
    import numba
    import numpy as np

    @numba.njit(error_model="numpy")
    def both(w1, w2, v, g1, g2):
        for i in range(w1.size):
            q = w1[i] / w2[i]
            a = 2 * math.pi * q
            e = math.exp(2 * w2[i])
            z = 3 * q - e
            t = math.sin(a) + z
            d = t + z
            g = 2 * math.pi * math.cos(a) * z + 3 * d
            v[i], g1[i], g2[i] = t * z, g / w2[i], -g * q / w2[i] - 2 * e * d

    columns = [np.array(column()), np.array(column())] + [np.zeros(POINTS) for _ in range(3)]
    both(*columns)
    report("problem 15: Numba by hand", median(lambda: both(*columns)) / POINTS * 1e9, "ns a point")


def measure(folder):
    with_c(folder)
    for name, peer in [("numpy", with_numpy), ("numba", with_numba), ("jax", with_jax), ("casadi", with_casadi)]:
        try:
            __import__(name)
        except ImportError:
            print(f"{name}\tskipped: not installed\t")
            continue
        peer()


if __name__ == "__main__":
    (write_texts if sys.argv[1] == "texts" else measure)(sys.argv[2])
