import Foundation

/// Runs commands as the documents show them, with the program that was built.
enum Command {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Both outputs together, and the exit status.
    static func run(_ command: String) throws -> (text: String, status: Int32) {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = ["-c", "{ \(command)\n} 2>&1"]
        shell.currentDirectoryURL = root
        var environment = ProcessInfo.processInfo.environment
        // AGNESI_PROGRAM names a program built with a sanitizer.
        let built = environment["AGNESI_PROGRAM"].map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
        environment["PATH"] = "\(built ?? root.path + "/.build/debug"):\(environment["PATH"] ?? "")"
        shell.environment = environment
        let pipe = Pipe()
        shell.standardOutput = pipe
        shell.standardInput = FileHandle.nullDevice
        try shell.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), shell.terminationStatus)
    }
}
