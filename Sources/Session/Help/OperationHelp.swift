import Vocabulary

// Help on operations and options, read off their rows.
extension OperationRow {
    /// What `--help` and `help NAME` show: how it is written, examples, what there is to know, options.
    public var help: String {
        var text = "agnesi \(commandUsage) [OPTION…]\n  \(capitalised(summary)).\n\n"
        for example in examples { text += "  agnesi \(example)\n" }
        text += "\nin a statement: \(callUsage)\n"
        if !details.isEmpty { text += "\n" + OperationHelp.wrapped(details, indent: "") }
        if operands.first?.kind == .expression || operands.first?.kind == .equation {
            let first = operands[0].name
            text +=
                "\n"
                + OperationHelp.wrapped(
                    "Without \(first), or with '-', each line of standard input is one, and gives one line.", indent: "")
        }
        if !options.isEmpty { text += "\noptions:\n" + OperationHelp.table(options.map(\.row)) }
        return text + "\noptions of all commands:\n" + OperationHelp.table(OptionID.shared.map(\.row))
    }

    private func capitalised(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }
}

/// Help on the program as a whole.
public enum OperationHelp {
    /// What `agnesi --help` shows.
    public static var overview: String {
        let width = OperationRow.all.map(\.name.utf8.count).max() ?? 0
        let list = OperationRow.all.map { "  \($0.name)\(spaces(width + 2 - $0.name.utf8.count))\($0.summary)\n" }.joined()
        return """
            agnesi: symbolic calculus for the shell.

              agnesi diff 'x^x' x                    the derivative:  x^x*(log(x) + 1)
              agnesi eval 'sqrt(2)' --digits 30      the value, every digit certain
              agnesi solve 'x^2 = 2' x               the solutions:  -sqrt(2)  sqrt(2)
              agnesi grad 'x^2*y' x=3 y=2            the gradient, at a point or as formulas:  [12, 9]
              agnesi equal '(a+b)^2' 'a^2+b^2'       equal, or different with a point, or undecided
              agnesi diff x < FILE                   one expression a line in, one derivative a line out
              agnesi '1/3 + 1/7'                     a statement
              agnesi -e 'f(x) := x^2; diff(f(3*t), t)'   statements
              agnesi run FILE.agn                    the statements of a file
              agnesi                                 the interactive session

            commands (agnesi COMMAND --help tells more):
            \(list)  run\(spaces(width - 1))the statements of a script file
              help\(spaces(width - 2))what is known of a function, a command, a topic

            options of all commands:
            \(table(OptionID.shared.map(\.row)))
            Exit status: 0 answered, 1 the answer is no, 2 usage, 3 unreadable, 4 undefined there, 5 undecided, 6 a limit
            was reached, 7 a self-check failed, 130 interrupted.

            """
    }

    /// What `agnesi run --help` shows.
    public static var script: String {
        "agnesi run FILE [OPTION…]\n  The statements of a script file; '-' is standard input.\n\noptions:\n"
            + table(OptionID.shared.map(\.row))
    }

    /// Options with what they do.
    static func table(_ rows: [OptionRow]) -> String {
        func head(_ row: OptionRow) -> String { row.value == .flag ? row.spelling : "\(row.spelling) \(row.valueName.uppercased())" }
        let width = rows.map { head($0).utf8.count }.max() ?? 0
        return rows.map { row in
            let again = row.isRepeatable ? " May be repeated." : ""
            let choices: String = if case .choice(let words) = row.value { " One of \(words.joined(separator: ", "))." } else { "" }
            return "  \(head(row))\(spaces(width + 2 - head(row).utf8.count))\(row.summary)\(choices)\(again)\n"
        }.joined()
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    /// A text in lines of at most 100 columns.
    static func wrapped(_ text: String, indent: String) -> String {
        var lines: [String] = []
        var line = indent
        for word in text.split(separator: " ") {
            if line.count + word.count > 99, line.count > indent.count {
                lines.append(line)
                line = indent
            }
            line += (line.count > indent.count ? " " : "") + word
        }
        return (lines + [line]).joined(separator: "\n") + "\n"
    }
}
