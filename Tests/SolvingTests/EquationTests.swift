import Algebra
import Expressions
import Reading
import Rendering
import Solving
import Testing

/// What is asked, and what must come out.
struct Question: Sendable, CustomStringConvertible {
    let equation: String
    let unknown: String
    let answer: [String]
    var isComplete = true
    var isReal = false
    var assumptions: [String] = []
    var interval: [String] = []

    init(
        _ equation: String, _ answer: [String], for unknown: String = "x", isComplete: Bool = true, isReal: Bool = false,
        assuming assumptions: [String] = [], in interval: [String] = []
    ) {
        self.equation = equation
        self.answer = answer
        self.unknown = unknown
        self.isComplete = isComplete
        self.isReal = isReal
        self.assumptions = assumptions
        self.interval = interval
    }

    var description: String { equation }
}

@Suite("Equations in one unknown")
struct EquationTests {
    private let store = ExprStore()
    private let catalogue: Catalogue
    private let reader: Reader
    private let solver: Solver

    init() throws {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        solver = try Solver(catalogue)
    }

    private func check(_ question: Question) throws {
        for assumption in question.assumptions {
            if assumption.hasSuffix(" complex") {
                try store.assume(store.symbol(String(assumption.dropLast(8))), .complex)
            } else {
                try store.assume(try reader.expression(assumption))
            }
        }
        var request = SolveRequest(
            [try reader.expression(question.equation)], for: [store.symbol(question.unknown)], domain: reader.conditions)
        request.isReal = question.isReal
        if question.interval.count == 2 {
            request.interval = (try reader.expression(question.interval[0]), try reader.expression(question.interval[1]))
        }
        let set = try solver.solve(request)
        var renderer = TextRenderer(store)
        let found = try set.solutions.map { solution in
            let value = try solution.bindings.first.map { try $0.enclosure?.value.text ?? renderer.text($0.value) } ?? "all"
            return solution.condition == .truth ? value : "\(value) if \(try renderer.text(solution.condition))"
        }
        #expect(found == question.answer, "\(question.equation)")
        #expect(set.isComplete == question.isComplete, "\(question.equation)")
        #expect(set.isVerified == true || !question.isComplete, "\(question.equation)")
    }

    @Test(
        "what other programs get wrong",
        arguments: [
            Question("sqrt(x) = -1", []), Question("x^2 = 2^x", ["-2*lambertw(log(2)/2)/log(2)", "2", "4"]),
            Question("abs(x-1) = 2", ["-1", "3"]),
            Question("(x^2-1)/(x-1) = 2", []), Question("2 - sqrt(6-x) = 2*x", ["-1/4"]), Question("sqrt(x/2) = x", ["0", "1/2"]),
            Question("2^(x^2-1) = 2^(2*x)", ["1 - sqrt(2)", "sqrt(2) + 1"]), Question("2^x + 3^x = 5^x", ["1"]),
            Question("x^5 - x - 1 = 0", ["rootof(x^5 - x - 1, 1)"], isReal: true),
            Question("sin(2*x) = cos(x)", ["pi*k + pi/2", "2*pi*k + pi/6", "2*pi*k + 5*pi/6"]), Question("x = x", ["all"]),
            Question("x = x + 1", []),
            Question("exp(x) = -1", []), Question("1/x = 0", []), Question("x^2 + 1 = 0", [], isReal: true),
        ])
    func peers(question: Question) throws { try check(question) }

    @Test(
        "parameters have conditions",
        arguments: [
            Question("a*x = b", ["all if a = 0 and b = 0", "b/a if a != 0"]), Question("sqrt(x) = a", ["a^2 if a >= 0"]),
            Question("abs(x) = a", ["a if a >= 0", "-a if a >= 0"]),
            Question("x^2 = a", ["sqrt(a) if a >= 0", "-sqrt(a) if a >= 0"], isReal: true),
            Question("x^3 = a", ["cbrt(a)"], isReal: true), Question("x^2 + a^2 = 0", ["0 if a = 0"], isReal: true),
            Question("sqrt(x + a) = x", ["(1 - sqrt(4*a + 1))/2 if -1/4 <= a <= 0", "(sqrt(4*a + 1) + 1)/2 if a >= -1/4"]),
            Question("z = 2*x - x^2", ["1 - sqrt(1 - z) if 0 <= z <= 1"], assuming: ["0 <= x", "x <= 1"]),
            Question("(x - a)*(x - b)/(x - a) = 0", ["b if a != b"]),
            Question(
                "a^x = b",
                [
                    "all if a = 1 and b = 1", "all if x > 0 and a = 0 and b = 0", "0 if a = 0 and b = 1",
                    "log(b)/log(a) if a > 0 and b > 0 and a != 1",
                ]),
            // A power that is to be 0 is 0 where its base is; what negative bases may give besides is not known.
            Question("x^x = 0", []), Question("(1 + 1/x)^(1 + x) = 0", []), Question("a^x = -1", [], isComplete: false),
            Question("x^x = -1", [], isComplete: false, isReal: true),
            Question("a^x = a", [], isComplete: false, assuming: ["a < 0"]),
            Question("a^x = a", ["all if a = 1", "all if x > 0 and a = 0", "1 if a > 0 and a != 1"]),
            Question(
                "x^a = b", ["all if x >= 0 and a = 0 and b = 1", "0 if a > 0 and b = 0", "b^(1/a) if b > 0 and a != 0"], isComplete: false),
            Question("sin(x) = a", ["2*pi*k + asin(a) if -1 <= a <= 1", "2*pi*k + pi - asin(a) if -1 <= a <= 1"]),
        ])
    func parameters(question: Question) throws { try check(question) }

    @Test(
        "families are as few as they can be, and say which members they leave out",
        arguments: [
            Question("max(x, -4) = floor(x)", ["-4", "k if k >= -3"]), Question("abs(x) = floor(x)", ["k_1 if k_1 >= 0"]),
            Question("sin(x)/x = 0", ["pi*k if k != 0"]), Question("tan(x)*sin(x)/x = 0", ["pi*k if k != 0"]),
            Question("sin(x)*sin(x/2)/x = 0", ["pi*k if k != 0"]), Question("sin(2*x)*sin(x)/x = 0", ["pi*k/2 if k != 0"]),
            Question("sin(x)*sin(x - pi)/(x - pi) = 0", ["pi*k if k != 1"]), Question("sin(x)*cos(x) = 0", ["pi*k/2"]),
            Question("tan(x)^2 = 3", ["pi*k + pi/3", "pi*k - pi/3"]),
            Question("log(sin(x)) = 0", ["2*pi*k + pi/2"]), Question("tan(x) = tan(2*x)", ["pi*k"]),
            Question("sin(x) = 1/2", ["pi/6", "5*pi/6", "13*pi/6"], in: ["0", "13*pi/6"]),
            Question("exp(x) = 1", ["2*pi*I*k"], assuming: ["x complex"]),
        ])
    func families(question: Question) throws { try check(question) }

    @Test(
        "certified by numbers, with a proof that there are no others",
        arguments: [
            Question("cos(x) = x", ["0.7390851332151607"]),
            Question("x^x^x = 3", ["1.6350784746363753"], isComplete: false),
            Question("x^5 = exp(x)", ["-5*lambertw(-1/5)", "-5*lambertw(-1, -1/5)"]),

            Question("tan(x) = x", ["0", "4.493409457909064", "7.725251836937707"], in: ["0", "10"]),
            Question("x + sin(x) = pi", ["pi"]), Question("cos(x) = 1 + x^2", ["0"]), Question("exp(x) + x^2 + 1 = 0", []),
            Question("sqrt(x) + log(x) = cos(x)", ["0.8100872843719569"]),
            Question("gamma(x) = 3", ["0.2991976228173258", "3.405869986309567"], in: ["1/10", "10"]),
            Question("exp(x) = 3*x^2", ["-2*lambertw(sqrt(3)/6)", "-2*lambertw(-sqrt(3)/6)", "-2*lambertw(-1, -sqrt(3)/6)"]),
        ])
    func numbers(question: Question) throws { try check(question) }

    @Test(
        "real solutions where numbers are not real",
        arguments: [
            Question("exp((1 + I)*x) = -exp(pi)", ["pi"]), Question("exp((1 - I)*x) = -exp(-pi)", ["-pi"]),
            Question("exp((2 + 2*I)*pi*x) = exp(-10*pi)", ["-5"]), Question("exp(x*log(-2)) = 4", ["2"]), Question("(-2)^x = 4", ["2"]),
            Question("exp(x)*sqrt(-2) = 3*I", ["log(3*sqrt(2)/2)"]), Question("exp(x) = log(-2)", []),
        ])
    func numbersBeyondTheReals(question: Question) throws { try check(question) }

    @Test(
        "what is not known over the complex numbers is not claimed",
        arguments: [
            Question("x^(1/3) + (x + a)^(1/2) = 0", [], isComplete: false, assuming: ["x complex"]),
            Question("(a*x - 2)^(1/3) + (2*x - 2)^(1/2) = 0", [], isComplete: false, assuming: ["x complex"]),
            Question("0^z = 0", ["1"], for: "z", isComplete: false, assuming: ["z complex"]),
        ])
    func claims(question: Question) throws { try check(question) }

    @Test(
        "of complex unknowns with their conjugates",
        arguments: [
            Question("z + (5 - I)*z + conjugate(z) = 42", ["7*I/6 + 35/6"], for: "z", assuming: ["z complex"]),
            Question("z*conjugate(z) + 3*(z - conjugate(z)) = 13 + 12*I", ["2*I - 3", "2*I + 3"], for: "z", assuming: ["z complex"]),
            Question("re(z) + 2*im(z)*I = 3 + 4*I", ["2*I + 3"], for: "z", assuming: ["z complex"]),
        ])
    func conjugates(question: Question) throws { try check(question) }
}
