import FEEL
import PartyCommand
import Testing

struct UserCommandTests {
  private let olga = ["DUET_TOKEN": "duet_olga"]
  private static let anna = #"{"user": "anna", "roles": ["buyer", "approver"]}"#
  private static let answers = [
    "POST /users": [FakeService.Answer(anna, status: 201)],
    "POST /users/anna": [.init(anna)],
  ]

  @Test func `a user is added with a password that is typed twice`() async throws {
    try await FakeService.run(Self.answers) { [olga] service, url in
      let outcome = await Client.outcome(
        [
          "user", "add", "anna", "--name", "Anna Keller", "--role", "approver", "--role", "buyer",
          "--group", "night", "--url", url,
        ], environment: olga, answers: ["a long secret", "a long secret"])
      #expect(outcome.data == "anna was added (buyer, approver)\n")
      #expect(!outcome.messages.contains("a long secret"))
      let asked = try #require(service.asked.last)
      #expect(asked.token == "duet_olga")
      #expect(
        asked.body == [
          "user": "anna", "name": "Anna Keller", "roles": ["buyer", "approver"],
          "groups": ["night"], "password": "a long secret",
        ])
    }
  }

  @Test(arguments: [[String]?.none, [""]])
  func `a password that nobody gives is made by the service and printed once`(
    answers: [String]?
  ) async throws {
    let made = #"{"user": "anna", "roles": ["buyer"], "password": "made-by-service"}"#
    try await FakeService.run(["POST /users": [.init(made, status: 201)]]) { [olga] service, url in
      let outcome = await Client.outcome(
        ["user", "add", "anna", "--role", "buyer", "--url", url], environment: olga,
        answers: answers)
      #expect(outcome.data == "anna was added (buyer). The password is made-by-service\n")
      #expect(
        service.asked.last?.body
          == ["user": "anna", "name": "anna", "roles": ["buyer"], "groups": []])
    }
  }

  @Test(arguments: [
    (["--role", "buyer"], ["one", "another"], "The two are different"),
    (["--role", "buyer"], ["one"], "The two are different"), ([], [], "one --role at least"),
    (["--role", "king"], [], "king"),
    (["--role", "buyer", "--first"], [], "The first user has to be an operator"),
  ])
  func `what is wrong with a user is said before anything is sent`(
    options: [String], answers: [String], message: String
  ) async throws {
    try await FakeService.run(Self.answers) { [olga] service, url in
      let outcome = await Client.outcome(
        ["user", "add", "anna", "--url", url] + options, environment: olga, answers: answers)
      #expect(outcome.code == 64)
      #expect(outcome.messages.contains(message))
      #expect(service.asked.isEmpty)
    }
  }

  @Test(arguments: [
    ["add", "anna", "--role", "buyer"], ["change", "anna", "--password"], ["disable", "anna"],
    ["enable", "anna"],
  ])
  func `who has not signed in is told so before a password is asked for`(
    command: [String]
  ) async throws {
    try await FakeService.run(Self.answers) { service, url in
      let outcome = await Client.outcome(
        ["user"] + command + ["--url", url], answers: ["a long secret", "a long secret"])
      #expect(outcome.code == 64)
      #expect(
        outcome.messages
          == "Error: Sign in first with `login`, or say who acts: --as NAME, or set DUET_USER.\n")
      #expect(service.asked.isEmpty)
    }
  }

  @Test func `users are listed with what they may do and whether they are let in`() async throws {
    let list = """
      {"items": [
        {"user": "anna", "name": "Anna Keller", "roles": ["buyer", "approver"], "disabled": false,
          "seenAt": "2026-11-21T09:30:05.123Z"},
        {"user": "ben", "name": "Ben", "roles": ["sales"], "groups": ["night"], "disabled": true}]}
      """
    try await FakeService.run(["GET /users": [.init(list)]]) { [olga] service, url in
      let table = await Client.outcome(["user", "list", "--url", url], environment: olga)
      let lines = table.data.split(separator: "\n").map { $0.split(separator: " ") }
      try #require(lines.count == 3)
      #expect(lines[1].starts(with: ["anna", "Anna", "Keller", "buyer,", "approver", "active"]))
      #expect(lines[1].suffix(2) == ["2026-11-21", "09:30:05"])
      #expect(lines[2] == ["ben", "Ben", "sales", "night", "disabled"])
      #expect(service.asked.last?.token == "duet_olga")
      let text = await Client.outcome(
        ["user", "list", "--url", url, "-o", "jsonl"], environment: olga)
      #expect(text.data.split(separator: "\n").map { json($0)["user"] } == ["anna", "ben"])
    }
  }

  @Test(arguments: [
    (["change", "anna", "--role", "approver", "--role", "buyer"], [], "anna was changed"),
    (["change", "anna", "--name", "Anna K", "--group", "night"], [], "anna was changed"),
    (["change", "anna", "--no-group"], [], "anna was changed"),
    (["change", "anna", "--password"], ["a long secret", "a long secret"], "anna was changed"),
    (["disable", "anna"], [], "anna is disabled"), (["enable", "anna"], [], "anna is let in"),
  ])
  func `a change sends only what is to be different`(
    command: [String], answers: [String], sentence: String
  ) async throws {
    let bodies: [String: Value] = [
      "--role": ["roles": ["buyer", "approver"]],
      "--name": ["name": "Anna K", "groups": ["night"]],
      "--no-group": ["groups": []],
      "--password": ["password": "a long secret"], "disable": ["disabled": true],
      "enable": ["disabled": false],
    ]
    try await FakeService.run(Self.answers) { [olga] service, url in
      let outcome = await Client.outcome(
        ["user"] + command + ["--url", url], environment: olga, answers: answers)
      #expect(outcome.code == 0)
      #expect(outcome.data == sentence + "\n")
      #expect(service.asked.count == 1)
      let key = try #require(command.first { bodies[$0] != nil })
      #expect(service.asked.last?.body == bodies[key])
    }
  }

  @Test(arguments: [
    (["change", "anna"], [String]?.none, "Say what is to be different"),
    (["change", "anna", "--group", "a", "--no-group"], nil, "not both"),
    (["change", "anna", "--password"], nil, "No password was given"),
    (["change", "anna", "--password"], [""], "No password was given"),
    (["change", "anna", "--password"], ["one", "another"], "The two are different"),
  ])
  func `a change of nothing is refused`(
    command: [String], answers: [String]?, message: String
  ) async throws {
    try await FakeService.run(Self.answers) { [olga] service, url in
      let outcome = await Client.outcome(
        ["user"] + command + ["--url", url], environment: olga, answers: answers)
      #expect(outcome.code == 64)
      #expect(outcome.messages.contains(message))
      #expect(service.asked.isEmpty)
    }
  }

  @Test func `the last operator cannot be disabled, and a user's name is one part of the path`()
    async throws
  {
    let refusal = #"{"type": "/problems/last-operator", "detail": "olga is the last operator."}"#
    let answers = [
      "POST /users/olga": [FakeService.Answer(refusal, status: 409)],
      "POST /users/a%2Fb": [.init(#"{"detail": "There is no user a/b."}"#, status: 404)],
    ]
    try await FakeService.run(answers) { [olga] service, url in
      let last = await Client.outcome(
        ["user", "disable", "olga", "--url", url, "-o", "json"], environment: olga)
      #expect(last.code == 4)
      #expect(json(last.messages)["type"] == "/problems/last-operator")
      let missing = await Client.outcome(
        ["user", "disable", "a/b", "--url", url], environment: olga)
      #expect(missing.code == 3)
      #expect(service.asked.last?.path == "/users/a%2Fb")
    }
  }

  @Test func `a role that there is not is told with the seven that there are`() async {
    let outcome = await Client.outcome(["user", "change", "anna", "--role", "king"])
    #expect(outcome.code == 64)
    for role in ["buyer", "approver", "sales", "pricing", "warehouse", "operator", "auditor"] {
      #expect(outcome.messages.contains(role))
    }
  }

  @Test func `somebody is signed out everywhere`() async throws {
    let answers = ["DELETE /users/anna/sessions": [FakeService.Answer(#"{"ended": 2}"#)]]
    try await FakeService.run(answers) { [olga] service, url in
      let outcome = await Client.outcome(
        ["user", "sign-out", "anna", "--url", url], environment: olga)
      #expect(outcome.data == "2 sessions of anna ended\n")
    }
  }

  @Test func `where every caller is believed, the name given acts`() async throws {
    try await FakeService.run(Self.answers) { service, url in
      _ = await Client.outcome(["user", "enable", "anna", "--as", "olga", "--url", url])
      #expect(service.asked.last?.user == "olga")
      #expect(service.asked.last?.token == nil)
    }
  }
}
