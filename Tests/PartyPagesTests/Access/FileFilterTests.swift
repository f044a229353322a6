import Access
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PartyAPI
import PartyPages
import Testing
import WebPages

/// A file under a filter that cannot be read would be one of everything. Nothing is asked of the database, which is away.
@Suite struct FileFilterTests {
  @Test(arguments: [
    ("/ui/orders.csv?min=abc", "filter.unreadable"),
    ("/ui/orders.jsonl?from=gestern", "filter.unreadable"),
    ("/ui/audit.csv?from=gestern", "audit.unreadable"),
    ("/ui/audit.jsonl?to=morgen", "audit.unreadable"),
  ])
  func `a file is refused with the sentence of the page`(_ path: String, _ key: String) async throws
  {
    let ports = try PageAccessTests.ports(.init(testDescription: ""))
    let router = partyRouter(
      pageRoutes(ports), authenticator: RoleAuthenticator(), pages: PageMiddleware(ports),
      rateLimit: nil)
    try await Application(router: router).test(.router) { client in
      let answer = try await client.execute(
        uri: path, method: .get, headers: [.duetUser: Role.operator.rawValue])
      #expect(answer.status == .badRequest)
      let sentence = Catalogue.of(.english)[key].prefix { $0 != "{" }
      #expect(String(buffer: answer.body).contains(sentence))
    }
  }
}
