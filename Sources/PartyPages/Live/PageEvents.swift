import Exchange
import HTTPTypes
import Hummingbird
import NIOCore
import PartyAPI
import ProcessEngine
import ServiceLifecycle

/// `/ui/events`: tells an open page that something which it may show has changed, as server-sent events (WHATWG HTML 9.2).
/// The page then asks for itself again, so that what it shows is always what the server would show.
struct PageEvents: Sendable {
  let ports: PagePorts
  /// The order that the page is about; nil for lists.
  let order: InstanceID?

  private static let heartbeat = Duration.seconds(15)
  /// A stream ends after this time and the browser comes back, so that sessions that have ended do not live on in it.
  private static let lifetime = Duration.seconds(600)

  func response() -> Response {
    let (feed, order) = (ports.api.feed, order)
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: ResponseBody { writer in
        try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
        var subscription = try await feed.subscribe()
        let end = ContinuousClock.now + Self.lifetime
        while !Task.isShuttingDownGracefully && ContinuousClock.now < end {
          guard let entries = try await subscription.next(within: Self.heartbeat) else { break }
          let isNews = entries.contains { order == nil || $0.order == order }
          let text =
            isNews ? "event: changed\ndata: \n\n" : entries.isEmpty ? ": still here\n\n" : ""
          if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
        }
        try await writer.finish(nil)
      })
  }

  static func link(order: InstanceID? = nil) -> String {
    Link.to("/ui/events", [("order", order?.description)])
  }
}
