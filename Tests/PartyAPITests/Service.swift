import Access
import AccessFakes
import FEEL
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Ordering
import Participant
import PartyAPI
import ProcessEngine
import Telemetry
import Testing

/// The HTTP interface over fakes, asked without a socket. Every answer is held against the OpenAPI document.
struct Service: Sendable {
  let desk = FakeDesk()
  let records = FakeRecords()
  var prices = FakePriceBook()
  var grace = Duration.zero
  var rateLimit = RateLimit.usual
  var directory: FakeDirectory?
  var auditTrail: FakePeople?
  var documents = APIDocuments()
  var metrics = MetricRegistry()

  struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String

    /// The body; null when it is no JSON.
    var json: Value {
      do { return try Value(json: text) } catch { return .null }
    }

    /// Names of the fields that a problem complains of.
    var fields: [String] { json["errors"].list?.compactMap { $0["field"].string } ?? [] }
  }

  var ports: PartyPorts {
    var ports = PartyPorts(desk: desk, records: records, clock: FixedClock(), ids: FixedIDs())
    ports.decisionGrace = grace
    ports.directory = directory
    ports.documents = documents
    ports.metrics = metrics
    ports.auditTrail = auditTrail
    return ports
  }

  var routes: [Route] {
    partyRoutes(ports) + CatalogRoutes(prices: prices, clock: FixedClock()).routes
  }

  var router: Router<PartyRequestContext> {
    // In no time at all, so that no request's share comes back meanwhile.
    let start = ContinuousClock.now
    return partyRouter(routes, rateLimit: rateLimit, now: { start })
  }

  func ask(
    _ method: HTTPRequest.Method, _ path: String, body: String? = nil,
    type: String? = "application/json",
    headers: HTTPFields = [.duetUser: "anna", .duetGroups: "buyers, sales"],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Answer {
    let answers = try await ask(times: 1, method, path, body: body, type: type, headers: headers)
    let answer = try #require(answers.first)
    let findings = OpenAPIDocument.shared.findings(
      method: method.rawValue, route: route(of: path), status: answer.status,
      contentType: answer.headers[.contentType], body: answer.json)
    #expect(findings.isEmpty || method == .head, sourceLocation: sourceLocation)
    return answer
  }

  /// The same request again and again, to one service.
  func ask(
    times: Int, _ method: HTTPRequest.Method, _ path: String, body: String? = nil,
    type: String? = "application/json",
    headers: HTTPFields = [.duetUser: "anna", .duetGroups: "buyers, sales"]
  ) async throws -> [Answer] {
    let app = Application(router: router)
    let headers = body == nil ? headers : headers + (type.map { [.contentType: $0] } ?? [:])
    return try await app.test(.router) { client in
      var answers: [Answer] = []
      for _ in 0..<times {
        let response = try await client.execute(
          uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        answers.append(
          Answer(
            status: response.status.code, headers: response.headers,
            text: String(buffer: response.body)))
      }
      return answers
    }
  }

  /// The route that a path belongs to; parts without a parameter are looked for first.
  private func route(of path: String) -> String? {
    let parts = path.prefix { $0 != "?" }.split(separator: "/")
    let candidates = Set(routes.map(\.path)).filter { candidate in
      let names = candidate.split(separator: "/")
      return names.count == parts.count
        && zip(names, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
    return candidates.min { $0.count { $0 == "{" } < $1.count { $0 == "{" } }
  }
}

/// Both sets of fields, in their order.
private func + (left: HTTPFields, right: HTTPFields) -> HTTPFields {
  var sum = left
  sum.append(contentsOf: right)
  return sum
}

struct FixedClock: WallClock {
  var now: Timestamp { Sample.now }
  func wait(until time: Timestamp) -> Duration { .zero }
}

struct FixedIDs: IDSource {
  func next(at time: Timestamp) -> UUID { Sample.id.uuid }
}

/// Knows whom the test has put into it.
struct FakeDirectory: Directory {
  let people: [Principal]

  func person(_ user: String) async throws(StoreError) -> Principal? {
    people.first { $0.user == user }
  }

  func people(prefix: String, limit: Int) async throws(StoreError) -> [Principal] {
    Array(people.filter { $0.user.hasPrefix(prefix) }.prefix(limit))
  }
}
