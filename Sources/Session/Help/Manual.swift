/// The manual page and the completions of shells, read off the tables of operations and options.
public enum Manual {
    /// The page for `man agnesi`.
    public static var page: String {
        var text = """
            .\\" Made from the tables of operations and options.
            .TH AGNESI 1 "" "agnesi \(Session.version)" "User Commands"
            .SH NAME
            agnesi \\- symbolic calculus for the shell
            .SH SYNOPSIS
            .B agnesi
            .RI [ COMMAND ]
            .RI [ OPERANDS ]
            .RI [ OPTIONS ]
            .br
            .B agnesi
            .BI \\-e " STATEMENTS"
            .br
            .B agnesi run
            .I FILE
            .SH DESCRIPTION
            Agnesi reads expressions, works on them exactly, simplifies, differentiates, solves equations, and evaluates values and
            derivatives. Without operands on a terminal it is an interactive session; in a pipe it answers each line of standard input.
            .SH COMMANDS

            """
        for operation in OperationRow.all {
            text += ".TP\n.B \(escaped("agnesi " + operation.commandUsage))\n\(escaped(operation.summary)).\n"
            if !operation.details.isEmpty { text += "\(escaped(operation.details))\n" }
            for example in operation.examples { text += ".IP\n.EX\n\(escaped("agnesi " + example))\n.EE\n" }
            for row in operation.options.map(\.row) { text += entry(row, indent: true) }
        }
        text += ".SH OPTIONS\nAll commands take these.\n"
        for row in OptionID.shared.map(\.row) { text += entry(row, indent: false) }
        return text + """
            .SH EXIT STATUS
            0 answered; 1 the answer is no; 2 usage; 3 the text could not be read; 4 undefined there; 5 partial or undecided;
            6 a limit was reached; 7 a self\\-check failed; 130 interrupted.

            """
    }

    private static func entry(_ row: OptionRow, indent: Bool) -> String {
        let value = row.value == .flag ? "" : " \(row.valueName)"
        return ".TP\n.B \(escaped(row.spelling))\(value.isEmpty ? "" : "\\fI\(escaped(value))\\fR")\n\(escaped(row.summary))\n"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            default: result.append(character)
            }
        }
        return result
    }

    // MARK: Completions

    /// The words that stand after `agnesi`.
    private static var commands: [String] { OperationRow.all.map(\.name) + ["run", "help"] }

    private static func options(_ ids: [OptionID]) -> String { ids.map(\.row.spelling).joined(separator: " ") }

    private static var choices: [(option: String, words: [String])] {
        OptionRow.all.compactMap { row in
            guard case .choice(let words) = row.value else { return nil }
            return (row.spelling, row.id == .format ? words + OperationRow.all.flatMap(\.formats) : words)
        }
    }

    private static var files: [String] { OptionRow.all.filter { $0.value == .file }.map(\.spelling) }

    /// Completions for bash.
    public static var bash: String {
        """
        # Made from the tables of operations and options.
        _agnesi() {
            local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options
            case $before in
        \(choices.map { "        \($0.option)) COMPREPLY=($(compgen -W '\($0.words.joined(separator: " "))' -- \"$word\")); return ;;" }.joined(separator: "\n"))
                \(files.joined(separator: "|"))|run) COMPREPLY=($(compgen -f -- "$word")); return ;;
                help|info) COMPREPLY=($(compgen -W '\(commands.joined(separator: " "))' -- "$word")); return ;;
            esac
            if [ "$COMP_CWORD" -eq 1 ]; then
                COMPREPLY=($(compgen -W '\(commands.joined(separator: " ")) --help --version -e' -- "$word"))
                return
            fi
            case ${COMP_WORDS[1]} in
        \(OperationRow.all.filter { !$0.options.isEmpty }.map { "        \($0.name)) options='\(options($0.options))' ;;" }.joined(separator: "\n"))
            esac
            case $word in
                -*) COMPREPLY=($(compgen -W "$options \(options(OptionID.shared)) --help" -- "$word")) ;;
            esac
        }
        complete -o default -F _agnesi agnesi

        """
    }

    /// Completions for zsh.
    public static var zsh: String {
        func quoted(_ text: String) -> String {
            text.replacing("'", with: "'\\''").replacing("[", with: "\\[").replacing("]", with: "\\]").replacing(":", with: "\\:")
        }
        func argument(_ row: OptionRow) -> String {
            let again = row.isRepeatable ? "*" : ""
            let action: String =
                switch row.value {
                case .flag: ""
                case .choice: ":\(row.valueName):(\((choices.first { $0.option == row.spelling }?.words ?? []).joined(separator: " ")))"
                case .file: ":\(row.valueName):_files"
                default: ":\(row.valueName):"
                }
            return "'\(again)\(row.spelling)[\(quoted(row.summary))]\(action)'"
        }
        func arguments(_ ids: [OptionID]) -> String { ids.map { argument($0.row) }.joined(separator: " ") }
        return """
            #compdef agnesi
            # Made from the tables of operations and options.
            local -a commands shared
            commands=(
            \(OperationRow.all.map { "    '\($0.name):\(quoted($0.summary))'" }.joined(separator: "\n"))
                'run:the statements of a script file'
                'help:what is known of a topic'
            )
            shared=(\(arguments(OptionID.shared)))
            if (( CURRENT == 2 )); then
                _describe 'command' commands
                return
            fi
            case $words[2] in
            \(OperationRow.all.filter { !$0.options.isEmpty }.map { "    \($0.name)) _arguments $shared \(arguments($0.options)) '*: :_default' ;;" }.joined(separator: "\n"))
                run) _arguments $shared '*:script:_files' ;;
                help|info) _describe 'command' commands ;;
                *) _arguments $shared '*: :_default' ;;
            esac

            """
    }

    /// Completions for fish.
    public static var fish: String {
        func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "\\'") + "'" }
        func line(_ row: OptionRow, _ condition: String) -> String {
            let flags: String =
                switch row.value {
                case .flag: ""
                case .choice: " -x -a '\((choices.first { $0.option == row.spelling }?.words ?? []).joined(separator: " "))'"
                case .file: " -r -F"
                default: " -x"
                }
            return "complete -c agnesi\(condition) -l \(row.id.rawValue)\(flags) -d \(quoted(row.summary))\n"
        }
        var text = "# Made from the tables of operations and options.\ncomplete -c agnesi -f\n"
        for operation in OperationRow.all {
            text += "complete -c agnesi -n __fish_use_subcommand -a \(operation.name) -d \(quoted(operation.summary))\n"
        }
        text += "complete -c agnesi -n __fish_use_subcommand -a run -d 'the statements of a script file'\n"
        text += "complete -c agnesi -n __fish_use_subcommand -a help -d 'what is known of a topic'\n"
        text += "complete -c agnesi -n '__fish_seen_subcommand_from run' -F\n"
        text += "complete -c agnesi -n '__fish_seen_subcommand_from help info' -a '\(commands.joined(separator: " "))'\n"
        for id in OptionID.shared { text += line(id.row, "") }
        for operation in OperationRow.all {
            for id in operation.options { text += line(id.row, " -n '__fish_seen_subcommand_from \(operation.name)'") }
        }
        return text
    }
}
