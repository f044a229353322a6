package import Exchange
package import FEEL
package import ProcessEngine

/// The projection in memory, made by the same code as the one in the database: for replays of a log, and for tests of what
/// reads the projection.
package struct MemoryMonitor: MonitorReading {
  /// How many of the newest entries are told as transitions at most.
  private static let recentLimit = 1_000

  private var projection = Projection()
  /// All that was heard, by order; nil when only the picture is kept.
  private var heard: [InstanceID: [JournalEntry]]?
  private var reports: [TransportReport] = []
  private(set) var check: KeptCheck?
  private(set) var recent: [JournalEntry] = []
  private(set) var messages: [InstanceID: [MessageKey: MessageTrack]] = [:]
  /// Messages that have neither been taken in nor refused, and those that were put aside.
  private(set) var underWayByJournals: Set<MessageKey> = []
  private(set) var putAside: Set<MessageKey> = []
  private(set) var cases: [InstanceID: OrderCase] = [:]
  private(set) var running: Set<InstanceID> = []
  private(set) var allTallies: [Tally: Int] = [:]
  /// By all spans.
  private(set) var stretches: [Activity.Stretch: Activity] = [:]
  private var knownVariants = VariantCatalogue()
  private var duplicates = 0
  private var taken = 0
  private var newestEntry: Timestamp?
  private var generations: [InstanceID: Int] = [:]
  private var lastGeneration = 0
  private var minutes: [FreshnessMinute]

  /// - Parameters:
  ///   - freshness: what it is to say of it.
  ///   - keepsEntries: whether it can tell an order's history; without, it needs less memory.
  package init(
    _ entries: [JournalEntry] = [], freshness: [FreshnessMinute] = [], keepsEntries: Bool = true
  ) {
    minutes = freshness
    heard = keepsEntries ? [:] : nil
    take(entries)
  }

  /// Hears more.
  package mutating func take(_ more: [JournalEntry]) {
    guard !more.isEmpty else { return }
    let changes = projection.take(more)
    lastGeneration += 1
    duplicates += changes.duplicates
    taken += changes.entries.count
    for entry in changes.entries {
      heard?[entry.order, default: []].append(entry)
      newestEntry = max(newestEntry ?? entry.at, entry.at)
    }
    remember(changes.entries)
    note(changes.messages)
    allTallies.merge(changes.tallies, uniquingKeysWith: +)
    for (stretch, activity) in Activity.rollUp(changes.activity) {
      stretches[stretch, default: Activity()].add(activity)
    }
    for variant in changes.variants.values { knownVariants.add(variant) }
    for order in changes.orders {
      generations[order] = lastGeneration
      note(order)
    }
  }

  /// Hears what a party tells beside its journal.
  package mutating func take(_ report: TransportReport) { reports.append(report) }

  /// Hears what a comparison of both accounts has found; what the one before found is forgotten.
  package mutating func take(_ check: KeptCheck) { self.check = check }

  /// What parties told last to be in their quarantines, the newest first; nil as long as none has told anything.
  var toldQuarantine: QuarantineList? {
    let told = reports.reduce(into: [String: QuarantineSummary]()) { told, report in
      told[report.party] = report.quarantine ?? told[report.party]
    }
    guard !told.isEmpty else { return nil }
    let items = told.flatMap { party, summary in
      summary.newest.map { row in
        QuarantineList.Item(
          row, of: party, reference: row.message.order.flatMap { reference(of: $0) })
      }
    }
    return QuarantineList(
      items: items.sorted { ($1.at, $0.party) < ($0.at, $1.party) },
      count: told.values.reduce(0) { $0 + $1.count })
  }

  /// Messages that have neither been taken in nor refused, nor are in quarantine.
  var underWay: Set<MessageKey> {
    let quarantined = Set((toldQuarantine?.items ?? []).compactMap(\.message))
    return quarantined.isEmpty
      ? underWayByJournals : underWayByJournals.filter { !quarantined.contains($0.id) }
  }

  /// Empty where it has none; nil when nobody has reported of the order.
  func reference(of order: InstanceID) -> String? {
    cases[order].map { $0.facts.reference ?? "" }
  }

  /// The messages that came once more and were left alone.
  var duplicatedMessages: Set<String> {
    Set(
      reports.lazy.flatMap(\.sightings).filter { $0.kind == .duplicate }.map(\.message.text))
  }

  private mutating func remember(_ entries: [JournalEntry]) {
    recent += entries
    guard recent.count > 2 * Self.recentLimit else { return }
    recent.sort { $0.at > $1.at }
    recent.removeLast(recent.count - Self.recentLimit)
  }

  private mutating func note(_ changed: [MessageKey: MessageTrack]) {
    for (key, change) in changed {
      var track = messages[key.order]?[key] ?? MessageTrack()
      track.merge(change)
      messages[key.order, default: [:]][key] = track
      let isUnderWay =
        track.sending != nil && track.receipt == nil && track.quarantinedAt == nil
      if isUnderWay { underWayByJournals.insert(key) } else { underWayByJournals.remove(key) }
      if track.quarantinedAt != nil { putAside.insert(key) }
    }
  }

  private mutating func note(_ order: InstanceID) {
    guard let now = OrderCase(of: sides(of: order)) else { return }
    cases[order] = now
    if now.endedAt == nil { running.insert(order) } else { running.remove(order) }
  }

  // MARK: Now

  package func generation() async throws -> Int { lastGeneration }

  package func freshness(in period: Range<Timestamp>) async throws -> [FreshnessMinute] {
    minutes.filter { period.contains(Timestamp(microseconds: $0.start * 1_000_000)) }
  }

  var newestFreshness: FreshnessMinute? { minutes.max { $0.start < $1.start } }

  package func reception() async throws -> Reception {
    var reception = Reception()
    reception.position = taken == 0 ? nil : Int64(taken - 1)
    reception.newestEntry = newestEntry
    reception.duplicates = duplicates
    reception.gaps = Reception.Gap.all(in: projection.lanes)
    return reception
  }

  // MARK: Orders

  func sides(of order: InstanceID) -> [OrderSide] { projection.orders[order] ?? [] }

  func track(_ key: MessageKey) -> MessageTrack? { messages[key.order]?[key] }

  package func order(_ id: InstanceID) async throws -> OrderPicture? {
    let sides = sides(of: id)
    guard !sides.isEmpty else { return nil }
    return OrderPicture(order: id, sides: sides, messages: messages[id] ?? [:])
  }

  package func entries(of order: InstanceID) async throws -> [JournalEntry] {
    (heard?[order] ?? []).sorted { ($0.party, $0.step) < ($1.party, $1.step) }
  }

  package func notices(
    of order: InstanceID, among entries: [JournalEntry]
  ) async throws -> [MessageNotice] {
    let published = entries.flatMap { entry -> [MessageNotice] in
      let told = reports.lazy.filter { $0.party == entry.party }.flatMap(\.confirmations)
        .filter { $0.lane == entry.lane && $0.first <= entry.number && entry.number <= $0.last }
      return told.min { $0.last < $1.last }.map { MessageNotice.published(entry, at: $0.at) } ?? []
    }
    let sightings = reports.flatMap(\.sightings).filter { $0.order == order }
    return published
      + Set(sightings).map { MessageNotice($0.kind, $0.message, at: $0.at) }
      .sorted { ($0.at, $0.message) < ($1.at, $1.message) }
      + (toldQuarantine?.items ?? []).filter { $0.order == order }.compactMap { MessageNotice($0) }
  }

  /// The orders that a filter lets through, in no order.
  func found(_ filter: OrderFilter) -> [OrderCase] {
    let told = ToldMessages(
      quarantined: toldQuarantine?.items ?? [], duplicated: duplicatedMessages)
    return cases.values.filter { order in
      filter.admits(
        order, sides: sides(of: order.order), messages: messages[order.order] ?? [:], told,
        ways: knownVariants)
    }
  }

  package func orders(_ query: OrderQuery) async throws -> OrderPage {
    var all = found(query.filter)
    if query.sort == .due { all.removeAll { $0.endedAt != nil } }
    all.sort { left, right in
      let isBefore =
        query.sort.key(of: left) == query.sort.key(of: right)
        ? left.order < right.order : query.sort.key(of: left) < query.sort.key(of: right)
      return isBefore != query.isDescending
    }
    if let after = query.after, let last = all.firstIndex(where: { $0.order == after.order }) {
      all.removeFirst(last + 1)
    }
    let page = Array(all.prefix(query.limit))
    let next = page.count == query.limit ? page.last : nil
    return OrderPage(orders: page, next: next.map { .init(key: "", order: $0.order) })
  }

  package func count(_ filter: OrderFilter) async throws -> BoundedCount {
    BoundedCount(found: found(filter).count)
  }

  // MARK: Past

  package func tallies(asOf time: Timestamp) async throws -> [Tally: Int] {
    var tallies: [Tally: Int] = [:]
    for (stretch, activity) in stretches
    where stretch.span == .second && stretch.start <= time.wholeSeconds {
      for (name, amount) in activity.changes {
        tallies[Tally(stretch.party, name.kind, name.name), default: 0] += amount
      }
      tallies[Tally(stretch.party, .placed), default: 0] += activity.placed
      tallies[Tally(stretch.party, .closed), default: 0] += activity.closed
    }
    return tallies.filter { $0.value != 0 }
  }

  package func activity(
    _ span: Activity.Span, in period: Range<Timestamp>
  ) async throws -> [(stretch: Activity.Stretch, activity: Activity)] {
    stretches
      .filter { stretch, _ in
        stretch.span == span
          && period.contains(Timestamp(microseconds: stretch.start * 1_000_000))
      }
      .map { (stretch: $0.key, activity: $0.value) }
      .sorted { ($0.stretch.start, $0.stretch.party) < ($1.stretch.start, $1.stretch.party) }
  }

  // MARK: Analysis

  package func variants() async throws -> VariantCatalogue { knownVariants }

  package func cases(_ query: CaseQuery) async throws -> [Case] {
    let orders = found(query.filter).map(\.order)
      .filter { order in
        generations[order, default: 0] > query.since ?? -1
          && (query.after.map { order > $0 } ?? true)
      }
      .sorted()
    return orders.prefix(query.limit).map { order in
      let sides = sides(of: order)
      return Case(
        order: order,
        facts: OrderFacts(joining: sides.map { (facts: $0.facts, updatedAt: $0.updatedAt) }),
        sides: sides.map { Case.Side($0) }, generation: generations[order, default: 0])
    }
  }
}
