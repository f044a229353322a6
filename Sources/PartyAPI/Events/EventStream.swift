import Exchange
import FEEL
import HTTPTypes
package import Hummingbird
import NIOCore
import Participant
import ServiceLifecycle

/// A stream of server-sent events (WHATWG HTML, 9.2): what a browser's `EventSource` and `curl -N` read.
///
/// The events of a step end with an `id`, the position in the journal behind it. Who comes back with that as
/// `Last-Event-ID` is told what happened since. A comment every 15 seconds keeps the connection alive; as often it is
/// looked whether the reader may still listen.
package struct EventStream: Sendable {
  private let feed: ChangeFeed
  private let isAllowed: @Sendable () async throws -> Bool
  private let includes: @Sendable (ChangeEvent) -> Bool

  package static let mediaType = "text/event-stream"
  package static let heartbeat = Duration.seconds(15)
  /// After how long a reader comes back, in milliseconds.
  private static let retry = 1000

  /// - Parameters:
  ///   - isAllowed: whether the reader may still listen, such as while their session lasts.
  ///   - includes: which events are told.
  package init(
    feed: ChangeFeed, isAllowed: @escaping @Sendable () async throws -> Bool,
    includes: @escaping @Sendable (ChangeEvent) -> Bool
  ) {
    self.feed = feed
    self.isAllowed = isAllowed
    self.includes = includes
  }

  /// - Throws: `invalid-header` for a `Last-Event-ID` that the stream cannot have given.
  package func response(to request: Request) async throws -> Response {
    let start: JournalPosition
    if let text = request.headers[.lastEventID], !text.isEmpty {
      guard let position = JournalPosition(text) else {
        throw Problem(.invalidHeader, "Last-Event-ID is no id that this stream gave.")
      }
      start = position
    } else {
      start = try await feed.records.position()
    }
    return Response(
      status: .ok, headers: [.contentType: Self.mediaType, .cacheControl: "no-store"],
      body: ResponseBody { writer in
        try await writer.write(ByteBuffer(string: "retry: \(Self.retry)\nid: \(start)\n\n"))
        do {
          try await tell(after: start, to: &writer)
        } catch let error as StoreError {
          // The answer has begun, so it cannot become a problem: the reader comes back, and is told then.
          try await writer.write(ByteBuffer(string: ": \(Problem(error).type.rawValue)\n\n"))
        }
        try await writer.finish(nil)
      })
  }

  /// Until the reader leaves, falls behind or may listen no more, or the service stops.
  @concurrent private func tell(
    after start: JournalPosition, to writer: inout any ResponseBodyWriter
  ) async throws {
    var subscription = try await feed.subscribe(after: start)
    var position = start
    var toldAt = feed.clock.now()
    var checkedAt = toldAt
    while !Task.isShuttingDownGracefully {
      guard let entries = try await subscription.next(within: Self.heartbeat) else {
        return try await writer.write(ByteBuffer(string: ": too slow\n\n"))
      }
      let now = feed.clock.now()
      if now - checkedAt >= Self.heartbeat {
        guard try await isAllowed() else {
          return try await writer.write(ByteBuffer(string: ": not-signed-in\n\n"))
        }
        checkedAt = now
      }
      var text = ""
      for entry in entries {
        position.advance(to: entry)
        text += Self.text(ChangeEvent.all(in: entry).filter(includes), position: position)
      }
      if text.isEmpty && now - toldAt >= Self.heartbeat {
        // Without data nothing is dispatched, but the reader knows how far it has heard.
        text = ": still here\nid: \(position)\n\n"
      }
      if !text.isEmpty {
        try await writer.write(ByteBuffer(string: text))
        toldAt = now
      }
    }
  }

  /// The events of one step; only the last one has the id, because a step is told as a whole or not at all.
  private static func text(_ events: [ChangeEvent], position: JournalPosition) -> String {
    var text = ""
    for (index, event) in events.enumerated() {
      text += "event: \(event.name)\ndata: \(Value.context(event.body).jsonString)\n"
      text += index == events.count - 1 ? "id: \(position)\n\n" : "\n"
    }
    return text
  }
}

extension HTTPField.Name {
  // It consists of token characters only.
  static let lastEventID = HTTPField.Name("Last-Event-ID")!
}

extension Request {
  /// Whether the answer is to be a stream of events.
  package var wantsEventStream: Bool {
    headers[.accept]?.split(separator: ",").contains {
      String($0).trimmed.hasPrefix(EventStream.mediaType)
    }
      ?? false
  }
}
