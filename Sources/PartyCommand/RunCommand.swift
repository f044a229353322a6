import ArgumentParser

struct RunCommand<Program: PartyProgram>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "run", abstract: "Run the \(Program.name): its process and its HTTP interface.",
      discussion: """
        EXAMPLES
          DUET_DATABASE_URL=postgresql:///\(Program.name) DUET_AMQP_URL=amqp://localhost \(Program.name) run
          DUET_CONFIG=\(Program.name).json \(Program.name) run

        What can be configured is in docs/configuration.md. It stops on SIGTERM, when what was begun is done.
        """)
  }

  func run() async throws {
    let console = Console.current
    let configuration: PartyConfiguration
    do {
      configuration = try await PartyConfiguration(Program.self, environment: console.environment)
    } catch let error as ConfigurationError {
      console.tell("Error: \(error)")
      throw ExitStatus.usage.code
    }
    try await runParty(configuration: configuration)
  }
}
