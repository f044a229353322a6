package import FEEL
import ProcessEngine

/// What of one side somebody should look at.
extension Attention {
  package static func incidents(of side: OrderSide, _ map: ProcessMap) -> [Attention] {
    side.incidents.map { incident in
      Attention(
        side, .incident, since: incident.raisedAt,
        "\(map.label(of: incident.element)): \(incident.reason)", incident.element, incident.key)
    }
  }

  package static func missingStep(of side: OrderSide) -> Attention {
    Attention(
      side, .missingStep, since: side.updatedAt, "step \(side.step + 1) not heard",
      "\(side.step + 1)")
  }

  /// The timers that should have fired first.
  package static func timers(of side: OrderSide, _ map: ProcessMap) -> [Attention] {
    (side.instance?.timers ?? []).filter { $0.due == side.nextTimerDue }
      .map { Attention(side, .timer, since: $0.due, map.label(of: $0.target), $0.target) }
  }

  package static func quiet(_ side: OrderSide, _ map: ProcessMap) -> Attention {
    let element = side.elements.last ?? ""
    return Attention(side, .quiet, since: side.updatedAt, map.label(of: element), element)
  }

  /// The open tasks that were due before a time.
  package static func tasks(of side: OrderSide, before now: Timestamp) -> [Attention] {
    (side.instance?.tasks ?? []).compactMap { task in
      guard let due = task.due, due < now else { return nil }
      let holder = task.assignee.map { ", claimed by \($0)" } ?? ""
      return Attention(
        side, .task, since: due, task.name + holder, task.element, task.key)
    }
  }

  private init(
    _ side: OrderSide, _ reason: Reason, since: Timestamp, _ detail: String, _ subject: String,
    _ key: Key? = nil
  ) {
    self.init(
      order: side.id.order, reference: side.facts.reference, party: side.id.party, reason: reason,
      since: since, detail: detail, subject: subject, key: key)
  }
}
