package import ArgumentParser

/// One of the executables that run a party. Both have the same commands; what differs is here.
package protocol PartyProgram: Sendable {
  /// The executable's name.
  static var name: String { get }
  /// The pool that it runs, unless the configuration names another.
  static var pool: String { get }
  /// Where it listens, unless the configuration says otherwise.
  static var port: Int { get }
  /// What its price list is for.
  static var catalog: String { get }
}

extension PartyProgram {
  /// Where its commands look for the running service.
  static var url: String { "http://127.0.0.1:\(port)" }
}

/// The buyer's side.
package enum ClientProgram: PartyProgram {
  package static let name = "client"
  package static let pool = "Client"
  package static let port = 8401
  package static let catalog = "Look after the supplier's catalogue, for the look-up of new orders."

  package static let configuration = CommandConfiguration(
    commandName: name, abstract: "The buyer's side of the order process.",
    discussion: """
      EXAMPLES
        client run
        client order place --line BOLT-M8:200 --line NUT-M8:200 --reference PO-1 --wait
        client order list --status running
        client catalog import catalogue.csv --as olga
        client task complete PO-1.12 decision=accept --as anna --groups buyers

      \(PartyHelp.common)
      """,
    subcommands: [
      RunCommand<Self>.self, BuyerOrderCommand<Self>.self, TaskCommand<Self>.self,
      CatalogCommand<Self>.self, IncidentCommand<Self>.self, QuarantineCommand<Self>.self,
      UserCommand<Self>.self,
      LoginCommand<Self>.self, LogoutCommand<Self>.self, WhoAmICommand<Self>.self,
      PasswordCommand<Self>.self,
    ])
}

/// The seller's side.
package enum SupplierProgram: PartyProgram {
  package static let name = "supplier"
  package static let pool = "Supplier"
  package static let port = 8402
  package static let catalog = "Look after the price list."

  package static let configuration = CommandConfiguration(
    commandName: name, abstract: "The seller's side of the order process.",
    discussion: """
      EXAMPLES
        supplier catalog import prices.csv --as petra
        supplier run
        supplier task list --group sales
        supplier task complete PO-1.7 decision=accept --as sam --groups sales
        supplier incident list

      \(PartyHelp.common)
      """,
    subcommands: [
      RunCommand<Self>.self, OrderCommand<Self>.self, TaskCommand<Self>.self,
      CatalogCommand<Self>.self, IncidentCommand<Self>.self, QuarantineCommand<Self>.self,
      UserCommand<Self>.self,
      LoginCommand<Self>.self, LogoutCommand<Self>.self, WhoAmICommand<Self>.self,
      PasswordCommand<Self>.self,
    ])
}

/// What the help of every command has in common.
enum PartyHelp {
  static let common = """
    An order is named by its id, its reference, or the first 4 or more characters of its id; a task by \
    its order and key, such as PO-1.12.

    EXIT CODES
      0    done
      3    not found
      4    conflict: somebody or something was there first
      5    refused by a rule
      64   wrong usage or configuration
      75   not possible right now: try again
      124  waited too long
      1    anything else
    """
}
