import Access
import Exchange
import FEEL
import FoundationEssentials
import Ordering
import Participant
import ProcessEngine

/// Everything that pages stand on while the database is away: whatever is asked for fails.
struct AwayDatabase {
  /// Whether it at least says that it has none of the orders that are asked for.
  var saysNoOrders = false

  private static let reason = "it is away"
  private static let away = StoreError.unavailable(reason)
  private static let bookAway = PriceBookError.unavailable(reason)
  private static let deskAway = CommandFailure.unavailable(reason: reason, retryAfter: .zero)
}

extension AwayDatabase: Desk {
  func begin(
    _ id: InstanceID, variables: Context, requestDigest: String?, by user: String?, origin: Origin
  ) async throws(CommandFailure) -> Case { throw Self.deskAway }

  func submit(
    _ stimulus: Stimulus, to order: InstanceID, origin: Origin
  ) async throws(CommandFailure) -> Case { throw Self.deskAway }

  func command(
    _ name: String, payload: Context, to order: InstanceID, origin: Origin
  ) async throws(CommandFailure) -> Case { throw Self.deskAway }

  func replay(_ row: QuarantineRow, by user: String, origin: Origin) async throws(CommandFailure) {
    throw Self.deskAway
  }

  func form(of task: Key, in order: Case) async throws(CommandFailure) -> (
    form: Form, defaults: Context
  )? { throw Self.deskAway }

  var health: Health { Health(components: [.database: .down(Self.reason)]) }
}

extension AwayDatabase: Records {
  func orders(_ query: OrderQuery) async throws(StoreError) -> Page<OrderRow> {
    if saysNoOrders { return Page(items: [], next: nil) }
    throw Self.away
  }
  func counts(_ query: OrderQuery) async throws(StoreError) -> OrderCounts { throw Self.away }
  func order(_ id: InstanceID) async throws(StoreError) -> Case? { throw Self.away }
  func orders(_ ids: [InstanceID]) async throws(StoreError) -> [Case] {
    if saysNoOrders { return [] }
    throw Self.away
  }
  func orders(reference: String, limit: Int) async throws(StoreError) -> [InstanceID] {
    throw Self.away
  }
  func orders(idPrefix: String, limit: Int) async throws(StoreError) -> [InstanceID] {
    throw Self.away
  }
  func history(_ id: InstanceID) async throws(StoreError) -> [JournalEntry] { throw Self.away }
  func tasks(_ query: TaskQuery) async throws(StoreError) -> Page<TaskRow> { throw Self.away }
  func taskCounts(
    _ query: TaskQuery, for actor: Actor, now: Timestamp
  ) async throws(StoreError) -> TaskCounts { throw Self.away }
  func task(_ order: InstanceID, _ key: Key) async throws(StoreError) -> TaskRow? {
    throw Self.away
  }
  func incidents(limit: Int) async throws(StoreError) -> [IncidentRow] { throw Self.away }
  func quarantine(order: InstanceID?, limit: Int) async throws(StoreError) -> [QuarantineRow] {
    throw Self.away
  }
  func quarantine(idPrefix: String, limit: Int) async throws(StoreError) -> [QuarantineRow] {
    throw Self.away
  }
  func position() async throws(StoreError) -> JournalPosition { throw Self.away }
  func changes(
    after position: JournalPosition, limit: Int
  ) async throws(StoreError) -> [JournalEntry] { throw Self.away }
}

extension AwayDatabase: People {
  func person(_ user: String) async throws(StoreError) -> Principal? { throw Self.away }
  func people(prefix: String, limit: Int) async throws(StoreError) -> [Principal] {
    throw Self.away
  }
  func persons() async throws(StoreError) -> [Person] { throw Self.away }
  func person(named user: String) async throws(StoreError) -> Person? { throw Self.away }
  func password(of user: String) async throws(StoreError) -> PasswordHash? { throw Self.away }
  func add(
    _ person: Person, password: PasswordHash, audit: AuditRecord
  ) async throws(StoreError) -> Bool { throw Self.away }
  func change(
    _ user: String, _ change: PersonChange, audit: @Sendable (Person, Person) -> AuditRecord
  ) async throws(StoreError) -> PersonChange.Outcome { throw Self.away }
  func remember(_ person: Person) async throws(StoreError) -> Person? { throw Self.away }
  func attempt(
    user: String, address: String, at now: Timestamp
  ) async throws(StoreError) -> Timestamp? { throw Self.away }
  func succeed(user: String, address: String, at now: Timestamp) async throws(StoreError) {
    throw Self.away
  }
  func begin(_ session: Session, audit: AuditRecord) async throws(StoreError) { throw Self.away }
  func session(
    _ digest: [UInt8], at now: Timestamp
  ) async throws(StoreError) -> (session: Session, person: Person)? { throw Self.away }
  func use(_ digest: [UInt8], at now: Timestamp) async throws(StoreError) { throw Self.away }
  func end(_ digest: [UInt8], audit: AuditRecord) async throws(StoreError) { throw Self.away }
  func endAll(of user: String, audit: AuditRecord) async throws(StoreError) -> Int {
    throw Self.away
  }
}

extension AwayDatabase: AuditTrail {
  func add(_ records: [AuditRecord]) async throws(StoreError) { throw Self.away }
  func records(_ query: AuditQuery) async throws(StoreError) -> Page<AuditRecord> {
    throw Self.away
  }
}

extension AwayDatabase: AuditedPriceBook {
  func items(skus: [String]) async throws(PriceBookError) -> [PriceListItem] { throw Self.bookAway }
  func current() async throws(PriceBookError) -> PriceListVersion? { throw Self.bookAway }
  func page(after sku: String?, limit: Int) async throws(PriceBookError) -> PriceListPage {
    throw Self.bookAway
  }
  func replace(
    with items: [PriceListItem], by user: String, at time: Timestamp,
    audit: @Sendable (PriceListVersion?, PriceListVersion) -> AuditRecord
  ) async throws(PriceBookError) -> PriceListVersion { throw Self.bookAway }
}
