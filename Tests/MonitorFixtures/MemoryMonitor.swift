package import Exchange
package import FEEL
package import Monitoring
package import ProcessEngine

/// The projection in memory, for tests of what reads it: made with the real projection out of entries.
package struct MemoryMonitor: MonitorReading {
  private var projection = Projection()
  var entries: [JournalEntry] = []
  var messages: [MessageKey: MessageTrack] = [:]
  var allTallies: [Tally: Int] = [:]
  var seconds: [Activity.Stretch: Activity] = [:]
  private var knownVariants = VariantCatalogue()
  private var duplicates = 0
  private var generations: [InstanceID: Int] = [:]
  private var lastGeneration = 0
  private var minutes: [FreshnessMinute]

  /// - Parameter freshness: what it is to say of it.
  package init(_ entries: [JournalEntry] = [], freshness: [FreshnessMinute] = []) {
    minutes = freshness
    take(entries)
  }

  /// Hears more.
  package mutating func take(_ more: [JournalEntry]) {
    guard !more.isEmpty else { return }
    let changes = projection.take(more)
    lastGeneration += 1
    for order in changes.orders { generations[order] = lastGeneration }
    entries += changes.entries
    duplicates += changes.duplicates
    for (key, track) in changes.messages { messages[key, default: MessageTrack()].merge(track) }
    allTallies.merge(changes.tallies, uniquingKeysWith: +)
    for (second, activity) in changes.activity {
      seconds[second, default: Activity()].add(activity)
    }
    for variant in changes.variants.values { knownVariants.add(variant) }
  }

  // MARK: Now

  package func generation() async throws -> Int { lastGeneration }

  package func freshness(in period: Range<Timestamp>) async throws -> [FreshnessMinute] {
    minutes.filter { period.contains(Timestamp(microseconds: $0.start * 1_000_000)) }
  }

  var newestFreshness: FreshnessMinute? { minutes.max { $0.start < $1.start } }

  package func reception() async throws -> Reception {
    var reception = Reception()
    reception.position = entries.isEmpty ? nil : Int64(entries.count - 1)
    reception.newestEntry = entries.map(\.at).max()
    reception.duplicates = duplicates
    reception.gaps = projection.lanes.sorted { $0.key < $1.key }
      .flatMap { id, ledger in ledger.gaps.map { Reception.Gap(lane: id, range: $0) } }
    return reception
  }

  // MARK: Orders

  var allSides: [[OrderSide]] { Array(projection.orders.values) }

  package func order(_ id: InstanceID) async throws -> OrderPicture? {
    guard let sides = projection.orders[id] else { return nil }
    return OrderPicture(order: id, sides: sides, messages: messages.filter { $0.key.order == id })
  }

  package func entries(of order: InstanceID) async throws -> [JournalEntry] {
    entries.filter { $0.order == order }.sorted { ($0.party, $0.step) < ($1.party, $1.step) }
  }

  /// The orders that a filter lets through, in no order.
  func found(_ filter: OrderFilter) -> [OrderCase] {
    projection.orders.values.compactMap { sides in
      guard let order = OrderCase(of: sides) else { return nil }
      let tracks = messages.filter { $0.key.order == order.order }
      return filter.admits(order, sides: sides, messages: tracks) ? order : nil
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
    for (second, activity) in seconds where second.start <= time.wholeSeconds {
      for (name, amount) in activity.changes {
        tallies[Tally(second.party, name.kind, name.name), default: 0] += amount
      }
    }
    return tallies.filter { $0.value != 0 }
  }

  package func activity(
    _ span: Activity.Span, in period: Range<Timestamp>
  ) async throws -> [(stretch: Activity.Stretch, activity: Activity)] {
    Activity.rollUp(seconds)
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
      let sides = projection.orders[order] ?? []
      return Case(
        order: order,
        facts: OrderFacts(joining: sides.map { (facts: $0.facts, updatedAt: $0.updatedAt) }),
        sides: sides.map { Case.Side($0) }, generation: generations[order, default: 0])
    }
  }
}
