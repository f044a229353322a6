import FEEL
import PartyCommand
import Testing

struct PasswordCommandTests {
  private static let answers = [
    "POST /session": [FakeService.Answer(#"{"user": "anna", "token": "duet_1"}"#)],
    "GET /session": [.init(#"{"user": "anna"}"#)],
    "POST /session/password": [.init(#"{"user": "anna"}"#)],
  ]

  private static func signIn(_ url: String, _ state: StateFolder) async {
    _ = await Client.outcome(
      ["login", "anna", "--url", url], environment: state.environment, answers: ["old secret"])
  }

  @Test func `whoever has signed in chooses another password, and signs in again`() async throws {
    try await StateFolder.with { state in
      try await FakeService.run(Self.answers) { service, url in
        await Self.signIn(url, state)
        let outcome = await Client.outcome(
          ["password", "--url", url], environment: state.environment,
          answers: ["old secret", "a new secret", "a new secret"])
        #expect(outcome.code == 0)
        #expect(
          outcome.data
            == "The password of anna was changed: sign in again with `login anna`\n")
        #expect(outcome.messages == "Password of anna: \nNew password of anna: \nOnce more: \n")
        let asked = try #require(service.asked.last)
        #expect(asked.path == "/session/password")
        #expect(asked.token == "duet_1")
        #expect(asked.body == ["password": "old secret", "newPassword": "a new secret"])
        // Its session has ended.
        try state.expectTokens([])
      }
    }
  }

  @Test(arguments: [
    (nil, "use --password-stdin"), ([""], "No password was given"),
    (["old secret", ""], "No password was given"),
    (["old secret", "a new secret", "another secret"], "The two are different"),
  ])
  func `without both passwords nothing is changed`(
    answers: [String]?, message: String
  ) async throws {
    try await StateFolder.with { state in
      try await FakeService.run(Self.answers) { service, url in
        await Self.signIn(url, state)
        let outcome = await Client.outcome(
          ["password", "--url", url], environment: state.environment, answers: answers)
        #expect(outcome.code == 64)
        #expect(outcome.messages.contains(message))
        #expect(!service.asked.contains { $0.path == "/session/password" })
        try state.expectTokens(["duet_1"])
      }
    }
  }

  @Test func `a wrong password changes nothing, and who was signed in still is`() async throws {
    var answers = Self.answers
    answers["POST /session/password"] = [
      .init(#"{"type": "/problems/sign-in-failed", "detail": "It is wrong."}"#, status: 401)
    ]
    try await StateFolder.with { [answers] state in
      try await FakeService.run(answers) { _, url in
        await Self.signIn(url, state)
        let outcome = await Client.outcome(
          ["password", "--url", url], environment: state.environment,
          answers: ["wrong", "a new secret", "a new secret"])
        #expect(outcome.code == 5)
        #expect(outcome.messages.hasSuffix("Error: It is wrong.\n"))
        try state.expectTokens(["duet_1"])
      }
    }
  }

  @Test func `nobody is asked for a password who has not signed in, or needs not`() async throws {
    let nobody = FakeService.Answer(
      #"{"type": "/problems/not-signed-in", "detail": "Sign in first."}"#, status: 401)
    let answers: [(FakeService.Answer, Int32)] = [(nobody, 5), (.init(#"{"user": null}"#), 64)]
    for (answer, code) in answers {
      try await FakeService.run(["GET /session": [answer]]) { _, url in
        let outcome = await Client.outcome(
          ["password", "--url", url], answers: ["old secret", "new", "new"])
        #expect(outcome.code == code)
        #expect(!outcome.messages.contains("Password of"))
      }
    }
  }
}
