import Syntax

/// Draws a diagnostic: the sentence, the line of input, and a caret under the exact place.
public enum DiagnosticRenderer {
    private static let width = 76

    /// The picture of a diagnostic.
    ///
    /// - Parameters:
    ///   - input: the text the span refers to.
    ///   - line: the number of the input line in a stream.
    public static func picture(_ diagnostic: Diagnostic, input: UnsafeBufferPointer<UInt8>, line: Int? = nil, label: String = "error")
        -> String
    {
        let place = line.map { "line \($0): " } ?? ""
        return "\(label): \(place)\(sentence(diagnostic.message))\n" + excerpt(diagnostic.span, diagnostic.suggestion, input)
    }

    /// The picture of a note; one that is about no place in the text is a sentence only.
    public static func picture(_ note: Note, input: UnsafeBufferPointer<UInt8>, line: Int? = nil) -> String {
        let place = line.map { "line \($0): " } ?? ""
        return "note: \(place)\(sentence(note.message))\n" + (note.span.start == note.span.end ? "" : excerpt(note.span, nil, input))
    }

    /// A sentence that quotes words of the user, on one line and without what a terminal would obey.
    public static func sentence(_ text: String) -> String {
        var copy = text
        return copy.withUTF8 { String(String.UnicodeScalarView(printable($0, 0..<$0.count))) }
    }

    /// The line with the span, cut to a readable width around it, and the carets.
    private static func excerpt(_ span: Span, _ suggestion: String?, _ input: UnsafeBufferPointer<UInt8>) -> String {
        let start = min(Int(span.start), input.count)
        var lineStart = start
        while lineStart > 0, input[lineStart - 1] != UInt8(ascii: "\n"), start - lineStart < 4 * width { lineStart -= 1 }
        let isCutAtStart = lineStart > 0 && input[lineStart - 1] != UInt8(ascii: "\n")
        var lineEnd = start
        while lineEnd < input.count, input[lineEnd] != UInt8(ascii: "\n"), lineEnd - start < 4 * width { lineEnd += 1 }
        let isCutAtEnd = lineEnd < input.count && input[lineEnd] != UInt8(ascii: "\n")
        let before = printable(input, lineStart..<start)
        let end = max(start, min(Int(span.end), lineEnd))
        let marked = printable(input, start..<end)
        let after = printable(input, end..<lineEnd)
        var shownBefore = before
        if isCutAtStart || before.count > width / 2 { shownBefore = ["…"] + before.suffix(width / 2) }
        let shownMarked = marked.count > width ? Array(marked.prefix(width)) : marked
        var shownAfter = marked.count > width ? ["…"] : after
        if shownAfter.count > width / 2 || isCutAtEnd { shownAfter = shownAfter.prefix(width / 2) + ["…"] }
        let text = String(String.UnicodeScalarView(shownBefore + shownMarked + shownAfter))
        let caret = String(repeating: " ", count: shownBefore.count) + String(repeating: "^", count: max(1, shownMarked.count))
        return "  \(text)\n  \(caret)\(suggestion.map { " " + $0 } ?? "")\n"
    }

    /// The scalars of a range of bytes, one column each; what cannot be shown becomes a replacement.
    private static func printable(_ input: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [Unicode.Scalar] {
        String(decoding: UnsafeBufferPointer(rebasing: input[range]), as: UTF8.self).unicodeScalars.map { scalar in
            scalar == "\t" ? " " : Bytes.isPrintable(scalar) ? scalar : "\u{FFFD}"
        }
    }
}
