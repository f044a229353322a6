import Access
import FEEL
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Participant
import PartyAPI
import PartyPages
import ProcessEngine
import Testing

@Suite struct AuditLinksTests {
  /// Two records: about an order that is here, and about a message of an order that never began here.
  private struct Trail: AuditTrail {
    let here: InstanceID
    let elsewhere: InstanceID

    func add(_ records: [AuditRecord]) async throws(StoreError) {}

    func records(_ query: AuditQuery) async throws(StoreError) -> Page<AuditRecord> {
      let at = Timestamp(microseconds: 1_795_000_000_000_000)
      let origin = Origin(address: nil, channel: .web)
      return Page(
        items: [
          AuditRecord(
            at: at, actor: "anna", action: "order.place", order: here, reference: "PO-1",
            subject: here.description, origin: origin),
          AuditRecord(
            at: at, actor: "olga", action: "message.replay", order: elsewhere, subject: "m-1",
            origin: origin),
        ], next: nil)
    }
  }

  @Test func `only orders that are here are linked`() async throws {
    let here = try #require(InstanceID("01997e6a-0000-7000-8000-00000000a001"))
    let elsewhere = try #require(InstanceID("01997e6a-0000-7000-8000-00000000a002"))
    let ports = try PageAccessTests.ports(
      .init(testDescription: ""), trail: Trail(here: here, elsewhere: elsewhere),
      database: AwayDatabase(saysNoOrders: true))
    let router = partyRouter(
      pageRoutes(ports), authenticator: RoleAuthenticator(), pages: PageMiddleware(ports),
      rateLimit: nil)
    try await Application(router: router).test(.router) { client in
      let answer = try await client.execute(
        uri: "/ui/audit", method: .get, headers: [.duetUser: Role.operator.rawValue])
      let page = String(buffer: answer.body)
      #expect(answer.status == .ok)
      #expect(page.contains("/ui/orders/\(here)"))
      #expect(page.contains("m-1"))
      #expect(!page.contains("/ui/orders/\(elsewhere)"))
    }
  }
}
