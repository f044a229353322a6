import ArgumentParser
import FEEL
import PartyAPI
import Terminal

struct LoginCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "login", abstract: "Sign in: the other commands then act for you.",
      discussion: """
        Who signs in at an OpenID provider has no password here: they make a token with a browser, on the service's \
        page /ui/terminal, and give it to `login --with-token`, which asks for it or reads it from standard input. \
        The token is kept in a file that only you can read, in $XDG_STATE_HOME/duet or ~/.local/state/duet. \
        DUET_TOKEN wins over it: a token of `login --print`, or of the OpenID provider.

        EXAMPLES
          \(Program.name) login anna
          \(Program.name) login anna --password-stdin < password
          \(Program.name) login --with-token
        """)
  }

  @Argument(help: "Who you are; asked for when missing.")
  var user: String?
  @Flag(help: "Sign in with a token that the page /ui/terminal has made.")
  var withToken = false
  @Flag(help: "Print the token instead of keeping it.")
  var print = false
  @OptionGroup var password: PasswordOptions
  @OptionGroup var service: ServiceOptions

  func validate() throws {
    guard !withToken || (user == nil && !print && !password.passwordStdin) else {
      throw ValidationError(
        "The token says who you are, and is there already: give --with-token without a name, --password-stdin or --print."
      )
    }
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let page = "\(client.base)/ui/terminal"
    do {
      try await signIn(client, console)
    } catch let error as CommandError where error.isOf(.signInFailed) {
      throw error.advising(
        "Who signs in at an OpenID provider has no password here: make a token on \(page), then `\(Program.name) login --with-token`."
      )
    } catch let error as CommandError where error.isOf(.invalidToken) {
      throw error.advising("Make another token on \(page).")
    }
  }

  private func signIn(_ client: ServiceClient, _ console: Console) async throws {
    let (token, person) =
      try await withToken
      ? recognizeToken(client, console) : beginSession(client, console)
    if print {
      console.print(token)
      return
    }
    let store = TokenStore(console: console)
    _ = try store.keep(token, for: client.base)
    let name = person["user"].text
    if store.isOverridden {
      console.tell("DUET_TOKEN is set, and wins over this: unset it to act as \(name.harmless).")
    }
    let roles = (person["roles"].list ?? []).map(\.text).joined(separator: ", ")
    printChange(person, "Signed in as \(name) (\(roles))", console)
  }

  /// Signs in with a password.
  ///
  /// - Returns: the token of the new session, and whose it is.
  private func beginSession(
    _ client: ServiceClient, _ console: Console
  ) async throws -> (token: String, person: Value) {
    let name = user ?? console.ask?("User: ") ?? ""
    guard !name.isEmpty else { throw CommandError(.usage, "Say who you are: login NAME.") }
    let secret = try password.current(for: name, console: console)
    let answer = try await client.bearing(nil).send(
      .init(
        method: .post, path: "/session",
        body: .json(["user": .string(name), "password": .string(secret)])))
    guard let token = answer["token"].string else {
      throw CommandError(.failure, "The service gave no token.")
    }
    var person = answer.context ?? Context()
    person["token"] = nil
    return (token, .context(person))
  }

  /// Takes a token that was made elsewhere.
  ///
  /// - Returns: the token, and whose it is, as the service says.
  private func recognizeToken(
    _ client: ServiceClient, _ console: Console
  ) async throws -> (token: String, person: Value) {
    let token = try TokenInput.read(console)
    let person = try await client.bearing(token).send(.init(path: "/session"))
    guard person["user"].string != nil else {
      throw CommandError(.usage, "This service believes its callers: nobody needs a token.")
    }
    return (token, person)
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
      guard error.isOf(.invalidToken), !everywhere, !store.isOverridden else { throw error }
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
