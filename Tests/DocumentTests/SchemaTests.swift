import Foundation
import Session
import Support
import Testing

/// Answers in JSON against the schema that the documents give: the part of JSON Schema that it uses.
@Suite("JSON and its schema")
struct SchemaTests {
    /// What is wrong with a value; nil where nothing is.
    private static func fault(_ value: Any, _ schema: [String: Any], _ root: [String: Any], at path: String = "$") -> String? {
        if let reference = schema["$ref"] as? String {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            guard let definition = (root["$defs"] as? [String: Any])?[name] as? [String: Any] else {
                return "\(path): no definition \(name)"
            }
            return fault(value, definition, root, at: path)
        }
        if let words = schema["enum"] as? [String] {
            return (value as? String).map(words.contains) == true ? nil : "\(path): \(value) is none of \(words)"
        }
        let wanted = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        let type = type(of: value)
        guard wanted.isEmpty || wanted.contains(type) || type == "integer" && wanted.contains("number") else {
            return "\(path): \(type) where \(wanted) is wanted"
        }
        if let object = value as? [String: Any] {
            let properties = schema["properties"] as? [String: Any] ?? [:]
            for name in schema["required"] as? [String] ?? [] where object[name] == nil { return "\(path): '\(name)' is missing" }
            for (name, member) in object {
                if let own = properties[name] as? [String: Any] {
                    if let fault = fault(member, own, root, at: "\(path).\(name)") { return fault }
                } else if let others = schema["additionalProperties"] as? [String: Any] {
                    if let fault = fault(member, others, root, at: "\(path).\(name)") { return fault }
                } else if schema["additionalProperties"] as? Bool == false {
                    return "\(path): '\(name)' is not in the schema"
                }
            }
        }
        if let list = value as? [Any], let items = schema["items"] as? [String: Any] {
            for (place, item) in list.enumerated() { if let fault = fault(item, items, root, at: "\(path)[\(place)]") { return fault } }
        }
        return nil
    }

    private static func type(of value: Any) -> String {
        switch value {
        case is NSNull: "null"
        case is String: "string"
        case is [Any]: "array"
        case is [String: Any]: "object"
        case let number as NSNumber:
            isBoolean(number) ? "boolean" : number.doubleValue == number.doubleValue.rounded() ? "integer" : "number"
        default: "unknown"
        }
    }

    private static func isBoolean(_ number: NSNumber) -> Bool {
        String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
    }

    private static let text = (try? Data(contentsOf: Command.root.appendingPathComponent("docs/answer.schema.json"))) ?? Data()

    private static var schema: [String: Any] { (try? JSONSerialization.jsonObject(with: text) as? [String: Any]) ?? [:] }

    /// What is wrong with the lines of an output.
    private static func fault(_ output: String) -> String? {
        let schema = schema
        for line in output.split(separator: "\n") {
            guard let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)) else { return "no JSON: \(line)" }
            if let fault = fault(value, schema, schema) { return "\(fault) in \(line)" }
        }
        return nil
    }

    @Test("the schema refuses what is no answer")
    func refusals() {
        #expect(!SchemaTests.schema.isEmpty)
        let good = #"{"input": "x", "command": "diff", "inputs": ["x"], "status": "ok", "verified": null}"#
        #expect(SchemaTests.fault(good) == nil)
        for (part, wrong) in [("\"ok\"", "\"fine\""), ("null", "3"), ("[\"x\"]", "\"x\""), ("\"command\"", "\"order\""), ("\"diff\"", "7")]
        {
            #expect(SchemaTests.fault(good.replacing(part, with: wrong)) != nil, "\(wrong)")
        }
    }

    @Test(
        "the examples of the documents keep to it",
        arguments: ["README.md", "docs/json.md", "docs/solve.md", "docs/trace.md", "docs/evaluation.md"])
    func documents(path: String) throws {
        let text = try String(contentsOf: Command.root.appendingPathComponent(path), encoding: .utf8)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("{\"input\"") }
        #expect(!lines.isEmpty)
        for line in lines { #expect(SchemaTests.fault(String(line)) == nil) }
    }

    @Test("the examples of the operations keep to it", arguments: OperationRow.all.map(\.name))
    func examples(name: String) throws {
        for example in try #require(OperationRow.named(name)).examples {
            let output = try Command.run("agnesi \(example) --format json --steps 2>/dev/null").text
            #expect(!output.isEmpty && SchemaTests.fault(output) == nil, "\(example): \(SchemaTests.fault(output) ?? output)")
        }
    }

    @Test("random commands keep to it", arguments: 0..<20)
    func random(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        var settings = Settings()
        settings.format = .json
        settings.timeout = 2
        for _ in 0..<100 {
            let operation = random.pick(OperationRow.all)
            let expressions = [
                "x^2 - 3*x + 2", "sin(x)*y", "abs(x)", "1/x", "x", "3", "x = 1", "log(x) + y", "x/x", "sin(", "x^2 < 4", "[x, y]",
                "floor(x)",
                "x^x", "sqrt(x - y)", "if(x > 0, x, 1)", "oo", "(x + 1)^2",
            ]
            let words = (0..<random.below(3)).map { _ in random.pick(["x", "y", "x=1", "y=2", "x=0", "2", "x + 1", "sqrt(2)"]) }
            guard let request = try? Request.command(operation.name, words) else { continue }
            let line = random.pick(expressions)
            var (output, errors): ([UInt8], [UInt8]) = ([], [])
            _ = Array(line.utf8).withUnsafeBufferPointer {
                Session(settings: settings).respond(to: request, $0, output: &output, errors: &errors)
            }
            let text = String(decoding: output, as: UTF8.self)
            #expect(
                text.hasSuffix("\n") && SchemaTests.fault(text) == nil,
                "\(operation.name) '\(line)' \(words): \(SchemaTests.fault(text) ?? text)")
        }
    }
}
