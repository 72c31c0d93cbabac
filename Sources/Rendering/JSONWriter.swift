import Exact
import Syntax

/// Writes one JSON object on one line.
public struct JSONWriter {
    /// What is written so far.
    public private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]

    /// An object without members.
    public init() {}

    /// Adds a member.
    public mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    /// Adds a member.
    public mutating func member(_ name: String, _ value: Bool?) {
        key(name)
        bytes.append(contentsOf: (value.map { $0 ? "true" : "false" } ?? "null").utf8)
    }

    /// A number; what JSON has no number for is `null`.
    public mutating func member(_ name: String, _ value: Double) {
        key(name)
        number(value)
    }

    /// Adds a member.
    public mutating func member(_ name: String, _ values: [Int]) {
        key(name)
        bytes.append(contentsOf: "[\(values.map(String.init).joined(separator: ", "))]".utf8)
    }

    /// Adds a list of numbers.
    public mutating func member(_ name: String, numbers: [Double]) {
        key(name)
        list(numbers) { $0.number($1) }
    }

    /// Adds a member.
    public mutating func member(_ name: String, _ values: [String]) {
        key(name)
        list(values) { $0.string($1) }
    }

    /// Adds a list of lists.
    public mutating func member(_ name: String, lists: [[String]]) {
        key(name)
        list(lists) { $0.list($1) { $0.string($1) } }
    }

    /// Adds an object, or a list of objects.
    public mutating func member(_ name: String, objects: [JSONWriter], isList: Bool) {
        key(name)
        if isList { bytes.append(UInt8(ascii: "[")) }
        for (position, object) in objects.enumerated() {
            if position > 0 { bytes.append(contentsOf: ", ".utf8) }
            bytes += object.finished()
        }
        if isList { bytes.append(UInt8(ascii: "]")) }
    }

    /// Adds a matrix of numbers.
    public mutating func member(_ name: String, rows: [[Double]]) {
        key(name)
        list(rows) { $0.list($1) { $0.number($1) } }
    }

    /// Adds a fact about a problem.
    public mutating func member(_ detail: Diagnostic.Detail) {
        switch detail.value {
        case .text(let text): member(detail.name, text)
        case .number(let number): member(detail.name, number)
        case .numbers(let numbers): member(detail.name, numbers: numbers)
        case .point(let names, let values):
            var object = JSONWriter()
            for (name, value) in zip(names, values) { object.member(name, value) }
            member(detail.name, objects: [object], isList: false)
        }
    }

    /// The whole object.
    public consuming func finished() -> [UInt8] {
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private mutating func list<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        bytes.append(UInt8(ascii: "["))
        for (position, element) in elements.enumerated() {
            if position > 0 { bytes.append(contentsOf: ", ".utf8) }
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func key(_ name: String) {
        if bytes.count > 1 { bytes.append(contentsOf: ", ".utf8) }
        string(name)
        bytes.append(contentsOf: ": ".utf8)
    }

    private mutating func number(_ value: Double) {
        guard value.isFinite else {
            bytes.append(contentsOf: "null".utf8)
            return
        }
        bytes.append(contentsOf: value.shortestText.utf8)
    }

    private mutating func string(_ value: String) { JSONWriter.append(text: value.utf8, to: &bytes) }

    /// Appends a text in quotes.
    public static func append(text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7F:
                let digits = String(byte, radix: 16)
                bytes.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
