import FEEL
import FoundationEssentials
import Monitoring
import ProcessEngine

extension Overview {
  /// For programs.
  var json: Value {
    .context([
      "at": .string(at.description), "pools": .list(parties.map(\.json)),
      "messages": .list(flows.map(\.json)), "newest": .list(transitions.map(\.json)),
      "stuck": .list(attention.stuck.map(\.json)),
      "overdue": .list(attention.overdue.map(\.json)),
      "newestEntryAt": reception.newestEntry.map { .string($0.description) } ?? .null,
      "position": reception.position.map { .number(Int($0)) } ?? .null,
      "gaps": .number(reception.gaps.count), "unreadable": .number(reception.unreadable),
    ])
  }
}

extension PartyOverview {
  fileprivate var json: Value {
    .context([
      "pool": .string(party), "running": .number(running), "incidents": .number(incidents),
      "outcomes": Self.counts(outcomes), "tokens": Self.counts(tokens),
      "perSecond": lastSecond.json, "perMinute": lastMinute.json, "perHour": lastHour.json,
    ])
  }

  private static func counts(_ counts: [String: Int]) -> Value {
    var context = Context()
    for (name, count) in counts { context[name] = .number(count) }
    return .context(context)
  }
}

extension PartyOverview.Rate {
  fileprivate var json: Value {
    func number(_ value: Double) -> Value { .number(Decimal(Int((value * 10).rounded())) / 10) }
    return .context([
      "steps": number(steps), "started": number(started), "ended": number(ended),
    ])
  }
}

extension MessageFlowOverview {
  fileprivate var json: Value {
    .context([
      "name": .string(name), "sender": .string(sender), "sent": .number(sent),
      "received": .number(received), "inFlight": .number(inFlight),
      "quarantined": .number(quarantined),
    ])
  }
}

extension Transition {
  fileprivate var json: Value {
    .context([
      "at": .string(at.description), "pool": .string(party), "order": .string(order.description),
      "reference": reference.map { .string($0) } ?? .null, "text": .string(text),
    ])
  }
}

extension Attention {
  fileprivate var json: Value {
    .context([
      "order": .string(order.description), "reference": reference.map { .string($0) } ?? .null,
      "pool": .string(party), "reason": .string(reason.rawValue),
      "since": .string(since.description), "detail": .string(detail),
    ])
  }
}
