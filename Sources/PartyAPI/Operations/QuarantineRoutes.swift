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
    [Route(.get, "/quarantine", list), Route(.post, "/quarantine/{message}/replay", replay)]
  }

  /// How many of the newest a message is looked for among.
  private static let horizon = 500
  /// How much of a body is shown.
  private static let previewLimit = 500

  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(request, known: ["order", "limit"])
    let limit = reader.integer("limit", within: 1...500, default: 50)
    try reader.finish()
    var order: InstanceID?
    if let name = reader.text("order") {
      order = try await OrderFinder(records: ports.records).id(of: name)
    }
    let rows = try await ports.records.quarantine(order: order, limit: limit)
    return .json(["items": .list(rows.map(Self.view))])
  }

  @Sendable private func replay(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    _ = try request.actor()
    let name = try context.name("message").lowercased()
    let rows = try await ports.records.quarantine(order: nil, limit: Self.horizon)
      .filter { name.count >= 4 && $0.id.uuidString.lowercased().hasPrefix(name) }
    guard let row = rows.first, rows.count == 1 else {
      throw Problem(
        .messageNotFound,
        rows.isEmpty
          ? "There is no message \(name) in quarantine."
          : "\(rows.count) messages begin with \(name).")
    }
    do {
      try await ports.desk.replay(row)
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
