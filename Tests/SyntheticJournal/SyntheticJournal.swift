package import Exchange
package import FEEL
import FoundationEssentials
package import ProcessEngine

/// Journal entries of orders that never were, as both parties would have reported them: for tests and measurements.
///
/// Everything depends on the order's index alone, so that two journals with the same orders are equal.
package struct SyntheticJournal: Sendable {
  package static let client = "Client"
  package static let supplier = "Supplier"

  /// How an order goes.
  package enum Course: Sendable, CaseIterable {
    /// Sixteen steps, to the confirmed receipt.
    case completed
    /// The supplier refuses it.
    case rejected
    /// It waits for the supplier's verification.
    case unverified
    /// The supplier's calculation has failed.
    case stuck
  }

  /// In the order in which they were committed.
  package private(set) var entries: [JournalEntry] = []
  private let laneCount: Int
  private var lastNumbers: [String: Int] = [:]

  package init(lanes: Int = 2) { laneCount = lanes }

  /// Adds an order that begins at `start`, with `pace` between its steps.
  @discardableResult
  package mutating func add(
    _ index: Int, _ course: Course = .completed, at start: Timestamp = Self.start,
    pace: Duration = .milliseconds(250)
  ) -> InstanceID {
    let id = Self.order(index)
    var order = OrderScript(index: index, id: id, at: start, pace: pace)
    order.play(course)
    for step in order.steps { add(step, index: index, id: id) }
    return id
  }

  /// Hands over what has been added since the last time: with it, a journal may be of any length.
  package mutating func takeEntries() -> [JournalEntry] {
    defer { entries = [] }
    return entries
  }

  private mutating func add(_ step: OrderScript.Step, index: Int, id: InstanceID) {
    let lane = index % laneCount + 1
    let number = lastNumbers["\(step.party) \(lane)", default: 0] + 1
    lastNumbers["\(step.party) \(lane)"] = number
    entries.append(
      JournalEntry(
        party: step.party, lane: lane, number: number, order: id, step: step.number, at: step.at,
        stimulus: step.stimulus, events: step.events, messages: step.messages))
  }

  package static let start = Timestamp(microseconds: 1_780_000_000_000_000)

  package static func order(_ index: Int) -> InstanceID { InstanceID(uuid(index, kind: 0)) }

  /// A UUID that depends on nothing but its arguments.
  static func uuid(_ index: Int, kind: UInt8) -> UUID {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: index >> (8 * (7 - $0))) }
    return UUID(
      uuid: (
        0x01, 0x8f, 0, 0, 0, 0, 0x70, kind, 0x80, bytes[1], bytes[2], bytes[3], bytes[4], bytes[5],
        bytes[6], bytes[7]
      ))
  }
}
