import Exchange
import FEEL
import FoundationEssentials
import Participant
import ProcessEngine
import Synchronization

/// Answers what the test has put into it, and remembers the filters.
final class FakeRecords: Records {
  struct State: Sendable {
    var orders: [Case] = []
    var history: [JournalEntry] = []
    var tasks: [TaskRow] = []
    var incidents: [IncidentRow] = []
    var quarantine: [QuarantineRow] = []
    var counts = OrderCounts(running: BoundedCount(0), ended: [:])
    var taskCounts = TaskCounts(
      mine: BoundedCount(0), groups: BoundedCount(0), all: BoundedCount(0), done: BoundedCount(0))
    var failure: StoreError?
    var orderQueries: [OrderQuery] = []
    var taskQueries: [TaskQuery] = []
    /// Comes into the history when it is looked at for the second time.
    var late: JournalEntry?
    var looks = 0
    /// After so many looks at the journal the database is away.
    var journalLooks = Int.max
  }

  private let state = Mutex(State())

  func with<Result: Sendable>(_ body: (inout sending State) -> sending Result) -> Result {
    state.withLock(body)
  }

  func orders(_ query: OrderQuery) async throws(StoreError) -> Page<OrderRow> {
    try fail()
    return with { state in
      state.orderQueries.append(query)
      return Page(
        items: state.orders.map { order in
          OrderRow(
            id: order.instance.id, summary: OrderSummary(order.instance.variables),
            outcome: order.instance.outcome, elements: ["Task_ReviewQuote"],
            lines: 1, openTasks: order.instance.tasks.count, startedAt: order.instance.startedAt,
            updatedAt: order.instance.startedAt)
        }, next: query.cursor == nil && !state.orders.isEmpty ? "more" : nil)
    }
  }

  func counts(_ query: OrderQuery) async throws(StoreError) -> OrderCounts { with { $0.counts } }

  func order(_ id: InstanceID) async throws(StoreError) -> Case? {
    try fail()
    return with { state in
      state.looks += 1
      if let late = state.late, state.looks > 1, let index = state.orders.indices.first {
        state.history.append(late)
        state.orders[index].step = late.step
        state.late = nil
      }
      return state.orders.first { $0.instance.id == id }
    }
  }

  func orders(_ ids: [InstanceID]) async throws(StoreError) -> [Case] {
    try fail()
    return with { state in state.orders.filter { ids.contains($0.instance.id) } }
  }

  func orders(reference: String, limit: Int) async throws(StoreError) -> [InstanceID] {
    try fail()
    return with { state in
      state.orders.map(\.instance)
        .filter { OrderSummary($0.variables).reference == reference }.map(\.id)
    }
  }

  func orders(idPrefix: String, limit: Int) async throws(StoreError) -> [InstanceID] {
    try fail()
    return with { state in
      state.orders.map(\.instance.id).filter { $0.description.hasPrefix(idPrefix.lowercased()) }
    }
  }

  func history(_ id: InstanceID) async throws(StoreError) -> [JournalEntry] {
    with { state in state.history.filter { $0.order == id } }
  }

  func tasks(_ query: TaskQuery) async throws(StoreError) -> Page<TaskRow> {
    try fail()
    return with { state in
      state.taskQueries.append(query)
      let end = query.cursor.flatMap { Int($0) } ?? 0
      let rest = state.tasks.dropFirst(end)
      return Page(
        items: Array(rest.prefix(query.limit)),
        next: rest.count > query.limit ? "\(end + query.limit)" : nil)
    }
  }

  func taskCounts(
    _ query: TaskQuery, for actor: Actor, now: Timestamp
  ) async throws(StoreError) -> TaskCounts {
    with { $0.taskCounts }
  }

  func task(_ order: InstanceID, _ key: Key) async throws(StoreError) -> TaskRow? {
    with { state in state.tasks.first { $0.order == order && $0.task.key == key } }
  }

  func incidents(limit: Int) async throws(StoreError) -> [IncidentRow] { with { $0.incidents } }

  func quarantine(order: InstanceID?, limit: Int) async throws(StoreError) -> [QuarantineRow] {
    with { $0.quarantine }
  }

  func quarantine(idPrefix: String, limit: Int) async throws(StoreError) -> [QuarantineRow] {
    with { state in
      state.quarantine.filter {
        $0.id.uuidString.lowercased().hasPrefix(idPrefix.lowercased())
      }
    }
  }

  func position() async throws(StoreError) -> JournalPosition {
    try fail()
    return with { state in
      state.history.reduce(into: JournalPosition()) { $0.advance(to: $1) }
    }
  }

  func changes(
    after position: JournalPosition, limit: Int
  ) async throws(StoreError) -> [JournalEntry] {
    try fail()
    guard
      with({ state in
        state.journalLooks -= 1
        return state.journalLooks >= 0
      })
    else { throw .unavailable("it is away") }
    return with { state in
      Array(state.history.filter { $0.number > position.lanes[$0.lane] ?? 0 }.prefix(limit))
    }
  }

  private func fail() throws(StoreError) {
    if let failure = with({ $0.failure }) { throw failure }
  }
}
