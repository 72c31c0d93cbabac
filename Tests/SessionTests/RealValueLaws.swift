import Session
import Support
import Testing

/// Complex constants with a part that is zero though no precision shows it.
@Suite("Values with a part that cancels")
struct RealValueLaws {
    private static let functions = [
        "exp", "sin", "cosh", "tan", "log", "sqrt", "asin", "acos", "atan", "gamma", "erf", "lambertw", "asinh", "acosh",
    ]

    private func eval(_ line: String) -> (status: Int32, output: String, errors: String) {
        let text = Array(line.utf8)
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        let request = try? Request.command("eval", [], [:])
        let status = request.map { request in
            text.withUnsafeBufferPointer { Session().respond(to: request, $0, output: &output, errors: &errors) }
        }
        return (status ?? 2, String(decoding: output, as: UTF8.self), String(decoding: errors, as: UTF8.self))
    }

    private func number(_ line: String) throws -> Double {
        let response = eval(line)
        return try #require(Double(response.output.dropLast()), "\(line): \(response.output)\(response.errors)")
    }

    @Test("a value and its mirror image have a real sum and a real product, the square of the modulus", arguments: functions)
    func mirrored(function: String) throws {
        var random = Randomness(seed: 11)
        for _ in 0..<3 {
            let (real, imaginary) = ("\(random.below(9) - 4)/3", "\(1 + random.below(5))/4")
            let (value, mirrored) = ("\(function)(\(real)+\(imaginary)*I)", "\(function)(\(real)-\(imaginary)*I)")
            let square = try number("abs(\(value))^2")
            #expect((try number("\(value)*\(mirrored)") - square).magnitude <= 1e-14 * square, "\(value)")
            let part = try number("re(\(value))")
            #expect((try number("\(value)+\(mirrored)") - 2 * part).magnitude <= 1e-14 * part.magnitude, "\(value)")
            let difference = eval("\(value)-\(mirrored)").output
            #expect(difference.hasSuffix("*I\n") && !difference.contains(" "), "\(value): \(difference)")
        }
    }

    @Test(
        "values on branch cuts that come back to the real line, or to the imaginary axis, are found",
        arguments: [
            ("exp(log(-2))", "-2"), ("sin(asin(2))", "2"), ("cos(acos(-3))", "-3"), ("asin(2)+acos(2)", "1.5707963267948966"),
            ("log(-2)-log(-3)", "-0.4054651081081644"), ("(1+I)^I*(1-I)^(-I)", "0.2078795763507619"), ("exp(I)*conjugate(exp(I))", "1"),
            ("binomial(-1-I,3)", "-1.6666666666666667*I"), ("floor(exp(I)+exp(-I))", "1"), ("max(exp(I)+exp(-I),1)", "1.0806046117362795"),
            ("exp(I)+exp(-I) < 2", "true"), ("acosh(1/2)/I", "1.0471975511965979"),
        ])
    func onCuts(line: String, value: String) {
        let response = eval(line)
        #expect(response.output == "\(value)\n" && response.status == 0, "\(line): \(response.output)\(response.errors)")
    }

    @Test("a part that is not real is never lost", arguments: ["log(-2)", "asin(2)", "log(-2)*log(-3)", "(-2)^(1/3)", "exp(I)+exp(-2*I)"])
    func complex(line: String) { #expect(eval(line).output.hasSuffix("*I\n")) }

    @Test("where a part is not proved to be zero, that is said")
    func open() {
        let response = eval("lambertw(-2)*exp(lambertw(-2))")
        #expect(response.status == 5 && response.errors.contains("whether the imaginary part is exactly zero"), "\(response.errors)")
    }
}
