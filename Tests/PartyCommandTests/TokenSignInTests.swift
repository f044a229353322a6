import FEEL
import PartyCommand
import Testing

/// `login --with-token`, for people without a password of the service.
struct TokenSignInTests {
  private static let nora = FakeService.Answer(
    #"{"user": "nora", "name": "Nora Berg", "roles": ["buyer"], "groups": ["buyers"]}"#)
  private static let refusal = FakeService.Answer(
    #"{"type": "/problems/invalid-token", "detail": "The session has ended: sign in again."}"#,
    status: 401)

  private static func login(
    _ url: String, _ state: StateFolder, token: String, environment: [String: String] = [:],
    options: [String] = []
  ) async -> Outcome {
    await Client.outcome(
      ["login", "--with-token", "--url", url] + options,
      environment: state.environment.merging(environment) { $1 }, answers: [token])
  }

  @Test func `a token that holds is kept, and the commands act with it`() async throws {
    try await StateFolder.with { state in
      try await FakeService.run(["GET /session": [Self.nora]]) { service, url in
        let outcome = await Self.login(url, state, token: " duet_1 ")
        #expect(outcome.code == 0)
        #expect(outcome.data == "Signed in as nora (buyer)\n")
        #expect(outcome.messages == "Token: \n")
        #expect(service.asked.map(\.path) == ["/session"])
        #expect(service.asked.last?.token == "duet_1")
        let file = try #require(try state.files().first)
        try state.expectTokens(["duet_1"])
        #expect(try StateFolder.permissions(of: file) == 0o600)
        _ = await Client.outcome(["whoami", "--url", url], environment: state.environment)
        #expect(service.asked.last?.token == "duet_1")

        // The next one is asked about for itself, and takes the place of the first.
        let next = await Self.login(url, state, token: "duet_2", options: ["-o", "json"])
        #expect(json(next.data)["user"] == "nora")
        #expect(!(next.data + next.messages).contains("duet_2"))
        #expect(service.asked.last?.token == "duet_2")
        try state.expectTokens(["duet_2"])
      }
    }
  }

  @Test func `a token that does not hold is refused, and who was signed in still is`()
    async throws
  {
    try await StateFolder.with { state in
      try await FakeService.run(["GET /session": [Self.nora, Self.refusal]]) { _, url in
        _ = await Self.login(url, state, token: "duet_1")
        let outcome = await Self.login(url, state, token: "duet_2")
        #expect(outcome.code == 5)
        #expect(outcome.data == "")
        #expect(
          outcome.messages == """
            Token:\u{20}
            Error: The session has ended: sign in again.
            Make another token on \(url)/ui/terminal.

            """)
        try state.expectTokens(["duet_1"])
      }
    }
  }

  @Test func `the token of the environment is not asked about, and wins over the kept one`()
    async throws
  {
    try await StateFolder.with { state in
      try await FakeService.run(["GET /session": [Self.nora]]) { service, url in
        let outcome = await Self.login(
          url, state, token: "duet_1", environment: ["DUET_TOKEN": "duet_9"])
        #expect(service.asked.last?.token == "duet_1")
        #expect(outcome.messages.contains("DUET_TOKEN is set, and wins over this"))
        #expect(outcome.messages.contains("to act as nora"))
        try state.expectTokens(["duet_1"])
      }
    }
  }

  @Test(arguments: [["nora"], ["--password-stdin"], ["--print"]])
  func `what contradicts a token is refused before anything is asked`(
    _ options: [String]
  ) async throws {
    try await StateFolder.with { state in
      try await FakeService.run(["GET /session": [Self.nora]]) { service, url in
        let outcome = await Self.login(url, state, token: "duet_1", options: options)
        #expect(outcome.code == 64)
        #expect(outcome.messages.contains("give --with-token without a name"))
        #expect(service.asked.isEmpty)
        try state.expectTokens([])
      }
    }
  }

  @Test(arguments: ["", " ", "duet_1 duet_2", "duet_\u{7}", "jetoné"])
  func `what is no token is not sent`(_ text: String) async throws {
    try await StateFolder.with { state in
      try await FakeService.run(["GET /session": [Self.nora]]) { service, url in
        let outcome = await Self.login(url, state, token: text)
        #expect(outcome.code == 64)
        #expect(outcome.messages.contains("No token was given"))
        #expect(service.asked.isEmpty)
      }
    }
  }

  @Test func `a service that believes its callers needs no token`() async throws {
    try await StateFolder.with { state in
      try await FakeService.run(["GET /session": [.init(#"{"user": null}"#)]]) { _, url in
        let outcome = await Self.login(url, state, token: "duet_1")
        #expect(outcome.code == 64)
        #expect(outcome.messages.contains("believes its callers"))
        try state.expectTokens([])
      }
    }
  }
}
