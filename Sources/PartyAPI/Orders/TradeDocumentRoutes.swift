import Access
import FEEL
import HTTPTypes
import Hummingbird
import NIOCore
import Participant
import ProcessEngine
import UBL

/// `/orders/{order}/documents`: what the parties have said to each other, as UBL documents.
struct TradeDocumentRoutes: Sendable {
  let ports: PartyPorts

  var routes: [Route] {
    [
      Route(.get, "/orders/{order}/documents", .signedIn, list),
      Route(.get, "/orders/{order}/documents/{document}", .signedIn, show),
    ]
  }

  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    let (order, documents) = try await documents(context)
    return .json([
      "orderId": .string(order),
      "items": .list(documents.documents.map { $0.view(of: order) }),
    ])
  }

  @Sendable private func show(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    let name = try context.name("document")
    let (order, documents) = try await documents(context)
    guard let document = documents.document(named: name) else {
      throw Problem(
        .noSuchRoute,
        "The order has no document \(name): /orders/\(order)/documents lists those that it has.")
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/xml", .xContentTypeOptions: "nosniff",
        .contentDisposition: "attachment; filename=\"\(order)-\(document.name).xml\"",
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: document.xml)))
  }

  private func documents(
    _ context: PartyRequestContext
  ) async throws -> (order: String, OrderDocuments) {
    let page = try await OrderDesk(ports).show(try context.name("order"))
    return (
      page.order.instance.id.description,
      OrderDocuments(page.history, messages: ports.messages)
    )
  }
}

extension TradeDocument {
  fileprivate func view(of order: String) -> Value {
    [
      "name": .string(name), "document": .string(kind.element), "message": .string(message),
      "sender": .string(sender), "receiver": .string(receiver),
      "issuedAt": .string(issuedAt.description),
      "href": .string("/orders/\(order)/documents/\(name)"),
    ]
  }
}
