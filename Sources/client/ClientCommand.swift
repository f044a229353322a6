import ArgumentParser
import PartyCommand

/// The buyer's side: `client run` and the commands that ask it.
@main
struct ClientCommand: AsyncParsableCommand {
  static let configuration = ClientProgram.configuration
}
