import ArgumentParser
import FEEL
import Terminal

struct PasswordCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "password", abstract: "Choose another password for yourself.",
      discussion: """
        That ends all of your sessions, here and in browsers: sign in again afterwards. Who signs in at an OpenID \
        provider has no password here.

        EXAMPLES
          \(Program.name) password
          \(Program.name) password --password-stdin < old-and-new
        """)
  }

  @Flag(help: "Read the password and then the new one, each a line of standard input.")
  var passwordStdin = false
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    // Who has not signed in is told before a password is asked for.
    guard let user = try await client.send(.init(path: "/session"))["user"].string else {
      throw CommandError(
        .usage, "This service believes its callers: there is no password to change.")
    }
    let (old, new) = try passwords(of: user, console)
    let answer = try await client.send(
      .init(
        method: .post, path: "/session/password",
        body: .json(["password": .string(old), "newPassword": .string(new)])))
    let store = TokenStore(console: console)
    if store.isOverridden {
      console.tell("DUET_TOKEN is still set: unset it.")
    } else {
      try store.forget(client.base)
    }
    printChange(
      answer, "The password of \(user) was changed: sign in again with `login \(user)`", console)
  }

  private func passwords(of user: String, _ console: Console) throws -> (old: String, new: String) {
    guard !passwordStdin else { return (try PasswordOptions.line(), try PasswordOptions.line()) }
    let old = try PasswordOptions.asked("Password of \(user): ", console)
    let new = try PasswordOptions.asked("New password of \(user): ", console)
    return (old, try PasswordOptions.confirmed(new, console))
  }
}
