import ArgumentParser
import FEEL
import PartyAPI
import Terminal

struct LoginCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "login", abstract: "Sign in: the other commands then act for you.",
      discussion: """
        The token is kept in a file that only you can read, in $XDG_STATE_HOME/duet or ~/.local/state/duet. \
        DUET_TOKEN wins over it: a token of `login --print`, or of the OpenID provider.

        EXAMPLES
          \(Program.name) login anna
          \(Program.name) login anna --password-stdin < password
        """)
  }

  @Argument(help: "Who you are; asked for when missing.")
  var user: String?
  @Flag(help: "Print the token instead of keeping it.")
  var print = false
  @OptionGroup var password: PasswordOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let name = user ?? console.ask?("User: ") ?? ""
    guard !name.isEmpty else { throw CommandError(.usage, "Say who you are: login NAME.") }
    let secret = try password.current(for: name, console: console)
    let answer = try await client.send(
      .init(
        method: .post, path: "/session",
        body: .json(["user": .string(name), "password": .string(secret)]), isAnonymous: true))
    guard let token = answer["token"].string else {
      throw CommandError(.failure, "The service gave no token.")
    }
    if print {
      console.print(token)
      return
    }
    let store = TokenStore(console: console)
    _ = try store.keep(token, for: client.base)
    if store.isOverridden {
      console.tell("DUET_TOKEN is set, and wins over this: unset it to act as \(name.harmless).")
    }
    var shown = answer.context ?? Context()
    shown["token"] = nil
    let roles = (answer["roles"].list ?? []).map(\.text).joined(separator: ", ")
    printChange(.context(shown), "Signed in as \(answer["user"].text) (\(roles))", console)
  }
}

struct LogoutCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "logout", abstract: "Sign out.",
      discussion: "EXAMPLES\n  \(Program.name) logout\n  \(Program.name) logout --everywhere")
  }

  @Flag(help: "End all sessions, those of browsers too.")
  var everywhere = false
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let store = TokenStore(console: console)
    var answer: Value = ["ended": 0]
    do {
      answer = try await client.send(
        .init(
          method: .delete, path: "/session", query: [("everywhere", everywhere ? "true" : nil)]))
    } catch let error as CommandError {
      // What is kept of a session that is over already goes as well; others may live on.
      let isOver = error.problem["type"]?.string == ProblemType.invalidToken.uri
      guard isOver, !everywhere, !store.isOverridden else { throw error }
    }
    // The kept token is of another session than the environment's, which was ended.
    if store.isOverridden {
      console.tell("DUET_TOKEN is still set: unset it.")
    } else {
      try store.forget(client.base)
    }
    printChange(answer, "Signed out", console)
  }
}

struct WhoAmICommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "whoami", abstract: "Show who you are to the service.",
      discussion: "EXAMPLES\n  \(Program.name) whoami")
  }

  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(.init(path: "/session"))
    switch service.format {
    case .json, .jsonl: console.print(json: answer)
    case .table:
      Rendering.facts(
        [
          ("user", Rendering.text(answer["user"])), ("name", Rendering.text(answer["name"])),
          ("roles", Rendering.list(answer["roles"])), ("groups", Rendering.list(answer["groups"])),
        ], console: console)
    }
  }
}
