package import Hummingbird
import NIOCore
import ServiceLifecycle

/// Server-sent events (WHATWG HTML §9.2) for an open page.
package enum LiveStream {
  package enum News: Sendable {
    /// Something that the page may show has changed: it asks for itself again.
    case changed
    /// These numbers and words have changed; the id names the state that they are of.
    case patch(LivePatch, id: String? = nil)
    /// Nothing; but whoever listens hears that we are still there.
    case none
  }

  /// A stream ends after this time and the browser comes back, so that sessions that have ended do not live on in it.
  private static let lifetime = Duration.seconds(600)

  /// - Parameter news: What comes next; it says `.none` at least every 15 seconds, and nil at the end.
  package static func response<Source: ~Copyable>(
    of source: @escaping @Sendable () async throws -> Source,
    next news: @escaping @Sendable (inout Source) async throws -> News?
  ) -> Response {
    Response(
      status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: ResponseBody { writer in
        try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
        var source = try await source()
        let end = ContinuousClock.now + lifetime
        while !Task.isShuttingDownGracefully && ContinuousClock.now < end {
          guard let event = try await news(&source) else { break }
          try await writer.write(ByteBuffer(string: text(of: event)))
        }
        try await writer.finish(nil)
      })
  }

  package static func text(of news: News) -> String {
    switch news {
    case .changed: "event: changed\ndata: \n\n"
    case .patch(let patch, let id):
      "event: patch\n" + (id.map { "id: \($0)\n" } ?? "") + "data: \(patch.json)\n\n"
    case .none: "event: beat\ndata: \n\n"
    }
  }
}
