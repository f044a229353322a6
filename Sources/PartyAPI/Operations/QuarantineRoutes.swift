import Access
import Exchange
import FEEL
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Participant
import ProcessEngine

/// `/quarantine`: messages that nothing could be done with.
struct QuarantineRoutes: Sendable {
  let ports: PartyPorts

  var routes: [Route] {
    [
      Route(.get, "/quarantine", .signedIn, list),
      Route(.post, "/quarantine/{message}/replay", .operating, replay),
    ]
  }

  /// The fewest characters of an id that may stand for it.
  private static let prefixMinimum = 4
  /// How much of a body is shown.
  private static let previewLimit = 500

  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(request, known: ["order", "limit"])
    let limit = reader.integer("limit", within: 1...500, default: 50)
    let name = reader.term("order")
    try reader.finish()
    var order: InstanceID?
    if let name {
      order = try await OrderFinder(records: ports.records).id(of: name)
    }
    let rows = try await ports.records.quarantine(order: order, limit: limit)
    return .json(["items": .list(rows.map(Self.view))])
  }

  @Sendable private func replay(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try context.actor
    let name = try context.name("message").lowercased()
    let rows =
      name.count < Self.prefixMinimum
      ? [] : try await ports.records.quarantine(idPrefix: name, limit: 10)
    guard let row = rows.first, rows.count == 1 else {
      throw Problem(
        .messageNotFound,
        rows.isEmpty
          ? "There is no message \(name) in quarantine."
          : "\(rows.count) messages begin with \(name).")
    }
    do {
      try await ports.desk.replay(row, by: actor.user, origin: context.origin)
    } catch {
      throw Problem(error, about: Subject(order: row.message.order))
    }
    return .json(
      ["id": .string(row.id.uuidString.lowercased()), "state": "replayed"], status: .accepted)
  }

  private static func view(_ row: QuarantineRow) -> Value {
    let message = row.message
    let preview = String(decoding: message.body.prefix(previewLimit), as: UTF8.self)
    return .context(
      Context(compact: [
        ("id", .string(row.id.uuidString.lowercased())),
        ("reason", .string(message.reason.rawValue)),
        ("detail", .string(message.detail)), ("receivedAt", .time(message.receivedAt)),
        ("messageId", message.messageID.map { .string($0) }),
        ("name", message.name.map { .string($0) }), ("sender", message.sender.map { .string($0) }),
        ("orderId", message.order.map { .string($0.description) }),
        ("sequence", message.sequence.map { .number($0) }), ("headers", .context(message.headers)),
        ("size", .number(message.body.count)), ("body", .string(preview)),
      ]))
  }
}
