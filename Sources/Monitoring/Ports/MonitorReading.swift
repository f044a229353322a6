package import Exchange
package import FEEL
package import ProcessEngine

/// What pages and screens ask of the projection.
///
/// Owned by its consumers; implemented over PostgreSQL and in memory. What a call costs does not grow with the number of
/// orders that have ended, except where its comment says so.
package protocol MonitorReading: CaseReading {
  // MARK: Now

  /// The picture of all orders at `now`.
  ///
  /// - Parameters:
  ///   - lines: how many transitions, stuck and overdue ones are wanted of each.
  ///   - speed: how much faster than the machine's the parties' clock runs: rates are those that people see.
  func overview(at now: Timestamp, lines: Int, map: ProcessMap, speed: Double) async throws
    -> Overview

  /// The same of an overview alone.
  func attention(at now: Timestamp, lines: Int, map: ProcessMap, speed: Double) async throws
    -> AttentionList

  /// Up to where the events have been heard, and what is missing.
  func reception() async throws -> Reception

  /// How old events were when they became visible, by minutes, the oldest first.
  func freshness(in period: Range<Timestamp>) async throws -> [FreshnessMinute]

  // MARK: Orders

  func orders(_ query: OrderQuery) async throws -> OrderPage
  func count(_ filter: OrderFilter) async throws -> BoundedCount
  /// One order with its messages; nil when nobody has reported of it.
  func order(_ id: InstanceID) async throws -> OrderPicture?
  /// All entries that were heard of an order and are still kept, by party and step.
  func entries(of order: InstanceID) async throws -> [JournalEntry]
  /// What the parties tell beside their journals of an order's messages.
  ///
  /// - Parameter entries: those of the order.
  func notices(of order: InstanceID, among entries: [JournalEntry]) async throws -> [MessageNotice]

  // MARK: Past

  /// The counts as they were at the end of a second. Tokens that came and went within one step are not in `entered`'s
  /// counts, which are left out.
  func tallies(asOf time: Timestamp) async throws -> [Tally: Int]

  /// What each party did, by stretches, the oldest first. At most 10,000 of them are read.
  func activity(_ span: Activity.Span, in period: Range<Timestamp>) async throws
    -> [(stretch: Activity.Stretch, activity: Activity)]

  // MARK: Between the parties

  /// How messages fared between the parties.
  ///
  /// - Parameters:
  ///   - now: when the messages are looked at.
  ///   - lateAfter: how long a message may take, or be on its way, until it counts as late; a minute at least.
  ///   - orders: of how many of the orders that ended last the delays are wanted, at most 2,000.
  func messageFlows(
    at now: Timestamp, lateAfter limit: Duration, orders: Int
  ) async throws -> [MessageFlowAccount]

  /// The messages that were put into quarantine last.
  func quarantine(limit: Int) async throws -> QuarantineList

  /// What the newest comparison of both accounts has found; nil as long as there has been none.
  func lastCheck() async throws -> KeptCheck?
}
