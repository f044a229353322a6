import Access
import AccessFakes
import FEEL
import HTTPTypes
import Participant
import PartyAPI
import Testing

struct UserTests {
  /// With an operator signed in.
  private func gate() async throws -> (Gate, HTTPFields) {
    let gate = Gate()
    try await gate.add("olga", [.operator])
    let token = try await gate.signIn("olga")
    return (gate, [.authorization: "Bearer \(token.text)"])
  }

  @Test func `a user without a password gets one, once`() async throws {
    let (gate, olga) = try await gate()
    let added = try await gate.ask(
      .post, "/users", body: #"{"user": "anna", "name": "Anna Keller", "roles": ["buyer"]}"#,
      headers: olga)
    #expect(added.status == 201)
    #expect(added.headers[.location] == "/users/anna")
    let password = try #require(added.json["password"].string)
    let signedIn = try await gate.ask(
      .post, "/session", body: #"{"user": "anna", "password": "\#(password)"}"#)
    #expect(signedIn.status == 200)
    let list = try await gate.ask(.get, "/users", headers: olga)
    #expect(list.json["items"].list?.map { $0["user"] } == ["anna", "olga"])
    #expect(!list.text.contains("assword"))
    let shown = try await gate.ask(.get, "/users/anna", headers: olga)
    #expect(shown.status == 200)
    #expect(shown.json == list.json["items"].list?.first)
    #expect(
      try await gate.ask(.get, "/users/nobody", headers: olga).problem == "user-not-found")
    let record = try #require(gate.people.audit.last { $0.action == "user.add" })
    #expect(record.actor == "olga")
    #expect(record.after["roles"] == ["buyer"])
    #expect(!record.after.jsonString.contains(password))
  }

  @Test(arguments: [
    (#"{"user": "an na", "roles": ["buyer"]}"#, ["user"]),
    (#"{"user": "anna"}"#, ["roles"]), (#"{"user": "anna", "roles": ["king"]}"#, ["roles"]),
    (#"{"user": "anna", "roles": ["buyer"], "password": "short"}"#, ["password"]),
    (#"{"roles": ["buyer"], "admin": true}"#, ["admin", "user"]),
  ])
  func `what is wrong with a user is named`(body: String, fields: [String]) async throws {
    let (gate, olga) = try await gate()
    let answer = try await gate.ask(.post, "/users", body: body, headers: olga)
    #expect(answer.status == 422)
    #expect(answer.json["errors"].list?.compactMap { $0["field"].string } == fields)
  }

  @Test func `a change is recorded with what was before`() async throws {
    let (gate, olga) = try await gate()
    try await gate.add("anna", [.buyer])
    let anna = try await gate.signIn("anna")
    let changed = try await gate.ask(
      .post, "/users/anna", body: #"{"roles": ["buyer", "approver"]}"#, headers: olga)
    #expect(changed.json["roles"] == ["buyer", "approver"])
    let record = try #require(gate.people.audit.last)
    #expect(record.action == "user.change")
    #expect(record.before["roles"] == ["buyer"])
    #expect(record.after["roles"] == ["buyer", "approver"])
    // Roles hold at once, and disabling ends everything.
    let headers: HTTPFields = [.authorization: "Bearer \(anna.text)"]
    #expect(
      try await gate.ask(.get, "/session", headers: headers).json["roles"] == ["buyer", "approver"])
    _ = try await gate.ask(.post, "/users/anna", body: #"{"disabled": true}"#, headers: olga)
    #expect(try await gate.ask(.get, "/session", headers: headers).status == 401)
    #expect(
      try await gate.ask(.post, "/users/nobody", body: #"{"name": "x"}"#, headers: olga).problem
        == "user-not-found")
    #expect(
      try await gate.ask(
        .post, "/users", body: #"{"user": "anna", "roles": ["buyer"]}"#, headers: olga
      ).problem == "user-exists")
  }

  @Test func `groups are given, and taken away again, and the record says so`() async throws {
    let (gate, olga) = try await gate()
    try await gate.add("anna", [.sales])
    let led = try await gate.ask(
      .post, "/users/anna", body: #"{"groups": ["sales-lead"]}"#, headers: olga)
    #expect(led.json["groups"] == ["sales-lead"])
    let none = try await gate.ask(.post, "/users/anna", body: #"{"groups": []}"#, headers: olga)
    #expect(none.status == 200)
    #expect(none.json["groups"] == [])
    let record = try #require(gate.people.audit.last)
    #expect(record.before["groups"] == ["sales-lead"])
    #expect(record.after["groups"] == [])
    let list = try await gate.ask(.get, "/users", headers: olga)
    #expect(list.json["items"].list?.first?["groups"] == [])
  }

  @Test func `a password that an operator sets ends all sessions, and is in no record`()
    async throws
  {
    let (gate, olga) = try await gate()
    try await gate.add("anna", [.buyer])
    let anna: HTTPFields = [.authorization: "Bearer \(try await gate.signIn("anna").text)"]
    let reset = try await gate.ask(
      .post, "/users/anna", body: #"{"password": "quite another one"}"#, headers: olga)
    #expect(reset.status == 200)
    #expect(!reset.text.contains("quite") && !reset.text.contains("scrypt"))
    #expect(try await gate.ask(.get, "/session", headers: anna).problem == "invalid-token")
    for (password, status) in [("password of anna", 401), ("quite another one", 200)] {
      let body = #"{"user": "anna", "password": "\#(password)"}"#
      #expect(try await gate.ask(.post, "/session", body: body).status == status)
    }
    let record = try #require(gate.people.audit.last { $0.action == "user.change" })
    #expect(record.after["password"] == "changed")
    let text = record.before.jsonString + record.after.jsonString
    #expect(!text.contains("quite") && !text.contains("scrypt"))
  }

  @Test(arguments: [
    #"{"disabled": true}"#, #"{"roles": ["buyer"]}"#, #"{"name": "O", "roles": ["auditor"]}"#,
  ])
  func `an operator does not lose their own access unnoticed`(body: String) async throws {
    let (gate, olga) = try await gate()
    try await gate.add("otto", [.operator])
    let own = try await gate.ask(.post, "/users/olga", body: body, headers: olga)
    #expect(own.status == 409)
    #expect(own.problem == "own-access")
    #expect(own.json["detail"].string?.hasPrefix("olga is you") == true)
    #expect(!gate.people.audit.contains { $0.action == "user.change" })
    // What keeps the role is theirs to change; and another operator may take it.
    let more = #"{"name": "Olga", "roles": ["operator", "auditor"], "groups": ["night"]}"#
    #expect(try await gate.ask(.post, "/users/olga", body: more, headers: olga).status == 200)
    let otto: HTTPFields = [.authorization: "Bearer \(try await gate.signIn("otto").text)"]
    #expect(try await gate.ask(.post, "/users/olga", body: body, headers: otto).status == 200)
  }

  @Test(arguments: [
    (#"{"name": " "}"#, "name"), (#"{"roles": []}"#, "roles"), (#"{"roles": ["king"]}"#, "roles"),
    (#"{"groups": "sales"}"#, "groups"), (#"{"disabled": 1}"#, "disabled"),
    (#"{"password": "short"}"#, "password"), (#"{"user": "ben"}"#, "user"),
  ])
  func `what is wrong with a change is named, and nothing is changed`(
    body: String, field: String
  ) async throws {
    let (gate, olga) = try await gate()
    try await gate.add("anna", [.buyer])
    let answer = try await gate.ask(.post, "/users/anna", body: body, headers: olga)
    #expect(answer.status == 422)
    #expect(answer.json["errors"].list?.compactMap { $0["field"].string } == [field])
    #expect(gate.people.audit.last?.action == "user.add")
  }

  @Test func `an unknown role is told with the seven that there are`() async throws {
    let (gate, olga) = try await gate()
    let answer = try await gate.ask(
      .post, "/users/olga", body: #"{"roles": ["king"]}"#, headers: olga)
    #expect(
      answer.json["errors"].list?.first?["message"]
        == "must be one or more of buyer, approver, sales, pricing, warehouse, operator, auditor")
  }

  @Test func `somebody else's sessions are ended, of somebody who is there`() async throws {
    let (gate, olga) = try await gate()
    try await gate.add("anna", [.buyer])
    _ = try await gate.signIn("anna")
    let ended = try await gate.ask(.delete, "/users/anna/sessions", headers: olga)
    #expect(ended.json["ended"] == 1)
    let unknown = try await gate.ask(.delete, "/users/nobody/sessions", headers: olga)
    #expect(unknown.problem == "user-not-found")
  }

  @Test func `the audit trail is listed, filtered and exported`() async throws {
    let (gate, olga) = try await gate()
    for number in 0..<5 { try await gate.add("user\(number)", [.sales]) }
    let page = try await gate.ask(.get, "/audit?action=user.add&limit=2", headers: olga)
    #expect(page.json["items"].list?.map { $0["subject"] } == ["user4", "user3"])
    let next = try #require(page.json["next"].string)
    let rest = try await gate.ask(
      .get, "/audit?action=user.add&limit=2&cursor=\(next)", headers: olga)
    #expect(rest.json["items"].list?.map { $0["subject"] } == ["user2", "user1"])

    let lines = try await gate.ask(.get, "/audit?format=jsonl", headers: olga)
    #expect(lines.headers[.contentType] == "application/jsonl")
    #expect(lines.text.split(separator: "\n").count == gate.people.audit.count)
    let taken = try #require(gate.people.audit.last)
    #expect(taken.actor == "olga")
    #expect(taken.action == "audit.export")
    #expect(taken.after == ["format": "jsonl", "filter": "format=jsonl"])
    let group = try await gate.ask(.get, "/audit?action=user&limit=500", headers: olga)
    #expect(group.json["items"].list?.count == 6)
    _ = try await gate.ask(.get, "/orders?format=csv&sku=A", headers: olga)
    #expect(gate.people.audit.last?.action == "order.export")
    #expect(gate.people.audit.last?.after["filter"] == "format=csv&sku=A")
    let csv = try await gate.ask(.get, "/audit?format=csv&actor=olga", headers: olga)
    #expect(
      csv.text.hasPrefix(
        "at,actor,action,orderId,reference,subject,before,after,address,channel,traceId\r\n"))
    #expect(csv.text.contains(",olga,session.begin,"))
    #expect(try await gate.ask(.get, "/audit?who=x", headers: olga).status == 400)
    for filter in ["actor=%C2%9B", "action=%00", "order=%07", "cursor=%0A"] {
      #expect(
        try await gate.ask(.get, "/audit?\(filter)", headers: olga).problem == "invalid-query")
    }
  }

  @Test func `an import of the price list is in the audit trail, with the version before it`()
    async throws
  {
    let (gate, olga) = try await gate()
    try await gate.add("paula", [.pricing])
    let paula = try await gate.signIn("paula")
    let csv: HTTPFields = [
      .authorization: "Bearer \(paula.text)", .contentType: "text/csv",
      .userAgent: CommandLineAgent.prefix + "supplier",
    ]
    let header = "sku,description,unit_price,currency,tax_rate\n"
    for body in [
      header + "A,Bolt,1,EUR,0.19\nB,Nut,2,EUR,0.19\n", header + "A,Bolt,1,EUR,0.19\n",
    ] {
      #expect(try await gate.ask(.put, "/catalog", body: body, headers: csv).status == 200)
    }
    let wrong = try await gate.ask(.put, "/catalog", body: header + "A,,x,EUR,0\n", headers: csv)
    #expect(wrong.status == 422)

    let page = try await gate.ask(.get, "/audit?action=catalog.import", headers: olga)
    let items = try #require(page.json["items"].list)
    try #require(items.count == 2)
    #expect(items[0]["before"] == ["number": 1, "itemCount": 2])
    #expect(items[0]["after"] == ["number": 2, "itemCount": 1])
    #expect(items[0]["actor"] == "paula")
    #expect(items[0]["subject"] == "price list")
    #expect(items[0]["channel"] == "command line")
    #expect(items[0]["traceId"].string?.count == 32)
    #expect(items[1]["before"] == .null)
    #expect(items[1]["after"] == ["number": 1, "itemCount": 2])
  }
}
