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

/// The HTTP interface over fakes, asked without a socket.
struct Service: Sendable {
  let desk = FakeDesk()
  let records = FakeRecords()
  let prices = FakePriceBook()

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

  var routes: [Route] {
    let ports = PartyPorts(desk: desk, records: records, clock: FixedClock(), ids: FixedIDs())
    return partyRoutes(ports) + CatalogRoutes(prices: prices, clock: FixedClock()).routes
  }

  func ask(
    _ method: HTTPRequest.Method, _ path: String, body: String? = nil,
    type: String? = "application/json",
    headers: HTTPFields = [.duetUser: "anna", .duetGroups: "buyers, sales"]
  ) async throws -> Answer {
    let app = Application(router: partyRouter(routes))
    let headers = body == nil ? headers : headers + (type.map { [.contentType: $0] } ?? [:])
    return try await app.test(.router) { client in
      let response = try await client.execute(
        uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
      return Answer(
        status: response.status.code, headers: response.headers, text: String(buffer: response.body)
      )
    }
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
