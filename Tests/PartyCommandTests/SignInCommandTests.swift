import FEEL
import PartyCommand
import Testing

struct SignInCommandTests {
  private static let anna = """
    {"user": "anna", "name": "Anna Keller", "roles": ["buyer", "approver"], "groups": ["buyers"]
    """
  private static let answers = [
    "POST /session": [FakeService.Answer(anna + #", "token": "duet_1"}"#)],
    "GET /session": [.init(anna + "}")], "DELETE /session": [.init(#"{"ended": 1}"#)],
  ]

  private static func problem(_ type: String, _ detail: String) -> FakeService.Answer {
    .init(#"{"type": "/problems/\#(type)", "detail": "\#(detail)"}"#, status: 401)
  }

  @Test func `whoever signs in is asked for name and password, and acts from then on`()
    async throws
  {
    try await StateFolder.with { state in
      try await FakeService.run(Self.answers) { service, url in
        let outcome = await Client.outcome(
          ["login", "--url", url], environment: state.environment, answers: ["anna", "hush hush"])
        #expect(outcome.code == 0)
        #expect(outcome.data == "Signed in as anna (buyer, approver)\n")
        #expect(outcome.messages == "User: Password of anna: \n")
        #expect(service.asked.last?.body == ["user": "anna", "password": "hush hush"])
        let file = try #require(try state.files().first)
        try state.expectTokens(["duet_1"])
        #expect(try StateFolder.permissions(of: file) == 0o600)
        #expect(try StateFolder.permissions(of: state.path + "/duet") == 0o700)

        let shown = await Client.outcome(
          ["whoami", "--url", url + "/"], environment: state.environment)
        #expect(
          shown.data == """
            user    anna
            name    Anna Keller
            roles   buyer, approver
            groups  buyers

            """)
        #expect(service.asked.last?.token == "duet_1")
        // Signing in again does not take the old token along.
        _ = await Client.outcome(
          ["login", "anna", "--url", url, "-o", "json"], environment: state.environment,
          answers: ["hush hush"])
        #expect(service.asked.last?.token == nil)
        #expect(try state.files() == [file])
      }
    }
  }

  @Test func `neither the answer as JSON nor a file shows the password`() async throws {
    try await StateFolder.with { state in
      try await FakeService.run(Self.answers) { _, url in
        let outcome = await Client.outcome(
          ["login", "anna", "--url", url, "-o", "json"], environment: state.environment,
          answers: ["hush hush"])
        #expect(json(outcome.data)["user"] == "anna")
        #expect(json(outcome.data)["token"] == .null)
        let everything = try (outcome.data + outcome.messages) + state.tokens().joined()
        #expect(!everything.contains("hush hush"))
      }
    }
  }

  @Test func `a token that is printed is kept nowhere`() async throws {
    try await StateFolder.with { state in
      try await FakeService.run(Self.answers) { _, url in
        let outcome = await Client.outcome(
          ["login", "anna", "--print", "--url", url], environment: state.environment,
          answers: ["hush hush"])
        #expect(outcome.data == "duet_1\n")
        try state.expectTokens([])
      }
    }
  }

  @Test func `a wrong password is refused, and who was signed in still is`() async throws {
    var answers = Self.answers
    answers["POST /session"]?.append(
      Self.problem("sign-in-failed", "The user or the password is wrong."))
    try await StateFolder.with { [answers] state in
      try await FakeService.run(answers) { _, url in
        let login = ["login", "anna", "--url", url]
        _ = await Client.outcome(login, environment: state.environment, answers: ["hush hush"])
        let outcome = await Client.outcome(
          login, environment: state.environment, answers: ["wrong"])
        #expect(outcome.code == 5)
        #expect(outcome.data == "")
        #expect(outcome.messages.contains("Error: The user or the password is wrong.\n"))
        // Those who come from a provider are told no more by the service.
        #expect(
          outcome.messages.hasSuffix(
            "make a token on \(url)/ui/terminal, then `client login --with-token`.\n"))
        try state.expectTokens(["duet_1"])
      }
    }
  }

  @Test(arguments: [
    (["login"], [String]?.none, "Say who you are"), (["login"], [""], "Say who you are"),
    (["login", "anna"], nil, "use --password-stdin"),
    (["login", "anna"], [""], "No password was given"), (["login", "anna"], [], "No password"),
  ])
  func `without a name or a password nothing is sent`(
    command: [String], answers: [String]?, message: String
  ) async throws {
    try await FakeService.run(Self.answers) { service, url in
      let outcome = await Client.outcome(command + ["--url", url], answers: answers)
      #expect(outcome.code == 64)
      #expect(outcome.messages.contains(message))
      #expect(service.asked.isEmpty)
    }
  }

  @Test(arguments: [nil: 64, "/dev/null": 1])
  func `a token that cannot be kept is an error that does not show it`(
    folder: String?, code: Int32
  ) async throws {
    let environment = folder.map { ["XDG_STATE_HOME": $0] } ?? [:]
    try await FakeService.run(Self.answers) { _, url in
      let outcome = await Client.outcome(
        ["login", "anna", "--url", url], environment: environment, answers: ["hush hush"])
      #expect(outcome.code == code)
      #expect(outcome.data == "")
      #expect(!outcome.messages.contains("duet_1"))
    }
  }

  @Test func `without a state folder the token is kept under the home`() async throws {
    try await StateFolder.with { state in
      try await FakeService.run(Self.answers) { _, url in
        let home = StateFolder(path: state.path + "/.local/state")
        _ = await Client.outcome(
          ["login", "anna", "--url", url], environment: ["HOME": state.path],
          answers: ["hush hush"])
        try home.expectTokens(["duet_1"])
      }
    }
  }

  @Test func `each service has its own token, and only its own`() async throws {
    try await StateFolder.with { state in
      try await FakeService.run(Self.answers) { first, url in
        var answers = Self.answers
        answers["POST /session"] = [.init(Self.anna + #", "token": "duet_2"}"#)]
        try await FakeService.run(answers) { [url] second, other in
          for url in [url, other] {
            _ = await Client.outcome(
              ["login", "anna", "--url", url], environment: state.environment,
              answers: ["hush hush"])
          }
          for url in [url, other] {
            _ = await Client.outcome(["whoami", "--url", url], environment: state.environment)
          }
          #expect(first.asked.last?.token == "duet_1")
          #expect(second.asked.last?.token == "duet_2")
          let out = await Client.outcome(["logout", "--url", url], environment: state.environment)
          #expect(out.data == "Signed out\n")
          try state.expectTokens(["duet_2"])
        }
      }
    }
  }

  @Test(arguments: [([], "/session"), (["--everywhere"], "/session?everywhere=true")])
  func `who signs out is nobody afterwards`(options: [String], path: String) async throws {
    try await StateFolder.with { state in
      try await FakeService.run(Self.answers) { service, url in
        _ = await Client.outcome(
          ["login", "anna", "--url", url], environment: state.environment, answers: ["hush hush"])
        let out = await Client.outcome(
          ["logout", "--url", url] + options, environment: state.environment)
        #expect(out.code == 0)
        #expect(service.asked.last?.method == "DELETE")
        #expect(service.asked.last?.path == path)
        #expect(service.asked.last?.token == "duet_1")
        try state.expectTokens([])
        _ = await Client.outcome(["whoami", "--url", url], environment: state.environment)
        #expect(service.asked.last?.token == nil)
      }
    }
  }

  @Test func `the token of a session that is over is forgotten, but not that other sessions live`()
    async throws
  {
    var answers = Self.answers
    answers["DELETE /session"] = [Self.problem("invalid-token", "The session has ended.")]
    try await StateFolder.with { [answers] state in
      try await FakeService.run(answers) { _, url in
        _ = await Client.outcome(
          ["login", "anna", "--url", url], environment: state.environment, answers: ["hush hush"])
        let everywhere = await Client.outcome(
          ["logout", "--everywhere", "--url", url], environment: state.environment)
        #expect(everywhere.code == 5)
        try state.expectTokens(["duet_1"])
        let out = await Client.outcome(["logout", "--url", url], environment: state.environment)
        #expect(out.code == 0)
        try state.expectTokens([])
      }
    }
  }

  @Test func `a service that is away leaves the token where it is`() async throws {
    try await StateFolder.with { state in
      var answers = Self.answers
      answers["DELETE /session"] = [.init(#"{"detail": "The database is away."}"#, status: 503)]
      try await FakeService.run(answers) { _, url in
        _ = await Client.outcome(
          ["login", "anna", "--url", url], environment: state.environment, answers: ["hush hush"])
        let out = await Client.outcome(["logout", "--url", url], environment: state.environment)
        #expect(out.code == 75)
        try state.expectTokens(["duet_1"])
      }
    }
  }

  @Test func `the token of the environment wins over the kept one, which it leaves alone`()
    async throws
  {
    try await StateFolder.with { state in
      try await FakeService.run(Self.answers) { service, url in
        let both = state.environment.merging(["DUET_TOKEN": " duet_9\n"]) { $1 }
        let login = await Client.outcome(
          ["login", "anna", "--url", url], environment: both, answers: ["hush hush"])
        #expect(login.messages.contains("DUET_TOKEN is set, and wins over this"))
        _ = await Client.outcome(["whoami", "--url", url], environment: both)
        #expect(service.asked.last?.token == "duet_9")
        let out = await Client.outcome(["logout", "--url", url], environment: both)
        #expect(out.data == "Signed out\n")
        #expect(out.messages == "DUET_TOKEN is still set: unset it.\n")
        #expect(service.asked.last?.token == "duet_9")
        try state.expectTokens(["duet_1"])
        for nothing in ["", " \n"] {
          let empty = state.environment.merging(["DUET_TOKEN": nothing]) { $1 }
          _ = await Client.outcome(["whoami", "--url", url], environment: empty)
          #expect(service.asked.last?.token == "duet_1")
        }
      }
    }
  }

  @Test func `nobody is told to sign in`() async throws {
    let answers = ["GET /session": [Self.problem("not-signed-in", "Sign in first.")]]
    try await FakeService.run(answers) { _, url in
      let outcome = await Client.outcome(["whoami", "--url", url])
      #expect(outcome.code == 5)
      #expect(outcome.messages == "Error: Sign in first.\n")
    }
  }
}
