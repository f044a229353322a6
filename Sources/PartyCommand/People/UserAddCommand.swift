import Access
import ArgumentParser
import FEEL
import Participant
import PartyAPI
import Terminal

struct UserAddCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "add", abstract: "Add a user.",
      discussion: """
        A password that is not given is made, and printed once. The first user is added with --first, which works on \
        the database of DUET_DATABASE_URL itself, whether the service runs or not, and only while there is nobody.

        EXAMPLES
          DUET_DATABASE_URL=postgresql:///\(Program.name) \(Program.name) user add olga --role operator --first
          \(Program.name) user add anna --name "Anna Keller" --role buyer
        """)
  }

  @Argument(help: "What the user is called: letters and digits, with ._@+- between them.")
  var user: String
  @Option(help: "The name for people.")
  var name: String?
  @Option(help: "A role; each with its own --role.")
  var role: [Role] = []
  @Option(help: "A group of the model beside those of the roles; each with its own --group.")
  var group: [String] = []
  @Flag(help: "Add the first user, directly in the database.")
  var first = false
  @OptionGroup var secret: PasswordOptions
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func validate() throws {
    guard !role.isEmpty else { throw ValidationError("Give one --role at least.") }
    guard !first || role.contains(.operator) else {
      throw ValidationError("The first user has to be an operator: only operators can add others.")
    }
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    if first { return try await addFirst(console) }
    // Who may not is told before a password is asked for.
    let person = try Person(person, console: console)
    var body: Context = [
      "user": .string(user), "name": .string(name ?? user),
      "roles": .list(Set(role).sorted().map { .string($0.rawValue) }),
      "groups": .list(group.map { .string($0) }),
    ]
    if let password = try secret.chosen(for: user, console: console) {
      body["password"] = .string(password)
    }
    let answer = try await client.send(
      .init(method: .post, path: "/users", body: .json(.context(body)), person: person))
    tell(answer, console)
  }

  private func addFirst(_ console: Console) async throws {
    let password = try secret.chosen(for: user, console: console)
    let draft = UserDesk.Draft(
      user: user, name: name ?? user, roles: Set(role), groups: group, password: password)
    tell(.context(try await FirstUser(Program.self, console: console).add(draft)), console)
  }

  private func tell(_ answer: Value, _ console: Console) {
    let roles = (answer["roles"].list ?? []).map(\.text).joined(separator: ", ")
    let password = answer["password"].string.map { ". The password is \($0)" } ?? ""
    printChange(answer, "\(answer["user"].text) was added (\(roles))\(password)", console)
  }
}
