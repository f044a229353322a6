import ArgumentParser
import PartyCommand

/// The seller's side: `supplier run` and the commands that ask it.
@main
struct SupplierCommand: AsyncParsableCommand {
  static let configuration = SupplierProgram.configuration
}
