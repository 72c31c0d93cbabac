import Foundation
import Testing

/// Folders of a target are floors, too.
@Suite("The order of folders")
struct FolderLaws {
    /// A folder that uses a type of another one.
    struct Use: Hashable {
        let target, folder, other, type, path: String
    }

    /// What folders use of one another. Files that stand directly in a target conduct: they are on no floor.
    static func uses(_ files: [SourceTree.File]) -> [Use] {
        var homes: [String: [String: String]] = [:]
        for file in files {
            guard let folder = file.folder else { continue }
            for type in file.declaredTypes { homes[file.target, default: [:]][type] = folder }
        }
        return files.flatMap { file -> [Use] in
            guard let folder = file.folder, let types = homes[file.target] else { return [] }
            let words = Set(file.code.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
            return words.compactMap { word in
                types[word].flatMap {
                    $0 == folder ? nil : Use(target: file.target, folder: folder, other: $0, type: word, path: file.path)
                }
            }
        }
    }

    /// The floors of each target, from the ground up, as docs/architecture.md has them.
    private static func floors() throws -> [String: [String]] {
        let text = try SourceTree.text("docs/architecture.md")
        let section = text.components(separatedBy: "## The order of folders").last ?? ""
        var floors: [String: [String]] = [:]
        for line in section.components(separatedBy: "\n## ")[0].split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimming(" ") }
            floors[cells[0].trimming("`")] = cells[1].split(separator: " ").map { $0.trimming("`") }
        }
        return floors
    }

    @Test("a folder uses types of the folders below it only")
    func order() throws {
        let files = SourceTree.files(under: "Sources", endingWith: ".swift")
        let floors = try FolderLaws.floors()
        for (target, folders) in Dictionary(grouping: files.filter { $0.folder != nil }, by: \.target) {
            let known = try #require(floors[target], "docs/architecture.md does not order the folders of \(target)")
            #expect(Set(folders.compactMap(\.folder)) == Set(known), "\(target)")
        }
        for use in FolderLaws.uses(files) {
            guard let own = floors[use.target]?.firstIndex(of: use.folder), let other = floors[use.target]?.firstIndex(of: use.other)
            else { continue }
            #expect(other < own, "\(use.path) uses \(use.type), which stands above it, in \(use.other)")
        }
    }

    @Test("a planted use is seen")
    func planted() {
        let files = [
            SourceTree.File(path: "Sources/Solving/Sets/Low.swift", text: "struct Low { let high: High }"),
            SourceTree.File(path: "Sources/Solving/Audit/High.swift", text: "final class High {}"),
            SourceTree.File(path: "Sources/Solving/Conductor.swift", text: "struct Conductor { let low: Low }"),
        ]
        #expect(FolderLaws.uses(files).map(\.type) == ["High"])
    }
}

extension SourceTree.File {
    /// The folder within the target; nil for a file that stands directly in it.
    var folder: String? {
        let parts = path.split(separator: "/")
        return parts.count > 3 ? String(parts[2]) : nil
    }

    /// The types declared at the top of the file that others can see.
    var declaredTypes: [String] {
        lines.compactMap { line in
            var words = line.split(separator: " ").map(String.init)[...]
            while let word = words.first, ["public", "final", "indirect"].contains(word) { words = words.dropFirst() }
            guard let kind = words.first, ["class", "struct", "enum", "protocol"].contains(kind), line.first != " " else { return nil }
            return words.dropFirst().first.map { String($0.prefix { $0.isLetter || $0.isNumber }) }
        }
    }
}
