/// The grammar of the command line, as `grammar/command.ebnf` has it, read off the tables of operations and options.
public enum CommandGrammar {
    /// The text of the file.
    public static var text: String {
        """
        (*  The command line: the words that a shell hands to agnesi. This file is made from the tables of operations and options.

            The notation is that of expression.ebnf; here a token is a word. A value may be joined to its option: --format=json and
            --format json are the same. Options may stand before, between and after the operands; after "--" no word is an option.
            --help answers and does nothing else. A word that begins with "-" and goes on with a letter, a digit, "(", "." or "|" is an
            expression, not an option: -x^2. The only options of one letter are -e, -h and -V.

            Where the first operand is an expression, it may be "-", or be left out where standard input is no terminal: then each line of
            standard input is one.  *)

        command-line = "agnesi" , ( session | operation | script | help | version ) ;

        (*  Statements in order. Without any: the interactive session, or statements from standard input.  *)
        session      = { shared | "-e" , STATEMENTS } , { STATEMENTS } ;

        script       = "run" , { shared } , FILE , { shared } ;

        help         = "help" , [ TOPIC ] ;

        version      = "--version" | "-V" ;

        operation    = \(OperationRow.all.map { rule($0) }.joined(separator: "\n             | ")) ;

        \(OperationRow.all.map(production).joined(separator: "\n"))
        shared       = \(OptionID.shared.map { alternative($0.row) }.joined(separator: "\n             | "))
                     | "--help" | "-h" ;

        \(kinds.map { "\($0.name)\(String(repeating: " ", count: max(0, 12 - $0.name.count))) = ? \($0.meaning) ? ;" }.joined(separator: "\n"))

        """
    }

    /// What the kinds of words are.
    static let kinds: [(name: String, meaning: String)] = [
        ("STATEMENTS", "one or more statements, as input of expression.ebnf"), ("EXPRESSION", "an expression of expression.ebnf"),
        ("EQUATION", "an equation or an inequality, or an expression that is to be zero; several joined by \";\""),
        ("NAME", "a name"), ("ORDER", "a whole number from 0 to 10000: how often to differentiate"),
        ("BINDING", "a name, \"=\" and an expression, in one word"), ("DIGITS", "a whole number from 1 to 1000000"),
        ("TOPIC", "a word of the language, or the name of a rule"),
        ("WHOLE", "a whole number"), ("POSITIVE", "a positive decimal number"), ("TEXT", "a word, as the option's help tells"),
        ("FILE", "the path of a file, or \"-\" for standard input"),
    ]

    private static func rule(_ operation: OperationRow) -> String { "\(operation.name.lowercased())-command" }

    private static func production(_ operation: OperationRow) -> String {
        let option = operation.options.isEmpty && operation.formats.isEmpty ? "shared" : "\(operation.name.lowercased())-option"
        let operands = operation.operands.map { row in
            let word = word(row)
            return row.isRepeated
                ? "{ \(word) , { \(option) } }" : row.isOptional ? "[ \(word) , { \(option) } ]" : "\(word) , { \(option) }"
        }
        var text =
            "(*  \(operation.summary)  *)\n\(rule(operation)) = \"\(operation.name)\" , { \(option) } , \(operands.joined(separator: " , ")) ;\n"
        if option != "shared" {
            let formats =
                operation.formats.isEmpty ? [] : ["\"--format\" , ( \(operation.formats.map { "\"\($0)\"" }.joined(separator: " | ")) )"]
            let own = operation.options.map { alternative($0.row) } + formats
            text += "\(option) = shared | \(own.joined(separator: " | ")) ;\n"
        }
        return text
    }

    private static func word(_ row: OperationRow.OperandRow) -> String {
        switch row.kind {
        case .expression: "EXPRESSION"
        case .equation: "EQUATION"
        case .variable: "NAME"
        case .repeatedVariable: "NAME , [ ORDER ]"
        case .binding, .replacement: "BINDING"
        case .number: "DIGITS"
        case .topic: "TOPIC"
        }
    }

    private static func alternative(_ row: OptionRow) -> String {
        let name = "\"\(row.spelling)\""
        switch row.value {
        case .flag: return name
        case .whole: return "\(name) , WHOLE"
        case .positive: return "\(name) , POSITIVE"
        case .choice(let words): return "\(name) , ( \(words.map { "\"\($0)\"" }.joined(separator: " | ")) )"
        case .text: return "\(name) , TEXT"
        case .file: return "\(name) , FILE"
        }
    }
}
