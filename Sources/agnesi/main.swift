import Session

Signals.install()
let words = Arguments.protected(Array(CommandLine.arguments.dropFirst()))
Process.exit(Launch.run(words))
