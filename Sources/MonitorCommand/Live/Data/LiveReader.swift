import Exchange
import FEEL
import MonitorPages
import Monitoring
import ProcessEngine

/// Reads what a screen needs out of a projection, wherever that is kept. What it costs does not depend on how many orders
/// there are: lists are bounded.
struct LiveReader: Sendable {
  let process: DrawnProcess
  /// How much faster than the machine's the parties' clock runs.
  let speed: Double
  private var messageLimit: Duration { Attention.Limits(speed: speed).machine }

  /// How many orders a page of the table has, and how many alerts and steps are read of each kind.
  static let pageLimit = 100
  static let lines = 50

  /// Orders of one page of those that have changed.
  private static let newsPage = 1_000

  /// What has changed since an earlier look.
  func news(
    at reading: some MonitorReading, now: Timestamp, generation: Int, after last: WatchChanges.Seen?
  ) async throws -> WatchChanges.News {
    let overview = try await reading.overview(
      at: now, lines: Self.lines, map: process.map, speed: speed)
    var orders: [Case] = []
    if let last, last.generation != generation {
      var query = CaseQuery(since: last.generation, limit: Self.newsPage)
      repeat {
        let page = try await reading.cases(query)
        orders += page
        query.after = page.count == Self.newsPage ? page.last?.order : nil
      } while query.after != nil
    }
    return WatchChanges.News(
      generation: generation, overview: overview,
      alerts: try await alerts(reading, overview), orders: orders)
  }

  private func alerts(_ reading: some MonitorReading, _ overview: Overview) async throws -> [Alert]
  {
    let told = overview.quarantine
    let isAside = overview.flows.contains { $0.quarantined > 0 }
    let quarantine = told == nil && isAside ? try await reading.quarantine(limit: Self.lines) : told
    return Alert.all(overview, quarantine: quarantine ?? QuarantineList(), speed: speed)
  }

  /// - Parameter entries: gives an order's history; nil where the projection keeps it.
  func look(
    at reading: some MonitorReading, now: Timestamp, generation: Int, need: LiveNeed,
    entries: ((InstanceID) throws -> [JournalEntry])? = nil
  ) async throws -> LiveLook {
    let map = process.map
    let overview = try await reading.overview(at: now, lines: Self.lines, map: map, speed: speed)
    var look = LiveLook(
      generation: generation, need: need, overview: overview,
      pulse: try await pulse(of: reading, overview),
      alerts: try await alerts(reading, overview))
    if let orders = need.orders {
      let filter = orders.terms.filter(at: now, limit: messageLimit)
      look.orders = try await reading.orders(
        OrderQuery(
          filter, sort: orders.sort, isDescending: orders.isDescending, after: orders.after,
          limit: Self.pageLimit))
      look.count = try await reading.count(filter)
    }
    if let story = need.story, let picture = try await reading.order(story) {
      let history =
        if let entries { try entries(story) } else { try await reading.entries(of: story) }
      let notices = try await reading.notices(of: story, among: history)
      look.story = OrderReport(
        order: picture, entries: history, notices: notices, map: map, now: now,
        limit: messageLimit)
    }
    return look
  }

  private func pulse(of reading: some MonitorReading, _ overview: Overview) async throws -> Pulse {
    let span = Pulse.span(speed: speed)
    let initiator = process.map.initiator ?? process.map.pools.first?.name ?? ""
    let activity = try await reading.activity(span, in: Pulse.period(until: overview.at, span))
    return Pulse(
      activity, of: initiator,
      running: overview.parties.first { $0.party == initiator }?.running ?? 0, now: overview.at,
      span: span)
  }
}
