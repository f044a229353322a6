import Access
import ArgumentParser
import FEEL
import Terminal

struct UserCommand<Program: PartyProgram>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "user", abstract: "Look after the users of the \(Program.name).",
      discussion: """
        EXAMPLES
          \(Program.name) user add olga --role operator --first
          \(Program.name) user add anna --name "Anna Keller" --role buyer
          \(Program.name) user list
          \(Program.name) user change anna --role buyer --role approver --no-group
          \(Program.name) user disable anna
          \(Program.name) user sign-out anna
        """,
      subcommands: [
        UserAddCommand<Program>.self, UserListCommand<Program>.self,
        UserChangeCommand<Program>.self, UserAdmissionCommand<Program, UserDisabling>.self,
        UserAdmissionCommand<Program, UserEnabling>.self, UserSignOutCommand<Program>.self,
      ])
  }
}

extension Role: ExpressibleByArgument {}

struct UserListCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List everybody who is known.",
      discussion: "EXAMPLES\n  \(Program.name) user list")
  }

  @OptionGroup var service: ServiceOptions

  private static var listing: Listing {
    Listing(
      columns: [
        .init("USER"), .init("NAME"), .init("ROLES", minimum: 10), .init("GROUPS"), .init("STATE"),
        .init("SEEN (UTC)"),
      ],
      row: { user in
        let isDisabled = user["disabled"] == .boolean(true)
        return [
          Rendering.text(user["user"]), Rendering.text(user["name"]),
          Rendering.list(user["roles"]), Rendering.list(user["groups"]),
          isDisabled ? Table.Cell("disabled", .warning) : Table.Cell("active", .good),
          Rendering.time(user["seenAt"]),
        ]
      }, whenEmpty: "Nobody is known.")
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    Self.listing.print(
      try await client.send(.init(path: "/users")), as: service.format, console: console)
  }
}
