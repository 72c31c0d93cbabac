import Foundation

/// The files of the project, as the laws of its architecture see them.
enum SourceTree {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    struct File {
        /// The path below the root.
        let path: String
        let text: String
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        /// The last part of the path.
        var name: String { path.split(separator: "/").last.map(String.init) ?? "" }
        /// The target a source file belongs to.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        /// Whether the file holds the texts of rules.
        var isRuleText: Bool { path.hasPrefix("Sources/Algebra/Rules/") }
        /// The text without string literals of several lines.
        var textOutsideLiterals: String {
            text.components(separatedBy: "\"\"\"").enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined()
        }
        /// The text without comments and string literals.
        var code: String {
            lines.map { line in
                var isString = false
                var kept = ""
                var previous: Character = " "
                for character in line {
                    if character == "\"", previous != "\\" { isString.toggle() }
                    if !isString, character == "/", previous == "/" {
                        kept.removeLast()
                        break
                    }
                    if !isString { kept.append(character) }
                    previous = character
                }
                return kept
            }.joined(separator: "\n")
        }
    }

    static func files(under folder: String, endingWith ending: String) -> [File] {
        let base = root.appendingPathComponent(folder)
        guard let walk = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted().compactMap { path in
            guard let text = try? String(contentsOf: base.appendingPathComponent(path), encoding: .utf8) else { return nil }
            return File(path: "\(folder)/\(path)", text: text)
        }
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path) }

    static func text(_ path: String) throws -> String { try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8) }
}
