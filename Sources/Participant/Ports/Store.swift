package import Exchange
package import FEEL
package import ProcessEngine

/// The durable side of one party: instances, journal, tasks, timers.
///
/// Implemented over PostgreSQL and in memory; one conformance suite holds for both.
package protocol Store: Sendable {
  /// Takes a lane that no process holds, for as long as the process lives. Its unpublished tail comes with it.
  func openLane() async throws(StoreError) -> any Lane

  /// Takes a lane whose holder has died with entries that are not confirmed; nil when there is none.
  func adoptLane() async throws(StoreError) -> (any Lane)?

  /// Timers that are due at `now`, the longest overdue first.
  func dueTimers(at now: Timestamp, limit: Int) async throws(StoreError) -> [WorkReference]
  /// Jobs whose next attempt may begin at `now`, the longest overdue first.
  func dueJobs(at now: Timestamp, limit: Int) async throws(StoreError) -> [WorkReference]

  /// Takes messages that have been parked since before `time` out of the parked set and into quarantine.
  func expireParked(before time: Timestamp, now: Timestamp) async throws(StoreError) -> Int

  /// What is in quarantine, with at most so many messages of it.
  func quarantine(newest limit: Int) async throws(StoreError) -> QuarantineSummary

  /// Keeps the text of a definition, if it is not kept already.
  func save(_ definition: StoredDefinition) async throws(StoreError)
  func definition(_ id: DefinitionID) async throws(StoreError) -> StoredDefinition?
}

/// One connection with its own serial commit loop. It numbers its journal entries without gaps in commit order, so that
/// "number beyond the watermark" finds exactly what is not confirmed.
package protocol Lane: Sendable {
  /// The lane's own number, from 1.
  var id: Int { get }
  /// The number of the last committed entry.
  var last: Int { get async }
  /// Every entry up to this number has been published and confirmed.
  var confirmed: Int { get async }

  /// One transaction: loads and locks what is stored of `orders` (in the order of their ids), lets `decide` say what to
  /// write, writes and commits it. When `decide` throws, nothing is written.
  ///
  /// `decide` may be called several times, when the transaction has to be repeated; only its last answer is written.
  ///
  /// - Throws: after an error nothing of it is committed, except `.outcomeUnknown` where the implementation could not
  ///   find out.
  func step(
    on orders: [InstanceID], decide: (LoadedCases) async throws(StoreError) -> StepWrites
  ) async throws(StoreError)

  /// Committed entries with numbers above `number`, ascending.
  func entries(after number: Int, limit: Int) async throws(StoreError) -> [JournalEntry]

  /// Moves the watermark.
  func confirm(upTo number: Int) async throws(StoreError)

  /// Gives the lane back.
  func close() async
}

/// Something of an instance that is due.
package struct WorkReference: Hashable, Sendable {
  package let order: InstanceID
  package let key: Key

  package init(order: InstanceID, key: Key) {
    self.order = order
    self.key = key
  }
}

/// One version of the model, as it was when its first instance began.
package struct StoredDefinition: Hashable, Sendable {
  package let id: DefinitionID
  /// The file's text.
  package let xml: [UInt8]
  /// The texts of the forms, by id.
  package let forms: [String: [UInt8]]

  package init(id: DefinitionID, xml: [UInt8], forms: [String: [UInt8]]) {
    self.id = id
    self.xml = xml
    self.forms = forms
  }
}

/// Why the store could not do it.
package enum StoreError: Error, Hashable, Sendable {
  /// The database is away or overloaded, or two transactions were in each other's way: the same may work later.
  case unavailable(String)
  /// The connection was lost while the commit was on its way, and nobody can say yet whether it arrived.
  case outcomeUnknown(String)
  /// Another process holds the lane now.
  case laneLost
  /// A list was asked to go on from where it never was.
  case invalidCursor
  /// It will not work later either: a bug or a damaged database.
  case broken(String)
}
