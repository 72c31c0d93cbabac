import Testing
import Vocabulary

@testable import Reading
@testable import Session

@Suite("A planted wrong derivative row")
struct PlantedRowTests {
    @Test("ends in exit status 7, and no answer is printed", arguments: ["-cos(x)", "cos(x) + x", "sin(x)", "cos(x)*1.001"])
    func wrongRow(column: String) throws {
        let session = Session()
        let sine = try #require(Vocabulary.function(named: "sin"))
        session.catalogue.derivatives[Int(sine.index)] = [session.catalogue.template(column, parameters: ["x", "f"])]
        for (request, input) in [
            (command("grad", ["x=2"]), "x*sin(x^2)"), (command("hessian", ["x=2"]), "x*sin(x^2)"), (command("grad"), "sin(x*y)"),
            (command("diff", ["x"]), "x*sin(x^2)"), (.statements, "diff(exp(sin(x)), x)"),
            (command("diff", ["x", "3"]), "sin(2*x)"), (command("trace"), "x*sin(x^2)"), (command("trace"), "a = sin(x); a^2"),
        ] {
            var line = input
            var output: [UInt8] = []
            var errors: [UInt8] = []
            let status = line.withUTF8 { session.respond(to: request, $0, output: &output, errors: &errors) }
            #expect(status == 7, "\(input) with sin' = \(column)")
            #expect(output.isEmpty)
            #expect(String(decoding: errors, as: UTF8.self).contains("not shown"))
        }
    }
}
