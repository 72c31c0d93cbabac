import Session

Signals.install()
Memory.limit()
let words = Arguments.protected(Array(CommandLine.arguments.dropFirst()))
Process.exit(Launch.run(words))
