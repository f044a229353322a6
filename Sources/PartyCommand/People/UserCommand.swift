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
          \(Program.name) user change anna --role buyer --role approver
          \(Program.name) user disable anna
        """,
      subcommands: [
        UserAddCommand<Program>.self, UserListCommand<Program>.self,
        UserChangeCommand<Program>.self, UserDisableCommand<Program>.self,
        UserEnableCommand<Program>.self,
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

struct UserChangeCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "change", abstract: "Change a user's name, roles, groups or password.",
      discussion: """
        EXAMPLES
          \(Program.name) user change anna --role buyer --role approver
          \(Program.name) user change anna --password
        """)
  }

  @Argument(help: "The user.")
  var user: String
  @Option(help: "The name for people.")
  var name: String?
  @Option(help: "A role; all of them are given anew, each with its own --role.")
  var role: [Role] = []
  @Option(help: "A group of the model; all of them are given anew.")
  var group: [String] = []
  @Flag(help: "Choose another password; that signs the user out everywhere.")
  var password = false
  @OptionGroup var secret: PasswordOptions
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let changesPassword = password || secret.passwordStdin
    guard name != nil || !role.isEmpty || !group.isEmpty || changesPassword else {
      throw CommandError(
        .usage, "Say what is to be different: --name, --role, --group, --password.")
    }
    // Who may not is told before a password is asked for.
    let person = try Person(person, console: console)
    var body = Context()
    if let name { body["name"] = .string(name) }
    if !role.isEmpty { body["roles"] = .list(Set(role).sorted().map { .string($0.rawValue) }) }
    if !group.isEmpty { body["groups"] = .list(group.map { .string($0) }) }
    if changesPassword {
      guard let chosen = try secret.chosen(for: user, console: console) else {
        throw CommandError(.usage, "No password was given: use --password-stdin.")
      }
      body["password"] = .string(chosen)
    }
    let answer = try await client.send(
      .init(
        method: .post, path: "/users/\(Self.encode(user))", body: .json(.context(body)),
        person: person))
    printChange(answer, "\(user) was changed", console)
  }
}

struct UserDisableCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "disable", abstract: "Let a user in no more, and sign them out everywhere.",
      discussion: "EXAMPLES\n  \(Program.name) user disable anna")
  }

  @Argument(help: "The user.")
  var user: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(
      .init(
        method: .post, path: "/users/\(Self.encode(user))", body: .json(["disabled": true]),
        person: Person(person, console: console)))
    printChange(answer, "\(user) is disabled", console)
  }
}

struct UserEnableCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "enable", abstract: "Let a disabled user in again.",
      discussion: "EXAMPLES\n  \(Program.name) user enable anna")
  }

  @Argument(help: "The user.")
  var user: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(
      .init(
        method: .post, path: "/users/\(Self.encode(user))", body: .json(["disabled": false]),
        person: Person(person, console: console)))
    printChange(answer, "\(user) is let in", console)
  }
}
