import Access
import ArgumentParser
import FEEL
import Hyperlinks
import PartyAPI

struct UserChangeCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "change", abstract: "Change a user's name, roles, groups or password.",
      discussion: """
        What is not given stays as it is. Who comes with a token has their roles and password from its issuer.

        EXAMPLES
          \(Program.name) user change anna --role buyer --role approver
          \(Program.name) user change anna --name "Anna Keller-Roth" --no-group
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
  @Flag(help: "No groups but those that the roles bring.")
  var noGroup = false
  @Flag(help: "Choose another password; that signs the user out everywhere.")
  var password = false
  @OptionGroup var secret: PasswordOptions
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  private var changesPassword: Bool { password || secret.passwordStdin }

  func validate() throws {
    guard group.isEmpty || !noGroup else {
      throw ValidationError("Give --group or --no-group, not both.")
    }
    guard name != nil || !role.isEmpty || !group.isEmpty || noGroup || changesPassword else {
      throw ValidationError(
        "Say what is to be different: --name, --role, --group, --no-group, --password.")
    }
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    // Who may not is told before a password is asked for.
    let person = try Person(person, console: console)
    var body = Context()
    if let name { body["name"] = .string(name) }
    if !role.isEmpty { body["roles"] = .list(Set(role).sorted().map { .string($0.rawValue) }) }
    if !group.isEmpty || noGroup { body["groups"] = .list(group.map { .string($0) }) }
    if changesPassword {
      guard let chosen = try secret.chosen(for: user, console: console) else {
        throw CommandError(.usage, "No password was given: use --password-stdin.")
      }
      body["password"] = .string(chosen)
    }
    let answer = try await client.change(user, body, by: person)
    printChange(answer, "\(user) was changed", console)
  }
}

/// Whether a user is let in, as a command makes it.
protocol UserAdmission: Sendable {
  static var command: String { get }
  static var abstract: String { get }
  static var isDisabled: Bool { get }
  /// What is said of the user then.
  static var outcome: String { get }
}

enum UserDisabling: UserAdmission {
  static let command = "disable"
  static let abstract = "Let a user in no more, and sign them out everywhere."
  static let isDisabled = true
  static let outcome = "is disabled"
}

enum UserEnabling: UserAdmission {
  static let command = "enable"
  static let abstract = "Let a disabled user in again."
  static let isDisabled = false
  static let outcome = "is let in"
}

struct UserAdmissionCommand<Program: PartyProgram, Admission: UserAdmission>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: Admission.command, abstract: Admission.abstract,
      discussion: "EXAMPLES\n  \(Program.name) user \(Admission.command) anna")
  }

  @Argument(help: "The user.")
  var user: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let person = try Person(person, console: console)
    let answer = try await client.change(
      user, ["disabled": .boolean(Admission.isDisabled)], by: person)
    printChange(answer, "\(user) \(Admission.outcome)", console)
  }
}

struct UserSignOutCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "sign-out", abstract: "End all sessions of a user.",
      discussion: "EXAMPLES\n  \(Program.name) user sign-out anna")
  }

  @Argument(help: "The user.")
  var user: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(
      .init(
        method: .delete, path: "/users/\(Self.encode(user))/sessions",
        person: Person(person, console: console)))
    printChange(answer, "\(answer["ended"].text) sessions of \(user) ended", console)
  }
}

extension ServiceClient {
  /// Changes a user.
  ///
  /// - Returns: the user as they are now.
  fileprivate func change(
    _ user: String, _ body: Context, by person: Person
  ) async throws -> Value {
    try await send(
      .init(
        method: .post, path: "/users/\(PercentEncoding.encode(user))",
        body: .json(.context(body)), person: person))
  }
}
