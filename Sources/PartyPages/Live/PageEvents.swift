import Exchange
import HTTPTypes
import Hummingbird
import Hyperlinks
import NIOCore
import PartyAPI
import ProcessEngine
import ServiceLifecycle
import WebPages

/// `/ui/events`: tells an open page that something which it may show has changed, as server-sent events (WHATWG HTML 9.2).
/// The page then asks for itself again, so that what it shows is always what the server would show.
struct PageEvents: Sendable {
  let ports: PagePorts
  /// The order that the page is about; nil for lists.
  let order: InstanceID?

  private static let heartbeat = Duration.seconds(15)

  private struct Listener: ~Copyable {
    var subscription: PartyAPI.Subscription
    /// What has changed after the page was written and before anybody listened for it is in no entry.
    var mayHaveMissed = true
  }

  func response() -> Response {
    let (feed, order) = (ports.api.feed, order)
    return LiveStream.response(
      of: { Listener(subscription: try await feed.subscribe()) },
      next: { listener in
        if listener.mayHaveMissed {
          listener.mayHaveMissed = false
          return .changed
        }
        guard let entries = try await listener.subscription.next(within: Self.heartbeat) else {
          return nil
        }
        return entries.contains { order == nil || $0.order == order }
          ? .changed : LiveStream.News.none
      })
  }

  static func link(order: InstanceID? = nil) -> String {
    Link.to("/ui/events", [("order", order?.description)])
  }
}
