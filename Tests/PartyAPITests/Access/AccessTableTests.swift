import Access
import AccessFakes
import AccessTable
import FEEL
import HTTPTypes
import PartyAPI
import Testing

/// The table of `docs/access.md`, held against the rules of all routes, and against what they answer.
struct AccessTableTests {
  @Test func `the table has every route with its rule`() throws {
    AccessRow.compare(Gate().routes, with: try AccessRow.documented(in: "Routes"))
  }

  /// An unknown parameter ends what would do something, or would go on for ever, after the rule was asked.
  @Test func `every route answers every role as the table says`() async throws {
    let gate = Gate()
    var headers: [Role?: HTTPFields] = [nil: [:]]
    for role in Role.allCases {
      try await gate.add(role.rawValue, [role])
      let token = try await gate.signIn(role.rawValue)
      headers[role] = [.authorization: "Bearer \(token.text)"]
    }
    let (all, rows) = (headers, try AccessRow.documented(in: "Routes"))
    try await gate.open { ask in
      for row in rows {
        let method = try #require(HTTPRequest.Method(rawValue: row.method))
        let path = Self.example(row.path) + "?no-such-parameter=1"
        for role in AccessRow.columns {
          let body: String? = ["POST", "PUT"].contains(row.method) ? "{}" : nil
          let answer = try await ask(method, path, body, all[role] ?? [:])
          let isRefused = answer.status == 401 || answer.problem == "not-allowed"
          #expect(
            isRefused == !row.allowed.contains(role),
            "\(row.method) \(row.path) as \(role?.rawValue ?? "nobody"): \(answer.text)")
          if isRefused {
            #expect(answer.status == (role == nil ? 401 : 403))
            #expect((answer.headers[.wwwAuthenticate] != nil) == (role == nil))
          }
        }
      }
    }
    #expect(gate.people.sessionCount == Role.allCases.count)
  }

  /// The path with something in its varying parts.
  private static func example(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { part -> String in
      switch part {
      case "{task}", "{incident}": "\(Sample.id).7"
      case "{order}": "\(Sample.id)"
      case let part: part.hasPrefix("{") ? "nobody" : String(part)
      }
    }.joined(separator: "/")
  }
}
