import ArgumentParser
import Terminal

/// What every command needs that asks a running service.
struct ServiceOptions: ParsableArguments {
  @Option(help: "Where the service listens (or DUET_URL).")
  var url: String?

  @Option(name: [.customShort("o"), .customLong("output")], help: "How the answer is printed.")
  var format: OutputFormat = .table
}

/// Who acts.
struct PersonOptions: ParsableArguments {
  @Option(name: .customLong("as"), help: "Who acts (or DUET_USER).")
  var user: String?

  @Option(help: "The groups of who acts, separated by commas (or DUET_GROUPS).")
  var groups: String?
}
