import FEEL
import Hummingbird
import Monitoring
import ProcessEngine
import WebPages

/// `/ui/events`: what an open page has to know, as server-sent events.
///
/// Without parameters it is for the live page: its numbers as they change, and, not more often than every three seconds,
/// that its lists have changed. With `lists` it is for pages of lists, which a comparison of both accounts changes as well,
/// and with `order` for that of an order.
struct LiveEvents {
  /// Between two times at which a page is told to ask for itself again.
  private static let reloads = Duration.seconds(3)

  func stream(_ page: PageRequest) async throws -> Response {
    let order = page["order"].flatMap { InstanceID($0) }
    let isLive = order == nil && page["lists"] == nil
    let (ports, formats) = (page.ports, page.formats)
    let next: @Sendable (inout Listener) async throws -> LiveStream.News? = { listener in
      if let news = listener.next() { return news }
      guard let look = await listener.looks.next(isolation: #isolation) else { return nil }
      if isLive {
        listener.hear(LiveNumbers(look.overview, ports, formats).patch, look.generation)
      }
      let moment = Moment(look)
      if moment != listener.moment, listener.isReloadDue {
        // An order's page changes only with the order.
        let version: Version =
          if let order { .order(try await ports.reading.order(order)?.updatedAt) } else {
            .all(moment)
          }
        listener.note(version, moment)
      }
      return listener.next() ?? LiveStream.News.none
    }
    return LiveStream.response(
      of: { Listener(looks: ports.feed.listen().makeAsyncIterator()) }, next: next)
  }

  /// What has to be another one before a page can have changed.
  private struct Moment: Equatable {
    private let generation: Int
    private let checkedAt: Timestamp?

    init(_ look: LiveFeed.Look) {
      generation = look.generation
      checkedAt = look.overview.checkedAt
    }
  }

  /// What a page shows.
  private enum Version: Equatable {
    case order(Timestamp?)
    case all(Moment)
  }

  /// What one page has been told.
  private struct Listener {
    var looks: AsyncStream<LiveFeed.Look>.AsyncIterator
    private var shown = LivePatch()
    private var pending: [LiveStream.News] = []
    private(set) var moment: Moment?
    private var version: Version?
    private var reloadedAt = ContinuousClock.now

    init(looks: AsyncStream<LiveFeed.Look>.AsyncIterator) { self.looks = looks }

    var isReloadDue: Bool { moment == nil || ContinuousClock.now - reloadedAt > reloads }

    mutating func next() -> LiveStream.News? { pending.isEmpty ? nil : pending.removeFirst() }

    /// Keeps what is new in a patch.
    mutating func hear(_ patch: LivePatch, _ generation: Int) {
      let news = patch.changes(since: shown)
      shown = patch
      if !news.isEmpty { pending.append(.patch(news, id: "\(generation)")) }
    }

    /// The page was made shortly before the first look, so that it is up to date with it.
    mutating func note(_ version: Version, _ moment: Moment) {
      if self.moment != nil, version != self.version {
        pending.append(.changed)
        reloadedAt = .now
      }
      self.version = version
      self.moment = moment
    }
  }
}
