/// The inputs that mutations start from: each form of the language at least once, and the forms where errors are near.
enum Corpus {
    static let seeds: [[UInt8]] = (expressions + statements).map { Array($0.utf8) }

    static let expressions = [
        "x", "0", "-1", "12", "0.1", "1e-3", "1_000_000", "1.5e+10", ".5", "5.", "123456789012345678901234567890", "x^2", "x^2 + 3*x - 1",
        "-3^2", "-x^2", "2^3^2", "2^-x", "x^-1", "x^(1/2)", "(x+1)^(2/3)", "1/x", "1/2x", "x/y/z", "x - y - z", "x - (y - z)", "--x",
        "-(-x)",
        "2x", "2(x+1)", "(x+1)(x-1)", "2 sin(x) cos(x)", "x y", "3x^2 y", "|x|", "|x - 1|^3", "||x| - 1|", "sin^2(x)", "sin 2x",
        "sin²(x)", "cos 2 x y",
        "x²", "x⁻¹", "x³ + x⁴", "π", "π·r²", "∞", "θ + theta", "α*β/γ", "x ≠ 0", "x ≤ 1", "x × y ÷ z", "x − 1",
        "e^x", "e^(-x^2/2)", "exp(-x^2)", "exp(exp(x))", "log(x)", "log(log(x))", "log2(8*x)", "log10(x^3)", "sqrt(x)", "sqrt(x^2 + 1)",
        "cbrt(x)",
        "root(x, 5)", "sqrt(2)", "sqrt(-1)", "sin(x)/x", "tan(x)*sec(x)", "asin(x) + acos(x)", "atan(x/y)", "atan2(y, x)",
        "sinh(x)*cosh(x)",
        "tanh(x)^3", "asinh(x)", "acosh(x)", "atanh(x)", "cot(x) + csc(x)", "sech(x)", "coth(x)", "x^x", "x^x^x", "(x^2)^x", "0^x",
        "x^0", "1^x",
        "sigmoid(x)", "softplus(w*x + b)", "logsumexp(a, b, c)", "erf(x)", "erfc(x)", "gamma(x)", "lgamma(x)", "digamma(x)", "beta(x, y)",
        "binomial(n, 3)", "factorial(5)", "5!", "x!", "20!/18!", "lambertw(x)", "abs(x)", "sign(x)", "max(x, y, z)", "min(x, 1)",
        "floor(x)", "ceil(x)",
        "relu(x) - relu(-x)", "step(x)", "if(x > 0, x, -x)", "piecewise(x if x < 0, x^2 if x < 1, 1 otherwise)", "indicator(x > 0)",
        "x > 0 and x < 1",
        "not (x = 1)", "1 < x <= 2", "x = y", "(x < y) < z", "x or y", "diff(x^3, x)", "diff(x^5, x, 3)", "diff(x*y, x, y)",
        "subs(x^2, x = 3)",
        "N(pi, 50)", "N(1/3)", "1 + I", "(1+I)^3", "I*x", "exp(I*x)", "1/(x-1)", "x/x", "(x^2-1)/(x-1)", "1/(1+1/(1+1/x))", "2^100",
        "2^1000", "(1/3)^20",
        "x^1000", "(x+y)^10", "(a+b)*(c+d)", "sin(cos(tan(x)))", "log(sin(x^2)+2)", "sqrt(x+sqrt(x+sqrt(x)))", "oo", "undefined", "1/0",
        "0/0", "0^0",
        "log(0)", "pi", "e", "I", "x_1 + N_0", "x[i]", "A[i, j]", "[1, 2, 3]", "[[1, 2], [3, 4]]", "[x, y]'", "a .* b", "a ./ b",
        "a .^ 2", "1..3",
        "sum(i^2, i = 1..n)", "sum(x[k]*sum(A[k, j], j = 1..k), k = 1..n)", "all(x[k] > 0, k = 1..n)",
        "diff(product(x[i], i = 1..n), x[j])",
        "max(x[k] + delta(k, j), k = 1..n)", "subs(sum(x[k], k = 1..n), n = 3)", "product(i, i = 1..3)", "delta(i, j)", "grad(x*y, [x, y])",
        "solve(x^2 = 1, x)", "simplify(x + x)",
        "expand((x+1)^2)",
        "((((((((((x))))))))))", "f(x)", "f'(x)", "D(g, 1)(x, y)", "x # comment", "2^(10^12)", "10^10^10", "(10^9)!", "1e1000000000",
        "1e-1000000000",
        "x^(10^20)", "9223372036854775807 + 1", "-9223372036854775808", "(-8)^(1/3)", "sqrt(12)*x", "x*1e300", "sqrt(10^40 + 1)",
        "2^(1/2)*2^(1/2)",
    ]

    static let statements = [
        "a := 3", "f(x) := x^2", "f(x, y) := x*y; f(2, 3)", "function g", "function g, h; diff(g(x^2), x)",
        "function g; diff(g(x, y^2), y)",
        "function u; u''(x) + u'(x)", "function u; D(u, 1, 2)(x, y)", "assume x > 0", "assume n integer", "given X: matrix(N, d)",
        "given n: integer",
        "ans + 1", "x + 1; ans^2", "x := y; y := 2; x", "# nothing", ";;;", "f(x) := diff(x^3, x); f(t)", "θ := 2; theta + 1",
        "a := b + 1; diff(a, b)",
        "f(n) := n!; f(5)", "N(sqrt(2), 30); ans", "f(f) := f; f(1)", "x = 1; ans", "a := a",
    ]
}
