import Session

/// What the program answers to statements.
enum Answers {
    /// Whether it says that something holds.
    static func decided(_ text: String) -> String {
        let found = answer(text)
        if found.status != 0 && found.status != 1 { return "status \(found.status)" }
        return found.output == "true\n" || found.output == "equal\n" ? "right" : "WRONG"
    }

    static func answer(_ text: String) -> (status: Int32, output: String) {
        var settings = Settings()
        settings.timeout = 20
        var (copy, output, errors): (String, [UInt8], [UInt8]) = (text, [], [])
        let status = copy.withUTF8 {
            Session(settings: settings).respond(to: .statements, $0, output: &output, errors: &errors)
        }
        return (status, String(decoding: output, as: UTF8.self))
    }
}
